"""Stretches between quotation marks: which mark opens, which closes, what runs on over paragraphs.

The quotes step asks who speaks in them; summary and statements only which words are not the reporter's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.pipeline.draft import Tokens

OPENERS = frozenset("“„«")
CLOSERS = frozenset("”»")
SINGLES = frozenset("'‘’")
MARKS = OPENERS | CLOSERS | SINGLES | {'"', "'s", "’s"}
PARAGRAPH = "\n\n"
LONGEST = 800  # tokens; a mark left open for longer was none


class Stretch(NamedTuple):
    """The marks are the tokens `first - 1` and `last`; `runs_on` where the paragraph ended before the quotation did."""

    first: int
    last: int
    single: bool
    runs_on: bool


def stretches(text: str, tokens: Tokens) -> list[Stretch]:
    """Every quotation of the text in order; single marks count only outside double ones."""
    found: list[Stretch] = []
    opened, single = -1, False
    for at, kind, is_single, breaks in _marks(text, tokens):
        if opened >= 0 and (breaks or at - opened > LONGEST):
            if breaks and at - opened <= LONGEST and (not single or _is_certain(text, tokens.starts[opened])):
                found.append(Stretch(opened + 1, at, single, True))
            opened = -1
        if kind == "open" and (opened < 0 or (single and not is_single)):
            opened, single = at, is_single
        elif kind == "close" and opened >= 0 and single == is_single and at > opened + 1:
            found.append(Stretch(opened + 1, at, single, False))
            opened = -1
    return found


def quoted_spans(text: str, found: Iterable[Stretch], tokens: Tokens) -> list[tuple[int, int]]:
    """Start and end of each stretch in characters, marks included; one that runs on ends past its paragraph."""
    return [(tokens.starts[one.first - 1], _end(text, one, tokens)) for one in found]


def _end(text: str, one: Stretch, tokens: Tokens) -> int:
    if not one.runs_on:
        return tokens.ends[one.last]
    paragraph = text.find(PARAGRAPH, tokens.ends[one.last - 1])
    return (len(text) if paragraph < 0 else paragraph) + 1


def _is_certain(text: str, at: int) -> bool:
    """Whether a single mark never closed is more than an apostrophe: it opens a paragraph or follows a colon."""
    return text[max(0, at - 2) : at] in ("", PARAGRAPH, ": ")


def _marks(text: str, tokens: Tokens) -> Iterator[tuple[int, str, bool, bool]]:
    """Token, "open" or "close", whether it is a single mark, whether a paragraph ends here."""
    starts = tokens.starts
    breaks = tokens.paragraphs[:0:-1]
    for at in [at for at, word in enumerate(tokens.words) if word in MARKS]:
        while breaks[-1] <= at:
            yield breaks.pop(), "", False, True
        mark = tokens.words[at][0]
        if mark in SINGLES:
            yield at, _single_turn(text, starts[at], mark), True, False
        else:
            yield at, _turn(text, starts[at], mark), False, False
    yield from ((at, "", False, True) for at in reversed(breaks))


def _turn(text: str, at: int, mark: str) -> str:
    if mark in OPENERS:
        return "open"
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark in CLOSERS:
        return "open" if before.isspace() and not after.isspace() else "close"  # Swedish opens with the same sign
    return "open" if not after.isspace() and (before.isspace() or before in "([—–-/‘'") else "close"


def _single_turn(text: str, at: int, mark: str) -> str:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark != "’" and not before.isalnum() and after.isalnum() and (before.isspace() or before in '(["“—–'):
        return "open"
    return "close" if not after.isalnum() and not before.isspace() and mark != "‘" else ""
