"""The site of `feeds.py`: thousands of feeds by as many host names on one loopback port, a tenth of them bad.

Of ten feeds one is bad, in turn: slow, broken, moved for good, or without end. Every hundredth good feed brings a new
article in each round. `/round` begins a round; `/tally` says what was asked since the last one.
"""

from __future__ import annotations

import asyncio
import html
import json
import sys
from collections import Counter
from contextlib import suppress

from aiohttp import web
from corpus import Generator

ENTRIES = 2
CHANGES = 50  # of so many feeds one has something new in each round
SLOW_SECONDS = 5.0
BAD = ("slow", "broken", "moved", "endless")


def kind_of(number: int) -> str:
    """What is wrong with this feed, if anything is."""
    return BAD[number // 10 % len(BAD)] if number % 10 == 0 else "good"


class Site:
    """The feeds, and what was asked of them."""

    def __init__(self, count: int) -> None:
        self.round = 0
        self.tally: Counter[str] = Counter()
        self.asked: Counter[int] = Counter()
        self.texts = [article["text"] for article in Generator(3).articles(count * ENTRIES + 40 * count // CHANGES)]
        self.count = count

    def version(self, number: int) -> int:
        """How often this feed has changed."""
        return self.round if number % CHANGES == 1 else 0

    def feed(self, number: int) -> bytes:
        """The feed as it is now, the newest entry first."""
        changed = self.version(number)
        places = [number * ENTRIES + entry for entry in range(ENTRIES)]
        news = [self.count * ENTRIES + (turn * self.count + number) // CHANGES for turn in range(changed, 0, -1)]
        items = "".join(self.entry(number, place) for place in [*news, *places][:10])
        head = '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        return f"{head}<channel><title>Paper {number}</title>{items}</channel></rss>".encode()

    def entry(self, number: int, place: int) -> str:
        """One article, whole."""
        text = "".join(f"<p>{html.escape(part)}</p>" for part in self.texts[place].split("\n\n"))
        link = f"http://f{number}.test/{place}"
        return (
            f"<item><title>Report {place} of paper {number}</title><link>{link}</link>"
            f"<content:encoded>{html.escape(text)}</content:encoded></item>"
        )

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """One request."""
        if request.path == "/round":
            self.round, self.tally, self.asked = self.round + 1, Counter(), Counter()
            return web.Response(text="ok")
        if request.path == "/tally":
            most = max(self.asked.values(), default=0)
            return web.json_response({"statuses": self.tally, "sources": len(self.asked), "most": most})
        number = int(request.host.partition(".")[0].removeprefix("f"))
        kind = kind_of(number)
        if request.path == "/feed" or kind != "moved":
            self.asked[number] += 1
        return await self.served(request, number, kind)

    async def served(self, request: web.Request, number: int, kind: str) -> web.StreamResponse:
        """As this feed does it."""
        if kind == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        if kind == "broken":
            status, body = (500, b"") if number % 80 == 10 else (200, b"<table><item>\x00<<")
            return self.counted(web.Response(status=status, body=body, content_type="text/xml"), "broken")
        if kind == "moved" and request.path == "/feed":
            return self.counted(web.Response(status=301, headers={"Location": "/feeds/all.xml"}), "301")
        if kind == "endless":
            return await self.endless(request)
        tag = f'"{number}-{self.version(number)}"'
        if request.headers.get("If-None-Match") == tag:
            return self.counted(web.Response(status=304, headers={"ETag": tag}), "304")
        body = await asyncio.to_thread(self.feed, number)
        return self.counted(web.Response(body=body, content_type="application/rss+xml", headers={"ETag": tag}), "200")

    def counted(self, response: web.Response, status: str) -> web.Response:
        """The same, noted."""
        self.tally[status] += 1
        return response

    async def endless(self, request: web.Request) -> web.StreamResponse:
        """A body that never ends."""
        self.tally["endless"] += 1
        response = web.StreamResponse(headers={"Content-Type": "text/xml"})
        await response.prepare(request)
        await response.write(b"<rss><channel>")
        with suppress(ConnectionError):
            while True:
                await response.write(b"<item>" * 10_000)
        return response


async def serve(count: int) -> None:
    """Serve until the other end goes; the port is printed."""
    site = Site(count)
    application = web.Application()
    application.router.add_get("/{path:.*}", site.answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    print(json.dumps({"port": runner.addresses[0][1]}), flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
