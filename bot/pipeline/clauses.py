"""The clause around a place in a sentence: its bounds, its verb and its subject, told from word classes alone.

No parser: a phrase is walked to the next mark or small word that cannot belong to it. Unlike `subjects`, which names
what is measured, this keeps determiners and whatever else a reader needs.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.core.numerals import Line
from bot.pipeline import wordclasses as classes
from bot.pipeline.speech import TELLING
from bot.pipeline.subjects import SUBORDINATE, is_verb_at, verb_between, verb_group

# Nothing is read across these; a comma only parts phrases.
HARD = frozenset('; : ( ) [ ] " “ ” « » — – … | • ? ! *'.split())
RELATIVES = frozenset("which that who whom whose".split())
# They open a clause that says something else, or says it under a condition.
TURNS = frozenset("while whilst whereas but because although though unless if since".split())
OPENS = (SUBORDINATE | TURNS) - {"than", "including", "include", "as", "since"}
JOINTS = frozenset({"and", "or", "nor"})
HELPERS = classes.AUXILIARIES
STRAY = frozenset({"as", "than", "'s", "’s", "to", "not"})
LONGEST_ABBREVIATION = 4
LONGEST_ASIDE = 18
LONGEST_SUBJECT = 24
CUT = frozenset({",", "as", "to", "there", "here"})


class Governor(NamedTuple):
    """A finite verb with its helpers, tokens from `start` up to `end`, and its subject, null where none is found.

    `joined` tells that subject and verb follow each other without anything between.
    """

    start: int
    end: int
    subject: range | None
    joined: bool


def is_hard(line: Line, at: int) -> bool:
    """Whether nothing may be read across token `at`: a bracket, a quotation mark, a dash between words."""
    word = line.low[at]
    if word == "-":
        return not (line.glued(at) or line.glued(at + 1))
    if word == ".":  # an abbreviation's is followed by more of the sentence
        return at + 1 == len(line.low) or len(line.word(at - 1)) > LONGEST_ABBREVIATION
    return word in HARD


def floor(line: Line, first: int, last: int) -> int:
    """The first token that can be read on to the words `[first, last)`: behind a mark, or where their clause begins."""
    low = first
    while low > 0 and not is_hard(line, low - 1) and line.low[low - 2 : low] != ["according", "to"]:
        low -= 1
    verb = _verb_behind(line, last)
    return low if verb is None else _own_clause(line, low, first, sure=not is_reduced(line, verb))


def _own_clause(line: Line, low: int, first: int, *, sure: bool) -> int:
    """Where the clause begins whose verb stands behind its subject at `first`; `sure` where that is no participle."""
    for at in range(first - 1, low, -1):
        word = line.low[at]
        if is_finite(line, at):
            return at + 1 if sure and word in TELLING else low
        if word in OPENS - RELATIVES | {"as", "since"} or (word == "that" and not names(line, at - 1)):
            return at + 1
        if sure and word in JOINTS | {"but"} and (line.low[at - 1] == "," or verb_between(line, at)):
            return at + 1
    return low


def _verb_behind(line: Line, last: int) -> int | None:
    """The next verb that is reached from `last` without a mark or another clause."""
    for at in range(last, len(line.low)):
        if is_finite(line, at):
            return at
        if line.low[at] == "," or line.low[at] in OPENS or is_hard(line, at):
            break
    return None


def names(line: Line, at: int) -> bool:
    """Whether token `at` is a noun or an adjective, as far as its form tells."""
    word = line.word(at)
    return word[:1].isalpha() and len(word) > 1 and not classes.is_function(word) and not is_finite(line, at)


def is_reduced(line: Line, at: int) -> bool:
    """Whether the verb at `at` tells more of the noun before it: "tables released in Bern", "wire cut by hand"."""
    past = classes.is_past(line.low[at]) and line.low[at] not in classes.AUXILIARIES
    return past and line.word(at + 1) in classes.PREPOSITIONS and names(line, at - 1)


def is_finite(line: Line, at: int) -> bool:
    """Whether token `at` is a verb that has a subject, as far as its form tells; there may be no such token."""
    word = line.word(at)
    if word.endswith("ing") or not is_verb_at(line, at):
        return False
    before = line.word(at - 1)
    # "with barbed wire" has none, "more than doubled" has one
    return before != "to" and (word in HELPERS or before == "than" or before not in classes.PREPOSITIONS)


def governor(line: Line, at: int, low: int) -> Governor | None:
    """The nearest finite verb before token `at`, not before `low`."""
    for place in range(at - 1, low - 1, -1):
        if is_finite(line, place):
            start = max(low, verb_group(line, place))
            start = place if start == low else start  # "Work went on": a noun as well as a verb
            return Governor(start, place + 1, *_subject(line, start, low))
    return None


def _subject(line: Line, verb: int, low: int) -> tuple[range | None, bool]:
    """The words that say who does what the verb group from `verb` on tells; and whether they stand right before it."""
    if verb <= low:
        return None, False
    before = line.low[verb - 1]
    if before in RELATIVES:
        comma = line.word(verb - 2) == ","
        found = phrase_before(line, verb - 1 - comma, low)
        return (range(found.start, verb), True) if found else (None, False)
    if before == ",":
        participle = line.low[verb].endswith("ed") and line.word(verb + 1) in classes.PREPOSITIONS
        return phrase_before(line, verb - 1, low) if participle else _over_aside(line, verb - 1, low), False
    if before in JOINTS | {"but", "then"}:
        earlier = governor(line, verb - 1, low)
        return (earlier.subject if earlier else None), False
    return phrase_before(line, verb, low), True


def _over_aside(line: Line, comma: int, low: int) -> range | None:
    """For "Doe, the firm's head, said" Doe; for "the firm sold boats, owned a pier" the firm."""
    for place in range(comma - 1, max(low, comma - LONGEST_ASIDE) - 1, -1):
        if line.low[place] == ",":
            return phrase_before(line, place, low)
        if is_finite(line, place) and line.low[place] in HELPERS | classes.PRESENT:
            break
    earlier = governor(line, comma, low)
    return earlier.subject if earlier else None


def phrase_before(line: Line, end: int, low: int) -> range | None:
    """The nouns that end before token `end`, with their articles and what "of", "in" or "that" adds to them."""
    start = end
    while start > max(low, end - LONGEST_SUBJECT):
        at = start - 1
        word = line.low[at]
        relative = word in RELATIVES and at > low and names(line, at - 1)
        finite = word in HELPERS or (is_finite(line, at) and not is_reduced(line, at))
        if word == "," or is_hard(line, at) or (word in OPENS and not relative) or finite:
            break
        if word in JOINTS and verb_between(line, at):
            break
        start = at
    while start < end and line.low[start] in JOINTS | RELATIVES | classes.ADVERBS | STRAY:
        start += 1
    doing = start < end and line.low[start].endswith("ing") and line.word(start - 1) in HELPERS | {"to"}
    named = any(line.low[at][0].isalnum() for at in range(start, end))
    return range(start, end) if named and not doing else None


def breaks(line: Line, places: range) -> Iterator[int]:
    """Where a phrase may end: before a preposition, a joint or a clause, the last one first."""
    for at in range(places.stop - 1, places.start, -1):
        word = line.low[at]
        if "-" in {line.low[at - 1], line.word(at + 1)}:  # "surface-to-air"
            continue
        if word in JOINTS | OPENS | CUT or (word in classes.PREPOSITIONS and word not in {"of", "than"}):
            yield at - (word == "to" and line.low[at - 1] in {"up", "down"})


def leans(line: Line, at: int) -> bool:
    """Whether token `at` cannot end a phrase: a preposition, an article, a helper, a mark."""
    word = line.low[at]
    if not word[0].isalnum():
        return word not in {"%", "'", "’", "'s", "’s"}
    if line.raw[at].isupper() and len(word) > 1:
        return False
    return word in LEANING


LEANING = (
    (classes.PREPOSITIONS - {"worldwide", "nationwide", "inside", "outside", "across", "behind", "above", "below"})
    | classes.CONJUNCTIONS
    | classes.AUXILIARIES
    | (classes.DETERMINERS - {"this", "these", "those", "her", "each", "all"})
    | frozenset("not as so than very more most even also who done".split())
)
