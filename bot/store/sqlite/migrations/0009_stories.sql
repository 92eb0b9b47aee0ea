-- Articles that tell of one event, and what is compared to tell. All of it is made from what is prepared, and made anew
-- in the rows of the other epoch, 0 or 1, while that of the last time is served.

-- Articles to look at. 0: they came in or changed; 1: what is compared is up to date, they are to be put in a story.
CREATE TABLE story_due (
    article INTEGER PRIMARY KEY,
    stage   INTEGER NOT NULL
);
CREATE INDEX story_due_stage ON story_due (stage, article);
INSERT INTO story_due SELECT number, 0 FROM article ORDER BY number;

CREATE TABLE sketch (
    article INTEGER PRIMARY KEY,
    sketch  BLOB NOT NULL
);

CREATE TABLE story_state (
    only       INTEGER PRIMARY KEY CHECK (only = 1),
    generation INTEGER NOT NULL,               -- of the index that the sketches were made from
    sketched   INTEGER,                        -- articles up to this number are sketched anew; null: all are
    served     INTEGER NOT NULL,               -- epoch
    building   INTEGER,                        -- epoch; null: none
    position   INTEGER NOT NULL,               -- articles up to this number are linked in the one that is being built; -1: words are being counted
    grouped    INTEGER                         -- and up to this number in stories; null: not all are linked
);
INSERT INTO story_state SELECT 1, value, NULL, 0, NULL, 0, NULL FROM meta WHERE key = 'generation';

-- How many articles have a word: little-endian u4 each. Articles that came later are added some at a time.
CREATE TABLE story_spread (
    epoch    INTEGER PRIMARY KEY,
    taken    INTEGER NOT NULL,                 -- how many articles were in the store, 4096 at most
    upto     INTEGER NOT NULL,                 -- the number of the newest
    parts    INTEGER NOT NULL,                 -- how many of up to 4096 parts of the store were looked into
    articles INTEGER NOT NULL,                 -- how many articles were looked at
    keys     BLOB NOT NULL,
    counts   BLOB NOT NULL
);

-- The heaviest words of each article; day 0: not known.
CREATE TABLE story_key (
    epoch   INTEGER NOT NULL,
    key     INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (epoch, key, day, article)
) WITHOUT ROWID;

-- What is kept of each article for comparing it: its day (0: not known), how long its vectors are, and the cosines of
-- its words with those of the article that is nearest and of the one that is next.
CREATE TABLE story_measure (
    epoch   INTEGER NOT NULL,
    article INTEGER NOT NULL,
    day     INTEGER NOT NULL,
    text    REAL NOT NULL,
    names   REAL NOT NULL,
    numbers REAL NOT NULL,
    told_by INTEGER NOT NULL,                  -- story_spread.upto by which the lengths were taken
    keys    BLOB NOT NULL,                     -- its words in story_key
    nearest REAL NOT NULL,
    second  REAL NOT NULL,
    PRIMARY KEY (epoch, article)
) WITHOUT ROWID;

-- Articles that are alike, each pair both ways.
CREATE TABLE story_link (
    epoch   INTEGER NOT NULL,
    article INTEGER NOT NULL,
    other   INTEGER NOT NULL,
    words   REAL NOT NULL,                     -- cosine
    rest    REAL NOT NULL,                     -- log odds
    PRIMARY KEY (epoch, article, other)
) WITHOUT ROWID;

CREATE TABLE story_place (
    epoch   INTEGER NOT NULL,
    article INTEGER NOT NULL,
    story   INTEGER NOT NULL,                  -- story.number
    PRIMARY KEY (epoch, article)
) WITHOUT ROWID;
CREATE INDEX story_place_story ON story_place (epoch, story);

CREATE TABLE story (
    epoch  INTEGER NOT NULL,
    number INTEGER NOT NULL,                   -- the least of its articles
    last   INTEGER,                            -- minutes since 1970 of the newest publication
    PRIMARY KEY (epoch, number)
) WITHOUT ROWID;
CREATE INDEX story_last ON story (epoch, last, number);
