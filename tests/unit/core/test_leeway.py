"""Which values one value can fit, as far as the words of both leave it open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import Change, Figure
from bot.core.leeway import likely, possible

FIGURE = Figure(0, 1, 0.0, None, None, "=", "people", "", None, False, None)


def figure(change: Change, value: float, unit: str = "people") -> Figure:
    """A figure of so many."""
    return replace(FIGURE, change=change, value=value, unit=unit)


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        (figure("~", 500), figure("=", 512), True),
        (figure("~", 500), figure("~", 600), False),
        (figure(">", 1000), figure("=", 1047), True),
        (figure(">", 1000), figure("=", 1900), False),
        (figure("<", 600), figure("=", 580), True),
        (figure("<", 600), figure("~", 500), False),
        (figure("<", 600), figure("=", 600), True),
        (figure("=", 300), figure("=", 307), True),
        (figure("=", 20), figure("=", 21), False),
        (figure("=", 48), figure("=", 45), False),
        (replace(FIGURE, value=None, low=500, high=600), figure("=", 550), True),
        (figure("=", 880, "mile"), figure("=", 1416, "kilometre"), True),
        (figure("=", 14, "kilometre"), figure("~", 23, "kilometre"), False),
        (figure("=", 14, "kilometre"), figure("=", 8.7, "mile"), True),
    ],
    ids=lambda item: f"{item.change}{item.value or item.high:g}{item.unit}" if isinstance(item, Figure) else None,
)
def test_words_leave_so_much_open(one: Figure, other: Figure, fits: bool) -> None:
    """Rounding, bounds, ranges and units are no contradiction; other numbers are."""
    assert fits is likely(one).meets(likely(other))
    assert fits is likely(other).meets(likely(one))


def test_more_than_a_thousand_may_be_anything_above() -> None:
    """What is not likely can still be possible, and then it is no contradiction."""
    assert possible(figure(">", 1000)).meets(possible(figure("=", 5000)))
    assert not possible(figure(">", 1000)).meets(possible(figure("=", 900)))


@given(st.integers(1, 10**7), st.sampled_from(["=", "~", "<", ">"]), st.sampled_from(["people", "mile", "celsius"]))
def test_a_value_fits_itself(value: int, change: Change, unit: str) -> None:
    """Whatever the words, the same words of the same number are no contradiction."""
    one = figure(change, float(value), unit)
    assert likely(one).meets(likely(one))
    assert possible(one).meets(possible(one))
