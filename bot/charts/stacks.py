"""Articles by time as bars, the publishers above each other; below them who is which, with how many of each."""

from __future__ import annotations

from datetime import date
from math import ceil

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from bot.charts.calendar import ticks
from bot.charts.paper import ASIDE, GROUND, MARGIN, MARKS, PATTERNS, RULE, WIDTH, WORDS, Letters, Paper, styled
from bot.core.charts import ArticleChart

PLOT = 560
KEY, COLUMNS = 52, 2
LEFT = 96
MOST_TICKS = 5
FEW_BARS = 6
COUNT = Letters(ASIDE.size, bold=True, color=ASIDE.color)


def draw(chart: ArticleChart) -> bytes:
    """The PNG."""
    with styled():
        rows = ceil(len(chart.names) / COLUMNS)
        paper = Paper(PLOT + 70 + KEY * rows + 24)
        paper.title(f"{chart.title} by {chart.step}")
        axes = paper.plot(LEFT, 110, WIDTH - MARGIN, PLOT)
        _bars(axes, chart)
        _name_days(axes, chart)
        _key(paper, chart)
        return paper.png()


def _bars(axes: Axes, chart: ArticleChart) -> None:
    places = np.arange(len(chart.bars))
    below = np.zeros(len(chart.bars))
    for layer in range(len(chart.names)):
        counts = np.array([bar.counts[layer] for bar in chart.bars], float)
        for bar in axes.bar(places, counts, 0.82, below, color=MARKS[layer], edgecolor=GROUND, linewidth=0.8):
            bar.set_hatch(PATTERNS[layer])
        below += counts
    half = max(len(chart.bars), FEW_BARS) / 2
    middle = (len(chart.bars) - 1) / 2
    axes.set_xlim(middle - half, middle + half)
    axes.set_ylim(0, max(below.max() * 1.08, 1))
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.grid(axis="y", color=RULE, linewidth=0.8)


def _name_days(axes: Axes, chart: ArticleChart) -> None:
    first, last = chart.bars[0].days[0], chart.bars[-1].days[0]
    named = [(_bar_at(chart, tick.day), tick.words) for tick in ticks(first, last, MOST_TICKS)]
    axes.set_xticks([place for place, _ in named], [words for _, words in named])


def _bar_at(chart: ArticleChart, day: date) -> int:
    return next(place for place, bar in enumerate(chart.bars) if bar.days[0] <= day <= bar.days[1])


def _key(paper: Paper, chart: ArticleChart) -> None:
    """A name that cannot be written is named by its place; the words of the picture have it."""
    column = (WIDTH - 2 * MARGIN) / COLUMNS
    for place, name in enumerate(chart.names):
        left, base = MARGIN + column * (place % COLUMNS), PLOT + 100 + KEY * (place // COLUMNS)
        total = f"{sum(bar.counts[place] for bar in chart.bars):,}"
        paper.block((left, base - 26, 40, 30), MARKS[place], PATTERNS[place])
        room = column - 80 - paper.width(total, COUNT)
        wide = paper.write((left + 54, base), paper.one(name, room, WORDS) or f"no. {place + 1}", WORDS)
        paper.write((left + 66 + wide, base), total, COUNT)
