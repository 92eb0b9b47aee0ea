"""What admin commands may do to the store: each kind of work is a protocol, and a `Steward` has one of each.

Protocols and plain data alone; commands for users do without them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from bot.core.following import Adder, Followed
from bot.core.keeper import Keeper
from bot.core.register import Notice
from bot.core.renewal import Phase, Renewal, Selection

if TYPE_CHECKING:  # as in `bot.core.library`
    from bot.core.ports import SourceRow, Totals


class Overseer(Protocol):
    """Looks at the store as a whole."""

    async def totals(self) -> Totals:
        """The store in figures."""

    async def sources(self) -> Sequence[SourceRow]:
        """Every source, most articles first."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reindex is: `rate` is articles a second, `left` seconds, null while they cannot be told."""

    phase: Phase
    done: int
    total: int
    rate: float = 0.0
    left: float | None = None
    failed: int = 0


class Reindexer(Protocol):
    """Prepares again what is stored, in a process of its own; one run at a time."""

    async def renew(
        self, selection: Selection | None, told: Callable[[Progress], None], *, force: bool = False
    ) -> Renewal:
        """Start a run, or join the one under way, and tell how far it is until it has ended.

        Without a `selection` a run that was interrupted or cancelled goes on where it stopped. Who gives up waiting
        does not end the run.
        """

    async def progress(self) -> Progress | None:
        """How far the run under way is; null when there is none."""

    async def last(self) -> tuple[datetime, Renewal] | None:
        """When the last run ended, and how."""

    async def cancel(self) -> bool:
        """Ask the run under way to stop; false when there is none."""

    async def resume(self) -> bool:
        """Start a run where one was interrupted; whether there was one."""

    async def close(self) -> None:
        """End the run that was started here; it is resumed another time."""


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
