"""A command as every platform sees it: its name, its options, and a function from Invocation to Reply.

A command knows neither Slack nor Discord. What it needs from the rooms above comes with the Invocation, as the
protocols of `bot.core.library`; `bot.dispatch` turns typed words or a platform's options into an Invocation.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from bot.core.errors import UserError
from bot.core.library import Ask, Kind, Library
from bot.core.reply import Reply

if TYPE_CHECKING:
    from bot.core.charts import Draughtsman
    from bot.core.planner import Planner
    from bot.core.stewardship import Steward

Role: TypeAlias = Literal["user", "admin"]
Outcome: TypeAlias = Literal["answered", "wrong", "refused", "failed"]

SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Option:
    """One argument; the words typed without a name go to the first option that is not a flag."""

    name: str
    kind: Kind
    help: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks and from where; all identifiers are the platform's own.

    `workspace` is a guild or a team, null in a direct message on Discord; `parent` is the channel that a thread is in.
    `manages` says whether the asker is an admin of that workspace, `role` what they are to the store as a whole.
    `thread` is the Slack thread they ask in, `zone` their own time zone (IANA), where the platform tells. `whole` is
    set for a program that reads the answer and wants all of it, not what a screen holds.
    """

    platform: str = "terminal"
    user: str = "local"
    role: Role = "user"
    workspace: str | None = None
    channel: str | None = None
    parent: str | None = None
    manages: bool = False
    thread: str | None = None
    zone: str | None = None
    whole: bool = False


class Interim(Protocol):
    """Where a command that takes long says how far it is."""

    def show(self, reply: Reply) -> None:
        """The answer so far, without its files; to be called in the event loop, as often as there is something new.

        The platform shows the newest one every few seconds at most, in the message that the final answer replaces.
        """


class Silent:
    """Nobody is shown how far it is."""

    def show(self, reply: Reply) -> None:
        """Nothing is shown."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command with its checked arguments; those not given are absent."""

    command: Command
    arguments: Mapping[str, str | bool | date]
    library: Library
    today: date
    asker: Asker = field(default_factory=Asker)
    commands: Sequence[Command] = ()
    steward: Steward | None = None
    interim: Interim = field(default_factory=Silent)
    planner: Planner | None = None
    draughtsman: Draughtsman | None = None

    def text(self, name: str) -> str | None:
        """A textual argument, or null."""
        value = self.arguments.get(name)
        return value if isinstance(value, str) else None

    def day(self, name: str) -> date | None:
        """A day, or null."""
        value = self.arguments.get(name)
        return value if isinstance(value, date) else None

    def tended(self) -> Steward:
        """Who tends the store; `UserError` where it is only read."""
        if self.steward is None:
            raise UserError("The store can only be read here; admin commands work in the running bot.")
        return self.steward

    def planned(self) -> Planner:
        """Who looks after digests and watches; `UserError` where the store is only read."""
        if self.planner is None:
            raise UserError("The store can only be read here; digests and watches work in the running bot.")
        return self.planner

    def ask(self) -> Ask:
        """The arguments that most commands share."""
        size = self.text("size")
        return Ask(
            topic=self.text("topic") or self.text("words") or "",
            since=self.day("since"),
            until=self.day("until"),
            source=self.text("source"),
            size="short" if size == "short" else "long" if size == "long" else "normal",
            whole=self.asker.whole,
        )

    def again(self, command: str | None = None, topic: str | None = None, **changes: str) -> str:
        """The line that asks the same of this or another command: its topic and limits, with `changes`."""
        kept = {
            name: value.isoformat() if isinstance(value, date) else str(value)
            for name, value in self.arguments.items()
            if name in LIMITS
        }
        words = topic or self.text("topic") or self.text("words") or ""
        return write_line(command or self.command.name, {"topic": words, **kept, **changes}, bare="topic")


Run: TypeAlias = Callable[[Invocation], Awaitable[Reply]]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `example` is a whole line that works.

    What `run` answers depends on the arguments, the day, the asker's role and the store alone, so that it may be
    remembered; an `admin` or `live` command is always run. A `deed` is written into the audit log, as `admin` ones are.

    A name of two words, as in "admin status", makes it a part of a group. An answer is given up after `seconds`.
    """

    name: str
    summary: str
    run: Run
    options: tuple[Option, ...] = ()
    example: str = ""
    admin: bool = False
    private: bool = False
    seconds: float = SECONDS
    live: bool = False
    deed: bool = False

    @property
    def group(self) -> str | None:
        """The first word of a name of two."""
        head, _, rest = self.name.partition(" ")
        return head if rest else None

    @property
    def fillable(self) -> bool:
        """Whether it sets something up from words of the asker, so that a form is of use."""
        return self.deed and bool(self.options) and self.options[0].kind is not Kind.NUMBER


def write_line(command: str, values: Mapping[str, str], bare: str | None = None) -> str:
    """A command line that reads back as these values; the option `bare` is written without its name."""
    parts = [f"/{command}"]
    for name, value in values.items():
        if name == bare:
            parts += [value] if value else []
        elif value:
            inner = value.replace('"', " ")
            parts.append(f'{name}:"{inner}"' if " " in inner else f"{name}:{inner}")
    return " ".join(parts)


def line_of(command: Command, values: Mapping[str, str]) -> str:
    """The line that asks a command with these values; the words of its first option stand without its name."""
    bare = next((option.name for option in command.options if option.kind is not Kind.FLAG), None)
    return write_line(command.name, values, bare)


LIMITS = ("since", "until", "source")
TOPIC = Option("topic", Kind.TOPIC, "what to look for, as you would say it", required=True)
SINCE = Option("since", Kind.DAY, "published on or after this day: 2024-01-31, 'last week', '3 months'")
UNTIL = Option("until", Kind.DAY, "published on or before this day")
SOURCE = Option("source", Kind.SOURCE, "only this publisher or site")
CHART = Option("chart", Kind.FLAG, "draw it as well")
