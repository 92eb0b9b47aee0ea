"""Articles by time and publisher as bars: a day each, or a week, month or year where the newest lie far apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from bot.core.charts import ArticleChart, Bar, Step
from bot.core.days import span_of
from bot.core.publishing import Published

MOST_NAMES = 6
OTHERS = "others"
# So many bars can be told apart on a phone.
MOST_BARS = 31
STEPS: tuple[tuple[Step, int], ...] = (("day", 1), ("week", 7), ("month", 30))


def article_chart(published: Published, source: str | None) -> ArticleChart | None:
    """All that is counted by day; null where nothing is. Years too far back for a bar of their own are left out."""
    if not published.counts:
        return None
    days = [day for day, _ in published.counts]
    step = step_of(min(days), max(days))
    spans = list(_spans(min(days), max(days), step))[-MOST_BARS:]
    shown = {key: count for key, count in published.counts.items() if key[0] >= spans[0][0]}
    names = _names(shown)
    places = {name: place for place, name in enumerate(names)}
    counted: Counter[tuple[date, int]] = Counter()
    for (day, name), count in shown.items():
        counted[span_of(day, step)[0], places.get(name, len(names) - 1)] += count
    bars = tuple(Bar(span, tuple(counted[span[0], place] for place in range(len(names)))) for span in spans)
    return ArticleChart("Articles" + (f" from {source}" if source else ""), step, names, bars)


def step_of(first: date, last: date) -> Step:
    """The shortest that makes no more bars than can be told apart."""
    length = (last - first).days + 1
    return next((step for step, days in STEPS if length <= days * MOST_BARS), "year")


def _spans(first: date, last: date, step: Step) -> Iterator[tuple[date, date]]:
    """Every day, week, month or year from one day to another, so that a quiet time is seen as such."""
    day = first
    while day <= last:
        span = span_of(day, step)
        yield span
        day = span[1] + timedelta(1)


def _names(counts: dict[tuple[date, str], int]) -> tuple[str, ...]:
    """The publishers of most articles, and the others as one where they are several."""
    totals: Counter[str] = Counter()
    for (_, name), count in counts.items():
        totals[name] += count
    ranked = sorted(totals, key=lambda name: (-totals[name], name.casefold(), name))
    return (*ranked[:MOST_NAMES], OTHERS) if len(ranked) > MOST_NAMES + 1 else tuple(ranked)
