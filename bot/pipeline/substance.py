"""What a sentence says of its own: whether it refers back to what its article told, and whether it says anything.

For sentences that open well (`bot.pipeline.standalone`). One that refers back is no statement; one that says little, or
must be guessed at, is a statement of little weight.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.pipeline.pointers import AUXILIARIES, CALENDAR, DEMONSTRATIVES, PARTS, PRONOUNS, by_first_word, phrase_at
from bot.pipeline.speech import VERBS
from bot.pipeline.standalone import POINTING, RELATED
from bot.pipeline.wordclasses import PAST, PREPOSITIONS, PRESENT, is_function

POINTING_FACTOR, EMPTY_FACTOR, THIN_FACTOR = 0.6, 0.5, 0.6
FEW_WORDS = 4  # content words; fewer make a thin sentence
OPENING = 10  # tokens in which a subject is looked for
ASKING = frozenset(("how", "what", "where", "why", "whether", "whatever", "when"))
WONDERING = ASKING - {"when", "where"}
SOMEBODY = frozenset(("he", "she"))
PERSONS = frozenset(("he", "she", "it", "they"))
DONE = by_first_word(("did", "so"), ("does", "so"), ("do", "so"), ("done", "so"), ("doing", "so"), ("do", "likewise"))
# What was told before, taken up behind a verb: "Fences help to keep it that way."
TAKEN_UP = by_first_word(("it", "that", "way"), ("them", "that", "way"), ("it", "like", "that"), ("it", "so"))
LINKING = frozenset(("that", "which"))
# Sentences that lead on, or tell that nobody told anything.
EMPTY = by_first_word(
    ("not", "limited", "to"),
    ("at", "stake"),
    ("that", "way"),
    ("not", "respond"),
    ("not", "reply"),
    ("not", "answer"),
    ("not", "comment"),
    ("not", "immediately"),
    ("not", "independently"),
    ("declined", "to", "comment"),
    ("declined", "to", "say"),
    ("refused", "to", "comment"),
    ("not", "be", "reached"),
    ("remains", "to", "be", "seen"),
    ("only", "time", "will"),
)


def refers_back(lower: Sequence[str], first: int, last: int) -> bool:
    """Whether the words lean on the sentence before somewhere behind their opening.

    "60,000 people did so", "the fence that it replaces", "None took place", "How many they were is unknown".
    """
    reach = min(last - 1, first + OPENING)
    if lower[first] in PARTS and (lower[first + 1] in PAST or lower[first + 1] in PRESENT):
        return True
    if lower[first] in ASKING and not PERSONS.isdisjoint(lower[first : first + 3]):
        return True
    if lower[first] in WONDERING and not SOMEBODY.isdisjoint(lower[first:reach]):
        return True
    if lower[first] in PREPOSITIONS and _points_with_that(lower, first + 1, last):
        return True
    if any(lower[at] in TAKEN_UP and phrase_at(lower, at, TAKEN_UP) for at in range(first, last - 1)):
        return True
    return any(_done_before(lower, at) or _relates_to_pronoun(lower, at, first) for at in range(first, reach))


def substance(lower: Sequence[str], first: int, last: int, content: Collection[str]) -> float:
    """A factor for the weight: 1 for a sentence that says something of its own."""
    factor = 1.0
    words = lower[first:last]
    if not DEMONSTRATIVES.isdisjoint(words) and any(_points(lower, at, last) for at in range(first, last - 1)):
        factor *= POINTING_FACTOR
    if any(word in EMPTY and phrase_at(lower, at, EMPTY) for at, word in enumerate(words, first)):
        factor *= EMPTY_FACTOR
    if len(content) < FEW_WORDS and not any(word[0].isdigit() for word in words):
        factor *= THIN_FACTOR
    return factor


def _points(lower: Sequence[str], at: int, last: int) -> bool:
    """For "Fees for such transfers", "more than half of that sum"; which has to be guessed."""
    following = lower[at + 1]
    if lower[at] in POINTING:
        return following not in CALENDAR and following not in RELATED
    return lower[at] in PREPOSITIONS and _points_with_that(lower, at + 1, last)


def _points_with_that(lower: Sequence[str], at: int, last: int) -> bool:
    """Whether "that" stands here with a noun of its own."""
    if at + 1 >= last or lower[at] != "that":
        return False
    noun = lower[at + 1]
    known = noun in CALENDAR or noun in AUXILIARIES or noun in VERBS or noun in PRONOUNS or is_function(noun)
    return noun.isalpha() and not known


def _done_before(lower: Sequence[str], at: int) -> bool:
    return lower[at] in DONE and phrase_at(lower, at, DONE) > 0


def _relates_to_pronoun(lower: Sequence[str], at: int, first: int) -> bool:
    """For "The fence that it replaces", where nothing else stands that "it" could mean."""
    if lower[at] not in LINKING or at == first or lower[at + 1] not in PERSONS:
        return False
    subject = lower[first:at]
    return lower[first] in {"the", "a", "an"} and VERBS.isdisjoint(subject) and AUXILIARIES.isdisjoint(subject)
