"""Where a text names somebody or something: runs of capitalised words, cut free of titles, peoples and openers.

Finds candidates only; `kinds` and `results` give clues to what they are, `deciding` decides, `identity` says who is
who.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.pipeline.gazetteer import EVERYDAY, GIVEN, LOUD_PLACES, ORGANISATIONS, PEOPLES, PLACES
from bot.pipeline.lexicon import (
    CALENDAR,
    DIRECTIONS,
    FUNCTION,
    HEADS_ORGANISATION,
    HEADS_PLACE,
    HONORIFICS,
    OF_ORGANISATION,
    OF_PLACE,
    OFFICE_PARTS,
    OFFICES,
)
from bot.pipeline.runs import JUNIOR, Page, opens_small, run_end
from bot.pipeline.wordlists import listed

OPENING_MARKS = listed("\" “ ‘ ' ( [ « - – — * • : …")
OFFICE_SURNAMES = listed("King Bishop Judge Major Dean Duke Prince Earl Pope Baron Price Cardinal Knight Page")
OPENING_PARTS = listed("retired former veteran leading late top ex senior junior")
LINKS = listed("of for on")
LOUD_OFFICES = listed("PM FM")  # in small letters an hour or a wave
STATE_OFFICES = listed("State Defense Defence Homeland Education Energy Labor Commerce Agriculture")


class Candidate(NamedTuple):
    """Tokens `first` to `last` (excluded) that may be a name.

    `opens` is true where a capital means little, `titled` where a title or an office stands before; `role` are the
    tokens of that office.
    """

    first: int
    last: int
    opens: bool
    titled: bool = False
    role: range | None = None


def candidates(page: Page, low: int, high: int) -> Iterator[Candidate]:
    """The candidates between two tokens, in order."""
    words = page.tokens.words
    end = low
    for at in page.openers_in(low, high):
        if at >= end and (words[at][0].isupper() or opens_small(page.tokens, at, high)):
            end = run_end(page, at, high)
            yield from _cut(page, at, end, _opens(words, at, low))


def _opens(words: list[str], at: int, low: int) -> bool:
    return at == low or words[at - 1] in OPENING_MARKS or (at == low + 1 and not words[low][0].isalpha())


def _cut(page: Page, first: int, last: int, opens: bool) -> Iterator[Candidate]:
    """The names within a run."""
    whole = page.joined(first, last)
    if whole in PLACES or whole in ORGANISATIONS or whole in LOUD_PLACES:
        yield Candidate(first, last, opens)
        return
    first, last, opened = _trim(page, first, last, opens)
    if first >= last:
        return
    split = _title(page, first, last)
    if split is None:
        yield from _without_people(page, first, last, opened)
        return
    office, name = split
    if office.start > first:
        yield from _without_people(page, first, office.start, opened)
    if name < last:
        honorific = all(page.tokens.words[at] in HONORIFICS for at in office)
        yield Candidate(name, last, False, True, None if honorific else office)


def _trim(page: Page, first: int, last: int, opens: bool) -> tuple[int, int, bool]:
    """Without openers in front and days behind."""
    words = page.tokens.words
    while first < last and _only_opens(page, first, last, opens):
        first += 1
        while first < last and words[first] in {"-", "."}:
            first += 1
        opens = opens and first < last and words[first - 1].lower() in FUNCTION
    while first < last and (words[last - 1] in CALENDAR or words[last - 1] in {"-", "&"}):
        last -= 1
    return first, last, opens


def _only_opens(page: Page, first: int, last: int, opens: bool) -> bool:
    words = page.tokens.words
    lower = words[first].lower()
    if last - first > 1 and page.joined(first, last) in PLACES:
        return False
    if words[first] in CALENDAR or lower in FUNCTION:
        return True
    if not opens or words[first] in PEOPLES or lower in OFFICES:
        return False
    if lower in OFFICE_PARTS:  # "Retired NFL star", but "Former President"
        following = words[first + 1].lower() if first + 1 < last else ""
        return lower in OPENING_PARTS and following not in OFFICES and following not in OFFICE_PARTS
    if last - first == 1 or _is_korean(words, first, last):
        return False
    if words[first + 1] in LINKS and (words[first] in OF_ORGANISATION or words[first] in OF_PLACE):
        return False
    if words[last - 1] in HEADS_ORGANISATION or words[last - 1] in HEADS_PLACE or words[first] in DIRECTIONS:
        return False
    return (lower in EVERYDAY or lower in page.lowered) and words[first] not in GIVEN


def _is_korean(words: list[str], first: int, last: int) -> bool:
    """For "Moon Hae-won": whatever stands before such a given name is the surname."""
    return last - first == len(("Moon", "Hae", "-", "won")) and words[last - 2] == "-" and words[last - 1].islower()


def _title(page: Page, first: int, last: int) -> tuple[range, int] | None:
    """The office within a run, and where the name after it begins; the name is empty for "Foreign Minister"."""
    words = page.tokens.words
    if words[last - 1] in HEADS_ORGANISATION or words[last - 1] in HEADS_PLACE:
        return None
    for at in range(last - 1, first - 1, -1):
        if not _is_title(words, at, first, last):
            continue
        end = at + 2 if at + 1 < last and words[at + 1] == "." else at + 1
        if end < last and words[end] in OF_ORGANISATION:  # "General Administration of Customs"
            return None
        begin = at
        while begin > first and (words[begin - 1].lower() in OFFICE_PARTS or words[begin - 1].lower() in OFFICES):
            begin -= 1
        return range(begin, min(at + 1, end)), end
    return _state_office(words, first)


def _is_title(words: list[str], at: int, first: int, last: int) -> bool:
    word = words[at]
    if word not in HONORIFICS and word.lower() not in OFFICES and word not in LOUD_OFFICES:
        return False
    surname = at > first and word in OFFICE_SURNAMES and words[at - 1] not in PEOPLES
    alone = at == last - 1
    named = alone or words[at + 1] in JUNIOR or any(words[place] in GIVEN for place in range(first, at))
    return not (surname and named) and not (alone and word in HONORIFICS)


def _state_office(words: list[str], first: int) -> tuple[range, int] | None:
    """For "Secretary of State John Kerry", whose run begins at "State"."""
    if words[first] in STATE_OFFICES and first > 1 and words[first - 1] == "of" and words[first - 2].lower() in OFFICES:
        return range(first - 2, first + 1), first + 1
    return None


def _without_people(page: Page, first: int, last: int, opens: bool) -> Iterator[Candidate]:
    """Without a nationality in front ("Chinese Academy" keeps it, "Chinese President Xi" and "Iraqi Army" do not)."""
    words = page.tokens.words
    if last - first > 1 and words[first] in DIRECTIONS and words[first + 1] in PEOPLES:
        first += 2
    elif words[first] in PEOPLES and not _keeps_people(words, first, last):
        first += 1
    while first < last and ((words[first] in PEOPLES and last - first == 1) or words[first] in {"-", "&", "."}):
        first += 1
    if first < last:
        yield Candidate(first, last, opens)


OWN = listed(
    """
    Ministry Government Army Navy Police Parliament Embassy Cabinet Consulate Senate Congress Guard Guards Forces Force
    Department Court Republic Assembly
    """
)


def _keeps_people(words: list[str], first: int, last: int) -> bool:
    head = words[last - 1]
    if "of" in words[first:last]:
        return words[first + 1] in OF_ORGANISATION and words[first + 1] not in OWN
    return head not in OWN and (head in HEADS_ORGANISATION or head in HEADS_PLACE)
