-- What is prepared from an article moves into tables of its own, which `reindex` builds anew beside these and swaps in.

-- What the pipeline says of an article: one row each, and the revision of its text.
CREATE TABLE prepared (
    article     INTEGER PRIMARY KEY,
    revision    INTEGER NOT NULL,              -- the one that is searched and answered from
    title       TEXT,
    publisher   TEXT,
    language    TEXT,
    published   TEXT,                          -- ISO 8601 in UTC, or null
    read        INTEGER NOT NULL,              -- 0: stored and searched, but in a language that is not prepared
    source      INTEGER NOT NULL,              -- source.number
    fingerprint TEXT NOT NULL                  -- the pipeline that prepared it
);
INSERT INTO prepared
    SELECT number, revision, title, publisher, language, published, read, source, fingerprint
    FROM article ORDER BY number;

-- JSON: the article without its text and stems. Apart from `prepared`, which is scanned.
CREATE TABLE facts (
    article INTEGER PRIMARY KEY,
    facts   TEXT NOT NULL
);
INSERT INTO facts
    SELECT article.number, revision.facts FROM article
    JOIN revision ON revision.article = article.number AND revision.number = article.revision
    ORDER BY article.number;

-- The facts of texts that are no longer answered from: the evidence of earlier answers.
CREATE TABLE retired (
    article  INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    facts    TEXT NOT NULL,
    PRIMARY KEY (article, revision)
);
INSERT INTO retired
    SELECT revision.article, revision.number, revision.facts FROM revision
    JOIN article ON article.number = revision.article AND article.revision != revision.number;

CREATE TABLE bare_revision (
    article INTEGER NOT NULL REFERENCES article (number),
    number  INTEGER NOT NULL,
    digest  TEXT NOT NULL,                     -- SHA-256 of `text` in UTF-8
    text    TEXT NOT NULL,
    born    INTEGER NOT NULL DEFAULT 0,        -- the generation of the index from which on it is seen
    PRIMARY KEY (article, number)
);
INSERT INTO bare_revision (article, number, digest, text) SELECT article, number, digest, text FROM revision ORDER BY article, number;
DROP TABLE revision;
ALTER TABLE bare_revision RENAME TO revision;

CREATE TABLE bare_article (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    url     TEXT,
    digest  TEXT NOT NULL,                     -- SHA-256 of the document as it came in
    arrived TEXT NOT NULL,
    updated TEXT NOT NULL
);
INSERT INTO bare_article SELECT number, url, digest, arrived, updated FROM article ORDER BY number;
DELETE FROM sqlite_sequence WHERE name = 'bare_article';
INSERT INTO sqlite_sequence SELECT 'bare_article', seq FROM sqlite_sequence WHERE name = 'article';
DROP TABLE article;
ALTER TABLE bare_article RENAME TO article;
CREATE INDEX article_digest ON article (digest);

-- A table that takes another's place must not be named in the definition of a third.
CREATE TABLE apart_stem (
    stem  TEXT NOT NULL,
    topic INTEGER NOT NULL,                    -- topic.number
    PRIMARY KEY (stem, topic)
) WITHOUT ROWID;
INSERT INTO apart_stem SELECT stem, topic FROM topic_stem;
DROP TABLE topic_stem;
ALTER TABLE apart_stem RENAME TO topic_stem;

-- The tables that a reindex fills: those named `next_...`, of the same shape. At most one is under way.
CREATE TABLE build (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    fingerprint TEXT NOT NULL,                 -- the pipeline that prepares it
    version     INTEGER NOT NULL,              -- user_version when it was begun: what shape its tables have
    selection   TEXT NOT NULL,                 -- JSON: which articles are prepared again
    position    INTEGER NOT NULL,              -- articles of a smaller number are in it, and are kept up to date
    account     TEXT NOT NULL,                 -- JSON: how far it is and what came out
    paused      INTEGER NOT NULL,              -- 1: it is to stop, or has stopped, until somebody goes on with it
    owner       TEXT,                          -- the process at work on it
    beat        TEXT NOT NULL,                 -- ISO 8601 in UTC: when its owner was last heard of
    started     TEXT NOT NULL
);

-- Articles that could not be prepared again; they keep what they have.
CREATE TABLE build_failure (
    article INTEGER PRIMARY KEY,
    reason  TEXT NOT NULL
);

-- How each reindex ended.
CREATE TABLE renewal (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    ended   TEXT NOT NULL,                     -- ISO 8601 in UTC
    renewal TEXT NOT NULL                      -- JSON
);

-- Changes when the tables are swapped: nothing of theirs that was looked up before counts any more.
INSERT INTO meta VALUES ('generation', 0);
