"""What a schedule owes, whatever the clock and the machine did in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.cadence_reading import read_cadence
from bot.core.schedule import Due, Late, Schedule, advance, ahead, next_due, pause, resume
from bot.core.slots import Rhythm, slots


def utc(moment: str) -> datetime:
    """An instant of November 2026 in UTC, from "23 08:00"."""
    day, _, hour = moment.partition(" ")
    return datetime.fromisoformat(f"2026-11-{day}T{hour}").replace(tzinfo=UTC)


def schedule(late: Late = Late.SEND, cadence: str = "daily 08:00") -> Schedule:
    """A schedule that was made on 20 November at noon, in UTC."""
    since = utc("20 12:00")
    return Schedule(Rhythm(read_cadence(cadence, 1), ZoneInfo("UTC"), since), late, told=since)


def said(due: Due | None) -> str:
    """A due delivery in a line."""
    if due is None:
        return "nothing"
    merged = f"{due.first.at:%d %H:%M} to " if due.merged else ""
    label = ", late" if due.late else ""
    return f"{merged}{due.slot.at:%d %H:%M}{label}, news since {due.since:%d %H:%M}"


@pytest.mark.parametrize(
    ("late", "moments", "expected"),
    [
        pytest.param(Late.SEND, ["20 12:00", "21 07:59:59"], ["nothing", "nothing"], id="not yet"),
        pytest.param(
            Late.SEND, ["21 08:00", "21 08:00:01", "22 08:00"],
            ["21 08:00, news since 20 12:00", "nothing", "22 08:00, news since 21 08:00"], id="each slot once",
        ),
        pytest.param(
            Late.SEND, ["21 08:05", "22 08:05:01"],
            ["21 08:00, news since 20 12:00", "22 08:00, late, news since 21 08:05"], id="late after five minutes",
        ),
        pytest.param(
            Late.SEND, ["24 10:00", "25 08:00"],
            ["21 08:00 to 24 08:00, late, news since 20 12:00", "25 08:00, news since 24 10:00"], id="send: one",
        ),
        pytest.param(
            Late.SEND, ["24 08:01"], ["21 08:00 to 24 08:00, news since 20 12:00"], id="send: the last in time",
        ),
        pytest.param(
            Late.MERGE, ["24 10:00", "25 08:00"], ["nothing", "25 08:00, news since 20 12:00"], id="merge: next",
        ),
        pytest.param(
            Late.MERGE, ["24 08:01"], ["21 08:00 to 24 08:00, news since 20 12:00"], id="merge: into the one in time",
        ),
        pytest.param(
            Late.SKIP, ["24 10:00", "25 08:00"], ["nothing", "25 08:00, news since 24 08:00"], id="skip: never told",
        ),
        pytest.param(
            Late.SKIP, ["24 08:01"], ["24 08:00, news since 23 08:00"], id="skip: only the last, which is in time",
        ),
        pytest.param(
            Late.SEND, ["22 08:00", "21 08:00", "22 08:00", "23 08:00"],
            ["21 08:00 to 22 08:00, news since 20 12:00", "nothing", "nothing", "23 08:00, news since 22 08:00"],
            id="clock set back: nothing twice",
        ),
    ],
)  # fmt: skip
def test_what_is_due_moment_by_moment(late: Late, moments: list[str], expected: list[str]) -> None:
    """Asleep over slots, late, early or with a clock set back: each policy has its answer."""
    standing, found = schedule(late), []
    for moment in moments:
        standing, due = advance(standing, utc(moment))
        found.append(said(due))
    assert expected == found


def test_what_is_due_now_depends_on_where_the_schedule_stands_alone() -> None:
    """A process killed before it wrote anything down finds the same delivery again, by the same name."""
    before = schedule()
    assert advance(before, utc("21 08:00"))[1] == advance(before, utc("21 08:00"))[1]
    first, second = advance(before, utc("21 08:00"))[1], advance(before, utc("21 08:04"))[1]
    assert first
    assert second
    assert first.slot == second.slot


@pytest.mark.parametrize(
    ("cadence", "now", "deadline"),
    [
        ("daily 08:00", "21 08:00", "22 08:00"),
        ("every 6 hours", "20 18:00", "21 00:00"),
        ("every 2 seconds", "20 12:00:02", "20 13:00:02"),
        ("every 10 days", "30 12:00", "30 12:00"),
    ],
)
def test_a_deadline_leaves_time_for_an_outage(cadence: str, now: str, deadline: str) -> None:
    """Attempts end at the next slot, but not within the hour and not after more than a day."""
    _, due = advance(schedule(cadence=cadence), utc(now))
    assert due
    assert utc(deadline) + timedelta(days=cadence == "every 10 days") == due.deadline


def test_a_paused_schedule_owes_nothing_and_keeps_its_first_reason() -> None:
    """At rest nothing falls due, and whatever goes wrong later does not hide why."""
    resting = pause(pause(schedule(), "channel deleted"), "something else")
    assert "channel deleted" == resting.paused
    assert next_due(resting) is None
    assert (resting, None) == advance(resting, utc("24 08:00"))


def test_a_resumed_schedule_goes_on_with_the_next_slot() -> None:
    """What was missed at rest comes with the next slot, or not at all where late is skipped."""
    for late, since in [(Late.SEND, "20 12:00"), (Late.SKIP, "24 10:00")]:
        running = resume(pause(schedule(late), "a holiday"), utc("24 10:00"))
        assert running.paused is None
        assert "nothing" == said(advance(running, utc("24 10:01"))[1])
        assert utc("25 08:00") == next_due(running)
        assert f"25 08:00, news since {since}" == said(advance(running, utc("25 08:00"))[1])


def test_a_schedule_that_ran_ahead_of_a_wrong_clock_can_be_brought_back() -> None:
    """A clock set to next month and back leaves a schedule that is silent; that is seen, and resuming mends it."""
    far = replace(schedule(), reached=None)
    wrong, _ = advance(far, utc("30 08:00"))
    now = utc("21 09:00")
    assert timedelta(days=8, hours=23) == ahead(wrong, now)
    assert timedelta() == ahead(resume(wrong, now), now)
    assert "22 08:00, news since 21 09:00" == said(advance(resume(wrong, now), utc("22 08:00"))[1])


def test_a_changed_cadence_goes_on_from_where_the_schedule_stands() -> None:
    """An interval made daily, or the other way round, repeats no slot and loses none."""
    standing, _ = advance(schedule(cadence="every 6 hours"), utc("21 06:00"))
    daily = replace(standing, rhythm=schedule().rhythm)
    assert utc("21 08:00") == next_due(daily)
    standing, _ = advance(daily, utc("21 08:00"))
    assert utc("21 12:00") == next_due(replace(standing, rhythm=schedule(cadence="every 6 hours").rhythm))


ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
CADENCES = st.sampled_from(["daily 02:30", "*/20 * * * *", "every 7 minutes", "weekends 0:00 and 2:00", "1st 2:00"])
JUMPS = st.lists(st.timedeltas(timedelta(hours=-5), timedelta(days=2)), max_size=12)


@given(CADENCES, ZONES, st.sampled_from(Late), st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), JUMPS)  # noqa: DTZ001
def test_no_slot_is_lost_or_sent_twice_whatever_the_clock_does(
    cadence: str, zone: str, late: Late, start: datetime, jumps: list[timedelta]
) -> None:
    """With a clock that jumps to and fro, every slot that passed is in one delivery, or was let go by its policy."""
    since = start.replace(tzinfo=UTC)
    rhythm = Rhythm(read_cadence(cadence, 1), ZoneInfo(zone), since)
    standing, now, latest = Schedule(rhythm, late, told=since), since, since
    told: list[str] = []
    for jump in jumps:
        now += jump
        latest = max(latest, now)
        before, (standing, due) = standing, advance(standing, now)
        if due:
            told += [slot.key for slot in slots(rhythm, due.first.at - timedelta(seconds=1), due.slot.at)]
            assert before.told <= due.since <= standing.told
            assert due.deadline > now
    passed = [slot.key for slot in slots(rhythm, since, latest)]
    assert len(told) == len(set(told))
    assert set(told) <= set(passed)
    assert late is not Late.SEND or passed == told
    coming = next_due(standing)
    assert coming
    assert coming > latest
