from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.numerals import joined, numbers, numeral, scan, tokenise


def read(text: str, *, short: bool = False) -> list[tuple[float, float]]:
    """The bounds of every number in the text."""
    return [(number.low, number.high) for _, number in numbers(tokenise(text), short=short)]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("600", 600),
        ("150,000", 150_000),
        ("1,23,000", 123_000),
        ("0.5", 0.5),
        ("3.9 million", 3_900_000),
        ("1.8 billion-mile", 1_800_000_000),
        ("1.2bn", 1_200_000_000),
        ("25k", 25_000),
        ("three", 3),
        ("twenty-five", 25),
        ("one hundred and one", 101),
        ("twenty-eight thousand six hundred forty-two", 28_642),
        ("three hundred thousand", 300_000),
        ("a thousand", 1_000),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("half a dozen", 6),
        ("half", 0.5),
        ("two and a half million", 2_500_000),
        ("two-thirds", 2 / 3),
        ("a third of", 1 / 3),
        ("three quarters", 0.75),
        ("1/2", 0.5),
        ("2 1/2", 2.5),
        ("2½", 2.5),
        ("one in five people", 0.2),
        ("one out of three", 1 / 3),
        ("nine out of 10", 0.9),
        ("sixfold", 6),
    ],
)
def test_one_value(words: str, value: float) -> None:
    """Each way of writing one number is read as its value."""
    assert [(pytest.approx(value), pytest.approx(value))] == read(words)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("dozens", 24, 99),
        ("a few dozen", 24, 99),
        ("hundreds", 100, 1_000),
        ("several hundred", 100, 1_000),
        ("thousands", 1_000, 10_000),
        ("tens of thousands", 10_000, 100_000),
        ("hundreds of thousands", 100_000, 1_000_000),
        ("tens of millions", 10_000_000, 100_000_000),
        ("scores of people", 40, 99),
    ],
)
def test_vague_amounts(words: str, low: float, high: float) -> None:
    """Amounts that name an order of magnitude are read as its bounds."""
    assert [(low, high)] == read(words)


@pytest.mark.parametrize("word", ["1,5", "1.234,5", "1,2345", "007", "12,34", "1" * 16, "9" * 5000, "٣"])
def test_doubtful_digits(word: str) -> None:
    """Digits that could be read in two ways, or have lost or leading ones, are no number."""
    assert numeral(word) is None


@pytest.mark.parametrize(
    "words", ["scores were level", "a third man", "the thing", "tens", "on the 5th of never a while"]
)
def test_other_words(words: str) -> None:
    """Words that only look like numbers are passed over."""
    assert [] == [value for value in read(words) if value != (5, 5)]


def test_letters_for_millions() -> None:
    """A single letter is a multiplier only for a reader who asks for it."""
    assert [[(2.7, 2.7)], [(2_700_000, 2_700_000)]] == [read("2.7m"), read("2.7m", short=True)]


@pytest.mark.parametrize(
    ("words", "bounds"),
    [("500 to 600", (500, 600)), ("four to five thousand", (4_000, 5_000)), ("200,000 to 2 million", (2e5, 2e6))],
)
def test_joined(words: str, bounds: tuple[float, float]) -> None:
    """The first number of a range shares the multiplier of the second where it is the smaller."""
    first, second = (number for _, number in numbers(tokenise(words)))
    assert bounds == joined(first, second)


@given(st.integers(min_value=1, max_value=10**15 - 1))
def test_thousands_separators(number: int) -> None:
    """A whole number is the same with and without separators."""
    assert numeral(str(number)) == numeral(f"{number:,}") == number


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    """Whatever the text, every number lies inside it and bounds are in order."""
    line = tokenise(text)
    for at, number in numbers(line, short=True):
        assert at < number.end <= len(line.raw)
        assert 0 <= number.low <= number.high


@pytest.mark.parametrize("text", ["9" * 100_000, "1,1" * 50_000, "one hundred and " * 10_000, "a " * 50_000])
def test_long_text(text: str) -> None:
    """Long runs are read in time that grows with their length alone."""
    started = time.process_time()
    list(numbers(tokenise(text)))
    assert time.process_time() - started < 2


def test_scan_of_nothing() -> None:
    """A token that opens no number yields none."""
    assert scan(tokenise("border"), 0) is None
