-- Articles, their texts, what was prepared from them, and the index they are found by.

CREATE TABLE article (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    revision    INTEGER NOT NULL,              -- the one that is searched and answered from
    url         TEXT,
    title       TEXT,
    publisher   TEXT,
    language    TEXT,
    published   TEXT,                          -- ISO 8601 in UTC, or null
    read        INTEGER NOT NULL,              -- 0: stored and searched, but in a language that is not prepared
    source      INTEGER NOT NULL REFERENCES source (number),
    digest      TEXT NOT NULL,                 -- SHA-256 of the document as it came in
    fingerprint TEXT NOT NULL,                 -- the pipeline that prepared it
    arrived     TEXT NOT NULL,
    updated     TEXT NOT NULL
);
CREATE INDEX article_digest ON article (digest);

-- One text of an article. Evidence names its revision, so older ones stay. `text` is plain, to be read by anybody.
CREATE TABLE revision (
    article INTEGER NOT NULL REFERENCES article (number),
    number  INTEGER NOT NULL,
    digest  TEXT NOT NULL,                     -- SHA-256 of `text` in UTF-8
    text    TEXT NOT NULL,
    facts   TEXT NOT NULL,                     -- JSON: the article without its text and stems
    PRIMARY KEY (article, number)
);

-- The document as it came in: JSON, compressed with zlib.
CREATE TABLE raw (
    article  INTEGER PRIMARY KEY REFERENCES article (number),
    document BLOB NOT NULL
);

-- Every place an article was seen at. `key` is the same for addresses that lead to the same page.
CREATE TABLE address (
    key      TEXT PRIMARY KEY,
    location TEXT NOT NULL,
    article  INTEGER NOT NULL REFERENCES article (number)
);
CREATE INDEX address_article ON address (article);

-- What `source:` is matched against: a publisher ('' when unknown) with hosts and places, one a line.
CREATE TABLE source (
    number    INTEGER PRIMARY KEY,
    publisher TEXT NOT NULL,
    places    TEXT NOT NULL,
    UNIQUE (publisher, places)
);

-- The stems of the current revision: title, sentences (one a line), and terms that stand in neither.
CREATE TABLE stems (
    article   INTEGER PRIMARY KEY REFERENCES article (number),
    title     TEXT NOT NULL,
    sentences TEXT NOT NULL,
    others    TEXT NOT NULL
);

-- 4096 articles of consecutive numbers. Each blob is one little-endian array with a place for each of them.
CREATE TABLE block (
    number  INTEGER PRIMARY KEY,
    changed INTEGER NOT NULL,                  -- the value of meta.change when this block was last written
    length  BLOB NOT NULL,                     -- u2: the sum of the counts of its terms
    minute  BLOB NOT NULL,                     -- i4: publication, minutes since 1970
    source  BLOB NOT NULL,                     -- u4: source.number
    unread  BLOB NOT NULL                      -- u2: 0 when prepared, else language.number
);

-- The articles of a block that have a term: records of u2 place in the block and u1 count, in no order.
CREATE TABLE posting (
    block INTEGER NOT NULL,
    term  TEXT NOT NULL,
    data  BLOB NOT NULL,
    PRIMARY KEY (block, term)
) WITHOUT ROWID;

-- Every term that was ever indexed, for corrections of spelling.
CREATE TABLE term (
    term TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE language (
    number INTEGER PRIMARY KEY,
    code   TEXT NOT NULL UNIQUE
);

-- What one may ask for. `stems` tells topics apart; `name` is how it was first written.
CREATE TABLE topic (
    number   INTEGER PRIMARY KEY,
    stems    TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    articles INTEGER NOT NULL
);
CREATE INDEX topic_common ON topic (articles) WHERE articles > 1;

CREATE TABLE topic_stem (
    stem  TEXT NOT NULL,
    topic INTEGER NOT NULL REFERENCES topic (number),
    PRIMARY KEY (stem, topic)
) WITHOUT ROWID;

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES ('change', 0);
