"""Conditions on figures: read from words, and met only where that is sure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import Article, Change, Figure
from bot.core.conditions import Comparison, Condition, figures_meeting, meets, reach_of, read_condition
from bot.core.errors import UserError

FIGURE = Figure(0, 5, 1200.0, None, None, "=", "defector", "", None, hedged=False, by=None)


def condition(words: str) -> Condition:
    """A condition that is known to be one."""
    found = read_condition(words)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "what", "comparison", "value", "unit"),
    [
        ("defectors > 1000", "defectors", ">", 1000, "-"),
        ("defectors>1000", "defectors", ">", 1000, "-"),
        ("defectors >1.5k", "defectors", ">", 1500, "-"),
        ("troops >= 150,000", "troops", ">=", 150_000, "-"),
        ("troops ≥ 1.5 million", "troops", ">=", 1_500_000, "-"),
        ("troops over the river", "", None, None, None),
        ("more than 500 troops", "troops", ">", 500, "-"),
        ("troops no fewer than 500", "troops", ">=", 500, "-"),
        ("price below $3", "price", "<", 3, "dollar"),
        ("price of rice < 3 dollars", "price of rice", "<", 3, "dollar"),
        ("price > EUR 3", "price", ">", 3, "euro"),
        ("oil price above US$80", "oil price", ">", 80, "dollar"),
        ("inflation over 5%", "inflation", ">", 5, "percentage"),
        ("fence > 100 km", "fence", ">", 100, "kilometre"),
        ("seats = 12", "seats", "=", 12, "-"),
        ("bridge over the river", "", None, None, None),
        ("tumen river", "", None, None, None),
    ],
)
def test_a_condition_is_read(
    words: str, what: str, comparison: Comparison | None, value: float | None, unit: str | None
) -> None:
    """Signs and words compare, with digits, multipliers, currencies and measures; other words are no condition."""
    expected = Condition(what, comparison, value, unit) if comparison and value and unit else None
    assert expected == read_condition(words)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("troops >", "'troops >' compares with no number. Try 'defectors > 1000'."),
        ("troops > many", "'troops > many' compares with no number. Try 'defectors > 1000'."),
        ("troops > dozens", "'troops > dozens' compares with no number. Try 'defectors > 1000'."),
        ("temperature < -10", "'temperature < -10' compares with no number. Try 'defectors > 1000'."),
        ("> 1000", "'> 1000' names nothing that is counted. Try 'defectors > 1000' or 'price < $3'."),
        ("100 < troops < 200", "'100 < troops < 200' compares with no number. Try 'defectors > 1000'."),
        (
            "troops > 100 < 200",
            "'troops > 100 < 200' compares twice. Write 'defectors > 1000, defectors < 2000'.",
        ),
    ],
)
def test_an_incomplete_condition_says_what_would_work(words: str, says: str) -> None:
    """Each fault is one line with an example."""
    with pytest.raises(UserError) as raised:
        read_condition(words)
    assert says == str(raised.value)


@pytest.mark.parametrize(
    ("figure", "words", "asked", "surely"),
    [
        # exact values
        ({}, "1,200 defectors", "defectors > 1000", True),
        ({}, "1,200 defectors", "defectors > 1200", False),
        ({}, "1,200 defectors", "defectors >= 1200", True),
        ({}, "1,200 defectors", "defectors <= 1200", True),
        ({}, "1,200 defectors", "defectors = 1200", True),
        ({}, "1,200 defectors", "defectors < 1200", False),
        ({"hedged": True}, "reportedly 1,200 defectors", "defectors > 1000", True),
        # bounds: "over" leaves its number out, "at least" does not
        ({"value": 1000.0, "change": ">"}, "over 1,000 defectors", "defectors > 1000", True),
        ({"value": 1000.0, "change": ">"}, "more than 1,000 defectors", "defectors > 1000", True),
        ({"value": 1000.0, "change": ">"}, "at least 1,000 defectors", "defectors > 1000", False),
        ({"value": 1000.0, "change": ">"}, "no fewer than 1,000", "defectors > 1000", False),
        ({"value": 1000.0, "change": ">"}, "1,000 or more defectors", "defectors > 1000", False),
        ({"value": 1000.0, "change": ">"}, "1,000+ defectors", "defectors > 1000", False),
        ({"value": 1000.0, "change": ">"}, "at least 1,000 defectors", "defectors >= 1000", True),
        ({"value": 1000.0, "change": ">"}, "over 1,000 defectors", "defectors < 5000", False),
        ({"value": 1000.0, "change": ">"}, "over 1,000 defectors", "defectors > 1500", False),
        ({"value": 600.0, "change": "<"}, "up to 600 defectors", "defectors > 500", False),
        ({"value": 600.0, "change": "<"}, "up to 600 defectors", "defectors < 600", False),
        ({"value": 600.0, "change": "<"}, "fewer than 600 defectors", "defectors < 600", True),
        ({"value": 600.0, "change": "<"}, "no more than 600 defectors", "defectors < 600", False),
        ({"value": 600.0, "change": "<"}, "up to 600 defectors", "defectors <= 600", True),
        # about
        ({"change": "~"}, "about 1,200 defectors", "defectors > 1000", False),
        ({"value": 1500.0, "change": "~"}, "about 1,500 defectors", "defectors > 1000", True),
        ({"value": 1500.0, "change": "~"}, "nearly 1,500 defectors", "defectors = 1500", False),
        # ranges and words for many
        ({"value": None, "low": 1100.0, "high": 1300.0}, "1,100 to 1,300", "defectors > 1000", True),
        ({"value": None, "low": 900.0, "high": 1300.0}, "900 to 1,300", "defectors > 1000", False),
        ({"value": None, "low": 900.0, "high": 1300.0}, "900 to 1,300", "defectors < 2000", True),
        ({"value": None, "low": 1000.0, "high": 10000.0}, "thousands of defectors", "defectors >= 1000", True),
        ({"value": None, "low": 1000.0, "high": 10000.0}, "thousands of defectors", "defectors < 20000", False),
        # an amount of change is no level
        ({"change": "up"}, "rose by 1,200", "defectors > 1000", False),
        ({"change": "down"}, "fell by 1,200", "defectors < 5000", False),
        # what is counted
        ({"unit": "north korean defector"}, "1,200 North Korean defectors", "defectors > 1000", True),
        ({"unit": "north korean defector"}, "1,200 North Korean defectors", "south korean defectors > 1000", False),
        ({"unit": "defector family"}, "1,200 defector families", "defectors > 1000", False),
        ({"unit": "dollar", "what": "defectors"}, "$1,200", "defectors > 1000", False),
        ({"unit": "dollar per defector"}, "$1,200 per defector", "defectors > 1000", False),
        ({"unit": "defector per year"}, "1,200 defectors a year", "defectors > 1000", False),
        ({"unit": "-", "what": "defectors"}, "1,200", "defectors > 1000", True),
        ({"unit": "-", "what": "number of defectors"}, "1,200", "defectors > 1000", True),
        ({"unit": "-", "what": "defectors from North Korea"}, "1,200", "north korea defectors > 1000", True),
        ({"unit": "-", "what": "killings of defectors"}, "1,200", "defectors > 1000", False),
        ({"unit": "-", "what": ""}, "1,200", "defectors > 1000", False),
        # units
        ({"value": 2.8, "unit": "dollar per gallon", "what": "price"}, "$2.80 a gallon", "price below $3", True),
        ({"value": 2.5, "unit": "dollar", "what": "average price of rice"}, "$2.50", "price below $3", True),
        ({"value": 2.5, "unit": "dollar", "what": "average price of rice"}, "$2.50", "rice price < $3", True),
        ({"value": 2.5, "unit": "euro", "what": "price of rice"}, "€2.50", "price below $3", False),
        ({"value": 2.5, "unit": "dollar", "what": "cost of rice"}, "$2.50", "price below $3", False),
        ({"value": 5.2, "unit": "percentage", "what": "Inflation"}, "5.2%", "inflation > 5%", True),
        ({"value": 5.2, "unit": "percentage", "what": "inflation rate"}, "5.2%", "inflation > 5%", True),
        ({"value": 5.2, "unit": "percentage", "what": "rate of inflation"}, "5.2%", "inflation > 5%", True),
        ({"value": 5.2, "unit": "percentage point", "what": "inflation"}, "5.2 points", "inflation > 5%", False),
        ({"value": 880.0, "unit": "mile", "what": "fence"}, "880-mile", "fence > 100 miles", True),
        ({"value": 880.0, "unit": "mile per hour", "what": "fence"}, "880 mph", "fence > 100 miles", False),
    ],
)
def test_a_figure_meets_a_condition_only_when_that_is_sure(
    figure: dict[str, object], words: str, asked: str, surely: bool
) -> None:
    """Bounds, ranges, modifiers, units and head nouns: whatever leaves a doubt is not told."""
    assert surely is meets(condition(asked), replace(FIGURE, **figure), words)  # type: ignore[arg-type]


@given(
    value=st.integers(0, 5000),
    spread=st.integers(0, 500),
    change=st.sampled_from(["=", "~", "<", ">"]),
    bound=st.integers(0, 5000),
    words=st.sampled_from(["over 1", "at least 1", "under 1", "1"]),
    true=st.floats(0, 6000),
)
def test_what_is_sure_holds_for_every_value_the_words_allow(
    value: int, spread: int, change: Change, bound: int, words: str, true: float
) -> None:
    """A figure that meets a condition does so for any number between the bounds of what it says."""
    figure = replace(FIGURE, value=None, low=float(value), high=float(value + spread), change=change)
    reach = reach_of(figure, words)
    assert reach is not None
    within = reach.low < true < reach.high if reach.inside else reach.low <= true <= reach.high
    holds: dict[Comparison, bool] = {
        ">": true > bound, ">=": true >= bound, "<": true < bound, "<=": true <= bound, "=": true == bound,
    }  # fmt: skip
    met = {sign: meets(Condition("defectors", sign, float(bound)), figure, words) for sign in holds}
    assert [] == [sign for sign in holds if within and met[sign] and not holds[sign]]


def test_the_figures_of_an_article_that_meet_a_condition_come_back() -> None:
    """Each figure is judged by its own words in the text."""
    text = "Over 1,000 defectors came. At least 1,000 defectors came."
    over = replace(FIGURE, start=0, end=20, value=1000.0, change=">")
    least = replace(over, start=27, end=51)
    article = Article(None, None, None, None, "en", None, None, text, (), (), (over, least), (), (), ())
    assert (over,) == figures_meeting(condition("defectors > 1000"), article)
