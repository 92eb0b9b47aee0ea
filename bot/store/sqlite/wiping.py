"""Zeroing what a SQLite file holds beside its content: run as a process of its own, with the file as its argument.

SQLite overwrites what it deletes, but when it splits a page it leaves copies of the cells that moved in the space
between the page's cells and their list, where they outlive the cells themselves. That space, free blocks and free pages
mean nothing to SQLite; here they become zeros, in place.

Nobody may write to the file meanwhile, the checkpoint of a reader that leaves included: so a helping of pages is done
with the write lock held and the log empty. It is a process of its own because closing a file drops all locks that the
process has on it, SQLite's among them; here it is closed after SQLite has closed it. Standard library alone, so that it
starts at once.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

AT_ONCE = 16 * 1024 * 1024
PAUSE = 0.005
BUSY_SECONDS = 1.0
TREE_PAGES = frozenset({2, 5, 10, 13})
INNER_PAGES = frozenset({2, 5})
FIRST_HEADER = 100
LARGEST = 2**25  # pages; beyond, the number of an overflow page begins like a page of a tree
DONE, BLOCKED = 0, 75


def main(path: str) -> int:
    """Wipe a file that others may use; 75 when one of them is in the way."""
    file = Path(path)
    with file.open("r+b", buffering=0) as opened:
        connection = sqlite3.connect(
            f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        )
        try:
            return _in_helpings(connection, file, opened)
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                return BLOCKED
            raise
        finally:
            connection.close()


def _in_helpings(connection: sqlite3.Connection, path: Path, file: FileIO) -> int:
    at = 0
    while at < path.stat().st_size:
        (blocked, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if blocked:
            return BLOCKED
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Somebody may have written since.
            if not _has_log(path):
                wipe(file, at)
                at += AT_ONCE
        finally:
            connection.execute("ROLLBACK")
        time.sleep(PAUSE)
    return DONE


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def wipe_whole(path: Path) -> None:
    """Zero what is unused in a file that nobody else uses."""
    with path.open("r+b", buffering=0) as file:
        for start in range(0, path.stat().st_size, AT_ONCE):
            wipe(file, start)


def wipe(file: FileIO, start: int) -> None:
    """Zero what is unused in the helping that begins at `start`, while nobody writes to the file."""
    header = os.pread(file.fileno(), FIRST_HEADER, 0)
    size = int.from_bytes(header[16:18], "big")
    size = 65536 if size == 1 else size
    pages = os.fstat(file.fileno()).st_size // size
    if pages > LARGEST:
        raise ValueError(f"a file of more than {LARGEST:,} pages cannot be wiped")
    usable = size - header[20]
    free = _free_pages(file.fileno(), header, size)
    data = memoryview(os.pread(file.fileno(), AT_ONCE, start))
    for at in range(0, len(data) - size + 1, size):
        number = (start + at) // size + 1
        page = bytes(data[at : at + size])
        head = FIRST_HEADER if number == 1 else 0
        spans = [(free[number], size)] if number in free else unused(page, head, usable)
        for first, end in spans:
            if page[first:end].strip(b"\0"):
                os.pwrite(file.fileno(), bytes(end - first), start + at + first)
    os.fsync(file.fileno())


def _free_pages(file: int, header: bytes, size: int) -> dict[int, int]:
    """The free pages, and how many bytes at the beginning of each say which others are free."""
    found: dict[int, int] = {}
    trunks: dict[int, int] = {}
    trunk = int.from_bytes(header[32:36], "big")
    while trunk and trunk not in trunks:
        page = os.pread(file, size, (trunk - 1) * size)
        count = min(int.from_bytes(page[4:8], "big"), size // 4 - 2)
        trunks[trunk] = 8 + 4 * count
        found.update((int.from_bytes(page[at : at + 4], "big"), 0) for at in range(8, 8 + 4 * count, 4))
        trunk = int.from_bytes(page[:4], "big")
    return found | trunks


def unused(page: bytes, header: int, usable: int) -> Iterator[tuple[int, int]]:
    """The spans of a page of a tree that hold no content; none for any other page, or for one that makes no sense."""
    if page[header] not in TREE_PAGES:
        return
    cells = int.from_bytes(page[header + 3 : header + 5], "big")
    content = int.from_bytes(page[header + 5 : header + 7], "big") or 65536
    listed = header + (12 if page[header] in INNER_PAGES else 8) + 2 * cells
    if not listed <= content <= usable:
        return
    yield listed, content
    block = int.from_bytes(page[header + 1 : header + 3], "big")
    while block:
        after, length = (int.from_bytes(page[block + skip : block + skip + 2], "big") for skip in (0, 2))
        if block < content or length < 4 or block + length > usable or 0 < after <= block:
            return
        yield block + 4, block + length
        block = after


if __name__ == "__main__":
    os.nice(5)
    sys.exit(main(sys.argv[1]))
