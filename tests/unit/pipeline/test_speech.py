"""Who reports what a sentence tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.article import RawDocument
from bot.pipeline import entities, quotes, speech, tokens
from bot.pipeline.draft import Draft


def reporter(text: str, sentence: int = 0) -> str | None:
    """Who says so, as written."""
    draft = tokens.run(replace(Draft(RawDocument("test", text=text)), text=text, language="en"))
    span = speech.reported_by(quotes.run(entities.run(draft)), sentence)
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Up to 600 vanished in October, as per a Seoul-based human rights group.", "a Seoul-based human rights group"),
        ("According to the ministry, 40 people fled.", "the ministry"),
        ("Some 40 people fled, according to Jane Doe of the UN.", "Jane Doe of the UN"),
        ("The group warns that 40 may die.", "The group"),
        ("Sales rose by 4%, the company said on Monday.", "the company"),
        ("China has 40 ships there, The Wall Street Journal first reported.", "The Wall Street Journal"),
        ("Jane Doe, the firm's head, said 40 people fled.", "Jane Doe"),
        ("The ministry's spokesman, Lu Kang, said 40 people fled.", "Lu Kang"),
        ("In a statement Jane Doe said 40 people fled.", "Jane Doe"),
        ("“We lost 40 ships,” said Jane Doe.", "Jane Doe"),
        ("A study found that 40 in 100 fled.", "A study"),
        ("However, others also argue that 40 is too few.", "others"),
    ],
)
def test_reported(text: str, expected: str) -> None:
    """The words that name the source are found before and behind what it says."""
    assert expected == reporter(text)


@pytest.mark.parametrize(
    "text",
    [
        "Some 40 people fled the city.",
        "North Korean state television showed 40 ships.",
        "The report is 40 pages long.",
        "It was reported in 40 papers.",
        "Police found a body in room 40.",
        "He did not say that 40 had fled.",
    ],
)
def test_not_reported(text: str) -> None:
    """What the article tells in its own name has no reporter."""
    assert reporter(text) is None


def test_sentence_inside_a_quotation() -> None:
    """Every sentence of a long quotation is its speaker's."""
    text = "Jane Doe said: “We lost 40 ships.\n\n“Then 50 men left us. It was the end.”"
    assert "Jane Doe" == reporter(text, 1)
