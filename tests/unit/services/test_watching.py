"""Watched folders: only what changed is read, mail and archives too, and nothing while it is being written."""

# ruff: noqa: ASYNC240 - a test may wait for a small file

from __future__ import annotations

import gzip
import json
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.ports import Store
from bot.services.watching import files_below
from bot.store import open_store
from tests.unit.services.following import Clock, Desk, article, desk
from tests.unit.sources.fetching.served import fetcher_for

MAIL = (
    "From: Quarrel Herald <news@herald.test>\nSubject: Weir 9 opens\nDate: Tue, 05 Mar 2024 08:00:00 +0000\n"
    "Content-Type: text/plain; charset=utf-8\n\nThe council opened weir number 9 on Tuesday after 12 months of work.\n"
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = await open_store(f"sqlite:///{tmp_path}/store.db", clock=Clock())
    yield opened
    await opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article that has lain there for a while."""
    made = tmp_path / "articles"
    made.mkdir()
    lay(made / "one.html", article(1))
    return made


def lay(path: Path, text: str | bytes) -> Path:
    """A file that has been as it is for a minute."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = time.time() - 60
    os.utime(path, (before, before))
    return path


async def scan(one: Desk, folder: Path, times: int) -> tuple[str, str, int]:
    """The outcome of the next scan."""
    if times == 1:
        await one.follow(str(folder), kind="folder")
    else:
        one.clock.on(minutes=2)
    return (await one.visits(times))[-1]


async def test_a_folder_is_read_when_something_in_it_changes(store: Store, folder: Path) -> None:
    """New files, changed ones, mail and streams of documents are taken; what looks as before is not read."""
    async with desk(store, fetcher_for()) as one:
        assert ("folder", "new", 1) == await scan(one, folder, 1)
        read = one.hands.items
        assert ("folder", "same", 0) == await scan(one, folder, 2)
        assert read == one.hands.items

        lay(folder / "letter.eml", MAIL)
        lines = "".join(
            json.dumps({"text": f"Weir {n} was closed for {n} days in May.", "title": f"W{n}"}) + "\n" for n in (2, 3)
        )
        lay(folder / "many.jsonl.gz", gzip.compress(lines.encode()))
        assert ("folder", "new", 3) == await scan(one, folder, 3)
        lay(folder / "one.html", article(1).replace("Tuesday", "a Wednesday"))
        assert ("folder", "new", 0) == await scan(one, folder, 4)
        assert 2 == next(found.revision for found in await store.latest(10) if found.article.title == "Weir 1 opens")


async def test_a_restart_reads_no_file_again(store: Store, folder: Path) -> None:
    """How files looked is kept, also of those that gave nothing; one that is gone and comes back is read again."""
    lay(folder / "empty.txt", "")
    async with desk(store, fetcher_for()) as one:
        await scan(one, folder, 1)
    async with desk(store, fetcher_for()) as again:
        again.clock.on(minutes=2)
        assert [("folder", "same", 0)] == await again.visits(1)
        assert 0 == again.hands.items
        (folder / "one.html").unlink()
        await scan(again, folder, 2)
        assert [str(folder / "empty.txt")] == list(await store.files(1))


async def test_a_folder_that_is_gone_fails_and_comes_back(store: Store, folder: Path, tmp_path: Path) -> None:
    """A disk that is not mounted loses nothing."""
    async with desk(store, fetcher_for()) as one:
        away = folder.rename(tmp_path / "away")
        assert ("folder", "failed", 0) == await scan(one, folder, 1)
        assert "no such file or folder" in str((await one.source(str(folder))).health.reason)
        away.rename(folder)
        assert ("folder", "new", 1) == await scan(one, folder, 2)


def test_a_file_that_may_still_be_written_to_waits(folder: Path) -> None:
    """What changed a second ago has no look yet; a time in the future, as other machines give, is none to wait for."""
    at = (folder / "one.html").stat().st_mtime

    assert [""] == [look for _, look in files_below(folder, at + 1).values()]
    assert "" not in [look for _, look in files_below(folder, at + 5).values()]
    assert "" not in [look for _, look in files_below(folder, at - 5).values()]
