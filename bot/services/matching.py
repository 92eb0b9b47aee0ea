"""From what was asked to the articles that match: slips of a letter mended, quotes taken loosely where they must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.errors import UserError
from bot.core.library import Ask
from bot.core.ports import Found, Query, Store
from bot.services.asking import Asked, mend, read_topic
from bot.services.candidates import Source, Topical, sources_of
from bot.services.naming import StoreNamer
from bot.services.words import count

RECENCY = 0.35
NO_WORD = "The topic has no word to look for. Try /brief tumen river."
LOOSELY = "No article has these words side by side; they are taken one by one."


@dataclass(frozen=True, slots=True)
class Matches:
    """What the search brought: the articles that match best, and the counts over all that match.

    Where nothing does, `free` is how many would match without the days and the source that were set.
    """

    asked: Asked
    found: Found
    sources: Sequence[Source]
    free: int = 0


class Matcher:
    """Reads topics and searches one store."""

    def __init__(self, store: Store, names: StoreNamer) -> None:
        self._store = store
        self._names = names

    async def read(self, ask: Ask) -> Asked:
        """A topic as typed."""
        return read_topic(ask, await self._names.current())

    async def all_of(self, ask: Ask, limit: int) -> Matches:
        """The articles that have every concept of the topic, newer ones lifted."""
        return await self._with_articles(await self._all_of(ask, limit, RECENCY))

    async def hits_of(self, ask: Ask, limit: int) -> Matches:
        """The same without reading them, and with none lifted for being new."""
        return await self._all_of(ask, limit, 0.0)

    async def _all_of(self, ask: Ask, limit: int, recency: float) -> Matches:
        asked = _lifted(await self.read(ask), recency)
        found = await self._mended(asked, ask, limit)
        if not found.found.total and any(concept.exact for concept in asked.query.concepts):
            loose = _lifted(await self.read(replace(ask, topic=ask.topic.replace('"', " "))), recency)
            loosely = await self._mended(replace(loose, notes=(*loose.notes, LOOSELY)), ask, limit)
            found = loosely if loosely.found.total else found
        return found if found.found.total else await self._unlimited(found, ask)

    async def any_of(self, ask: Ask, limit: int) -> Matches:
        """The articles that have any word of the topic, best first, as in every search box."""
        asked = await self.read(ask)
        found = await self._mended(replace(asked, query=replace(asked.query, need="any")), ask, limit)
        return await self._with_articles(found) if found.found.total else await self._unlimited(found, ask)

    async def _mended(self, asked: Asked, ask: Ask, limit: int) -> Matches:
        """Search; where nothing is found, again with words of no article replaced by their neighbours."""
        if not asked.query.concepts:
            raise UserError(NO_WORD)
        found = await self._store.find(asked.query, limit)
        if not found.total and (mended := await mend(asked, ask.topic, self._store, await self._names.current())):
            kept = replace(mended.query, need=asked.query.need, recency=asked.query.recency)
            again = await self._store.find(kept, limit)
            # A name that no article has is not to be called a slip of another word that leads nowhere either.
            if again.total or await self._leads_somewhere(kept):
                asked, found = replace(mended, query=kept), again
        return Matches(asked, found, ())

    async def _with_articles(self, matches: Matches) -> Matches:
        """The same with its articles read against the topic."""
        hits = matches.found.hits
        articles = await self._store.articles([hit.article for hit in hits])
        scores = {hit.article: hit.score for hit in hits}
        topic = Topical(matches.asked.query.concepts)
        sources = sources_of(articles, [scores[stored.number] for stored in articles], topic)
        return replace(matches, sources=sources)

    async def _leads_somewhere(self, query: Query) -> bool:
        """Whether there is anything at all, limits aside."""
        return (await self._store.find(replace(query, since=None, until=None, source=None), 1)).total > 0

    async def _unlimited(self, matches: Matches, ask: Ask) -> Matches:
        """Nothing was found: say what there would be without the limits that were set."""
        limits = {"since": ask.since, "until": ask.until, "source": ask.source}
        given = [f"{name}:{value}" for name, value in limits.items() if value]
        if not given:
            return matches
        asked = matches.asked
        free = await self._store.find(replace(asked.query, since=None, until=None, source=None), 1)
        note = f"Without {' '.join(given)}: {count(free.total, 'article')}."
        return replace(matches, asked=replace(asked, notes=(*asked.notes, note)), free=free.total)


def _lifted(asked: Asked, recency: float) -> Asked:
    return replace(asked, query=replace(asked.query, recency=recency))
