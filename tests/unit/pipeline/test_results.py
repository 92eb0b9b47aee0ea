"""Sport: what a name is by its place in the row, and which towns stand for their teams."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.article import RawDocument
from bot.pipeline import entities, tokens
from bot.pipeline.draft import Draft

# Two words of sport in small letters make a text one on sport.
SPORT = "The striker won the league."


def kinds(text: str) -> dict[str, str]:
    """The kind of each name of a text."""
    draft = replace(Draft(RawDocument("test", text=text)), text=text, language="en")
    return {one.name: one.kind for one in entities.run(tokens.run(draft)).entities}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Orlen 22 7 4 11 21 27 25", {"Orlen": "organisation"}),
        ("Leeds 22 7 4 11 21 27 25", {"Leeds": "organisation"}),
        ("Orlen (Croatia) 9 4 5 13", {"Orlen": "organisation", "Croatia": "place"}),
        ("1. Tavisk (Japan) 303.4 points", {"Tavisk": "person", "Japan": "place"}),
        ("Leeds 2 (Tavisk 45, Orlen 90) Hull 1", {"Leeds": "organisation", "Tavisk": "person", "Orlen": "person"}),
        ("Spain: 1 - Jan Vos, 2 - Tavisk Orlen, 3 - Piet Vos", {"Spain": "place", "Tavisk Orlen": "person"}),
        ("Spain 3 0 0 9", {"Spain": "place"}),
    ],
    ids=["table", "town-in-table", "club-of-country", "rank", "scorers", "line-up", "country-in-table"],
)
def test_rows_tell_by_their_form(row: str, expected: dict[str, str]) -> None:
    """Figures, ranks and brackets say what is a team and what a player; a country stays a place."""
    found = kinds(f"{SPORT}\n\n{row}")
    assert expected == {name: found.get(name) for name in expected}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They drew at home to Leeds on Sunday.", {"Leeds": "organisation"}),
        ("A win over Porto was not enough.", {"Porto": "organisation"}),
        ("The side beat Liverpool in Leeds.", {"Liverpool": "organisation", "Leeds": "place"}),
        ("The team played against Spain.", {"Spain": "place"}),
        (
            "They named Paul Vos (Porto), Piet Bos (Lisbon), and others.",
            {"Porto": "organisation", "Paul Vos": "person"},
        ),
        ("Forfel v Orlen was put off.", {"Forfel": "organisation", "Orlen": "organisation"}),
    ],
    ids=["home-to", "win-over", "beat-in", "country", "brackets", "fixture"],
)
def test_towns_that_play(sentence: str, expected: dict[str, str]) -> None:
    """In a text on sport a town that plays is a team, one in which something happens a town."""
    found = kinds(f"{SPORT} {sentence}")
    assert expected == {name: found.get(name) for name in expected}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The campaign against Lisbon went on for years.", "Lisbon"),
        ("They asked Paul Vos (Porto), a lawyer, and left.", "Porto"),
    ],
    ids=["against", "brackets"],
)
def test_towns_elsewhere(text: str, name: str) -> None:
    """Where nothing is played, the same words leave a town a town."""
    assert "place" == kinds(text)[name]
