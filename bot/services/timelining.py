"""Dated events of the matching articles, by the date of the event, not of its publication."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from bot.core.when import day_range
from bot.services.candidates import Candidate, Source, candidates
from bot.services.choosing import SAME, overlap

MOST = 40
LEAST_NEAR = 0.34


def events_of(sources: Iterable[Source]) -> list[Candidate]:
    """The weightiest dated statements on the topic, oldest first, each event once."""
    pool = chain.from_iterable(candidates(source) for source in sources)
    dated = [item for item in pool if _day(item) is not None and item.near >= LEAST_NEAR]
    chosen: list[Candidate] = []
    for item in sorted(dated, key=lambda item: -item.score):
        if not any(_same_event(item, other) for other in chosen):
            chosen.append(item)
        if len(chosen) == MOST:
            break
    return sorted(chosen, key=lambda item: (_day(item) or 0, item.source.stored.number, item.statement.start))


def _day(item: Candidate) -> int | None:
    """The first day of the event, for the order."""
    span = day_range(item.statement.date) if item.statement.date else None
    return span[0].toordinal() if span else None


def _same_event(one: Candidate, other: Candidate) -> bool:
    return one.statement.date == other.statement.date and overlap(one.stems, other.stems) >= SAME
