"""The register of followed sources as a store keeps it, and the news that somebody must be told of.

Protocols and plain data alone, beside `bot.core.ports`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.following import Adder, Followed, SourceKind
from bot.core.reply import Reply


@dataclass(frozen=True, slots=True)
class Wanted:
    """A source that is to be followed, and when it is to be asked first."""

    address: str
    place: str
    adder: Adder
    due: datetime
    kind: SourceKind | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Words on a followed source for one person, told once: no other notice has this `key`, platform and user.

    A platform of no name means that nobody is known who could be told; it is shown to whoever looks.
    """

    key: str
    source: int
    platform: str
    user: str
    words: str
    at: datetime


class Register(Protocol):
    """Which sources are followed, how each is, and whose turn it is; safe for several processes at once."""

    async def follow(self, wanted: Sequence[Wanted]) -> Sequence[int | None]:
        """Enter these; the number of each, or null for one that is followed already under its address or place."""

    async def unfollow(self, numbers: Sequence[int]) -> None:
        """Take these out; their articles stay."""

    async def followed(self) -> Sequence[Followed]:
        """All of them, in the order in which they were entered."""

    async def followed_at(self, address: str) -> Followed | None:
        """The one with this address or place, in whatever spelling."""

    async def claim(self, now: datetime, limit: int, per_host: int, crowded: Mapping[str, int]) -> Sequence[Followed]:
        """Those that are due, longest first, each given to one caller alone until its lease is over.

        No host gets more than `per_host` at a time, those under way (`crowded`) included. What a clock that was set
        back since has put far ahead is brought near first.
        """

    async def next_due(self) -> datetime | None:
        """When the next one is due; null when none will be."""

    async def states(self) -> Mapping[str, int]:
        """How many sources are in each state."""

    async def reached(self, since: datetime) -> tuple[int, int]:
        """How many sources on the web are followed, and how many of them were well at some time since."""

    async def settle(self, sources: Sequence[Followed], notices: Sequence[Notice] = ()) -> None:
        """Write how these are now, all at once; those that are not followed any more, or paused, are left alone."""

    async def put_health(self, source: Followed) -> None:
        """Write how this one is now, paused or not."""

    async def unseen(self, links: Sequence[str], now: datetime) -> Sequence[str]:
        """Those of the links, in their order, that lead to no stored article and were not found fruitless."""

    async def pass_over(self, links: Mapping[str, datetime]) -> None:
        """Note that these links gave nothing and are not to be tried again before that time."""

    async def files(self, number: int) -> Mapping[str, str]:
        """What the files of a watched folder looked like when they were read."""

    async def saw_files(self, number: int, looks: Mapping[str, str], gone: Sequence[str]) -> None:
        """Note how files look that were read, and forget those that are gone."""

    async def notices(self) -> Sequence[Notice]:
        """What nobody was told yet, oldest first."""

    async def told(self, notice: Notice, now: datetime) -> None:
        """Note that it was told."""


class Teller(Protocol):
    """Writes to one person by themselves."""

    async def tell(self, platform: str, user: str, reply: Reply, key: str) -> bool:
        """Send this once for each `key`; false where it could not be sent now and may be tried again."""
