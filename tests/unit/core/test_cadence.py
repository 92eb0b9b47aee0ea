"""Cadences: what people type, back in words, and the wall times they give."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.cadence import (
    ALL_DAYS,
    LAST,
    NTH,
    WEEKDAYS,
    WEEKENDS,
    Cadence,
    Clock,
    Cron,
    Every,
    MonthDays,
    NthWeekdays,
    OnTheWall,
    Weekdays,
    shortest,
    walls,
    words_of,
)
from bot.core.cadence_reading import read_cadence
from bot.core.errors import UserError

FIVE_MINUTES = 300


def at(*times: str) -> tuple[time, ...]:
    """Times of day from HH:MM."""
    return tuple(time.fromisoformat(moment) for moment in times)


def daily(*times: str) -> Clock:
    """Every day at these times."""
    return Clock(Weekdays(ALL_DAYS), at(*times))


@pytest.mark.parametrize(
    ("typed", "cadence"),
    [
        ("daily 08:00", daily("08:00")),
        ("8am", daily("08:00")),
        ("8 AM", daily("08:00")),
        ("every day at 8", daily("08:00")),
        ("Each day at 8 o’clock", daily("08:00")),
        ("daily 8:00 and 18:00", daily("08:00", "18:00")),
        ("8 a.m., noon and 6 p.m.", daily("08:00", "12:00", "18:00")),
        ("noon", daily("12:00")),
        ("midnight", daily("00:00")),
        ("12am", daily("00:00")),
        ("12pm", daily("12:00")),
        ("at 0830", daily("08:30")),
        ("8h30", daily("08:30")),
        ("8.30am", daily("08:30")),
        ("every morning at 8", daily("08:00")),
        ("8 in the evening", daily("20:00")),
        ("weekdays 7:30", Clock(Weekdays(WEEKDAYS), at("07:30"))),
        ("every weekday at 7:30", Clock(Weekdays(WEEKDAYS), at("07:30"))),
        ("mon-fri 7:30", Clock(Weekdays(WEEKDAYS), at("07:30"))),
        ("monday to friday 7:30", Clock(Weekdays(WEEKDAYS), at("07:30"))),
        ("fri – mon 9", Clock(Weekdays((0, 4, 5, 6)), at("09:00"))),
        ("weekends 10", Clock(Weekdays(WEEKENDS), at("10:00"))),
        ("saturdays, sundays 10", Clock(Weekdays(WEEKENDS), at("10:00"))),
        ("mondays and thursdays 9am", Clock(Weekdays((0, 3)), at("09:00"))),
        ("mon,thu 09:00", Clock(Weekdays((0, 3)), at("09:00"))),
        ("weekly on friday 17:00", Clock(Weekdays((4,)), at("17:00"))),
        ("weekdays and saturday 9", Clock(Weekdays((0, 1, 2, 3, 4, 5)), at("09:00"))),
        ("monthly 1st 09:00", Clock(MonthDays((1,)), at("09:00"))),
        ("every month on the 1st at 9", Clock(MonthDays((1,)), at("09:00"))),
        ("monthly on day 15 at 9", Clock(MonthDays((15,)), at("09:00"))),
        ("1st and 15th 9am", Clock(MonthDays((1, 15)), at("09:00"))),
        ("last day of the month 18:00", Clock(MonthDays((LAST,)), at("18:00"))),
        ("first monday 09:00", Clock(NthWeekdays((1,), (0,)), at("09:00"))),
        ("second and last friday of the month 9:15", Clock(NthWeekdays((2, LAST), (4,)), at("09:15"))),
        ("every 6 hours", Every(21_600)),
        ("Every Six Hours", Every(21_600)),
        ("every 6h", Every(21_600)),
        ("every 5 minutes", Every(300)),
        ("every 1.5 hours", Every(5_400)),
        ("every half an hour", Every(1_800)),
        ("every 400 seconds", Every(400)),
        ("every 2 days", Every(172_800)),
        ("hourly", Every(3_600)),
        ("every hour", Every(3_600)),
        ("0 8 * * 1-5", Cron("0 8 * * 1-5")),
        ("cron 0 8 * * mon-fri", Cron("0 8 * * MON-FRI")),
        ("0  9 L * *", Cron("0 9 L * *")),
    ],
)
def test_a_cadence_is_read_as_people_say_it(typed: str, cadence: Cadence) -> None:
    """Times of day, days of week and month, intervals and cron expressions are all understood."""
    assert cadence == read_cadence(typed, FIVE_MINUTES)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "How often? Try"),
        ("25:00", "25:00 is no time of day. Write 00:00 to 23:59, or 8am."),
        ("daily 8:75", "8:75 is no time of day."),
        ("13pm", "13pm is no time of day."),
        ("daily 08:00:30", "08:00:30 is no time of day."),
        ("daily", "'daily' lacks a time of day. Try 'daily 08:00'."),
        ("every monday", "'every monday' lacks a time of day. Try 'every monday 08:00'."),
        ("weekly", "Weekly on which day? Try 'mondays 09:00'."),
        ("every week at 9", "Weekly on which day?"),
        ("monthly 9", "Monthly on which day?"),
        ("first weekday 9", "Which day is that? Try 'first monday 09:00'"),
        ("5th monday 9", "Not every month has a fifth one. Try 'last monday 09:00'."),
        ("32nd 9", "No month has a 32nd."),
        ("daily monday 9", "Either daily or on certain days."),
        ("mondey 9", "'mondey' is not understood in a cadence. Did you mean monday?"),
        ("fortnightly 9", "'fortnightly' is not understood in a cadence. Try 'daily 08:00'"),
        ("9 to 5", "'to' is not understood in a cadence."),
        ("every 90 seconds", "'every 90 seconds' is shorter than 5 minutes, the shortest allowed."),
        ("every 0 minutes", "'every 0 minutes' is shorter than 5 minutes, the shortest allowed."),
        ("every 0.1 seconds", "'every 0.1 seconds' is no whole number of seconds."),
        ("every 400 days", "'every 400 days' is longer than a year."),
        ("every 2 days at 9", "'every 2 days' is counted from now and takes nothing more."),
        ("8:00 and 8:02", "'8:00 and 8:02' comes twice within 2 minutes: shorter than 5 minutes"),
        ("daily 23:58 and 0:01", "'daily 23:58 and 0:01' comes twice within 3 minutes"),
        ("* * * * *", "'* * * * *' comes twice within 1 minute: shorter than 5 minutes, the shortest allowed."),
        ("59 23 * * *\t0", "A cron expression has five fields: minute, hour, day, month, weekday."),
        ("99 8 * * *", "'99 8 * * *' is no cron expression: bad minute."),
        ("0 0 30 2 *", "'0 0 30 2 *' is no cron expression: bad day-of-month."),
        ("x" * 201, "A cadence of 201 characters is too long."),
    ],
)
def test_a_wrong_cadence_says_what_would_work(typed: str, says: str) -> None:
    """Each fault is one clear line."""
    with pytest.raises(UserError) as raised:
        read_cadence(typed, FIVE_MINUTES)
    assert str(raised.value).startswith(says)
    assert "\n" not in str(raised.value)


def test_the_shortest_distance_is_a_setting() -> None:
    """Two seconds are allowed where the setting says so, and a rare pair of neighbours does not count."""
    assert Every(2) == read_cadence("every 2 seconds", 2)
    assert daily("08:00", "08:02") == read_cadence("8:00 and 8:02", 120)
    assert Clock(Weekdays((0,)), at("00:01", "23:58")) == read_cadence("mondays 23:58 and 0:01", FIVE_MINUTES)
    with pytest.raises(UserError, match="shorter than 2 hours"):
        read_cadence("hourly", 7200)


times = st.lists(st.times(), min_size=1, max_size=4).map(
    lambda found: tuple(sorted({moment.replace(second=0, microsecond=0) for moment in found}))
)
month_days = st.sets(st.integers(1, 31), min_size=1, max_size=4).map(lambda days: tuple(sorted(days)))
weekdays = st.sets(st.sampled_from(ALL_DAYS), min_size=1).map(lambda days: tuple(sorted(days)))
nths = st.sets(st.sampled_from(list(NTH)), min_size=1).map(
    lambda found: tuple(sorted(found, key=lambda nth: (nth == LAST, nth)))
)
days = st.one_of(
    st.builds(Weekdays, weekdays),
    st.builds(MonthDays, month_days | month_days.map(lambda found: (*found, LAST)) | st.just((LAST,))),
    st.builds(NthWeekdays, nths, weekdays),
)
crons = st.builds(
    "{} {} {} {} {}".format,
    st.sampled_from(["0", "*/5", "1,31", "10-20/5", "*"]),
    st.sampled_from(["8", "*", "*/6", "8-18", "0,12"]),
    st.sampled_from(["*", "1", "L", "LW", "*/2", "31"]),
    st.sampled_from(["*", "1", "JAN-JUN", "*/3"]),
    st.sampled_from(["*", "1-5", "MON#1", "5L", "0,7"]),
).map(Cron)
on_the_wall: st.SearchStrategy[OnTheWall] = st.builds(Clock, days, times) | crons
cadences: st.SearchStrategy[Cadence] = st.builds(Every, st.integers(1, 366 * 86_400)) | on_the_wall


@given(cadences)
def test_words_read_back_as_the_same_cadence(cadence: Cadence) -> None:
    """What a store keeps of a cadence, its words, is the whole of it, and stays the same when read and said again."""
    again = read_cadence(words_of(cadence), 1)
    assert cadence == again
    assert words_of(cadence) == words_of(again)


@pytest.mark.parametrize(
    ("cadence", "words"),
    [
        (daily("08:00"), "daily at 08:00"),
        (daily("08:00", "12:00", "18:30"), "daily at 08:00, 12:00 and 18:30"),
        (Clock(Weekdays(WEEKDAYS), at("07:30")), "weekdays at 07:30"),
        (Clock(Weekdays((0, 3)), at("09:00")), "Mondays and Thursdays at 09:00"),
        (Clock(MonthDays((1, 2, 11, LAST)), at("09:00")), "monthly on the 1st, 2nd, 11th and last day at 09:00"),
        (Clock(MonthDays((3, 22, 23)), at("09:00")), "monthly on the 3rd, 22nd and 23rd at 09:00"),
        (Clock(NthWeekdays((1, LAST), (0,)), at("09:00")), "monthly on the first and last Monday at 09:00"),
        (Every(3600), "every hour"),
        (Every(90), "every 90 seconds"),
        (Every(172_800), "every 48 hours"),
    ],
)  # fmt: skip
def test_a_cadence_is_said_in_words(cadence: Cadence, words: str) -> None:
    """The words are those that somebody would type."""
    assert words == words_of(cadence)


@given(st.text(alphabet="0123456789:.,-*/# aehimnopdlrstuwy", max_size=30) | st.text(max_size=30))
def test_any_text_is_a_cadence_or_a_user_error(typed: str) -> None:
    """No text breaks the reader, and whatever it accepts keeps the shortest distance."""
    read = read_or_refused(typed)
    assert "\n" not in read if isinstance(read, str) else shortest(read) >= timedelta(seconds=FIVE_MINUTES)


def read_or_refused(typed: str) -> Cadence | str:
    """The cadence, or what is said instead."""
    try:
        return read_cadence(typed, FIVE_MINUTES)
    except UserError as error:
        return str(error)


@given(on_the_wall, st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001 - wall times
def test_the_shortest_distance_holds_between_all_neighbours(cadence: OnTheWall, after: datetime) -> None:
    """Wall times only grow, by no less than the shortest distance, and begin later than they were asked for."""
    found = list(islice(walls(cadence, after), 8))
    assert all(wall > after for wall in found)
    steps = [later - earlier for earlier, later in pairwise(found)]
    assert all(step >= shortest(cadence) for step in steps)


@pytest.mark.parametrize(
    ("days", "month", "expected"),
    [
        (MonthDays((31,)), "2026-02", [28]),
        (MonthDays((30, 31)), "2024-02", [29]),
        (MonthDays((30, 31)), "2026-04", [30]),
        (MonthDays((15, LAST)), "2026-04", [15, 30]),
        (NthWeekdays((1,), (0,)), "2026-11", [2]),
        (NthWeekdays((LAST,), (0,)), "2026-11", [30]),
        (NthWeekdays((4, LAST), (0,)), "2026-02", [23]),
        (Weekdays((5, 6)), "2026-02", [1, 7, 8, 14, 15, 21, 22, 28]),
    ],
)
def test_the_days_of_a_month(days: Weekdays | MonthDays | NthWeekdays, month: str, expected: list[int]) -> None:
    """A short month has its last day for the 31st, once; the last Monday may be the fourth."""
    first = date.fromisoformat(f"{month}-01")
    all_days = [first + timedelta(day) for day in range(31)]
    assert expected == [day.day for day in all_days if day.month == first.month and days.covers(day)]
