"""What is derived from articles that were just written: their facts, stems, postings, columns and topics.

Each function works on one side of the derived tables: the one that is served, or the one that is being built.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec

from bot.core.ports import Prepared
from bot.pipeline.terms import TITLE_WEIGHT, stems_in
from bot.store.sqlite import columns, dated, postings, topics
from bot.store.sqlite.addresses import places_of
from bot.store.sqlite.columns import Entry
from bot.store.sqlite.rows import article_of, facts_of, minute_of, storable
from bot.store.sqlite.sides import Side

PREPARED = """
    INSERT OR REPLACE INTO @prepared
        (article, revision, title, publisher, language, published, read, fingerprint, source)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)
"""
FACTS = "INSERT OR REPLACE INTO @facts (article, facts) VALUES (?, ?)"
STEMS = "INSERT OR REPLACE INTO @stems (article, title, sentences, others) VALUES (?, ?, ?, ?)"
STEMS_OF = "SELECT title, sentences, others FROM @stems WHERE article = ?"
PUBLISHER = "SELECT publisher FROM @prepared WHERE article = ?"


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


def derive(connection: sqlite3.Connection, side: Side, number: int, revision: int, prepared: Prepared) -> None:
    """Write what was prepared from an article, but for what `index` writes; its source is told there."""
    article = prepared.article
    metadata = (article.title, article.publisher, article.language, article.published)
    connection.execute(
        side.sql(PREPARED),
        (number, revision, *(value and storable(value) for value in metadata), article.read, prepared.fingerprint),
    )
    connection.execute(side.sql(FACTS), (number, facts_of(article)))
    dated.write(connection, side, number, prepared.dated)


def index(connection: sqlite3.Connection, side: Side, todo: Mapping[int, Work]) -> None:
    """Bring the search rows in line with the articles, which `derive` has written."""
    whole = {number: work.prepared for number, work in todo.items() if work.prepared}
    for number, work in todo.items():
        if work.prepared and work.before is not None:
            postings.remove(connection, side, number, _terms_before(connection, side, number))
    postings.append(connection, side, {number: _terms(prepared) for number, prepared in whole.items()})
    connection.executemany(side.sql(STEMS), (_stems_row(number, prepared) for number, prepared in whole.items()))
    _write_columns(connection, side, todo)
    topics.count(
        connection,
        side,
        [(work.prepared.article.topics, work.before or ()) for work in todo.values() if work.prepared],
    )


def terms_of(title: str, sentences: str, others: str, published: str | None) -> dict[str, int]:
    """How often each term counts for an article, told from the row of its stems, as `index_terms` tells it."""
    counts = Counter(sentences.split())
    for stem in title.split():
        counts[stem] += TITLE_WEIGHT
    if published:
        counts[published[:4]] += 1
    return {**dict.fromkeys(others.split(), 1), **counts}


def topics_of(facts: str) -> tuple[str, ...]:
    """The topics that stored facts name."""
    try:
        return article_of(facts, "").topics
    except msgspec.MsgspecError:
        # Somebody changed the row by hand; `verify` says so, and what comes now mends it.
        return ()


def _terms(prepared: Prepared) -> Mapping[str, int]:
    terms = prepared.terms
    joined = " ".join(terms)
    return terms if storable(joined) == joined else {storable(term): count for term, count in terms.items()}


def _terms_before(connection: sqlite3.Connection, side: Side, number: int) -> set[str]:
    row = connection.execute(side.sql(STEMS_OF), (number,)).fetchone()
    return set(" ".join(row).split()) if row else set()


def _stems_row(number: int, prepared: Prepared) -> tuple[int, str, str, str]:
    title = storable(" ".join(stems_in(prepared.article.title or "")))
    sentences = storable("\n".join(prepared.article.stems))
    others = _terms(prepared).keys() - {*title.split(), *sentences.split()}
    return number, title, sentences, " ".join(sorted(others))


def _write_columns(connection: sqlite3.Connection, side: Side, todo: Mapping[int, Work]) -> None:
    sources: dict[tuple[str, str], int] = {}
    entries = {}
    for number, work in todo.items():
        source = _source(connection, side, number, sources)
        connection.execute(side.sql("UPDATE @prepared SET source = ? WHERE article = ?"), (source, number))
        entries[number] = _entry(connection, work.prepared, source) if work.prepared else source
    columns.write(connection, side, entries)


def _entry(connection: sqlite3.Connection, prepared: Prepared, source: int) -> Entry:
    article = prepared.article
    unread = 0 if article.read else _language(connection, storable(article.language or "und"))
    return Entry(prepared.length, minute_of(article.published), source, unread)


def _language(connection: sqlite3.Connection, code: str) -> int:
    connection.execute("INSERT OR IGNORE INTO language (code) VALUES (?)", (code,))
    return int(connection.execute("SELECT number FROM language WHERE code = ?", (code,)).fetchone()[0])


def _source(connection: sqlite3.Connection, side: Side, number: int, seen: dict[tuple[str, str], int]) -> int:
    """The number of the source that fits this article's publisher and addresses, made when there is none."""
    rows = connection.execute(
        "SELECT location FROM address WHERE article = ? AND copy IS NULL ORDER BY rowid", (number,)
    )
    places = places_of(location for (location,) in rows)
    (publisher,) = connection.execute(side.sql(PUBLISHER), (number,)).fetchone()
    wanted = (publisher or "", places)
    if wanted not in seen:
        seen[wanted] = source_number(connection, *wanted)
    return seen[wanted]


def source_number(connection: sqlite3.Connection, publisher: str, places: str) -> int:
    """The number of a source, made when there is none."""
    connection.execute("INSERT OR IGNORE INTO source (publisher, places) VALUES (?, ?)", (publisher, places))
    row = connection.execute("SELECT number FROM source WHERE publisher = ? AND places = ?", (publisher, places))
    return int(row.fetchone()[0])
