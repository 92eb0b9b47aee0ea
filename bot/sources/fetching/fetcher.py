"""One request from the address to the bytes: each step of a redirect is checked as if it were the first.

    read_target -> guard -> robots -> turn -> connection to a checked address -> head -> body
        ^                                                                          |
        └──────────────────────────────── redirect ────────────────────────────────┘

Nothing is sent that could be of use to anybody else: no cookies, no credentials, no proxies from the environment.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import aiohttp

from bot import __version__
from bot.core.errors import FetchError
from bot.core.ports import Fetch, Fetched
from bot.sources.fetching.bodies import Bodies
from bot.sources.fetching.failures import FAILURES, failure
from bot.sources.fetching.guard import Allowance, Guard, GuardedResolver, Lookup, nothing_more
from bot.sources.fetching.heads import freshness, media_type, redirect, retry_after, validator
from bot.sources.fetching.kinds import check_kind
from bot.sources.fetching.limits import KILOBYTE, Limits, Room
from bot.sources.fetching.robots import Robots
from bot.sources.fetching.targets import Redirect, Target, Trail, read_target, shown
from bot.sources.fetching.turns import Turns
from bot.sources.fetching.unpacking import ACCEPTED

AGENT = "Sitrep"
READ_BYTES = 64 * KILOBYTE


def user_agent(contact: str | None = None) -> str:
    """Who we are, to sites; `contact` is a page or an address where their keepers can reach ours."""
    return f"{AGENT}/{__version__} (+{contact})" if contact else f"{AGENT}/{__version__} (briefing bot)"


class GuardedFetcher:
    """A `Fetcher` for the real network. Made inside a running loop; `close` it, or use it as `async with`.

    `private` opens addresses of one's own network; `allow` opens single services and `lookup` stands for the name
    servers, both for tests.
    """

    def __init__(
        self,
        *,
        private: bool = False,
        contact: str | None = None,
        limits: Limits | None = None,
        allow: Allowance = nothing_more,
        lookup: Lookup | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._guard = Guard(private, allow)
        self._resolver = GuardedResolver(self._guard, lookup)
        self._session = _session(self._guard, self._resolver, self._limits, user_agent(contact))
        self._bodies = Bodies(self._limits)
        self._turns = Turns(self._limits)
        self._robots = Robots(self._load_robots, AGENT, self._limits)

    async def __aenter__(self) -> Self:
        """Itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes."""
        await self.close()

    async def close(self) -> None:
        """Let go of all connections; nothing may be fetched afterwards."""
        await self._session.close()
        await self._resolver.close()

    async def fetch(self, request: Fetch) -> Fetched:
        """What the address answers; raises `FetchError` with one line that begins with the address."""
        try:
            return await self._follow(request, self._limits.room(request.kinds))
        except FetchError as problem:
            failed = type(problem)(f"{shown(request.url)}: {problem}")
        raise failed  # out here it holds on to no frame of the request, with all that was read

    async def _load_robots(self, address: str) -> Fetched:
        return await self._follow(Fetch(address), Room(self._limits.robots_bytes, cut=True))

    async def _follow(self, request: Fetch, room: Room) -> Fetched:
        """Go from redirect to redirect within `whole_seconds`."""
        clock = asyncio.get_running_loop().time
        trail, left = Trail(read_target(request.url)), self._limits.whole_seconds
        while True:
            pause = await self._admit(trail, page=request.page)
            async with self._turns.turn(trail.at.host, pause, onward=bool(trail.seen)):
                begun = clock()
                outcome = await self._visit(trail, request, left, room)
                left -= clock() - begun
            if isinstance(outcome, Fetched):
                good = outcome.status < 300 or outcome.status == 304
                return replace(outcome, moved=trail.moved if good else None)
            trail = trail.follow(outcome, self._limits.redirects)

    async def _admit(self, trail: Trail, *, page: bool) -> float:
        """Whether the next step may be taken, by our rules and the site's, and the pause that is due after it."""
        try:
            self._guard.check_target(trail.at)
            asked = await self._robots.admit(trail.at) if page else 0.0
        except FetchError as problem:
            raise _on_the_way(trail, problem) from None
        return max(asked, self._limits.pause_seconds)

    async def _visit(self, trail: Trail, request: Fetch, left: float, room: Room) -> Fetched | Redirect:
        try:
            async with asyncio.timeout(left):
                return await self._exchange(trail.at, request, room)
        except FetchError as problem:
            raise _on_the_way(trail, problem) from None
        except FAILURES as problem:
            raise _on_the_way(trail, FetchError(failure(problem, self._limits))) from None

    async def _exchange(self, target: Target, request: Fetch, room: Room) -> Fetched | Redirect:
        response = await self._answer(target, request)
        async with response:
            now = datetime.now(UTC)
            onward = redirect(response.status, response.headers)
            if onward is not None:
                return onward
            content_type, charset = media_type(response.headers)
            body = b""
            if 200 <= response.status < 300:
                check_kind(content_type, request.kinds)
                body = await self._bodies.read(response, room)
            return Fetched(
                url=str(target.url),
                status=response.status,
                body=body,
                content_type=content_type,
                charset=charset,
                etag=validator(response.headers, "ETag"),
                modified=validator(response.headers, "Last-Modified"),
                expires=freshness(response.headers, now),
                retry_after=retry_after(response.headers, now),
            )

    async def _answer(self, target: Target, request: Fetch) -> aiohttp.ClientResponse:
        """The head of the answer; its body is still to come."""
        headers = {"If-None-Match": request.etag, "If-Modified-Since": request.modified}
        asked = {name: value for name, value in headers.items() if value}
        try:
            async with asyncio.timeout(self._limits.answer_seconds):
                return await self._session.get(target.url, headers=asked, allow_redirects=False)
        except aiohttp.ServerTimeoutError:
            raise
        except TimeoutError:
            raise FetchError(f"it gave no answer within {self._limits.answer_seconds:g} s") from None


def _on_the_way(trail: Trail, problem: FetchError) -> FetchError:
    """The problem, with where it was met if that is not where we began."""
    return type(problem)(f"it leads to {shown(str(trail.at.url))}: {problem}") if trail.seen else problem


def _session(guard: Guard, resolver: GuardedResolver, limits: Limits, agent: str) -> aiohttp.ClientSession:
    connector = aiohttp.TCPConnector(
        resolver=resolver, use_dns_cache=False, socket_factory=guard.open_socket, limit=0, limit_per_host=0
    )
    times = aiohttp.ClientTimeout(
        total=None, connect=None, sock_connect=limits.connect_seconds, sock_read=limits.read_seconds
    )
    return aiohttp.ClientSession(
        connector=connector,
        timeout=times,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": agent, "Accept-Encoding": ACCEPTED},
        auto_decompress=False,
        read_bufsize=READ_BYTES,
        max_line_size=limits.header_bytes,
        max_field_size=limits.header_bytes,
        max_headers=limits.headers,
    )
