"""What changed between two texts, sentence by sentence. Standard library only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# Two sentences are an old and a new one of each other when so much of them is the same (0 to 1).
ALIKE = 0.5
# Beyond so many sentences in one stretch no old one is looked for to a new one: the text was written anew.
LONGEST_STRETCH = 60
TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[-−+]?(?:[$€£¥]\s?)?\d+(?:[.,:]\d+)*\s?%?|\S")
WORD = re.compile(r"[^\W\d_]{2,}")
NO_UNIT = frozenset(
    (
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "is", "of", "on", "or", "since", "than",
        "that", "the", "to", "until", "was", "were", "when", "which", "while", "who", "with",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of the sentence at place `at` of the old text: the new one at place `to` came instead.

    Where `old` is null, `new` was put in before that place; where `new` is null, the sentence was taken out.
    """

    at: int
    to: int
    old: str | None
    new: str | None


def edits(old: Sequence[str], new: Sequence[str]) -> tuple[Edit, ...]:
    """How the old sentences became the new ones, in their order; white space is no change."""
    matcher = SequenceMatcher(None, [_key(each) for each in old], [_key(each) for each in new], autojunk=False)
    found: list[Edit] = []
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            twins = _twins(old[start:end], new[first:last])
            found += _stretch(old, new, range(start, end), range(first, last), twins)
    return tuple(found)


def applied(old: Sequence[str], made: Sequence[Edit]) -> tuple[str, ...]:
    """The new sentences, from the old ones and their edits."""
    new: list[str] = []
    at = 0
    for edit in made:
        new += old[at : edit.at]
        at = edit.at + (edit.old is not None)
        if edit.new is not None:
            new.append(edit.new)
    return (*new, *old[at:])


def figure_change(old: str, new: str) -> tuple[str, str] | None:
    """The figure before and after, with its unit, where that is all that changed: ("40 km", "14 km")."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if len(before) != len(after):
        return None
    places = [place for place, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    if len(places) != 1:
        return None
    (place,) = places
    if not (_is_number(before[place]) and _is_number(after[place])):
        return None
    unit = before[place + 1 : place + 2]
    said = f" {unit[0]}" if unit and WORD.fullmatch(unit[0]) and unit[0].lower() not in NO_UNIT else ""
    return before[place].strip() + said, after[place].strip() + said


def _stretch(
    old: Sequence[str], new: Sequence[str], places: range, targets: range, twins: Sequence[tuple[int, int]]
) -> Iterator[Edit]:
    """One stretch for another: what goes before each pair of twins, what comes before it, then the pair."""
    at, to = places.start, targets.start
    for left, right in [*twins, (len(places), len(targets))]:
        yield from (Edit(place, to, old[place], None) for place in range(at, places.start + left))
        at = places.start + left
        yield from (Edit(at, place, None, new[place]) for place in range(to, targets.start + right))
        to = targets.start + right
        if left < len(places) and right < len(targets):
            yield Edit(at, to, old[at], new[to])
            at, to = at + 1, to + 1


def _twins(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which old sentence each new one was made of: the likest pairs first, and no two of them crossed."""
    if len(old) * len(new) > LONGEST_STRETCH**2:
        return []
    ours, theirs = [_words(each) for each in old], [_words(each) for each in new]
    alike = [
        (-like, left, right)
        for left, one in enumerate(ours)
        for right, other in enumerate(theirs)
        if (like := _likeness(one, other)) >= ALIKE
    ]
    chosen: list[tuple[int, int]] = []
    for _, left, right in sorted(alike):
        if all((left < one and right < other) or (left > one and right > other) for one, other in chosen):
            chosen.append((left, right))
    return sorted(chosen)


def _words(sentence: str) -> frozenset[str]:
    return frozenset(TOKEN.findall(sentence.casefold()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two sentences is the same (0 to 1): the share of their words that both have."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def _key(sentence: str) -> str:
    return " ".join(sentence.split())


def _is_number(token: str) -> bool:
    return any(char.isdigit() for char in token)
