"""What admin commands may do about what the store keeps: forgetting, names, figures taken out, its state.

Protocols and plain data alone; a `Keeper` has one of each kind of work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from bot.core.keeping import Checked, Extent, FailureCount
from bot.core.library import Ask

if TYPE_CHECKING:  # as in `bot.core.library`
    from bot.core.ports import Deed


@dataclass(frozen=True, slots=True)
class Doom:
    """What is to be forgotten: one article, or with `source` all of a source by the name it was asked for."""

    numbers: tuple[int, ...]
    extent: Extent
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many articles went; `scrubbed` is false while a reader kept traces of them in the log."""

    articles: int
    scrubbed: bool


class Forgetter(Protocol):
    """Takes articles out for good, at once or when they are old."""

    async def doom(self, wanted: str) -> Doom:
        """What an article's number or link, or a source's exact name, stands for; `UserError` where it is neither."""

    async def forget(self, doom: Doom) -> Forgotten:
        """Take it out of every answer at once, then out of the files."""

    async def unforget(self, wanted: str) -> int:
        """Let it in again when it comes; how many articles that may be."""

    async def retention(self) -> int | None:
        """For how many days articles are kept; null for ever."""

    async def outlived(self, days: int) -> Extent:
        """What would go if articles were kept for so many days."""

    async def keep_for(self, days: int | None) -> None:
        """Set how long; nothing goes before `expire`."""

    async def expire(self) -> Forgotten:
        """Forget what has been here for longer than articles are kept."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names that mean the same: `shipped` groups come with the program, `own` were set here, `off` are put off."""

    shipped: tuple[tuple[str, ...], ...] = ()
    own: tuple[tuple[str, ...], ...] = ()
    off: tuple[str, ...] = ()


class Namer(Protocol):
    """Keeps the names that mean the same."""

    async def names(self) -> Names:
        """All of them."""

    async def add(self, name: str, means: str) -> tuple[str, ...]:
        """Let a name mean the same as another; all names of the thing. `UserError` where it cannot be."""

    async def remove(self, name: str) -> str:
        """Let a name mean nothing else any more; in one line what that did. `UserError` where it does not."""


@dataclass(frozen=True, slots=True)
class Export:
    """Figures as CSV in UTF-8; `data` is null where they are more than fits."""

    articles: int
    figures: int
    data: bytes | None


class Exporter(Protocol):
    """Takes figures out."""

    async def figures(self, ask: Ask, most: int) -> Export:
        """The figures of all articles that match, if they are at most so many bytes; an empty topic matches all."""


@dataclass(frozen=True, slots=True)
class Condition:
    """How the store is: `failures` are of the last day, `pending` articles are on their way out."""

    failures: tuple[FailureCount, ...]
    versions: Mapping[str, str]
    retention: int | None
    names: Names
    pending: int
    checked: Checked | None


@dataclass(frozen=True, slots=True)
class AuditAsk:
    """Which part of the audit log: `user` as the platform names them, alone or as `platform:user`."""

    limit: int
    skip: int = 0
    user: str | None = None
    since: date | None = None


class Examiner(Protocol):
    """Tells how the store is and what was done to it."""

    async def condition(self, now: datetime) -> Condition:
        """The state of the store."""

    async def audit(self, ask: AuditAsk) -> Sequence[Deed]:
        """What admins did and who was refused, newest first."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps the store."""

    forgetter: Forgetter
    namer: Namer
    exporter: Exporter
    examiner: Examiner
