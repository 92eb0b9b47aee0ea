"""Cutting a stream: by number where items are light, by weight where they are heavy, and no further than is asked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice

from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.services.portions import portions, weight_of, weightless


@given(st.lists(st.integers(0, 50)), st.integers(1, 8), st.integers(1, 100))
def test_nothing_is_lost_and_no_portion_is_larger_than_its_last_item_makes_it(
    weights: list[int], most: int, enough: int
) -> None:
    """All items come in order, and without its last one no portion would have been closed."""
    found = list(portions(weights, most, int, enough))

    assert weights == [item for portion in found for item in portion]
    assert all(len(portion) <= most and sum(portion[:-1]) < enough for portion in found)
    assert all(len(portion) == most or sum(portion) >= enough for portion in found[:-1])


def test_nothing_is_taken_ahead_of_need() -> None:
    """Two portions of an endless stream take the items that stand in them."""
    taken: list[int] = []

    def endless() -> Iterator[int]:
        for item in count():
            taken.append(item)
            yield item

    assert [[0, 1, 2], [3, 4, 5]] == list(islice(portions(endless(), 3, weightless, 1), 2))
    assert list(range(6)) == taken


def test_a_document_weighs_what_there_is_to_read() -> None:
    """Of a page its markup counts, of a text its letters."""
    assert (4, 2, 0) == (
        weight_of(RawDocument("/a", html="<p>x")),
        weight_of(RawDocument("/b", text="xy")),
        weight_of(RawDocument("/c")),
    )
