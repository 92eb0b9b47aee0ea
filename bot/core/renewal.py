"""Preparing a whole store again: what is chosen, how far it is, how it ended, and what the store must do for it.

A new index is built beside the one that is served, article by article in the order of their numbers, and swapped in
whole. Until then nothing of it can be seen by `find`, `articles`, `proofs` and the like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias

from bot.core.article import Article, Prepared, RawDocument

Ending: TypeAlias = Literal["done", "refused", "poor", "cancelled", "interrupted"]
Phase: TypeAlias = Literal["starting", "preparing", "checking", "clearing"]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles are prepared again: those of an older pipeline, or with `everything` all.

    `source` and `since` (inclusive) take only articles of that source, and of that day of publication or later.
    """

    everything: bool = False
    source: str | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Wealth:
    """How much was prepared from some articles, in sum; `read` counts those that have a text in a language we read."""

    read: int = 0
    characters: int = 0
    figures: int = 0
    statements: int = 0
    entities: int = 0

    @classmethod
    def of(cls, article: Article) -> Wealth:
        """What one article has."""
        parts = (article.figures, article.statements, article.entities)
        return cls(int(article.read and bool(article.text)), len(article.text), *map(len, parts))

    def __add__(self, other: Wealth) -> Wealth:
        """Both together."""
        return Wealth(
            self.read + other.read,
            self.characters + other.characters,
            self.figures + other.figures,
            self.statements + other.statements,
            self.entities + other.entities,
        )


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be prepared again: its document, null where there is none, and what it has now."""

    number: int
    raw: RawDocument | None
    before: Wealth


@dataclass(frozen=True, slots=True)
class Page:
    """The next articles to be prepared; those below `upto` that are not among them stay as they are."""

    tasks: tuple[Task, ...]
    upto: int


@dataclass(frozen=True, slots=True)
class Account:
    """How far a build is: `done` of `total` articles stand in it, `prepared` of them anew, `failed` as they were.

    `before` and `after` are what the articles prepared anew had and have. `rate` is articles a second, in this run.
    """

    total: int = 0
    done: int = 0
    prepared: int = 0
    failed: int = 0
    before: Wealth = field(default_factory=Wealth)
    after: Wealth = field(default_factory=Wealth)
    phase: Phase = "preparing"
    rate: float = 0.0


@dataclass(frozen=True, slots=True)
class Build:
    """An index under construction: articles below `position` are in it.

    `owner` is the process at work on it and `beat` when it was last heard of; null when it was let go. `paused` builds
    are to stop, or have stopped, until somebody asks to go on.
    """

    fingerprint: str
    selection: Selection
    position: int
    account: Account
    paused: bool
    owner: str | None
    beat: datetime
    started: datetime


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be prepared again and keeps what it has."""

    article: int
    reason: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """How a reindex ended; `reason` says why a set was refused.

    A `poor` set is kept until it is forced or begun anew; an `interrupted` one goes on when the bot starts again.
    `kept` articles stand in it as they were. `failures` are the first of `failed`.
    """

    ending: Ending
    started: datetime
    prepared: int
    kept: int
    failed: int = 0
    failures: tuple[Failure, ...] = ()
    reason: str | None = None


class Renewable(Protocol):
    """A store that can build a new index beside the one it serves; one build at a time, by one owner.

    Whoever works on a build that was taken over by another, or ended, gets a `BuildLost`. Every call is one short
    transaction. What is saved while a build is under way goes into both.
    """

    @property
    def url(self) -> str:
        """The address at which another process opens this store."""

    async def generation(self) -> int:
        """A number that changes when a new index is swapped in."""

    async def build(self) -> Build | None:
        """The build under way or interrupted."""

    async def take_build(self, owner: str, seen: Build | None, fingerprint: str, selection: Selection) -> Build | None:
        """Take over the build that was `seen`, or begin one; null where another was quicker, or `sweep_old` is needed.

        A build for another fingerprint or selection is dropped: then, too, `sweep_old` and claim again.
        """

    async def tasks(self, after: int, limit: int) -> Page | None:
        """Articles to prepare, the first of number `after` or later; null when there are no more articles."""

    async def advance(
        self, owner: str, upto: int, renewed: Mapping[int, Prepared], failures: Sequence[Failure], account: Account
    ) -> Build:
        """Put the next articles below `upto` into the build, at most `STEP` numbers of them.

        Those in `renewed` as they are there, unless a newer document came in meanwhile, all others as they are served.
        `account` is kept with it, its `done` raised by what was put in.
        """

    async def beat(self, owner: str, account: Account) -> Build:
        """Tell that the owner is still at work, and how far."""

    async def pause_build(self, *, paused: bool = True) -> bool:
        """Ask the owner of a build to stop, or let it be gone on with; false when there is none."""

    async def leave_build(self, owner: str, renewal: Renewal) -> None:
        """Let go of a build that stays as it is, and note why."""

    async def gaps(self) -> Sequence[str]:
        """What the build lacks of what is served, one line each; none when it may be swapped in."""

    async def build_failures(self) -> Sequence[Failure]:
        """Articles that could not be prepared again."""

    async def swap(self, owner: str, renewal: Renewal) -> bool:
        """Serve the build from now on; false when articles came in that are not in it yet."""

    async def drop_build(self, owner: str, renewal: Renewal) -> None:
        """Give up a build; what is served stays."""

    async def sweep_old(self) -> bool:
        """Remove a little of what is no longer served; false when nothing is left of it."""

    async def renewals(self, limit: int) -> Sequence[tuple[datetime, Renewal]]:
        """How the last reindexes ended and when, newest first."""
