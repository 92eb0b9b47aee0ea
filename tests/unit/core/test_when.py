"""Calendar values in and out of words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.days import moved, span_of
from bot.core.when import day_range, parse_day, say

TODAY = date(2026, 11, 21)  # a Saturday


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2017", "2017-01-01", "2017-12-31"),
        ("2017-04", "2017-04-01", "2017-04-30"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2017-12", "2017-12-01", "2017-12-31"),
        ("2017-04-21", "2017-04-21", "2017-04-21"),
        ("2017-04-21T14:30", "2017-04-21", "2017-04-21"),
        ("2017-04-21TNI", "2017-04-21", "2017-04-21"),
        ("2023-W42", "2023-10-16", "2023-10-22"),
        ("2023-W42-WE", "2023-10-21", "2023-10-22"),
        ("2023-W42-3", "2023-10-18", "2023-10-18"),
        ("2017-Q2", "2017-04-01", "2017-06-30"),
        ("2017-Q4", "2017-10-01", "2017-12-31"),
        ("2016-H1", "2016-01-01", "2016-06-30"),
        ("2016-SU", "2016-06-01", "2016-08-31"),
        ("2016-WI", "2016-12-01", "2017-02-28"),
        ("199", "1990-01-01", "1999-12-31"),
        ("18", "1800-01-01", "1899-12-31"),
        ("2015/2017", "2015-01-01", "2017-12-31"),
        ("2017-04-21/2017-04-23", "2017-04-21", "2017-04-23"),
    ],
)
def test_a_calendar_value_covers_its_days(value: str, first: str, last: str) -> None:
    """Every kind of calendar value gives its first and last day."""
    assert (date.fromisoformat(first), date.fromisoformat(last)) == day_range(value)


@pytest.mark.parametrize(
    "value",
    [
        "P2M",
        "PT3H",
        "XXXX-04",
        "XXXX",
        "PRESENT_REF",
        "",
        "2017-02-30",
        "2017-13",
        "2023-W60",
        "2017/2015",
        "a/b/c",
        "0000",
    ],
)
def test_what_is_no_calendar_value_covers_nothing(value: str) -> None:
    """Durations, open values, references and impossible dates have no days."""
    assert day_range(value) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2017", "2017"),
        ("2017-04", "April 2017"),
        ("2017-04-21", "21 April 2017"),
        ("2017-04-01T08:30", "1 April 2017"),
        ("2023-W42", "week 42 of 2023"),
        ("2023-W42-WE", "the weekend of week 42 of 2023"),
        ("2023-W42-1", "Monday of week 42 of 2023"),
        ("2017-Q2", "second quarter of 2017"),
        ("2016-H1", "first half of 2016"),
        ("2016-SU", "summer 2016"),
        ("199", "1990s"),
        ("18", "19th century"),
        ("20", "21st century"),
        ("2015/2017", "2015 to 2017"),
        ("P2M", "P2M"),
    ],
)
def test_a_value_is_said_as_precisely_as_it_is(value: str, words: str) -> None:
    """A reader is told no more and no less than the value holds; what is no date stays as it is."""
    assert words == say(value)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2024-01-31", "2024-01-31", "2024-01-31"),
        ("2024/1/5", "2024-01-05", "2024-01-05"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-01", "2024-01-01", "2024-01-31"),
        ("2024-Q2", "2024-04-01", "2024-06-30"),
        ("2024 q2", "2024-04-01", "2024-06-30"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("March 2024", "2024-03-01", "2024-03-31"),
        ("sept. 2024", "2024-09-01", "2024-09-30"),
        ("march", "2026-03-01", "2026-03-31"),
        ("december", "2025-12-01", "2025-12-31"),
        ("31 jan 2024", "2024-01-31", "2024-01-31"),
        ("Jan 31, 2024", "2024-01-31", "2024-01-31"),
        ("21st of April 2017", "2017-04-21", "2017-04-21"),
        ("5 dec", "2025-12-05", "2025-12-05"),
        ("31.1.2024", "2024-01-31", "2024-01-31"),
        ("today", "2026-11-21", "2026-11-21"),
        ("Yesterday", "2026-11-20", "2026-11-20"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("this week", "2026-11-16", "2026-11-22"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("past week", "2026-11-14", "2026-11-21"),
        ("3 months", "2026-08-21", "2026-11-21"),
        ("last 7 days", "2026-11-14", "2026-11-21"),
        ("2 weeks ago", "2026-11-07", "2026-11-07"),
        ("a year ago", "2025-11-21", "2025-11-21"),
        ("3d", "2026-11-18", "2026-11-21"),
        ("monday", "2026-11-16", "2026-11-16"),
        ("Saturday", "2026-11-21", "2026-11-21"),
        ("last saturday", "2026-11-14", "2026-11-14"),
    ],
)
def test_what_people_type_is_a_day(words: str, first: str, last: str) -> None:
    """Each way to write a day or period gives its first day, and its last one when the end is asked for."""
    assert date.fromisoformat(first) == parse_day(words, TODAY)
    assert date.fromisoformat(last) == parse_day(words, TODAY, end=True)


@pytest.mark.parametrize(
    "words",
    [
        "yesteryear",
        "",
        "soon",
        "31 feb 2024",
        "2024-13-01",
        "9999 years ago",
        "5 bananas",
        "12",
        "x" * 10_000,
        "0x10",
        "٣ days",
    ],
)
def test_what_is_no_date_is_none(words: str) -> None:
    """Words that name no day are refused, never guessed at."""
    assert parse_day(words, TODAY) is None


@given(st.text(max_size=80))
def test_no_words_make_it_fail(words: str) -> None:
    """Whatever is typed or stored, the answer is a day, a value or none."""
    day, span = parse_day(words, TODAY), day_range(words)
    assert day is None or day.year in range(1, 10_000)
    assert span is None or span[0] <= span[1]
    assert say(words) or not words.strip()


@given(
    st.dates(min_value=date(1000, 1, 1), max_value=date(9000, 12, 31)),
    st.sampled_from(["day", "week", "month", "year"]),
)
def test_a_unit_holds_its_day(day: date, unit: str) -> None:
    """The unit around a day contains it, and the one after begins the day after it ends."""
    first, last = span_of(day, unit)
    assert first <= day <= last
    assert last + timedelta(1) == span_of(moved(first, unit, 1), unit)[0]


def test_a_month_later_stays_in_the_month() -> None:
    """A month without such a day gives its last one."""
    assert date(2017, 2, 28) == moved(date(2017, 1, 31), "month", 1)
