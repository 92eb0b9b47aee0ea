"""Articles, texts and figures about the whole store, each read on one connection."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
import numpy as np
import structlog

from bot.core.article import Article, RawDocument
from bot.core.errors import StoreError
from bot.core.ports import Proofable, Query, SourceRow, Stored, Totals
from bot.pipeline.sealing import opened
from bot.store.sqlite import search
from bot.store.sqlite.addresses import keys_of_link
from bot.store.sqlite.columns import UNDATED, Array, Columns
from bot.store.sqlite.copies import copies_of
from bot.store.sqlite.history import GENERATION
from bot.store.sqlite.rows import article_of, digest_of

PROOFS_AT_ONCE = 50

log = structlog.get_logger()

STORED = """
    SELECT prepared.revision, article.arrived, article.updated, revision.text, revision.digest, facts.facts,
           stems.sentences
    FROM article
    JOIN prepared ON prepared.article = article.number
    JOIN facts ON facts.article = article.number
    JOIN revision ON revision.article = article.number AND revision.number = prepared.revision
    LEFT JOIN stems ON stems.article = article.number
    WHERE article.number = ?
"""
# Texts that were born later than the index that is served belong to one that is being built.
TEXT = f"""
    SELECT revision.text FROM revision
    JOIN prepared ON prepared.article = revision.article AND prepared.revision > 0
    WHERE revision.article = ? AND revision.number = ? AND born <= ({GENERATION})
"""  # noqa: S608 - a statement of this program
PROOFS = f"""
    SELECT revision.article, revision.number, revision.text, revision.digest,
           CASE revision.number WHEN prepared.revision THEN facts.facts ELSE retired.facts END
    FROM revision
    JOIN prepared ON prepared.article = revision.article AND prepared.revision > 0
    LEFT JOIN facts ON facts.article = revision.article
    LEFT JOIN retired ON retired.article = revision.article AND retired.revision = revision.number
    WHERE (revision.article, revision.number) > (?, ?) AND born <= ({GENERATION})
    ORDER BY revision.article, revision.number LIMIT ?
"""  # noqa: S608 - a statement of this program


def articles(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Stored]:
    """These articles in this order, without those that are not there or that were changed by hand."""
    found = (_stored(connection, number) for number in numbers)
    return [stored for stored in found if stored is not None]


def _stored(connection: sqlite3.Connection, number: int) -> Stored | None:
    row = connection.execute(STORED, (number,)).fetchone()
    if row is None:
        return None
    revision, arrived, updated, text, digest, facts, stems = row
    try:
        article = article_of(facts, text, stems or "")
        fault = None if digest_of(text) == digest else "its text is not the one that was stored"
    except (msgspec.MsgspecError, TypeError, AttributeError) as error:
        fault = f"its facts cannot be read: {error}"
    if fault:
        # Its spans would point at other words: better no article than one whose evidence is wrong.
        log.warning("article left out of answers; `verify` tells more", article=number, fault=fault)
        return None
    rows = connection.execute(
        "SELECT location FROM address WHERE article = ? ORDER BY copy IS NOT NULL, rowid", (number,)
    )
    moments = datetime.fromisoformat(arrived), datetime.fromisoformat(updated)
    addresses = tuple(location for (location,) in rows)
    return Stored(number, revision, article, *moments, addresses, copies_of(connection, number))


def article_at(connection: sqlite3.Connection, link: str) -> int | None:
    """The number of the article that was seen at this address."""
    for key in keys_of_link(link):
        row = connection.execute("SELECT article FROM address WHERE key = ?", (key,)).fetchone()
        if row:
            return int(row[0])
    return None


def text(connection: sqlite3.Connection, number: int, revision: int) -> str | None:
    """The text of one revision."""
    row = connection.execute(TEXT, (number, revision)).fetchone()
    return None if row is None else str(row[0])


def latest(connection: sqlite3.Connection, columns: Columns, limit: int, source: str | None) -> list[Stored]:
    """The newest articles."""
    found = search.find(connection, columns, Query(source=source), limit)
    return articles(connection, [hit.article for hit in found.hits])


@dataclass(frozen=True, slots=True)
class _Tally:
    articles: int
    minute: int
    article: int


def sources(connection: sqlite3.Connection, columns: Columns, query: Query | None) -> list[SourceRow]:
    """Every source of the articles that match, most articles first."""
    tallies = _tallies(columns, search.match(connection, columns, query or Query()).numbers)
    rows = (
        SourceRow(
            name,
            tally.articles,
            search.day_of(tally.minute).isoformat() if tally.minute > UNDATED else None,
            _arrived(connection, tally.article),
        )
        for name, tally in tallies.items()
    )
    return sorted(rows, key=lambda row: (-row.articles, row.name.casefold()))


def _tallies(columns: Columns, numbers: Array) -> Mapping[str, _Tally]:
    """By name; sources of one name that differ in their places count together."""
    size = max(columns.sources, default=0) + 1
    source = columns.source[numbers]
    count = np.bincount(source, minlength=size)
    newest, last = np.full(size, UNDATED, np.int64), np.zeros(size, np.int64)
    np.maximum.at(newest, source, columns.minute[numbers])
    np.maximum.at(last, source, numbers)
    found: dict[str, _Tally] = {}
    for place in np.flatnonzero(count).tolist():
        name = columns.sources[place].name
        old = found.get(name, _Tally(0, UNDATED, 0))
        found[name] = _Tally(
            old.articles + int(count[place]), max(old.minute, int(newest[place])), max(old.article, int(last[place]))
        )
    return found


def _arrived(connection: sqlite3.Connection, number: int) -> datetime | None:
    row = connection.execute("SELECT arrived FROM article WHERE number = ?", (number,)).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def totals(connection: sqlite3.Connection, columns: Columns, fingerprint: str, path: Path) -> Totals:
    """The store in figures."""
    everything = search.find(connection, columns, Query(), 0)
    (revisions,) = connection.execute(f"SELECT count(*) FROM revision WHERE born <= ({GENERATION})").fetchone()  # noqa: S608 - of this program
    (behind,) = connection.execute("SELECT count(*) FROM prepared WHERE fingerprint != ?", (fingerprint,)).fetchone()
    return Totals(
        articles=everything.total,
        publishers=everything.publishers,
        revisions=revisions,
        unread=everything.unread,
        first=everything.first,
        last=everything.last,
        last_ingest=when(connection, "last_ingest"),
        last_index=when(connection, "last_index"),
        stale=behind,
        bytes=_size(path),
    )


def when(connection: sqlite3.Connection, key: str) -> datetime | None:
    """When something was last done."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def version(connection: sqlite3.Connection) -> int:
    """The count of changes."""
    (change,) = connection.execute("SELECT value FROM meta WHERE key = 'change'").fetchone()
    return int(change)


def _size(path: Path) -> int:
    files = (path, path.with_name(path.name + "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())


def stale(connection: sqlite3.Connection, fingerprint: str) -> list[int]:
    """Numbers of the articles that another pipeline prepared."""
    rows = connection.execute("SELECT article FROM prepared WHERE fingerprint != ? ORDER BY article", (fingerprint,))
    return [number for (number,) in rows]


def everyone(connection: sqlite3.Connection) -> list[int]:
    """Numbers of all articles."""
    return [number for (number,) in connection.execute("SELECT number FROM article ORDER BY number")]


def raw(connection: sqlite3.Connection, number: int) -> RawDocument | None:
    """The document as it came in."""
    row = connection.execute("SELECT document FROM raw WHERE article = ?", (number,)).fetchone()
    if row is None:
        return None
    try:
        return opened(row[0])
    except (zlib.error, msgspec.MsgspecError, TypeError) as error:
        raise StoreError(f"the document of article {number} cannot be read ({error}); ingest it again") from error


def proofs(connection: sqlite3.Connection, after: tuple[int, int]) -> list[Proofable]:
    """The next revisions after this one."""
    rows = connection.execute(PROOFS, (*after, PROOFS_AT_ONCE))
    return [_proofable(*row) for row in rows]


def _proofable(number: int, revision: int, stored: object, digest: object, facts: object) -> Proofable:
    if not isinstance(stored, str) or not isinstance(facts, str):
        return Proofable(number, revision, "", str(digest), None, "the row holds no text")
    try:
        article: Article | None = article_of(facts, stored)
        fault = None
    except msgspec.MsgspecError as error:
        article, fault = None, f"its facts cannot be read: {error}"
    return Proofable(number, revision, stored, str(digest), article, fault)
