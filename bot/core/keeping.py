"""What a store does for its admins beside keeping articles, as protocols: forgetting, names, failures, its own health.

Plain data and protocols; `bot.core.ports.Store` is all of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias

from bot.core.article import RawDocument

Cause: TypeAlias = Literal["asked", "age"]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much some articles are: `first` and `last` are days of publication, `titles` those of the first few."""

    articles: int
    revisions: int
    titles: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    undated: int = 0


class Forgetting(Protocol):
    """Taking articles out so that nothing is left of them."""

    async def extent(self, numbers: Sequence[int]) -> Extent:
        """How much would go; articles that do not exist count for nothing."""

    async def of_source(self, name: str) -> Sequence[int]:
        """Articles whose publisher, host or place is exactly this, without regard to case; ascending."""

    async def forget(self, numbers: Sequence[int], cause: Cause, source: str | None = None) -> int:
        """Mark articles, in one step: no answer shows them from now on. How many of them there were.

        `source` is the name they were asked for by, where all of a source is to go.
        """

    async def sweep(self, most: int) -> int:
        """Delete for good what belongs to the next few marked articles; how many are left to do."""

    async def pending(self) -> int:
        """How many articles are marked and not deleted yet."""

    async def scrub(self) -> bool:
        """See to it that no byte of what was deleted is left in the files; false while a reader is in the way."""

    async def barred(self, documents: Sequence[RawDocument]) -> Mapping[int, Cause]:
        """Places of the documents that must not come in again, and why."""

    async def barred_at(self, link: str) -> bool:
        """Whether what stands at this address must not come in again."""

    async def unforget(self, wanted: str) -> int:
        """Let in again what was forgotten: an article by number or address, or a source by name; how many articles."""

    async def gone(self, number: int) -> bool:
        """Whether there was an article of this number that is not in the store any more."""

    async def unchanged_since(self, moment: datetime) -> Sequence[int]:
        """Articles that came in before this and have not changed since."""

    async def retention(self) -> int | None:
        """For how many days articles are kept; null for ever."""

    async def set_retention(self, days: int | None) -> None:
        """Keep articles for so long; a longer time lets in again what was too old for the one before."""


@dataclass(frozen=True, slots=True, order=True)
class AliasPair:
    """A name that means the same as another; `means` is empty where a name that comes with the program is put off."""

    name: str
    means: str = ""


class Naming(Protocol):
    """Names that mean the same."""

    async def aliases(self) -> Sequence[AliasPair]:
        """All that were set in this store."""

    async def set_aliases(self, add: Sequence[AliasPair], drop: Sequence[AliasPair]) -> None:
        """Add some and drop some, in one step; `version` changes."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that gave no article, and why; `failed` is false when it was passed over on purpose."""

    source: str
    reason: str
    failed: bool


@dataclass(frozen=True, slots=True)
class FailureCount:
    """How many documents failed for one reason, the newest as an example, and when that was."""

    reason: str
    count: int
    failed: bool
    example: str
    at: datetime


class Failures(Protocol):
    """What could not be taken in of late."""

    async def note_failures(self, failures: Sequence[Failure]) -> None:
        """Remember these for some days."""

    async def failures(self, since: datetime, most: int) -> Sequence[FailureCount]:
        """Counts by reason, the commonest first."""


@dataclass(frozen=True, slots=True)
class Checked:
    """When every page of the store was last read, and what was wrong; null when nothing was."""

    at: datetime
    fault: str | None


class Health(Protocol):
    """Whether the store itself is whole."""

    async def check(self) -> Checked:
        """Read every page, at low priority beside everything else; takes seconds for each GB."""

    async def schema(self) -> int:
        """The version of what the store is made of."""

    async def checked(self) -> Checked | None:
        """What the last check found."""


class Keeping(Forgetting, Naming, Failures, Health, Protocol):
    """All of it."""
