-- Sources that are followed by themselves. Times are seconds since 1970.

CREATE TABLE followed (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,
    key           TEXT NOT NULL UNIQUE,        -- the same for spellings of one address
    address       TEXT NOT NULL,               -- as it was given
    kind          TEXT,                        -- feed, page, sitemap or folder; null until it was looked at
    title         TEXT,
    publisher     TEXT,                        -- what its articles name
    place         TEXT NOT NULL,               -- where it lives now
    place_key     TEXT NOT NULL,
    host          TEXT NOT NULL,               -- of the place, '' for a folder
    platform      TEXT NOT NULL,               -- of whoever added it; 'settings' for SOURCES
    user          TEXT NOT NULL,
    workspace     TEXT,
    added         REAL NOT NULL,
    etag          TEXT,
    modified      TEXT,
    digest        TEXT,                        -- SHA-256 of the last body that was read
    hint          REAL,                        -- seconds that the feed asks to be left alone
    state         TEXT NOT NULL,               -- live, failing, dead or paused
    interval      REAL NOT NULL,               -- seconds
    due           REAL NOT NULL,
    tried         REAL,
    succeeded     REAL,
    brought       REAL,                        -- the last new article
    articles      INTEGER NOT NULL,
    failures      INTEGER NOT NULL,            -- in a row
    failing_since REAL,
    reason        TEXT
);
CREATE INDEX followed_due ON followed (due);
CREATE INDEX followed_place ON followed (place_key);

-- Links of followed sources that gave nothing, and until when they are left alone.
CREATE TABLE fruitless (
    key   TEXT PRIMARY KEY,
    until REAL NOT NULL
) WITHOUT ROWID;

-- What the files of watched folders looked like when they were read.
CREATE TABLE watched_file (
    source INTEGER NOT NULL,                   -- followed.number
    path   TEXT NOT NULL,
    look   TEXT NOT NULL,
    PRIMARY KEY (source, path)
) WITHOUT ROWID;

-- What somebody is to be told, once.
CREATE TABLE notice (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    key      TEXT NOT NULL,                    -- what it is about: one source and one death of it
    source   INTEGER,                          -- followed.number
    platform TEXT NOT NULL,
    user     TEXT NOT NULL,
    words    TEXT NOT NULL,
    at       REAL NOT NULL,
    told     REAL,                             -- null until it was delivered
    UNIQUE (key, platform, user)
);
CREATE INDEX notice_untold ON notice (source) WHERE told IS NULL;
