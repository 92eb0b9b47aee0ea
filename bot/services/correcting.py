"""Figures that their publisher corrected: what the article said before stands beside what it says now.

Only articles with an earlier revision are looked up, and only edits by the publisher count: what a newer pipeline reads
otherwise is no correction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from bot.core.article import Article, Figure, Span
from bot.core.conversion import from_base
from bot.core.diffing import edits
from bot.core.history import Change
from bot.core.leeway import likely, possible
from bot.core.ports import Store
from bot.core.relations import Member, Relation
from bot.core.reply import Evidence, FigureRow
from bot.services.amounts import amount

LATEST = 3
BY_PUBLISHER = ("edit", "either")


async def with_corrections(store: Store, rows: Sequence[FigureRow]) -> tuple[FigureRow, ...]:
    """The rows, those with a corrected figure as a history from the old value to the new one."""
    return tuple([await _corrected(store, row) if _may_be(row) else row for row in rows])


def _may_be(row: FigureRow) -> bool:
    return row.evidence.revision > 1 and (row.relation is None or row.relation.kind == "same")


async def _corrected(store: Store, row: FigureRow) -> FigureRow:
    for change in await store.changes(row.evidence.article, LATEST):
        if change.cause in BY_PUBLISHER and change.after == row.evidence.revision:
            before = await store.revision(change.article, change.before)
            after = await store.revision(change.article, change.after)
            old = _before(row, before, after) if before and after else None
            return replace(row, relation=_relation(row, change, before, old)) if before and old else row
    return row


def _before(row: FigureRow, before: Article, after: Article) -> Figure | None:
    """The figure that stood in the place of that of a row, where another value came for it and nothing else did."""
    for edit in edits(_sentences(before), _sentences(after)):
        if edit.old is None or edit.new is None:
            continue
        old, new = _within(before, before.sentences[edit.at]), _within(after, after.sentences[edit.to])
        places = [place for place, figure in enumerate(new) if figure.start == row.evidence.start]
        if places and len(old) == len(new):
            found = old[places[0]]
            same = found.unit == row.figure.unit and found.change not in ("up", "down")
            return found if same and not likely(found).meets(likely(row.figure)) else None
    return None


def _within(article: Article, sentence: Span) -> list[Figure]:
    return [figure for figure in article.figures if sentence.start <= figure.start < sentence.end]


def _sentences(article: Article) -> list[str]:
    return [" ".join(sentence.of(article.text).split()) for sentence in article.sentences]


def _relation(row: FigureRow, change: Change, before: Article, old: Figure) -> Relation:
    now = Member(row.evidence, row.figure, row.amount, row.source, before.publisher, row.figure.by, also=row.also)
    was = replace(
        now,
        evidence=Evidence(change.article, change.before, old.start, old.end),
        figure=old,
        amount=amount(before.text, old),
        also=(),
        corrected=change.at.date().isoformat(),
    )
    return Relation("history", row.figure.unit, (_bounded(was), _bounded(now)))


def _bounded(member: Member) -> Member:
    unit = member.figure.unit
    low, high = possible(member.figure)
    return replace(member, low=from_base(low, unit), high=None if high == inf else from_base(high, unit))
