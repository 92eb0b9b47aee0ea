"""The numbers by which copies of a text are found."""

from __future__ import annotations

from itertools import product

import pytest

from bot.core.sameness import LEAST_WORDS
from bot.pipeline.signature import KEPT, signature

WORDS = ["".join(letters) for letters in product("bdfgklmnprstvz", "aeiou", "lmnrst")][:400]
TEXT = " ".join(WORDS)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        (TEXT.upper() + ".", KEPT),
        (" ".join(WORDS[:240]), 4),
        (" ".join(["A", "line", "of", "the", "editor’s", "own.", *WORDS]), 8),
        (" ".join(WORDS[200:] + [f"{word}o" for word in WORDS[:200]]), 1),
    ],
    ids=["case and marks", "cut to three fifths", "a line more", "half of it"],
)
def test_copies_share_numbers(text: str, least: int) -> None:
    """What is left of a text in a copy shares as many numbers."""
    assert least <= len(set(signature(TEXT)) & set(signature(text)))


def test_texts_of_the_same_words_share_none() -> None:
    """Not words but runs of eight of them are looked at."""
    assert not set(signature(TEXT)) & set(signature(" ".join(reversed(WORDS))))


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", 0),
        (" ".join(WORDS[: LEAST_WORDS - 1]), 0),
        (" ".join(WORDS[:LEAST_WORDS]), KEPT),
        ("a " * 100, 1),
        ("字" * 30, 1),
    ],
    ids=["empty", "a stub", "just long enough", "one run", "one character"],
)
def test_short_and_dull_texts(text: str, size: int) -> None:
    """A stub has no signature; a text of one run has one number."""
    assert size == len(signature(text))


def test_the_numbers_are_those_of_any_process() -> None:
    """They are stored, so they must not depend on the process, the machine or its order of bytes."""
    assert (-9214935722214107575, -9152219108814615527) == signature(TEXT)[:2]
