"""Charts as pictures: equal bytes for equal charts, words that can be read, and nothing that outside text steers."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from PIL import Image

from bot.charts import paper
from bot.charts.calendar import parts_of, ticks
from bot.charts.events import lanes_of
from bot.charts.lettering import cut, wrapped, writable
from bot.charts.scales import scale_of, short
from bot.charts.worker import draw, draw_charts
from bot.core.charts import ArticleChart, Bar, Chart, Event, EventChart, FigureChart, Panel, Point, Undrawn

DAY = (date(2024, 3, 1), date(2024, 3, 1))
YEAR = (date(2019, 1, 1), date(2019, 12, 31))
HOSTILE = "$\\frac{1}$ _x^2 \x1b[31m \u202egnp\u202c 울타리 שלום " + "w" * 300
POINTS = (
    Point("over 1,000", (1,), 1000, 1000, None, YEAR, "2019", HOSTILE),
    Point("up to 60", (2,), 60, None, 60, DAY, "1 March 2024", "", corrected=True),
    Point("50 to 80", (3,), None, 50, 80, DAY, "1 March 2024"),
)
CHARTS: dict[str, Chart] = {
    "figures": FigureChart(HOSTILE, (Panel(HOSTILE, "people", POINTS, True), Panel("", "", POINTS, False))),
    "events": EventChart("x", (Event(YEAR, "2019", HOSTILE, (1, 2)), Event(DAY, "1 March 2024", "", (3,)))),
    "articles": ArticleChart(HOSTILE, "day", ("_a", HOSTILE, "강건너뉴스"), (Bar(DAY, (1, 0, 2)),)),
}


def pixels(text: str) -> float:
    """Ten for each letter."""
    return 10.0 * len(text)


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())
def test_equal_charts_are_equal_bytes_as_wide_as_a_phone(chart: Chart) -> None:
    """A hostile chart is drawn like any other, twice the same, in a file that a first answer has room for."""
    picture = draw(chart)
    image = Image.open(io.BytesIO(picture))

    assert picture == draw(chart)
    assert ("PNG", paper.WIDTH) == (image.format, image.width)
    assert len(picture) < 150_000
    assert not image.info.keys() & {"Software", "Creation Time", "date"}


def test_a_chart_that_cannot_be_drawn_takes_nothing_with_it() -> None:
    """It is told in one line, and the next one is drawn."""
    events = CHARTS["events"]
    assert isinstance(events, EventChart)
    failed, drawn = draw_charts([replace(events, events=()), events])

    assert isinstance(failed, Undrawn)
    assert isinstance(drawn, bytes)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Fence at Tumen $x$", "Fence at Tumen $x$"),
        ("울타리 at Tumen", "at Tumen"),
        ("图们江", ""),
        ("שלום and مرحبا", "and"),
        ("Núñez\u0301 \x1b[31mred\u202e", "Núñeź [31mred"),
        ("e\u0301cole", "école"),
        ("Київ Αθήνα", "Київ Αθήνα"),
    ],
    ids=["latin", "hangul", "chinese", "right to left", "control", "composed", "cyrillic and greek"],
)
def test_what_cannot_be_written_is_left_out(text: str, written: str) -> None:
    """Words in scripts that the font lacks are no boxes; what hides or steers is gone."""
    assert written == writable(text)


def test_long_words_are_cut() -> None:
    """Lines have room, and what is missing is marked."""
    assert "short" == cut("short", 100, pixels)
    assert "wwwwwwwww…" == cut("w" * 50, 100, pixels)
    assert ["one two", "three…"] == wrapped("one two three four five", 80, pixels, 2)
    assert [""] == wrapped("", 80, pixels, 2)


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        (date(2023, 9, 5), date(2023, 10, 31), ["10 Sep 2023", "20 Sep", "1 Oct", "10 Oct", "20 Oct"]),
        (date(2019, 1, 1), date(2023, 12, 31), ["2019", "2020", "2021", "2022", "2023"]),
        (date(2023, 11, 2), date(2024, 4, 1), ["Dec 2023", "Jan 2024", "Feb", "Mar", "Apr"]),
        (date(2024, 3, 1), date(2024, 3, 1), ["1 Mar 2024"]),
    ],
    ids=["days", "years", "months", "one day"],
)
def test_round_days_are_named(first: date, last: date, named: list[str]) -> None:
    """Few enough to be read, the year said where it changes."""
    assert named == [tick.words for tick in ticks(first, last, 5)]


def test_every_length_of_time_has_few_names() -> None:
    """From a day to the whole calendar never more than there is room for."""
    lengths = [0, 1, 6, 30, 89, 400, 3000, 40_000, 700_000]
    found = [ticks(date(1, 1, 1), date(1, 1, 1) + timedelta(length), 5) for length in lengths]

    assert all(1 <= len(named) <= 5 for named in found)


def happened(*days: str) -> list[Event]:
    """Events on these days."""
    return [Event((date.fromisoformat(day),) * 2, day, "", (1,)) for day in days]


def test_the_axis_is_broken_where_nothing_happened_for_long() -> None:
    """Twenty quiet years leave no room for a week; events that are evenly far apart keep their distance."""
    broken = parts_of(happened("2003-01-01", "2023-09-01", "2023-09-03", "2023-09-06"))
    whole = parts_of(happened("2021-01-01", "2022-01-01", "2023-01-01", "2024-01-01"))

    assert [1, 3] == [part.events for part in broken]
    assert [4] == [part.events for part in whole]


def test_bars_that_overlap_stand_beside_each_other() -> None:
    """Days lie on the axis, spans next to it in as few lanes as they need."""
    month, next_month = (date(2023, 8, 1), date(2023, 8, 31)), (date(2023, 9, 1), date(2023, 9, 30))
    spans = [month, month, (date(2023, 8, 7),) * 2, next_month]

    assert [1, 2, 0, 1] == lanes_of([Event(days, "", "", (1,)) for days in spans])  # type: ignore[arg-type]


def test_scales_have_room_for_what_is_open_and_say_large_numbers_shortly() -> None:
    """Counts begin at nothing; values close to each other do not."""
    counts, near = scale_of(POINTS, 0, 100), scale_of([replace(POINTS[0], value=v, low=v) for v in (98.0, 100.0)], 0, 1)

    assert (0.0, True) == (counts.low, counts.high > 1000)
    assert 90 < near.low < 98
    assert ["1,200", "2.5", "3.5 million"] == [short(1200), short(2.5), short(3.5e6)]


def luminance(color: str) -> float:
    """Relative luminance as WCAG defines it, of "#RRGGBB"."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_everything_stands_out_from_the_ground() -> None:
    """Words at 4.5:1 and marks at 3:1; the dark ground of a chat is another than the picture's own."""
    letters = [paper.TITLE, paper.HEADING, paper.VALUE, paper.WORDS, paper.ASIDE]

    assert all(contrast(each.color, paper.GROUND) >= 4.5 for each in letters)
    assert contrast(paper.SPAN.color, paper.GROUND) >= 4.5
    assert all(contrast(mark, paper.GROUND) >= 3 for mark in paper.MARKS)


def test_publishers_can_be_told_apart_without_colour() -> None:
    """Two bars have the same pattern only where one is far darker than the other."""
    looks = list(zip(paper.MARKS, paper.PATTERNS, strict=True))
    alike = [(one[0], other[0]) for one, other in combinations(looks, 2) if one[1] == other[1]]

    assert all(contrast(one, other) >= 1.3 for one, other in alike)
