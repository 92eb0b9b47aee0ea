"""Whether a sentence has a verb."""

from __future__ import annotations

import time

import pytest

from bot.pipeline.predicates import has_predicate


def judged(text: str) -> bool:
    """The answer for a text parted at its spaces."""
    lower = text.lower().split()
    return has_predicate(lower, 0, len(lower))


@pytest.mark.parametrize(
    "text",
    [
        "customs agents count half of the traffic",
        "boat rides end as wire goes up",
        "it 's a similar story",
        "that leaves the town without water",
        "each weighed about 27 pounds",
        "licences now go to a few firms",
        "she walks home",
    ],
)
def test_verbs_are_found(text: str) -> None:
    """In the present and the past, behind a noun, an adverb or a pronoun."""
    assert judged(text)


@pytest.mark.parametrize(
    "text",
    [
        "three times as many as in 2022 , and a fifth of the number before the pandemic",
        "the harbour 's standards : accuracy , fairness , independence",
        "not the federal government or the work of congress",
    ],
)
def test_fragments_have_none(text: str) -> None:
    """What could be a verb is a noun behind "the" or "of"."""
    assert not judged(text)


def test_a_long_line_is_quick() -> None:
    """A sentence of any length costs no more than its length."""
    start = time.process_time()
    assert judged("the work " * 200_000)
    assert time.process_time() - start < 1.0
