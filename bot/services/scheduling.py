"""When a slot falls due, its digest is made and written down with the step of its schedule, all or nothing.

Sending is the courier's; a slot that was written is never made again, and one that was not is made as if nothing had
happened, however often the process dies in between.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

import structlog

from bot.core.agenda import Agenda, Draft
from bot.core.carrying import Carrier
from bot.core.delivery import Delivery
from bot.core.digests import Compiled, Digest, Edition, Empty, Fate, Mark, Period
from bot.core.errors import SitrepError
from bot.core.reply import Reply
from bot.core.schedule import Due, Late, Schedule, advance, next_due
from bot.services.resting import rest

POLL_SECONDS: Final = 1.0
AT_ONCE: Final = 50
FEW: Final = 10
REST: Final = timedelta(seconds=30)

log = structlog.get_logger()


class Compiler(Protocol):
    """Says what is new."""

    async def compile(self, digest: Digest, period: Period) -> Compiled:
        """The digest of a period."""


@dataclass(slots=True)
class Scheduler:
    """Makes what is due on the platforms that this process serves; `written` hears that there is something to send."""

    agenda: Agenda
    compiler: Compiler
    carriers: Mapping[str, Carrier]
    clock: Callable[[], datetime]
    written: Callable[[], None]
    _resting: dict[int, datetime] = field(default_factory=dict)

    async def run(self, stop: asyncio.Event) -> None:
        """Look every second for what is due, until `stop`."""
        while not stop.is_set():
            busy = False
            try:
                busy = await self.step()
            except SitrepError as problem:
                log.warning("schedules not looked at", action="schedules_failed", problem=str(problem))
            except Exception:
                log.exception("schedules not looked at", action="schedules_failed")
            if not busy:
                await rest(stop, POLL_SECONDS)

    async def step(self) -> bool:
        """Write down what is due now, some at a time; whether there may be more."""
        now = self.clock()
        self._resting = {number: until for number, until in self._resting.items() if now < until <= now + REST}
        due = await self.agenda.due(now, self.carriers, AT_ONCE + len(self._resting))
        ready = [digest for digest in due if digest.number not in self._resting]
        for digest in ready:
            began = time.monotonic()
            await self._attempt(digest, now)
            if len(ready) > FEW:
                # Thousands in one minute leave half of the time to those who ask.
                await asyncio.sleep(time.monotonic() - began)
        return bool(ready)

    async def _attempt(self, digest: Digest, now: datetime) -> None:
        """One digest that cannot be made does not stop the others; it is tried again after a while."""
        try:
            await self._issue(digest, now)
        except Exception as problem:
            self._resting[digest.number] = now + REST
            if not isinstance(problem, SitrepError):
                log.exception("a digest could not be made", action="digest_failed", digest=digest.number)
            else:
                log.warning(
                    "a digest could not be made", action="digest_failed", digest=digest.number, problem=str(problem)
                )

    async def _issue(self, digest: Digest, now: datetime) -> None:
        after, owed = advance(digest.schedule, now)
        until = await self.agenda.mark()
        if owed is None:
            await self._miss(digest, after, until, now)
            return
        compiled, edition = await self._made(digest, owed, until, now)
        drafts = () if edition.fate is Fate.SILENT else self._drafts(digest, owed, compiled.reply, now)
        moved = replace(digest, schedule=after, mark=until, memory=compiled.memory)
        if await self.agenda.write_edition(moved, edition, drafts) and drafts:
            self.written()

    async def _made(self, digest: Digest, owed: Due, until: Mark, now: datetime) -> tuple[Compiled, Edition]:
        """What is new, and the record of it."""
        skipping = digest.schedule.late is Late.SKIP and owed.since > digest.schedule.told
        since = await self.agenda.mark_at(owed.since) if skipping else digest.mark
        last = digest.schedule.reached.at if digest.schedule.reached else None
        period = Period(max(since, digest.mark), until, owed.since, now, owed.slot.at, owed.late, last)
        compiled = await self.compiler.compile(digest, period)
        edition = Edition(
            digest=digest.number,
            slot=owed.slot.key,
            first=owed.first.key,
            at=owed.slot.at,
            written=now,
            since=owed.since,
            fate=Fate.SILENT if compiled.nothing and digest.empty is Empty.SILENT else Fate.SENT,
            new=compiled.new,
            updated=compiled.updated,
            arrived=compiled.arrived,
            late=owed.late,
        )
        return compiled, edition

    def _drafts(self, digest: Digest, owed: Due, reply: Reply, now: datetime) -> Sequence[Draft]:
        """The messages, packed by the platform they go to."""
        bodies = self.carriers[digest.room.platform].pack(reply)
        return [
            Draft(
                Delivery(digest.number, owed.slot.key, digest.room.key, part, ready=now, deadline=owed.deadline),
                digest.room,
                body,
            )
            for part, body in enumerate(bodies)
        ]

    async def _miss(self, digest: Digest, after: Schedule, until: Mark, now: datetime) -> None:
        """A slot that is not told: its news go with it, or wait for the next."""
        slot = after.reached
        if after == digest.schedule or slot is None:
            following = next_due(digest.schedule)
            log.debug("nothing due yet", action="not_due", digest=digest.number, next=str(following))
            self._resting[digest.number] = now + REST
            return
        mark = until if after.late is Late.SKIP else digest.mark
        edition = Edition(digest.number, slot.key, slot.key, slot.at, now, digest.schedule.told, Fate.MISSED)
        await self.agenda.write_edition(replace(digest, schedule=after, mark=mark), edition, ())
