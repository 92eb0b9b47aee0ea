"""A first look at an address: what it is, where it lives, and what of it is worth following."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.errors import DocumentError, FetchError
from bot.core.following import SourceKind
from bot.core.ports import Fetch, Fetched, Fetcher
from bot.services.leads import AnswerKind, is_front, status_words
from bot.services.reading import Body, Reading
from bot.services.standby import Standby

KINDS: dict[AnswerKind, SourceKind | None] = {"feed": "feed", "page": "page", "sitemap": "sitemap", "opml": None}


class Refusal(FetchError):
    """A site answered, but with no document; `answer` says for how long it wants to be left alone, or for ever."""

    def __init__(self, address: str, answer: Fetched) -> None:
        super().__init__(f"{address}: {status_words(answer)}")
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen. `place` is where it is to be asked from now on; a list of feeds is no kind of source."""

    place: str
    kind: SourceKind | None
    answer: Fetched
    reading: Reading


class Looker:
    """Fetches an address and has a worker read it."""

    def __init__(self, fetcher: Fetcher, standby: Standby) -> None:
        self.fetcher = fetcher
        self._standby = standby

    async def look(self, address: str) -> Look:
        """What is there; raises `FetchError` or `DocumentError`, whose text begins with the address.

        A site's front page that names a feed leads to that feed.
        """
        first = await self._look(address)
        if first.kind == "page" and first.reading.named and is_front(first.answer.url):
            found = await self._look(first.reading.named[0])
            if found.kind != "feed":
                raise DocumentError(
                    f"{address}: names a feed, {found.place}, which is none; give the feed's own address"
                )
            return found
        return first

    async def _look(self, address: str) -> Look:
        answer = await self.fetcher.fetch(Fetch(address))
        if answer.status != 200:
            raise Refusal(address, answer)
        place = answer.moved or address
        reading = await self.read(Body(answer, place))
        return Look(place, KINDS[reading.kind], answer, reading)

    async def read(self, body: Body) -> Reading:
        """What a body holds; raises `DocumentError` where it cannot be read."""
        (reading,) = await self._standby.each([body])
        if isinstance(reading, Reading):
            return reading
        raise DocumentError(f"{body.location}: {getattr(reading, 'reason', 'it cannot be read')}")
