"""Mirrors bot/sources/decode.py and binary.py."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.binary import binary_reason
from bot.sources.decode import charset, decode

KOREAN = "중국이 북한 국경에 새 울타리를 세웠다. 두만강 하류의 주민들은 밤마다 불빛을 본다고 말했다.\n" * 6
RUSSIAN = "Китай укрепил границу с Северной Кореей. Новая ограда тянется вдоль реки Туманган.\n" * 6
CHINESE = "中国加强了与朝鲜的边境管理。图们江沿岸修建了新的围栏，村民说夜里能看到灯光。\n" * 6
JAPANESE = "中国は北朝鮮との国境の警備を強化した。豆満江沿いに新しい柵が建てられたという。\n" * 6
FRENCH = "La Chine a renforcé la frontière. Une clôture a été érigée près de la rivière, selon des témoins.\n" * 6


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (KOREAN, "cp949"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gb18030"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc-jp"),
        (FRENCH, "cp1252"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (KOREAN, "utf-8"),
        (KOREAN, "utf-8-sig"),
        (KOREAN, "utf-16"),
        (KOREAN, "utf-32"),
    ],
)
def test_undeclared_encodings_are_told(text: str, encoding: str) -> None:
    """An encoding that nobody declares is recognised from the bytes."""
    assert text == decode(text.encode(encoding))


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        ("두만강", "cp949", "ks_c_5601-1987"),
        ("图们江", "gb18030", "gb2312"),
        ("豆満江 ①", "cp932", "Shift_JIS"),
        ("豆満江", "iso2022_jp", "iso-2022-jp"),
        ("“quoted”", "cp1252", "ISO-8859-1"),
        ("Туманган", "koi8-r", ' "KOI8-R" '),
    ],
)
def test_declared_encodings_are_believed(text: str, encoding: str, label: str) -> None:
    """A declared encoding settles texts far too short to guess from, under the labels that pages use."""
    assert text == decode(text.encode(encoding), label)


def test_a_false_declaration_does_not_spoil_utf_8() -> None:
    """UTF-8 that is declared as something else stays UTF-8."""
    assert decode(KOREAN.encode(), "euc-kr") == KOREAN


@pytest.mark.parametrize("label", ["rot13", "base64", "unicode_escape", "idna", "no-such", "", None, "utf\x00"])
def test_codecs_that_are_no_character_sets_are_refused(label: str | None) -> None:
    """A document cannot ask for a codec that unpacks or interprets instead of decoding."""
    assert charset(label) is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"broken \xff\xfe bytes", "broken \ufffd\ufffd bytes"),
        ("naïve 한국 ".encode() + b"\xc3(", "naïve 한국 \ufffd("),
        (b"a\x00b", "a\ufffdb"),
        (b"caf\xe9", "café"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
        (b"\xef\xbb\xbf", ""),
        (b"", ""),
    ],
)
def test_what_does_not_fit_is_replaced(data: bytes, expected: str) -> None:
    """Broken bytes and zeros become U+FFFD, and line ends become one."""
    assert expected == decode(data)


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "euc-kr", "iso-2022-jp", "utf-16", "windows-1252"]))
def test_any_bytes_give_text_that_can_be_stored(data: bytes, label: str | None) -> None:
    """No bytes make it raise, and what comes out can be written as UTF-8 and has no zero in it."""
    text = decode(data, label)
    text.encode("utf-8")
    assert "\x00" not in text


def test_guessing_costs_no_more_for_a_large_document() -> None:
    """Ten megabytes without a space in an undeclared encoding are decoded in well under two seconds."""
    begun = time.process_time()
    decode(("Añ" * 5_000_000).encode("cp1252"))
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (bytes(range(256)) * 4, "control codes"),
        (b"\x00" * 100, "control codes"),
    ],
)
def test_binary_is_told_from_text(data: bytes, words: str) -> None:
    """Known formats are named, and unknown ones are told by their control codes."""
    reason = binary_reason(data)
    assert reason is not None
    assert reason.startswith("looks like binary, not text: ")
    assert words in reason


@pytest.mark.parametrize(
    "data",
    [b"a\x00b stray zero", b"", b"tab\tand\x0cfeed", KOREAN.encode("cp949"), JAPANESE.encode("iso2022_jp")],
)
def test_text_is_no_binary(data: bytes) -> None:
    """Stray zeros and old encodings do not make a text binary."""
    assert binary_reason(data) is None
