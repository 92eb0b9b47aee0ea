"""How the pipeline writes its lists of words: as words, with spaces between them."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())
