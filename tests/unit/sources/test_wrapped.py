"""Mirrors bot/sources/wrapped.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.wrapped import unwrap

WRAPPED = """Residents of the river district say that the new fence has cut them off from
the fields their families worked for generations, and that nobody told them
when the gates would open again.
A second paragraph begins here without a blank line before it, and goes on to
the end.
Short
list
of words"""


def test_paragraphs_are_joined() -> None:
    """Lines broken for want of room are joined, and those that ended early are not."""
    assert unwrap(WRAPPED).split("\n\n") == [
        (
            "Residents of the river district say that the new fence has cut them off from the fields their families "
            "worked for generations, and that nobody told them when the gates would open again."
        ),
        "A second paragraph begins here without a blank line before it, and goes on to the end.",
        "Short list of words",
    ]


@pytest.mark.parametrize(
    ("end", "start", "expected"),
    [
        ("secu-", "rity cameras", "security cameras"),
        ("long-", "term plans; the long-term view", "long-term plans; the long-term view"),
        ("soft\xad", "ware", "software"),
        ("Sino-", "Korean", "Sino- Korean"),
        ("1950-", "odd", "1950- odd"),
    ],
)
def test_hyphens(end: str, start: str, expected: str) -> None:
    """A hyphen that only broke a word goes; one that the same word has elsewhere stays."""
    line = "A line that is long enough to have been broken where the page ended, and its"
    assert unwrap(f"{line} {end}\n{start}").endswith(f"and its {expected}")


@given(st.text(max_size=300))
def test_no_word_is_lost(text: str) -> None:
    """Whatever the lines, all letters come through in their order."""
    kept = [c for c in unwrap(text) if c.isalnum()]
    assert [c for c in text if c.isalnum()] == kept
