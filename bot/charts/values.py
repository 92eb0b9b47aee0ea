"""Values of one time that contradict each other: one below the other on one scale, each with its words and sources."""

from __future__ import annotations

from bot.charts.marking import ARROW, mark
from bot.charts.paper import ASIDE, FAINT, MARGIN, RULE, UNDER, VALUE, WIDTH, WORDS, Paper, marks_of
from bot.charts.scales import Scale, scale_of
from bot.core.charts import Panel, Point

ROW, APART = 104, 14
MOST_NAMED = 5


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
    said = "; ".join(filter(None, (point.who, point.when)))
    paper.write((left, base), paper.one(said, WIDTH - MARGIN - left, ASIDE), ASIDE, backed=True)
    mark(paper, point, scale, top + 76, VALUE.color, upright=False)
