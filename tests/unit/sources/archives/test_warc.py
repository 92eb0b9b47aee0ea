"""Mirrors bot/sources/archives/warc.py and mending.py."""

from __future__ import annotations

import errno
import gzip
import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.sources.archives import warc
from bot.sources.files import read_path
from bot.sources.found import Skipped
from tests.conftest import ROOT
from tests.unit.sources.archives.made import HTML, PAGE, names, packed, read, reasons, record, squeezed

RECORDS = [record(name) for name in "abcd"]


@pytest.fixture(params=[False, True], ids=["plain", "compressed"])
def compressed(request: pytest.FixtureRequest) -> bool:
    """Both forms of a web archive."""
    return bool(request.param)


@pytest.fixture
def archive(tmp_path: Path, compressed: bool) -> Path:
    """Where a test writes its archive."""
    return tmp_path.resolve() / ("a.warc.gz" if compressed else "a.warc")


def test_a_page_is_read_with_its_address_and_no_date(archive: Path, compressed: bool) -> None:
    """The address asked for is the page's; its place in the archive tells captures apart, and is no publication."""
    address = "https://a.example/a"
    expected = RawDocument(f"{archive}#{address} 2020-01-01T00:00:00Z", html=PAGE.decode(), url=address)
    assert [expected] == read(archive, packed(RECORDS[:1], compressed=compressed))


def test_all_records_in_one_gzip_stream(tmp_path: Path) -> None:
    """An archive that was compressed as a whole is read like one compressed record by record."""
    found = read(tmp_path / "a.warc.gz", squeezed(b"".join(RECORDS)))
    assert list("abcd") == names(found)
    assert [] == reasons(found)


def test_what_is_no_page_is_counted(archive: Path, compressed: bool) -> None:
    """Requests, metadata, pictures, moved and empty pages are one line together, and no failure."""
    pieces = [
        record("request", kind=b"request"),
        record("metadata", kind=b"metadata"),
        record("revisit", kind=b"revisit"),
        record("picture", headers=b"Content-Type: image/png\r\n"),
        record("untold", headers=b""),
        record("moved", status=b"301 Moved"),
        record("empty", b" "),
        RECORDS[0],
    ]
    found = read(archive, packed(pieces, compressed=compressed))
    assert ["a"] == names(found)
    expected = "7 records are no page (requests, pictures, moved pages and the like)"
    assert [Skipped(str(archive), expected, failed=False)] == [f for f in found if isinstance(f, Skipped)]


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        (b"Content-Type: text/html; charset=windows-1251\r\n", "Река".encode("cp1251"), "Река"),
        (b"Content-Type: TEXT/HTML\r\n", '<meta charset="koi8-r">Река'.encode("koi8-r"), '<meta charset="koi8-r">Река'),
        (b"Content-Type: application/xhtml+xml\r\n", "<p>두만강</p>".encode(), "<p>두만강</p>"),
    ],
)
def test_the_encoding_is_the_headers_or_the_pages(tmp_path: Path, headers: bytes, body: bytes, expected: str) -> None:
    """The header says it first, then the page itself."""
    (found,) = read(tmp_path / "a.warc", record("a", body, headers=headers))
    assert isinstance(found, RawDocument)
    assert expected == found.html


@pytest.mark.parametrize("written", ["<https://a.example/a>", " https://a.example/a "])
def test_other_spellings_of_an_address(tmp_path: Path, written: str) -> None:
    """The angle brackets of older archives are no part of an address."""
    content = RECORDS[0].replace(b"https://a.example/a", written.encode())
    (found,) = read(tmp_path / "a.warc", content)
    assert isinstance(found, RawDocument)
    assert found.url == "https://a.example/a"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (record("b").replace(b"https://a.example/b", b"ftp://a.example/b"), "has no web address"),
        (record("b").replace(b"https://a.example/b", b"https://a.example/b c"), "has no web address"),
        (record("b").replace(b"example/b", b"example/" + b"b" * 3000), "has no web address"),
        (record("b").replace(b"HTTP/1.1", b"HTPT/1.1"), "has no HTTP status"),
        (record("b", headers=HTML + b"X: " + b"y" * 100_000 + b"\r\n"), "has HTTP headers that cannot be read"),
        (record("b", b"<p>" * 40_000), "is 1 MB; the limit for one document is 0 MB"),
        (record("b", b"\x89PNG\r\n" + bytes(99)), "looks like binary, not text: a PNG picture"),
        (record("b", b"\x1f\x8b\x08" + bytes(9), headers=HTML + b"Content-Encoding: gzip\r\n"), "is "),
    ],
)
def test_a_bad_page_is_one_line_and_the_rest_goes_on(archive: Path, compressed: bool, bad: bytes, reason: str) -> None:
    """Pages that cannot be read are told one by one between those that can."""
    found = read(archive, packed([RECORDS[0], bad, RECORDS[2]], compressed=compressed))
    assert ["a", "c"] == names(found)
    (skipped,) = [item for item in found if isinstance(item, Skipped)]
    assert skipped.failed
    assert skipped.reason.startswith(reason)


@pytest.mark.parametrize(
    ("damaged", "expected"),
    [
        ([RECORDS[0], b"garbage\0\r\n" * 99, RECORDS[2]], "ac"),
        ([b"garbage\0\r\n" * 99, RECORDS[2]], "c"),
        ([RECORDS[0], record("b", length=200_000), RECORDS[2], RECORDS[3]], "acd"),
        ([RECORDS[0], record("b", length=10**18), RECORDS[2], RECORDS[3]], "acd"),
        ([RECORDS[0], record("b", length=300), RECORDS[2], RECORDS[3]], "acd"),
        ([RECORDS[0], record("b", length=80), RECORDS[2], RECORDS[3]], "acd"),
        ([RECORDS[0], record("b", length=-5), RECORDS[2], RECORDS[3]], "acd"),
        ([RECORDS[0], record("b", kind=b"request", length=10**12), RECORDS[2]], "ac"),
        ([RECORDS[0], RECORDS[1].replace(b"WARC-Date", b"X: " + b"y" * 99_999 + b"\r\nD"), RECORDS[2]], "ac"),
    ],
)
def test_damage_costs_what_is_damaged(archive: Path, compressed: bool, damaged: list[bytes], expected: str) -> None:
    """Garbage and wrong lengths are told, nothing half or mixed is taken, and the records after them are read."""
    found = read(archive, packed(damaged, compressed=compressed))
    assert list(expected) == names(found)
    assert all(item.html == PAGE.decode() for item in found if isinstance(item, RawDocument))
    assert any("damaged" in reason and "reading went on at byte" in reason for reason in reasons(found))


def test_garbage_between_compressed_records(tmp_path: Path) -> None:
    """What is no gzip stream between those that are is told, and reading goes on behind it."""
    one, two, three = (squeezed(piece) for piece in RECORDS[:3])
    broken = bytearray(two)
    broken[len(two) // 2 : len(two) // 2 + 4] = b"\xff\xff\xff\xff"
    for middle in (b"garbage" * 9, bytes(broken), two[: len(two) // 2], two[:30]):
        found = read(tmp_path / "a.warc.gz", one + middle + three)
        assert ["a", "c"] == names(found), middle
        assert reasons(found)


def test_an_archive_that_is_cut_off(archive: Path, compressed: bool) -> None:
    """Wherever it ends, whole pages alone are taken, and a cut within a record is told."""
    pieces = [packed([piece], compressed=compressed) for piece in RECORDS]
    content = b"".join(pieces)
    last = len(content) - len(pieces[-1])
    for end in range(last + 4, len(content) - (0 if compressed else len(b"\r\n\r\n")), 7):
        found = read(archive, content[:end])
        taken = [item for item in found if isinstance(item, RawDocument)]
        assert {PAGE.decode()} == {item.html for item in taken}
        assert names(found)[:3] == list("abc")
        assert len(taken) == 4 or reasons(found)


@pytest.mark.parametrize("rest", [b"", b"garbage\r\n\r\n", RECORDS[2]])
def test_a_page_cannot_pass_for_a_record(archive: Path, compressed: bool, rest: bytes) -> None:
    """What looks like a record in a page is not taken for one, at the archive's end or before damage."""
    inner = packed([record("forged")], compressed=compressed)
    trap = record("trap", PAGE * 200 + b"\r\n\r\n" + inner)
    # A page that cannot be compressed is stored as it is.
    pieces = [gzip.compress(trap, 0), squeezed(rest)] if compressed else [trap, rest]
    assert inner in pieces[0]
    addresses = [item.url for item in read(archive, b"".join(pieces)) if isinstance(item, RawDocument)]
    expected = ["https://a.example/trap", "https://a.example/c"]
    assert expected[: 2 if rest == RECORDS[2] else 1] == addresses


@pytest.mark.parametrize("content", [b"hello\n" * 99, b"<html>", squeezed(b"hello"), bytes(range(256)) * 9])
def test_what_is_no_archive(archive: Path, content: bytes) -> None:
    """Any other file is one refusal."""
    assert [Skipped(str(archive), "is no WARC archive", failed=True)] == read(archive, content)


def test_what_is_damaged_everywhere_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file made of false beginnings does not cost a search for each."""
    monkeypatch.setattr(warc, "BAD_PLACES", 5)
    found = read(tmp_path / "a.warc", b"WARC/1.0\r\nX\r\n\r\nX\r\n" * 1000)
    assert len(found) <= 7
    assert "what follows is not read" in reasons(found)[5]


def test_a_disk_that_fails_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal is told in its own words, and nothing is searched for."""

    class Failing(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    path = tmp_path / "a.warc"
    path.write_bytes(RECORDS[0])
    monkeypatch.setattr(Path, "open", lambda *_: Failing())
    assert ["cannot be read: Input/output error"] == reasons(read_path(path))


def test_memory_does_not_grow_with_the_archive(archive: Path, compressed: bool) -> None:
    """Sixty megabytes of pages and as much that is no page are read in the memory of the first few pages."""
    page = b"".join(b"<p>word %d" % (n * n * n) for n in range(2_000))
    pages = packed([record("a", page)], compressed=compressed) * (60_000_000 // len(page))
    film = packed([record("film", bytes(60_000_000), headers=b"")], compressed=compressed)
    archive.write_bytes(pages + film)
    program = (
        "import resource, sys; from pathlib import Path; from bot.sources.files import read_path\n"
        "used = [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss for _ in read_path(Path(sys.argv[1]))]\n"
        "sys.exit(len(used) < 1000 or used[-1] > 1.2 * used[20])"
    )
    assert 0 == subprocess.run([sys.executable, "-c", program, archive], cwd=ROOT, check=False).returncode


@example(compressed=False, changes=[(0, b"\0")])
@given(st.booleans(), st.lists(st.tuples(st.integers(0, 1700), st.binary(max_size=8)), max_size=4))
def test_any_change_gives_documents_and_lines(compressed: bool, changes: list[tuple[int, bytes]]) -> None:
    """Whatever bytes of an archive are changed, it is read to its end without anything unforeseen."""
    content = bytearray(packed(RECORDS, compressed=compressed))
    for at, new in changes:
        content[at : at + len(new)] = new
    with tempfile.TemporaryDirectory() as folder:
        found = read(Path(folder) / "a.warc.gz", bytes(content))
    assert len(found) < 12
    assert all("\n" not in reason for reason in reasons(found))
