"""Values of one quantity that a sentence itself sets against each other: "rose from 67 to 196", "5.9, but … 6.1".

Read by the words between two numbers alone. A history needs a word that says which value came before the other, or a
year with each; a disagreement needs two who say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from bot.core.article import NO_UNIT
from bot.services.readings import Reading

SMALL = r"(?:\s+(?:about|around|nearly|almost|some|roughly|only|just|over|under|up to|as many as|the|a|an))*\s*"
CHANGED = re.compile(
    r"\b(?:r[io]se|risen|rises|rising|f[ea]ll|fallen|falls|falling|gr[oe]w|grown|grows|growing|increas\w+|drop\w*|declin\w+|cut|"
    r"cuts|cutting|rais\w+|climb\w*|jump\w*|soar\w*|surg\w+|swell\w*|swollen|shr[aiu]nk\w*|slump\w*|plung\w+|went|gone|goes|"
    r"mov\w+|chang\w+|doubl\w+|tripl\w+|halv\w+|reduc\w+|lower\w*|revis\w+|slid\w*|slipp\w+|eas\w+|edg\w+|widen\w*|narrow\w*|"
    r"expand\w*|boost\w*|bring\w*|brought|improv\w+|collaps\w+|ballooned|quadrupled|dwindl\w+)\b"
)
FROM = re.compile(rf"\bfrom{SMALL}$")
TO = re.compile(rf"^(?:(?!\b(?:while|but|whereas|and)\b)[^.;:()]){{0,80}}?\bto{SMALL}$")
OF = re.compile(r"\d\S*\s+of\s+(?:\w+\W+){0,2}$")
OLD = re.compile(rf"^[^.;:]{{0,60}}?[\s,(—–-](?:up|down)\s+from{SMALL}$")
COMPARED = re.compile(rf"^[^.;:]{{0,60}}?[\s,(—–-](?:compared\s+(?:with|to)|against|versus){SMALL}$")
EARLIER = re.compile(
    r"^[^.;:]{0,30}?\b(?:earlier|before|ago|previous\w*|yesterday|last (?:year|month|week|quarter)|"
    r"in (?:19|20)\d\d|prior)\b"
)
BACK = re.compile(rf"^[^.;:()]{{0,40}}?\bfrom{SMALL}$")
UP_TO = re.compile(rf"\b(?:to|at){SMALL}$")
# Between two dated values nothing stands but the date of the first and words that lead on.
LINKED = re.compile(
    rf"^\W*(?:people\W+)?(?:in|of|for)\W+(?:\w+\W+)?\d{{4}}\W+(?:(?:and|but|then|to|by|stood|at)\W+)*{SMALL}$"
)
SPOKE = (
    r"(?:sa(?:id|ys?)|put(?:s|ting)?|estimat\w+|report(?:s|ed)?|claim\w*|count(?:s|ed)?|gave|giv\w+|according|"
    r"confirm\w*|believ\w+)"
)
SPEAKS = re.compile(rf"\b{SPOKE}\b")
AGAINST = re.compile(
    r"(?:^|[\s,;—–-])(?:with|while|but|whereas|though|although|however)\b|;|,\s+and\b(?=[^.]*\b" + SPOKE + r"\b)"
)
OPENS, OPENED = re.compile(r"\W*(?:while|although|though)\b"), re.compile(r",")
WHO = re.compile(rf"^\W*(?P<who>[^;:()]{{2,80}}?)(?<!been)(?<!were)(?<!was)\W+(?:(?:has|have|had)\s+)?{SPOKE}\b")


YEAR = re.compile(r"\s+(?:in|for|by)\s+(?:19|20)\d\d\b")


class Step(NamedTuple):
    """Two figures of one sentence: the second came later, or others say it instead."""

    kind: Literal["history", "disagreement"]
    one: Reading
    other: Reading


def steps(readings: Iterable[Reading]) -> Iterator[Step]:
    """What the sentences of one article set against each other; the readings in the order of the text."""
    for one, other in pairwise(readings):
        if _from_to(one, other):
            yield Step("history", one, other)
            continue
        if not _comparable(one, other):
            continue
        if one.number.sentence == other.number.sentence:
            if step := _step(one, other):
                yield step
        elif _goes_on(one, other):
            yield Step("history", one, other)
        elif _contradicted(one, other):
            yield Step("disagreement", one, other)


def _from_to(one: Reading, other: Reading) -> bool:
    """Whether it went from the one to the other, alike in measure: "climbed from about 30 to more than 50 percent"."""
    if one.number.sentence != other.number.sentence or one.measure != other.measure or one.unit != other.unit:
        return False
    before = one.text[one.sentence.start : one.number.figure.start].lower()
    between = one.text[one.number.figure.end : other.number.figure.start].lower()
    led = FROM.search(before) and TO.match(between) and CHANGED.search(one.said)
    return bool(led) and not one.likely.meets(other.likely)


def _goes_on(one: Reading, other: Reading) -> bool:
    """Whether the next sentence of a paragraph tells of the same in another year: a number with no noun of its own."""
    if other.number.sentence != one.number.sentence + 1 or other.number.figure.unit != NO_UNIT or not one.counted:
        return False
    between = one.text[one.number.figure.end : other.number.figure.start]
    later = _by_date(one, other) == (one, other)
    year = YEAR.match(other.text, other.number.figure.end)
    same = not other.event or other.event == one.event
    return later and year is not None and "\n" not in between and same and one.marks == other.marks


def _contradicted(one: Reading, other: Reading) -> bool:
    """Whether the next sentence of a paragraph gives somebody else's value of the same event."""
    mine, yours = one.number.figure.by, other.number.figure.by
    if other.number.sentence != one.number.sentence + 1 or not mine or not yours or mine.lower() == yours.lower():
        return False
    if not one.event or one.event != other.event or one.marks != other.marks or one.days != other.days:
        return False
    if one.vague or other.vague or one.aside or other.aside or one.place != other.place or one.unit != other.unit:
        return False
    between = one.text[one.number.figure.end : other.number.figure.start]
    return "\n" not in between and not one.possible.meets(other.possible)


def _comparable(one: Reading, other: Reading) -> bool:
    """Whether both may be of one quantity: measured alike, the second with no noun of its own, not the same value."""
    if one.likely.meets(other.likely) or one.flowing != other.flowing:
        return False
    bare = NO_UNIT in (one.number.figure.unit, other.number.figure.unit)
    if one.measure != other.measure and not bare:
        return False
    same = not one.counted or not other.counted or one.unit == other.unit or bare
    return same and not one.is_far_from(other)


def _step(one: Reading, other: Reading) -> Step | None:
    text, sentence = one.text, one.sentence
    before = text[sentence.start : one.number.figure.start].lower()
    between = text[one.number.figure.end : other.number.figure.start]
    low = between.lower()
    if FROM.search(before) and TO.match(low) and CHANGED.search(one.said):
        return Step("history", one, other)
    if OF.search(before) or (one.number.figure.unit == NO_UNIT != other.number.figure.unit and not other.counted):
        return None  # "23 of 36 states, down from 27", "9 percent were 65 or older, compared with 7 percent"
    if (
        OLD.match(low)
        or (COMPARED.match(low) and _earlier(other))
        or (UP_TO.search(before) and BACK.match(low) and CHANGED.search(before))
    ):
        return Step("history", other, one)
    if LINKED.match(low) and (order := _by_date(one, other)):
        return Step("history", *order)
    return Step("disagreement", one, other) if _against(one, other, before, between) else None


def _earlier(other: Reading) -> bool:
    """Whether what stands behind a number says that it is the same of an earlier time, and of no other place."""
    end = other.number.figure.end
    behind = other.text[end : other.sentence.end]
    return EARLIER.match(behind.lower()) is not None and not other.place_behind


def _by_date(one: Reading, other: Reading) -> tuple[Reading, Reading] | None:
    """Both, the earlier first; null where the text does not date both, or dates them alike."""
    if not one.days or not other.days or one.days == other.days:
        return None
    return (one, other) if one.days < other.days else (other, one)


def _against(one: Reading, other: Reading, before: str, between: str) -> bool:
    """Whether another party says the second: "… put it at 47, while the committees said 78"."""
    turn = OPENED.search(between) if OPENS.match(before) else AGAINST.search(between)
    if turn is None or other.aside or other.vague or one.vague or one.event != other.event or one.marks != other.marks:
        return False
    spoken = SPEAKS.search(before) or SPEAKS.search(between[: turn.start()])
    said = WHO.match(between[turn.end() :])
    if not spoken or not said or said["who"].strip() in one.places:  # "New York has 50, while Texas reported 26"
        return False
    return not one.possible.meets(other.possible)


def parties_of(one: Reading, other: Reading) -> tuple[str | None, str | None]:
    """Who says each of two values that contradict each other, in the words of the sentence."""
    if one.number.sentence != other.number.sentence:
        return one.number.figure.by, other.number.figure.by
    text = one.text
    before = text[one.sentence.start : one.number.figure.start]
    between = text[one.number.figure.end : other.number.figure.start]
    first = WHO.match(re.sub(r"^(?:While|Although|Though)\s+", "", before))
    turn = OPENED.search(between) if OPENS.match(before.lower()) else AGAINST.search(between)
    second = WHO.match(between[turn.end() :]) if turn else None
    named = " ".join(second["who"].split()) if second else None
    return (" ".join(first["who"].split()) if first else one.number.figure.by), named


def chains(found: Sequence[Step]) -> list[list[Reading]]:
    """Histories joined where one goes on from the end or the beginning of another; the oldest first."""
    told: list[list[Reading]] = []
    for step in found:
        if step.kind != "history":
            continue
        for chain in told:
            if chain[-1] is step.one:
                chain.append(step.other)
                break
            if chain[0] is step.other:
                chain.insert(0, step.one)
                break
        else:
            told.append([step.one, step.other])
    return told
