"""Mirrors bot/sources/feeds/dates.py."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.feeds.dates import moment

TEN = "2023-12-05T10:00:00Z"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Tue, 05 Dec 2023 10:00:00 GMT", TEN),
        ("5 Dec 23 05:00 EST", TEN),
        ("Tue, 05-Dec-2023 10:00:00 GMT", TEN),
        ("Tuesday, December 5, 2023 - 10:00am", TEN),
        ("Dec. 5th, 2023 10:30 pm", "2023-12-05T22:30:00Z"),
        ("12:00 AM, 5 Dec 2023", "2023-12-05T00:00:00Z"),
        ("Tue Dec  5 05:00:00 EST 2023", TEN),
        ("2023-12-05T10:00:00.123456Z", TEN),
        ("2023-12-05T19:00:00+0900", TEN),
        ("2023-12-05T19:00+09", TEN),
        ("2023/12/05 10:00", TEN),
        ("20231205T100000Z", TEN),
        ("20231205100000", TEN),
        ("20231205", "2023-12-05"),
        ("1701770400", TEN),
        (1701770400000, TEN),
        ("5.12.2023 10:00", TEN),
        ("5 de diciembre de 2023 10:00", TEN),
        ("2023年12月5日 下午6:00", "2023-12-05T18:00:00Z"),
        ("mardi 5 décembre 2023", "2023-12-05"),
    ],
)
def test_a_date_is_read_as_it_is_written(written: object, expected: str) -> None:
    """Every form that feeds use gives the same moment in UTC, a day alone where no hour is given."""
    assert expected == moment(written)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "yesterday",
            "2023",
            "2023-12",
            "05/12/2023",
            "2023-02-30",
            "2023-13-05",
            "5 Smarch 2023",
            None,
            [],
            True,
        ),
        *("Tue, 05 Dec 2023 25:00:00 GMT", "2023-12-05T10:75:00Z", "2023-12-05T10:00:00+25:00", "0001-01-01T00:00:00Z"),
        *("1970-01-01T00:00:00Z", "0000000000", "Tue, 05 Dec 9999 10:00:00 GMT", "x" * 1_000, float("nan"), 1e300),
    ],
)
def test_what_is_no_date_is_none(written: object) -> None:
    """Impossible, ambiguous and empty dates are left out, never guessed."""
    assert moment(written) is None


@given(st.integers(40_000_000, 4_000_000_000), st.integers(-14 * 60, 14 * 60))
def test_dates_as_programs_write_them(seconds: int, offset: int) -> None:
    """The two standard forms are read exactly, in any zone."""
    known = datetime.fromtimestamp(seconds, UTC)
    expected = known.strftime("%Y-%m-%dT%H:%M:%SZ")
    there = known.astimezone(timezone(timedelta(minutes=offset)))
    assert expected == moment(there.isoformat())
    assert expected == moment(format_datetime(there))


@given(st.text("0123456789:-+TZ /.,年月日apmDecGMT", max_size=40) | st.text(max_size=40))
def test_any_words_are_a_date_or_none(written: str) -> None:
    """Nothing raises, and what comes back can be read again to the same."""
    found = moment(written)
    assert found is None or moment(found) == found
