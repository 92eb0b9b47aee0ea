"""Dated events for a time axis: the weightiest, oldest first."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.charts import Event, EventChart
from bot.core.reply import StatementRow
from bot.core.when import day_range, say

MOST = 10


def event_chart(topic: str, rows: Iterable[StatementRow]) -> EventChart | None:
    """At most ten of the events; null where none has a day."""
    dated = [(row, event) for row in rows if (event := _event(row))]
    weighty = sorted(dated, key=lambda item: -(item[0].score or 0.0))[:MOST]
    events = sorted((event for _, event in weighty), key=lambda event: event.days)
    return EventChart(f"Timeline: {topic}", tuple(events)) if events else None


def _event(row: StatementRow) -> Event | None:
    days = day_range(row.date) if row.date else None
    if days is None or row.date is None:
        return None
    sources = tuple(dict.fromkeys((row.source, *(also.source for also in row.also))))
    return Event(days, say(row.date), row.text, sources)
