"""Events by their time: the axis runs down the left, what happened stands beside it in even rows, oldest first.

A day is a dot and what is told less precisely a bar as long as that. Long quiet times are left out of the axis, which
is broken there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.charts.calendar import Part, parts_of
from bot.charts.paper import ASIDE, FAINT, MARGIN, RULE, SPAN, UNDER, VALUE, WIDTH, WORDS, Paper, marks_of, styled
from bot.core.charts import Event, EventChart

TOP, FOOT = 118, 40
ROW = 116
AXIS, LANE, MOST_LANES = 66, 20, 4
TEXT = 212
BREAK = 34
LINES = 2
SHORTEST = 14
LEADING = 34


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the axis: its days from `top` to `bottom` pixels."""

    part: Part
    top: float
    bottom: float

    def at(self, day: date, share: float = 0.5) -> float:
        """Where a day is, after a share of it."""
        length = (self.part.last - self.part.first).days + 1
        gone = (day - self.part.first).days + share
        return self.top + (self.bottom - self.top) * gone / length


def draw(chart: EventChart) -> bytes:
    """The PNG."""
    with styled():
        paper = Paper(TOP + ROW * len(chart.events) + FOOT)
        paper.title(chart.title)
        axis = stretches(chart.events)
        _axis(paper, axis)
        lanes = lanes_of(chart.events)
        for place, (event, lane) in enumerate(zip(chart.events, lanes, strict=True)):
            _event(paper, event, lane, TOP + ROW * place, axis)
        return paper.png()


def stretches(events: Sequence[Event]) -> list[Stretch]:
    """The axis beside the rows: each part has as much of it as it has events."""
    parts = parts_of(events)
    room = ROW * len(events) - BREAK * (len(parts) - 1)
    found, top = [], float(TOP)
    for part in parts:
        bottom = top + room * part.events / len(events)
        found.append(Stretch(part, top, bottom))
        top = bottom + BREAK
    return found


def lanes_of(events: Sequence[Event]) -> list[int]:
    """Beside which others each event is marked: 0 on the axis; bars that overlap stand next to each other."""
    taken: list[list[date]] = []
    lanes = []
    for event in events:
        first, last = event.days
        if first == last:
            lanes.append(0)
            continue
        lane = next((at for at, ends in enumerate(taken) if max(ends) < first), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append(last)
        lanes.append(lane + 1)
    return lanes


def _axis(paper: Paper, axis: Sequence[Stretch]) -> None:
    for stretch in axis:
        paper.line([(AXIS, stretch.top), (AXIS, stretch.bottom)], FAINT, 3)
    for before, after in pairwise(axis):
        middle = (before.bottom + after.top) / 2
        paper.line([(AXIS, before.bottom), (AXIS, after.top)], FAINT, 3, ":")
        for height in (middle - 6, middle + 6):
            paper.line([(AXIS - 14, height + 6), (AXIS + 14, height - 6)], FAINT, 3)


def _event(paper: Paper, event: Event, lane: int, row: float, axis: Sequence[Stretch]) -> None:
    letters = SPAN if lane else VALUE
    begin = _mark(paper, event, AXIS + LANE * min(lane, MOST_LANES), axis)
    paper.line([begin, (TEXT - 46, row + 26), (TEXT - 14, row + 26)], RULE, 2.5, order=UNDER)
    wide = paper.write((TEXT, row + 36), event.when, letters)
    paper.write((TEXT + wide + 14, row + 36), marks_of(event.sources), ASIDE)
    for line, words in enumerate(paper.lines(event.words, WIDTH - MARGIN - TEXT, LINES, WORDS)):
        paper.write((TEXT, row + 36 + LEADING * (line + 1)), words, WORDS)


def _mark(paper: Paper, event: Event, x: float, axis: Sequence[Stretch]) -> tuple[float, float]:
    """The dot or the bar of an event; returns where it begins."""
    first, last = event.days
    stretch = next(each for each in axis if each.part.first <= first <= each.part.last)
    if first == last:
        paper.dot((x, stretch.at(first)), VALUE.color)
        return x, stretch.at(first)
    top, bottom = stretch.at(first, 0.0), stretch.at(last, 1.0)
    middle, half = (top + bottom) / 2, max(bottom - top, SHORTEST) / 2
    paper.block((x - 6, middle - half, 12, 2 * half), SPAN.color)
    return x, middle - half + SHORTEST / 2
