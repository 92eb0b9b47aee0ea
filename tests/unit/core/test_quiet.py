"""Quiet hours and the pause between two messages."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.core.errors import UserError
from bot.core.quiet import PAUSE, QuietHours, notice_time, quiet_notice_time, quiet_until, read_quiet
from bot.core.wallclock import wall_at

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = QuietHours(time(22), time(7))


def utc(moment: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "now", "until"),
    [
        (NIGHT, "2026-11-23T20:59", None),
        (NIGHT, "2026-11-23T21:00", "2026-11-24T06:00"),
        (NIGHT, "2026-11-24T05:59", "2026-11-24T06:00"),
        (NIGHT, "2026-11-24T06:00", None),
        (QuietHours(time(12), time(14)), "2026-11-24T11:30", "2026-11-24T13:00"),
        (NIGHT, "2026-03-28T23:00", "2026-03-29T05:00"),
        (NIGHT, "2026-10-24T23:00", "2026-10-25T06:00"),
        (QuietHours(time(1), time(2, 30)), "2026-03-29T00:30", "2026-03-29T01:00"),
        (QuietHours(time(1), time(2, 30)), "2026-10-25T00:45", "2026-10-25T01:30"),
        (QuietHours(time(2, 15), time(2, 45)), "2026-03-29T01:00", None),
    ],
    ids=[
        "before", "begin", "last minute", "end", "by day", "night of the gap", "night of the overlap",
        "ends in the gap", "ends in the overlap: the last time", "wholly in the gap: none",
    ],
)  # fmt: skip
def test_quiet_hours_in_a_zone(hours: QuietHours, now: str, until: str | None) -> None:
    """They hold from the first time the clock shows their begin to the last time it shows their end."""
    assert (utc(until) if until else None) == quiet_until(hours, BERLIN, utc(now))


@given(st.times(), st.times(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
@example(time(2, 15), time(2, 10), datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
def test_no_message_in_quiet_hours(start: time, end: time, now: datetime) -> None:
    """Whenever the wall clock is between the two times it is quiet, and what waits comes when it no longer is."""
    begin, last = start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)
    assume(begin != last)
    hours = QuietHours(begin, last)
    shown = wall_at(now, BERLIN).time()
    inside = begin <= shown < last if begin <= last else (shown >= begin or shown < last)
    until = quiet_until(hours, BERLIN, now)
    assert not inside or until
    assert until is None or (until > now and quiet_until(hours, BERLIN, until) is None)
    assert quiet_notice_time(now, hours, BERLIN) == (until or now)


@pytest.mark.parametrize(
    ("last_sent", "pending", "now", "expected"),
    [
        (None, "08:00", "08:00", "08:00"),
        ("07:00", "08:00", "08:00", "08:00"),
        ("07:50", "08:00", "08:00", "08:00"),
        ("07:55", "08:00", "08:00", "08:05"),
        ("07:55", "07:54", "07:56", "08:05"),
        ("09:00", "08:00", "08:01", "08:10"),
        ("09:00", "08:55", "08:01", "08:01"),
    ],
    ids=["first", "long ago", "just over", "within the pause", "came while sending", "clock back", "clock back before"],
)
def test_when_a_channel_is_told(last_sent: str | None, pending: str, now: str, expected: str) -> None:
    """After a pause of ten minutes, at once where it is over; a clock set back silences no channel for long."""
    sent = utc(f"2026-11-23T{last_sent}") if last_sent else None
    found = notice_time(sent, utc(f"2026-11-23T{pending}"), utc(f"2026-11-23T{now}"))
    assert expected == f"{found:%H:%M}"


@given(st.lists(st.integers(0, 7200), min_size=1).map(sorted))
def test_never_more_than_one_message_in_ten_minutes(arrivals: list[int]) -> None:
    """However articles arrive, messages keep their distance, and none waits longer than it."""
    start = utc("2026-11-23T00:00")
    sent: list[datetime] = []
    for arrival in (start + timedelta(seconds=second) for second in arrivals):
        if sent and arrival <= sent[-1]:
            continue  # it goes with the message that was still to come
        at = notice_time(sent[-1] if sent else None, arrival, arrival)
        assert at - arrival <= PAUSE
        sent.append(at)
    assert all(later - earlier >= PAUSE for earlier, later in pairwise(sent))


@pytest.mark.parametrize(
    ("typed", "words"),
    [("22:00-07:00", "22:00-07:00"), ("22 to 7", "22:00-07:00"), ("12:30 – 13", "12:30-13:00")],
)
def test_quiet_hours_are_read(typed: str, words: str) -> None:
    """As typed, and back in words that read the same."""
    assert words == str(read_quiet(typed))
    assert read_quiet(words) == read_quiet(typed)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("nights", "'nights' are no quiet hours. Try '22:00-07:00'."),
        ("22:00-25:00", "'22:00-25:00' are no quiet hours. Try '22:00-07:00'."),
        ("7-7", "Quiet hours begin and end at different times. Try '22:00-07:00'."),
    ],
)
def test_wrong_quiet_hours_say_what_would_work(typed: str, says: str) -> None:
    """One clear line."""
    with pytest.raises(UserError) as raised:
        read_quiet(typed)
    assert says == str(raised.value)
