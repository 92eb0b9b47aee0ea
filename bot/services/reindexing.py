"""Reindex from the running bot: the `Reindexer` of `bot.core.stewardship`, over any store.

The work is done by `python -m bot reindex` in a process of its own, so that the bot's loop stays free; how far it is
stands in the store, where every process sees it.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import structlog

from bot.core.errors import StoreError
from bot.core.renewal import Build, Renewable, Renewal, Selection
from bot.core.stewardship import Progress
from bot.services.renewing import clear, is_alive

LOOK_SECONDS = 1.0
PATIENCE_SECONDS = 10.0

log = structlog.get_logger()


class StoreReindexer:
    """Renews one store; `program` is the call that does it, to which the selection is added."""

    def __init__(self, store: Renewable, program: Sequence[str] = (sys.executable, "-m", "bot", "reindex")) -> None:
        self._store = store
        self._program = tuple(program)
        self._child: Child | None = None
        self._seen = False
        self._closing = False
        self._clearing: asyncio.Task[None] | None = None

    async def renew(
        self, selection: Selection | None, told: Callable[[Progress], None], *, force: bool = False
    ) -> Renewal:
        """Start a run or join the one under way, and follow it to its end."""
        before = await self.last()
        if not await self._is_running():
            await self._start(arguments(selection, force=force))
        child = self._child
        while progress := await self._look():
            told(progress)
            await (child.wait(LOOK_SECONDS) if child else asyncio.sleep(LOOK_SECONDS))
        if self._closing:
            return Renewal("interrupted", datetime.now(UTC), 0, 0)
        ended = await self.last()
        if ended is None or ended == before:
            said = child.said() if child else ""
            raise StoreError(
                f"the reindex ended half way: {said or 'its process is gone'}. /admin reindex goes on with it"
            )
        return ended[1]

    async def progress(self) -> Progress | None:
        """How far the run under way is."""
        return await self._look()

    async def last(self) -> tuple[datetime, Renewal] | None:
        """When the last run ended, and how."""
        return next(iter(await self._store.renewals(1)), None)

    async def cancel(self) -> bool:
        """Ask the run under way to stop."""
        return await self._is_running() and await self._store.pause_build()

    async def resume(self) -> bool:
        """Start a run where one was interrupted; clear away what one has left that was killed after its swap."""
        build = await self._store.build()
        if build is None:
            self._clearing = asyncio.create_task(clear(self._store))
        if build is None or build.paused or is_alive(build, datetime.now(UTC)):
            return False
        await self._start(())
        log.info("an interrupted reindex goes on", action="reindex_resumed", done=build.account.done)
        return True

    async def close(self) -> None:
        """End the run that was started here."""
        self._closing = True
        if self._clearing:
            self._clearing.cancel()
            await asyncio.gather(self._clearing, return_exceptions=True)
        if self._child:
            await self._child.stop()

    async def _is_running(self) -> bool:
        return await self._look() is not None

    async def _look(self) -> Progress | None:
        """How far the run is; null when neither a child of ours nor another process is at work."""
        build = await self._store.build()
        alive = build is not None and is_alive(build, datetime.now(UTC))
        if not alive and not (self._child and self._child.is_running):
            return None
        if build and alive:
            self._seen = True
            return progress_of(build)
        return Progress("clearing" if self._seen else "starting", 0, 0)

    async def _start(self, given: Sequence[str]) -> None:
        self._seen = False
        self._child = await Child.start([*self._program, *given], {"STORE_URL": self._store.url})


class Child:
    """A process of ours whose last words are kept."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._words = b""
        self._heard = asyncio.create_task(self._hear())

    @classmethod
    async def start(cls, call: Sequence[str], settings: Mapping[str, str]) -> Child:
        """Start a call with these settings on top of our own."""
        nowhere, pipe = asyncio.subprocess.DEVNULL, asyncio.subprocess.PIPE
        return cls(
            await asyncio.create_subprocess_exec(
                *call, env={**os.environ, **settings}, stdin=nowhere, stdout=nowhere, stderr=pipe
            )
        )

    async def _hear(self) -> None:
        errors = self._process.stderr
        while errors and (line := await errors.readline()):
            self._words = line
        await self._process.wait()

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return not self._heard.done()

    def said(self) -> str:
        """Its last line on standard error."""
        return self._words.decode("utf-8", "replace").strip()[:300]

    async def wait(self, seconds: float) -> None:
        """Wait for its end, at most so long."""
        await asyncio.wait([self._heard], timeout=seconds)

    async def stop(self) -> None:
        """Ask it to end, and after a while make it."""
        for end in (self._process.terminate, self._process.kill):
            if self.is_running:
                end()
                await self.wait(PATIENCE_SECONDS)


def arguments(selection: Selection | None, *, force: bool) -> list[str]:
    """A selection as the command line takes it."""
    chosen = selection or Selection()
    return [
        *(["--all"] if chosen.everything else []),
        *([f"--source={chosen.source}"] if chosen.source else []),
        *([f"--since={chosen.since.isoformat()}"] if chosen.since else []),
        *(["--force"] if force else []),
    ]


def progress_of(build: Build) -> Progress:
    """How far a build is."""
    account = build.account
    total = max(account.total, account.done)
    left = (total - account.done) / account.rate if account.rate > 0 and account.phase == "preparing" else None
    return Progress(account.phase, account.done, total, account.rate, left, account.failed)
