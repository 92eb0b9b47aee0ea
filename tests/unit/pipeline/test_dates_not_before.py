"""The date that an undated article cannot be older than."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.article import RawDocument
from bot.pipeline import dates, tokens
from bot.pipeline.draft import Draft


def not_before(text: str, published: str | None = None) -> str | None:
    """What the step says of an English text."""
    draft = Draft(RawDocument("test", text=text), text=text, published=published, language="en")
    return dates.run(tokens.run(draft)).not_before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The number dropped from a thousand in 2019 to a few dozen last year.", "2019"),
        ("The bridge opened in 2012. It was closed on 3 May 2015.", "2015-05-03"),
        ("The bridge has been closed since 2018.", "2018"),
        ("He left in June 2016 and came back in 2014.", "2016-06"),
        ("A soldier holds a flag during a drill on September 19, 2016.", "2016-09-19"),
        ("He left in the summer of 2016.", "2016"),
    ],
)
def test_the_latest_stated_past_counts(text: str, expected: str) -> None:
    """A date that the text states as past bounds the age of the article, the latest one most."""
    assert expected == not_before(text)


@pytest.mark.parametrize(
    "text",
    [
        "The country will host the games in 2030.",
        "The plant would close in 2031, the company said.",
        "The law takes effect on January 1, 2031.",
        "The government announced a target of zero emissions in 2050.",
        "The city was chosen to host the games in 2032.",
        "The firm said it expects growth in 2029.",
        "The contract runs from 2025 to 2030, officials said.",
        "It must be done by 2030, he said.",
        "She was named as a candidate for mayor in 2027.",
        "They agreed on a tax that takes effect in 2028.",
        "The 2030 World Cup was discussed.",
        "In April he left.",
        "He left last year.",
        "Nothing is dated here.",
    ],
)
def test_a_future_or_unstated_date_is_no_bound(text: str) -> None:
    """Plans, targets, attributes and open dates say nothing of the past."""
    assert not_before(text) is None


def test_a_dated_article_needs_no_bound() -> None:
    """Where the day of publication is known there is nothing to add."""
    assert not_before("It opened in 2012.", "2017-07-26") is None


@pytest.mark.parametrize(
    ("seed", "expected"), [("000_a9904e2a1790e04c", "2019"), ("002_0db34c0234c951b6", "2016-09-19")]
)
def test_the_seeds_are_bounded(shared: Path, seed: str, expected: str) -> None:
    """The two undated articles are no older than what they state."""
    assert expected == not_before((shared / "seeds" / f"{seed}.txt").read_text(encoding="utf-8"))
