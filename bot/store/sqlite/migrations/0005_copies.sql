-- The same report at other addresses, and how the texts of articles changed.

-- A document whose text is that of an article: a reprint, a wire copy, a print page. The article answers for it.
CREATE TABLE copy (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    article   INTEGER NOT NULL REFERENCES article (number),
    revision  INTEGER NOT NULL,                -- the text that it is a copy of
    source    INTEGER NOT NULL REFERENCES source (number),
    url       TEXT,
    title     TEXT,
    publisher TEXT,
    byline    TEXT,
    published TEXT,                            -- ISO 8601 in UTC, or null
    digest    TEXT NOT NULL,                   -- SHA-256 of the document as it came in
    document  BLOB NOT NULL,                   -- as in `raw`
    arrived   TEXT NOT NULL
);
CREATE INDEX copy_article ON copy (article);
CREATE INDEX copy_source ON copy (source, article);
CREATE INDEX copy_digest ON copy (digest);

-- Null where the address leads to the article's own document.
ALTER TABLE address ADD COLUMN copy INTEGER REFERENCES copy (number);
CREATE INDEX address_copy ON address (copy) WHERE copy IS NOT NULL;

-- SHA-256 of the document that this very address gave last. An article's own may be a later one from elsewhere.
ALTER TABLE address ADD COLUMN digest TEXT;
UPDATE address SET digest = (SELECT digest FROM article WHERE article.number = address.article);

-- The numbers by which reprints of the current text are found: little-endian i8 of each article, then each by itself.
-- What an earlier version stored has none until it is prepared again.
CREATE TABLE signature (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    keys    BLOB NOT NULL
);
CREATE TABLE signature_key (
    key     INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (key, article)
) WITHOUT ROWID;

-- When an article's text became that of another revision, perhaps an earlier one, and why: edit, pipeline, either, fuller.
CREATE TABLE change (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article (number),
    before  INTEGER NOT NULL,
    after   INTEGER NOT NULL,
    at      TEXT NOT NULL,                     -- ISO 8601 in UTC
    cause   TEXT NOT NULL
);
CREATE INDEX change_article ON change (article, number);
CREATE INDEX change_edit ON change (at, article) WHERE cause = 'edit';
