"""Answers as charts, and the same in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.charts import Event, EventChart, Point
from bot.core.publishing import Published
from bot.core.refs import Also, Evidence
from bot.services.charting.alt import ROOM, alt_of
from bot.services.charting.events import MOST, event_chart
from bot.services.charting.panels import MOST_PANELS, figure_chart
from bot.services.charting.stacks import MOST_BARS, OTHERS, article_chart
from tests.unit.services.drawable import event, member, row

YEARS = row(
    "history",
    member("Over 1,000", 1, "2019", value=1000.0, change=">"),
    replace(member("229", 1, "2020", value=229.0), also=(Also(Evidence(2, 1, 0, 3), 2),)),
    member("about 60", 3, "2021", value=60.0, change="~", low=57.0, high=63.0),
)


def test_a_history_is_a_course_with_what_its_words_leave_open() -> None:
    """Years are spans, "over" is open upwards, "about" has bounds, and each point has its sources."""
    chart = figure_chart("arrivals", [YEARS])

    assert chart is not None
    (panel,) = chart.panels
    assert panel.course
    assert ("people", ["over 1,000", "229", "about 60"]) == (panel.unit, [point.words for point in panel.points])
    assert [(1000, None), (229, 229), (57, 63)] == [(point.low, point.high) for point in panel.points]
    assert [(1,), (1, 2), (3,)] == [point.sources for point in panel.points]
    assert (date(2019, 1, 1), date(2019, 12, 31)) == panel.points[0].days


def test_a_disagreement_is_values_side_by_side_with_who_says_so() -> None:
    """Units are one, a range has no value of its own, and "up to" is open downwards."""
    told = row(
        "disagreement",
        member("880 miles", 1, value=880.0, unit="mile"),
        replace(member("up to 1,000 km", 2, value=1000.0, unit="kilometre", change="<"), party="Officials"),
        member("400 to 600 km", 3, value=None, low=400.0, high=600.0, unit="kilometre"),
        unit="kilometre",
    )
    chart = figure_chart("border", [told])

    assert chart is not None
    (panel,) = chart.panels
    assert not panel.course
    assert [1416, 1000, 500] == [round(point.middle) for point in panel.points]
    assert [False, False, True] == [point.value is None for point in panel.points]
    assert (None, 1000) == (panel.points[1].low, panel.points[1].high)
    assert "Paper 2, citing officials" == panel.points[1].who


def test_values_of_one_day_are_no_course() -> None:
    """A history needs two times; without them its values stand below each other."""
    chart = figure_chart("x", [row("history", member("1", 1, "2019"), member("2", 1, None))])

    assert chart is not None
    assert [False] == [panel.course for panel in chart.panels]


@pytest.mark.parametrize(
    "rows",
    [(), (row("same", member("1", 1)),), (replace(YEARS, relation=None),)],
    ids=["no figure", "one value", "no relation"],
)
def test_where_nothing_moves_nothing_is_drawn(rows: tuple[object, ...]) -> None:
    """Single values make no chart."""
    assert figure_chart("x", rows) is None  # type: ignore[arg-type]


def test_the_best_few_figures_are_drawn() -> None:
    """More than three panels are too small for a phone; the first rows are the best."""
    rows = [replace(YEARS, label=f"row {number}") for number in range(5)]
    chart = figure_chart("x", rows)

    assert chart is not None
    assert [f"row {number}" for number in range(MOST_PANELS)] == [panel.title for panel in chart.panels]


def test_the_weightiest_events_are_drawn_oldest_first() -> None:
    """Ten at most, each with the days it covers and its sources once; what has no day is left out."""
    rows = [event(f"2024-01-{day:02}", f"Day {day}.", score=day) for day in range(1, 15)]
    chart = event_chart("x", [*rows, event("2023-W42", "A week.", score=99), event("P2M", "Two months.", score=99)])

    assert chart is not None
    assert MOST == len(chart.events)
    assert (date(2023, 10, 16), date(2023, 10, 22)) == chart.events[0].days
    assert ["Day 6.", "Day 14."] == [chart.events[1].words, chart.events[-1].words]
    assert (1, 9) == chart.events[1].sources
    assert event_chart("x", [event(None, "When?")]) is None


@pytest.mark.parametrize(
    ("last", "step", "bars"),
    [
        (date(2024, 3, 1), "day", 1),
        (date(2024, 3, 31), "day", 31),
        (date(2024, 5, 30), "week", 14),
        (date(2025, 12, 31), "month", 22),
        (date(2099, 1, 1), "year", MOST_BARS),
    ],
)
def test_bars_are_as_long_as_the_time_needs(last: date, step: str, bars: int) -> None:
    """No more than can be told apart, and none is missing where nothing came out."""
    chart = article_chart(Published(2, 0, {(date(2024, 3, 1), "A"): 1, (last, "B"): 1}), None)

    assert chart is not None
    assert (step, bars) == (chart.step, len(chart.bars))
    assert all(one.days[1] < other.days[0] for one, other in zip(chart.bars, chart.bars[1:], strict=False))


def test_six_publishers_have_a_colour_and_the_rest_are_others() -> None:
    """The most articles first; a seventh alone keeps its name."""
    day = date(2024, 3, 1)
    many = article_chart(Published(45, 0, {(day, f"P{number}"): number for number in range(1, 10)}), "p")
    seven = article_chart(Published(28, 0, {(day, f"P{number}"): number for number in range(1, 8)}), None)

    assert many is not None
    assert seven is not None
    assert ("P9", "P8", "P7", "P6", "P5", "P4", OTHERS) == many.names
    assert (9, 8, 7, 6, 5, 4, 6) == many.bars[0].counts
    assert "P1" == seven.names[-1]
    assert article_chart(Published(), None) is None


def test_words_tell_what_the_picture_shows() -> None:
    """Values with their days and sources, events with theirs, counts by publisher and time."""
    figures = figure_chart("arrivals", [YEARS])
    events = event_chart("fence", [event("2023-08", "Work went on.")])
    articles = article_chart(Published(3, 0, {(date(2024, 3, 1), "A"): 2, (date(2024, 3, 3), "B"): 1}), None)
    assert figures
    assert events
    assert articles

    assert (
        "Figures: arrivals. people sent back (people), over time: over 1,000 (2019; Paper 1) [1]; "
        "229 (2020; Paper 1) [1][2]; about 60 (2021; Paper 3) [3]."
    ) == alt_of(figures)
    assert "Timeline: fence, oldest first. August 2023: Work went on. [1][9]." == alt_of(events)
    assert "Articles by day, 3 in all: A 2, B 1. 1 March 2024: 2; 3 March 2024: 1." == alt_of(articles)


@given(st.lists(st.text(max_size=300), min_size=1, max_size=10), st.text(max_size=500))
def test_words_have_room_and_steer_nothing(words: list[str], title: str) -> None:
    """Whatever comes from outside, the words stay short enough for both platforms and on one harmless line."""
    day = (date(2024, 3, 1), date(2024, 3, 1))
    said = alt_of(EventChart(title, tuple(Event(day, "1 March 2024", text, (1,)) for text in words)))

    assert len(said) <= ROOM + 40
    assert said.isprintable() or not {"\n", "\r", "\x1b", "\u202e"} & set(said)


def test_what_has_no_room_is_counted() -> None:
    """Nothing is cut in its middle; the number of what is missing is said."""
    points = tuple(Point(f"{number:,}", (1,), number, number, number) for number in range(12))
    chart = figure_chart("x", [YEARS])
    assert chart
    long = replace(chart, panels=(replace(chart.panels[0], title="t" * 139, points=points * 20),) * 2)

    assert alt_of(long).endswith(" more.")
