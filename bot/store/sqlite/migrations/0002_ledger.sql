-- What is remembered beside articles.

-- Who asked for what that only admins may, and what came of it.
CREATE TABLE deed (
    number    INTEGER PRIMARY KEY AUTOINCREMENT,
    at        TEXT NOT NULL,                   -- ISO 8601 in UTC
    platform  TEXT NOT NULL,
    user      TEXT NOT NULL,
    workspace TEXT,
    channel   TEXT,
    line      TEXT NOT NULL,
    outcome   TEXT NOT NULL                    -- done, refused or failed
);

-- Command lines that are too long for the name of a button, which then holds their token.
CREATE TABLE kept_line (
    token TEXT PRIMARY KEY,
    line  TEXT NOT NULL
) WITHOUT ROWID;
