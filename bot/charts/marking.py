"""The mark of one value: a dot, and along its scale what the words leave open."""

from __future__ import annotations

from bot.charts.paper import Paper
from bot.charts.scales import Scale
from bot.core.charts import Point

ARROW, CAP, THICK = 56.0, 11.0, 4.0


def mark(paper: Paper, point: Point, scale: Scale, across: float, color: str, *, upright: bool) -> None:
    """Across the scale at a place in pixels; `upright` where the scale runs up."""
    middle = scale.at(point.middle)

    def spot(along: float, beside: float = 0.0) -> tuple[float, float]:
        return (across + beside, along) if upright else (along, across + beside)

    for end, way in ((point.low, -scale.way), (point.high, scale.way)):
        if end is None:
            tip = middle + way * ARROW
            paper.line([spot(middle), spot(tip - way * 4)], color, THICK)
            paper.head(spot(tip), (0, way) if upright else (way, 0), color)
        elif end != point.middle:
            at = scale.at(end)
            paper.line([spot(middle), spot(at)], color, THICK)
            paper.line([spot(at, -CAP), spot(at, CAP)], color, THICK)
    if point.value is not None:
        paper.dot(spot(middle), color, hollow=point.corrected)
