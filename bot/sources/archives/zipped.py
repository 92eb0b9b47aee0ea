"""ZIP archives: every member is read like a file of a folder, in the order in which the archive lists them."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast
from zipfile import ZipExtFile, ZipFile, ZipInfo

from bot.core.errors import DocumentError
from bot.sources.archives.gzipped import RATIO, UNSUSPECTED
from bot.sources.binary import SAMPLE
from bot.sources.folder import DESCRIPTIONS, ending
from bot.sources.found import MEGABYTE, Found, Skipped, shown, too_large
from bot.sources.jsonl import read_stream

Readers: TypeAlias = Mapping[str, Callable[[bytes, str], Iterator[Found]]]

LINES = ".jsonl"
ARCHIVES = frozenset({".zip", ".warc", ".warc.gz", ".jsonl.gz", ".gz", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz"})
ENCRYPTED = 0x1
# The list of members is held in memory, at about ten times its size: this is some hundred thousand of them.
LIST_LIMIT = 16 * MEGABYTE
END = b"PK\x05\x06"
LARGE_END = b"PK\x06\x06"
COMMENT = 64 * 1024
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, ValueError)

ENCRYPTED_WORDS = "encrypted; unpack the archive with its password first", True
NESTED_WORDS = "an archive within the archive; unpack it first", False
HIDDEN_WORDS = "hidden, or a note of the system that packed it", False


def read_zip(path: Path, location: str, limit: int, readers: Readers) -> Iterator[Found]:
    """Every document of the members that `readers` and JSON Lines know by their ending; nothing is unpacked to disk."""
    tally: Counter[tuple[str, bool]] = Counter()
    with path.open("rb") as file:
        for member, archive in _members(file):
            words = _passed_over(member)
            if words is None:
                yield from _read(archive, member, f"{location}#{shown(Path(member.filename))}", limit, readers)
            else:
                tally[words] += 1
    for (reason, failed), count in tally.items():
        yield Skipped(location, f"{count:,} member{'s are' if count > 1 else ' is'} {reason}", failed=failed)


def _members(file: BinaryIO) -> Iterator[tuple[ZipInfo, ZipFile]]:
    if _list_size(file) > LIST_LIMIT:
        raise DocumentError("has too many members for one ZIP archive; split it, or pack it as .jsonl.gz or .warc.gz")
    try:
        archive = ZipFile(file)
    except BROKEN as error:
        raise DocumentError(f"is no ZIP archive, or is cut off: {_line(error)}") from None
    with archive:
        empty = True
        for member in archive.infolist():
            if not member.is_dir():
                empty = False
                yield member, archive
        if empty:
            raise DocumentError("the archive is empty")


def _list_size(file: BinaryIO) -> int:
    """Bytes that the list of members takes, as the archive's end states it; 0 when it has no end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - COMMENT - 200))
    tail = file.read()
    at, large = tail.rfind(END), tail.rfind(LARGE_END)
    sizes = [0]
    if at >= 0 and len(tail) >= at + 16:
        sizes += [value for value in struct.unpack_from("<L", tail, at + 12) if value != 0xFFFFFFFF]
    if large >= 0 and len(tail) >= large + 48:
        sizes += struct.unpack_from("<Q", tail, large + 40)
    return min(max(sizes), size)


def _passed_over(member: ZipInfo) -> tuple[str, bool] | None:
    """Why a member is only counted."""
    names = member.filename.split("/")
    if names[0] == "__MACOSX" or any(name.startswith(".") and name.strip(".") for name in names):
        return HIDDEN_WORDS
    if ending(Path(member.filename)) in ARCHIVES or names[-1].lower().endswith(tuple(ARCHIVES)):
        return NESTED_WORDS
    return ENCRYPTED_WORDS if member.flag_bits & ENCRYPTED else None


def _read(archive: ZipFile, member: ZipInfo, place: str, limit: int, readers: Readers) -> Iterator[Found]:
    name = Path(member.filename)
    kind = ending(name)
    if name.name.lower() in DESCRIPTIONS:
        yield Skipped(place, "describes the folder; unpack it to read it", failed=False)
    elif kind != LINES and kind not in readers:
        yield Skipped(place, f"no kind that is read: {shown(Path(kind or 'no ending'))}", failed=False)
    else:
        try:
            yield from _documents(archive, member, place, limit, readers)
        except DocumentError as error:
            yield Skipped(place, str(error), failed=True)
        except BROKEN as error:
            yield Skipped(place, f"cannot be unpacked: {_line(error)}", failed=True)


def _documents(archive: ZipFile, member: ZipInfo, place: str, limit: int, readers: Readers) -> Iterator[Found]:
    if member.file_size > max(UNSUSPECTED, RATIO * member.compress_size):
        raise DocumentError(f"grows to more than {RATIO} times its size; it is not unpacked")
    kind = ending(Path(member.filename))
    if kind != LINES and member.file_size > limit:
        raise DocumentError(too_large(member.file_size, limit))
    with cast(ZipExtFile, archive.open(member)) as content:
        if kind == LINES:
            yield from read_stream(BufferedReader(content, SAMPLE), place, limit)
            return
        data = content.read(limit + 1)
    if not data:
        raise DocumentError("the file is empty")
    yield from readers[kind](data, place)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
