"""What a button carries: all that is needed to act on it, so that it works after a restart. Pure.

    r:LINE          run this command line              f:LINE     open its form
    p:PAGE:LINE     go on with its answer from PAGE    kr:TOKEN   the same three, with the line kept
    s:NAME          a menu; what is chosen is one of the others

A line too long for an id, or with characters that an id may not hold, is kept in the ledger under its token.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.core.lines import token_of
from bot.platforms.discord.limits import CUSTOM_ID
from bot.platforms.discord.texts import units

Act: TypeAlias = Literal["run", "form", "page"]

ACTS: dict[str, Act] = {"r": "run", "f": "form", "p": "page"}
LETTERS = {act: letter for letter, act in ACTS.items()}
MENU = "s:"


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
    token = token_of(line)
    return Carried(f"k{letter}:{place}{token}", {token: line})


def read(custom_id: str) -> Wanted | None:
    """What a custom id asks for; null for one that is not ours or of another time."""
    head, _, rest = custom_id.partition(":")
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
