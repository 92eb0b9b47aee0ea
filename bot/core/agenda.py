"""What a store keeps of digests, watches and their messages; safe for several processes at once.

Protocols and plain data alone. The rules of what may follow what are the pure functions of `bot.core.schedule` and
`bot.core.delivery`: a store runs them inside its transactions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.carrying import Letter
from bot.core.delivery import Delivery
from bot.core.digests import Digest, Edition, Mark
from bot.core.following import Adder
from bot.core.history import Change
from bot.core.register import Notice
from bot.core.rooms import Room
from bot.core.watches import Watch


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be written down: its delivery, the room, and what the platform packed."""

    delivery: Delivery
    room: Room
    body: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message that was written down: `number` is its row, `letter` what is carried, `delivery` where it stands."""

    number: int
    delivery: Delivery
    letter: Letter


class Agenda(Protocol):
    """Digests, watches and deliveries. All methods may raise `StoreError`."""

    async def mark(self) -> Mark:
        """How far the store has come."""

    async def mark_at(self, moment: datetime) -> Mark:
        """How far the store had come at a moment."""

    async def edits_between(self, since: Mark, until: Mark) -> Sequence[Change]:
        """Each article that its publisher edited in between, oldest edit first; as `History.edited_since` else."""

    async def add_digest(self, digest: Digest, most: int) -> Digest | None:
        """Enter one, with its number; null where its room has `most` of them already."""

    async def digest(self, number: int) -> Digest | None:
        """One digest."""

    async def digests(
        self, room: str | None = None, limit: int = 1_000, skip: int = 0, *, owner: Adder | None = None
    ) -> Sequence[Digest]:
        """Those of a room (`Room.key`), those that somebody set up, or all; in the order in which they were entered.

        Of an owner platform and user count, from whatever workspace.
        """

    async def count_digests(self, room: str | None = None, *, owner: Adder | None = None, resting: bool = False) -> int:
        """How many of them there are, or with `resting` are at rest."""

    async def change_digest(
        self, number: int, change: Callable[[Digest], Digest], notices: Sequence[Notice] = ()
    ) -> Digest | None:
        """Change one as it stands now, and write the notices with it; null when it is not there. `change` is pure."""

    async def delete_digest(self, number: int) -> bool:
        """Take one out, with its editions and whatever of it was not sent yet; false when it is not there."""

    async def due(self, now: datetime, platforms: Collection[str], limit: int) -> Sequence[Digest]:
        """Running digests for these platforms that have something due, longest first.

        Without those of which a message is still to be sent. One whose schedule has run far ahead of the clock is
        not due.
        """

    async def next_slot(self, platforms: Collection[str]) -> datetime | None:
        """When the next digest for these platforms is due; null when none will be."""

    async def write_edition(self, digest: Digest, edition: Edition, drafts: Sequence[Draft]) -> bool:
        """Put `digest` in the place of its row, and the edition and its messages beside it, in one transaction.

        False, and nothing is written, where the row has another `version` than `digest` or is gone, an article of the
        edition was forgotten, or the slot was written before; in that last case the row's schedule is moved on all the
        same.
        """

    async def editions(self, number: int, limit: int) -> Sequence[Edition]:
        """What a digest did lately, the latest first."""

    async def lease(
        self, holder: str, now: datetime, length: float, platforms: Collection[str], limit: int
    ) -> Sequence[Parcel]:
        """Messages that are to be sent now, each given to one holder alone for `length` seconds.

        In the order of their slots; of one room one at a time, and none before the parts in front of it are sent. Its
        letter's `under` is the first part of the same slot.
        """

    async def renew_leases(self, holder: str, now: datetime, length: float) -> Sequence[int]:
        """Make all leases of a holder longer; the numbers of those it still has."""

    async def change_delivery(
        self, number: int, change: Callable[[Delivery], Delivery | None], notices: Sequence[Notice] = ()
    ) -> Delivery | None:
        """Change one as it stands now, and write the notices with it; null where `change` refused or it is gone.

        When a part is given up or its room is gone, so are the parts behind it.
        """

    async def deliveries(self, digest: int | None = None, room: str | None = None, limit: int = 20) -> Sequence[Parcel]:
        """Messages of a digest or a room, the latest first; `body` is empty in these."""

    async def delivery_states(self) -> Mapping[str, int]:
        """How many messages are in each state."""

    async def prune_deliveries(self, before: datetime, limit: int) -> int:
        """Forget messages and editions that were finished before; how many, at most `limit`.

        A digest's latest edition and its messages stay.
        """

    async def add_watch(self, watch: Watch, most: int) -> Watch | None:
        """Enter one, with its number; null where its room has `most` of them already."""

    async def watches(self, room: str | None = None) -> Sequence[Watch]:
        """Those of a room, or all."""

    async def delete_watch(self, number: int) -> bool:
        """Take one out; false when it is not there."""

    async def pause_watches(self, room: str, reason: str | None) -> None:
        """Let the watches of a room rest, or run again where there is no reason."""

    async def watched(self) -> Mark:
        """How far the watches have looked."""

    async def write_matches(self, since: Mark, until: Mark, matches: Mapping[int, Sequence[int]]) -> bool:
        """Note which articles each watch (by number) is to tell of, and that they have looked up to `until`.

        False, and nothing is written, where somebody else has looked on from `since` meanwhile.
        """

    async def untold(self, platforms: Collection[str]) -> Mapping[Room, Pending]:
        """What each room is to be told by its watches."""

    async def write_alert(self, room: Room, drafts: Sequence[Draft], told: Sequence[tuple[int, int]]) -> bool:
        """Write a message of a room's watches down, and that these pairs of watch and article are told with it.

        False, and nothing is written, where one of the pairs is not pending any more.
        """


@dataclass(frozen=True, slots=True)
class Pending:
    """What a room is to be told: pairs of watch and article in the order they came; when the first of them came.

    `last` is when the room was last told anything by its watches, null if never; `waiting` whether a message of its
    watches is still to be sent.
    """

    pairs: tuple[tuple[int, int], ...]
    since: datetime
    last: datetime | None
    waiting: bool
