"""Quantities that several articles tell, each in a panel: a course over time, or values one below the other.

A plain value is a dot, "about" a bar about it, a range a bar without one; "over" and "up to" end in an arrow. A value
that holds for a month or a year lies along it; one that its publisher corrected is hollow.
"""

from __future__ import annotations

from bot.charts.course import draw_course
from bot.charts.paper import HEADING, MARGIN, RULE, WIDTH, Paper, styled
from bot.charts.values import ROW, draw_values
from bot.core.charts import FigureChart, Panel

HEAD, LINES, LEADING = 96, 2, 38
COURSE, FOOT, APART = 390, 74, 46


def draw(chart: FigureChart) -> bytes:
    """The PNG."""
    with styled():
        paper = Paper(_height(chart))
        paper.title(chart.title)
        top = HEAD
        for place, panel in enumerate(chart.panels):
            if place:
                paper.line([(MARGIN, top - APART / 2 - 8), (WIDTH - MARGIN, top - APART / 2 - 8)], RULE, 2)
            top = _panel(paper, panel, top) + APART
        return paper.png()


def _height(chart: FigureChart) -> int:
    """Known from a page that nobody sees, since headings take one line or two."""
    trial = Paper(HEAD)
    panels = (LEADING * len(_heading(trial, panel)) + 16 + _body(panel) + FOOT for panel in chart.panels)
    return HEAD + sum(panels) + APART * (len(chart.panels) - 1) + 20


def _body(panel: Panel) -> int:
    return COURSE if panel.course else ROW * len(panel.points)


def _heading(paper: Paper, panel: Panel) -> list[str]:
    return paper.lines(panel.title, WIDTH - 2 * MARGIN, LINES, HEADING)


def _panel(paper: Paper, panel: Panel, top: int) -> int:
    """Draws it and returns where it ends."""
    heading = _heading(paper, panel)
    for line, words in enumerate(heading):
        paper.write((MARGIN, top + 30 + LEADING * line), words, HEADING)
    begin = top + LEADING * len(heading) + 16
    end = begin + _body(panel)
    draw_panel = draw_course if panel.course else draw_values
    draw_panel(paper, panel, begin, end)
    return end + FOOT
