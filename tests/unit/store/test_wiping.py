"""Zeroing unused space: nothing that means something to SQLite is touched."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.store.sqlite.wiping import BLOCKED, DONE, main, unused, wipe_whole

PAGE = 512


def messy(path: Path, log: str = "DELETE") -> list[tuple[int, str]]:
    """A file of small pages where much was put in, changed and deleted in no order; what is in it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA page_size = {PAGE}")
    connection.execute(f"PRAGMA journal_mode = {log}")
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("BEGIN")
    connection.execute("CREATE TABLE t (number INTEGER PRIMARY KEY, word TEXT)")
    connection.execute("CREATE INDEX i ON t (word)")
    for number in range(400):
        spread = number * 7919 % 400
        connection.execute("INSERT INTO t VALUES (?, ?)", (spread, f"qzx{spread}qzx" * (spread % 60)))
    connection.execute("DELETE FROM t WHERE number % 3 = 0")
    connection.execute("UPDATE t SET word = word || word WHERE number % 5 = 0")
    connection.execute("COMMIT")
    rows = connection.execute("SELECT * FROM t ORDER BY number").fetchall()
    connection.close()
    return rows


def words(path: Path) -> set[int]:
    """The numbers that stand in the bytes of the file."""
    data = path.read_bytes()
    return {number for number in range(400) if f"x{number}qzx".encode() in data}


def test_the_content_stays_and_the_rest_is_zero(tmp_path: Path) -> None:
    """Deleted words are in the file before and not after; the database is whole and has the same rows."""
    path = tmp_path / "t.db"
    rows = messy(path)
    kept = {number for number, word in rows if word}
    assert words(path) - kept
    wipe_whole(path)

    connection = sqlite3.connect(path)
    assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
    assert rows == connection.execute("SELECT * FROM t ORDER BY number").fetchall()
    connection.execute("INSERT INTO t SELECT number + 1000, word FROM t")
    connection.commit()
    assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()


def test_a_reader_of_an_older_state_is_in_the_way(tmp_path: Path) -> None:
    """Then nothing is touched, and the status says so; without it all is done, in helpings."""
    path = tmp_path / "t.db"
    messy(path, "WAL")
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM t").fetchone()
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("DELETE FROM t WHERE number > 390")
    blocked = main(str(path))
    reader.close()
    done = main(str(path))
    writer.close()

    assert (BLOCKED, DONE) == (blocked, done)


@pytest.mark.parametrize(
    "page",
    [bytes(PAGE), b"\x00\x00\x00\x05" + b"x" * (PAGE - 4), b"\x0d\x00\x00\xff\xff\x01\x00" + b"x" * (PAGE - 7)],
    ids=["empty", "overflow", "senseless"],
)
def test_other_pages_are_let_alone(page: bytes) -> None:
    """Pages of no tree, and such as make no sense, have no unused span."""
    assert [] == list(unused(page, 0, PAGE))
