"""Stamps of time that pages set before a report are no part of a statement."""

from __future__ import annotations

import pytest

from bot.pipeline.tokens import TOKEN
from bot.pipeline.trimming import skip_dateline


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("LONDON | Tue Mar 15, 2011 3:22 pm GMT LONDON (Reuters) - Britain is ready.", "Britain"),
        ("Thursday 28 April 2005 13.03 BST The head of the weapons inspectors spoke.", "The"),
        ("(Update 2:17 p.m. in Cairo, 7:17 a.m. ET) Protesters formed a group.", "Protesters"),
        ("(Updated 5:31 p.m. (0031 in Egypt)) Egyptian officials resigned.", "Egyptian"),
        ("Ministers to meet again soon Tuesday 19 July 2005 00.53 BST Two ministers met.", "Two"),
        ("BEIJING (Reuters) - China closed the bridge.", "China"),
    ],
    ids=["agency", "newspaper", "update", "nested", "headline", "dateline alone"],
)
def test_a_stamp_is_passed_over(text: str, rest: str) -> None:
    """What follows a stamp is where the statement begins, with a dateline behind it or a headline before it."""
    words = [match.group() for match in TOKEN.finditer(text)]
    assert rest == words[skip_dateline(words, 0, len(words))]


@pytest.mark.parametrize(
    "text",
    [
        "Minister denies bridge is closed Tuesday 19 July 2005 00.53 BST Lorries queued.",
        "In 2005 BST was kept all year in a trial.",
        "(Updating the list takes hours) Guards wait.",
        "On 19 July 2005 at 00.53 the lights went out.",
    ],
    ids=["denial", "no clock", "no stamp", "no zone"],
)
def test_what_is_no_stamp_or_must_stay_stays(text: str) -> None:
    """A headline that denies stays with its report, and a date or a bracket alone is no stamp."""
    words = [match.group() for match in TOKEN.finditer(text)]
    assert 0 == skip_dateline(words, 0, len(words))
