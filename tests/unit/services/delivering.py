"""A desk for tests of digests and watches: a real store, a platform that fails on demand, a clock that is set."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.cadence import Cadence, Clock, Every, Weekdays
from bot.core.carrying import Found, Letter, NotCarried, RoomGone
from bot.core.digests import Compiled, Digest, Empty, Mark, Period, Subject
from bot.core.errors import UserError
from bot.core.faults import Fault
from bot.core.following import Adder
from bot.core.register import Notice
from bot.core.reply import Reply, TextRow
from bot.core.rooms import Room
from bot.core.schedule import Late, Schedule
from bot.core.slots import Rhythm

START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DESK = Room("made", "C1", None, "T1")
ANN = Adder("made", "ann", "T1")
DAILY = Clock(Weekdays((0, 1, 2, 3, 4, 5, 6)), (datetime(2026, 1, 1, 8, tzinfo=UTC).time(),))


@dataclass
class Setting:
    """A clock that stands until it is moved."""

    now: datetime = START

    def __call__(self) -> datetime:
        """The time now."""
        return self.now

    def move(self, **by: float) -> None:
        """Put it forward, or back."""
        self.now += timedelta(**by)


@dataclass
class Postbox:
    """A platform whose rooms keep what they were sent; `coming` are what happens to the next attempts."""

    name: str = "made"
    parts: int = 1
    there: dict[str, list[Letter]] = field(default_factory=dict)
    coming: deque[str] = field(default_factory=deque)
    sought: list[str] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)

    def pack(self, reply: Reply) -> Sequence[str]:
        """So many parts."""
        return [f"{reply.title} {part}" for part in range(self.parts)]

    async def carry(self, letter: Letter) -> str:
        """Take it, or fail as is due."""
        happens = self.coming.popleft() if self.coming else "taken"
        if letter.room.channel in self.closed:
            raise RoomGone("The channel was deleted.")
        if happens == "limited":
            raise NotCarried("429", taken=False, retry_after=30.0)
        if happens == "refused":
            raise NotCarried("503", taken=True)
        messages = self.there.setdefault(letter.room.key, [])
        messages.append(letter)
        if happens == "lost":
            raise NotCarried("reset", taken=True)
        if happens == "killed":
            raise KeyboardInterrupt
        return f"{letter.room.key}/{len(messages)}"

    async def seek(self, letter: Letter) -> str | None:
        """The message of this name."""
        self.sought.append(letter.name)
        names = [each.name for each in self.there.get(letter.room.key, [])]
        return f"{letter.room.key}/{names.index(letter.name) + 1}" if letter.name in names else None

    async def look(self, room: Room) -> Found:
        """There is such a room unless it is closed."""
        if room.channel in self.closed:
            raise UserError("There is no such channel.")
        return Found(room, f"#{room.channel}")

    @property
    def times(self) -> Counter[str]:
        """How often each message is there."""
        return Counter(letter.name for letters in self.there.values() for letter in letters)


@dataclass
class Told:
    """A journal that keeps what it is told."""

    outcomes: list[str] = field(default_factory=list)
    states: dict[str, int] = field(default_factory=dict)

    def tried(self, platform: str, outcome: str, seconds: float) -> None:
        """An attempt ended."""
        self.outcomes.append(outcome)

    def delayed(self, platform: str, seconds: float) -> None:
        """A message was brought."""

    def standing(self, states: object) -> None:
        """How messages stand."""


@dataclass
class MadeCompiler:
    """Says how many articles came in, and nothing else."""

    periods: list[Period] = field(default_factory=list)
    failing: set[int] = field(default_factory=set)

    async def compile(self, digest: Digest, period: Period) -> Compiled:
        """A digest of the period."""
        self.periods.append(period)
        if digest.number in self.failing:
            raise ValueError(digest.number)
        new = tuple(range(period.since.article + 1, period.until.article + 1))
        reply = Reply(title=f"{digest.number} at {period.at:%H:%M}", notes=(f"{len(new)} new",))
        return Compiled(reply, new, (), len(new), ())


def digest(
    cadence: Cadence = DAILY,
    *,
    late: Late = Late.SEND,
    empty: Empty = Empty.SAY,
    room: Room = DESK,
    at: datetime = START,
) -> Digest:
    """One that was set up at a moment."""
    schedule = Schedule(Rhythm(cadence, ZoneInfo("UTC"), at), late, at)
    return Digest(0, "", room, ANN, Subject(("tumen river",)), schedule, at, empty=empty, mark=Mark())


def every(seconds: int) -> Every:
    """A cadence."""
    return Every(seconds)


def nobody(fault: Fault, now: datetime) -> Sequence[Notice]:
    """One notice for ann."""
    return [Notice(f"{fault.kind}:{fault.parcel.letter.room.key}", 0, "made", "ann", fault.reason, now)]


def row(words: str) -> TextRow:
    """A row of our own words."""
    return TextRow(words)
