"""An Invocation finds its Command: allowed, checked, in time; and every error becomes a Reply.

Imports the core alone. Platforms with typed options of their own call `Dispatcher.invoke` with what they have;
the terminal, Slack and buttons call `Dispatcher.answer` with a line.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Literal, Protocol

import structlog

from bot.core.charts import Draughtsman
from bot.core.command import Asker, Command, Interim, Invocation, Option, Outcome, Silent, line_of
from bot.core.errors import NotAllowed, SitrepError, UserError
from bot.core.library import Choice, Kind, Library
from bot.core.lines import Line, check, read_line
from bot.core.planner import Planner
from bot.core.ports import Deed, Ledger
from bot.core.remembered import Remembered
from bot.core.reply import Button, Reply
from bot.core.stewardship import Steward

COMPLETIONS = 25
COMPLETION_SECONDS = 2.0
REMEMBERED_BYTES = 200_000  # of files in one answer; one with more is made anew each time
SILENT = Silent()

log = structlog.get_logger()


class Door(Protocol):
    """Who may ask, where, and how often."""

    def admit(self, asker: Asker) -> Asker:
        """The asker with the role they have here; raises `NotAllowed`."""


class Observer(Protocol):
    """What is told of every answer."""

    def answered(self, command: str, platform: str, outcome: Outcome, seconds: float) -> None:
        """A command got its answer, after `seconds`."""


class OpenDoor:
    """Everybody may ask, with the role they come with: the terminal, whose user owns the store's file."""

    def admit(self, asker: Asker) -> Asker:
        """The asker as they are."""
        return asker


class Unobserved:
    """Nobody counts."""

    def answered(self, command: str, platform: str, outcome: Outcome, seconds: float) -> None:
        """Nothing is noted."""


def _nothing() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Helpers:
    """What stands beside the library: who may, counts, tends the store, plans and draws, and what is written down.

    `warning` is what every answer must say now, such as that the store is damaged.
    `remembers` is how many answers are kept for who asks the same; 0 makes each anew, for measuring.
    """

    door: Door = field(default_factory=OpenDoor)
    observer: Observer = field(default_factory=Unobserved)
    steward: Steward | None = None
    ledger: Ledger | None = None
    remembers: int = 64
    warning: Callable[[], str | None] = _nothing
    planner: Planner | None = None
    draughtsman: Draughtsman | None = None


class Dispatcher:
    """Holds the commands and the library they ask; makes one Reply for each line."""

    def __init__(
        self,
        commands: Sequence[Command],
        library: Library,
        today: Callable[[], date],
        helpers: Helpers | None = None,
    ) -> None:
        self.commands = tuple(commands)
        self.library = library
        self._today = today
        self._helpers = helpers or Helpers()
        self._remembered: Remembered[Reply] = Remembered(self._helpers.remembers, _lasting)

    @property
    def steward(self) -> Steward | None:
        """Who tends the store, where it is more than read."""
        return self._helpers.steward

    async def answer(self, line: str, asker: Asker, interim: Interim = SILENT) -> Reply:
        """The answer to one typed line; never raises for a wrong one. `interim` is shown the answer so far."""
        try:
            read = read_line(line, self.commands)
        except UserError as problem:
            return refusal(problem)
        reply = await self.invoke(read.command, read.values, asker, interim)
        return _with_other_reading(reply, read) if read.note else reply

    async def invoke(
        self, command: Command, values: Mapping[str, str], asker: Asker, interim: Interim = SILENT
    ) -> Reply:
        """The answer of a command to raw option values."""
        started = time.monotonic()
        reply, outcome = await self._outcome(command, values, asker, interim)
        self._helpers.observer.answered(command.name, asker.platform, outcome, time.monotonic() - started)
        line = reply.line or line_of(command, values)
        if command.admin or command.deed:
            await self._note(line, asker, outcome)
        warning = self._helpers.warning()
        notes = (warning, *reply.notes) if warning else reply.notes
        return replace(reply, line=line, notes=notes, private=reply.private or command.private)

    def fault(self, command: Command, values: Mapping[str, str]) -> UserError | None:
        """What is wrong with these raw values, before anything is asked; null when nothing is."""
        try:
            check(command, values, self._today())
        except UserError as problem:
            return problem
        return None

    async def complete(self, command: Command, option: str, typed: str) -> Sequence[Choice]:
        """Completions of what was typed of an option so far; none when they would come too late."""
        wanted = next((item for item in command.options if item.name == option), None)
        if wanted is None:
            return ()
        try:
            async with asyncio.timeout(COMPLETION_SECONDS):
                return await self._completions(wanted, typed)
        except (SitrepError, TimeoutError) as problem:
            log.warning("no completions", action="completion_failed", option=option, problem=str(problem))
            return ()

    async def _completions(self, option: Option, typed: str) -> Sequence[Choice]:
        if option.choices:
            return [Choice(value, value) for value in option.choices if value.startswith(typed.lower())]
        if option.kind is Kind.COMMAND:
            names = [command.name for command in self.commands if typed.lower().removeprefix("/") in command.name]
            return [Choice(name, name) for name in names[:COMPLETIONS]]
        return await self.library.complete(option.kind, typed, COMPLETIONS)

    async def _outcome(
        self, command: Command, values: Mapping[str, str], asker: Asker, interim: Interim
    ) -> tuple[Reply, Outcome]:
        try:
            admitted = self._helpers.door.admit(asker)
            _allow(command, admitted)
            reply = await self._run(command, values, admitted, interim)
        except NotAllowed as problem:
            return refusal(problem), "refused"
        except UserError as problem:
            return _with_form(refusal(problem), command, values, problem), "wrong"
        except SitrepError as problem:
            return refusal(problem), "failed"
        except TimeoutError:
            said = f"No answer within {command.seconds:.0f} s; the store is busy. Try again in a minute."
            return _fault("Too slow", said), "failed"
        except Exception:
            log.exception("command failed", action="command_failed", command=command.name)
            said = f"/{command.name} could not be answered; the log has the details. Nothing was changed."
            return _fault("Something went wrong", said), "failed"
        return reply, "answered" if reply.error is None else "wrong"

    async def _run(self, command: Command, values: Mapping[str, str], asker: Asker, interim: Interim) -> Reply:
        today = self._today()
        arguments = check(command, values, today)
        steward = self._helpers.steward if command.admin else None
        hidden = arguments.get("private") is True
        shown = _Dressed(interim, line_of(command, values), command.private or hidden)
        invocation = Invocation(
            command,
            arguments,
            self.library,
            today,
            asker,
            self.commands,
            steward,
            shown,
            self._helpers.planner,
            self._helpers.draughtsman,
        )
        async with asyncio.timeout(command.seconds):
            if command.admin or command.live:
                reply = await command.run(invocation)
            else:
                asked = (line_of(command, values), asker.role, asker.whole, today, await self.library.version())
                reply = await self._remembered.get(asked, lambda: self._whole(invocation))
        return replace(reply, private=reply.private or hidden)

    async def _whole(self, invocation: Invocation) -> Reply:
        """The answer from one index: made again where another was swapped in while it was being made."""
        while True:
            before = await self.library.generation()
            reply = await invocation.command.run(invocation)
            if before == await self.library.generation():
                return reply

    async def _note(self, said: str, asker: Asker, outcome: Outcome) -> None:
        """One line in the audit log; an answer is not lost because it cannot be written."""
        if self._helpers.ledger is None:
            return
        done: Literal["done", "refused", "failed"] = (
            "done" if outcome == "answered" else "refused" if outcome == "refused" else "failed"
        )
        deed = Deed(datetime.now(UTC), asker.platform, asker.user, asker.workspace, asker.channel, said, done)
        try:
            await self._helpers.ledger.write_deed(deed)
        except SitrepError as problem:
            log.warning("audit log not written", action="audit_failed", line=said, problem=str(problem))


@dataclass(frozen=True, slots=True)
class _Dressed:
    """What a command shows on its way, with what every answer of it has."""

    inner: Interim
    line: str
    private: bool

    def show(self, reply: Reply) -> None:
        """Pass it on."""
        self.inner.show(replace(reply, line=self.line, private=reply.private or self.private))


def _allow(command: Command, asker: Asker) -> None:
    if command.admin and asker.role != "admin":
        raise NotAllowed(f"/{command.name} is for admins of this store. Ask one of them, or see /help.")


def _lasting(reply: Reply) -> bool:
    return not reply.fleeting and sum(len(file.data) for file in reply.files) <= REMEMBERED_BYTES


def _with_other_reading(reply: Reply, read: Line) -> Reply:
    buttons = (*reply.buttons, Button(read.other, read.other)) if read.other else reply.buttons
    return replace(reply, notes=(*([read.note] if read.note else []), *reply.notes), buttons=buttons)


def _with_form(reply: Reply, command: Command, values: Mapping[str, str], problem: UserError) -> Reply:
    """What is typed with many options may be filled in instead, where an option is at fault."""
    if not (command.fillable and problem.option):
        return reply
    return replace(reply, buttons=(*reply.buttons, Button("Fill in a form …", line_of(command, values), form=True)))


def refusal(problem: SitrepError) -> Reply:
    """A foreseen error as a Reply, seen by the asker alone, with a button for what would work."""
    if isinstance(problem, NotAllowed):
        return Reply(title="Not allowed", error=str(problem), private=True)
    if not isinstance(problem, UserError):
        return _fault("Not possible", str(problem))
    buttons = (Button(problem.suggestion, problem.suggestion),) if problem.suggestion else ()
    return Reply(title="Not understood", error=str(problem), buttons=buttons, private=True)


def _fault(title: str, error: str) -> Reply:
    return Reply(title=title, error=error, blame="bot", private=True)
