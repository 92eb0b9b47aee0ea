"""What admin commands may do to the store: each kind of work is a protocol, and a `Steward` has one of each.

Protocols and plain data alone; commands for users do without them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.ports import Deed, SourceRow, Totals
from bot.core.renewal import Phase, Renewal, Selection


class Overseer(Protocol):
    """Looks at the store as a whole."""

    async def totals(self) -> Totals:
        """The store in figures."""

    async def sources(self) -> Sequence[SourceRow]:
        """Every source, most articles first."""

    async def audit(self, limit: int) -> Sequence[Deed]:
        """What admins did and who was refused, newest first."""


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
class Steward:
    """Who tends the store."""

    overseer: Overseer
    reindexer: Reindexer
