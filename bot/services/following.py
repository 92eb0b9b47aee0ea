"""Following sources: whoever is due is claimed from the store, visited, and what came of it written back.

    claim a few -> a task each -> visit -> after(...) -> settle many at once
         ^                                                   │
         └────────── rest until the next one is due ─────────┘

A claim moves a source's next time ahead before it is asked, so that neither a second process nor the same one after a
kill asks it again within its interval. Visits begin at a steady pace: a night's worth of due sources, or a clock that
was set ahead, must not be felt by those who ask meanwhile.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol
from urllib.parse import urlsplit

import structlog

from bot.core.errors import SitrepError, StoreError
from bot.core.following import Followed, Tried, after, died, spared
from bot.core.register import Notice, Register
from bot.services.looking import Look
from bot.services.visiting import Visit

PLACES = 128
PER_HOST = 4
VISITS_A_SECOND = 50.0
LONGEST_REST, SHORTEST_REST = 10.0, 0.25
SETTLE_SECONDS = 0.5
A_DAY = timedelta(days=1)
COUNT_SECONDS = 30.0

log = structlog.get_logger()


class Visits(Protocol):
    """Asks one kind of source."""

    async def visit(self, source: Followed) -> Visit:
        """What came of asking it now."""


class Beginner(Visits, Protocol):
    """The same for sources on the web, which may have been looked at before they were followed."""

    async def begin(self, source: Followed, look: Look) -> Visit:
        """The first visit, by what the look has brought."""


class Observer(Protocol):
    """What is told of every visit."""

    def visited(self, kind: str, outcome: str, articles: int) -> None:
        """A source was asked."""

    def counted(self, states: Mapping[str, int]) -> None:
        """How many sources are in each state."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is done at once, and how fast; for tests and measuring."""

    places: int = PLACES
    per_host: int = PER_HOST
    visits_a_second: float = VISITS_A_SECOND


@dataclass(frozen=True, slots=True)
class Helpers:
    """Who asks sources on the web and folders, who counts, and who says whom a death concerns."""

    web: Beginner
    folders: Visits
    observer: Observer
    notices_of: Callable[[Followed, datetime], Sequence[Notice]]


class Follower:
    """Follows what the register holds until it is told to stop."""

    def __init__(
        self, register: Register, helpers: Helpers, clock: Callable[[], datetime], pace: Pace | None = None
    ) -> None:
        self._register = register
        self._helpers = helpers
        self._clock = clock
        self._pace = pace or Pace()
        self._under_way: dict[asyncio.Task[None], Followed] = {}
        self._done: list[tuple[Followed, tuple[Notice, ...]]] = []
        self._woken = asyncio.Event()

    @property
    def busy(self) -> bool:
        """Whether any source is being asked."""
        return bool(self._under_way)

    def wake(self) -> None:
        """Look at once whether anything is due."""
        self._woken.set()

    def adopt(self, source: Followed, look: Look) -> None:
        """Take a source that was just entered, and claimed, with what was seen of it."""
        self._start(source, partial(self._helpers.web.begin, source, look))

    async def run(self, stop: asyncio.Event) -> None:
        """Follow until `stop`; what is under way then is given up, and comes again when its lease is over."""
        settling = asyncio.create_task(self._settle_always())
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                try:
                    started = await self.round()
                except Exception:
                    log.exception("a defect in following", action="round_broken")
                    started = 0
                if not started:
                    await self._rest(stopping)
        finally:
            stopping.cancel()
            settling.cancel()
            for task in [*self._under_way]:
                task.cancel()
            await asyncio.gather(settling, stopping, *self._under_way, return_exceptions=True)
            await self.settle()

    async def round(self) -> int:
        """Claim what is due and begin with it; how many were begun."""
        self._woken.clear()
        # Not one source a transaction, nor so many that a stop would have to wait for them to begin.
        some = self._pace.places // 4
        if self._pace.places - len(self._under_way) < some:
            return 0
        hosts = Counter(host_of(source) for source in self._under_way.values())
        try:
            claimed = await self._register.claim(self._clock(), some, self._pace.per_host, hosts)
        except SitrepError as problem:
            log.warning("sources wait", action="claim_failed", problem=str(problem))
            return 0
        busy = {source.number for source in self._under_way.values()}
        for source in claimed:
            if source.number not in busy:
                visits = self._helpers.folders if source.kind == "folder" else self._helpers.web
                self._start(source, partial(visits.visit, source))
                await asyncio.sleep(1 / self._pace.visits_a_second)
        return len(claimed)

    async def _rest(self, stopping: asyncio.Task[bool]) -> None:
        """Until something is due, a place is free, or somebody calls."""
        due = None
        with suppress(SitrepError):
            due = await self._register.next_due()
        wait = (due - self._clock()).total_seconds() if due else LONGEST_REST
        woken = asyncio.create_task(self._woken.wait())
        # The pause is short however far away the next time is: the clock may be set ahead meanwhile.
        await asyncio.wait(
            {woken, stopping}, timeout=min(LONGEST_REST, max(SHORTEST_REST, wait)), return_when=asyncio.FIRST_COMPLETED
        )
        woken.cancel()

    def _start(self, source: Followed, visit: Callable[[], Awaitable[Visit]]) -> None:
        task = asyncio.create_task(self._follow(source, visit))
        self._under_way[task] = source
        task.add_done_callback(self._under_way.pop)

    async def _follow(self, source: Followed, visit: Callable[[], Awaitable[Visit]]) -> None:
        started = time.monotonic()
        try:
            found = await visit()
        except StoreError as problem:
            # The store's own trouble: the source is as it was, and its lease brings it back.
            log.warning("source not taken in", action="visit_failed", source=source.address, problem=str(problem))
            return
        except Exception:
            log.exception("a defect in visiting a source", action="visit_broken", source=source.address)
            found = Visit(source, Tried("failed", "a defect of ours; the log has the details"))
        now = self._clock()
        then = after(found.source, found.tried, now)
        if died(source, then) and found.tried.outcome == "failed" and await self._cut_off(now):
            then = spared(then, now)
        news = tuple(self._helpers.notices_of(then, now)) if died(source, then) else ()
        self._done.append((then, news))
        self._helpers.observer.visited(source.kind or then.kind or "new", found.tried.outcome, found.tried.articles)
        _tell(then, found.tried, time.monotonic() - started)

    async def _cut_off(self, now: datetime) -> bool:
        """Whether of several sources on the web none was well for a day, so that the fault may be on our side."""
        try:
            web, well = await self._register.reached(now - A_DAY)
        except StoreError:
            return True
        return web > 1 and not well

    async def _settle_always(self) -> None:
        counted = 0.0
        while True:
            await asyncio.sleep(SETTLE_SECONDS)
            await self.settle()
            if time.monotonic() - counted > COUNT_SECONDS:
                counted = time.monotonic()
                with suppress(SitrepError):
                    self._helpers.observer.counted(await self._register.states())

    async def settle(self) -> None:
        """Write what has come of visits; what cannot be written is kept for the next time."""
        done, self._done = self._done, []
        if not done:
            return
        try:
            await self._register.settle([source for source, _ in done], [one for _, news in done for one in news])
        except SitrepError as problem:
            self._done = done + self._done
            log.warning("state of sources not written", action="settle_failed", problem=str(problem))
        except Exception:
            # Kept, it would fail for ever; their leases bring these sources back.
            log.exception("a defect in writing the state of sources", action="settle_broken", lost=len(done))


def host_of(source: Followed) -> str:
    """The host that a source is asked of, as the register counts it."""
    if source.kind == "folder":
        return ""
    try:
        return (urlsplit(source.place).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _tell(source: Followed, tried: Tried, seconds: float) -> None:
    about = {"source": source.address, "outcome": tried.outcome, "articles": tried.articles}
    tell = log.debug if tried.outcome == "same" else log.info if tried.outcome == "new" else log.warning
    reason = {"reason": tried.reason, "state": source.health.state} if tried.reason else {}
    next_at = source.health.due.isoformat(timespec="seconds")
    tell("source asked", action="source_asked", **about, **reason, seconds=round(seconds, 3), next=next_at)
