"""Mirrors bot/sources/page.py."""

from __future__ import annotations

import time

import pytest

from bot.core.errors import DocumentError
from bot.sources.page import declared_charset, read_page, saved_address


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'<html><head><meta charset="euc-kr">', "euc-kr"),
        (b"<META CHARSET=gb2312 >", "gb2312"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">', "Shift_JIS"),
        (b'<?xml version="1.0" encoding="windows-1251"?><html>', "windows-1251"),
        (b"<html><body>charset=none</body>", None),
    ],
)
def test_declared_charset(data: bytes, expected: str | None) -> None:
    """All three ways in which pages declare their encoding are read."""
    assert expected == declared_charset(data)


def test_the_declared_charset_decodes_the_page() -> None:
    """A page of ten Korean letters cannot be guessed, but says what it is."""
    data = '<meta charset="euc-kr"><p>두만강의 새 울타리</p>'.encode("cp949")
    (document,) = read_page(data, "/a.html")
    assert "두만강의 새 울타리" in (document.html or "")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<link rel="canonical" href="https://a.example/1">', "https://a.example/1"),
        ("<link href='https://a.example/1?a=1&amp;b=2' rel=canonical />", "https://a.example/1?a=1&b=2"),
        ('<meta property="og:url" content="https://a.example/2">', "https://a.example/2"),
        (
            '<meta property="og:url" content="https://a.example/2"><link rel="canonical" href="https://a.example/1">',
            "https://a.example/1",
        ),
        ("<!-- saved from url=(0021)https://a.example/3 -->", "https://a.example/3"),
        ('<link rel="canonical" href="/relative">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="stylesheet" href="https://a.example/s.css">', None),
        ("<p>nothing</p>", None),
    ],
)
def test_saved_address(page: str, expected: str | None) -> None:
    """A saved page tells where it came from, and only a whole web address is believed."""
    assert expected == saved_address(page)


@pytest.mark.parametrize("piece", ["<link ", "<meta content=", "<", "<link rel=canonical href='", "charset=", "<meta "])
def test_broken_markup_costs_linear_time(piece: str) -> None:
    """A megabyte of tags that never end is passed in a moment."""
    page = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    saved_address(page)
    declared_charset(page.encode())
    assert time.process_time() - begun < 1


def test_a_picture_is_no_page() -> None:
    """A binary file named .html is refused."""
    with pytest.raises(DocumentError, match="looks like binary"):
        list(read_page(b"\x89PNG\r\n" + bytes(100), "/a.html"))
