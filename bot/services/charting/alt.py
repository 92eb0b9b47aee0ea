"""What a chart shows in words, for those who do not see it: every value with its day and sources, while there is room.

Slack takes 1,000 characters and Discord 1,024; what does not fit is counted, not cut in the middle.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.charts import ArticleChart, Bar, Chart, Event, EventChart, FigureChart, Panel, Point, Step
from bot.core.plain import safe
from bot.core.when import say

ROOM = 960
TITLE = 140
EVENT = 90


def alt_of(chart: Chart) -> str:
    """At most about a thousand characters."""
    match chart:
        case FigureChart():
            return _fitted(f"{_cut(chart.title, TITLE)}.", [words for panel in chart.panels for words in _panel(panel)])
        case EventChart():
            return _fitted(f"{_cut(chart.title, TITLE)}, oldest first.", [_event(event) for event in chart.events])
        case ArticleChart():
            return _fitted(_stacked(chart), [_bar(chart, bar) for bar in chart.bars if bar.total])


def _panel(panel: Panel) -> list[str]:
    unit = f" ({panel.unit})" if panel.unit else ""
    kind = "over time" if panel.course else "different values"
    first, *rest = [_point(point) for point in panel.points]
    return [f"{_cut(panel.title, TITLE) or 'A figure'}{unit}, {kind}: {first}", *rest]


def _point(point: Point) -> str:
    about = [point.when, point.who, "corrected later" if point.corrected else ""]
    said = "; ".join(filter(None, (safe(words) for words in about)))
    return f"{safe(point.words)}{f' ({said})' if said else ''} {marks(point.sources)}".rstrip()


def _event(event: Event) -> str:
    return f"{event.when}: {_cut(event.words, EVENT)} {marks(event.sources)}"


def _stacked(chart: ArticleChart) -> str:
    totals = [sum(bar.counts[place] for bar in chart.bars) for place in range(len(chart.names))]
    names = ", ".join(f"{_cut(name, 40)} {total:,}" for name, total in zip(chart.names, totals, strict=True))
    return f"{_cut(chart.title, TITLE)} by {chart.step}, {sum(totals):,} in all: {names}."


def _bar(chart: ArticleChart, bar: Bar) -> str:
    return f"{span_words(bar, chart.step)}: {bar.total:,}"


def span_words(bar: Bar, step: Step) -> str:
    """The time of a bar: `5 September 2023`, `week of 4 September 2023`, `September 2023`, `2023`."""
    day = bar.days[0].isoformat()
    match step:
        case "day":
            return say(day)
        case "week":
            return f"week of {say(day)}"
        case "month":
            return say(day[:7])
    return day[:4]


def marks(sources: Sequence[int]) -> str:
    """`[1][3]`, as the lines of the answer have them."""
    return "".join(f"[{number}]" for number in sources)


def _fitted(head: str, parts: Sequence[str]) -> str:
    """The head, then part after part for as long as there is room, and how many there are besides."""
    kept, room = [], ROOM - len(head)
    for part in parts:
        room -= len(part) + 2
        if room < 0:
            break
        kept.append(part)
    left = len(parts) - len(kept)
    more = f" And {left:,} more." if left else ""
    return f"{head} {'; '.join(kept)}.{more}".replace("..", ".") if kept else f"{head}{more}"


def _cut(text: str, most: int) -> str:
    words = safe(text)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
