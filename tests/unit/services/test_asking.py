"""Topics as people type them are read as concepts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.library import Ask
from bot.services.asking import Aliases, read_topic

ALIASES = Aliases.read(["North Korea = North Korean = DPRK = 북한", "# a comment", "China = Chinese", "alone"])


def concepts(topic: str) -> list[set[tuple[str, ...]]]:
    """The alternatives of each concept of a topic."""
    return [set(concept.alternatives) for concept in read_topic(Ask(topic), ALIASES).query.concepts]


NORTH = {("north", "korea"), ("north", "korean"), ("dprk",), ("북한",)}


@pytest.mark.parametrize(
    ("topic", "expected"),
    [
        ("tumen river", [{("tumen",)}, {("river",)}]),
        ("Tumen Rivers", [{("tumen",)}, {("river",)}]),
        ("DPRK border", [NORTH, {("border",)}]),
        ("north korea", [NORTH]),
        ("china-north korea border", [{("china",), ("chines",)}, NORTH, {("border",)}]),
        ("north korean north korea", [NORTH]),
        ("the border of china", [{("border",)}, {("china",), ("chines",)}]),
        ("border 2017", [{("border",)}, {("2017",)}]),
        ("borders border", [{("border",)}]),
        ("-", []),
        ('""', []),
    ],
)
def test_a_topic_becomes_concepts(topic: str, expected: list[set[tuple[str, ...]]]) -> None:
    """Case, plural, hyphens, small words, years and names that mean the same are read as meant."""
    assert expected == concepts(topic)


def test_a_quoted_phrase_is_one_exact_concept() -> None:
    """Words in quotes must stand side by side."""
    (concept,) = read_topic(Ask('"people smuggling"'), ALIASES).query.concepts

    assert concept.exact
    assert (("peopl", "smuggl"),) == concept.alternatives


def test_a_word_with_a_leading_minus_is_left_out() -> None:
    """`-word` excludes, and the answer says so."""
    asked = read_topic(Ask("tumen -trump"), ALIASES)

    assert (("trump",),) == asked.query.without
    assert ("Without: trump.",) == asked.notes


def test_the_shipped_table_can_be_read() -> None:
    """The table that comes with the project knows the sample subject's names."""
    aliases = Aliases.shipped()

    assert ("dprk",) in aliases.others(("north", "korea"))


@given(st.text(max_size=200))
def test_any_topic_can_be_read(topic: str) -> None:
    """Nothing that is typed as a topic fails, and no concept is empty."""
    for concept in read_topic(Ask(topic), ALIASES).query.concepts:
        assert concept.alternatives
        assert all(concept.alternatives)
