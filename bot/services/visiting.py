"""One visit to a followed source on the web: asked conditionally, read by a worker, what is new taken in.

place -> 304, or the body that is known -> nothing to do
      -> a body -> worker -> whole documents ─────────────┐
                         -> links -> unseen -> their pages ┴-> Receiver
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.core.article import RawDocument
from bot.core.errors import DocumentError, FetchError, FetchRefused
from bot.core.following import Followed, SourceKind, Tried, Validators
from bot.core.ports import DocumentKind, Fetch, Fetched
from bot.core.register import Register
from bot.services.leads import status_words
from bot.services.looking import Look, Looker, Refusal
from bot.services.reading import Body, Reading
from bot.services.receiving import Received, Receiver

# Bodies that are read or taken in at once, so that the memory for them has a bound.
TAKEN_AT_ONCE = 32
# Links of one visit whose pages are fetched; the newest first, the others at the next visits.
PAGES = 50
PAGES_AT_ONCE = 10
LISTS = 50
LARGE = 1_000_000
GONE_FOR, TIRED_FOR = timedelta(days=30), timedelta(hours=6)
WANTED: dict[SourceKind | None, tuple[DocumentKind, ...]] = {"feed": ("feed", "page"), "page": ("page", "pdf", "text")}
NO_SOURCE = "is a list of feeds; follow them with /admin add, or name the feeds themselves in SOURCES"

log = structlog.get_logger()


def told_by(answer: Fetched) -> Tried | None:
    """What the head of an answer says already; null where its body must be read."""
    if answer.status == 304:
        return Tried("same", fresh=answer.expires, moved=answer.moved)
    if answer.status == 200:
        return None
    return Tried("gone" if answer.status == 410 else "failed", reason_of(answer), wait=answer.retry_after)


def reason_of(answer: Fetched) -> str:
    """A refusal in a few words."""
    known = {401, 403, 404, 410}
    return status_words(answer) if answer.status in known else f"status {answer.status}"


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of it: the source with all that was learned but its health, and the outcome."""

    source: Followed
    tried: Tried


class Visitor:
    """Visits sources, any number at once."""

    def __init__(self, looker: Looker, receiver: Receiver, register: Register, clock: Callable[[], datetime]) -> None:
        self._looker = looker
        self._receiver = receiver
        self._register = register
        self._clock = clock
        self._taking = asyncio.Semaphore(TAKEN_AT_ONCE)

    async def visit(self, source: Followed) -> Visit:
        """Ask a source; its own troubles are an outcome, those of the store are raised."""
        return await _outcome(source, self._first(source) if source.kind is None else self._again(source))

    async def begin(self, source: Followed, look: Look) -> Visit:
        """The first visit, by what a look has brought."""
        return await _outcome(source, self._begin(source, look))

    async def _first(self, source: Followed) -> Visit:
        try:
            look = await self._looker.look(source.place)
        except Refusal as problem:
            told = told_by(problem.answer)
            if told is None or told.outcome == "same":
                raise
            return Visit(source, told)
        return await self._begin(source, look)

    async def _begin(self, source: Followed, look: Look) -> Visit:
        if look.kind is None:
            return Visit(source, Tried("failed", NO_SOURCE))
        known = replace(source, kind=look.kind, place=look.place)
        return await self._take(known, look.answer, look.reading, await _digest(look.answer.body))

    async def _again(self, source: Followed) -> Visit:
        marks = source.validators
        asked = Fetch(source.place, marks.etag, marks.modified, WANTED.get(source.kind, ()))
        answer = await self._looker.fetcher.fetch(asked)
        told = told_by(answer)
        if told is not None:
            return Visit(source, told)
        digest = await _digest(answer.body)
        if digest == marks.digest:
            same = replace(source, validators=Validators(answer.etag, answer.modified, digest))
            return Visit(same, Tried("same", fresh=answer.expires, moved=answer.moved))
        async with self._taking:
            reading = await self._looker.read(Body(answer, source.place))
        if reading.kind != source.kind:
            raise DocumentError(f"is a {reading.kind} now and no {source.kind}; add it again")
        return await self._take(source, answer, reading, digest)

    async def _take(self, source: Followed, answer: Fetched, reading: Reading, digest: str) -> Visit:
        async with self._taking:
            received = await self._receiver.receive(reading.documents)
        if source.kind == "page" and received.failed:
            raise DocumentError(received.failed[0].reason)
        links = [*reading.links, *await self._listed(reading.lists)]
        behind, left = await self._behind(links)
        received += behind
        for item in received.failed:
            log.info(
                "not taken in", action="not_taken", source=source.address, document=item.source, reason=item.reason
            )
        # What is left would be forgotten if the same list were known the next time.
        marks = Validators() if left else Validators(answer.etag, answer.modified, digest)
        learned = replace(
            source,
            title=reading.title or source.title,
            publisher=received.publisher or source.publisher,
            hint=reading.hint,
            validators=marks,
        )
        some = bool(received.new or left)
        tried = Tried("new" if some else "same", fresh=answer.expires, moved=answer.moved, articles=received.added)
        return Visit(learned, tried)

    async def _listed(self, lists: Sequence[str]) -> list[RawDocument]:
        """The pages of the sitemaps that an index leads to, one sitemap after the other."""
        links: list[RawDocument] = []
        for address in lists[:LISTS]:
            try:
                answer = await self._looker.fetcher.fetch(Fetch(address))
                if answer.status == 200:
                    links += (await self._looker.read(Body(answer, address))).links
            except (FetchError, DocumentError) as problem:
                log.info("sitemap not read", action="sitemap_failed", source=address, reason=str(problem))
        return links

    async def _behind(self, links: Sequence[RawDocument]) -> tuple[Received, bool]:
        """The pages behind new links, and whether links are left for another time."""
        known = {link.location: link for link in links}
        unseen = await self._register.unseen(tuple(known), self._clock()) if known else ()
        received = Received()
        for at in range(0, min(PAGES, len(unseen)), PAGES_AT_ONCE):
            received += await self._pages([known[url] for url in unseen[at : min(at + PAGES_AT_ONCE, PAGES)]])
        return received, len(unseen) > PAGES

    async def _pages(self, links: Sequence[RawDocument]) -> Received:
        """A few pages, fetched one after the other as is due to their site, and taken in together."""
        documents: list[RawDocument] = []
        fruitless: dict[str, datetime] = {}
        for link in links:
            try:
                documents += (await self._page(link)).documents
            except (FetchError, DocumentError) as problem:
                fruitless[link.location] = self._clock() + _rest(problem)
                log.info("page not taken in", action="page_failed", source=link.location, reason=str(problem))
        async with self._taking:
            received = await self._receiver.receive(documents)
        fruitless |= {item.source: self._clock() + GONE_FOR for item in received.failed}
        if fruitless:
            await self._register.pass_over(fruitless)
        return received

    async def _page(self, link: RawDocument) -> Reading:
        answer = await self._looker.fetcher.fetch(Fetch(link.location, kinds=("page", "pdf"), page=True))
        if answer.status != 200:
            kind = DocumentError if answer.status in {404, 410} else FetchError
            raise kind(reason_of(answer))
        return await self._looker.read(Body(answer, link.location, link))


def _rest(problem: FetchError | DocumentError) -> timedelta:
    """How long a link is left alone: what cannot be read now may be better later, what is not there will not."""
    return GONE_FOR if isinstance(problem, DocumentError | FetchRefused) else TIRED_FOR


async def _digest(body: bytes) -> str:
    """SHA-256 in hex; of a large body it takes longer than anybody who asks should wait."""
    if len(body) < LARGE:
        return hashlib.sha256(body).hexdigest()
    return await asyncio.to_thread(lambda: hashlib.sha256(body).hexdigest())


async def _outcome(source: Followed, visit: Coroutine[Any, Any, Visit]) -> Visit:
    """The visit, or what went wrong with the source."""
    try:
        return await visit
    except (FetchError, DocumentError) as problem:
        return Visit(source, Tried("failed", _bare(problem, source)))


def _bare(problem: Exception, source: Followed) -> str:
    """The problem without the address that stands before it."""
    return " ".join(str(problem).split()).removeprefix(f"{source.place}: ").removeprefix(f"{source.address}: ")[:300]
