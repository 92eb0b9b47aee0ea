"""The newest interim answer of one command, shown now and then: every few seconds at most, and only what is new."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import structlog

from bot.core.errors import SitrepError
from bot.core.reply import Reply

EVERY_SECONDS = 3.0

Bring: TypeAlias = Callable[[Reply], Awaitable[float | None]]

log = structlog.get_logger()


class Showing:
    """`bot.core.command.Interim` of a platform; it holds back what is shown until `begin`.

    `bring` shows one answer. It returns the seconds to wait beyond the usual ones, or null when nothing more is to be
    shown: the message is gone, or the platform will not have it.
    """

    def __init__(self) -> None:
        self._bring: Bring | None = None
        self._newest: Reply | None = None
        self._shown: Reply | None = None
        self._over = asyncio.Event()
        self._showing: asyncio.Task[None] | None = None

    @property
    def newest(self) -> Reply | None:
        """The answer so far; null as long as the command has shown none."""
        return self._newest

    def show(self, reply: Reply) -> None:
        """Show this when its time comes, if nothing newer is there then."""
        self._newest = reply
        self._go_on()

    def begin(self, bring: Bring) -> None:
        """Show from now on, by `bring`."""
        self._bring = bring
        self._go_on()

    async def end(self) -> None:
        """Show nothing more; returns when what is under way has arrived, so that it comes before what follows."""
        self._over.set()
        if self._showing is not None:
            await self._showing

    def _go_on(self) -> None:
        idle = self._showing is None or self._showing.done()
        if self._bring is not None and self._newest is not None and idle and not self._over.is_set():
            self._showing = asyncio.create_task(self._show_all(self._bring))

    async def _show_all(self, bring: Bring) -> None:
        while self._newest != self._shown and not self._over.is_set():
            newest = self._newest
            more = await _brought(bring, newest) if newest is not None else 0.0
            if more is None:
                self._over.set()
                return
            self._shown = newest
            try:
                await asyncio.wait_for(self._over.wait(), EVERY_SECONDS + more)
            except TimeoutError:
                continue


async def _brought(bring: Bring, reply: Reply) -> float | None:
    """What `bring` says; the work that is shown goes on whatever happens to its showing."""
    try:
        return await bring(reply)
    except SitrepError as problem:
        log.info("progress not shown", action="interim_failed", problem=str(problem))
    except Exception:
        log.exception("progress not shown", action="interim_failed")
    return None
