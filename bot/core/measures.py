"""Units of measure and currencies: the spellings that articles use, and the one name that a figure gives each.

Shared by the step that finds figures and the prover that doubts them. Standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.core.numerals import OPENERS, SCALES, Line, tokenise
from bot.core.unit_names import (
    ABBREVIATIONS,
    CODES,
    COUNTRY_DOLLARS,
    CURRENCIES,
    EACH,
    IRREGULAR,
    LATER,
    SPACED,
    SPELLED,
    SYMBOLS,
    TIMES,
    TOUCHING,
    UNCHANGED,
)

__all__ = [
    "CODES", "COUNTRY_DOLLARS", "CURRENCIES", "LATER", "SYMBOLS", "TIMES", "Unit", "currency_before", "measure_at",
    "per_at", "singular",
]  # fmt: skip


PLAIN_SIGNS = frozenset({"PS", "="})
WON = "won"
# What is won follows the verb.
WON_BY = frozenset(
    "the his her its their our my this that these those more most gold silver bronze seats".split()  # noqa: SIM905 - words
)
BEHIND_MONEY = frozenset(
    """
    a an per each in on at of for to from by and or but last this worth was were is are as with before after than
    """.split()  # noqa: SIM905 - words
)


class Unit(NamedTuple):
    """A unit that takes the tokens up to `end`."""

    end: int
    name: str


def _table() -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Spellings as token runs under their first token, the longest first."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for row in SPELLED.strip().splitlines():
        name, _, spellings = row.partition(" = ")
        for spelling in spellings.split(" | "):
            run = tuple(tokenise(spelling).low)
            plural = tuple(tokenise(f"{spelling}s").low) if spelling[-1].isalpha() else run
            found.setdefault(run[0], {}).update({run: name, plural: name})
            degrees = ("degrees", *run[1:])
            if run[0] == "degree":
                found.setdefault("degrees", {})[degrees] = name
            elif run != plural and plural[0] != run[0]:
                found.setdefault(plural[0], {})[plural] = name
    return {first: tuple(sorted(runs.items(), key=lambda item: -len(item[0]))) for first, runs in found.items()}


TABLE = _table()


def measure_at(line: Line, at: int) -> Unit | None:
    """The unit of measure that begins at token `at`, right after a number."""
    if at >= len(line.raw):
        return None
    if line.low[at] == WON:
        return Unit(at + 1, WON) if _is_currency(line, at) else None
    for run, name in TABLE.get(line.low[at], ()):
        if tuple(line.low[at : at + len(run)]) == run:
            return Unit(at + len(run), name)
    raw = line.raw[at]
    if raw in SYMBOLS and line.glued(at) and not line.word(at + 1)[:1].isdigit():
        return Unit(at + 1, SYMBOLS[raw])
    name = ABBREVIATIONS.get(raw, "")
    if not name or (raw in TOUCHING and not line.glued(at) and not _alone(line, at)):
        return None
    return Unit(at + 1, name)


def _is_currency(line: Line, at: int) -> bool:
    """Whether "won" behind a number is money: "3 million won", "5,000 won a kilogram", not "12 won the race"."""
    before, after = line.word(at - 1), line.word(at + 1)
    if after in WON_BY:
        return False
    large = before in SCALES or (before[:1].isdigit() and len(before) > len("999"))
    verbal = after in {"a", "an"} and per_at(line, at + 1) is None
    return large and not verbal and (before in SCALES or not after.isalpha() or after in BEHIND_MONEY)


def _alone(line: Line, at: int) -> bool:
    """Whether a single letter after a space can be a unit: nothing but a word or a stop follows it."""
    return line.raw[at] in SPACED and not line.glued(at + 1)


def per_at(line: Line, at: int) -> Unit | None:
    """The rate at token `at`: "per week", "a barrel", "/day", "per square metre"; its name is what stands below."""
    word = line.word(at)
    step = at + 1 + (word == "a" and line.word(at + 1) == "-")
    if word in {"a", "an"}:
        below = singular(line.word(step))
        return Unit(step + 1, below) if below in EACH and line.word(step + 1) not in LATER else None
    if word not in {"per", "/"} or not line.word(step)[:1].isalpha() or line.word(step) in OPENERS:
        return None
    named = measure_at(line, step)
    return named if named and line.word(step) != "cent" else Unit(step + 1, singular(line.word(step)))


def currency_before(line: Line, at: int) -> Unit | None:
    """The currency in front of the number at `at`: "$", "US $", "$A", "EUR"; its `end` is where it starts."""
    last = at - 1
    raw = line.raw[last] if last >= 0 else ""
    if raw in CODES:
        return Unit(last, CODES[raw])
    if raw == "." and line.raw[last - 1 : last] == ["Rs"]:
        return Unit(last - 1, "rupee")
    if raw in PLAIN_SIGNS and line.glued(at):
        return _plain_sign(line, at)
    if line.glued(last) and line.word(last - 1) == "$" and line.low[last] in COUNTRY_DOLLARS:
        return Unit(last - 1, COUNTRY_DOLLARS[line.low[last]])
    return _symbol(line, last) if raw in SYMBOLS else None


def _plain_sign(line: Line, at: int) -> Unit | None:
    """The pound of "PS8.1bn" and the yen of "Y=100 million", as text has them whose signs were made plain letters."""
    if line.raw[at - 1] == "PS":
        return Unit(at - 1, "pound sterling")
    large = line.word(at + 1) in SCALES or len(line.raw[at]) > 2
    return Unit(at - 2, "yen") if large and at > 1 and line.raw[at - 2] == "Y" and line.glued(at - 1) else None


def _symbol(line: Line, last: int) -> Unit:
    """The currency of a sign, with the country written before a "$"."""
    raw = line.raw[last]
    country = line.raw[last - 1] if last and raw == "$" else ""
    if country.isupper() or country == "U.S.":
        name = COUNTRY_DOLLARS.get(country.lower())
        # A lone letter must touch the sign: "Group A $5" is no Australian money.
        if name and (line.glued(last) or len(country) > 1):
            return Unit(last - 1, name)
    return Unit(last, SYMBOLS[raw])


def singular(word: str) -> str:
    """The singular of a noun in lower case."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("men") and len(word) > 5:
        return f"{word[:-3]}man"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and len(word) > 2 and not word.endswith(UNCHANGED):
        return word[:-1]
    return word
