"""What a name and its surroundings look like, as the short strings that the learned weights know.

The same function serves the fit (`tools/fit_names.py`) and the pipeline, so that both see the same. A feature is a mark
for what is looked at, a colon, and what is seen there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.pipeline.gazetteer import COUNTRIES, GIVEN, ORGANISATIONS, PEOPLES, PLACES
from bot.pipeline.kinds import is_everyday
from bot.pipeline.lexicon import CALENDAR, DIRECTIONS, FUNCTION, HEADS_ORGANISATION, HEADS_OTHER, HEADS_PLACE
from bot.pipeline.names import OPENING_MARKS, Candidate
from bot.pipeline.runs import Page

LONGEST_WORD = 12
MOST_WORDS = 5
MOST_MENTIONS = 4
# What a word ends in tells its part of speech where the list does not.
ENDINGS = (("ed", "VBD"), ("ly", "RB"), ("ing", "VBG"), ("s", "NNS"))


def name_features(page: Page, words: list[str], name: str) -> list[str]:
    """What the name itself shows."""
    capitals = [word for word in words if word[0].isupper()] or words
    first, last, several = words[0], capitals[-1], len(words) > 1
    size = min(len(words), MOST_WORDS)
    known = (name in COUNTRIES) + 2 * (name in PLACES) + 4 * (name in ORGANISATIONS)
    everyday, small = is_everyday(last), last.lower() in page.lowered
    front, back = _front(first), _back(last, everyday)
    features = [
        f"size:{size}",
        "shape:" + "_".join(map(_shape, words[:4])),
        f"ending:{last[-3:].lower()}:{several:d}",
        f"last:{last.lower()}",
        f"first:{first.lower()}",
        f"known:{known}",
        f"ends:{front}:{back}:{several:d}",
        f"word:{first in GIVEN:d}{name in PLACES:d}{everyday:d}{small:d}:{min(size, 3)}",
        *[f"front:{mark}" for mark in front],
        *[f"back:{mark}" for mark in back],
    ]
    if small:
        features.append("small:all" if all(word.lower() in page.lowered for word in capitals) else "small:last")
    return features


def _front(word: str) -> str:
    marks = (
        ("g", word in GIVEN),
        ("e", is_everyday(word)),
        ("p", word in PEOPLES),
        ("d", word in DIRECTIONS),
        ("l", word in PLACES),
    )
    return "".join(mark for mark, holds in marks if holds)


def _back(word: str, everyday: bool) -> str:
    marks = (
        ("o", word in HEADS_ORGANISATION),
        ("l", word in HEADS_PLACE),
        ("x", word in HEADS_OTHER),
        ("e", everyday),
        ("p", word in PEOPLES),
    )
    return "".join(mark for mark, holds in marks if holds)


def _shape(word: str) -> str:
    if word.isdigit():
        return "0"
    if word.isupper():
        return "AA" if len(word) > 1 else "A"
    if word[0].isupper():
        return "Aa" if word[1:].islower() else "AaA"
    return word.lower()[:LONGEST_WORD]


def mention_features(page: Page, candidate: Candidate, tags: Mapping[str, str]) -> list[str]:
    """What stands beside the name in one place; `tags` gives parts of speech."""
    words, first, last = page.tokens.words, candidate.first, candidate.last
    after = words[last] if last < len(words) else ">"
    before = words[first - 1] if first else "<"
    size = 1 if last - first == 1 else 2
    ahead = tag_of(after, tags)
    features = [
        f"after:{_beside(after)}",
        f"ahead:{ahead}:{size}",
        f"ahead2:{ahead}:{tag_of(words[last + 1], tags) if last + 1 < len(words) else '>'}:{size}",
    ]
    if candidate.titled:
        features.append("titled")
    if candidate.opens:
        return [*features, f"before:|{before if before in OPENING_MARKS else ''}", f"behind:|:{size}"]
    behind = tag_of(before, tags)
    farther = tag_of(words[first - 2], tags) if first > 1 else "<"
    return [*features, f"before:{_beside(before)}", f"behind:{behind}:{size}", f"behind2:{farther}:{behind}:{size}"]


@lru_cache(maxsize=2048)
def _beside(word: str) -> str:
    if not word[0].isalnum():
        return word
    if word[0].isdigit():
        return "#"
    lower = word.lower()
    return _capital(word) if word[0].isupper() and lower not in FUNCTION else lower


def _capital(word: str) -> str:
    return "@" if word in CALENDAR else "^"


def tag_of(word: str, tags: Mapping[str, str]) -> str:
    """The part of speech that a word mostly has.

    "^" for a capital, "@" for a day or month, "#" for a number, a mark for itself.
    """
    if not word[0].isalpha():
        return "#" if word[0].isdigit() else word
    lower = word.lower()
    if word[0].isupper() and lower not in FUNCTION:
        return _capital(word)
    return tags.get(lower) or _tag_by_ending(lower)


def _tag_by_ending(lower: str) -> str:
    for ending, tag in ENDINGS:
        if lower.endswith(ending):
            return tag
    return "NN"


def article_features(candidates: list[Candidate], words: list[str], *, opens: bool, acronym: bool) -> Iterator[str]:
    """What the article as a whole shows: how often it stands there, only at openings, spelt out elsewhere."""
    yield f"mentions:{min(len(candidates), MOST_MENTIONS)}"
    if opens:
        yield "opens"
        yield f"opens:{len(words) > 1:d}{is_everyday(words[0]):d}"
    if acronym:
        yield "acronym"
