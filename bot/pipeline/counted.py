"""What a number counts: the nearest plural noun after it, with its adjectives, as the name of a unit."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re
from typing import NamedTuple

from bot.core.measures import measure_at, per_at, singular
from bot.core.numerals import OPENERS, Line
from bot.pipeline import wordclasses as classes

REACH = 8
WORD = re.compile(r"[^\W_]")
LY_ADJECTIVES = frozenset(
    "early daily weekly monthly yearly hourly family elderly friendly only deadly likely costly lonely".split()
)
# Plurals and collectives that may stand before the noun that is counted: "police officers", "rights groups".
GOING_BEFORE = classes.ATTRIBUTIVE | classes.COLLECTIVES
PEOPLES = frozenset(
    "swiss chinese japanese vietnamese portuguese lebanese taiwanese burmese sudanese british french "
    "dutch irish spanish english welsh".split()
)
NEVER_COUNTED = frozenset(
    "indicates suggests means remains seems includes requires allows contains consists intends wants expects "
    "hopes says".split()
)
DROPPED = frozenset("more additional extra further most such and or & , full total combined".split())


class Counted(NamedTuple):
    """The counted noun with its adjectives: tokens from `start` up to `end`, and the unit they make."""

    start: int
    end: int
    unit: str


def counted_at(line: Line, at: int, *, one: bool = False) -> Counted | None:
    """Find the noun counted by a number that ends before token `at`; `one` looks for a singular."""
    group = _group(line, at)
    head = _single(line, group) if one else _plural(line, group)
    if head is None:
        return None
    unit = _name(line, range(at, head), singular(line.low[head]))
    rate = per_at(line, head + 1)
    if rate:
        return Counted(at, rate.end, f"{unit} per {rate.name}")
    return Counted(at, head + 1, unit)


def member_at(line: Line, at: int) -> Counted | None:
    """Find the plural in "one of the best speakers": what stands after "of" and its determiner."""
    step = at + 1
    while line.word(step) in classes.DETERMINERS or line.word(step) in {"most", "only"}:
        step += 1
    return counted_at(line, step)


def _group(line: Line, at: int) -> range:
    """The words from `at` on that may be adjectives and nouns of one group."""
    end = at
    while end < min(len(line.raw), at + REACH):
        word = line.low[end]
        joint = word in {"-", "/"} and line.glued(end) and line.glued(end + 1)
        inner = end > at and (
            joint or word in {"'s", "’s"} or _owns(line, end) or (line.low[end - 1] == "-" and line.glued(end))
        )
        if word == "and" and end > at and line.word(end + 1) not in classes.DETERMINERS:
            inner = not classes.is_plural(line.low[end - 1])
        if not inner and (not WORD.match(word) or _closes(line, end, at)):
            break
        end += 1
    return range(at, end)


def _owns(line: Line, at: int) -> bool:
    """Whether the mark at `at` makes a plural the owner of what follows: "of Karnes' clients"."""
    tied = line.word(at) in {"'", "’"} and line.glued(at) and not line.glued(at + 1)
    return tied and line.low[at - 1].endswith("s") and line.word(at + 1).isalpha()


def _closes(line: Line, place: int, at: int) -> bool:
    word = line.low[place]
    if word in OPENERS:
        return True
    if word[0].isdigit():
        follows = line.raw[place + 1 : place + 2]
        return not (measure_at(line, place + 1) or (follows and follows[0][0].isupper()))
    if word in {"other", "others", "previous", "past", "next"}:
        return False
    if word in {"more", "most"}:
        return place != at
    return classes.is_function(word) and not (line.raw[place][0].isupper() and place > at)


def _plural(line: Line, group: range) -> int | None:
    for place in group:
        word = line.low[place]
        if word == "others":
            return place
        if not classes.is_plural(word) or (line.glued(place + 1) and line.word(place + 1) == "-"):
            continue
        if classes.is_finite(word) and (place > group.start or word in NEVER_COUNTED):
            return None
        if _owns(line, place + 1) or (word in PEOPLES and _later_plural(line, group, place)):
            continue
        head = place
        while head + 1 in group and line.low[head] in GOING_BEFORE and classes.is_plural(line.low[head + 1]):
            head += 1
        return head
    return None


def _later_plural(line: Line, group: range, place: int) -> bool:
    """For "four Chinese forwarding agents": the agents are counted."""
    return any(classes.is_plural(line.low[at]) and not line.glued(at) for at in range(place + 2, group.stop))


def _single(line: Line, group: range) -> int | None:
    """The head of "one South Korean official said": the last word before a verb or the end of the group."""
    head = None
    for place in group:
        word = line.low[place]
        if not WORD.match(word) or (classes.is_finite(word) and place > group.start):
            break
        if place - group.start > 2:
            return group.start
        if classes.is_plural(word) and head is not None:
            return head
        head = place
    return head


def _name(line: Line, places: range, head: str) -> str:
    words: list[str] = []
    skip = False
    for place in places:
        word = line.low[place]
        if word[0].isdigit() or (place > places.start and line.low[place - 1][0].isdigit() and measure_at(line, place)):
            continue
        adverb = word.endswith("ly") and len(word) > 4 and word not in LY_ADJECTIVES
        if skip or adverb or word in DROPPED:
            skip = adverb
            continue
        if word in {"'s", "’s", "'", "’"}:
            continue
        if words and line.glued(place):
            words[-1] += word
        else:
            words.append(word)
    if words and words[-1].endswith("-"):
        return " ".join([*words[:-1], words[-1] + head])
    return " ".join([*words, head])
