"""Articles that are quoted in an answer, read without what else was prepared from them: a third of the time."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
import structlog

from bot.core.article import Article, Statement
from bot.core.ports import Stored
from bot.store.sqlite.copies import copies_of
from bot.store.sqlite.rows import digest_of

TOLD = """
    SELECT prepared.revision, article.arrived, article.updated, revision.text, revision.digest, facts.facts
    FROM article
    JOIN prepared ON prepared.article = article.number
    JOIN facts ON facts.article = article.number
    JOIN revision ON revision.article = article.number AND revision.number = prepared.revision
    WHERE article.number = ?
"""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Told:
    """What is read of an article's facts; the rest, most of it, is skipped."""

    url: str | None
    title: str | None
    byline: str | None
    publisher: str | None
    language: str | None
    published: str | None
    not_before: str | None
    statements: tuple[Statement, ...] = ()


FACTS = msgspec.json.Decoder(_Told)


def quotable(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Stored]:
    """These articles in this order with their statements alone, without those that were changed by hand."""
    found = (_stored(connection, number) for number in numbers)
    return [stored for stored in found if stored is not None]


def _stored(connection: sqlite3.Connection, number: int) -> Stored | None:
    row = connection.execute(TOLD, (number,)).fetchone()
    if row is None:
        return None
    revision, arrived, updated, text, digest, facts = row
    try:
        known = FACTS.decode(facts)
        fault = None if digest_of(text) == digest else "its text is not the one that was stored"
    except (msgspec.MsgspecError, TypeError, AttributeError) as error:
        fault = f"its facts cannot be read: {error}"
    if fault:
        log.warning("article left out of an answer; `verify` tells more", article=number, fault=fault)
        return None
    moments = datetime.fromisoformat(arrived), datetime.fromisoformat(updated)
    return Stored(number, revision, _article(known, text), *moments, (), copies_of(connection, number))


def _article(known: _Told, text: str) -> Article:
    return Article(
        url=known.url,
        title=known.title,
        byline=known.byline,
        publisher=known.publisher,
        language=known.language,
        published=known.published,
        not_before=known.not_before,
        text=text,
        sentences=(),
        summary=(),
        figures=(),
        entities=(),
        dates=(),
        quotes=(),
        statements=known.statements,
    )
