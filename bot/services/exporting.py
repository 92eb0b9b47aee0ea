"""Figures as CSV (RFC 4180, UTF-8), one row a figure, a few articles at a time: the `Exporter` of `bot.core.keeper`.

Spreadsheets take a cell that begins with one of `=+-@` for a formula, which words from outside must not become: such a
cell gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator, Iterator
from decimal import Decimal

from bot.core.article import Figure
from bot.core.errors import UserError
from bot.core.keeper import Export
from bot.core.library import Ask
from bot.core.ports import Query, Store, Stored
from bot.core.reply import Evidence
from bot.services.asking import mend, read_topic
from bot.services.candidates import sentence_at
from bot.services.matching import NO_WORD
from bot.services.naming import StoreNamer

AT_ONCE = 100
MOST = 100_000_000
FORMULA = re.compile(r"'*[=+\-@\t\r]")
COLUMNS = (
    "article", "revision", "title", "publisher", "published", "url", "value", "low", "high", "change", "unit", "what",
    "date", "hedged", "by", "sentence", "start", "end", "reference",
)  # fmt: skip


class StoreExporter:
    """Takes the figures of one store out."""

    def __init__(self, store: Store, names: StoreNamer) -> None:
        self._store = store
        self._names = names

    async def figures(self, ask: Ask, most: int) -> Export:
        """The figures of all articles that match, if they are at most so many bytes."""
        numbers = await self.numbers(ask)
        data, figures = io.BytesIO(), 0
        async for part in self.parts(numbers):
            data.write(part.data or b"")
            figures += part.figures
            if data.tell() > most:
                return Export(len(numbers), figures, None)
        return Export(len(numbers), figures, data.getvalue())

    async def numbers(self, ask: Ask) -> list[int]:
        """The articles that match, ascending."""
        found = await self._store.find(await self._query(ask), MOST)
        return sorted(hit.article for hit in found.hits)

    async def _query(self, ask: Ask) -> Query:
        if not ask.topic:
            return Query(since=ask.since, until=ask.until, source=ask.source)
        aliases = await self._names.current()
        asked = read_topic(ask, aliases)
        if not asked.query.concepts:
            raise UserError(NO_WORD)
        if not (await self._store.find(asked.query, 1)).total:
            asked = await mend(asked, ask.topic, self._store, aliases) or asked
        return asked.query

    async def parts(self, numbers: list[int]) -> AsyncIterator[Export]:
        """The head of the table, then its rows, those of a few articles at a time."""
        yield Export(0, 0, _written([COLUMNS]))
        for at in range(0, len(numbers), AT_ONCE):
            articles = await self._store.articles(numbers[at : at + AT_ONCE])
            rows = [row for stored in articles for row in rows_of(stored)]
            yield Export(len(articles), len(rows), _written(rows))


def rows_of(stored: Stored) -> Iterator[tuple[str, ...]]:
    """One row for each figure of an article."""
    article = stored.article
    head = (str(stored.number), str(stored.revision), article.title, article.publisher, article.published, article.url)
    for figure in article.figures:
        evidence = Evidence(stored.number, stored.revision, figure.start, figure.end)
        words = (figure.change, figure.unit, figure.what, figure.date, "true" if figure.hedged else "false", figure.by)
        place = (_sentence(stored, figure), str(figure.start), str(figure.end), evidence.ref)
        numbers = map(number, (figure.value, figure.low, figure.high))
        yield tuple(guarded(cell or "") for cell in (*head, *numbers, *words, *place))


def _sentence(stored: Stored, figure: Figure) -> str:
    article = stored.article
    if not article.sentences:
        return ""
    return " ".join(article.sentences[sentence_at(article.sentences, figure.start)].of(article.text).split())


def number(value: float | None) -> str:
    """A number without exponent and without a needless fraction; empty for none."""
    if value is None:
        return ""
    return f"{Decimal(repr(value)):f}".removesuffix(".0")


def guarded(cell: str) -> str:
    """The cell as no spreadsheet takes it for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What was guarded, as it was."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _written(rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8", "replace")
