"""From an address to its documents: a page is one, a feed, a sitemap or a list of feeds leads to many.

What an address is, its bytes tell, not its name. A page behind a feed or a sitemap is fetched once: what the store has
already is left alone, so that the same call again goes on where an earlier one stopped.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.core.article import RawDocument
from bot.core.errors import DocumentError, FetchError
from bot.core.ports import Fetch, Fetched, Fetcher
from bot.services.ingesting import Report
from bot.services.leads import PDF, feed_of, is_front, kind_of, listed_in, of_entry, of_page, pdf_of, status_words
from bot.sources.decode import decode
from bot.sources.discovery import canonical_address, feeds_in
from bot.sources.feeds import Feed, documents_of
from bot.sources.found import Found, Skipped
from bot.sources.opml import read_opml
from bot.sources.page import read_page
from bot.sources.sitemaps import read_sitemap

AT_ONCE = 16
DEEPEST = 2  # a list of feeds, or an index of sitemaps, leads to feeds and sitemaps, and no further


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Fetches what addresses lead to. `stored` says whether an address is in the store already."""

    fetcher: Fetcher
    stored: Callable[[str], Awaitable[int | None]]
    report: Report

    async def gather(self, address: str, depth: int = 0) -> AsyncIterator[Found]:
        """Every document that an address leads to, and one line on each that cannot be had."""
        try:
            async for found in self._read(await self._get(Fetch(address)), address, depth):
                yield found
        except (FetchError, DocumentError) as problem:
            yield Skipped(address, str(problem).removeprefix(f"{address}: "), failed=True)

    async def gather_list(self, name: str, data: bytes) -> AsyncIterator[Found]:
        """What the feeds of a list in a file lead to."""
        try:
            listed = read_opml(data)
        except DocumentError as problem:
            yield Skipped(name, str(problem), failed=True)
            return
        for note in listed.notes:
            yield Skipped(name, note, failed=False)
        async for found in merged([self.gather(feed.url, 1) for feed in listed.feeds]):
            yield found

    async def _get(self, request: Fetch) -> Fetched:
        answer = await self.fetcher.fetch(request)
        if answer.status != 200:
            raise FetchError(status_words(answer))
        return answer

    async def _read(self, answer: Fetched, address: str, depth: int) -> AsyncIterator[Found]:
        if answer.body.startswith(PDF):
            for document in pdf_of(answer):
                yield document
            return
        reader = kind_of(answer)
        if reader == "feed":
            async for found in self._entries(feed_of(answer), address):
                yield found
        elif reader == "page":
            async for found in self._page(answer, depth):
                yield found
        elif depth < DEEPEST:
            async for found in self._many(answer, reader, depth):
                yield found
        else:
            raise DocumentError("leads too deep; name it by itself")

    async def _page(self, answer: Fetched, depth: int) -> AsyncIterator[Found]:
        """The page itself, or for a site's front page the feed that it names."""
        page = decode(answer.body, answer.charset)
        feeds = feeds_in(page, answer.url) if is_front(answer.url) and depth < DEEPEST else ()
        if feeds:
            async for found in self.gather(feeds[0].url, DEEPEST):
                yield found
            return
        for document in read_page(answer.body, answer.url):
            yield replace(document, html=page, url=canonical_address(page, answer.url))

    async def _many(self, answer: Fetched, kind: str, depth: int) -> AsyncIterator[Found]:
        """What a list of feeds, a sitemap or an index of sitemaps leads to."""
        leads = listed_in(answer) if kind == "opml" else read_sitemap(answer.body, answer.url, answer.content_type)
        for note in leads.notes:
            yield Skipped(answer.url, note, failed=False)
        walks = [self.gather(address, depth + 1) for address in leads.sitemaps]
        async for found in merged([*walks, *(self._behind(page.url, of_page(page)) for page in leads.pages)]):
            yield found

    async def _entries(self, feed: Feed, address: str) -> AsyncIterator[Found]:
        for note in feed.notes:
            yield Skipped(address, note, failed=False)
        for document in documents_of(feed, address):
            yield document
        behind = [
            self._behind(entry.url, of_entry(entry, feed)) for entry in feed.entries if entry.url and entry.needs_page
        ]
        async for found in merged(behind):
            yield found

    async def _behind(self, url: str, known: RawDocument) -> AsyncIterator[Found]:
        """The page behind a link, with what the link's own list says of it."""
        if await self.stored(url) is not None:
            self.report.unchanged += 1
            return
        try:
            answer = await self._get(Fetch(url, kinds=("page", "pdf"), page=True))
            if answer.body.startswith(PDF):
                for found in pdf_of(answer):
                    yield found
                return
            page = decode(answer.body, answer.charset)
            yield replace(known, location=url, html=page, url=canonical_address(page, answer.url))
        except (FetchError, DocumentError) as problem:
            yield Skipped(url, str(problem).removeprefix(f"{url}: "), failed=True)


async def merged(walks: Sequence[AsyncIterator[Found]]) -> AsyncIterator[Found]:
    """What these walks find, a few of them at a time, each as soon as it is there."""
    queue: asyncio.Queue[Found | None] = asyncio.Queue(AT_ONCE)
    waiting = iter(walks)

    async def walk() -> None:
        for each in waiting:
            async for found in each:
                await queue.put(found)
        await queue.put(None)

    tasks = [asyncio.create_task(walk()) for _ in range(min(AT_ONCE, len(walks)))]
    try:
        running = len(tasks)
        while running:
            found = await queue.get()
            if found is None:
                running -= 1
            else:
                yield found
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def walked(found: AsyncIterator[Found], loop: asyncio.AbstractEventLoop) -> Iterator[Found]:
    """The same for a reader in another thread, while the loop runs in its own."""

    async def following() -> Found | None:
        return await anext(found, None)

    while (item := asyncio.run_coroutine_threadsafe(following(), loop).result()) is not None:
        yield item
