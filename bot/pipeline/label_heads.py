"""What may stand before a figure in its label: the subject and verb of its clause, or the noun that holds it."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.core.article import NO_UNIT, Figure
from bot.core.measures import CURRENCIES, TABLE
from bot.core.numerals import Line
from bot.pipeline import wordclasses as classes
from bot.pipeline.amounts import stands_before_noun
from bot.pipeline.clauses import JOINTS, OPENS, RELATIVES, TURNS, Governor, breaks, governor, phrase_before

MEASURED = CURRENCIES | {name for runs in TABLE.values() for _, name in runs} | {"percentage", NO_UNIT}
# With these a noun holds a figure: "a range of", "room for".
HOLDING = frozenset("of for with worth on".split())


class Place(NamedTuple):
    """A figure in its sentence: its tokens from `first` up to `last`, and the first that can be read on to it."""

    line: Line
    figure: Figure
    first: int
    last: int
    low: int


def ways_before(place: Place) -> Iterator[list[range]]:
    """What may stand before the figure, the most telling first; the words after it follow each."""
    line, first, low = place.line, place.first, place.low
    if not is_attributive(place):
        verb = governor(line, first, low)
        if verb is None:
            if opens(place):
                yield []
            if not all(classes.is_function(line.low[at]) for at in range(low, first)):
                yield [range(_behind_joint(line, low), first)]
        elif verb.subject is not None and not _is_pronoun(line, verb.subject):
            yield from _with_subject(place, verb, verb.subject)
        elif verb.subject is not None:
            yield from _from_further(place, verb.subject)
        yield from _nominal(place)
        if verb is not None and verb.subject is not None and not _is_pronoun(line, verb.subject):
            yield from _shortened(place, verb, verb.subject)
    yield []


def _with_subject(place: Place, verb: Governor, subject: range) -> Iterator[list[range]]:
    """The subject and its verb, with all that stands between them and the figure, or without an aside."""
    line, first = place.line, place.first
    yield [range(subject.start, first)]
    yield from ([subject, range(at, first)] for at in range(verb.end, first) if _is_participle(line, at))
    yield [subject, range(verb.start, first)]


def _from_further(place: Place, pronoun: range) -> Iterator[list[range]]:
    """For "police said they had seized" the police."""
    further = governor(place.line, pronoun.start, place.low)
    if further is not None and further.subject is not None and not _speaks(place, further.subject):
        yield [range(further.subject.start, place.first)]


def _nominal(place: Place) -> Iterator[list[range]]:
    """The nouns that the figure stands beside or that hold it: "342 ships, 5 percent more", "a range of 2 km"."""
    line, first = place.line, place.first
    apposed = line.word(first - 1) == "," and place.figure.unit in MEASURED
    beside = phrase_before(line, first - 1, place.low) if apposed else _holder(place)
    if beside is not None:
        yield [range(beside.start, first)]
    counted = what_before(place) if place.figure.unit == NO_UNIT else None
    if counted is not None and len(counted) > 1:
        yield [counted]


def what_before(place: Place) -> range | None:
    """The words that name what is counted, where they stand before the figure."""
    wanted, line = place.figure.what.lower().split(), place.line
    for at in range(place.first - len(wanted), -1, -1) if wanted else ():
        if line.low[at : at + len(wanted)] == wanted:
            return range(at, at + len(wanted))
    return None


def _shortened(place: Place, verb: Governor, subject: range) -> Iterator[list[range]]:
    """The subject and its verb without phrases that tell more of the subject, or what the verb governs first."""
    line, first = place.line, place.first
    ends = (at for at in breaks(line, subject) if at < verb.start and line.low[at] not in JOINTS)
    shorter = [range(subject.start, at) for at in ends]
    yield from ([begin, range(verb.start, first)] for begin in shorter)
    if place.figure.unit not in MEASURED:
        yield []
    if line.low[verb.end - 1] in classes.AUXILIARIES:
        return
    yield from ([subject, range(verb.start, verb.end), range(at, first)] for at in _nearer(place, verb.end))
    if line.word(first - 1) in OPENS:  # "a survey of 400 found this spring that … had sent"
        yield from ([begin, range(verb.start, verb.end)] for begin in [subject, *shorter])


def _speaks(place: Place, subject: range) -> bool:
    """Whether the subject is whoever says so, which the row tells anyhow."""
    line = place.line
    by = place.figure.by
    return by is not None and " ".join(line.raw[subject.start : subject.stop]).startswith(by)


def _is_participle(line: Line, at: int) -> bool:
    """Whether it goes on with the subject's doings behind a comma: ", reaching"."""
    return line.low[at - 1] == "," and line.low[at].endswith("ing") and len(line.low[at]) > 5


def is_attributive(place: Place) -> bool:
    """Whether it stands before its noun as an adjective: an 880-mile border."""
    return stands_before_noun(place.line, place.first, place.last)


def opens(place: Place) -> bool:
    """Whether nothing but small words stands between the figure and what it can be read on from."""
    line = place.line
    begin = max((at + 1 for at in range(place.low, place.first) if line.low[at] in OPENS | {","}), default=place.low)
    return all(classes.is_function(line.low[at]) for at in range(begin, place.first))


def _behind_joint(line: Line, low: int) -> int:
    while line.low[low] in JOINTS | {",", "'s", "’s"} | TURNS and low + 1 < len(line.low):
        low += 1
    return low


def _is_pronoun(line: Line, places: range) -> bool:
    words = [line.low[at] for at in places if line.low[at] not in RELATIVES | classes.ADVERBS | {","}]
    return not words or words[-1] in classes.PRONOUNS


def _nearer(place: Place, low: int) -> Iterator[int]:
    """Places between the verb and the figure from which its own phrase can be read."""
    line = place.line
    found = [at for at in breaks(line, range(low, place.first)) if line.low[at] not in JOINTS | {","}]
    yield from found[::-1][:3]


def _holder(place: Place) -> range | None:
    """The noun that holds the figure: "a range of two kilometres", "exports of $2 billion"."""
    line, first = place.line, place.first
    joint = line.word(first - 1)
    found = phrase_before(line, first - 1, place.low) if joint in HOLDING and first - 1 > place.low else None
    if found is None or (joint != "of" and line.raw[first - 2][0].isupper()):
        return None
    start = found.start
    if line.low[start] in classes.PREPOSITIONS or line.word(start - 1) in classes.PREPOSITIONS:
        if joint != "of":
            return None
        # "protested to Paris over the return of": the return alone
        start = next((at + 1 for at in breaks(line, found) if line.low[at] in classes.PREPOSITIONS), start)
    return range(start, first)
