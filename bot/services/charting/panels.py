"""Figures that several articles tell as panels: how a quantity went, or the values that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.core.article import NO_UNIT
from bot.core.charts import FigureChart, Panel, Point
from bot.core.conversion import convert
from bot.core.relations import Member, Relation
from bot.core.reply import FigureRow
from bot.core.when import day_range, say
from bot.core.wording import uncapped, uncapped_party

MOST_PANELS = 3
# Of more values the first and the newest are drawn, since what happened last is what is asked about.
MOST_POINTS = 12
LEAST = 2


def figure_chart(topic: str, rows: Iterable[FigureRow]) -> FigureChart | None:
    """The first rows that tell several values of one quantity; null where none does."""
    panels = [_panel(row, row.relation) for row in rows if row.relation and row.relation.kind != "same"]
    drawn = [panel for panel in panels if len(panel.points) >= LEAST]
    return FigureChart(f"Figures: {topic}", tuple(drawn[:MOST_PANELS])) if drawn else None


def _panel(row: FigureRow, relation: Relation) -> Panel:
    points = tuple(_points(relation))
    dated = [point for point in points if point.days]
    course = relation.kind == "history" and len({point.days for point in dated}) >= LEAST
    kept = sorted(dated, key=lambda point: point.days or ()) if course else points
    words = [row.label, *(member.amount for member in relation.members)]
    return Panel(row.label, _unit_words(relation.unit, words), _thinned(kept), course)


def _thinned(points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple(points if len(points) <= MOST_POINTS else (points[0], *points[1 - MOST_POINTS :]))


def _unit_words(unit: str, words: Iterable[str]) -> str:
    """A unit as the articles write it, with its capitals and its plural; nothing where there is none."""
    if unit == NO_UNIT:
        return ""
    if unit == "percentage":
        return "%"
    named = re.compile(rf"\b{re.escape(unit)}(?:e?s)?\b", re.IGNORECASE)
    found = (match.group() for said in words if (match := named.search(said)))
    return max(found, key=len, default=unit)


def _points(relation: Relation) -> Iterator[Point]:
    for member in relation.members:
        low, high = _bounds(member, relation.unit)
        yield Point(
            words=uncapped(member.amount),
            sources=tuple(dict.fromkeys((member.source, *(also.source for also in member.also)))),
            value=_in_unit(member.figure.value, member, relation.unit),
            low=low,
            high=high,
            days=day_range(member.day) if member.day else None,
            when=_when(member),
            who=_who(member),
            corrected=member.corrected is not None,
        )


def _bounds(member: Member, unit: str) -> tuple[float | None, float | None]:
    """What the words of a value leave open: nothing where it is stated plainly."""
    value = _in_unit(member.figure.value, member, unit)
    match member.figure.change:
        case _ if value is None:
            return member.low, member.high
        case "~":
            return member.low, member.high
        case ">":
            return value, None
        case "<":
            return None, value
    return value, value


def _in_unit(value: float | None, member: Member, unit: str) -> float | None:
    if value is None:
        return None
    converted = convert(value, member.figure.unit, unit)
    return value if converted is None else converted


def _when(member: Member) -> str:
    """The day it holds for; where the text tells none, that of the article."""
    if not member.day:
        return ""
    return say(member.day) if member.told else f"told {say(member.day)}"


def _who(member: Member) -> str:
    party = f"citing {uncapped_party(member.party)}" if member.party else ""
    return ", ".join(filter(None, (member.publisher or "", party)))
