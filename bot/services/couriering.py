"""Brings the messages that were written down, each once: leased, looked for where nobody knows, sent, marked.

A lease is short and renewed while its message is under way; what was leased by a process that died is taken over by
whoever comes next, and looked for in its room before it is sent again.
"""

from __future__ import annotations

import asyncio
import random
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog

from bot.core.agenda import Agenda, Parcel
from bot.core.carrying import Carrier, NotCarried, RoomGone
from bot.core.delivery import Delivery, Failure, State, absent, failed, gone, succeeded
from bot.core.digests import Digest
from bot.core.errors import PlatformDenied, SitrepError
from bot.core.faults import Fault, FaultKind
from bot.core.register import Notice
from bot.core.schedule import pause
from bot.core.stats import Journal

AT_ONCE: Final = 100
LEASE: Final = timedelta(seconds=15)
RENEW_SECONDS: Final = 4.0
POLL_SECONDS: Final = 1.0
STANDING_SECONDS: Final = 10.0
MARK_SECONDS: Final = 1.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Desk:
    """What a courier works with: the agenda, the platforms, the clock, and who is told of what went wrong."""

    agenda: Agenda
    carriers: Mapping[str, Carrier]
    clock: Callable[[], datetime]
    journal: Journal
    notices_of: Callable[[Fault, datetime], Sequence[Notice]]


class Courier:
    """Sends what one process can send; several processes may share a store."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._holder = secrets.token_hex(8)
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._free = asyncio.Event()

    def nudge(self) -> None:
        """Something was written down: look at once."""
        self._free.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop`; what is under way then is finished or left for another time."""
        stopping = asyncio.create_task(stop.wait())
        renewing = asyncio.create_task(self._renew())
        try:
            while not stop.is_set():
                await self._take()
                await self._pause(stopping)
        finally:
            stopping.cancel()
            if self._under_way:
                await asyncio.wait(self._under_way.values(), timeout=LEASE.total_seconds())
            renewing.cancel()
            for task in self._under_way.values():
                task.cancel()
            await asyncio.gather(renewing, *self._under_way.values(), return_exceptions=True)

    async def _take(self) -> None:
        """Lease as much as can be sent at once, and begin."""
        self._free.clear()
        room = AT_ONCE - len(self._under_way)
        if room <= 0:
            return
        desk = self._desk
        try:
            length = LEASE.total_seconds()
            parcels = await desk.agenda.lease(self._holder, desk.clock(), length, desk.carriers, room)
        except SitrepError as problem:
            log.warning("no message could be taken", action="lease_failed", problem=str(problem))
            return
        except Exception:
            log.exception("no message could be taken", action="lease_failed")
            return
        for parcel in parcels:
            task = asyncio.create_task(self._bring(parcel))
            self._under_way[parcel.number] = task
            task.add_done_callback(partial(self._done, parcel.number))

    def _done(self, number: int, _: asyncio.Task[None]) -> None:
        self._under_way.pop(number, None)
        self._free.set()

    async def _pause(self, stopping: asyncio.Task[bool]) -> None:
        """Until something was written down or one has been brought, at most a second."""
        freed = asyncio.create_task(self._free.wait())
        await asyncio.wait([stopping, freed], timeout=POLL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        freed.cancel()

    async def _renew(self) -> None:
        """Keep what is under way, and tell now and then how all messages stand."""
        told = 0.0
        while True:
            desk = self._desk
            try:
                if self._under_way:
                    await desk.agenda.renew_leases(self._holder, desk.clock(), LEASE.total_seconds())
                if time.monotonic() - told > STANDING_SECONDS:
                    desk.journal.standing(await desk.agenda.delivery_states())
                    told = time.monotonic()
            except SitrepError as problem:
                log.warning("leases not renewed", action="renew_failed", problem=str(problem))
            except Exception:  # a lease that nobody renews lets another process send the same
                log.exception("leases not renewed", action="renew_failed")
            await asyncio.sleep(RENEW_SECONDS)

    async def _bring(self, parcel: Parcel) -> None:
        """One message, from its lease to whatever came of it."""
        started = time.monotonic()
        platform = parcel.letter.room.platform
        try:
            outcome = await self._outcome(parcel)
        except SitrepError as problem:
            # The lease runs out, and then the message is looked for.
            log.warning("a message was left", action="delivery_left", key=parcel.letter.name, problem=str(problem))
            return
        except Exception:
            log.exception("a message was left", action="delivery_left", key=parcel.letter.name)
            return
        self._desk.journal.tried(platform, outcome, time.monotonic() - started)
        log.info("delivery", action="delivery", key=parcel.letter.name, room=parcel.letter.room.key, outcome=outcome)

    async def _outcome(self, parcel: Parcel) -> str:
        carrier = self._desk.carriers[parcel.letter.room.platform]
        try:
            if parcel.delivery.unsure:
                if there := await carrier.seek(parcel.letter):
                    return await self._sent(parcel, there, "found")
                if await self._change(parcel, lambda now: absent(now, self._holder)) is None:
                    return "lost"
            return await self._sent(parcel, await carrier.carry(parcel.letter), "sent")
        except RoomGone as problem:
            return await self._gone(parcel, str(problem))
        except NotCarried as problem:
            return await self._failed(parcel, Failure(str(problem), problem.taken, problem.retry_after))
        except PlatformDenied as problem:
            return await self._failed(parcel, Failure(str(problem), taken=False))
        except SitrepError as problem:
            return await self._failed(parcel, Failure(str(problem), taken=True))
        except Exception as problem:
            log.exception("a message was not brought", action="delivery_failed", key=parcel.letter.name)
            return await self._failed(parcel, Failure(f"{type(problem).__name__}; the log has the details", taken=True))

    async def _sent(self, parcel: Parcel, message: str, outcome: str) -> str:
        """Mark it as there, however long the store takes to come back."""
        while True:
            try:
                await self._change(parcel, lambda now: succeeded(now, message))
            except SitrepError as problem:
                log.warning("not marked as sent", action="mark_failed", key=parcel.letter.name, problem=str(problem))
                await asyncio.sleep(MARK_SECONDS)
            else:
                late = self._desk.clock() - parcel.letter.written
                self._desk.journal.delayed(parcel.letter.room.platform, max(late.total_seconds(), 0.0))
                return outcome

    async def _failed(self, parcel: Parcel, failure: Failure) -> str:
        now, spread = self._desk.clock(), random.random()  # noqa: S311 - spreads load, guards nothing
        key = parcel.letter.name
        log.warning("a message was not brought", action="delivery_failed", key=key, reason=failure.reason)
        ahead = failed(parcel.delivery, self._holder, now, failure, spread)
        over = ahead is not None and ahead.state is State.GIVEN_UP
        notices = await self._notices(parcel, "undelivered", failure.reason, now) if over else ()
        after = await self._change(parcel, lambda was: failed(was, self._holder, now, failure, spread), notices)
        return "given up" if after and after.state is State.GIVEN_UP else "failed"

    async def _gone(self, parcel: Parcel, reason: str) -> str:
        """The room is no more: its digest rests, and somebody is told once; then the message is done with."""
        now, digest = self._desk.clock(), parcel.delivery.schedule
        notices = await self._notices(parcel, "gone", reason, now)
        if digest:
            await self._desk.agenda.change_digest(digest, lambda was: _paused(was, reason), notices)
        else:
            await self._desk.agenda.pause_watches(parcel.letter.room.key, reason)
        await self._change(parcel, lambda was: gone(was, self._holder, reason), notices)
        return "gone"

    async def _notices(self, parcel: Parcel, kind: FaultKind, reason: str, now: datetime) -> Sequence[Notice]:
        number = parcel.delivery.schedule
        digest = await self._desk.agenda.digest(number) if number else None
        return self._desk.notices_of(Fault(kind, parcel, digest, reason), now)

    async def _change(
        self, parcel: Parcel, change: Callable[[Delivery], Delivery | None], notices: Sequence[Notice] = ()
    ) -> Delivery | None:
        return await self._desk.agenda.change_delivery(parcel.number, change, notices)


def _paused(digest: Digest, reason: str) -> Digest:
    return replace(digest, schedule=pause(digest.schedule, reason))
