"""What the words right beside a quantity say that it measures: those after it, before it, or far ahead in a list."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from bot.core.numerals import Line
from bot.pipeline import wordclasses as classes
from bot.pipeline.amounts import Mention
from bot.pipeline.groups import LONGEST, NO_HEAD, group_from, group_to
from bot.pipeline.repeated import is_adjective
from bot.pipeline.subjects import MODALS

# Nouns that hold a quantity without saying of what: "a total of 200 million in aid".
HOLLOW = frozenset(
    "total amount number average maximum minimum more out record excess lot group most close high low peak".split()
)
# A lone word behind these is a verb: "to raise", "I heard".
ACTING = MODALS | frozenset({"to", "i", "we", "they", "you"})
# What follows these may be the part of a whole that a share is told of.
DIVIDING = frozenset({"for", "among", "in"})
TIMES = NO_HEAD | classes.MONTHS


def after(line: Line, mention: Mention) -> range | None:
    """The nouns behind it: "25% of the deal", "an 880-mile border", "$5 for a roof"."""
    at = mention.noun
    word = line.word(at)
    if word == "of":
        return group_from(line, _behind_time(line, at + 1))
    if mention.kind == "money" and word in {"in", "for", "worth"}:
        return _paid_for(line, at)
    if word in DIVIDING and _is_part(mention, word):
        return _part(line, at + 1)
    counts = mention.kind in {"counted", "age"} and mention.noun > mention.last
    at += word == "-" and line.glued(at)
    at = _behind_aside(line, mention, at)
    return None if counts or not _opens_group(line, mention, at) else group_from(line, at, bare=True)


def where_it_is(line: Line, mention: Mention) -> range | None:
    """Whose they are in "there are 5,000 students at the university"."""
    at = mention.first - 1
    if mention.kind != "counted" or line.word(at) not in classes.AUXILIARIES or line.word(at - 1) != "there":
        return None
    for place in range(mention.noun, min(mention.noun + 3, len(line.low))):
        if line.low[place] in {"in", "at", "on"}:
            return _part(line, place + 1)
        if not classes.is_verb(line.low[place]):
            break
    return None


def _paid_for(line: Line, at: int) -> range | None:
    """The roof of "$5 for a new roof", the aid of "$5 million in aid"; never a place or a time."""
    word = line.word(at)
    step = at + 1 + (word == "worth" and line.word(at + 1) == "of")
    opens = line.raw[step : step + 1]
    placed = word == "in" and opens and (opens[0][0].isupper() or opens[0].lower() in classes.DETERMINERS)
    places = None if placed else group_from(line, step)
    return None if places is None or _is_time(line, places) else places


def _is_time(line: Line, places: range) -> bool:
    return line.low[places.start] in TIMES or line.low[places.stop - 1] in TIMES


def _is_part(mention: Mention, joint: str) -> bool:
    """Whether the quantity may hold for a part only: a share of men, or a number whose noun is left out."""
    if mention.kind == "counted":
        return mention.noun == mention.last
    return joint != "in" and mention.unit == "percentage" and mention.change not in {"up", "down"}


def _part(line: Line, at: int) -> range | None:
    """The women of "5% for women", the region of "1.5 million in the Los Angeles region"; never a time or a single."""
    places = group_from(line, at)
    if places is None or _is_time(line, places):
        return None
    named = any(line.raw[place][0].isupper() for place in places)
    return places if named or classes.is_plural(line.low[places.stop - 1]) else None


def _behind_aside(line: Line, mention: Mention, at: int) -> int:
    """For "a 5-mile (8 km) journey": where the journey stands."""
    if is_adjective(line, mention) and line.word(at) == "(":
        for close in range(at + 1, min(at + LONGEST, len(line.low))):
            if line.low[close] == ")":
                return close + 1
    return at


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
    if word.endswith("ing") and line.word(at + 1) not in {"of", "-"} and mention.first > 0:
        return False
    named = line.raw[at : at + 1] and line.raw[at][0].isupper()
    return not (named and mention.unit == "percentage" and line.word(mention.first - 1) not in classes.DETERMINERS)


def before(line: Line, mention: Mention) -> range | None:
    """The noun of "sales of 5,835 units", "customers with $5 million", "a ban for two years"."""
    joint, end = line.word(mention.first - 1), mention.first - 1
    if joint not in {"of", "with", "worth", "for"} or not line.word(end - 1)[:1].isalpha():
        return None
    places = group_to(line, end)
    if places is None or (line.low[places.start][0].isdigit() and line.word(places.start + 1) != "-"):
        return None
    if joint == "of":
        return None if line.low[places.stop - 1] in HOLLOW else places
    if joint == "for":
        ahead = line.word(places.start - 2)
        new = line.word(places.start - 1) in {"a", "an"} and ahead not in classes.PREPOSITIONS | classes.AUXILIARIES
        return places if new and mention.kind == "time" else None
    return None if classes.is_verb(line.low[places.stop - 1]) else places


def numbered(line: Line, mention: Mention) -> range | None:
    """The defectors of "a drop in the number of defectors reaching the South, from over a thousand"."""
    for place in range(mention.first - 1, 0, -1):
        if line.low[place] == "of" and line.low[place - 1] in {"number", "numbers"}:
            return group_from(line, place + 1)
    return None


def leading(line: Line, mention: Mention) -> range | None:
    """The words right before it: "Stoxx 50 -1.3%"."""
    at = mention.first
    while at > 0 and (not line.low[at - 1][0].isalnum() or classes.is_function(line.low[at - 1])):
        at -= 1
    if mention.kind == "counted" and line.word(mention.first - 1) in classes.PREPOSITIONS | {"and", "or", ","}:
        return None
    places = group_to(line, at)
    if places is None or line.word(at) == ")" or (len(places) == 1 and line.word(places.start - 1) in ACTING):
        return None
    lone = len(places) == 1 and places.stop == mention.first and line.word(places.start - 1) in classes.DETERMINERS
    if all(line.low[place] in NO_HEAD for place in places) or (lone and mention.kind == "counted"):
        return None  # "an original 12 members"
    return _listed(line, places.start) or places


def _listed(line: Line, at: int) -> range | None:
    """The properties of "properties including: Elm House, Oslo, worth $5 million, Ash House, Bern, $6 million"."""
    if line.word(at - 1) != ",":
        return None
    for place in range(at - 1, 0, -1):
        if line.low[place] in {"including", "include"} and classes.is_plural(line.low[place - 1]):
            return group_to(line, place)
        if classes.is_finite(line.low[place]) or line.low[place] == ";":
            break
    return None
