"""What may be meant by what has been typed so far: topics, sources, articles, and days as people say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.core.library import Choice, Kind
from bot.core.ports import Store, Stored
from bot.core.wallclock import zone_names
from bot.services.words import count

DAYS = ("today", "yesterday", "last week", "last month", "3 months", "6 months", "last year", "2 years")

REGIONS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
# What is offered before anything was typed: one zone for most of the world's people, from west to east.
COMMON_ZONES = (
    "UTC", "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York", "America/Sao_Paulo",
    "Europe/London", "Africa/Lagos", "Europe/Berlin", "Africa/Cairo", "Europe/Kyiv", "Europe/Istanbul",
    "Europe/Moscow", "Africa/Nairobi", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka", "Asia/Bangkok",
    "Asia/Shanghai", "Asia/Singapore", "Asia/Seoul", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland",
)  # fmt: skip


async def complete(store: Store, kind: Kind, typed: str, limit: int) -> Sequence[Choice]:
    """At most `limit` completions, the likeliest first; none for an option that takes free words."""
    typed = " ".join(typed.split())
    match kind:
        case Kind.TOPIC:
            found = await store.topics(typed, limit)
            return [Choice(f"{topic.name} ({count(topic.articles, 'article')})", topic.name) for topic in found]
        case Kind.SOURCE:
            names = [row.name for row in await store.sources()]
            return [Choice(name, name) for name in _like(names, typed)][:limit]
        case Kind.ARTICLE:
            return [_article(stored) for stored in await _articles(store, typed, limit)]
        case Kind.DAY:
            return [Choice(day, day) for day in _like(DAYS, typed)][:limit]
        case Kind.ZONE:
            zones = _like(_zones(), "_".join(typed.split())) if typed else COMMON_ZONES
            return [Choice(zone, zone) for zone in zones][:limit]
        case _:
            return ()


@lru_cache(maxsize=1)
def _zones() -> tuple[str, ...]:
    """The zones of places; "Etc/GMT+5" and the like are for machines."""
    return tuple(zone for zone in zone_names() if zone == "UTC" or zone.split("/")[0] in REGIONS)


def _like(names: Iterable[str], typed: str) -> list[str]:
    """Names that begin with what was typed, then those that hold it."""
    low = typed.casefold()
    held = [name for name in names if low in name.casefold()]
    return sorted(held, key=lambda name: not name.casefold().startswith(low))


async def _articles(store: Store, typed: str, limit: int) -> Sequence[Stored]:
    """The newest articles, of them those whose title or number begins so, as far back as a list of choices reaches."""
    newest = await store.latest(limit * 8)
    low = typed.casefold()
    return [
        stored
        for stored in newest
        if low in (stored.article.title or "").casefold() or str(stored.number).startswith(low)
    ][:limit]


def _article(stored: Stored) -> Choice:
    parts = [stored.article.title or f"article {stored.number}", stored.publisher]
    return Choice(" · ".join(part for part in parts if part), str(stored.number))
