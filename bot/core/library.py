"""What commands may ask of the library, which answers from the store.

Protocols and plain data alone; the services are behind them, so that commands and platforms know no store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from bot.core.publishing import Published
from bot.core.reply import Card, Evidence, FigureRow, Link, PersonRow, StatementRow, TextRow

if TYPE_CHECKING:  # a store knows digests, and these know the rooms that commands are given in
    from bot.core.ports import SourceRow, Stored, Topic, Totals

Size: TypeAlias = Literal["short", "normal", "long"]


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
    TEXT = "text"
    ADDRESS = "address"
    NUMBER = "number"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of the library. `since` and `until` are inclusive days.

    `whole` asks for all that there is to tell, and not for what a screen holds.
    """

    topic: str
    since: date | None = None
    until: date | None = None
    source: str | None = None
    size: Size = "normal"
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """All that the library has to say about an Ask, with links numbered in order of first use.

    `total` counts every article that matches, `stories` those that they tell as far as they were read. `notes` say how
    the topic was read. When nothing matches, `free` is how many would without days and source, and `closest` holds
    topics that the store does have. `changes` are what the publisher of the one article changed in it. The statements
    of a briefing stand under the stories that they are of, each headed by when it is from and who stands behind it;
    `sides` hold what only one publisher has.
    """

    topic: str
    coverage: str
    total: int
    stories: int = 0
    free: int = 0
    known: tuple[StatementRow | FigureRow | TextRow, ...] = ()
    earlier: tuple[StatementRow | TextRow, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    events: tuple[StatementRow, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()
    closest: tuple[Topic, ...] = ()
    narrower: tuple[Topic, ...] = ()
    changes: tuple[TextRow, ...] = ()
    sides: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """How a line came to be chosen: what stands behind its story, what it weighs in its article, who else says it.

    `heading` is null where its article is alone, `weighed` where it is no statement.
    """

    heading: str | None = None
    weighed: str | None = None
    rows: tuple[StatementRow | FigureRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """The sentence behind a reference, in its paragraph, with the article it stands in; spans as in `Evidence`.

    The article's link is the first of `links`; the others are those of the `trace`.
    """

    evidence: Evidence
    stored: Stored
    words: str
    sentence: str
    paragraph: str
    current: bool
    kinds: tuple[str, ...]
    links: tuple[Link, ...] = ()
    trace: Trace = Trace()


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

    async def compare(self, ask: Ask) -> Account:
        """What several publishers say (`known` and, where they differ, `figures`), and `sides`, what only one has."""

    async def find(self, ask: Ask) -> Account:
        """Matching articles, best first, each with the passage that matched."""

    async def article(self, link: str) -> Stored:
        """An article by number or link; `UserError` when there is none."""

    async def about(self, stored: Stored) -> Account:
        """What one article says, as an account of its own."""

    async def latest(self, limit: int, source: str | None) -> Sequence[Stored]:
        """Newest articles first."""

    async def published(self, source: str | None) -> Published:
        """The newest articles, some thousands at most, by day and publisher."""

    async def sources(self, topic: str | None) -> Sequence[SourceRow]:
        """Where articles come from, or those that match a topic."""

    async def why(self, ref: str) -> Proof:
        """The sentence behind a reference; `UserError` when there is none."""

    async def totals(self) -> Totals:
        """The store in figures."""

    async def generation(self) -> int:
        """Changes when another index is swapped in."""

    async def version(self) -> int:
        """A number that changes whenever anything changes that an answer may depend on."""

    async def index_line(self) -> str:
        """When the index was last updated, as the coverage line says it."""

    async def complete(self, kind: Kind, typed: str, limit: int) -> Sequence[Choice]:
        """What may be meant by what has been typed of an option of this kind so far."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One completion: what is shown and what is then asked for."""

    label: str
    value: str
