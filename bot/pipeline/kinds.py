"""What a name names: clues in the name itself and in the words beside it, each with a weight.

A clue is a tuple of three weights, in the order of `KINDS`. Of all the places where the same name stands, the strongest
clue for and against each kind is added to that of the name itself: one clear place decides the others, but "China said"
does not make a person of China however often it is written. Weights are the author's judgement, checked on free text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from bot.core.article import EntityKind
from bot.pipeline.gazetteer import COUNTRIES, EVERYDAY, GIVEN, LOUD_PLACES, ORGANISATIONS, PEOPLES, PLACES
from bot.pipeline.lexicon import (
    DIRECTIONS,
    FRONTS_ORGANISATION,
    HEADS_ORGANISATION,
    HEADS_OTHER,
    HEADS_PLACE,
    OF_ORGANISATION,
    OF_PLACE,
    OFFICES,
    PARTICLES,
    PLACE_PREPOSITIONS,
    SIGNS,
    SURNAME_HEADS,
)
from bot.pipeline.names import Candidate
from bot.pipeline.results import NO_CLUE, Clue, row_clue
from bot.pipeline.runs import Page
from bot.pipeline.speech import VERBS
from bot.pipeline.wordlists import listed

KINDS: tuple[EntityKind, EntityKind, EntityKind] = ("person", "organisation", "place")

NEVER: Clue = (-99.0, -99.0, -99.0)
ENOUGH = 0.9
WHERE = {"in": 1.5, "near": 1.5, "at": 0.95}
LONGEST_WORD = 40
LONGEST_NAME = 120
OF_WORDS = listed("of for on")

PLACE_OPENERS = listed(
    """
    Mount Mt Lake Cape Port Fort Camp Gulf Isle River San Santa Saint St Los Las El Ras Wadi Tel
    """
)
PLACE_ENDINGS = re.compile(r".{2,}(?:stan|burg|burgh|ville|shire|abad|grad|pur|polis|borough|istan|gorod|heim)$")
SURNAME_ENDINGS = re.compile(
    r".{2,}(?:ov|ova|ev|eva|enko|sson|ssen|vić|vic|vich|ić|ski|sky|ska|shvili|adze|nen|poulos|idis|oglu|berg|stein|mann|man|son)$"
)
ACRONYM = re.compile(r"(?:[A-Z]{2,6}s?|(?:[A-Z]\.){2,})$")
ABSTRACT = re.compile(
    r"[A-Za-z]{3,}(?:tion|sion|ment|ness|ity|ism|ship|ance|ence|ology|ware|able|ible|ical|ous|ful|ive|ly)s?$"
)
INNER_CAPITAL = re.compile(r"(?!Mc|Mac|De|La|Le|Di|Van|O['’])[A-Z]?[a-z]+[A-Z]\w*$")
BELONGS_TO_PLACE = listed(
    """
    city province region town village district county river border airport coast suburb port prefecture state island
    capital area neighborhood neighbourhood peninsula harbor harbour governorate colony principality duchy hamlet
    settlement monastery cloister abbey castle valley canton oblast municipality commune
    """
)
BELONGS_TO_FIRM = listed(
    """
    shares stock executives executive employees officials subsidiary unit brand headquarters factory plant plants
    fighters militants members supporters fans rebels guerrillas troops
    """
)
# "the group River Witness"
CALLED_GROUP = listed(
    "group charity company firm agency newspaper magazine broadcaster network nonprofit startup website"
)
WINS = listed("beat beats defeated thrashed edged outscored trounced")
STANDS_BEFORE_PLACE = listed("river colony village hamlet principality duchy canton municipality commune monastery")
NOBLES = listed(
    """
    Duke Duchess Earl Count Countess Prince Princess King Queen Bishop Archbishop Marquess Marquis Baron Baroness Lord
    Lady Sultan Emir Emperor Empress Margrave Landgrave Viscount
    """
)
FOLLOWS_PERSON = listed("who whose himself herself said says told added recalled")
WHO = listed("who whose whom")
ACTS: Clue = (1.4, 0.3, 0.0)
# What the word behind a name says; the first group that has it counts.
AFTER: tuple[tuple[frozenset[str], Clue], ...] = (
    (FOLLOWS_PERSON, (1.5, 0.3, 0.0)),
    (VERBS, (0.9, 0.3, 0.0)),
    (BELONGS_TO_PLACE, (0.0, 0.0, 1.5)),
    (BELONGS_TO_FIRM | OFFICES, (0.0, 1.0, 0.0)),
    (listed("was is has had did would"), (0.9, 0.3, 0.3)),
)


Rules = tuple[tuple[Callable[["Look"], bool], Clue], ...]


class Look(NamedTuple):
    """A name as the rules look at it; `capitals` are its words that begin with one."""

    words: list[str]
    whole: str
    first: str
    last: str
    capitals: list[str]


@lru_cache(maxsize=4096)
def is_everyday(word: str) -> bool:
    """A word that one would find in small letters too; "Italy" is none, for all its ending."""
    lower = word.lower()
    if word in PLACES and lower not in EVERYDAY:
        return False
    if lower in EVERYDAY or (lower.endswith("s") and lower[:-1] in EVERYDAY) or ABSTRACT.match(word):
        return True
    return lower.removesuffix("s") in OFFICES or (lower.endswith("ies") and lower[:-3] + "y" in EVERYDAY)


# The first rule that holds gives the clue. One word:
SINGLE: Rules = (
    (lambda it: len(it.last) > LONGEST_WORD, NEVER),
    (lambda it: it.last in HEADS_OTHER and it.last not in GIVEN, NEVER),
    (lambda it: it.last in COUNTRIES, (0.0, 0.0, 3.0)),
    (lambda it: it.last in PLACES, (0.0, 0.0, 2.5)),
    (lambda it: it.last in ORGANISATIONS, (0.0, 3.0, 0.0)),
    (lambda it: it.last in SIGNS, NEVER),
    (lambda it: it.last in LOUD_PLACES, (0.0, 0.0, 2.5)),
    (lambda it: bool(ACRONYM.match(it.last)), (0.0, 2.0, 0.0)),
    (lambda it: bool(INNER_CAPITAL.match(it.last)), (0.0, 1.5, 0.0)),
    (lambda it: it.last in HEADS_ORGANISATION or it.last in HEADS_PLACE, (0.0, 0.3, 0.3)),
    (lambda it: is_everyday(it.last), (-1.0, -1.0, -2.0)),
    (lambda it: bool(SURNAME_ENDINGS.match(it.last)), (1.0, 0.0, 0.0)),
    (lambda it: bool(PLACE_ENDINGS.match(it.last)), (0.0, 0.0, 1.5)),
)
# Several words:
SEVERAL: Rules = (
    (lambda it: len(it.whole) > LONGEST_NAME, NEVER),
    (lambda it: it.last in SURNAME_HEADS and it.first in GIVEN and len(it.words) == 2, (3.0, 0.0, 0.0)),
    (lambda it: it.words[-2] == "-" and it.last.islower() and it.first in it.capitals, (3.5, 0.0, 0.0)),
    (lambda it: it.last in HEADS_OTHER and not _of_organisation(it.words), NEVER),
    (lambda it: it.whole in PLACES, (0.0, 0.0, 3.5)),
    (lambda it: it.whole in ORGANISATIONS or "&" in it.words, (0.0, 3.5, 0.0)),
    (lambda it: it.last in ORGANISATIONS and it.whole.rpartition(" ")[0] in PLACES, (0.0, 4.0, 0.0)),
    (lambda it: it.last in HEADS_ORGANISATION or _of_organisation(it.words), (0.0, 5.0, 0.0)),
    (lambda it: it.last == "." and it.words[-2] in HEADS_ORGANISATION, (0.0, 5.0, 0.0)),
    (lambda it: it.first in DIRECTIONS and " ".join(it.words[1:]) in PLACES, (0.0, 0.0, 4.0)),
    (lambda it: it.last in HEADS_PLACE or it.first in PLACE_OPENERS, (0.5, 0.5, 4.0)),
    (lambda it: it.first in OF_PLACE and it.words[1] == "of", (0.5, 0.5, 4.0)),
    (lambda it: it.words[1] in OF_PLACE and it.words[2:3] == ["of"], (0.5, 0.5, 4.0)),
    (lambda it: it.first in FRONTS_ORGANISATION, (0.0, 3.5, 0.0)),
    (lambda it: it.first in GIVEN and len(it.capitals) <= 4, (3.5, 0.0, 0.0)),
    (lambda it: len(it.capitals) <= 4 and any(map(_is_initial, it.capitals[:-1])), (3.0, 0.0, 0.0)),
    (lambda it: any(word in HEADS_ORGANISATION for word in it.words), (0.0, 2.0, 0.0)),
    (lambda it: it.whole in LOUD_PLACES, (0.0, 0.0, 3.0)),
    (lambda it: all(map(is_everyday, it.capitals)), (-1.0, 0.3, -1.0)),
    (lambda it: it.first in DIRECTIONS or bool(PLACE_ENDINGS.match(it.last)), (0.3, 0.3, 2.0)),
    (lambda it: it.first in PEOPLES, (0.0, 0.8, 0.0)),
    (lambda it: all(word.isupper() for word in it.capitals), (0.5, 1.0, 0.0)),
    (lambda it: len(it.capitals) > 3, (0.3, 0.9, 0.0)),
    (lambda it: it.capitals[-1].lower() in EVERYDAY, (0.0, 0.9, 0.0)),
    (lambda it: any(word in PARTICLES for word in it.words), (2.0, 0.3, 0.0)),
    (lambda it: bool(it.words), (1.2, 0.3, 0.0)),
)


def name_clue(words: list[str], whole: str) -> Clue:
    """What the name says of itself."""
    look = Look(words, whole, words[0], words[-1], [word for word in words if word[0].isupper()] or words)
    clue = NO_CLUE
    for holds, given in SEVERAL if len(words) > 1 else SINGLE:
        if holds(look):
            clue = given
            break
    if len(words) > 1 or look.first not in GIVEN or clue is NEVER:
        return clue
    person, organisation, place = clue
    return (person + (0.75 if organisation + place > 2 else 1.5), organisation, place)


def _is_initial(word: str) -> bool:
    return len(word) == 1 or (len(word) < 6 and word.endswith("."))


def _of_organisation(words: list[str]) -> bool:
    return any(word in OF_WORDS and words[at] in OF_ORGANISATION for at, word in enumerate(words[1:]))


def names_nothing(page: Page, candidate: Candidate) -> bool:
    """US$ 5, Peace Mission-2016 and 4GB name a currency, an event and a measure."""
    words, last = page.tokens.words, candidate.last
    start = page.tokens.starts[candidate.first]
    if start and page.text[start - 1].isalnum():
        return True
    if last >= len(words):
        return False
    return words[last] == "$" or (words[last] == "-" and last + 1 < len(words) and words[last + 1].isdigit())


def place_clue(page: Page, candidate: Candidate) -> Clue:
    """What the words on either side say."""
    words, first, last = page.tokens.words, candidate.first, candidate.last
    if candidate.titled:
        return (6.0, 0.0, 0.0)
    before = words[first - 1].lower() if first else "."
    person, organisation, place = _before(words, first, before)
    more = _after(page, candidate) if last < len(words) else NO_CLUE
    return (person + more[0], organisation + more[1], place + more[2])


def _after(page: Page, candidate: Candidate) -> Clue:
    words, last = page.tokens.words, candidate.last
    after = words[last]
    row = row_clue(page, candidate)
    if row is not NO_CLUE or after.isdigit():
        return row
    if after in WINS and page.joined(candidate.first, last) not in COUNTRIES:
        return (0.7, 3.0, 0.0)
    if after == "," and last + 1 < len(words):
        return (2.0 if words[last + 1] in WHO else _age(words, last), 0.0, _state(page, last + 1))
    return next((clue for group, clue in AFTER if after in group), ACTS if after.endswith("ed") else NO_CLUE)


def _before(words: list[str], first: int, before: str) -> Clue:
    if before in OFFICES:
        return (3.0, 0.0, 0.0)
    if before in CALLED_GROUP:
        return (0.0, 4.5, 0.0)
    if before == "the":
        return (-1.5, 0.7, 0.2)
    if before in STANDS_BEFORE_PLACE:  # "the river Nestus"
        return (0.0, 0.0, 2.0)
    if before == "of" and first > 1 and words[first - 2] in BELONGS_TO_PLACE:
        return (0.0, 0.0, 3.0)
    if before == "of" and first > 1 and (words[first - 2] in NOBLES or words[first - 2] in GIVEN):  # "John of Gaunt"
        return (0.0, 0.0, 2.0)
    if before in PLACE_PREPOSITIONS:
        return (0.0, 0.3, WHERE.get(before, 0.7))
    return NO_CLUE


def _age(words: list[str], comma: int) -> float:
    """For "Jane Doe, 45, …"."""
    aged = words[comma + 1].isdigit() and len(words[comma + 1]) == 2 and words[comma + 2 : comma + 3] == [","]
    return 3.0 if aged else 0.0


def _state(page: Page, at: int) -> float:
    """For "Balykchy, Kyrgyzstan"."""
    words = page.tokens.words
    if not words[at][0].isupper():
        return 0.0
    two = at + 1 < len(words) and page.joined(at, at + 2) in PLACES
    return 1.5 if two or words[at] in PLACES else 0.0
