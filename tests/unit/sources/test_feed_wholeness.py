"""Mirrors bot/sources/feeds/wholeness.py."""

from __future__ import annotations

import pytest

from bot.sources.feeds.wholeness import is_whole, title_of

SENTENCE = "The bridge over the Tumen was closed on Tuesday for repairs, an engineer of the roads office said. "


@pytest.mark.parametrize(
    ("markup", "content", "whole"),
    [
        (SENTENCE * 7, True, True),
        (SENTENCE * 3, True, False),
        (f"<p>{SENTENCE * 2}</p><p>{SENTENCE * 2}</p>", True, True),
        (SENTENCE * 30, False, False),
        (f"<p>{SENTENCE * 6}</p>" * 3, False, True),
        (f"<p>{SENTENCE * 3}</p>" * 3, False, False),
        (f"{SENTENCE * 6}<br><br>" * 3, False, True),
        (SENTENCE * 7 + "…", True, False),
        (SENTENCE * 7 + "[&#8230;]", True, False),
        (SENTENCE * 7 + "<a href='/1'>Read more »</a>", True, False),
        (SENTENCE * 7 + "<a href='/1'>Weiterlesen</a>", True, False),
        (SENTENCE * 30 + "<a href='/1'>Read more about bridges</a>", True, True),
        (SENTENCE * 7 + "Nobody could read more of the sign, she said.", True, True),
        (
            f"<p>{SENTENCE * 3}</p><p>{SENTENCE * 3} [...]</p><p>The post Bridge appeared first on Tumen Post.</p>",
            True,
            False,
        ),
        (f"<p>{SENTENCE * 4}</p><p>{SENTENCE * 4}</p><p>The post Bridge appeared first on Tumen Post.</p>", True, True),
        ("图们江大桥星期二关闭维修，道路办公室的一名工程师说。" * 8, True, True),
        ("<img src='a.jpg'>", True, False),
        ("", True, False),
        ("x" * 1_000_000, False, True),
    ],
)
def test_whole_articles_and_summaries(markup: str, content: bool, whole: bool) -> None:
    """The rule takes whole articles for whole, and in doubt has the page fetched."""
    assert whole == is_whole(markup, content=content)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("A <b>b</b>&amp;c", "A b&c"), ("R<sub>2</sub>D", "R2D"), ("5 < 6 > 4", "5 < 6 > 4"), (" \n ", None), (7, None)],
)
def test_titles_are_plain_words(written: object, expected: str | None) -> None:
    """Tags and entities in a title are no part of it."""
    assert expected == title_of(written)
