"""Whose words a sentence is: the reporter's, a named speaker's, or "I" and "we" of whom the reader knows nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from bot.core.article import Quote
from bot.pipeline.draft import Draft
from bot.pipeline.pointers import CALENDAR, MODIFIERS
from bot.pipeline.speech import VERBS
from bot.pipeline.weights import Reading

FIRST_PERSONS = frozenset(
    """
    i me my we our ours you your yours let's i'm i've i'll i'd we're we've we'll we'd you're you've you'll
    """.split()  # noqa: SIM905 - words
)
PRONOUNS = frozenset(("he", "she"))
# Capitalised without being anybody's name.
NAMELESS = CALENDAR | frozenset(
    """
    the a an one some in on at as but and when after another his her its their i
    """.split()  # noqa: SIM905 - words
)
BYSTANDING = MODIFIERS - {"of", "by"}
MOSTLY = 0.5
NAME_REACH = 8


def is_quoted(stretches: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether the character stands between quotation marks, or is one."""
    place = bisect_right(stretches, at, key=_start) - 1
    return place >= 0 and at < stretches[place][1]


def _start(stretch: tuple[int, int]) -> int:
    return stretch[0]


def speaks_to_reader(draft: Draft, reading: Reading, place: int) -> bool:
    """Whether "I", "we" or "you" stand outside quotations."""
    tokens = draft.tokens
    for at in range(tokens.firsts[place], tokens.firsts[place + 1]):
        word = reading.lower[at]
        if word not in FIRST_PERSONS and ("’" not in word or word.replace("’", "'") not in FIRST_PERSONS):
            continue
        numeral = word == "i" and at and tokens.words[at - 1][0].isupper()
        if not numeral and not is_quoted(reading.stretches, tokens.starts[at]):
            return True
    return False


def find_speaker(draft: Draft, reading: Reading, place: int, quotes: Sequence[Quote]) -> int | None:
    """Who says the quotation that a sentence opens with or mostly is: None if nobody is named.

    The token of "he" or "she" if that is all it says, else -1: somebody is named, or the words are the reporter's.
    `quotes` are those whose speaker stands in the sentence.
    """
    opens = reading.quoted[place] > 0 and is_quoted(reading.stretches, draft.sentences[place].start)
    if not opens and reading.quoted[place] < MOSTLY:
        return -1
    if any(quote.who and quote.speaker and quote.speaker[0].isupper() and " " in quote.who for quote in quotes):
        return -1
    first, last = draft.tokens.firsts[place], draft.tokens.firsts[place + 1]
    own = [at for at in range(first, last) if not is_quoted(reading.stretches, draft.tokens.starts[at])]
    return _speaker_token(draft.tokens.words, reading.lower, own)


def _speaker_token(words: Sequence[str], lower: Sequence[str], own: Sequence[int]) -> int | None:
    """Look before the first verb of saying, then behind it; `own` are the tokens outside quotations."""
    verb = next((i for i, at in enumerate(own) if lower[at] in VERBS or lower[at] == "according"), None)
    if verb is None:
        return None
    before = own[max(0, verb - NAME_REACH) : verb]
    if any(lower[at][0].isalpha() for at in before):
        return next((found for at in reversed(before) if (found := _named(words, lower, at)) is not None), None)
    behind = verb + 1 + (lower[own[verb]] == "according")
    for at in own[behind : behind + NAME_REACH]:
        found = _named(words, lower, at)
        # "said the group, which …", "said an official in …": no name comes behind these but ", Lu Kang".
        if found is not None or lower[at] in BYSTANDING or (lower[at] == "," and not words[at + 1][0].isupper()):
            return found
    return None


def _named(words: Sequence[str], lower: Sequence[str], at: int) -> int | None:
    """The token itself for "he" or "she", -1 for a name, None for any other word."""
    if lower[at] in PRONOUNS:
        return at
    return -1 if words[at][0].isupper() and lower[at] not in NAMELESS else None
