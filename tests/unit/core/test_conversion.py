"""Units of one kind are compared in one measure, and come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.conversion import SCALES, convert, from_base, scale_of, to_base

amounts = st.floats(0.001, 1e9)


@pytest.mark.parametrize(
    ("value", "unit", "other", "expected"),
    [
        (880, "mile", "kilometre", 1416.22),
        (10, "foot", "metre", 3.048),
        (1, "square mile", "hectare", 258.999),
        (100, "fahrenheit", "celsius", 37.778),
        (90, "mile per hour", "kilometre per hour", 144.841),
        (2, "tonne per day", "kilogram per day", 2000),
    ],
)
def test_known_amounts_are_converted(value: float, unit: str, other: str, expected: float) -> None:
    """What tables of units say is what comes out."""
    assert pytest.approx(expected, rel=1e-4) == convert(value, unit, other)


@given(amounts, st.sampled_from(sorted(SCALES)))
def test_there_and_back_is_the_same(value: float, unit: str) -> None:
    """Any amount of any unit is what it was after a way through its base."""
    assert pytest.approx(value, rel=1e-9, abs=1e-6) == from_base(to_base(value, unit), unit)


@given(amounts, st.sampled_from(sorted(SCALES)), st.sampled_from(sorted(SCALES)))
def test_two_units_convert_both_ways_or_not_at_all(value: float, unit: str, other: str) -> None:
    """Between units of one kind any amount goes there and back; between others it goes nowhere."""
    there = convert(value, unit, other)
    if scale_of(unit).base != scale_of(other).base:
        assert there is None
    else:
        assert there is not None
        assert pytest.approx(value, rel=1e-9, abs=1e-6) == convert(there, other, unit)


@pytest.mark.parametrize(
    ("unit", "other"), [("gallon", "litre"), ("dollar", "euro"), ("people", "troop"), ("-", "mile")]
)
def test_what_cannot_be_told_is_not_converted(unit: str, other: str) -> None:
    """A gallon is two amounts, a rate of exchange moves, and a count is no length."""
    assert convert(1.0, unit, other) is None


def test_rates_are_compared_by_what_stands_above() -> None:
    """Tonnes a day and tonnes a year are two measures."""
    assert convert(1.0, "tonne per day", "tonne per year") is None
