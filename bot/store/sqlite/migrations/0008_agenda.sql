-- Digests, watches and the messages that come of them. Times are seconds since 1970.

CREATE TABLE digest (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    version         INTEGER NOT NULL,          -- grows with every change of the row
    name            TEXT NOT NULL,
    room            TEXT NOT NULL,             -- platform, channel and thread in one
    platform        TEXT NOT NULL,
    channel         TEXT NOT NULL,
    thread          TEXT,
    workspace       TEXT,
    owner_platform  TEXT NOT NULL,
    owner           TEXT NOT NULL,
    owner_workspace TEXT,
    topics          TEXT NOT NULL,             -- JSON
    sources         TEXT NOT NULL,             -- JSON
    cadence         TEXT NOT NULL,             -- in words
    zone            TEXT NOT NULL,             -- the IANA name
    since           REAL NOT NULL,             -- no slot is before it, and intervals are counted from it
    late            TEXT NOT NULL,             -- send, merge or skip
    told            REAL NOT NULL,
    slot_at         REAL,                      -- the last slot it has passed: instant, wall time in ISO 8601, name
    slot_wall       TEXT,
    slot_key        TEXT,
    paused          TEXT,                      -- why it rests
    next            REAL,                      -- when the next slot is due; null at rest
    created         REAL NOT NULL,
    size            TEXT NOT NULL,             -- short, normal or long
    empty           TEXT NOT NULL,             -- say or silent: what is done when nothing is new
    mark_article    INTEGER NOT NULL,          -- it has told of all articles up to this number
    mark_change     INTEGER NOT NULL,          -- and of all changes of articles
    memory          TEXT NOT NULL              -- JSON: the figures it told
);
CREATE INDEX digest_room ON digest (room);
CREATE INDEX digest_next ON digest (next) WHERE next IS NOT NULL;

-- What a digest did for one slot.
CREATE TABLE edition (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    digest  INTEGER NOT NULL,                  -- digest.number
    slot    TEXT NOT NULL,
    first   TEXT NOT NULL,                     -- the first slot that it stands for
    at      REAL NOT NULL,                     -- when it was due
    written REAL NOT NULL,
    since   REAL NOT NULL,
    fate    TEXT NOT NULL,
    new     TEXT NOT NULL,                     -- JSON: numbers of articles
    updated TEXT NOT NULL,                     -- JSON: numbers of articles
    arrived INTEGER NOT NULL,
    late    INTEGER NOT NULL,
    undo    TEXT,                              -- JSON: where its schedule stood before; null once a message is done with
    UNIQUE (digest, slot)
);
CREATE INDEX edition_digest ON edition (digest);
CREATE INDEX edition_written ON edition (written);

-- Each message, from being written down until some weeks after it was sent. Those of watches have the schedule 0.
CREATE TABLE delivery (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    schedule    INTEGER NOT NULL,              -- digest.number, or of one that was deleted while this was being sent
    slot        TEXT NOT NULL,
    destination TEXT NOT NULL,                 -- the room in one, as digest.room
    part        INTEGER NOT NULL,
    platform    TEXT NOT NULL,
    channel     TEXT NOT NULL,
    thread      TEXT,
    workspace   TEXT,
    at          REAL NOT NULL,                 -- its slot's time, in the order of which messages are sent
    written     REAL NOT NULL,
    ready       REAL NOT NULL,
    deadline    REAL NOT NULL,
    state       TEXT NOT NULL,                 -- due, leased, sent, gone or given up
    attempts    INTEGER NOT NULL,
    holder      TEXT,
    lease_until REAL,
    unsure      INTEGER NOT NULL,              -- 1: it may be in the room, and is looked for before it is sent
    reason      TEXT,
    message     TEXT,                          -- the platform's name of what was sent
    body        TEXT NOT NULL,                 -- what is sent; empty once that is over, or must not be any more
    pairs       TEXT,                          -- JSON: watches and articles that it tells of; null for digests
    settled     REAL,                          -- when it was sent, gone or given up
    UNIQUE (schedule, slot, destination, part)
);
CREATE INDEX delivery_open ON delivery (at) WHERE settled IS NULL;
CREATE INDEX delivery_waiting ON delivery (schedule, destination) WHERE settled IS NULL;
CREATE INDEX delivery_leased ON delivery (destination) WHERE state = 'leased';
CREATE INDEX delivery_room ON delivery (destination);
CREATE INDEX delivery_ready ON delivery (ready) WHERE settled IS NULL;
CREATE INDEX delivery_settled ON delivery (settled) WHERE settled IS NOT NULL;
CREATE INDEX delivery_state ON delivery (state);
CREATE INDEX delivery_told ON delivery (destination, settled) WHERE schedule = 0 AND state = 'sent';

CREATE TABLE watch (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    words           TEXT NOT NULL,
    room            TEXT NOT NULL,
    platform        TEXT NOT NULL,
    channel         TEXT NOT NULL,
    thread          TEXT,
    workspace       TEXT,
    owner_platform  TEXT NOT NULL,
    owner           TEXT NOT NULL,
    owner_workspace TEXT,
    created         REAL NOT NULL,
    zone            TEXT NOT NULL,
    quiet           TEXT,                      -- in words, "22:00-07:00"
    told            INTEGER NOT NULL,
    paused          TEXT
);
CREATE INDEX watch_room ON watch (room);

-- Articles that a watch is to tell of.
CREATE TABLE matched (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    watch   INTEGER NOT NULL,                  -- watch.number
    article INTEGER NOT NULL,                  -- article.number
    at      REAL NOT NULL,
    UNIQUE (watch, article)
);
CREATE INDEX matched_article ON matched (article);

-- How far the watches have looked: what is here already is no news.
INSERT INTO meta SELECT 'watched_article', coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'article'), 0);
INSERT INTO meta SELECT 'watched_change', coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change'), 0);
