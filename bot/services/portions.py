"""Cutting a stream into lists by what they weigh: a fixed number of pages may be anything from 10 kB to 100 MB.

Standard library and `bot.core` only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from bot.core.article import RawDocument

T = TypeVar("T")


def portions(items: Iterable[T], most: int, weigh: Callable[[T], int], enough: int) -> Iterator[list[T]]:
    """Lists of at most `most` items, each closed as soon as it weighs `enough`; nothing is taken ahead of need."""
    portion: list[T] = []
    weight = 0
    for item in items:
        portion.append(item)
        weight += weigh(item)
        if len(portion) >= most or weight >= enough:
            yield portion
            portion, weight = [], 0
    if portion:
        yield portion


def weight_of(document: RawDocument) -> int:
    """How much there is to read in a document, in characters."""
    return len(document.html or "") + len(document.text or "")


def weightless(_: object) -> int:
    """Where only the number counts."""
    return 0
