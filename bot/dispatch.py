"""An Invocation finds its Command: typed words become checked arguments, and every error becomes a Reply.

Imports the core alone. Platforms with typed options of their own call `Dispatcher.invoke` with what they have;
the terminal, Slack and buttons call `Dispatcher.answer` with a line.
"""

from __future__ import annotations

import asyncio
import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import structlog

from bot.core.command import Asker, Command, Invocation, Kind, Library, Option
from bot.core.errors import SitrepError, UserError
from bot.core.reply import Button, Reply
from bot.core.when import parse_day

LIMIT = 1000
SECONDS = 20.0
WORD = re.compile(r'(?P<name>[A-Za-z_]{2,20}):(?P<value>"[^"]*"?|[^\s"]\S*)|(?P<quoted>"[^"]*"?)|(?P<bare>\S+)')
QUOTES = str.maketrans("“”„‟«»＂", '"""""""')
TRUE = frozenset({"true", "yes", "on", "1"})
FALSE = frozenset({"false", "no", "off", "0"})

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Line:
    """A typed command line, read as far as it goes without looking at anything stored."""

    command: Command
    values: Mapping[str, str]
    note: str | None = None
    other: str | None = None


class Dispatcher:
    """Holds the commands and the library they ask; makes one Reply for each line."""

    def __init__(self, commands: Sequence[Command], library: Library, today: Callable[[], date]) -> None:
        self.commands = tuple(commands)
        self.library = library
        self._today = today

    async def answer(self, line: str, asker: Asker) -> Reply:
        """The answer to one typed line; never raises for a wrong one."""
        try:
            read = read_line(line, self.commands)
        except UserError as problem:
            return refusal(problem)
        reply = await self.invoke(read.command, read.values, asker)
        if read.note:
            buttons = (*reply.buttons, Button(read.other, read.other)) if read.other else reply.buttons
            reply = replace(reply, notes=(read.note, *reply.notes), buttons=buttons)
        return reply

    async def invoke(self, command: Command, values: Mapping[str, str], asker: Asker) -> Reply:
        """The answer of a command to raw option values."""
        try:
            _allow(command, asker)
            today = self._today()
            arguments = check(command, values, today)
            invocation = Invocation(command, arguments, self.library, today, asker, self.commands)
            async with asyncio.timeout(SECONDS):
                reply = await command.run(invocation)
        except SitrepError as problem:
            return refusal(problem)
        except TimeoutError:
            return _fault("Too slow", f"No answer within {SECONDS:.0f} s; the store is busy. Try again in a minute.")
        except Exception:
            log.exception("command failed", action="command_failed", command=command.name)
            said = f"/{command.name} could not be answered; the log has the details. Nothing was changed."
            return _fault("Something went wrong", said)
        return replace(reply, private=reply.private or command.private or arguments.get("private") is True)


def _allow(command: Command, asker: Asker) -> None:
    if command.admin and asker.role != "admin":
        raise UserError(f"/{command.name} is for admins of this store. Ask one of them, or see /help.")


def refusal(problem: SitrepError) -> Reply:
    """A foreseen error as a Reply, with a button for what would work."""
    if not isinstance(problem, UserError):
        return _fault("Not possible", str(problem))
    buttons = (Button(problem.suggestion, problem.suggestion),) if problem.suggestion else ()
    return Reply(title="Not understood", error=str(problem), buttons=buttons)


def _fault(title: str, error: str) -> Reply:
    return Reply(title=title, error=error, blame="bot")


def read_line(line: str, commands: Sequence[Command]) -> Line:
    """Find the command and its raw option values in a typed line, written as `/figures x` or `/brief figures x`."""
    line = " ".join(line.translate(QUOTES).split())
    if len(line) > LIMIT:
        raise UserError(
            f"That is {len(line):,} characters long; {LIMIT:,} are the most. Name the topic in a few words."
        )
    head, _, rest = line.partition(" ")
    name = head.removeprefix("/").lower()
    if not name:
        raise UserError("Type a command: /brief tumen river, or /help for all of them.", "/help")
    named = {command.name: command for command in commands}
    command = named.get(name)
    if command is None:
        raise _unknown(head, rest, named)
    if name != "brief":
        return Line(command, split_options(command, rest))
    inner, _, inner_rest = rest.partition(" ")
    other = named.get(inner.lower())
    if other is None or other is command:
        return Line(command, split_options(command, inner_rest if other else rest))
    topic = rest.replace('"', "")
    reading = f"Read as /{other.name} {inner_rest}".rstrip() + f'. For a briefing on the words: /brief "{topic}"'
    note = reading if inner_rest and other.name != "help" else None
    return Line(other, split_options(other, inner_rest), note, f'/brief "{topic}"' if note else None)


def _unknown(head: str, rest: str, named: Mapping[str, Command]) -> UserError:
    """An unknown command, with the nearest one offered."""
    shown = head if head.startswith("/") else f"/{head}"
    near = difflib.get_close_matches(head.removeprefix("/").lower(), named, n=1, cutoff=0.7)
    if near:
        return UserError(f"No command {shown[:40]}. Did you mean /{near[0]}?", f"/{near[0]} {rest}".rstrip())
    if not head.startswith("/"):
        return UserError(
            f"Commands begin with a slash. For a briefing on this: /brief {head} {rest}".rstrip()[:200],
            f"/brief {head} {rest}".rstrip(),
        )
    return UserError(f"No command {shown[:40]}. /help lists them all.", "/help")


def split_options(command: Command, rest: str) -> dict[str, str]:
    """`name:value` parts whose name is an option's, and the other words for the first option."""
    names = {option.name for option in command.options}
    values: dict[str, str] = {}
    words = []
    for match in WORD.finditer(rest):
        name = (match["name"] or "").lower()
        if name in names:
            if name in values:
                raise UserError(f"{name}: is given twice; keep one of them.")
            values[name] = match["value"].strip('"')
        elif name and not match["value"].startswith("//") and (near := difflib.get_close_matches(name, names, 1, 0.75)):
            raise UserError(f"/{command.name} has no option '{name}:'. Did you mean {near[0]}:{match['value']}?")
        else:
            words.append(match.group())
    if words:
        _place(command, " ".join(words), values)
    return values


def _place(command: Command, words: str, values: dict[str, str]) -> None:
    """Put unnamed words where they belong."""
    first = next((option for option in command.options if option.kind is not Kind.FLAG), None)
    if first is None:
        raise UserError(f"/{command.name} takes no words; '{words[:40]}' is too much.", f"/{command.name}")
    if first.name in values:
        raise UserError(f"{first.name}: is given and '{words[:40]}' stands beside it; keep one of them.")
    values[first.name] = words


def check(command: Command, values: Mapping[str, str], today: date) -> dict[str, str | bool | date]:
    """Raw values as typed arguments; `UserError` names what is missing, unknown or wrong."""
    options = {option.name: option for option in command.options}
    for name in values:
        if name not in options:
            raise UserError(f"/{command.name} has no option '{name}:'. It takes: {', '.join(options) or 'nothing'}.")
    arguments: dict[str, str | bool | date] = {}
    for option in command.options:
        value = values.get(option.name, "").strip()
        if value.strip('"'):
            arguments[option.name] = read_value(option, value, today)
        elif option.required:
            raise UserError(f"/{command.name} needs a {option.name}: {command.example}", command.example)
    since, until = arguments.get("since"), arguments.get("until")
    if isinstance(since, date) and isinstance(until, date) and since > until:
        raise UserError(f"since: {since} is later than until: {until}; turn them round.")
    return arguments


def read_value(option: Option, value: str, today: date) -> str | bool | date:
    """One typed value."""
    if option.kind is Kind.DAY:
        day = parse_day(value, today, end=option.name == "until")
        if day is None:
            raise UserError(f"{option.name}: '{value[:60]}' is no date. Try 2024-01-31, 'last week' or '3 months'.")
        return day
    if option.kind is Kind.FLAG:
        if value.lower() not in TRUE | FALSE:
            raise UserError(f"{option.name}: '{value[:60]}' is neither true nor false.")
        return value.lower() in TRUE
    if option.kind is Kind.CHOICE:
        if value.lower() not in option.choices:
            raise UserError(f"{option.name}: '{value[:60]}' is none of {', '.join(option.choices)}.")
        return value.lower()
    return value
