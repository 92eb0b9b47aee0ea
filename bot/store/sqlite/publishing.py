"""When the newest articles came out, and whose they are; from the columns alone."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import date

import numpy as np

from bot.core.ports import Query
from bot.core.publishing import Published
from bot.store.sqlite import search
from bot.store.sqlite.columns import UNDATED, Columns


def published(connection: sqlite3.Connection, columns: Columns, limit: int, source: str | None) -> Published:
    """The newest `limit` dated articles by day and publisher; sources of one name count together."""
    numbers = search.match(connection, columns, Query(source=source)).numbers
    dated = numbers[columns.minute[numbers] > UNDATED]
    newest = dated[np.argsort(columns.minute[dated], kind="stable")[max(0, len(dated) - limit) :]]
    counts: Counter[tuple[date, str]] = Counter()
    for minute, place in zip(columns.minute[newest].tolist(), columns.source[newest].tolist(), strict=True):
        counts[search.day_of(minute), columns.sources[place].name] += 1
    return Published(len(numbers), len(numbers) - len(dated), dict(counts))
