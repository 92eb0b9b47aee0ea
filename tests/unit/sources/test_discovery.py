"""Mirrors bot/sources/discovery.py and links.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.discovery import canonical_address, common_feeds, feeds_in
from bot.sources.links import host_of, web_address

PAGE = "https://a.example/news/today"


def _link(href: str, kind: str = "application/rss+xml", title: str = "") -> str:
    return f'<link rel="alternate" type="{kind}" href="{href}" title="{title}">'


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (_link("/feed"), ["https://a.example/feed"]),
        (_link("/comments/feed") + _link("/feed"), ["https://a.example/feed", "https://a.example/comments/feed"]),
        (_link("/feed?x=1&amp;y=2"), ["https://a.example/feed?x=1&y=2"]),
        (_link("https://b.example/feed") + _link("/feed"), ["https://a.example/feed", "https://b.example/feed"]),
        (_link("/tag/x/feed") + _link("/feed"), ["https://a.example/feed", "https://a.example/tag/x/feed"]),
        (_link("/r") + _link("/a", "application/atom+xml"), ["https://a.example/a", "https://a.example/r"]),
        (_link("/f", title="Comments") + _link("/g"), ["https://a.example/g", "https://a.example/f"]),
        (_link("/feed") * 3, ["https://a.example/feed"]),
        ("<base href='https://b.example/x/'>" + _link("feed"), ["https://b.example/x/feed"]),
        (
            "<LINK HREF=/feed TYPE='application/rss+xml; charset=utf-8' REL='Alternate home'>",
            ["https://a.example/feed"],
        ),
        ('<a href="/rss.xml">RSS</a>', ["https://a.example/rss.xml"]),
        ('<a href="/about-rss.html">RSS</a><a href="/address">x</a>', []),
        (_link("/wp-json/posts/1", "application/json"), []),
        (_link("/feed.json", "application/json"), ["https://a.example/feed.json"]),
        (_link("/de/", "text/html") + '<link rel="stylesheet" type="text/xml" href="/feed">', []),
        (_link("javascript:x()") + _link("http://["), []),
        ("", []),
    ],
)
def test_feeds_are_found_and_ranked(page: str, expected: list[str]) -> None:
    """A page's feeds come with the likeliest first, and what is no feed does not come."""
    assert expected == [candidate.url for candidate in feeds_in(page, PAGE)]


def test_common_places() -> None:
    """A site that names no feed is tried where most programs keep it, a section's own first."""
    assert common_feeds("https://a.example/blog/")[:2] == ("https://a.example/blog/feed", "https://a.example/feed")
    assert common_feeds("https://a.example/index.html")[0] == "https://a.example/feed"


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("https://a.example/1", "https://a.example/1"),
        ("https://www.a.example/1", "https://www.a.example/1"),
        ("https://other.example/1", PAGE),
        ("https://a.example/", PAGE),
        ("/relative", PAGE),
    ],
)
def test_the_address_a_page_gives_itself(canonical: str, expected: str) -> None:
    """It is believed on the same site, and not when it calls the front page its own."""
    assert expected == canonical_address(f'<link rel="canonical" href="{canonical}">', PAGE)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/x", "https://a.example/x"),
        ("HTTP://A.example/X", "HTTP://A.example/X"),
        ("//b.example", "https://b.example"),
        ("a b", "https://a.example/news/a%20b"),
        ("https://a.exa\nmple/x", "https://a.example/x"),
        ("https://두만.example/강", "https://두만.example/강"),
        *((bad, None) for bad in ("", "mailto:a@b", "javascript:x", "http://", "http://[", "https://a:x/", None, 7)),
        *((bad, None) for bad in ("https://a.example/\x00", "data:,x", "ftp://a.example", "https://a/" + "x" * 3_000)),
    ],
)
def test_addresses(written: object, expected: str | None) -> None:
    """Only what leads to the web is an address, and it is absolute."""
    assert expected == web_address(written, PAGE)


def test_hosts() -> None:
    """The "www." of a host says nothing, and a broken address has none."""
    assert [host_of(url) for url in ("https://www.a.example/", "http://[", None)] == ["a.example", "", ""]


@given(st.text(max_size=200))
def test_any_page_has_feeds_or_none(page: str) -> None:
    """No page makes the search raise."""
    wrapped = page + _link(page)
    assert all(candidate.url.startswith("http") for candidate in feeds_in(wrapped, PAGE))
