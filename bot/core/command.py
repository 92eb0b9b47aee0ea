"""A command as every platform sees it: its name, its options, and a function from Invocation to Reply.

A command knows neither Slack nor Discord. What it needs from the rooms above comes with the Invocation, as the
`Library` protocol below; `bot.dispatch` turns typed words or a platform's options into an Invocation.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, Protocol, TypeAlias

from bot.core.ports import SourceRow, Stored, Topic, Totals
from bot.core.reply import Evidence, FigureRow, Link, PersonRow, Reply, StatementRow

Size: TypeAlias = Literal["short", "normal", "long"]
Role: TypeAlias = Literal["user", "admin"]


class Kind(StrEnum):
    """What an option takes, so that platforms can offer and check it."""

    TOPIC = "topic"
    DAY = "day"
    SOURCE = "source"
    CHOICE = "choice"
    FLAG = "flag"
    ARTICLE = "article"
    REFERENCE = "reference"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Option:
    """One argument; the words typed without a name go to the first option that is not a flag."""

    name: str
    kind: Kind
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of the library. `since` and `until` are inclusive days."""

    topic: str
    since: date | None = None
    until: date | None = None
    source: str | None = None
    size: Size = "normal"


@dataclass(frozen=True, slots=True)
class Account:
    """All that the library has to say about an Ask, with links numbered in order of first use.

    `total` counts every article that matches. `notes` say how the topic was read. When nothing matches, `free` is how
    many would without days and source, and `closest` holds topics that the store does have.
    """

    topic: str
    coverage: str
    total: int
    free: int = 0
    known: tuple[StatementRow, ...] = ()
    earlier: tuple[StatementRow, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    events: tuple[StatementRow, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    closest: tuple[Topic, ...] = ()
    narrower: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """The sentence behind a reference, in its paragraph, with the article it stands in; spans as in `Evidence`."""

    evidence: Evidence
    stored: Stored
    words: str
    sentence: str
    paragraph: str
    current: bool
    kinds: tuple[str, ...]


class Library(Protocol):
    """What commands may ask of the services; every answer comes from the store alone."""

    async def brief(self, ask: Ask) -> Account:
        """Statements, figures and people on a topic."""

    async def figures(self, ask: Ask) -> Account:
        """Figures alone, more of them."""

    async def people(self, ask: Ask) -> Account:
        """People and organisations alone, more of them."""

    async def timeline(self, ask: Ask) -> Account:
        """Dated events, oldest first."""

    async def find(self, ask: Ask) -> Account:
        """Matching articles, best first, each with the passage that matched."""

    async def article(self, link: str) -> Stored:
        """An article by number or link; `UserError` when there is none."""

    async def about(self, stored: Stored) -> Account:
        """What one article says, as an account of its own."""

    async def latest(self, limit: int, source: str | None) -> Sequence[Stored]:
        """Newest articles first."""

    async def sources(self, topic: str | None) -> Sequence[SourceRow]:
        """Where articles come from, or those that match a topic."""

    async def why(self, ref: str) -> Proof:
        """The sentence behind a reference; `UserError` when there is none."""

    async def totals(self) -> Totals:
        """The store in figures."""

    async def index_line(self) -> str:
        """When the index was last updated, as the coverage line says it."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and from where; `user` is the platform's own identifier."""

    platform: str = "terminal"
    user: str = "local"
    role: Role = "user"


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command with its checked arguments; those not given are absent."""

    command: Command
    arguments: Mapping[str, str | bool | date]
    library: Library
    today: date
    asker: Asker = field(default_factory=Asker)
    commands: Sequence[Command] = ()

    def text(self, name: str) -> str | None:
        """A textual argument, or null."""
        value = self.arguments.get(name)
        return value if isinstance(value, str) else None

    def day(self, name: str) -> date | None:
        """A day, or null."""
        value = self.arguments.get(name)
        return value if isinstance(value, date) else None

    def ask(self) -> Ask:
        """The arguments that most commands share."""
        size = self.text("size")
        return Ask(
            topic=self.text("topic") or self.text("words") or "",
            since=self.day("since"),
            until=self.day("until"),
            source=self.text("source"),
            size="short" if size == "short" else "long" if size == "long" else "normal",
        )


Run: TypeAlias = Callable[[Invocation], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `example` is a whole line that works."""

    name: str
    summary: str
    run: Run
    options: tuple[Option, ...] = ()
    example: str = ""
    admin: bool = False
    private: bool = False


TOPIC = Option("topic", Kind.TOPIC, "what to look for, as you would say it", required=True)
SINCE = Option("since", Kind.DAY, "published on or after this day: 2024-01-31, 'last week', '3 months'")
UNTIL = Option("until", Kind.DAY, "published on or before this day")
SOURCE = Option("source", Kind.SOURCE, "only this publisher or site")
