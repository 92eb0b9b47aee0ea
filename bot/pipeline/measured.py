"""What a quantity counts or measures, in the words of its sentence, found without a parser.

The words after it come first ("25% of the deal", "an 880-mile border"), then those before ("sales of 5,835 units"),
then the object of its verb ("the bank cut its rate to 5%"), then the subject ("the nasdaq fell 2.5%"). Empty where a
pronoun or nothing stands there.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.numerals import Line
from bot.pipeline import beside, objects, repeated
from bot.pipeline import wordclasses as classes
from bot.pipeline.amounts import Mention
from bot.pipeline.counted import NEVER_COUNTED
from bot.pipeline.groups import LONGEST, NO_HEAD, group_from
from bot.pipeline.speech import TELLING
from bot.pipeline.subjects import DAYS, subject

LONGEST_ACRONYM = 3
# Ahead of the noun they are verbs: "reported sales of $5".
REPORTING = frozenset("reported announced estimated said".split())
TELLERS = REPORTING | frozenset("citing quoting counting posted recorded booked".split())
# What follows a past form that is a deed and no adjective.
AFTER_DEED = classes.DETERMINERS | frozenset("to somebody someone he she it they".split())
# Past forms that are nouns as well: "at a reported cost of $5".
NOUNS_TOO = frozenset("cost cut set bid bet spread hit cast split shot".split())
TRAILING = NEVER_COUNTED | {"rarely", "hardly", "barely"}
YEAR = re.compile(r"(?:19|20)\d\d")
NO_THING = frozenset(
    "first second third last final next new small large much many how few said level count counts lists worth upward "
    "upwards downward downwards".split()
)


def words_for(line: Line, mention: Mention, before: Mention | None, before_what: str, text: str) -> str:
    """The words of the sentence that name what `mention` measures; `before` is the quantity ahead of it."""
    if before and repeated.says_again(line, before, mention):
        inside = repeated.contained(line, before, mention)
        return _told(line, inside, text) if inside else before_what
    if _tells_itself(line, mention):
        return ""
    for places in _beside(line, mention):
        if words := _words(line, mention, places, text):
            return words
    governing, pronoun = subject(line, mention.first)
    if governing is None and not pronoun:
        governing = beside.leading(line, mention)
        if governing is None and before and mention.kind != "counted":
            return before_what
    return _words(line, mention, governing, text) if governing else ""


def _words(line: Line, mention: Mention, places: range, text: str) -> str:
    """The words at these places, as far as they name a thing that is not the quantity itself."""
    if mention.first <= places.start < mention.noun:
        return ""
    places = _without_clause(line, _mended(line, places)[:LONGEST], mention.first)
    return _told(line, places, text) if _says_what(line, places) else ""


def _told(line: Line, places: range, text: str) -> str:
    return " ".join(text[line.starts[places.start] : line.ends[places.stop - 1]].split())


def _beside(line: Line, mention: Mention) -> Iterator[range]:
    """The words near the quantity that may name what it measures, the likeliest first."""
    of_what = (beside.numbered(line, mention) if mention.kind == "bare" else None) or beside.before(line, mention)
    if mention.kind == "money" and of_what and line.word(mention.noun) != "of":
        yield of_what
    found = (
        beside.after(line, mention),
        of_what,
        beside.where_it_is(line, mention),
        objects.reduced(line, mention),
        objects.acted_on(line, mention),
    )
    yield from (places for places in found if places)


def _tells_itself(line: Line, mention: Mention) -> bool:
    """Whether the quantity is a subject of its own: "…, and eight employees left", "a 65-year-old would"."""
    opener = line.word(mention.first - 1)
    if mention.kind == "age" and line.low[mention.last - 1] == "old" and opener in classes.DETERMINERS:
        return group_from(line, mention.noun, bare=True) is None
    if opener == "," and line.word(mention.noun) in TELLING:
        return True
    starts = opener in {"and", "but", "that", ";", "while", "whereas", "because"}
    return starts and mention.unit != "percentage" and classes.is_finite(line.word(mention.noun))


def _mended(line: Line, places: range) -> range:
    """Without the year of "In 2014 speculators filled …", and with the whole of the compound that ends it."""
    start, stop = places.start, places.stop
    while start < stop and (YEAR.fullmatch(line.low[start]) or line.low[start] in classes.DETERMINERS):
        start += 1
    while start < stop and line.word(stop) == "-" and line.glued(stop) and line.glued(stop + 1):
        stop += 2
    return range(start, stop)


def _without_clause(line: Line, places: range, first: int) -> range:
    """Without what the thing did: "lawmakers accused the ministry", and without "citing" ahead of it."""
    ahead = line.word(places.start - 1)
    tells = line.low[places.start] in TELLERS and ahead not in classes.DETERMINERS | classes.PREPOSITIONS
    start = places.start + (len(places) > 1 and tells)
    places = _without_time(line, range(start, places.stop)) if len(places) > 1 else places
    start = places.start
    for at in range(start + 1, places.stop - 1):
        told = classes.is_past(line.low[at]) and line.low[at + 1] in AFTER_DEED
        if (told and line.low[at - 1] not in classes.DETERMINERS) or line.low[at] in NEVER_COUNTED:
            return range(start, at)
        if line.low[at] in REPORTING and line.low[at - 1] not in classes.DETERMINERS:
            if places.start > first:  # "81% of firms reported losses"
                return range(start, at)
            start = at + 1  # "Acme reported net income rose"
        if line.low[at] in {"the", "a", "an"} and not classes.is_function(line.low[at - 1]):
            start = at + 1  # "at the customs house the handover took …"
    return range(start, _without_deed(line, start, places.stop))


def _without_deed(line: Line, start: int, stop: int) -> int:
    """The end of the thing in "snow packed", "odds of winning", "the firm hardly"."""
    while stop - start > 1:
        word, ahead = line.low[stop - 1], line.low[stop - 2]
        lone = line.raw[stop - 1].islower() and ahead != "-"
        doing = lone and word.endswith("ing") and ahead == "of" and classes.is_function(line.word(stop))
        done = lone and classes.is_past(word) and word not in NOUNS_TOO and ahead not in classes.DETERMINERS | {"of"}
        if not (word in TRAILING or doing or done or word == "of"):
            break
        stop -= 1
    return stop


def _without_time(line: Line, places: range) -> range:
    """For "exercise on July 18": the exercise."""
    if line.low[places.stop - 1] in DAYS and line.low[places.stop - 2] not in classes.DETERMINERS:
        places = places[:-1]
        while len(places) > 1 and line.low[places.stop - 1] in classes.PREPOSITIONS:
            places = places[:-1]
    for at in range(places.start + 1, places.stop - 1):
        if line.low[at] in {"on", "of"} and (line.low[at + 1] in DAYS or line.low[at + 1] in classes.MONTHS):
            return range(places.start, at - (line.low[at - 1] == "as"))
    return places


def _says_what(line: Line, places: range) -> bool:
    """Whether the words name a thing: not a verb, a day or a bare adjective."""
    if not places or all(line.low[place] in NO_THING or line.low[place] in NO_HEAD for place in places):
        return False
    if not any(line.low[place][0].isalpha() for place in places):
        return False
    opens, alone = line.low[places.start], len(places) == 1
    named = line.raw[places.start].isupper() or line.word(places.start - 1) in classes.DETERMINERS
    acting = opens in classes.PRONOUNS or (alone and classes.is_past(opens) and line.word(places.stop) != "of")
    loose = opens.endswith(("ing", "ly")) and line.raw[places.start].islower()
    acting = acting or (alone and loose and line.word(places.start - 1) not in {"of", "for"})
    loud = places.start == 0 and alone and line.raw[0].isupper() and len(opens) > LONGEST_ACRONYM  # a dateline
    timed = any(line.low[place] in DAYS for place in places)
    return not (loud or timed) and (named or not acting)
