"""Values of one time that contradict each other: one below the other on one scale, each with its words and sources."""

from __future__ import annotations

import re

from bot.charts.marking import ARROW, mark
from bot.charts.paper import ASIDE, FAINT, MARGIN, RULE, UNDER, VALUE, WIDTH, WORDS, Paper, marks_of
from bot.charts.scales import Scale, scale_of
from bot.core.charts import Panel, Point
from bot.core.when import MONTH_NAMES

ROW, APART = 104, 14
MOST_NAMED = 5
MONTH = re.compile("|".join(MONTH_NAMES))


def draw_values(paper: Paper, panel: Panel, top: float, bottom: float) -> None:
    """Between two heights; below the second stands the scale."""
    opened = any(None in (point.low, point.high) for point in panel.points)
    inset = ARROW + 20 if opened else 24
    scale = scale_of(panel.points, MARGIN + inset, WIDTH - MARGIN - inset)
    for value, words in scale.named(MOST_NAMED):
        paper.line([(scale.at(value), top + 6), (scale.at(value), bottom)], RULE, 2, order=UNDER)
        paper.write((scale.at(value), bottom + 32), words, ASIDE, "center")
    paper.line([(MARGIN, bottom), (WIDTH - MARGIN, bottom)], FAINT, 2)
    paper.write((WIDTH - MARGIN, bottom + 68), paper.one(panel.unit, 600, ASIDE), ASIDE, "right")
    for place, point in enumerate(panel.points):
        _value(paper, point, scale, top + ROW * place)


def _value(paper: Paper, point: Point, scale: Scale, top: float) -> None:
    base, left = top + 40, float(MARGIN)
    left += paper.write((left, base), paper.one(point.words, WIDTH / 2, VALUE), VALUE, backed=True) + APART
    left += paper.write((left, base), marks_of(point.sources), WORDS, backed=True) + APART
    paper.write((left, base), _about(paper, point, WIDTH - MARGIN - left), ASIDE, backed=True)
    mark(paper, point, scale, top + 76, VALUE.color, upright=False)


def _about(paper: Paper, point: Point, room: float) -> str:
    """Who says so and of when, as much of it as has room: half a day is none."""
    for when in (point.when, MONTH.sub(lambda name: name.group()[:3], point.when), ""):
        said = "; ".join(filter(None, (point.who, when)))
        shown = paper.one(said, room, ASIDE)
        if not shown.endswith("…"):
            return shown
    return shown
