"""Building a new index beside the one that is served, from the stored documents, and swapping it in.

It runs in a process of its own. Everything about a build is in the store, so that a kill at any moment costs the few
articles at hand: whoever comes next goes on from there. What was prepared is proved by the workers that prepared it.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.core.article import Prepared
from bot.core.errors import BuildLost, UserError
from bot.core.renewal import Account, Build, Ending, Failure, Page, Phase, Renewable, Renewal, Selection, Task
from bot.services.judging import poverty
from bot.services.preparing import CHUNK, Trouble
from bot.services.repreparing import Outcome, Renewed, Renewers

AT_ONCE = 24
AHEAD = 48
END = 2**62
BEAT_SECONDS = 2.0
LEASE = timedelta(seconds=30)
LISTED = 40


def is_alive(build: Build, now: datetime) -> bool:
    """Whether somebody is at work on a build; a process that is known to be gone is not."""
    if build.owner is None or now - build.beat > LEASE:
        return False
    host, _, rest = build.owner.partition("/")
    return host != socket.gethostname() or _exists(int(rest.partition("/")[0]))


def _exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


async def clear(store: Renewable) -> None:
    """Remove what is no longer served, a little at a time, and rest between, so that others can write."""
    began = time.monotonic()
    while await store.sweep_old():
        await asyncio.sleep(time.monotonic() - began)
        began = time.monotonic()


class Builder:
    """Builds one index to its end; `told` hears how far it is, `workshop` makes so many workers."""

    def __init__(
        self,
        store: Renewable,
        fingerprint: str,
        workshop: Callable[[int | None], Renewers],
        told: Callable[[Account], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._fingerprint = fingerprint
        self._workshop = workshop
        self._told = told
        self._owner = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"
        self._turn = asyncio.Lock()
        self._account = Account()
        self._paused = False
        self._position = 1
        self._started = datetime.now(UTC)
        self._pace = Pace()

    async def run(self, selection: Selection | None = None, *, force: bool = False) -> Renewal:
        """Build and swap; null goes on with a build that was interrupted, or takes what an older pipeline prepared.

        `force` swaps in a set that is far poorer than the old one, but never one with a fact that does not hold.
        """
        await self._claim(selection)
        try:
            async with self._beating():
                jobs = await self._jobs()
                return await (self._finish(force, jobs) if jobs != 0 else self._drop("done", None))
        except Cancelled:
            return await self._release("cancelled", None)
        except Unproved as problem:
            return await self._drop("refused", str(problem))

    async def _claim(self, wanted: Selection | None) -> None:
        while True:
            await clear(self._store)
            seen = await self._store.build()
            if seen and is_alive(seen, datetime.now(UTC)):
                raise UserError("A reindex is under way; `status` tells how far it is.", "/admin reindex")
            selection = wanted or (seen.selection if seen else Selection())
            build = await self._store.take_build(self._owner, seen, self._fingerprint, selection)
            if build:
                self._account, self._position, self._started = build.account, build.position, build.started
                self._pace = Pace(done=build.account.done)
                return

    async def _jobs(self) -> int | None:
        """How many workers it takes, null for one a core; 0 where a copy of what is served would come out."""
        page = await self._store.tasks(1, CHUNK + 1)
        found = len(page.tasks) if page else 0
        if not found and self._position == 1:
            return 0
        return 1 if found <= CHUNK else None

    async def _finish(self, force: bool, jobs: int | None) -> Renewal:
        async with self._workshop(jobs) as workers:
            await self._prepare(workers)
        await self._beat("checking")
        gaps = await self._store.gaps()
        if gaps:
            return await self._drop("refused", f"the new index is not whole: {'; '.join(gaps)}")
        poor = poverty(self._account)
        if poor and not force:
            return await self._release("poor", f"the new index is far poorer than the old one: {poor}")
        await self._beat("checking")
        if self._paused:
            raise Cancelled
        renewal = await self._renewal("done", None)
        if not await self._store.swap(self._owner, renewal):
            raise BuildLost("articles came in that the new index does not have; run `reindex` again")
        await clear(self._store)
        return renewal

    async def _prepare(self, workers: Renewers) -> None:
        """Put every article into the build, those that are chosen prepared anew."""
        tasks = Ahead(self._store, self._position, asyncio.get_running_loop())
        batch: list[tuple[Task, Outcome | Trouble]] = []
        async for task, result in workers.map(tasks):
            if batch and task.number - batch[0][0].number >= AT_ONCE:
                await self._put(batch)
                batch = []
            batch.append((task, result))
        if batch:
            await self._put(batch)
        await self._carry(END)

    async def _put(self, batch: Sequence[tuple[Task, Outcome | Trouble]]) -> None:
        """Write a batch whose numbers fit into one step, after those before it that stay as they are."""
        await self._carry(batch[0][0].number)
        renewed = {task.number: result for task, result in batch if isinstance(result, Renewed)}
        failures = [Failure(task.number, result.reason) for task, result in batch if not isinstance(result, Renewed)]
        for number, result in renewed.items():
            if result.broken:
                raise Unproved(f"a fact of article {number} does not hold: {result.broken[0]}")
        kept = [task.before for task, result in batch if not isinstance(result, Renewed)]
        account = replace(
            self._account,
            prepared=self._account.prepared + len(renewed),
            failed=self._account.failed + len(failures),
            before=sum((task.before for task, _ in batch), self._account.before),
            after=sum((*kept, *(result.after for result in renewed.values())), self._account.after),
        )
        prepared = {number: result.prepared for number, result in renewed.items()}
        await self._advance(batch[-1][0].number + 1, account, prepared, failures)

    async def _carry(self, upto: int) -> None:
        """Take articles over as they are, and rest as long as that took, so that others can write."""
        while self._position < upto:
            began = time.monotonic()
            await self._advance(upto, self._account, {}, ())
            await asyncio.sleep(time.monotonic() - began)

    async def _advance(
        self, upto: int, account: Account, prepared: dict[int, Prepared], failures: Sequence[Failure]
    ) -> None:
        async with self._turn:
            rated = replace(account, rate=self._pace.rate(account.done))
            self._hear(await self._store.advance(self._owner, upto, prepared, failures, rated))
        if self._paused:
            raise Cancelled

    async def _beat(self, phase: Phase) -> None:
        async with self._turn:
            self._account = replace(self._account, phase=phase)
            self._hear(await self._store.beat(self._owner, self._account))

    def _hear(self, build: Build) -> None:
        self._account, self._position, self._paused = build.account, build.position, build.paused
        self._told(build.account)

    @asynccontextmanager
    async def _beating(self) -> AsyncIterator[None]:
        """Tell now and then that we are at work, also while a worker takes long over a document."""

        async def beat() -> None:
            while True:
                await asyncio.sleep(BEAT_SECONDS)
                await self._beat(self._account.phase)

        beating = asyncio.create_task(beat())
        try:
            yield
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)

    async def _renewal(self, ending: Ending, reason: str | None) -> Renewal:
        account, failures = self._account, await self._store.build_failures()
        kept = max(account.done - account.prepared, 0)
        return Renewal(ending, self._started, account.prepared, kept, account.failed, tuple(failures[:LISTED]), reason)

    async def _release(self, ending: Ending, reason: str | None) -> Renewal:
        renewal = await self._renewal(ending, reason)
        await self._store.leave_build(self._owner, renewal)
        return renewal

    async def _drop(self, ending: Ending, reason: str | None) -> Renewal:
        renewal = await self._renewal(ending, reason)
        await self._store.drop_build(self._owner, renewal)
        await clear(self._store)
        return renewal


class Cancelled(Exception):
    """Somebody asked the build to stop."""


class Unproved(Exception):
    """A fact that was prepared does not hold."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a run is, from how many articles were done when it began."""

    done: int = 0
    began: float = field(default_factory=time.monotonic)

    def rate(self, done: int) -> float:
        """Articles a second since then."""
        return (done - self.done) / max(time.monotonic() - self.began, 0.001)


@dataclass(frozen=True, slots=True)
class Ahead:
    """The articles to be prepared, from a position on; walked in a thread, a page at a time."""

    store: Renewable
    position: int
    loop: asyncio.AbstractEventLoop

    def __iter__(self) -> Iterator[Task]:
        position = self.position
        while page := self._page(position):
            yield from page.tasks
            position = page.upto

    def _page(self, position: int) -> Page | None:
        return asyncio.run_coroutine_threadsafe(self.store.tasks(position, AHEAD), self.loop).result()
