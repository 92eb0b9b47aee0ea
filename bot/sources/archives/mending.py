"""Where a damaged web archive can be read again: how a record ends, and where the next one begins.

The library that reads records stops at the first damage. An archive is millions of records written by a process that
may have died or a disk that was full, so one bad place must not cost the rest.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bot.sources.found import MEGABYTE

GZIP = b"\x1f\x8b"
MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
LINE = re.compile(rb"(?:(?<=\n)|\A)WARC/1\.")
START = b"WARC/"
# A gzip member's own header with the first bytes of its content.
OPENING = 512
HEADERS = 64 * 1024
CLOSING = b"\r\n\r\n"


def next_record(path: Path, after: int) -> int | None:
    """Where at or after this byte a record seems to begin; null when none does."""
    with path.open("rb") as file:
        compressed = is_compressed(file)
        for at in _marks(file, MEMBER if compressed else LINE, after):
            if not compressed or _opens(file, at):
                return at
    return None


def unread(path: Path, at: int) -> int | None:
    """Where a record begins that follows the last one of a compressed archive, or null.

    One that is cut off before its first letters passes for the archive's end, and hides what comes after it.
    """
    with path.open("rb") as file:
        if not is_compressed(file):
            return None
        end = _member_end(file, at)
    return next_record(path, at + 1 if end is None else end)


def end_of(path: Path, at: int, length: int) -> int | None:
    """Where the search goes on after a record at byte `at` whose content has `length` bytes.

    Null when it is not closed where its length says: then the length is wrong, and so is what was read of it.
    """
    with path.open("rb") as file:
        compressed = is_compressed(file)
        file.seek(at)
        if not compressed:
            return file.tell() if _closed(file, length) else None
        try:
            closed = _closed(gzip.GzipFile(fileobj=file), length)
        except (OSError, EOFError, zlib.error):
            return None
        return _member_end(file, at) if closed else None


def is_compressed(file: BinaryIO) -> bool:
    """Whether it is a gzip file."""
    file.seek(0)
    return file.read(len(GZIP)) == GZIP


def _closed(file: BinaryIO | gzip.GzipFile, length: int) -> bool:
    read = 0
    while (line := file.readline(HEADERS)).strip():
        read += len(line)
        if read > HEADERS:
            return False
    while length > 0 and (piece := file.read(min(length, MEGABYTE))):
        length -= len(piece)
    return length == 0 and file.read(len(CLOSING)) == CLOSING


def _member_end(file: BinaryIO, at: int) -> int | None:
    """Where the gzip member at this byte ends; null when it is none, or is damaged or cut off.

    A page may itself be an archive: whatever looks like a record within a member is none of ours.
    """
    file.seek(at)
    member = zlib.decompressobj(31)
    piece = b""
    try:
        while not member.eof:
            piece = member.unconsumed_tail or file.read(HEADERS)
            if not piece:
                return None
            member.decompress(piece, MEGABYTE)
    except zlib.error:
        return None
    return file.tell() - len(member.unused_data)


def _opens(file: BinaryIO, at: int) -> bool:
    """Whether a record's first letters come out; of one that is cut off at the file's end it may be none."""
    file.seek(at)
    head, member = file.read(OPENING), zlib.decompressobj(31)
    try:
        letters = member.decompress(head, len(START))
    except zlib.error:
        return False
    return letters == START or (START.startswith(letters) and len(head) < OPENING and not member.eof)


def _marks(file: BinaryIO, mark: re.Pattern[bytes], after: int) -> Iterator[int]:
    """Every place of `mark`; the pieces that are searched overlap, so that none is missed between them."""
    overlap = 16
    at, searched = after, after
    while True:
        file.seek(at)
        piece = file.read(MEGABYTE)
        for found in mark.finditer(piece):
            place = at + found.start()
            if place >= searched:
                searched = place + 1
                yield place
        if len(piece) < MEGABYTE:
            return
        at += MEGABYTE - overlap
