"""What admin commands may do to the store: each kind of work is a protocol, and a `Steward` has one of each.

Protocols and plain data alone; commands for users do without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.keeper import Keeper
from bot.core.ports import SourceRow, Totals


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
class Steward:
    """Who tends the store."""

    overseer: Overseer
    reindexer: Reindexer
    keeper: Keeper
