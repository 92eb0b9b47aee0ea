"""Mirrors bot/sources/sitemaps.py."""

from __future__ import annotations

import gzip
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import DocumentError
from bot.sources.sitemaps import ADDRESS_LIMIT, Page, Sitemap, read_sitemap

ADDRESS = "https://a.example/sitemap.xml"
NEWS = (
    "<url><loc> https://a.example/1 </loc><image:image><image:loc>https://a.example/1.jpg</image:loc></image:image>"
    "<n:news><n:publication><n:name>Tumen Post</n:name><n:language>en</n:language></n:publication>"
    "<n:publication_date>2023-12-05T19:00+09:00</n:publication_date><n:title>Salt & rice</n:title></n:news></url>"
)


def _sitemap(body: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{body}</urlset>'
    ).encode()


def _url(number: int) -> str:
    return f"<url><loc>https://a.example/{number}?a=1&b=2</loc><lastmod>2023-12-05</lastmod></url>"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (_sitemap(_url(1)), Page("https://a.example/1?a=1&b=2", "2023-12-05")),
        (gzip.compress(_sitemap(_url(1))), Page("https://a.example/1?a=1&b=2", "2023-12-05")),
        (
            _sitemap(NEWS),
            Page("https://a.example/1", None, "Salt & rice", "2023-12-05T10:00:00Z", "Tumen Post", "en"),
        ),
        (_sitemap("<url><loc><![CDATA[https://a.example/1]]></loc></url>"), Page("https://a.example/1")),
        (
            b"<urlset><url><loc>https://a.example/1</loc><lastmod>soon</lastmod></url></urlset>",
            Page("https://a.example/1"),
        ),
        (b"\xef\xbb\xbfhttps://a.example/1\r\n\r\nhttps://a.example/1\r\n", Page("https://a.example/1")),
    ],
)
def test_pages_are_read(data: bytes, expected: Page) -> None:
    """XML, news, gzip and plain lists give pages with what is said of them."""
    assert Sitemap((expected,)) == read_sitemap(data, ADDRESS)


def test_an_index_leads_on() -> None:
    """An index gives the sitemaps that it names."""
    data = b"<sitemapindex><sitemap><loc>https://a.example/1.xml.gz</loc></sitemap></sitemapindex>"
    assert Sitemap(sitemaps=("https://a.example/1.xml.gz",)) == read_sitemap(data, ADDRESS)


@pytest.mark.parametrize(
    ("data", "pages", "note"),
    [
        (_sitemap(_url(1) + _url(2))[:-50], 1, "ends too early; an address that it leaves unfinished is not read"),
        (_sitemap(_url(1) + "<url><loc>ftp://a</loc></url>"), 1, "has 1 addresses that lead nowhere on the web"),
        (
            _sitemap("".join(map(_url, range(ADDRESS_LIMIT + 1)))),
            ADDRESS_LIMIT,
            "has 50,001 addresses; the first 50,000 are read",
        ),
    ],
)
def test_what_is_left_out_is_told(data: bytes, pages: int, note: str) -> None:
    """What is whole is read, up to the limit of the protocol, and the rest is one line."""
    started = time.process_time()
    found = read_sitemap(data, ADDRESS)
    assert (pages, (note,)) == (len(found.pages), found.notes)
    assert time.process_time() - started < 6


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"words and\nmore words", "is no sitemap: neither XML nor a list of addresses"),
        (b"<rss/>", "is no sitemap: its first element is <rss>"),
        (gzip.compress(bytes(60 * 1024 * 1024)), "unpacks to over 50 MB, the limit for one sitemap"),
        (b"\x1f\x8b" + b"x" * 50, "is a broken gzip file"),
        (b"<urlset>" + b"<a/>" * 1_000_000 + b"</urlset>", "has hundreds of thousands of tags"),
    ],
)
def test_what_is_no_sitemap_is_refused(data: bytes, reason: str) -> None:
    """Anything else, and every bomb, is one clear line."""
    with pytest.raises(DocumentError) as caught:
        read_sitemap(data, ADDRESS)
    assert str(caught.value).startswith(reason)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing raises but `DocumentError`."""
    for start in (b"", b"<urlset><url><loc>https://a.example/1</loc></url>", b"\x1f\x8b\x08", b"https://a.example/\n"):
        with suppress(DocumentError):
            assert all(page.url.startswith("http") for page in read_sitemap(start + data, ADDRESS).pages)
