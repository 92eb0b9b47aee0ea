"""Mirrors bot/sources/jsonl.py."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.sources.files import read_path
from bot.sources.found import Found, Skipped
from bot.sources.jsonl import decode_line, document_of


def _read(path: Path, content: bytes, limit: int = 10_000) -> list[Found]:
    path.write_bytes(content)
    return list(read_path(path, limit))


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Where a test writes its lines."""
    return tmp_path.resolve() / "many.jsonl"


def test_every_field_is_taken(lines: Path) -> None:
    """A line's fields come through, and its id names the place."""
    fields = {
        "id": "a1",
        "url": "https://yalumonitor.example/1",
        "title": "Fence",
        "published": "2023-12-05",
        "byline": "Ren Ashby",
        "publisher": "Yalu Monitor",
        "language": "en",
        "text": "Words.",
        "other": [1],
    }
    expected = RawDocument(
        f"{lines}#a1",
        text="Words.",
        url="https://yalumonitor.example/1",
        title="Fence",
        byline="Ren Ashby",
        publisher="Yalu Monitor",
        published="2023-12-05",
        language="en",
    )
    assert [expected] == _read(lines, json.dumps(fields).encode())


def test_a_bad_line_is_told_with_its_number_and_the_rest_goes_on(lines: Path) -> None:
    """Bad lines between good ones are refused one by one; blank lines are nothing."""
    content = b'{"text": "one"}\n\nno json\n[1]\n{"id": 7, "text": "two"}\n{"id": "x"}\n{"text": 3}\n{"text": " "}'
    found = _read(lines, content)
    assert [f"{lines}#line 1", f"{lines}#7"] == [f.location for f in found if isinstance(f, RawDocument)]
    skipped = [f for f in found if isinstance(f, Skipped)]
    assert [f"{lines}#line {n}" for n in (3, 4, 6, 7, 8)] == [s.source for s in skipped]
    assert all(s.failed for s in skipped)
    starts = (
        "is no JSON: expecting value",
        "is no JSON object",
        "has neither",
        '"text" is no',
        "the document is empty",
    )
    assert all(s.reason.startswith(start) for s, start in zip(skipped, starts, strict=True))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_other_encodings(lines: Path, encoding: str) -> None:
    """A byte order mark is no part of the first line, and wide encodings are read."""
    (found,) = _read(lines, '{"id": "a", "text": "the words of the first line – 두만강"}\n'.encode(encoding))
    assert isinstance(found, RawDocument)
    assert found.text == "the words of the first line – 두만강"


def test_html_goes_before_text() -> None:
    """Exactly one of the two is set, also when a line has both."""
    document = document_of({"html": "<p>a</p>", "text": "b"}, "x")
    assert (document.html, document.text) == ("<p>a</p>", None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [('"\\ud83d\\ude00"', "😀"), ('"a\\ud800b"', "a\ufffdb"), ('"a\\u0000b"', "a\ufffdb")],
)
def test_half_characters_and_zeros_are_replaced(written: str, expected: str) -> None:
    """JSON may escape what no text can hold."""
    assert expected == document_of(decode_line(f'{{"text": {written}}}'), "x").text


@pytest.mark.parametrize("line", ["[" * 100_000, '{"a": ' * 100_000, '{"n": ' + "9" * 100_000 + "}", "\ud800", "{"])
def test_hostile_lines_are_refused(line: str) -> None:
    """Deep nesting and endless numbers are one line of refusal."""
    with pytest.raises(DocumentError, match="no JSON"):
        decode_line(line)


@given(st.text(max_size=200))
def test_any_line_gives_an_object_or_a_refusal(line: str) -> None:
    """No line raises anything unforeseen."""
    try:
        decode_line(line)
    except DocumentError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome will do


def test_a_line_over_the_limit_is_passed_over(lines: Path) -> None:
    """A line that is too long is refused without being kept, and the next one is read with its own number."""
    limit = 2 * 1024 * 1024
    found = _read(lines, b'{"text": "' + b"x" * (3 * limit) + b'"}\n{"text": "after"}\n', limit)
    assert found[0] == Skipped(f"{lines}#line 1", "the line is over 2 MB, the limit for one document", failed=True)
    assert found[1:] == [RawDocument(f"{lines}#line 2", text="after")]


def test_memory_does_not_grow_with_the_file(lines: Path) -> None:
    """Twenty megabytes of lines are read with less than two held at any time."""
    line = json.dumps({"id": "a", "text": "word " * 200}).encode() + b"\n"
    lines.write_bytes(line * (20_000_000 // len(line)))
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_path(lines)) > 19_000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("content", "reason"), [(b"", "the file is empty"), (b"\x89PNG" + bytes(99), "looks like binary")]
)
def test_what_holds_no_lines(lines: Path, content: bytes, reason: str) -> None:
    """An empty file and a binary one are one refusal each, not one a line."""
    (found,) = _read(lines, content)
    assert isinstance(found, Skipped)
    assert found.reason.startswith(reason)
