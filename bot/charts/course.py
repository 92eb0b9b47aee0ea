"""How a quantity went: values by time, each with its words and sources where there is room for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from bot.charts.calendar import ticks
from bot.charts.marking import ARROW, mark
from bot.charts.paper import ASIDE, FAINT, MARGIN, RULE, UNDER, VALUE, WIDTH, WORDS, Paper, marks_of
from bot.charts.scales import Scale, scale_of
from bot.core.charts import Panel, Point

MOST_NAMED, MOST_DAYS = 4, 5
GAP, HIGH = 20.0, 34.0
COLOR = VALUE.color


class Box(NamedTuple):
    """A part of the page in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether they overlap."""
        beside = self.right <= other.left or other.right <= self.left
        return not beside and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: Box) -> bool:
        """Whether the other lies within."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a point is: its time from `begin` to `end`, its value at `y`, and what that leaves open up to `high`."""

    begin: float
    end: float
    y: float
    low: float
    high: float

    @property
    def x(self) -> float:
        """The middle of its time."""
        return (self.begin + self.end) / 2

    def covers(self) -> tuple[Box, Box]:
        """Its mark, and the bar along its time."""
        upper, lower = sorted((self.low, self.high))
        mark_box = Box(self.x - 12, min(upper, self.y) - 10, self.x + 12, max(lower, self.y) + 10)
        return mark_box, Box(self.begin, self.y - 4, self.end, self.y + 4)


def draw_course(paper: Paper, panel: Panel, top: float, bottom: float) -> None:
    """Between two heights; below the second stand the days."""
    opened = any(None in (point.low, point.high) for point in panel.points)
    values = scale_of(panel.points, bottom - 14, top + (ARROW + 14 if opened else HIGH + GAP))
    named = values.named(MOST_NAMED)
    left = MARGIN + 16 + max((paper.width(words, ASIDE) for _, words in named), default=0.0)
    for value, words in named:
        paper.line([(left, values.at(value)), (WIDTH - MARGIN, values.at(value))], RULE, 2, order=UNDER)
        paper.write((left - 12, values.at(value) + 9), words, ASIDE, "right")
    paper.write((MARGIN, top + 14), paper.one(panel.unit, 700, ASIDE), ASIDE)
    days = _days(panel.points, left + 30, WIDTH - MARGIN - 30)
    _name_days(paper, days, left, bottom)
    spots = [_spot(point, values, days) for point in panel.points]
    _draw(paper, panel.points, spots, values)
    _label(paper, panel.points, spots, Box(left, top + 20, WIDTH - MARGIN, bottom))


def _days(points: Sequence[Point], start: float, stop: float) -> Scale:
    spans = [point.days for point in points if point.days]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    return Scale(first.toordinal(), last.toordinal() + 1, start, stop)


def _name_days(paper: Paper, days: Scale, left: float, bottom: float) -> None:
    first = date.fromordinal(int(days.low))
    paper.line([(left, bottom), (WIDTH - MARGIN, bottom)], FAINT, 2)
    for tick in ticks(first, first + timedelta(days.high - days.low - 1), MOST_DAYS):
        x, half = days.at(tick.day.toordinal()), paper.width(tick.words, ASIDE) / 2
        paper.line([(x, bottom), (x, bottom + 8)], FAINT, 2)
        paper.write((min(max(x, left + half), WIDTH - MARGIN - half), bottom + 38), tick.words, ASIDE, "center")


def _spot(point: Point, values: Scale, days: Scale) -> Spot:
    first, last = point.days or (date.min, date.min)
    y = values.at(point.middle)
    low = values.at(point.low) if point.low is not None else y + ARROW
    high = values.at(point.high) if point.high is not None else y - ARROW
    return Spot(days.at(first.toordinal()), days.at(last.toordinal() + 1), y, low, high)


def _draw(paper: Paper, points: Sequence[Point], spots: Sequence[Spot], values: Scale) -> None:
    paper.line([(spot.x, spot.y) for spot in spots], FAINT, 2.5, ":", order=UNDER)
    for point, spot in zip(points, spots, strict=True):
        if point.days and point.days[0] != point.days[1]:
            paper.line([(spot.begin, spot.y), (max(spot.end, spot.begin + 6), spot.y)], COLOR, 5)
        mark(paper, point, values, spot.x, COLOR, upright=True)


def _label(paper: Paper, points: Sequence[Point], spots: Sequence[Spot], frame: Box) -> None:
    """The words of each point, the ends of the course first; where there is no room its sources alone."""
    taken = [box for spot in spots for box in spot.covers()]
    for at in sorted(range(len(points)), key=lambda at: (at not in (0, len(points) - 1), at)):
        amount, marks = paper.one(points[at].words, WIDTH / 3, VALUE), marks_of(points[at].sources)
        for words in (amount, ""):
            wide = paper.width(words, VALUE) + 10 * bool(words) + paper.width(marks, WORDS)
            boxes = list(_boxes(spots[at], wide, frame))
            free = next((box for box in boxes if frame.holds(box) and not any(map(box.meets, taken))), None)
            box = free or boxes[0]
            if free or not words:
                paper.write((box.left, box.bottom - 6), words, VALUE, backed=True)
                paper.write((box.right, box.bottom - 6), marks, WORDS, "right", backed=True)
                taken.append(box)
                break


def _boxes(spot: Spot, wide: float, frame: Box) -> Iterator[Box]:
    """Where the words of a point may stand: above, to its right or left, below."""
    own, _ = spot.covers()
    centred = min(max(spot.x - wide / 2, frame.left), frame.right - wide)
    right, left = spot.x + GAP, spot.x - GAP - wide
    above, below = spot.y - 6, spot.y + HIGH
    for begin, bottom in (
        (centred, own.top - 4),
        (spot.x - 16, own.top - 4),
        (spot.x + 16 - wide, own.top - 4),
        (right, above),
        (left, above),
        (centred, own.bottom + HIGH + 4),
        (right, below),
        (left, below),
    ):
        yield Box(begin, bottom - HIGH, begin + wide, bottom)
