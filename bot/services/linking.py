"""Numbers the sources of one answer in the order in which its rows first use them."""

from __future__ import annotations

from bot.core.answers import link
from bot.core.ports import Stored
from bot.core.reply import Link


class Links:
    """The links of one answer; `number` hands out 1, 2, 3 … and repeats itself for the same article."""

    def __init__(self) -> None:
        self._links: dict[int, Link] = {}

    def number(self, stored: Stored) -> int:
        """The number of this article's link."""
        if stored.number not in self._links:
            self._links[stored.number] = link(stored, len(self._links) + 1)
        return self._links[stored.number].n

    def listed(self) -> tuple[Link, ...]:
        """All links so far, in order."""
        return tuple(self._links.values())
