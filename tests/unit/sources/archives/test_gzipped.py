"""Mirrors bot/sources/archives/gzipped.py."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from bot.core.article import RawDocument
from bot.sources.files import read_path
from tests.unit.sources.archives.made import names, read, reasons, squeezed

LINES = b"".join(json.dumps({"id": f"/{n}", "text": f"Words {n * n * n}."}).encode() + b"\n" for n in range(2000))


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Where a test writes its lines."""
    return tmp_path.resolve() / "many.jsonl.gz"


def test_lines_are_read_like_those_of_a_plain_file(lines: Path) -> None:
    """Every line's document, with its place in the compressed file; also of several streams in one file."""
    found = read(lines, squeezed(LINES[:3000]) + squeezed(LINES[3000:]))
    assert [str(n) for n in range(2000)] == names(found)
    assert found[0] == RawDocument(f"{lines}#/0", text="Words 0.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings(lines: Path, encoding: str) -> None:
    """The encoding is told from what is unpacked."""
    (found,) = read(lines, squeezed('{"text": "the words – 두만강"}\n'.encode(encoding)))
    assert isinstance(found, RawDocument)
    assert found.text == "the words – 두만강"


def test_what_is_cut_off_is_read_up_to_there(lines: Path) -> None:
    """Whole lines before the cut are documents, and the cut is told."""
    found = read(lines, squeezed(LINES)[:-2000])
    assert len(names(found)) > 100
    assert ["is cut off; the lines before the cut were read"] == reasons(found)


def test_what_is_damaged_is_read_up_to_there(lines: Path) -> None:
    """The same of damage in the midst of it and of garbage after it."""
    packed = bytearray(squeezed(LINES))
    packed[-3000:-2990] = bytes(10)
    for content in (bytes(packed), squeezed(LINES) + b"garbage" * 9):
        found = read(lines, content)
        assert len(names(found)) > 100
        assert "is damaged; the lines before the damage were read" == reasons(found)[-1]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b'{"text": "not compressed"}', "is no gzip file"),
        (squeezed(b""), "the file is empty"),
        (squeezed(b"\x89PNG" + bytes(99)), "looks like binary"),
        (squeezed(b"\x1f\x8b" + bytes(99)), "looks like binary, not text: a gzip archive"),
    ],
)
def test_what_holds_no_lines(lines: Path, content: bytes, reason: str) -> None:
    """One refusal, not one a line."""
    (given,) = reasons(read(lines, content))
    assert given.startswith(reason)


def test_a_bomb_is_given_up(lines: Path) -> None:
    """What grows a thousandfold is left unread, also when it has no line end and memory stays flat."""
    lines.write_bytes(squeezed(b'{"text": "' + b"x" * 60_000_000))
    tracemalloc.start()
    try:
        given = reasons(read_path(lines, 1_000_000))
        assert "grows to more than 200 times its size; the rest is not read" == given[-1]
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
