"""What an article tells of days, packed so that a timeline can weigh thousands of articles at once.

Times stand in the order of their sentences. What the bytes hold is known to `bot.pipeline.dated` alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:  # which itself needs what is here
    from bot.core.ports import Stored


class Dated(NamedTuple):
    """The sentences of an article that tell a time or open its report, the times they tell, and their stems.

    `published` is the day of publication as a proleptic Gregorian ordinal, 0 where it is not known.
    """

    published: int
    sentences: bytes
    mentions: bytes
    stems: bytes


class Chronicle(Protocol):
    """The part of a store that timelines are made from."""

    async def dated(self, numbers: Sequence[int]) -> Sequence[tuple[int, Dated]]:
        """What these articles tell of days, each with its number, without those prepared before that was kept."""

    async def quotable(self, numbers: Sequence[int]) -> Sequence[Stored]:
        """These articles in this order as `articles` gives them, with their statements alone: so they are read fast."""
