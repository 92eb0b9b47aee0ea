-- What admins decide of the store: what must go, what must not come back, which names mean the same; and what failed.

-- Articles on their way out. From this moment `article.revision` is 0 and no answer shows them; their rows go in batches.
CREATE TABLE forgetting (
    article  INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,                 -- the one that was answered from
    cause    TEXT NOT NULL,                    -- asked: by an admin, age: by the retention
    whole    BLOB                              -- the keyed hash of the source, when all of a source was to go
);

-- What must not come in again. `mark` is a keyed hash (meta.forgotten_key) of an address or of a document's digest.
CREATE TABLE tombstone (
    mark    BLOB PRIMARY KEY,
    article INTEGER NOT NULL,
    cause   TEXT NOT NULL,
    whole   BLOB
) WITHOUT ROWID;

-- Names that mean the same, beside those that come with the program; `means` is empty where one of these is put off.
CREATE TABLE alias (
    name  TEXT NOT NULL,
    means TEXT NOT NULL,
    PRIMARY KEY (name, means)
) WITHOUT ROWID;

-- Documents that could not be taken in, for some days.
CREATE TABLE failure (
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    failed INTEGER NOT NULL,                   -- 0: passed over on purpose
    at     TEXT NOT NULL,
    PRIMARY KEY (source, reason)
) WITHOUT ROWID;
CREATE INDEX failure_at ON failure (at);
