from __future__ import annotations

import pytest

from bot.core.measures import currency_before, measure_at, per_at, singular
from bot.core.numerals import tokenise


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("5%", "percentage"),
        ("5 per cent", "percentage"),
        ("5 percentage points", "percentage point"),
        ("80km/h", "kilometre per hour"),
        ("80 m.p.h.", "mile per hour"),
        ("500 sq m", "square metre"),
        ("30 degrees Celsius", "celsius"),
        ("30 degrees", "degree"),
        ("47 feet", "foot"),
        ("455g", "gram"),
        ("455 g of rice", "gram"),
        ("8.5 kW", "kilowatt"),
        ("10.5 Australian dollars", "australian dollar"),
        ("7 Danish crowns", "danish krone"),
        ("9 centuries", "century"),
        ("4 people", None),
        ("5 C students", "celsius"),
        ("12 s", None),
    ],
)
def test_measure(words: str, unit: str | None) -> None:
    """Unit words, symbols and abbreviations after a number get one written-out name."""
    found = measure_at(tokenise(words), 1)
    assert unit == (found.name if found else None)


@pytest.mark.parametrize(
    ("words", "at", "unit"),
    [
        ("$5", 1, "dollar"),
        ("US $5", 2, "dollar"),
        ("US$5", 2, "dollar"),
        ("$US113", 2, "dollar"),
        ("$A82", 2, "australian dollar"),
        ("AU $89", 2, "australian dollar"),
        ("NZ$99", 2, "new zealand dollar"),
        ("RM79", 1, "malaysian ringgit"),
        ("USD10", 1, "dollar"),
        ("£24", 1, "pound sterling"),
        ("Group A $5", 3, "dollar"),
        ("about 5", 1, None),
    ],
)
def test_currency(words: str, at: int, unit: str | None) -> None:
    """Signs and codes before a number, with their country, name its currency."""
    found = currency_before(tokenise(words), at)
    assert unit == (found.name if found else None)


@pytest.mark.parametrize(
    ("words", "name"),
    [("per gallon", "gallon"), ("a month", "month"), ("a-year", "year"), ("a year earlier", None), ("a bridge", None)],
)
def test_rate(words: str, name: str | None) -> None:
    """A rate is read where "per" or an article opens one, and not in "a year earlier"."""
    found = per_at(tokenise(words), 0)
    assert name == (found.name if found else None)


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("troops", "troop"), ("feet", "foot"), ("fishermen", "fisherman"), ("properties", "property"),
        ("people", "people"), ("batches", "batch"), ("glass", "glass"), ("cases", "case"), ("taxes", "tax"),
    ],
)  # fmt: skip
def test_singular(plural: str, single: str) -> None:
    """Nouns are brought to their singular."""
    assert single == singular(plural)
