"""What articles tell of days, in packed rows from which timelines are weighed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from bot.core.dated import Dated
from bot.store.sqlite.sides import Side

CLEAR = "DELETE FROM @dated WHERE article = ?"
WRITE = "INSERT INTO @dated (article, published, sentences, mentions, stems) VALUES (?, ?, ?, ?, ?)"
READ = """
    SELECT dated.article, dated.published, dated.sentences, dated.mentions, dated.stems FROM json_each(?) AS wanted
    CROSS JOIN dated ON dated.article = wanted.value
"""


def write(connection: sqlite3.Connection, side: Side, number: int, dated: Dated | None) -> None:
    """Put what an article tells of days in the place of what it told before."""
    connection.execute(side.sql(CLEAR), (number,))
    if dated is not None:
        row = (dated.published, dated.sentences, dated.mentions, dated.stems)
        connection.execute(side.sql(WRITE), (number, *row))


def read(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[tuple[int, Dated]]:
    """What these articles tell of days, where that is kept; in the order in which they lie in the file."""
    rows = connection.execute(READ, (json.dumps(sorted(numbers)),))
    return [(number, Dated(*row)) for number, *row in rows]
