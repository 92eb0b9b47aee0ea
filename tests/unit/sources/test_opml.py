"""Mirrors bot/sources/opml.py."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import DocumentError
from bot.sources.opml import LIMIT, Listed, read_opml, write_opml

FEED = '<outline text="A" xmlUrl="https://a.example/feed"/>'


def _opml(body: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>{body}</body></opml>'.encode()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (FEED, Listed("https://a.example/feed", "A")),
        (
            "<outline text='M'>" * 20 + FEED + "</outline>" * 20,
            Listed("https://a.example/feed", "A"),
        ),
        (
            '<outline title="B" text="C" xmlurl="https://a.example/?a=1&b=2" htmlUrl="https://a.example/"/>',
            Listed("https://a.example/?a=1&b=2", "B", "https://a.example/"),
        ),
        ('<outline text="feed" xmlUrl="feed://a.example/1"/>', Listed("http://a.example/1", "feed")),
        ('<outline xmlUrl="feed:https://a.example/1"/>', Listed("https://a.example/1")),
        ('<outline text="https://a.example/1" xmlUrl="https://a.example/1"/>', Listed("https://a.example/1")),
        (
            '<outline text="R &amp; D &eacute;" xmlUrl="https://a.example/1"></outline>',
            Listed("https://a.example/1", "R & D é"),
        ),
    ],
)
def test_feeds_are_read_from_any_list(body: str, expected: Listed) -> None:
    """However deep, however spelled: address, name and page of a feed."""
    assert (expected,) == read_opml(_opml(body)).feeds


@pytest.mark.parametrize(
    ("body", "count", "note"),
    [
        (FEED * 3, 1, "names 2 feeds again; each is taken once"),
        (FEED + '<outline text="x" xmlUrl="ftp://a"/>', 1, "has 1 addresses that lead nowhere on the web"),
        (
            "".join(FEED.replace("feed", str(n)) for n in range(LIMIT + 5)),
            LIMIT,
            "has 5 feeds over the limit of 10,000",
        ),
    ],
)
def test_what_is_left_out_is_told(body: str, count: int, note: str) -> None:
    """Repeated, unusable and too many addresses are one line each."""
    found = read_opml(_opml(body))
    assert (count, 1) == (len(found.feeds), len(found.notes))
    assert found.notes[0].startswith(note)


def test_a_broken_list_gives_what_is_whole() -> None:
    """A list that is cut off gives its whole feeds and says so in one line."""
    found = read_opml(_opml(FEED + FEED.replace("feed", "two"))[:-40])
    assert found.feeds[0] == Listed("https://a.example/feed", "A")
    assert found.notes == ("is broken: it ends too early; what is whole was read",)


@pytest.mark.parametrize("data", [b"", b"words", b"<rss/>", b"\x00" * 100, b"<html><body>opml</body></html>"])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    """Anything else is one clear line."""
    with pytest.raises(DocumentError):
        read_opml(data)


def test_entities_of_a_list_are_never_read() -> None:
    """A declared entity is neither expanded nor fetched."""
    evil = b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _opml(FEED.replace('"A"', '"&x;"'))
    assert read_opml(evil).feeds == (Listed("https://a.example/feed", "&x;"),)


ADDRESSES = st.from_regex(r"https://[a-z]{1,5}\.example/[a-z0-9/?&=<>\"']{0,20}", fullmatch=True)
NAMES = (
    st.text(max_size=30).map(lambda name: " ".join("".join(c for c in name if c.isprintable()).split())).filter(bool)
)
SOURCES = st.lists(
    st.builds(Listed, ADDRESSES, st.none() | NAMES, st.none() | ADDRESSES), unique_by=lambda feed: feed.url, max_size=10
)


@given(SOURCES)
def test_what_is_written_is_read_back(feeds: list[Listed]) -> None:
    """A list goes out and comes back as it was."""
    assert tuple(feeds) == read_opml(write_opml(feeds)).feeds


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_name_can_be_written(title: str, name: str) -> None:
    """No name of a feed or list makes writing fail."""
    assert read_opml(write_opml([Listed("https://a.example/1", name)], title)).feeds[0].url == "https://a.example/1"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing raises but `DocumentError`."""
    with suppress(DocumentError):
        assert read_opml(b"<opml><outline xmlUrl='https://a.example/1'/>" + data).feeds
