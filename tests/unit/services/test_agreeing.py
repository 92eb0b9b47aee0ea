"""Whether another article bears out what a statement says; texts are prepared by the pipeline itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.core.ports import Prepared, Stored
from bot.services.agreeing import bears_out
from bot.services.candidates import Candidate, Topical, candidates, read_source
from bot.services.preparing import prepare_document
from tests.unit.services.made import NOW

SAID = "China sent back about 600 North Koreans over five bridges in October 2023, the group River Witness said."
BORNE_OUT = {
    "the same words": SAID,
    "more is said": "Guarded at night, China sent back about 600 North Koreans over five bridges in October 2023, the "
    "Seoul group River Witness said, and held 20 others.",
}
NOT_BORNE_OUT = {
    "another number": SAID.replace("600", "500"),
    "another number in words": SAID.replace("five", "six"),
    "a number that is missing": SAID.replace("about 600 North Koreans", "many North Koreans"),
    "a denial": SAID.replace("sent back", "did not send back"),
    "a plan": SAID.replace("China sent back", "China plans to send back"),
    "somebody else": SAID.replace("China", "Russia"),
    "another who says so": SAID.replace("River Witness", "Border Watch"),
    "another year": SAID.replace("2023", "2019"),
    "less is said": "The group River Witness spoke of North Koreans and of five bridges.",
}


def statement(number: int, text: str) -> Candidate:
    """The first statement of an article."""
    prepared = prepare_document(RawDocument(f"/{number}", text=text, published="2023-12-07"))
    assert isinstance(prepared, Prepared)
    source = read_source(Stored(number, 1, prepared.article, NOW, NOW), 1.0, Topical(()))
    return next(candidates(source))


@pytest.mark.parametrize("text", BORNE_OUT.values(), ids=BORNE_OUT)
def test_a_statement_is_borne_out_by_what_says_all_of_it(text: str) -> None:
    """Another article that says as much, or more, is a second source."""
    assert bears_out(statement(2, text), statement(1, SAID), {1: 1, 2: 1})


@pytest.mark.parametrize("text", NOT_BORNE_OUT.values(), ids=NOT_BORNE_OUT)
def test_a_statement_is_not_borne_out_by_what_says_something_else(text: str) -> None:
    """Another number, name, year or tone, or less, is no second source."""
    assert not bears_out(statement(2, text), statement(1, SAID), {1: 1, 2: 1})


def test_it_is_a_question_with_a_direction() -> None:
    """Who says more bears out who says less, and not the other way round."""
    more, less = statement(2, BORNE_OUT["more is said"]), statement(1, SAID)

    assert [True, False] == [bears_out(more, less, {}), bears_out(less, more, {})]


def test_an_article_does_not_bear_itself_out() -> None:
    """A statement said twice in one article has one source."""
    assert not bears_out(statement(1, SAID), statement(1, SAID), {})


@given(st.integers(2, 99_999), st.integers(2, 99_999))
def test_two_different_numbers_are_never_one(one: int, other: int) -> None:
    """Whatever the numbers: a second source names the same one."""
    first, second = (
        f"Up to {number} families of the Tumen valley lost their homes to the flood." for number in (one, other)
    )

    assert bears_out(statement(2, second), statement(1, first), {1: 1, 2: 1}) == (one == other)
