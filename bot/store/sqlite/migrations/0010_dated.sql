-- What each article tells of days, packed for timelines. What an earlier version stored has none until it is prepared again.
CREATE TABLE dated (
    article   INTEGER PRIMARY KEY,
    published INTEGER NOT NULL,                -- the day as a proleptic Gregorian ordinal, 0 where unknown
    sentences BLOB NOT NULL,
    mentions  BLOB NOT NULL,
    stems     BLOB NOT NULL
);
