"""Which sentences lean on the one before, and where quotations are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.pipeline import tokens
from bot.pipeline.draft import Draft
from bot.pipeline.quote_marks import quoted_spans, stretches
from bot.pipeline.standalone import Lean, find_lean, introduced_nouns


def quoted(text: str) -> list[tuple[int, int]]:
    """Where the text quotes, in characters."""
    found = tokens.tokenize(text, tokens.split(text, "en"))
    return quoted_spans(text, stretches(text, found), found)


def lean_of(text: str) -> Lean:
    """How the last sentence leans."""
    draft = tokens.run(Draft(RawDocument("test", text=text), text=text, language="en"))
    lower = [word.lower() for word in draft.tokens.words]
    first, last = draft.tokens.firsts[-2:]
    return find_lean(draft.tokens.words, lower, first, last, introduced_nouns(lower))


LEANING = [
    ("He left the harbour before dawn.", "pronoun"),
    ("She'd left the harbour before dawn.", "pronoun"),
    ("“It left the harbour before dawn,” Olga Lind said.", "pronoun"),
    ("While she has friends in Oslo, money is short.", "pronoun"),
    ("And so they left the harbour before dawn.", "pronoun"),
    ("There is no harbour north of Vardo.", "pronoun"),
    ("Both left the harbour before dawn.", "pronoun"),
    ("On Monday, they left the harbour before dawn.", "pronoun"),
    ("Now, after two months, that harbour is closed.", "pronoun"),
    ("This harbour has been closed for years.", "demonstrative"),
    ("For this reason the harbour has been closed.", "demonstrative"),
    ("Taxes on such harbours have been raised twice.", "demonstrative"),
    ("Those who left the harbour were fined.", "demonstrative"),
    ("The decision was taken before dawn.", "noun"),
    ("The latter was taken before dawn.", "noun"),
    ("The three ships were taken before dawn.", "noun"),
    ("The 40-year-old was taken before dawn.", "noun"),
    ("A lighthouse fell into the sea. The lighthouse was built in 1890.", "noun"),
    ("Others were taken before dawn.", "part"),
    ("Many were taken before dawn.", "part"),
    ("Most of them were taken before dawn.", "part"),
    ("Earlier, Norway had closed the harbour.", "time"),
    ("Three days later, Norway closed the harbour.", "time"),
    ("At the time, Norway had closed the harbour.", "time"),
]

STANDING = [
    "Norway closed the harbour of Vardo on Monday.",
    "This week Norway closed the harbour of Vardo.",
    "The decision to close the harbour was taken in Oslo.",
    "The company Nordic Salt closed the harbour.",
    "The 40-year-old Olga Lind was taken before dawn.",
    "The government said that the harbour would open.",
    "The Norwegian company Nordic Salt closed the harbour.",
    "When Olga Lind arrived, she closed the harbour.",
    "In her first week, Olga Lind closed the harbour.",
    "Many ships were taken before dawn.",
    "Some of the ships from Vardo were taken before dawn.",
    "The lighthouse of Vardo was built in 1890.",
    "Two days after the storm, Norway closed the harbour.",
]


@pytest.mark.parametrize(("text", "kind"), LEANING)
def test_a_leaning_sentence_is_seen(text: str, kind: str) -> None:
    """Pronouns, demonstratives, bare nouns, parts and times told from another time are told apart."""
    assert kind == lean_of(text).kind


@pytest.mark.parametrize("text", STANDING)
def test_a_sentence_that_says_whom_it_means_stands(text: str) -> None:
    """A name, a phrase behind the noun or a calendar word makes it clear."""
    assert not lean_of(text).kind


@pytest.mark.parametrize("opener", ["However, ", "But ", "Yet ", "Instead, ", "Nevertheless, "])
def test_a_contrast_is_marked(opener: str) -> None:
    """The sentence stands, but concedes something said before."""
    assert lean_of(f"{opener}Norway closed the harbour.").contrast


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said “no” and “yes”.", ["“no”", "“yes”"]),
        ('He said "no" and "yes".', ['"no"', '"yes"']),
        ("She called it 'a farce' in May.", ["'a farce'"]),
        ("The boys' club and the '90s don't count.", []),
        ("She said: “One.\n\nThen “two”.", ["“One.\n", "“two”"]),
        ("'One.\n\nTwo.", ["'One.\n"]),
        ("“He said ‘no’ to me,” she added.", ["“He said ‘no’ to me,”"]),
        ("a”newly formed” brigade", []),
    ],
)
def test_quotations_are_found_by_their_marks(text: str, words: list[str]) -> None:
    """Double and single marks of every sort, apostrophes left alone, one left open running past its paragraph."""
    assert words == [text[start:end] for start, end in quoted(text)]


@given(st.text(alphabet="“”\"'‘’ab .\n", max_size=80))
def test_quotations_follow_one_another(text: str) -> None:
    """Stretches are in order, do not overlap and are never empty."""
    found = quoted(text)
    assert all(start < end for start, end in found)
    assert all(one[1] <= two[0] + 1 for one, two in pairwise(found))
