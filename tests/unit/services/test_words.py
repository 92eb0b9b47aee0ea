"""The coverage line says what an answer rests on, without a word too many."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.ports import Found
from bot.services.words import coverage

INDEX = "index of 21 Nov 2026, 08:12 UTC"


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Found(total=2, undated=2), "2 articles · publishers unknown · undated"),
        (
            Found(total=1, publishers=1, first=date(2023, 9, 5), last=date(2023, 9, 5)),
            "1 article, 1 publisher: nothing to compare with · 5 Sep 2023",
        ),
        (Found(total=1, undated=1), "1 article, publisher unknown · undated"),
        (
            Found(total=1200, publishers=3, undated=2, first=date(2016, 4, 8), last=date(2024, 8, 2)),
            "1,200 articles · 3 publishers · 8 Apr 2016 to 2 Aug 2024 and 2 undated",
        ),
        (
            Found(total=3, publishers=2, undated=3, unread={"ko": 1}),
            "3 articles · 2 publishers · undated · not read: ko 1",
        ),
    ],
)
def test_the_coverage_line(found: Found, words: str) -> None:
    """Counts, publishers, the span of time and what was not read."""
    assert f"{words} · {INDEX}" == coverage(found, INDEX)
