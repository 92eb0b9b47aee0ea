"""Days and hours of publication, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pipeline.moments import moment


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2017-06-28", "2017-06-28"),
        ("2017/06/28", "2017-06-28"),
        ("20170628", "2017-06-28"),
        ("June 28, 2017", "2017-06-28"),
        ("Jun. 28th, 2017", "2017-06-28"),
        ("28 June 2017", "2017-06-28"),
        ("Wednesday, 28 June 2017", "2017-06-28"),
        ("2017-06-28T09:15:00Z", "2017-06-28T09:15:00Z"),
        ("2017-06-28T09:15:00.123+09:00", "2017-06-28T00:15:00Z"),
        ("2017-06-28T09:15:00-0500", "2017-06-28T14:15:00Z"),
        ("2017-06-28 09:15", "2017-06-28T09:15:00Z"),
        ("2017-06-28T00:00:00Z", "2017-06-28T00:00:00Z"),
        ("June 28, 2017 at 3:45 p.m. EDT", "2017-06-28T19:45:00Z"),
        ("June 28, 2017, 12:05 AM UTC", "2017-06-28T00:05:00Z"),
        ("Wed, 28 Jun 2017 09:15:00 +0900", "2017-06-28T00:15:00Z"),
        ("28 Jun 2017 09:15:00 GMT", "2017-06-28T09:15:00Z"),
        ("Published: June 28, 2017", "2017-06-28"),
        ("1498641300", "2017-06-28T09:15:00Z"),
        ("1498641300000", "2017-06-28T09:15:00Z"),
        ("June 31, 2017", None),
        ("2017-13-40", None),
        ("yesterday", None),
        ("2017", None),
        ("", None),
        (None, None),
    ],
)
def test_moment(written: str | None, expected: str | None) -> None:
    """Each usual way of writing becomes UTC, a day stays a day, and what is no date is unknown."""
    assert expected == moment(written)


def test_midnight_of_a_page_is_a_day() -> None:
    """Midnight stands for "some time that day", so its zone does not move it to the day before."""
    assert moment("2017-06-28T00:00:00+09:00", midnight_is_day=True) == "2017-06-28"
    assert moment("2017-06-28T00:00:00+09:00") == "2017-06-27T15:00:00Z"


@given(st.text(alphabet="0123456789-:/TZ+ ,.JuneMayapm", max_size=60))
@settings(max_examples=300)
def test_any_text_is_survived(written: str) -> None:
    """Nothing that looks like a date raises, and what is read can be read again."""
    found = moment(written)
    assert found is None or found == moment(found)
