"""Mirrors bot/sources/archives/zipped.py."""

from __future__ import annotations

import io
import struct
import tempfile
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.sources.files import read_path
from bot.sources.found import Skipped
from tests.unit.sources.archives.made import PAGE, names, read, reasons


def _zipped(members: Mapping[str, bytes], form: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", form) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, form)
    return packed.getvalue()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Where a test writes its archive."""
    return tmp_path.resolve() / "many.zip"


@pytest.mark.parametrize("form", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_are_read_by_their_endings(archive: Path, form: int) -> None:
    """Each kind by its own reader, in the order of the archive, placed by its name in it."""
    members = {"b/page.HTML": PAGE, "a.txt": b"Words.", "many.jsonl": b'{"id": 1, "text": "x"}\n{"text": "y"}\nz\n'}
    found = read(archive, _zipped(members, form))
    assert found[:-1] == [
        RawDocument(f"{archive}#b/page.HTML", html=PAGE.decode()),
        RawDocument(f"{archive}#a.txt", text="Words."),
        RawDocument(f"{archive}#many.jsonl#1", text="x"),
        RawDocument(f"{archive}#many.jsonl#line 2", text="y"),
    ]
    assert isinstance(found[-1], Skipped)
    assert found[-1].source == f"{archive}#many.jsonl#line 3"


def test_names_are_only_names(archive: Path, tmp_path: Path) -> None:
    """Names that lead out of the archive lead nowhere, and nothing is written to disk."""
    hostile = ["../../up.txt", "/etc/absolute.txt", "C:\\drive.txt", "two\nlines.txt", "a/../b.txt"]
    found = read(archive, _zipped(dict.fromkeys(hostile, b"Words.")))
    expected = [f"{archive}#{name}" for name in hostile]
    expected[3] = f"{archive}#two\\nlines.txt"
    assert expected == [item.location for item in found if isinstance(item, RawDocument)]
    assert [archive] == list(tmp_path.resolve().iterdir())


def test_what_is_passed_over_is_told(archive: Path) -> None:
    """Hidden files, notes of the system and archives within are counted; other kinds are named, as in folders."""
    skipped = ["__MACOSX/._a.txt", ".DS_Store", ".git/b.txt", "c.zip", "d.jsonl.gz", "e.tar.gz", "f.xyz", "README.md"]
    found = read(archive, _zipped({"folder/": b"", **dict.fromkeys(skipped, b"x"), "a.txt": b"Words."}))
    assert ["many.zip#a.txt"] == names(found)
    assert [
        "no kind that is read: .xyz",
        "describes the folder; unpack it to read it",
        "3 members are hidden, or a note of the system that packed it",
        "3 members are an archive within the archive; unpack it first",
    ] == reasons(found)
    assert not any(item.failed for item in found if isinstance(item, Skipped))


def test_encrypted_members_are_one_line(archive: Path) -> None:
    """However many there are; what is not encrypted is read."""
    content = bytearray(_zipped(dict.fromkeys(("a.txt", "b.txt", "c.txt"), b"Words."), zipfile.ZIP_STORED))
    at = 0
    for _ in range(2):  # the first two entries of the list of members
        at = content.index(b"PK\x01\x02", at) + 8
        content[at] |= 1
    found = read(archive, bytes(content))
    assert ["many.zip#c.txt"] == names(found)
    expected = "2 members are encrypted; unpack the archive with its password first"
    assert Skipped(str(archive), expected, failed=True) == found[-1]


def test_bad_members_are_one_line_each_and_the_rest_goes_on(archive: Path) -> None:
    """Damaged, empty, binary and too large members are told, and what is between them is read."""
    large = b"".join(b"%d words\n" % n for n in range(200_000))
    members = {"a.txt": b"Words.", "bad.txt": b"to be damaged", "none.txt": b"", "png.txt": b"\x89PNG" + bytes(9)}
    content = _zipped({**members, "large.txt": large, "z.txt": b"Words."}, zipfile.ZIP_STORED)
    found = read(archive, content.replace(b"to be damaged", b"it is damaged"), 1024 * 1024)
    assert ["many.zip#a.txt", "many.zip#z.txt"] == names(found)
    starts = ("cannot be unpacked: Bad CRC-32", "the file is empty", "looks like binary", "is 3 MB; the limit")
    assert all(reason.startswith(start) for reason, start in zip(reasons(found), starts, strict=True))


@pytest.mark.parametrize("name", ["bomb.txt", "bomb.jsonl"])
def test_a_bomb_is_not_unpacked(archive: Path, name: str) -> None:
    """What grows a thousandfold is refused by what the archive says of it, and lying about it does not help."""
    content = _zipped({name: bytes(40_000_000)})
    liar = content.replace(struct.pack("<L", 40_000_000), struct.pack("<L", 5_000))
    tracemalloc.start()
    try:
        assert ["grows to more than 200 times its size; it is not unpacked"] == reasons(read(archive, content))
        (reason,) = reasons(read(archive, liar))
        assert "Bad CRC-32" in reason or "binary" in reason
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_a_list_too_long_to_hold_is_refused(archive: Path) -> None:
    """The size of the list of members is looked at before it is read."""
    content = bytearray(_zipped({"a.txt": b"Words."}))
    end = content.rindex(b"PK\x05\x06")
    struct.pack_into("<L", content, end + 12, 100_000_000)
    with archive.open("wb") as file:
        file.truncate(200_000_000)
        file.seek(200_000_000)
        file.write(content)
    assert ["has too many members for one ZIP archive; split it, or pack it as .jsonl.gz or .warc.gz"] == reasons(
        read_path(archive)
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"words", "is no ZIP archive, or is cut off: "),
        (_zipped({"a.txt": b"Words."})[:-30], "is no ZIP archive, or is cut off: "),
        (_zipped({}), "the archive is empty"),
        (_zipped({"folder/": b""}), "the archive is empty"),
    ],
)
def test_what_is_no_archive(archive: Path, content: bytes, reason: str) -> None:
    """Any other file, half an archive and an empty one are one refusal each."""
    (given,) = reasons(read(archive, content))
    assert given.startswith(reason)


def test_memory_does_not_grow_with_the_archive(archive: Path) -> None:
    """Thirty megabytes in members and lines are read with a few held."""
    line = b'{"text": "' + b"word %d " * 200 + b'"}\n'
    lines = b"".join(line % ((n,) * 200) for n in range(5_000))
    archive.write_bytes(_zipped({f"{n}.jsonl": lines for n in range(4)}))
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_path(archive)) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


@given(st.lists(st.tuples(st.integers(0, 700), st.binary(min_size=1, max_size=6)), max_size=5))
def test_any_change_gives_documents_and_lines(changes: list[tuple[int, bytes]]) -> None:
    """Whatever bytes of an archive are changed, it is read to its end without anything unforeseen."""
    content = bytearray(
        _zipped({"a.txt": b"Words.", "b.html": PAGE, "c.jsonl": b'{"text": "x"}\n', "d/e.eml": b"A: b"})
    )
    for at, new in changes:
        content[at : at + len(new)] = new
    with tempfile.TemporaryDirectory() as folder:
        found = read(Path(folder) / "a.zip", bytes(content))
    assert len(found) < 12
    assert all("\n" not in reason for reason in reasons(found))
