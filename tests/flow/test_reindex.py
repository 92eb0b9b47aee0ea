"""Reindex as it is used: killed at any moment, gone on with, and followed from the chat."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.live import _renewing
from tests.conftest import ROOT
from tests.flow.conftest import Program

ARTICLES = 72
LINES = ("/brief tumen river", "/find fence", "/figures fence", "/latest")


@pytest.fixture
def desk(program: Program, tmp_path: Path) -> Program:
    """A store with some articles: the samples over and over, each told apart."""
    texts = [path.read_text() for path in sorted((ROOT / "samples").glob("*.txt"))]
    lines = [
        json.dumps({"id": str(at), "text": f"{texts[at % len(texts)]}\n\nThis is number {at} of the fence."})
        for at in range(ARTICLES)
    ]
    (tmp_path / "given.jsonl").write_text("\n".join(lines))
    program.ingest(tmp_path / "given.jsonl")
    return program


@contextmanager
def reindexing(desk: Program, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """`reindex` at work."""
    environment = os.environ | {"STORE_URL": f"sqlite:///{desk.store}", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "reindex", *arguments],
        env=environment, cwd=desk.store.parent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        yield process


def position(store: Path) -> int:
    """How far the build is; 0 where there is none."""
    connection = sqlite3.connect(store, timeout=30)
    try:
        row = connection.execute("SELECT position FROM build").fetchone()
    finally:
        connection.close()
    return row[0] if row else 0


def reach(desk: Program, process: subprocess.Popen[bytes], wanted: int) -> None:
    """Wait until a build is so far; the process is stopped meanwhile, that it cannot end before it is killed."""
    while process.poll() is None and position(desk.store) < wanted:
        signal.sigtimedwait((), 0.01)
    process.send_signal(signal.SIGSTOP)


def test_killed_again_and_again_it_ends_whole(desk: Program) -> None:
    """Every answer is what it was; in the end each article was prepared once and all of it verifies."""
    before = desk.ask(*LINES)
    for wanted in (1, 25):
        with reindexing(desk, "--all") as process:
            reach(desk, process, wanted)
            process.kill()
        assert -signal.SIGKILL == process.returncode
    assert position(desk.store) >= 25
    assert before == desk.ask(*LINES)

    done = json.loads(desk.run("reindex", "--json").stdout)
    assert ("done", ARTICLES, []) == (done["ending"], done["prepared"], done["failed"])
    for was, now in zip(before, desk.ask(*LINES), strict=True):
        kept = ("statements", "figures", "people", "sources", "error")
        assert {name: was[name] for name in kept} == {name: now[name] for name in kept}
    assert 0 == desk.run("verify").returncode


class Resumed:
    """Stands where a reindexer would, and notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.closed = asyncio.Event()

    async def resume(self) -> bool:
        """Noted."""
        self.asked.append("resume")
        return True

    async def close(self) -> None:
        """Noted."""
        self.asked.append("close")
        self.closed.set()


async def test_the_running_bot_goes_on_with_a_reindex_and_interrupts_it_at_its_end() -> None:
    """At the start it looks for one that was interrupted; when it is told to stop, that comes first."""
    reindexer, stop = Resumed(), asyncio.Event()
    async with _renewing(reindexer, stop):  # type: ignore[arg-type]
        assert ["resume"] == reindexer.asked
        stop.set()
        await asyncio.wait_for(reindexer.closed.wait(), 10)
    assert ["resume", "close"] == reindexer.asked
