"""The search rows of articles that were just written: stems, postings, columns and topics."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.ports import Prepared
from bot.pipeline.terms import stems_in
from bot.store.sqlite import columns, postings, topics
from bot.store.sqlite.addresses import places_of
from bot.store.sqlite.columns import Entry
from bot.store.sqlite.rows import minute_of, storable


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be indexed anew: the whole article, or where it comes from alone when nothing was `prepared`.

    `before` are the topics it had; null when it was not there.
    """

    prepared: Prepared | None
    before: tuple[str, ...] | None = None


def remember(connection: sqlite3.Connection, key: str, now: datetime) -> None:
    """Note when something was last done."""
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, now.isoformat()))


def write(connection: sqlite3.Connection, todo: Mapping[int, Work], now: datetime) -> None:
    """Bring the index in line with the articles."""
    if not todo:
        return
    remember(connection, "last_index", now)
    whole = {number: work.prepared for number, work in todo.items() if work.prepared}
    for number, work in todo.items():
        if work.prepared and work.before is not None:
            postings.remove(connection, number, _terms_before(connection, number))
    postings.append(connection, {number: _terms(prepared) for number, prepared in whole.items()})
    connection.executemany(
        "INSERT OR REPLACE INTO stems (article, title, sentences, others) VALUES (?, ?, ?, ?)",
        (_stems_row(number, prepared) for number, prepared in whole.items()),
    )
    _write_columns(connection, todo)
    topics.count(
        connection,
        [(work.prepared.article.topics, work.before or ()) for work in todo.values() if work.prepared],
    )


def _terms(prepared: Prepared) -> Mapping[str, int]:
    terms = prepared.terms
    joined = " ".join(terms)
    return terms if storable(joined) == joined else {storable(term): count for term, count in terms.items()}


def _terms_before(connection: sqlite3.Connection, number: int) -> set[str]:
    row = connection.execute("SELECT title, sentences, others FROM stems WHERE article = ?", (number,)).fetchone()
    return set(" ".join(row).split()) if row else set()


def _stems_row(number: int, prepared: Prepared) -> tuple[int, str, str, str]:
    title = storable(" ".join(stems_in(prepared.article.title or "")))
    sentences = storable("\n".join(prepared.article.stems))
    others = _terms(prepared).keys() - {*title.split(), *sentences.split()}
    return number, title, sentences, " ".join(sorted(others))


def _write_columns(connection: sqlite3.Connection, todo: Mapping[int, Work]) -> None:
    sources: dict[tuple[str, str], int] = {}
    entries = {}
    for number, work in todo.items():
        source = _source(connection, number, sources)
        connection.execute("UPDATE article SET source = ? WHERE number = ?", (source, number))
        entries[number] = _entry(connection, work.prepared, source) if work.prepared else source
    columns.write(connection, entries)


def _entry(connection: sqlite3.Connection, prepared: Prepared, source: int) -> Entry:
    article = prepared.article
    unread = 0 if article.read else _language(connection, storable(article.language or "und"))
    return Entry(prepared.length, minute_of(article.published), source, unread)


def _language(connection: sqlite3.Connection, code: str) -> int:
    connection.execute("INSERT OR IGNORE INTO language (code) VALUES (?)", (code,))
    return int(connection.execute("SELECT number FROM language WHERE code = ?", (code,)).fetchone()[0])


def _source(connection: sqlite3.Connection, number: int, seen: dict[tuple[str, str], int]) -> int:
    """The number of the source that fits this article's publisher and addresses, made when there is none."""
    rows = connection.execute(
        "SELECT location FROM address WHERE article = ? AND copy IS NULL ORDER BY rowid", (number,)
    )
    places = places_of(location for (location,) in rows)
    (publisher,) = connection.execute("SELECT publisher FROM article WHERE number = ?", (number,)).fetchone()
    wanted = (publisher or "", places)
    if wanted not in seen:
        seen[wanted] = source_number(connection, *wanted)
    return seen[wanted]


def source_number(connection: sqlite3.Connection, publisher: str, places: str) -> int:
    """The number of a source, made when there is none."""
    connection.execute("INSERT OR IGNORE INTO source (publisher, places) VALUES (?, ?)", (publisher, places))
    row = connection.execute("SELECT number FROM source WHERE publisher = ? AND places = ?", (publisher, places))
    return int(row.fetchone()[0])
