-- Messages that a platform posts by itself: begun before they are sent, done once they are known to be there.
CREATE TABLE post (
    key TEXT PRIMARY KEY,
    begun TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1))
) STRICT, WITHOUT ROWID;
