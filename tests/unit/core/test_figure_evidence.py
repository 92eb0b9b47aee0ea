from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.article import Change, Figure, Span
from bot.core.evidence import prove_figure


def figure(text: str, words: str, **fields: object) -> Figure:
    """A figure at the first place of `words`, a plain "= value" unless told otherwise."""
    start = text.index(words)
    plain = Figure(start, start + len(words), None, None, None, "=", "-", "", None, hedged=False, by=None)
    return replace(plain, **fields)  # type: ignore[arg-type]


def proof(text: str, words: str, **fields: object) -> str | None:
    """What the prover says of it, the whole text being one sentence."""
    return prove_figure(text, figure(text, words, **fields), Span(0, len(text)))


@pytest.mark.parametrize(
    ("text", "words", "value", "change", "unit"),
    [
        ("China deployed 150,000 troops.", "150,000", 150_000, "=", "troop"),
        ("Meanwhile, up to 600 North Koreans have vanished.", "up to 600", 600, "<", "north korean"),
        ("Along the 880-mile border.", "880-mile", 880, "=", "mile"),
        ("The fund holds $3.9 million.", "$3.9 million", 3_900_000, "=", "dollar"),
        ("Inflation rose by 0.3% in June.", "0.3%", 0.3, "up", "percentage"),
        ("Shares were down nearly 5 per cent.", "nearly 5 per cent", 5, "down", "percentage"),
        ("She ate 455g of rice.", "455g", 455, "=", "gram"),
        ("It cost $3500 a month.", "$3500 a month", 3_500, "=", "dollar per month"),
        ("A man of 66, a 65-year-old.", "65-year-old", 65, "=", "year age"),
        ("Some 460 vehicles, compared with 63 in May.", "63", 63, "=", "vehicle"),
        ("It sold 2.7m tickets.", "2.7m", 2_700_000, "=", "ticket"),
        ("The wall is 14m high.", "14m", 14, "=", "metre"),
        ("More than 7.5 million crowns ($1.1 million).", "$1.1 million", 1_100_000, ">", "dollar"),
        ("Prices of 1,000+ houses.", "1,000+", 1_000, ">", "house"),
    ],
)
def test_proved(text: str, words: str, value: float, change: Change, unit: str) -> None:
    """A figure that its span states is proved."""
    assert proof(text, words, value=float(value), change=change, unit=unit) is None


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit"),
    [
        ("Between 500 and 600 people left.", "Between 500 and 600", 500, 600, "people"),
        ("It holds 4 to 5 million books.", "4 to 5 million", 4e6, 5e6, "book"),
        ("To a mere few dozen last year.", "a mere few dozen", 24, 99, "-"),
        ("Hundreds of thousands of refugees.", "Hundreds of thousands", 1e5, 1e6, "refugee"),
    ],
)
def test_range_proved(text: str, words: str, low: float, high: float, unit: str) -> None:
    """A range that its span states is proved."""
    assert proof(text, words, low=float(low), high=float(high), unit=unit) is None


@pytest.mark.parametrize(
    ("text", "words", "value", "change", "unit"),
    [
        ("There are 49 in stock, rated 4.79.", "49 in stock, rated 4.79", 49.79, "=", "-"),
        ("The price is 49.79 today.", "49", 49, "=", "-"),
        ("The price is 49.79 today.", "79", 79, "=", "-"),
        ("The 20 defectors got 455g of rice.", "455", 455, "=", "defector"),
        ("The 20 defectors got 455g of rice.", "455g", 455, "=", "defector"),
        ("The 20 defectors got 455 g of rice.", "455", 455, "=", "defector"),
        ("A rate of 1,5 was told.", "1,5", 1.5, "=", "-"),
        ("A sum of 1.234,5 was told.", "1.234,5", 1234.5, "=", "-"),
        ("A town of 1,600 people.", "600", 600, "=", "people"),
        ("A town of 600,000 people.", "600", 600, "=", "people"),
        ("It made 3.9 million.", "3.9", 3.9, "=", "-"),
        ("It made 3.9 million.", "3.9 million", 3.9, "=", "-"),
        ("It made 3.9 million.", "million", 1e6, "=", "-"),
        ("They are twenty-five people.", "five", 5, "=", "people"),
        ("Tens of thousands of people.", "thousands", 1000, "=", "people"),
        ("Up to 600 people.", "600", 600, "=", "people"),
        ("Up to 600 people.", "Up to 600", 600, ">", "people"),
        ("It has 600 people.", "600", 600, "up", "people"),
        ("It holds $5 million.", "5 million", 5e6, "=", "-"),
        ("It holds $5 million.", "$5 million", 5e6, "=", "euro"),
        ("It fell 49%.", "49", 49, "down", "-"),
        ("It fell 49%.", "49%", 49, "down", "-"),
        ("It fell 49 percent.", "49 percent", 49, "down", "point"),
        ("The 5 dogs of 7 men.", "5", 5, "=", "cat"),
        ("A 3-2 win.", "3", 3, "=", "-"),
        ("On COVID-19 tests.", "19", 19, "=", "test"),
        ("It was the 10th record.", "10", 10, "=", "record"),
        ("There was none.", "none", 0, "=", "-"),
        ("Costs of $5 a month.", "$5", 5, "=", "dollar per year"),
        ("China sent 150 troops to the North Korean border.", "150", 150, "=", "north korean border"),
        ("China sent 150 troops to the North Korean border.", "150", 150, "=", "china"),
    ],
)
def test_refused(text: str, words: str, value: float, change: Change, unit: str) -> None:
    """A figure that cuts a number, drops a sign or multiplier, or takes another unit is refused."""
    assert proof(text, words, value=float(value), change=change, unit=unit)


@pytest.mark.parametrize(
    "fields",
    [
        {"what": "defectors"},
        {"by": "Reuters"},
        {"date": "2018"},
        {"hedged": True},
        {"unit": "mayor"},
        {"unit": "seoul people"},
        {"date": "last year"},
        {"low": 100.0, "high": 600.0},
        {"value": None, "low": 600.0, "high": 600.0},
    ],
)
def test_other_fields_refused(fields: dict[str, object]) -> None:
    """What it counts, who says so and when must stand in the text, and one value is no range."""
    assert proof(
        "In all, 600 people of Seoul left, the mayor said.", "600", **{"value": 600.0, "unit": "people"} | fields
    )


def test_other_fields_proved() -> None:
    """Words of the sentence, a speaker near it and a year it names are proved."""
    text = "In 2019 some 600 people of Seoul left, the mayor said."
    fields = {"value": 600.0, "change": "~", "unit": "people", "what": "Seoul", "by": "the mayor", "date": "2019"}
    assert proof(text, "some 600", **fields) is None


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (2, 400), (11, 15)])
def test_span_refused(start: int, end: int) -> None:
    """A span outside the sentence, empty, or with white space at its ends is refused."""
    text = "They moved 150 men."
    fact = replace(figure(text, "150", value=150.0), start=start, end=end)
    assert prove_figure(text, fact, Span(0, len(text)))
