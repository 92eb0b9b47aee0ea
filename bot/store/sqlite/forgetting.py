"""Forgetting articles: marked in one step, then deleted a few at a time, then wiped from the files.

A marked article has revision 0, no digest and no place in the columns, so that nothing finds it and nothing renews it;
in the index that is being built, too.
A kill between two steps leaves marks, and whoever sweeps next goes on. The writer's connection overwrites what it
deletes (`secure_delete`); what the log and unused space of pages still hold is zeroed by `wiping`.

Each function works on a connection whose transaction the caller has begun.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

import numpy as np

from bot.core.keeping import Cause, Extent
from bot.core.ports import Prepared, Saved
from bot.store.sqlite import columns, copies, indexing, placing, recalling, swapping, tombstones, unindexing, writer
from bot.store.sqlite.columns import ABSENT, UNDATED, Columns, Entry
from bot.store.sqlite.search import day_of
from bot.store.sqlite.sides import Side

TITLES = 10
GONE = Entry(0, ABSENT, 0, 0)
NAMED = re.compile(r"(?<![\w.])(\d{1,12})(?:\.\d{1,6})?:\d{1,9}-\d{1,9}|/article (\d{1,12})\b")
BETWEEN = re.compile(r'["\s]+(?:[a-z_]{2,20}:(?!//))?"?')
CHUNK = 500
SOURCES = "SELECT DISTINCT source FROM @prepared WHERE revision > 0"


def extent(connection: sqlite3.Connection, known: Columns, numbers: Sequence[int]) -> Extent:
    """How much these articles are, of those that are there."""
    here = [number for number in numbers if number < known.places and known.minute[number] != ABSENT]
    minute = known.minute[np.array(here, np.int64)]
    dated = minute[minute > UNDATED]
    (revisions,) = connection.execute(
        "SELECT count(*) FROM json_each(?) AS wanted JOIN revision ON revision.article = wanted.value",
        (json.dumps(here),),
    ).fetchone()
    return Extent(
        articles=len(here),
        revisions=revisions,
        titles=tuple(_title(connection, number) for number in here[:TITLES]),
        first=_day(dated.min()) if len(dated) else None,
        last=_day(dated.max()) if len(dated) else None,
        undated=len(here) - len(dated),
    )


def _day(minute: int) -> date:
    return day_of(minute)


def _title(connection: sqlite3.Connection, number: int) -> str:
    row = connection.execute("SELECT title FROM prepared WHERE article = ?", (number,)).fetchone()
    return (row and row[0]) or f"article {number}"


def of_source(known: Columns, name: str) -> list[int]:
    """Articles of the sources that are called exactly so, or have exactly this host or place."""
    wanted = name.strip().casefold()
    meant = [
        number
        for number, source in known.sources.items()
        if wanted in {source.name.casefold(), *(place.casefold() for place in source.places)}
    ]
    here = known.here()
    return [int(number) for number in here[np.isin(known.source[here], meant)]]


def mark(
    connection: sqlite3.Connection, numbers: Sequence[int], cause: Cause, source: str | None, now: datetime
) -> int:
    """Take articles out of every answer and unsent message, and bar their documents; how many there were."""
    key = tombstones.secret(connection)
    whole = tombstones.mark_of(key, "source", source.casefold()) if source is not None else None
    found = []
    for at in range(0, len(numbers), CHUNK):
        found += connection.execute(
            "SELECT number, revision, digest FROM json_each(?) AS wanted JOIN article ON article.number = wanted.value"
            " JOIN prepared ON prepared.article = article.number WHERE revision > 0",
            (json.dumps(numbers[at : at + CHUNK]),),
        ).fetchall()
    if not found:
        return 0
    connection.executemany(
        "INSERT INTO forgetting (article, revision, cause, whole) VALUES (?, ?, ?, ?)",
        ((number, revision, cause, whole) for number, revision, _ in found),
    )
    if cause == "asked":
        for number, _, digest in found:
            digests = [digest, *copies.digests_of(connection, number)]
            marks = [tombstones.mark_of(key, "digest", each) for each in digests]
            tombstones.bury(connection, marks, number, cause, whole)
    rows = [(number,) for number, _, _ in found]
    connection.executemany("UPDATE article SET digest = '' WHERE number = ?", rows)
    for side in swapping.used(connection):
        connection.executemany(side.sql("UPDATE @prepared SET revision = 0 WHERE article = ?"), rows)
        columns.write(connection, side, {number: GONE for (number,) in rows})
    recalling.recall(connection, [number for (number,) in rows], now)
    return len(found)


@dataclass(frozen=True, slots=True)
class _Marked:
    number: int
    revision: int
    cause: str
    whole: bytes | None


def sweep(connection: sqlite3.Connection, most: int) -> int:
    """Delete what belongs to the next few marked articles; how many are left to do."""
    rows = connection.execute(
        "SELECT article, revision, cause, whole FROM forgetting ORDER BY article LIMIT ?", (most,)
    ).fetchall()
    marked = [_Marked(*row) for row in rows]
    if marked:
        _delete(connection, marked)
    left = pending(connection)
    if marked and not left:
        _empty_sources(connection)
        # Once for all of it: at each change every process reads the topics again.
        connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'change'")
    return left


def pending(connection: sqlite3.Connection) -> int:
    """How many articles are marked and not deleted yet."""
    return int(connection.execute("SELECT count(*) FROM forgetting").fetchone()[0])


def _delete(connection: sqlite3.Connection, marked: Sequence[_Marked]) -> None:
    addresses = _bury_addresses(connection, marked)
    for side in swapping.used(connection):
        unindexing.remove(connection, side, _there(connection, side, marked))
    _drop_lines(connection, marked, addresses)
    connection.executemany("DELETE FROM failure WHERE source = ?", ((place,) for place in addresses))
    numbers = [(item.number,) for item in marked]
    # What refers to an article goes before it, and what refers to its copies before these.
    connection.executemany("DELETE FROM address WHERE article = ?", numbers)
    placing.remove(connection, [item.number for item in marked])
    for item in marked:
        copies.drop_all(connection, item.number)
    for table in ("change", "raw", "revision", "retired", "build_failure", "forgetting"):
        connection.executemany(f"DELETE FROM {table} WHERE article = ?", numbers)  # noqa: S608 - the names stand here
    for table in swapping.by_article(connection):
        connection.executemany(f"DELETE FROM {table} WHERE article = ?", numbers)  # noqa: S608 - names of this program
    connection.executemany("DELETE FROM article WHERE number = ?", numbers)
    connection.execute("INSERT INTO meta VALUES ('unscrubbed', 1) ON CONFLICT (key) DO UPDATE SET value = value + 1")


def _bury_addresses(connection: sqlite3.Connection, marked: Sequence[_Marked]) -> list[str]:
    """Bar the addresses of these articles; all of them as they were written."""
    key = tombstones.secret(connection)
    found = []
    for item in marked:
        rows = connection.execute("SELECT key, location FROM address WHERE article = ?", (item.number,)).fetchall()
        marks = [tombstones.mark_of(key, "address", address) for address, _ in rows]
        tombstones.bury(connection, marks, item.number, item.cause, item.whole)
        _redact(connection, item.number, [location for _, location in rows])
        found += [location for _, location in rows]
    return found


def _there(connection: sqlite3.Connection, side: Side, marked: Sequence[_Marked]) -> dict[int, tuple[str, ...]]:
    """Those that this side has, with the topics they are counted under."""
    asked = side.sql("SELECT facts FROM @facts WHERE article = ?")
    rows = {item.number: connection.execute(asked, (item.number,)).fetchone() for item in marked}
    return {number: indexing.topics_of(row[0]) for number, row in rows.items() if row}


def _drop_lines(connection: sqlite3.Connection, marked: Sequence[_Marked], addresses: Sequence[str]) -> None:
    """Forget kept command lines that name one of these articles, by number, address or title."""
    numbers = {item.number for item in marked}
    rows = connection.execute("SELECT token, line FROM kept_line").fetchall()
    if not rows:
        return
    titles = [_title(connection, number) for number in numbers]
    words = [f" {' '.join(word.casefold().split())} " for word in chain(titles, addresses)]
    plain = [(token, line, f" {BETWEEN.sub(' ', line.casefold()).strip()} ") for token, line in rows]
    gone = [(token,) for token, line, said in plain if _names(line, numbers) or any(word in said for word in words)]
    connection.executemany("DELETE FROM kept_line WHERE token = ?", gone)


def _redact(connection: sqlite3.Connection, number: int, addresses: Sequence[str]) -> None:
    """Let the audit log say by number what was asked for by its address."""
    rows = connection.execute("SELECT number, line FROM deed WHERE line LIKE '/admin forget %'").fetchall()
    for deed, line in rows:
        said = line
        for address in sorted(addresses, key=len, reverse=True):
            said = said.replace(address, str(number))
        if said != line:
            connection.execute("UPDATE deed SET line = ? WHERE number = ?", (said, deed))


def _names(line: str, numbers: set[int]) -> bool:
    return any(int(found[1] or found[2]) in numbers for found in NAMED.finditer(line))


def _empty_sources(connection: sqlite3.Connection) -> None:
    """Take the names out of sources that no article has any more.

    The rows stay, for other processes know sources by number and must not find another name under one.
    """
    known = columns.current(connection, Columns())
    used = set(np.unique(known.source[known.here()]).tolist())
    for asked in ("SELECT source FROM copy", *(side.sql(SOURCES) for side in swapping.used(connection))):
        used |= {number for (number,) in connection.execute(asked)}
    rows = [(f"gone {number}", number) for number, source in known.sources.items() if number not in used]
    connection.executemany("UPDATE source SET publisher = '', places = ? WHERE number = ?", rows)


def unscrubbed(connection: sqlite3.Connection) -> int | None:
    """How many deletions may have left traces in the files; null when there are no traces."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'unscrubbed'").fetchone()
    return int(row[0]) if row else None


def scrubbed(connection: sqlite3.Connection, deletions: int) -> None:
    """Note that no trace is left, unless there were more deletions meanwhile."""
    connection.execute("DELETE FROM meta WHERE key = 'unscrubbed' AND value = ?", (deletions,))


def save(connection: sqlite3.Connection, batch: Sequence[Prepared], now: datetime) -> list[Saved]:
    """Save what is not barred."""
    refused: Mapping[int, Cause] = tombstones.barred(connection, [prepared.raw for prepared in batch])
    rest = [prepared for place, prepared in enumerate(batch) if place not in refused]
    saved = iter(writer.save(connection, rest, now))
    return [Saved("forgotten", 0) if place in refused else next(saved) for place in range(len(batch))]


def put(connection: sqlite3.Connection, number: int, prepared: Prepared, now: datetime) -> None:
    """Put a fresh preparation in place; one that was forgotten meanwhile is let alone."""
    if not gone(connection, number):
        writer.put(connection, number, prepared, now)


def gone(connection: sqlite3.Connection, number: int) -> bool:
    """Whether this number was handed out to an article that is not there any more."""
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'article'").fetchone()
    if last is None or not 0 < number <= last[0]:
        return False
    return connection.execute("SELECT 1 FROM prepared WHERE article = ? AND revision > 0", (number,)).fetchone() is None
