"""Stories, articles that tell of the same event: plain data, and what a store must do to keep them.

A copy is no article of its own, so reprints are in their article's story once. Stories are kept beside the articles and
a little later than these: an article that is not placed yet is in no story.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that tell of one event, newest first: by publication, undated ones after those that are dated.

    `number` is the least of its articles' numbers when it was put together: another article may give it another one.
    `title` is the newest article's that has one. `first` and `last` are publications in ISO 8601, null when no article
    is dated. `publishers` are the articles' own, by name; who else carries copies of them is in `Stored.copies`.
    """

    number: int
    title: str | None
    first: str | None
    last: str | None
    publishers: tuple[str, ...]
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """How far the placing is: `left` articles are still to be looked at, those of a rebuild included."""

    left: int


class StoryKeeper(Protocol):
    """Keeps the stories of all articles in line with them. Every call is one short transaction."""

    async def unplaced(self) -> int:
        """About how many looks at articles are left until every story is up to date; 0 when all are, and told fast."""

    async def place_stories(self, most: int) -> Placing:
        """Look at the next few articles that came in, changed or lost a neighbour, and put them into stories.

        The same articles give the same stories whenever all are placed anew, as they are after a reindex, and while
        the store is young each time that it has grown by half.
        """

    async def story_of(self, articles: Sequence[int]) -> Mapping[int, int]:
        """For each of these articles the number of its story, where it is placed."""

    async def stories(self, numbers: Sequence[int]) -> Sequence[Story]:
        """These stories in this order, without those that do not exist."""

    async def newest_stories(self, limit: int, skip: int = 0) -> Sequence[Story]:
        """The stories with the newest articles first, undated ones last, without the first `skip`."""

    async def count_stories(self) -> int:
        """How many stories there are."""
