"""When articles came out, counted: what a chart of the newest of them needs from a store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Published:
    """The newest articles by day of publication and publisher; `total` counts all there are, `undated` those of no day.

    `counts` has the name of the publisher, or of the place where none is known.
    """

    total: int = 0
    undated: int = 0
    counts: Mapping[tuple[date, str], int] = field(default_factory=dict)

    @property
    def dated(self) -> int:
        """How many are counted by day."""
        return sum(self.counts.values())


class Publishing(Protocol):
    """What a store tells of days and publishers."""

    async def published(self, limit: int, source: str | None = None) -> Published:
        """The newest `limit` dated articles, of all or of those that `source` names; the cost is bounded."""
