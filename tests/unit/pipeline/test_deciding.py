"""What names are: the rules beside running text, and where the learned weights have no say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.article import RawDocument
from bot.pipeline import entities, tokens
from bot.pipeline.deciding import LEAST, MOST, Case, cases, kind_of
from bot.pipeline.draft import Draft
from bot.pipeline.kinds import ENOUGH, KINDS
from bot.pipeline.learned import LEARNED, Learned


def prepared(text: str) -> Draft:
    """A draft with its tokens."""
    return tokens.run(replace(Draft(RawDocument("test", text=text)), text=text, language="en"))


def found(text: str) -> list[tuple[str, str]]:
    """Name and kind of each entity."""
    return [(one.name, one.kind) for one in entities.run(prepared(text)).entities]


def case(text: str, name: str) -> Case:
    """The case of one name."""
    page, candidates = entities.candidates_of(prepared(text))
    return next(one for one in cases(page, candidates, LEARNED.tags) if one.name == name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday Tavisk, who ran the yard, left.", [("Tavisk", "person")]),
        ("They sailed down the river Orvan at dawn.", [("Orvan", "place")]),
        ("It was a gift of the Duke of Marlen to her.", [("Marlen", "place")]),
        ("It joined the Federal Republic of Arlenia.", [("Federal Republic of Arlenia", "place")]),
        ("It was ruled by the Principality of Arlen.", [("Principality of Arlen", "place")]),
        ("He works for the Office of Fair Trading.", [("Office of Fair Trading", "organisation")]),
        ("The Project on River Safety was silent.", [("Project on River Safety", "organisation")]),
        ("The loan came from Bank Marlenia in May.", [("Bank Marlenia", "organisation")]),
        ("Talks with Marlow Steel Corp., its parent, ended.", [("Marlow Steel Corp.", "organisation")]),
        ("Italy said no.", [("Italy", "place")]),
        ("TALLAHASSEE, Fla. The man left.", [("TALLAHASSEE", "place")]),
        ("ORLEN, Austria. The man left.", [("ORLEN", "place"), ("Austria", "place")]),
        ("It was told by Moon Hae-won, a spokeswoman.", [("Moon Hae-won", "person")]),
    ],
    ids=lambda value: value.split(".")[0] if isinstance(value, str) else "",
)
def test_rules_for_running_text(text: str, expected: list[tuple[str, str]]) -> None:
    """Who follows a person, rivers and nobles name places, offices and fronts of firms are whole, Italy opens."""
    assert expected == found(text)


def test_a_namesake_named_in_full_outweighs_a_known_organisation() -> None:
    """Mayor Paul Guardian is a person each time, though a newspaper bears the name."""
    text = "Mayor Paul Guardian spoke. Later Guardian said that it was over."
    assert [("Paul Guardian", "person")] == found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Monday Likud met again.", "Likud"),
        ("On Monday Lisbon slept.", "Lisbon"),
        ("On Monday KXQV reported it.", "KXQV"),
        ("They counted Tavisk 22 and went on.", "Tavisk"),
    ],
    ids=["organisation", "place", "acronym", "table"],
)
def test_where_the_rules_decide_alone(text: str, name: str) -> None:
    """What the gazetteer knows, what stands in capitals and what stands in a table is not put to the weights."""
    assert frozenset() == case(text, name).features


def test_weights_have_a_say_in_prose() -> None:
    """The same name in prose is looked at from every side, and its clues keep within their bounds."""
    one = case("On Monday Tavisk sang.", "Tavisk")
    assert {"after:sang", "before:@", "shape:Aa", "size:1"} <= one.features
    assert all(LEAST <= clue <= MOST for clue in one.rules)


@pytest.mark.parametrize(
    ("rules", "weights", "expected"),
    [
        ((0.2, 0.1, 0.0), (0, 0, 0), None),
        ((0.2, 0.1, 0.0), (100, 0, 0), "person"),
        ((1.0, 0.1, 0.0), (-200, 100, 0), "organisation"),
        ((4.0, 0.1, 0.0), (-390, 0, 0), "person"),
    ],
    ids=["too-little", "helped", "turned", "sure"],
)
def test_rules_and_weights_together(
    rules: tuple[float, float, float], weights: tuple[int, int, int], expected: str | None
) -> None:
    """Weights add to the rules and may turn them, but not against a name of which the rules are sure."""
    kind = kind_of(Case("Tavisk", [], rules, ENOUGH, frozenset({"seen"})), Learned({"seen": weights}, {}))
    assert expected == (None if kind is None else KINDS[kind])
