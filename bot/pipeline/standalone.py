"""Can this sentence be understood alone? Looks at how it opens, and at who is spoken of as if known.

Works on tokens; the answer is a `Lean` that says on what kind of word the sentence leans and where, so that a summary
may keep it beside the sentence before, and a statement may explain the word or be left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from bot.pipeline.pointers import (
    AUXILIARIES,
    CALENDAR,
    CONTRASTS,
    DEMONSTRATIVES,
    EMPTY_ADJECTIVES,
    INSTITUTIONS,
    LATER,
    LINK_PHRASES,
    LINKS,
    MODIFIERS,
    PARTS,
    POINTING_NOUNS,
    PRONOUNS,
    phrase_at,
)
from bot.pipeline.speech import TELLING, VERBS
from bot.pipeline.trimming import skip_dateline

Kind: TypeAlias = Literal["", "pronoun", "demonstrative", "noun", "part", "time"]

AGED = ("-", "year", "-", "old")
BEFORE_PRONOUNS = frozenset(
    """
    neither like unlike with to even only not besides while although though as because when if after before since
    """.split()  # noqa: SIM905 - words
)
OTHERS = frozenset(("others", "another", "other"))
SPANS = frozenset(
    """
    day days week weeks month months year years hour hours minute minutes moments decade decades
    """.split()  # noqa: SIM905 - words
)
UNNAMED = DEMONSTRATIVES | PRONOUNS
SUBJECTS = frozenset(
    ("he", "she", "it", "they", "his", "her", "its", "their", "this", "that", "these", "those", "both", "others")
)
POINTING = DEMONSTRATIVES - {"that"}  # which mostly joins clauses
RELATED = MODIFIERS | {"as", "a", "an"}  # "those who", "such as": not told of before
OPENER_REACH, SUBJECT_REACH, ATTRIBUTION = 14, 8, 5
QUOTES = frozenset("\"“”„«»‘’'([")
JOINERS = frozenset(("and", "so", "or", "nor", "for"))


ARTICLES = frozenset(("a", "an"))


class Lean(NamedTuple):
    """What a sentence leans on: the kind of word and its tokens `[at, past)`; kind "" when it stands alone.

    `opens` is the first token behind quotation marks and openers that only join; `contrast` is true for a sentence
    that concedes something said before ("However, …").
    """

    kind: Kind
    at: int
    past: int
    opens: int
    contrast: bool


def find_lean(words: Sequence[str], lower: Sequence[str], first: int, last: int, known: Mapping[str, int]) -> Lean:
    """Judge the tokens `[first, last)`; `known` has where the text introduces its nouns ("a bridge")."""
    at, contrast = _skip_openers(lower, skip_dateline(words, first, last), last)
    if at >= last:
        return Lean("part", at, at, at, contrast)
    kind, past = _leaning_words(words, lower, at, last, known)
    if kind:
        return Lean(kind, at, past, at, contrast)
    if subject := _late_subject(words, lower, at, last):
        return Lean("pronoun", subject, subject + 1, at, contrast)
    if pointing := pointing_word(lower, at, min(last, at + SUBJECT_REACH)):
        return Lean("demonstrative", pointing, pointing + 1, at, contrast)
    return Lean("", at, at, at, contrast)


def _skip_openers(lower: Sequence[str], at: int, last: int) -> tuple[int, bool]:
    """The first token behind marks, "and", "meanwhile,", "in addition,", "but"; and whether one was a contrast."""
    contrast = False
    while at < last:
        word = lower[at]
        if word in QUOTES or word in JOINERS:
            at += 1
        elif word in CONTRASTS or (word in LINKS and at + 1 < last and lower[at + 1] == ","):
            contrast = contrast or word in CONTRASTS
            at += 2 if at + 1 < last and lower[at + 1] == "," else 1
        elif phrase := phrase_at(lower, at, LINK_PHRASES):
            at += phrase + (at + phrase < last and lower[at + phrase] == ",")
        else:
            break
    return at, contrast


def _leaning_words(
    words: Sequence[str], lower: Sequence[str], at: int, last: int, known: Mapping[str, int]
) -> tuple[Kind, int]:
    word = lower[at].partition("'")[0].partition("’")[0]
    following = lower[at + 1] if at + 1 < last else ""
    if word in PRONOUNS or (word in BEFORE_PRONOUNS and following in PRONOUNS):
        return "pronoun", at + 1 + (word not in PRONOUNS)
    if word in DEMONSTRATIVES:
        return ("", at) if following in CALENDAR and word != "such" else ("demonstrative", at + 1)
    if size := _part(lower, at, last):
        return "part", at + size
    if size := _time_after(lower, at, last):
        return "time", at + size
    if word == "the":
        return _definite(words, lower, at, last, known)
    return "", at


def _part(lower: Sequence[str], at: int, last: int) -> int:
    """How many tokens stand for people or things without naming them: "others", "some" say, "much of it"."""
    following = lower[at + 1] if at + 1 < last else ""
    if lower[at] in OTHERS:
        return 1
    if lower[at] in PARTS and (following in AUXILIARIES or following in VERBS or following == "others"):
        return 1
    return 3 if following == "of" and at + 2 < last and lower[at + 2] in UNNAMED else 0


def _time_after(lower: Sequence[str], at: int, last: int) -> int:
    """How many tokens tell a time from the time in the sentence before: "Two months earlier,", "The next day,"."""
    if size := phrase_at(lower, at, LATER):
        return size
    if at + 2 < last and lower[at + 1] in SPANS and lower[at + 2] in ("earlier", "later", "before", "after"):
        return 3 if at + 3 >= last or lower[at + 3] == "," or lower[at + 2] in ("earlier", "later") else 0
    return 0


def _definite(
    words: Sequence[str], lower: Sequence[str], at: int, last: int, known: Mapping[str, int]
) -> tuple[Kind, int]:
    """Whether "the …" is bare: a noun that points back and nothing behind it that tells which one."""
    head = at + 1
    while head < last and (lower[head] in EMPTY_ADJECTIVES or lower[head][0].isdigit()):
        head += 1
    aged = tuple(lower[head : head + 4]) == AGED
    head += 4 * aged
    if head < last and words[head].islower() and _points_back(lower, at, head, last, known):
        return ("", at) if _is_told(words, lower, head, last) else ("noun", head + 1)
    # "the same is true", "the two were", "the other, a guard, said"
    if head < last and head > at + 1 and (lower[head] in AUXILIARIES or lower[head] == ","):
        return "noun", head
    if aged and (head >= last or lower[head] in AUXILIARIES or lower[head] in VERBS or not lower[head][0].isalpha()):
        return "noun", head
    return "", at


def _points_back(lower: Sequence[str], at: int, head: int, last: int, known: Mapping[str, int]) -> bool:
    """Whether a noun behind "the" was told of before, or is somebody in particular ("the schoolboy said")."""
    noun = lower[head]
    if noun in POINTING_NOUNS or noun.removesuffix("s") in POINTING_NOUNS or known.get(noun, last) < at:
        return True
    return head + 1 < last and lower[head + 1] in TELLING and noun not in INSTITUTIONS


def _is_told(words: Sequence[str], lower: Sequence[str], head: int, last: int) -> bool:
    """Whether what follows the noun says which one it is: "of …", a name, ", Acme Corp,"."""
    if head + 1 >= last:
        return False
    following = lower[head + 1]
    if following == "," and head + 2 < last:
        return words[head + 2][0].isupper()
    if following == "-" or (following in POINTING_NOUNS and words[min(head + 2, last - 1)][0].isupper()):
        return True
    return following in MODIFIERS or words[head + 1][0].isupper()


def _late_subject(words: Sequence[str], lower: Sequence[str], at: int, last: int) -> int:
    """The token of "he" in "In April, he …" when nobody is named before it; 0 for none."""
    for comma in range(at + 1, min(last - 1, at + OPENER_REACH)):
        if lower[comma] == ",":
            bare = lower[comma + 1].partition("'")[0].partition("’")[0]
            saying = comma + ATTRIBUTION >= last and comma + 2 < last and lower[comma + 2] in VERBS  # "…, he said."
            if bare in SUBJECTS and not saying and (comma + 2 >= last or lower[comma + 2] not in CALENDAR):
                named = any(words[i][0].isupper() and lower[i] not in CALENDAR for i in range(at + 1, comma))
                return 0 if named else comma + 1
    return 0


def pointing_word(lower: Sequence[str], first: int, last: int) -> int:
    """The token of "these" or "such" in "Fees for such transfers have …", which has to be guessed; 0 for none."""
    for at in range(first, last - 1):
        if lower[at] in POINTING and lower[at + 1] not in CALENDAR and lower[at + 1] not in RELATED:
            return at
    return 0


def introduced_nouns(lower: Sequence[str]) -> dict[str, int]:
    """Where the text first brings in a word with "a" or "an", up to four words behind the article."""
    nouns: dict[str, int] = {}
    for at in [at for at, word in enumerate(lower) if word in ARTICLES]:
        for noun in lower[at + 1 : at + 5]:
            if not noun[0].isalpha() or noun in MODIFIERS or noun in AUXILIARIES:
                break
            nouns.setdefault(noun, at)
    return nouns
