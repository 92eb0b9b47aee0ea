"""What `/digest` and `/watch` may do: set up what a room is told by itself, look at it, let it rest, take it away.

Protocols and plain data alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol, TypeAlias

from bot.core.agenda import Parcel
from bot.core.command import Asker
from bot.core.digests import Digest, Edition, Empty
from bot.core.library import Size
from bot.core.reply import Reply
from bot.core.schedule import Late
from bot.core.slots import Slot
from bot.core.watches import Watch

Where: TypeAlias = Literal["here", "mine", "all"]


def where_of(word: str | None) -> Where:
    """Which of them are asked for; those of this room where nothing is said."""
    return "mine" if word == "mine" else "all" if word == "all" else "here"


@dataclass(frozen=True, slots=True)
class Order:
    """A digest as it was asked for, in words; null where nothing was said.

    `topics` and `sources` are parted by commas; `at` is the cadence, which may also end the topics.
    """

    topics: str
    at: str | None = None
    zone: str | None = None
    sources: str | None = None
    size: Size = "normal"
    empty: Empty = Empty.SAY
    late: Late = Late.SEND
    name: str = ""
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A digest that was set up: its next three slots, what to mind, and what it would say now."""

    digest: Digest
    label: str
    slots: Sequence[Slot]
    notes: Sequence[str]
    preview: Reply


@dataclass(frozen=True, slots=True)
class Shown:
    """A digest with its next slots, its latest editions (the latest first) and the messages of the last one."""

    digest: Digest
    slots: Sequence[Slot]
    editions: Sequence[Edition]
    parcels: Sequence[Parcel]


@dataclass(frozen=True, slots=True)
class Listed:
    """Some of the digests asked for, each with its next slot, and how many there are."""

    digests: Sequence[tuple[Digest, Slot | None]]
    total: int


@dataclass(frozen=True, slots=True)
class Deliveries:
    """How digests and messages stand: how many digests there are and rest, how many messages are in each state.

    `latest` are the latest messages, the latest first; `following` is when the next digest is due here.
    """

    digests: int
    resting: int
    watches: int
    states: Mapping[str, int]
    latest: Sequence[Parcel]
    following: datetime | None


@dataclass(frozen=True, slots=True)
class WatchOrder:
    """A watch as it was asked for, in words."""

    words: str
    quiet: str | None = None
    zone: str | None = None
    channel: str | None = None


class Planner(Protocol):
    """Looks after digests and watches. `UserError` and `NotAllowed` say in one line what cannot be."""

    async def create(self, order: Order, asker: Asker) -> Planned:
        """Set a digest up."""

    async def preview(self, digest: Digest) -> Reply:
        """What a digest would say now, with nothing noted."""

    async def digest(self, number: int, asker: Asker) -> Digest:
        """A digest that the asker may see."""

    async def owned(self, number: int, asker: Asker) -> Digest:
        """A digest that the asker may change; `NotAllowed` for another."""

    async def show(self, number: int, asker: Asker) -> Shown:
        """One digest, and why its last edition had what it had."""

    async def listed(self, where: Where, asker: Asker, page: int, size: int) -> Listed:
        """Digests of the asker's room, their own ones, or all that they may manage."""

    async def pause(self, number: int, asker: Asker) -> Digest:
        """Let it rest."""

    async def resume(self, number: int, asker: Asker) -> tuple[Digest, Sequence[Slot]]:
        """Let it run again; the next slots."""

    async def delete(self, number: int, asker: Asker) -> Digest:
        """Take it away for good."""

    async def add_watch(self, order: WatchOrder, asker: Asker) -> tuple[Watch, str, Sequence[str]]:
        """Watch for something; the watch, the room's label, and what to mind."""

    async def watches(self, where: Where, asker: Asker) -> Sequence[Watch]:
        """Watches of the asker's room, their own ones, or all that they may manage."""

    async def delete_watch(self, number: int, asker: Asker) -> Watch:
        """Take a watch away."""

    async def lately(self, limit: int) -> Deliveries:
        """For admins: how digests and messages stand."""
