"""Looks at what came in with the eyes of every watch, and notes what each is to tell of.

Each new article is read once for all watches; nothing is searched. How far the watches have looked is written with
what they found, so that a crash loses nothing and repeats nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from bot.core.conditions import figures_meeting
from bot.core.digests import Mark
from bot.core.errors import UserError
from bot.core.library import Ask
from bot.core.matching import Terms, is_asked_for, is_from
from bot.core.ports import Query, Store, Stored
from bot.core.watches import Watch
from bot.core.watching import WatchQuery, read_watch
from bot.pipeline.terms import stems_in
from bot.services.asking import Aliases, read_topic
from bot.services.naming import StoreNamer

HELPING: Final = 50

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Eye:
    """A watch that was read: `query` is null for one on figures or sources alone."""

    watch: Watch
    wanted: WatchQuery
    query: Query | None

    def sees(self, stored: Stored, terms: Terms) -> bool:
        """Whether an article has all that is asked for."""
        wanted = self.wanted
        if stored.arrived < self.watch.created:
            return False
        if self.query and not is_asked_for(self.query, terms):
            return False
        if wanted.sources and not any(is_from(stored, name) for name in wanted.sources):
            return False
        if any(is_from(stored, name) for name in wanted.without_sources):
            return False
        return all(figures_meeting(condition, stored.article) for condition in wanted.conditions)


def eye_of(watch: Watch, names: Aliases) -> Eye:
    """A watch as it is read now; `UserError` where it cannot be."""
    wanted = read_watch(watch.words)
    query = read_topic(Ask(wanted.topic), names).query if wanted.topic else None
    return Eye(watch, wanted, query)


def terms_of(stored: Stored) -> Terms:
    """The terms of an article."""
    article = stored.article
    return Terms.of((stems_in(article.title or ""), *(line.split() for line in article.stems)))


class Lookout:
    """Over one store."""

    def __init__(self, store: Store, names: StoreNamer) -> None:
        self._store = store
        self._names = names

    async def look(self) -> bool:
        """Look at the next articles that came in; whether there may be more."""
        since, until = await self._store.watched(), await self._store.mark()
        if since.article >= until.article:
            return False
        last = min(until.article, since.article + HELPING)
        eyes = list(await self._eyes())
        articles = await self._store.articles(range(since.article + 1, last + 1)) if eyes else ()
        found = matches(eyes, articles)
        await self._store.write_matches(since, Mark(last, until.change), found)
        return last < until.article

    async def _eyes(self) -> Iterator[Eye]:
        names = await self._names.current()
        watches = [watch for watch in await self._store.watches() if not watch.paused]
        return read(watches, names)


def read(watches: Sequence[Watch], names: Aliases) -> Iterator[Eye]:
    """The watches as they are read now, without those that cannot be, perhaps since an upgrade."""
    for watch in watches:
        try:
            yield eye_of(watch, names)
        except UserError as problem:
            log.warning("a watch cannot be read", action="watch_unread", watch=watch.number, problem=str(problem))


def matches(eyes: Sequence[Eye], articles: Sequence[Stored]) -> Mapping[int, Sequence[int]]:
    """For each watch that sees any of the articles their numbers."""
    found: dict[int, list[int]] = {}
    for stored in articles:
        terms = terms_of(stored)
        for eye in eyes:
            if eye.sees(stored, terms):
                found.setdefault(eye.watch.number, []).append(stored.number)
    return found
