"""What is drawn, as plain data: charts without colours or places on paper, and who draws them.

`bot.services.charting` makes them from answers, `bot.charts` draws them in a process of its own. Charts that are equal
are one picture.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol, TypeAlias

from bot.core.library import Account
from bot.core.publishing import Published
from bot.core.reply import File, Reply

Step: TypeAlias = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a quantity, in the unit of its panel, from the sources of these numbers.

    `value` is null where only a range is told. `low` and `high` are what the words leave open; null where they are open
    that way ("over 1,000" has no `high`). `days` are the first and last day that it holds for, `when` says the same.
    """

    words: str
    sources: tuple[int, ...]
    value: float | None
    low: float | None
    high: float | None
    days: tuple[date, date] | None = None
    when: str = ""
    who: str = ""
    corrected: bool = False

    @property
    def middle(self) -> float:
        """Where its mark stands."""
        if self.value is not None:
            return self.value
        return ((self.low or 0.0) + (self.high if self.high is not None else self.low or 0.0)) / 2


@dataclass(frozen=True, slots=True)
class Panel:
    """One quantity: its points by time, or with `course` false one below the other. `unit` may be empty."""

    title: str
    unit: str
    points: tuple[Point, ...]
    course: bool


@dataclass(frozen=True, slots=True)
class FigureChart:
    """Figures that several articles tell, each in a panel."""

    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened between two days, both included; `when` is their precision in words."""

    days: tuple[date, date]
    when: str
    words: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EventChart:
    """Events, oldest first."""

    title: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """The articles of some days, as many of each publisher as `counts` tells."""

    days: tuple[date, date]
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class ArticleChart:
    """Articles for each `step`, without gaps, oldest first; `names` are the publishers, most articles first."""

    title: str
    step: Step
    names: tuple[str, ...]
    bars: tuple[Bar, ...]


Chart: TypeAlias = FigureChart | EventChart | ArticleChart


@dataclass(frozen=True, slots=True)
class Undrawn:
    """Why there is no picture of a chart."""

    reason: str


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture for an answer, or in one line why there is none.

    With `fleeting` there may be one when it is asked for again.
    """

    file: File | None = None
    note: str = ""
    fleeting: bool = False

    def beside(self, reply: Reply) -> Reply:
        """The answer with it."""
        files = (*reply.files, self.file) if self.file else reply.files
        notes = (*reply.notes, self.note) if self.note else reply.notes
        return replace(reply, files=files, notes=notes, fleeting=reply.fleeting or self.fleeting)


class Draughtsman(Protocol):
    """Who draws what an answer says; nothing is raised, and nothing takes longer than an answer may."""

    async def figures(self, account: Account) -> Illustration:
        """How the figures of an answer went, and where they contradict each other."""

    async def timeline(self, account: Account) -> Illustration:
        """The events of an answer by their time."""

    async def articles(self, published: Published, source: str | None) -> Illustration:
        """When how many articles came out, and whose."""
