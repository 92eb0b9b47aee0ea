"""What a button carries: all that is needed to act on it, so that it works after a restart. Pure.

    r:LINE          run this command line              f:LINE     open its form
    p:PAGE:LINE     go on with its answer from PAGE    kr:TOKEN   the same three, with the line kept
    s:NAME          a menu; what is chosen is one of the others
    m:MARK:ID       any of these, in a message that is known again by its mark: Discord keeps ids as they were sent

A line too long for an id, or with characters that an id may not hold, is kept in the ledger under its token.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.core.lines import token_of
from bot.platforms.discord.limits import CUSTOM_ID
from bot.platforms.discord.texts import units

Act: TypeAlias = Literal["run", "form", "page"]

ACTS: dict[str, Act] = {"r": "run", "f": "form", "p": "page"}
LETTERS = {act: letter for letter, act in ACTS.items()}
MENU = "s:"
MARKED = re.compile(r"\Am:([0-9a-f]{12}):")
MARK_ROOM = 15


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants who pressed a button; `line` is null where it is kept under `token`."""

    act: Act
    line: str | None = None
    token: str | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """A custom id, and the lines that have to be kept for it, by token."""

    id: str
    kept: dict[str, str]


def carry(act: Act, line: str, page: int = 0) -> Carried:
    """The custom id that asks for this."""
    letter = LETTERS[act]
    place = f"{page}:" if act == "page" else ""
    whole = f"{letter}:{place}{line}"
    if units(whole) <= CUSTOM_ID and line.isprintable():
        return Carried(whole, {})
    return _kept(act, line, place)


def _kept(act: Act, line: str, place: str) -> Carried:
    token = token_of(line)
    return Carried(f"k{LETTERS[act]}:{place}{token}", {token: line})


def markable(custom_id: str) -> Carried:
    """The same with room for a mark: a line that leaves none is kept."""
    wanted = read(custom_id)
    if units(custom_id) + MARK_ROOM <= CUSTOM_ID or wanted is None or wanted.line is None:
        return Carried(custom_id, {})
    return _kept(wanted.act, wanted.line, f"{wanted.page}:" if wanted.act == "page" else "")


def marked(custom_id: str, mark: str) -> str:
    """The id with a mark of twelve hexadecimal digits in front."""
    return f"m:{mark}:{custom_id}"


def mark_of(custom_id: str) -> str | None:
    """The mark in front of an id."""
    match = MARKED.match(custom_id)
    return match[1] if match else None


def read(custom_id: str) -> Wanted | None:
    """What a custom id asks for; null for one that is not ours or of another time."""
    head, _, rest = MARKED.sub("", custom_id, count=1).partition(":")
    act = ACTS.get(head.removeprefix("k"))
    if act is None or not rest:
        return None
    page = 0
    if act == "page":
        number, _, rest = rest.partition(":")
        if not number.isdecimal() or len(number) > 4 or not rest:
            return None
        page = int(number)
    return Wanted(act, token=rest, page=page) if head.startswith("k") else Wanted(act, line=rest, page=page)
