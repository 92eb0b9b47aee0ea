"""Whether an article has what a watch asks for: words, phrases, exclusions and sources, over its terms. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.ports import Query, Stored


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an article as it was indexed: one line a sentence, the title first; and all of them as a set."""

    lines: tuple[tuple[str, ...], ...]
    every: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[Sequence[str]]) -> Terms:
        """From its lines."""
        kept = tuple(map(tuple, lines))
        return cls(kept, frozenset(term for line in kept for term in line))

    def has(self, run: Sequence[str]) -> bool:
        """Whether these terms stand side by side in one of the lines."""
        if not self.every.issuperset(run):
            return False
        return len(run) == 1 or any(_stands(run, line) for line in self.lines)


def _stands(run: Sequence[str], line: Sequence[str]) -> bool:
    size = len(run)
    return any(line[at : at + size] == run for at in range(len(line) - size + 1))


def is_asked_for(query: Query, terms: Terms) -> bool:
    """Whether an article has every concept of a query, and nothing that it is to be without."""
    wanted = (
        any(terms.has(run) if concept.exact else terms.every.issuperset(run) for run in concept.alternatives if run)
        for concept in query.concepts
    )
    return all(wanted) and not any(terms.has(run) for run in query.without if run)


def is_from(stored: Stored, words: str) -> bool:
    """Whether an article is from a source by this name: a word of the publisher or of an address begins so."""
    pattern = re.compile(r"(?<!\w)" + re.escape(words.strip()), re.IGNORECASE)
    places = (stored.publisher or "", *stored.addresses, *(copy.publisher or "" for copy in stored.copies))
    return any(map(pattern.search, places))
