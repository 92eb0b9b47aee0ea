"""Slots in a zone: gaps, overlaps, skipped days, intervals, names that stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.cadence_reading import read_cadence
from bot.core.errors import UserError
from bot.core.slots import Rhythm, Slot, latest_slot, next_slots, slots, slots_after
from bot.core.wallclock import read_zone, zone_names


def utc(moment: str) -> datetime:
    """An instant in UTC."""
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


def rhythm(cadence: str, zone: str, since: str) -> Rhythm:
    """A cadence in a zone from a moment on."""
    return Rhythm(read_cadence(cadence, 1), ZoneInfo(zone), utc(since))


@pytest.mark.parametrize(
    ("cadence", "zone", "since", "expected"),
    [
        pytest.param(
            "daily 02:30", "Europe/Berlin", "2026-03-28T00:00",
            ["2026-03-28T02:30 at 03-28 01:30", "2026-03-29T02:30 at 03-29 01:00", "2026-03-30T02:30 at 03-30 00:30"],
            id="a gap: right after it",
        ),
        pytest.param(
            "daily 2:00, 2:30 and 3:00", "Europe/Berlin", "2026-03-28T20:00",
            ["2026-03-29T03:00 at 03-29 01:00", "2026-03-30T02:00 at 03-30 00:00", "2026-03-30T02:30 at 03-30 00:30"],
            id="several in a gap: once, by the last name",
        ),
        pytest.param(
            "daily 02:30", "Europe/Berlin", "2026-10-24T12:00",
            ["2026-10-25T02:30 at 10-25 00:30", "2026-10-26T02:30 at 10-26 01:30", "2026-10-27T02:30 at 10-27 01:30"],
            id="an overlap: the first",
        ),
        pytest.param(
            "daily 02:30", "Europe/Berlin", "2026-10-25T01:10",
            ["2026-10-26T02:30 at 10-26 01:30", "2026-10-27T02:30 at 10-27 01:30", "2026-10-28T02:30 at 10-28 01:30"],
            id="made in the second hour of an overlap: not again that day",
        ),
        pytest.param(
            "daily 08:00", "Pacific/Apia", "2011-12-29T00:00",
            ["2011-12-29T08:00 at 12-29 18:00", "2011-12-30T08:00 at 12-30 10:00", "2011-12-31T08:00 at 12-30 18:00"],
            id="a day that never was: right after it",
        ),
        pytest.param(
            "every 6 hours", "Europe/Berlin", "2026-03-28T20:00",
            ["2026-03-29T02:00:00Z at 03-29 02:00", "2026-03-29T08:00:00Z at 03-29 08:00",
             "2026-03-29T14:00:00Z at 03-29 14:00"],
            id="an interval: elapsed time",
        ),
        pytest.param(
            "0 8 * * 1-5", "Asia/Seoul", "2026-11-20T00:00",
            ["2026-11-23T08:00 at 11-22 23:00", "2026-11-24T08:00 at 11-23 23:00", "2026-11-25T08:00 at 11-24 23:00"],
            id="a cron expression",
        ),
    ],
)  # fmt: skip
def test_the_slots_of_a_cadence_in_a_zone(cadence: str, zone: str, since: str, expected: list[str]) -> None:
    """Each wall time is due once: at its first hour, or right after the gap it falls into."""
    found = next_slots(rhythm(cadence, zone, since), utc(since), 3)
    assert expected == [f"{slot.key} at {slot.at:%m-%d %H:%M}" for slot in found]


def test_slots_lie_between_two_instants() -> None:
    """The first instant is left out and the last is in, so that spans side by side share no slot."""
    every = rhythm("every 2 seconds", "UTC", "2026-01-01T00:00")
    found = list(slots(every, utc("2026-01-01T00:00:02"), utc("2026-01-01T00:00:06")))
    assert ["2026-01-01T00:00:04Z", "2026-01-01T00:00:06Z"] == [slot.key for slot in found]


def test_an_interval_is_counted_from_a_whole_second() -> None:
    """Fractions of the second of creation make no fractions in slots."""
    begun = rhythm("every 2 seconds", "UTC", "2026-01-01T00:00:00.700")
    assert utc("2026-01-01T00:00:02") == next_slots(begun, begun.since, 1)[0].at


def test_a_new_zone_database_finds_the_same_slots() -> None:
    """A country that changes its rules moves what is to come, but what was reached does not come again or get lost."""
    before = rhythm("daily 02:30 and 08:00", "Europe/Berlin", "2026-03-01T00:00")
    after = rhythm("daily 02:30 and 08:00", "Africa/Lagos", "2026-03-01T00:00")  # as if summer time were given up
    reached = next(slot for slot in slots_after(before, None) if slot.key == "2026-03-29T02:30")
    keys = [slot.key for slot in islice(slots_after(after, reached), 3)]
    assert ["2026-03-29T08:00", "2026-03-30T02:30", "2026-03-30T08:00"] == keys


def test_the_work_of_looking_back_does_not_grow_with_the_time_passed() -> None:
    """A clock set forward to another age is answered at once."""
    often = rhythm("*/5 * * * *", "Europe/Berlin", "2026-01-01T00:00")
    assert Slot(utc("8999-01-01T00:00"), datetime(8999, 1, 1, 1), "8999-01-01T01:00") == latest_slot(  # noqa: DTZ001
        often, None, utc("8999-01-01T00:01")
    )


ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"])
CADENCES = st.sampled_from(
    ["daily 02:30", "daily 0:00, 1:30, 2:00, 2:15 and 3:00", "*/20 * * * *", "every 6 hours", "last day 2:00"]
)


@given(
    CADENCES, ZONES, st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.lists(st.timedeltas(timedelta(), timedelta(days=3)), max_size=6),
)  # fmt: skip
def test_spans_side_by_side_have_together_what_the_whole_has(
    cadence: str, zone: str, since: datetime, steps: list[timedelta]
) -> None:
    """However time is cut up, by restarts or sleep, the same slots come out with the same names."""
    running = Rhythm(read_cadence(cadence, 1), ZoneInfo(zone), since)
    cuts = [since]
    for step in steps:
        cuts.append(cuts[-1] + step)
    pieces = [slot for at, until in pairwise(cuts) for slot in slots(running, at, until)]
    assert list(slots(running, since, cuts[-1])) == pieces
    by_name, last = [], None
    for _ in pieces:
        last = next(slots_after(running, last))
        by_name.append(last)
    assert pieces == by_name


def test_a_zone_is_read_by_its_name() -> None:
    """Any case and spaces will do; another name gets the nearest zone, and a path is none."""
    assert ZoneInfo("America/New_York") == read_zone("america/new york")
    assert "Asia/Seoul" in zone_names()
    for typed, says in [
        ("Berlin", "'Berlin' is no time zone. Try Europe/Berlin."),
        ("Asia/Soul", "'Asia/Soul' is no time zone. Try Asia/Seoul."),
        ("../../etc/passwd", "'../../etc/passwd' is no time zone. Try Europe/Berlin, Asia/Seoul or UTC."),
        ("", "'' is no time zone. Try Europe/Berlin, Asia/Seoul or UTC."),
    ]:
        with pytest.raises(UserError) as raised:
            read_zone(typed)
        assert says == str(raised.value)
