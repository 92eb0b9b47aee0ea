"""A digest: what a room is told regularly, of which topics, and what it has been told so far. Plain data alone.

What is new goes by the order in which the store took things in (`Mark`), which no clock changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.following import Adder
from bot.core.library import Size
from bot.core.quantities import Quantity
from bot.core.reply import Reply
from bot.core.rooms import Room
from bot.core.schedule import Schedule


class Empty(StrEnum):
    """What is done when nothing is new."""

    SAY = "say"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """How far somebody has been told: the highest number of an article, and of a change to one, at that time."""

    article: int = 0
    change: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is about: articles that match any of the topics, from any of the sources; no sources mean all."""

    topics: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest as a store has it; `number` is 0 before it has one.

    `mark` is what it has told up to, `memory` the figures it told, the latest last. `version` grows with every change
    of the row, so that two processes never both advance it.
    """

    number: int
    name: str
    room: Room
    owner: Adder
    subject: Subject
    schedule: Schedule
    created: datetime
    size: Size = "normal"
    empty: Empty = Empty.SAY
    mark: Mark = Mark()
    memory: tuple[Quantity, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """What a digest looks at: everything behind `since` up to and with `until`.

    `began` and `ended` are the same in UTC, for the words "since Sun 08:00". `at` is the slot, or the moment of a
    preview, in UTC; `late` asks for a label. `last` is when a digest of this schedule was sent before, null if never.
    """

    since: Mark
    until: Mark
    began: datetime
    ended: datetime
    at: datetime
    late: bool = False
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Compiled:
    """One digest as it is to be sent, and what it was made of.

    `new` and `updated` are the articles it tells of, `arrived` how many came in at all; `memory` is what the digest
    remembers from now on.
    """

    reply: Reply
    new: tuple[int, ...]
    updated: tuple[int, ...]
    arrived: int
    memory: tuple[Quantity, ...]

    @property
    def nothing(self) -> bool:
        """Whether there is no news in it."""
        return not self.new and not self.updated


class Fate(StrEnum):
    """What became of a slot; whether its messages were brought is known by their deliveries."""

    SENT = "sent"  # written down to be sent
    SILENT = "nothing new"  # and it was to be silent then
    MISSED = "missed"  # too late, and by its policy it was skipped or left to the next


@dataclass(frozen=True, slots=True)
class Edition:
    """What a schedule did for one slot and why; `slot` is its key, `first` that of the first slot it stands for.

    `at` is when it was due, `written` when it was made. `since` is what its period began with.
    """

    digest: int
    slot: str
    first: str
    at: datetime
    written: datetime
    since: datetime
    fate: Fate
    new: tuple[int, ...] = ()
    updated: tuple[int, ...] = ()
    arrived: int = 0
    late: bool = False
