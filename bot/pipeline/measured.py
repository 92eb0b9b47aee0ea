"""What a quantity counts or measures, in the words of its sentence, found without a parser.

The words after it come first ("25% of the deal", "an 880-mile border"), then those before ("sales of 5,835 units"),
then the subject of its verb ("the nasdaq fell 2.5%"). Empty where a pronoun or nothing stands there.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re

from bot.core.numerals import Line
from bot.pipeline import wordclasses as classes
from bot.pipeline.amounts import Mention
from bot.pipeline.counted import NEVER_COUNTED
from bot.pipeline.groups import LONGEST, NO_HEAD, group_from, group_to
from bot.pipeline.subjects import DAYS, subject

# Nouns that hold a quantity without saying of what: "a total of 200 million in aid".
HOLLOW = frozenset(
    "total amount number average maximum minimum more out record excess lot group most close high low peak".split()
)


def words_for(line: Line, mention: Mention, before: Mention | None, before_what: str, text: str) -> str:
    """The words of the sentence that name what `mention` measures; `before` is the quantity ahead of it."""
    if before and _same_as(line, before, mention):
        return before_what
    of_what = (_numbered(line, mention) if mention.kind == "bare" else None) or _before(line, mention)
    places = of_what if of_what and mention.kind == "money" else _after(line, mention) or of_what
    if places is None:
        places, pronoun = subject(line, mention.first)
        if places is None and not pronoun:
            places = _leading(line, mention)
            if places is None and before and mention.kind != "counted":
                return before_what
    if places is None or mention.first <= places.start < mention.noun:
        return ""
    places = _without_clause(line, _cut(_mended(line, places)))
    if not _says_what(line, places):
        return ""
    return " ".join(text[line.starts[places.start] : line.ends[places.stop - 1]].split())


def _mended(line: Line, places: range) -> range:
    """Without the year of "In 2014 speculators filled …", and with the whole of the compound that ends it."""
    start, stop = places.start, places.stop
    while start < stop and (YEAR.fullmatch(line.low[start]) or line.low[start] in classes.DETERMINERS):
        start += 1
    while start < stop and line.word(stop) == "-" and line.glued(stop) and line.glued(stop + 1):
        stop += 2
    return range(start, stop)


def _without_clause(line: Line, places: range) -> range:
    """Without what the thing did: "lawmakers accused the ministry", and without "citing" ahead of it."""
    start = places.start + (len(places) > 1 and line.low[places.start] in {"citing", "quoting", "counting"})
    places = _without_time(line, range(start, places.stop))
    start = places.start
    for at in range(start + 1, places.stop - 1):
        told = classes.is_past(line.low[at]) and line.low[at + 1] in classes.DETERMINERS | {"to", "somebody", "someone"}
        if (told and line.low[at - 1] not in classes.DETERMINERS) or line.low[at] in NEVER_COUNTED:
            return range(start, at)
        if line.low[at] in {"the", "a", "an"} and not classes.is_function(line.low[at - 1]):
            start = at + 1  # "at the customs house the handover took …"
    stop = places.stop
    while stop - start > 1 and (
        line.low[stop - 1] in NEVER_COUNTED or line.low[stop - 1] in {"rarely", "hardly", "barely"}
    ):
        stop -= 1
    return range(start, stop)


def _without_time(line: Line, places: range) -> range:
    """For "exercise on July 18": the exercise."""
    for at in range(places.start + 1, places.stop - 1):
        if line.low[at] == "on" and (line.low[at + 1] in DAYS or line.low[at + 1] in classes.MONTHS):
            return range(places.start, at)
    return places


def _says_what(line: Line, places: range) -> bool:
    """Whether the words name a thing: not a verb, a day or a bare adjective."""
    if not places or all(line.low[place] in NO_THING or line.low[place] in NO_HEAD for place in places):
        return False
    opens, alone = line.low[places.start], len(places) == 1
    named = line.raw[places.start].isupper() or line.word(places.start - 1) in classes.DETERMINERS
    acting = opens in classes.PRONOUNS or (alone and classes.is_past(opens) and line.word(places.stop) != "of")
    loose = opens.endswith(("ing", "ly")) and line.raw[places.start].islower()
    acting = acting or (alone and loose and line.word(places.start - 1) not in {"of", "for"})
    loud = places.start == 0 and alone and line.raw[0].isupper() and len(opens) > LONGEST_ACRONYM  # a dateline
    timed = any(line.low[place] in DAYS for place in places)
    return not (loud or timed) and (named or not acting)


def _same_as(line: Line, before: Mention, mention: Mention) -> bool:
    """Whether it says the quantity ahead once more: "(11 km)", ", or 0.6%", "up from 2.4 million"."""
    between = line.low[before.noun : mention.first]
    if between[-2:] in (["up", "from"], ["down", "from"], ["compared", "with"], ["compared", "to"]):
        return mention.kind != "counted" or mention.noun == mention.last
    if DATED_SERIES.fullmatch(" ".join(between)):
        return mention.noun == mention.last
    if len(between) > 3 or not between:
        return False
    if line.word(mention.noun) == "of":
        return False
    if between[-1] in {"(", "or"} or between[0] == "(":
        return between[-1] != "or" or line.word(mention.noun) in {")", ",", ".", ""}
    return between in SAME and not (mention.kind == "counted" and mention.noun > mention.last)


# "1,127 in 2017 and 1,137 in 2018, and 1,047 in 2019"
DATED_SERIES = re.compile(r"in (?:19|20)\d\d (?:and|,|, and|, but|but|to)")
LONGEST_ACRONYM = 3
TRAILING = NEVER_COUNTED | {"rarely", "hardly", "barely"}
YEAR = re.compile(r"(?:19|20)\d\d")
NO_THING = frozenset(
    "first second third last final next new small large much many how few said level count counts lists worth".split()
)
# Between two quantities of one thing: "4 ppb and 2 ppb", "up 60% to 3.9 million, up from 2.4 million".
SAME = (
    ["to"], ["from"], ["to", "a"], ["up", "from"], ["down", "from"], [",", "up", "from"], [",", "down", "from"],
    ["and"], [","], [",", "and"], [")", "and"], [")", ","], [")", "to"],
)  # fmt: skip


def _after(line: Line, mention: Mention) -> range | None:
    at = mention.noun
    word = line.word(at)
    if word == "of":
        return group_from(line, _behind_time(line, at + 1))
    if mention.kind == "money" and word in {"in", "for", "worth"}:
        step = at + 1 + (word == "worth" and line.word(at + 1) == "of")
        capital = word == "in" and step < len(line.raw) and line.raw[step][0].isupper()
        return None if capital else group_from(line, step)
    counts = mention.kind in {"counted", "age"} and mention.noun > mention.last
    at += word == "-" and line.glued(at)
    return None if counts or not _opens_group(line, mention, at) else group_from(line, at, bare=True)


def _behind_time(line: Line, at: int) -> int:
    """For "half of last year's traffic": the traffic."""
    timed = line.word(at) in classes.RELATIVE_TIME and line.word(at + 1) in NO_HEAD
    return at + 3 if timed and line.word(at + 2) in {"'s", "’s"} else at


def _opens_group(line: Line, mention: Mention, at: int) -> bool:
    """Whether the words right after a measure are what is measured: "5 per cent penalty", "one in five voters"."""
    word = line.word(at)
    if mention.kind == "bare":
        return mention.high < 1 and word.isalpha()
    if word in classes.EXTENT or word[:1].isdigit() or word.endswith("ly") or classes.is_past(word):
        return False
    if word.endswith("ing") and line.word(at + 1) not in {"of", "-"}:
        return False
    return not (mention.unit == "percentage" and line.raw[at : at + 1] and line.raw[at][0].isupper())


def _before(line: Line, mention: Mention) -> range | None:
    """The noun of "sales of 5,835 units"; the "of" belongs to it."""
    joint = line.word(mention.first - 1)
    if (
        joint in {"with", "worth"}
        and line.word(mention.first - 2).isalpha()
        and not classes.is_verb(line.word(mention.first - 2))
    ):
        return group_to(line, mention.first - 1)
    if joint != "of":
        return None
    places = group_to(line, mention.first - 1)
    if places is None or line.low[places.stop - 1] in HOLLOW:
        return None
    return places


def _cut(places: range) -> range:
    return range(places.start, min(places.stop, places.start + LONGEST))


def _numbered(line: Line, mention: Mention) -> range | None:
    """The defectors of "a drop in the number of defectors reaching the South, from over a thousand"."""
    for place in range(mention.first - 1, 0, -1):
        if line.low[place] == "of" and line.low[place - 1] in {"number", "numbers"}:
            return group_from(line, place + 1)
    return None


def _leading(line: Line, mention: Mention) -> range | None:
    """The words right before it: "Stoxx 50 -1.3%"."""
    at = mention.first
    while at > 0 and (not line.low[at - 1][0].isalnum() or classes.is_function(line.low[at - 1])):
        at -= 1
    if mention.kind == "counted" and line.word(mention.first - 1) in classes.PREPOSITIONS | {"and", "or", ","}:
        return None
    places = group_to(line, at)
    return places if places and not all(line.low[place] in NO_HEAD for place in places) else None
