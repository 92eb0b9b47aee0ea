"""The day that a page was published on."""

from __future__ import annotations

import pytest
from lxml import html

from bot.pipeline import page_days

ADDRESS = "https://news.example/2023/12/21/missiles-00132871"
CASES = {
    "the first claim": (("2023-12-21T10:00:00Z", "2023-12-22T10:00:00Z"), "", None, "2023-12-21T10:00:00Z"),
    "a zone added twice": (
        ("2023-12-21T21:05:52-05:00", "2023-12-21T21:05:52+00:00"),
        '<time datetime="2023-12-21T16:05:52-05:00">December 21, 2023</time>',
        None,
        "2023-12-21T21:05:52Z",
    ),
    "a time of another article confirms nothing": (
        ("2023-12-21T21:05:52-05:00", "2023-12-21T21:05:52+00:00"),
        '<time datetime="2023-12-20T10:00:00Z">yesterday</time>',
        None,
        "2023-12-22T02:05:52Z",
    ),
    "named by its id": (
        (),
        '<dl><dt>Date:</dt><dd id="date_posted">December 18, 2023</dd></dl><p>Retrieved February 17, 2024.</p>',
        "https://science.example/releases/2023/12/231218130031.htm",
        "2023-12-18",
    ),
    "marked up": ((), '<span itemprop="datePublished" content="2023-03-02">2 March</span>', None, "2023-03-02"),
    "the address": ((), "<p>Text.</p>", ADDRESS, "2023-12-21"),
    "the hour of the only time": (
        (),
        '<time datetime="2023-12-22 05:00">12/22</time>',
        ADDRESS,
        "2023-12-22T05:00:00Z",
    ),
    "one of many times tells nothing": (
        (),
        '<time datetime="2023-12-22 05:00">a</time><time datetime="2023-12-21 04:00">b</time>',
        ADDRESS,
        "2023-12-21",
    ),
    "a time far from the address": ((), '<time datetime="2024-02-17 05:00">now</time>', ADDRESS, "2023-12-21"),
    "no placeholder": (("0001-01-01T00:00:00Z",), "<p>Text.</p>", None, None),
}


@pytest.mark.parametrize(("claims", "body", "url", "expected"), CASES.values(), ids=CASES)
def test_the_day_of_a_page(claims: tuple[str, ...], body: str, url: str | None, expected: str | None) -> None:
    """What the page claims goes before its elements, these before its address; each is held against the others."""
    tree = html.document_fromstring(f"<html><body>{body or '<p>Text.</p>'}</body></html>")
    assert expected == page_days.find(tree, claims, url)
