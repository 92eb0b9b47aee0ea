"""What admin commands may do to the store: each kind of work is a protocol, and a `Steward` has one of each.

Protocols and plain data alone; commands for users do without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.following import Adder, Followed
from bot.core.keeper import Keeper
from bot.core.ports import SourceRow, Totals
from bot.core.register import Notice


class Overseer(Protocol):
    """Looks at the store as a whole."""

    async def totals(self) -> Totals:
        """The store in figures."""

    async def sources(self) -> Sequence[SourceRow]:
        """Every source, most articles first."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a reindex did; `failed` has a line for each article that stayed as it was."""

    prepared: int
    failed: tuple[str, ...] = ()


class Reindexer(Protocol):
    """Prepares again what is stored."""

    async def reindex(self, *, everything: bool) -> Renewal:
        """Prepare again what an older pipeline prepared, or everything."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What became of an address that was to be followed.

    `new` are followed from now on, `known` were already, `revived` were dead or paused and are asked again. `entries`
    and `newest` (ISO 8601) tell what was seen there; `named` is a feed that a page names and that may be meant.
    """

    new: tuple[Followed, ...] = ()
    known: tuple[Followed, ...] = ()
    revived: tuple[Followed, ...] = ()
    listed: bool = False
    entries: int = 0
    newest: str | None = None
    named: str | None = None


class SourceKeeper(Protocol):
    """Decides which sources are followed."""

    async def add(self, address: str, adder: Adder) -> Begun:
        """Look at an address and follow what is there; `UserError` in one line where it cannot be followed."""

    async def followed(self) -> Sequence[Followed]:
        """All that are followed."""

    async def named(self, address: str) -> Followed:
        """The source of this address, place or name; `UserError` when none is followed."""

    async def remove(self, source: Followed) -> bool:
        """Ask it no more; false where SOURCES names it, so that it is paused and not forgotten."""

    async def untold(self) -> Sequence[Notice]:
        """News of sources that nobody could be told yet."""


@dataclass(frozen=True, slots=True)
class Steward:
    """Who tends the store."""

    overseer: Overseer
    reindexer: Reindexer
    keeper: Keeper
    sources: SourceKeeper
