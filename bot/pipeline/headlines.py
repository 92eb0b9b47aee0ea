"""Lines in which every word has a capital: names are found there only if they are known from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from bot.core.article import EntityKind
from bot.pipeline.gazetteer import EVERYDAY, LOUD_ORGANISATIONS, LOUD_PLACES, ORGANISATIONS, PLACES
from bot.pipeline.identity import Mention
from bot.pipeline.runs import Page

WIDEST = 5
LONGEST = 40
FEWEST, SHARE = 3, 0.8
FEWEST_CAPITALS = ceil(SHARE * FEWEST)


def is_headline(page: Page, low: int, high: int) -> bool:
    """Nearly every longer word has a capital, and there are enough of them to tell."""
    if high - low > LONGEST or len(page.openers_in(low, high)) < FEWEST_CAPITALS:
        return False
    words = page.tokens.words
    longer = [word for word in words[low:high] if len(word) > 3 and word.isalpha()]
    most = SHARE * len(longer)
    if len(longer) < FEWEST or len([word for word in longer if word[0].isupper()]) < most:
        return False
    if words[high - 1] == "." and sum(map(str.isupper, longer)) < most:
        return False
    # A row of names and figures has capitals too, but no everyday words.
    return any(_is_everyday(words, at, high) for at in range(low, high))


def _is_everyday(words: Sequence[str], at: int, high: int) -> bool:
    word = words[at]
    longer = len(word) > 3 and word.isalpha() and word[0].isupper()
    return longer and word.lower() in EVERYDAY and not _is_of_place(words, at, high)


def _is_of_place(words: Sequence[str], at: int, high: int) -> bool:
    """For either word of "United States" and "South Korea", which a table of results is full of."""
    ahead = at + 1 < high and f"{words[at]} {words[at + 1]}" in PLACES
    return ahead or (at > 0 and f"{words[at - 1]} {words[at]}" in PLACES)


def known_names(mentions: Iterable[Mention]) -> dict[str, EntityKind]:
    """The names met in prose, in capitals, with the surnames of persons."""
    known: dict[str, EntityKind] = {}
    for one in mentions:
        known.setdefault(one.name.upper(), one.kind)
        if one.kind == "person" and one.words[-1].isalpha():
            known.setdefault(one.words[-1].upper(), one.kind)
    return known


def known_in(page: Page, low: int, high: int, known: dict[str, EntityKind]) -> Iterator[Mention]:
    """The names of a headline that its article or everybody knows, longest first."""
    words = page.tokens.words
    at = low
    while at < high:
        end, kind = _longest(page, at, high, known)
        if kind:
            yield Mention(at, end, page.joined(at, end), tuple(words[at:end]), kind)
        at = end


def _longest(page: Page, at: int, high: int, known: dict[str, EntityKind]) -> tuple[int, EntityKind | None]:
    if page.tokens.words[at][0].isupper():
        for end in range(min(high, at + WIDEST), at, -1):
            kind = _kind(page.joined(at, end), known)
            if kind:
                return end, kind
    return at + 1, None


def _kind(name: str, known: dict[str, EntityKind]) -> EntityKind | None:
    if name.lower() in EVERYDAY:
        return None
    if name.upper() in known:
        return known[name.upper()]
    if name in PLACES or (name.isupper() and name in LOUD_PLACES):
        return "place"
    if name in ORGANISATIONS or (name.isupper() and name in LOUD_ORGANISATIONS):
        return "organisation"
    return None
