"""Mirrors bot/sources/fetching/heads.py and kinds.py."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict

from bot.core.errors import FetchError
from bot.core.ports import DocumentKind
from bot.sources.fetching.heads import freshness, media_type, redirect, retry_after, validator
from bot.sources.fetching.kinds import check_kind
from bot.sources.fetching.targets import shown

NOW = datetime(2024, 1, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("text/html", ("text/html", None)),
        ("Text/HTML; Charset=UTF-8", ("text/html", "utf-8")),
        ('application/xml ;charset="koi8-r"; x=y', ("application/xml", "koi8-r")),
        ("text/html, text/html", ("text/html", None)),
        ("application/atom+xml;type=feed;charset='utf-8'", ("application/atom+xml", "utf-8")),
        ("html", (None, None)),
        ("", (None, None)),
        ("; charset=utf-8", (None, "utf-8")),
        ("text/<script>", (None, None)),
    ],
)
def test_a_content_type_is_read_as_written(written: str, meant: tuple[str | None, str | None]) -> None:
    """Type and charset are taken from the many ways in which they are written."""
    assert meant == media_type({"Content-Type": written})


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=600"}, 600.0),
        ({"Cache-Control": 'public,Max-Age="600"', "Age": "100"}, 500.0),
        ({"Cache-Control": "max-age=60", "Age": "100"}, 0.0),
        ({"Cache-Control": "no-cache"}, 0.0),
        ({"Cache-Control": "max-age=600, no-store"}, 0.0),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "public"}, None),
        ({"Cache-Control": "max-age=60", "Expires": "Mon, 01 Jan 2024 13:00:00 GMT"}, 60.0),
        ({"Expires": "Mon, 01 Jan 2024 13:00:00 GMT"}, 3600.0),
        ({"Expires": "Mon, 01 Jan 2024 13:00:00 GMT", "Date": "Mon, 01 Jan 2024 12:59:00 GMT"}, 60.0),
        ({"Expires": "Mon, 01 Jan 2024 13:00:00"}, 3600.0),
        ({"Expires": "Mon, 01 Jan 1990 00:00:00 GMT"}, 0.0),
        ({"Expires": "0"}, 0.0),
        ({"Expires": "-1"}, 0.0),
        ({"Cache-Control": "max-age=" + "9" * 400}, 9_999_999_999.0),
    ],
)
def test_freshness_is_what_the_site_says(headers: dict[str, str], seconds: float | None) -> None:
    """max-age goes before Expires, and what is stale already has no seconds left."""
    assert seconds == freshness(headers, NOW)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120.0),
        (" 1.5 ", 1.0),
        ("Mon, 01 Jan 2024 12:10:00 GMT", 600.0),
        ("Mon, 01 Jan 2024 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("Mon, 32 Jan 99999 00:00:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(written: str, seconds: float | None) -> None:
    """Both forms of the standard are read; anything else asks for nothing."""
    assert seconds == retry_after({"Retry-After": written}, NOW)


@given(st.dictionaries(st.sampled_from(["Cache-Control", "Expires", "Date", "Age", "Retry-After", "ETag"]), st.text()))
def test_no_head_is_too_odd(headers: dict[str, str]) -> None:
    """Whatever stands in a header gives seconds from now on or nothing."""
    for seconds in (freshness(headers, NOW), retry_after(headers, NOW)):
        assert seconds is None or seconds >= 0.0
    assert validator(headers, "ETag") is None or "\n" not in headers["ETag"].strip()


@pytest.mark.parametrize("tag", ["", " ", "a\nb", "\udcff", "é", "x" * 1_001])
def test_a_validator_that_cannot_be_sent_back_is_none(tag: str) -> None:
    """Only what can stand in a request is kept."""
    assert validator({"ETag": tag}, "ETag") is None


def test_a_location_in_any_bytes_is_text() -> None:
    """UTF-8 is read as such, and broken bytes do no harm later."""
    written = "/ü".encode().decode("ascii", "surrogateescape")
    broken = b"/\xff".decode("ascii", "surrogateescape")

    for location, meant in ((written, "/ü"), (broken, "/\ufffd")):
        onward = redirect(301, CIMultiDict({"location": location}))
        assert onward is not None
        assert meant == onward.to


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("application/rss+xml", "feed"),
        ("application/atom+xml", "feed"),
        ("application/feed+json", "feed"),
        ("application/json", "feed"),
        ("application/rdf+xml", "feed"),
        ("text/xml", "feed"),
        ("application/x-rss+xml", "feed"),
        ("text/html", "feed"),
        ("text/plain", "feed"),
        ("application/octet-stream", "feed"),
        ("text/html", "page"),
        ("application/xhtml+xml", "page"),
        ("application/pdf", "pdf"),
        ("application/gzip", "archive"),
        (None, "page"),
    ],
)
def test_types_that_a_kind_comes_under(content_type: str | None, kind: DocumentKind) -> None:
    """What sites send such documents as is taken."""
    assert check_kind(content_type, [kind]) is None


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("video/mp4", "feed"),
        ("image/svg+xml", "feed"),
        ("application/zip", "feed"),
        ("application/octet-stream", "page"),
        ("application/pdf", "page"),
        ("image/png", "page"),
        ("text/html", "pdf"),
        ("application/x-msdownload", "text"),
    ],
)
def test_types_that_a_kind_does_not_come_under(content_type: str, kind: DocumentKind) -> None:
    """What cannot be such a document is told with both names."""
    with pytest.raises(FetchError, match=f"it sends .+, where a {kind} was asked for"):
        check_kind(content_type, [kind])


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("https://u:p@example.org/@desk?a@b", "https://example.org/@desk?a@b"),
        ("https://example.org?q=a@b", "https://example.org?q=a@b"),
        ("http://a\nb\x1b[31m/", "http://a?b?[31m/"),
        ("http://h/" + "x" * 500, "http://h/" + "x" * 190 + "…"),
    ],
)
def test_an_address_is_shown_as_one_short_line_without_a_password(address: str, line: str) -> None:
    """What is logged and said is safe to log and say."""
    assert line == shown(address)
