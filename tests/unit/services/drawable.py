"""Rows of answers that can be drawn."""

from __future__ import annotations

from dataclasses import replace

from bot.core.article import Figure
from bot.core.refs import Also, Evidence
from bot.core.relations import Member, Relation, RelationKind
from bot.core.reply import FigureRow, StatementRow

PLAIN = Figure(0, 3, 1.0, None, None, "=", "people", "", None, False, None)


def member(amount: str, source: int, day: str | None = None, **figure: object) -> Member:
    """A value; what is not said of its figure is that of a plain number."""
    made = replace(PLAIN, **figure)  # type: ignore[arg-type]
    low = made.value if made.low is None else made.low
    high = made.value if made.high is None else made.high
    place = Evidence(source, 1, 0, 3)
    return Member(place, made, amount, source, f"Paper {source}", day=day, told=True, low=low or 0.0, high=high)


def row(kind: RelationKind, *members: Member, label: str = "people sent back", unit: str = "people") -> FigureRow:
    """A row of several values."""
    first = members[0]
    return FigureRow(first.evidence, first.figure, first.amount, label, None, 1, relation=Relation(kind, unit, members))


def event(day: str | None, words: str, source: int = 1, score: float = 1.0) -> StatementRow:
    """A dated statement that another article tells as well."""
    also = (Also(Evidence(9, 1, 0, 3), 9), Also(Evidence(source, 1, 5, 8), source))
    return StatementRow(Evidence(source, 1, 0, 3), words, source, also=also, date=day, score=score)
