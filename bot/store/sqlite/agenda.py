"""The `Agenda` of `bot.core.agenda`, a part of the store in one SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

from bot.core.agenda import Draft, Parcel, Pending
from bot.core.delivery import Delivery
from bot.core.digests import Digest, Edition, Mark
from bot.core.following import Adder
from bot.core.history import Change
from bot.core.register import Notice
from bot.core.rooms import Room
from bot.core.watches import Watch
from bot.store.sqlite import deliveries, digests, editions, leasing, marks, watches
from bot.store.sqlite.database import Database
from bot.store.sqlite.leasing import Claim


class SqliteAgenda:
    """Digests, watches and deliveries; `clock` gives the time at which something is written down."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def mark(self) -> Mark:
        """How far the store has come."""
        return await self._database.read(marks.mark)

    async def mark_at(self, moment: datetime) -> Mark:
        """How far it had come at a moment."""
        return await self._database.read(marks.mark_at, moment)

    async def edits_between(self, since: Mark, until: Mark) -> Sequence[Change]:
        """Each article that its publisher edited in between."""
        return await self._database.read(marks.edits_between, since, until)

    async def add_digest(self, digest: Digest, most: int) -> Digest | None:
        """Enter one, if its room has not too many."""
        return await self._database.write(digests.add, digest, most)

    async def digest(self, number: int) -> Digest | None:
        """One digest."""
        return await self._database.read(digests.get, number)

    async def digests(
        self, room: str | None = None, limit: int = 1_000, skip: int = 0, *, owner: Adder | None = None
    ) -> Sequence[Digest]:
        """Those of a room or of somebody, or all."""
        return await self._database.read(digests.some, room, owner, limit, skip)

    async def count_digests(self, room: str | None = None, *, owner: Adder | None = None, resting: bool = False) -> int:
        """How many of them there are, or are at rest."""
        return await self._database.read(digests.count, room, owner, resting=resting)

    async def change_digest(
        self, number: int, change: Callable[[Digest], Digest], notices: Sequence[Notice] = ()
    ) -> Digest | None:
        """Change one as it stands now."""
        return await self._database.write(digests.change, number, change, notices)

    async def delete_digest(self, number: int) -> bool:
        """Take one out."""
        return await self._database.write(digests.delete, number)

    async def due(self, now: datetime, platforms: Collection[str], limit: int) -> Sequence[Digest]:
        """Those that have something due, longest first."""
        found, moved = await self._database.read(digests.due, now, platforms, limit)
        if moved:
            await self._database.write(digests.set_right, moved)
        return found

    async def next_slot(self, platforms: Collection[str]) -> datetime | None:
        """When the next one is due."""
        return await self._database.read(digests.next_slot, platforms)

    async def write_edition(self, digest: Digest, edition: Edition, drafts: Sequence[Draft]) -> bool:
        """Move a digest on and write its messages down."""
        return await self._database.write(editions.write, digest, edition, drafts, self._clock())

    async def editions(self, number: int, limit: int) -> Sequence[Edition]:
        """What a digest did lately."""
        return await self._database.read(editions.latest, number, limit)

    async def lease(
        self, holder: str, now: datetime, length: float, platforms: Collection[str], limit: int
    ) -> Sequence[Parcel]:
        """Messages that are to be sent now, each given to one holder alone."""
        claim = Claim(holder, now, timedelta(seconds=length), platforms)
        if not await self._database.read(leasing.is_any_ready, claim):
            return ()
        return await self._database.write(leasing.take, claim, limit)

    async def renew_leases(self, holder: str, now: datetime, length: float) -> Sequence[int]:
        """Make all leases of a holder longer."""
        if not await self._database.read(leasing.has_any, holder):
            return ()
        return await self._database.write(leasing.keep, holder, now, timedelta(seconds=length))

    async def change_delivery(
        self, number: int, change: Callable[[Delivery], Delivery | None], notices: Sequence[Notice] = ()
    ) -> Delivery | None:
        """Change one as it stands now."""
        return await self._database.write(deliveries.change, number, change, notices, self._clock())

    async def deliveries(self, digest: int | None = None, room: str | None = None, limit: int = 20) -> Sequence[Parcel]:
        """Messages of a digest or a room, the latest first."""
        return await self._database.read(deliveries.latest, digest, room, limit)

    async def delivery_states(self) -> Mapping[str, int]:
        """How many messages are in each state."""
        return await self._database.read(deliveries.states)

    async def prune_deliveries(self, before: datetime, limit: int) -> int:
        """Forget old messages, then old editions that have none any more."""
        count = await self._database.write(deliveries.prune, before, limit)
        return count + await self._database.write(editions.prune, before, limit - count)

    async def add_watch(self, watch: Watch, most: int) -> Watch | None:
        """Enter one, if its room has not too many."""
        return await self._database.write(watches.add, watch, most)

    async def watches(self, room: str | None = None) -> Sequence[Watch]:
        """Those of a room, or all."""
        return await self._database.read(watches.some, room)

    async def delete_watch(self, number: int) -> bool:
        """Take one out."""
        return await self._database.write(watches.delete, number)

    async def pause_watches(self, room: str, reason: str | None) -> None:
        """Let those of a room rest, or run again."""
        await self._database.write(watches.pause, room, reason)

    async def watched(self) -> Mark:
        """How far they have looked."""
        return await self._database.read(watches.watched)

    async def write_matches(self, since: Mark, until: Mark, matches: Mapping[int, Sequence[int]]) -> bool:
        """Note what they are to tell of."""
        return await self._database.write(watches.match, since, until, matches, self._clock())

    async def untold(self, platforms: Collection[str]) -> Mapping[Room, Pending]:
        """What each room is to be told."""
        return await self._database.read(watches.untold, platforms)

    async def write_alert(self, room: Room, drafts: Sequence[Draft], told: Sequence[tuple[int, int]]) -> bool:  # noqa: ARG002 - each draft names its room
        """Write a message down."""
        return await self._database.write(watches.write_alert, drafts, told, self._clock())
