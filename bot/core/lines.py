"""Typed lines read: which command, with which raw values, and those values checked.

Both ways of writing are read, `/figures tumen` and `/brief figures tumen`; a name of two words is a part of a group.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.command import Command, Option
from bot.core.errors import UserError
from bot.core.library import Kind
from bot.core.when import parse_day

LIMIT = 1000
WORD = re.compile(r'(?P<name>[A-Za-z_]{2,20}):(?P<value>"[^"]*"?|[^\s"]\S*)|(?P<quoted>"[^"]*"?)|(?P<bare>\S+)')
QUOTES = str.maketrans("“”„‟«»＂", '"""""""')
TRUE = frozenset({"true", "yes", "on", "1"})
FALSE = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True, slots=True)
class Line:
    """A typed command line, read as far as it goes without looking at anything stored."""

    command: Command
    values: Mapping[str, str]
    note: str | None = None
    other: str | None = None


def read_line(line: str, commands: Sequence[Command]) -> Line:
    """Find the command and its raw option values in a typed line, written as `/figures x` or `/brief figures x`."""
    line = " ".join(line.translate(QUOTES).split())
    if len(line) > LIMIT:
        raise too_long(len(line))
    head, _, rest = line.partition(" ")
    name = head.removeprefix("/").lower()
    if not name:
        raise UserError("Type a command: /brief tumen river, or /help for all of them.", "/help")
    named = {command.name: command for command in commands}
    found = _find(name, rest, named)
    if found is None:
        raise _no_part(name, rest, named) if _parts(name, named) else _unknown(head, rest, named)
    command, words = found
    if command.name != "brief":
        return Line(command, split_options(command, words))
    return _briefing(command, words, named)


def _briefing(brief: Command, rest: str, named: Mapping[str, Command]) -> Line:
    """A line after `/brief`: another command where its first words name one, else a topic."""
    inner, _, inner_rest = rest.partition(" ")
    found = _find(inner.lower(), inner_rest, named)
    if found is None:
        if not inner_rest and _parts(inner.lower(), named):
            raise _no_part(inner.lower(), "", named, f' For a briefing on the word: /brief "{inner}"')
        return Line(brief, split_options(brief, rest))
    command, words = found
    if command is brief:
        return Line(brief, split_options(brief, words))
    topic = rest.replace('"', "")
    other = f'/brief "{topic}"'
    wanting = not words and any(option.required for option in command.options)
    if wanting and not command.group:
        raise UserError(
            f"Read as /{command.name}, which {needs(command.options[0])}: {command.example}. "
            f"For a briefing on the word: {other}",
            other,
        )
    if not words or command.name == "help" or command.group:
        return Line(command, split_options(command, words))
    note = f"Read as /{command.name} {words}. For a briefing on the words: {other}"
    return Line(command, split_options(command, words), note, other)


def _find(name: str, rest: str, named: Mapping[str, Command]) -> tuple[Command, str] | None:
    """The command of this name, or the part of a group that the next word names, with the words that are left."""
    if command := named.get(name):
        return command, rest
    part, _, words = rest.partition(" ")
    command = named.get(f"{name} {part.lower()}")
    return (command, words) if command else None


def _parts(group: str, named: Mapping[str, Command]) -> list[str]:
    return [command.name.partition(" ")[2] for command in named.values() if command.group == group]


def _no_part(group: str, rest: str, named: Mapping[str, Command], other: str = "") -> UserError:
    """A group without the word that says which of its parts is meant; `other` is another reading."""
    parts, typed = _parts(group, named), rest.partition(" ")[0]
    near = difflib.get_close_matches(typed.lower(), parts, n=1, cutoff=0.6)
    said = f"/{group} has no '{typed[:40]}'" if typed else f"/{group} needs one more word"
    asked = f"Did you mean /{group} {near[0]}?" if near else f"It takes: {', '.join(parts)}."
    return UserError(f"{said}. {asked}{other}", f"/{group} {near[0]}" if near else f"/help {group}")


def _unknown(head: str, rest: str, named: Mapping[str, Command]) -> UserError:
    """An unknown command, with the nearest one offered."""
    shown = head if head.startswith("/") else f"/{head}"
    names = [*named, *{command.group for command in named.values() if command.group}]
    near = difflib.get_close_matches(head.removeprefix("/").lower(), names, n=1, cutoff=0.7)
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
        value = " ".join(values.get(option.name, "").translate(QUOTES).split())
        if len(value) > LIMIT:
            raise too_long(len(value), option.name)
        if value.strip('"'):
            arguments[option.name] = read_value(option, value, today)
        elif option.required:
            wants = f"/{command.name} {needs(option)}: {command.example}"
            raise UserError(wants, command.example, option.name)
    since, until = arguments.get("since"), arguments.get("until")
    if isinstance(since, date) and isinstance(until, date) and since > until:
        raise UserError(f"since: {since} is later than until: {until}; turn them round.", option="since")
    return arguments


def needs(option: Option) -> str:
    """What a command lacks: "needs a topic", "needs an address", "needs words"."""
    if option.name.endswith("s") and not option.name.endswith("ss"):
        return f"needs {option.name}"
    return f"needs {'an' if option.name[0] in 'aeio' else 'a'} {option.name}"


def token_of(line: str) -> str:
    """The name under which a line is kept that is too long for a button: the same for the same line."""
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def too_long(size: int, option: str | None = None) -> UserError:
    """More than anybody types."""
    return UserError(
        f"That is {size:,} characters long; {LIMIT:,} are the most. Name the topic in a few words.", option=option
    )


def read_value(option: Option, value: str, today: date) -> str | bool | date:
    """One typed value."""
    if option.kind is Kind.DAY:
        day = parse_day(value, today, end=option.name == "until")
        if day is None:
            fault = f"'{value[:60]}' is no date. Try 2024-01-31, 'last week' or '3 months'."
            raise UserError(f"{option.name}: {fault}", option=option.name)
        return day
    if option.kind is Kind.FLAG:
        if value.lower() not in TRUE | FALSE:
            raise UserError(f"{option.name}: '{value[:60]}' is neither true nor false.", option=option.name)
        return value.lower() in TRUE
    if option.kind is Kind.NUMBER:
        if not (value.isascii() and value.isdigit() and len(value) < 7):
            raise UserError(f"{option.name}: '{value[:60]}' is no whole number, such as 2.", option=option.name)
        return value
    if option.kind is Kind.CHOICE:
        if value.lower() not in option.choices:
            known = ", ".join(option.choices)
            raise UserError(f"{option.name}: '{value[:60]}' is none of {known}.", option=option.name)
        return value.lower()
    return value
