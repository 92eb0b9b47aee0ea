"""How the sources of articles are: publishers and places joined with the followed sources that bring their articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.core.following import Followed, health_words
from bot.core.ports import SourceRow
from bot.sources.links import host_of

WORST_FIRST = ("dead", "failing", "paused", "live")


def with_health(rows: Sequence[SourceRow], followed: Sequence[Followed], *, whole: bool) -> Sequence[SourceRow]:
    """The rows with the health of what is followed; with `whole` also what has brought nothing yet, at the end.

    A followed source belongs to the row of the publisher that its articles name, else to that of its title, its
    address or its host. Where several bring one publisher's articles, the worst of them is told.
    """
    by_name: dict[str, list[Followed]] = {}
    names = {row.name.casefold() for row in rows}
    waiting: list[Followed] = []
    for source in followed:
        found = next((name for name in names_of(source) if name in names), None)
        if found is None:
            waiting.append(source)
        else:
            by_name.setdefault(found, []).append(source)
    known = [replace(row, health=_worst(by_name.get(row.name.casefold(), ()))) for row in rows]
    if not whole:
        return known
    return [*known, *(SourceRow(one.name, 0, None, None, health_words(one.health)) for one in waiting)]


def names_of(source: Followed) -> Iterable[str]:
    """What the row of its articles may be called, the surest first."""
    said = (source.publisher, source.title, source.place, source.address, host_of(source.place))
    return [name.casefold() for name in said if name]


def _worst(sources: Sequence[Followed]) -> str | None:
    if not sources:
        return None
    worst = min(sources, key=lambda source: WORST_FIRST.index(source.health.state))
    words = health_words(worst.health)
    return words if len(sources) == 1 or worst.health.state == "live" else f"one of {len(sources)} {words}"
