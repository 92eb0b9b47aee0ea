"""Back-up and the way back, as an operator does it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.flow.conftest import Program

SAMPLE = ROOT / "samples" / "2020-02-06-yalumonitor-border-shut.txt"
OTHER = ROOT / "samples" / "2018-05-04-borderlandpost-dandong-flats.txt"


@pytest.fixture
def stocked(program: Program) -> Program:
    """A store with one article."""
    program.ingest(SAMPLE)
    return program


@contextmanager
def running(program: Program) -> Iterator[None]:
    """A chat that has the store open."""
    chat = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=program.store.parent,
        env={"STORE_URL": f"sqlite:///{program.store}", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert chat.stdin is not None
        assert chat.stdout is not None
        chat.stdin.write(b"/help\n")
        chat.stdin.flush()
        chat.stdout.readline()
        yield
    finally:
        chat.communicate()


def test_a_copy_made_while_the_bot_runs_brings_the_store_back(stocked: Program) -> None:
    """What was there at the copy is there again after a restore, proved; what came later is kept beside it."""
    copy = stocked.store.parent / "copy.db"
    with running(stocked):
        saved = stocked.run("backup", str(copy))
        stocked.ingest(OTHER)
    restored = stocked.run("restore", str(copy))

    assert (0, 0) == (saved.returncode, restored.returncode)
    assert "1 (1 revisions)" in stocked.run("status").stdout
    assert 0 == stocked.run("verify").returncode
    (aside,) = stocked.store.parent.glob("sitrep.db.before-*")
    assert str(aside) in restored.stdout
    assert 2 == sqlite3.connect(aside).execute("SELECT count(*) FROM article").fetchone()[0]


def test_a_store_in_use_is_not_replaced(stocked: Program) -> None:
    """While a process has it open the restore says so and changes nothing."""
    copy = stocked.store.parent / "copy.db"
    stocked.run("backup", str(copy))
    stocked.ingest(OTHER)
    with running(stocked):
        refused = stocked.run("restore", str(copy))

    assert 1 == refused.returncode
    assert "stop the bot" in refused.stderr
    assert "2 (2 revisions)" in stocked.run("status").stdout


def test_a_damaged_store_is_said_with_the_way_back(stocked: Program) -> None:
    """Pages overwritten in the midst: the store says that it is damaged and names `restore`, which brings it back."""
    copy = stocked.store.parent / "copy.db"
    stocked.run("backup", str(copy))
    with stocked.store.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_000)

    told = stocked.run("ask", "/brief train")
    restored = stocked.run("restore", str(copy))

    assert 1 == told.returncode
    assert "`restore`" in told.stderr + told.stdout
    assert 0 == restored.returncode
    assert 0 == stocked.run("verify").returncode


@pytest.mark.parametrize("kind", ["text", "other", "cut", "none", "folder"])
def test_what_is_no_whole_copy_is_refused(stocked: Program, tmp_path: Path, kind: str) -> None:
    """Another file, another program's database, half a copy: each is one line, and the store stays as it was."""
    source = tmp_path / "given.db"
    match kind:
        case "text":
            source.write_text("no database")
        case "other":
            with closing(sqlite3.connect(source)) as connection:
                connection.execute("CREATE TABLE recipe (name TEXT)")
        case "cut":
            stocked.run("backup", str(source))
            source.write_bytes(source.read_bytes()[:50_000])
        case "folder":
            source.mkdir()

    refused = stocked.run("restore", str(source))

    assert 1 == refused.returncode
    assert 1 == len(refused.stderr.strip().splitlines())
    assert "1 (1 revisions)" in stocked.run("status").stdout
    assert [] == list(stocked.store.parent.glob("*.part-*"))


@pytest.mark.parametrize(("place", "words"), [("missing/copy.db", "there is no folder"), (".", "is a folder")])
def test_a_copy_goes_where_it_can(stocked: Program, place: str, words: str) -> None:
    """A place that cannot be is one line."""
    refused = stocked.run("backup", str(stocked.store.parent / place))

    assert 1 == refused.returncode
    assert words in refused.stderr
