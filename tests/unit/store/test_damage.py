"""Damage of every kind is noticed when a store is opened, in one line that says the way back."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.errors import StoreError
from bot.store import back_up, open_store, restore
from bot.store.sqlite import checking
from tests.contract.made import made

PAGE = 4096
ARTICLES = 60

Harm = Callable[[Path], None]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of some hundred pages."""
    path = tmp_path_factory.mktemp("original") / "store.db"
    filler = " ".join(f"guard{place}" for place in range(200))
    articles = [made(f"a{n}", f"Word{n} {filler}.", url=f"https://x.example/{n}") for n in range(ARTICLES)]

    async def fill() -> None:
        store = await open_store(f"sqlite:///{path}")
        await store.save(articles)
        await store.close()

    asyncio.run(fill())
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    """A copy of it to do harm to."""
    return Path(shutil.copy(original, tmp_path / "store.db"))


def overwrite(path: Path, at: int, data: bytes) -> None:
    """Put bytes in the place of others."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def junk(size: int) -> bytes:
    """Bytes that look like chance, the same in each run."""
    return hashlib.shake_128(b"junk").digest(size)


def root_of(path: Path, name: str) -> int:
    """The first page of a table or an index."""
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    connection.close()
    return int(page)


def header(path: Path) -> None:
    """The first bytes, by which a file is known."""
    overwrite(path, 0, bytes(64))


def first_page(path: Path) -> None:
    """The list of tables."""
    overwrite(path, 100, junk(PAGE - 100))


def middle(path: Path) -> None:
    """Some pages in the middle."""
    pages = path.stat().st_size // PAGE
    overwrite(path, pages // 2 * PAGE, junk(3 * PAGE))


def cut(path: Path) -> None:
    """The second half."""
    os.truncate(path, path.stat().st_size // PAGE // 2 * PAGE)


def cut_in_a_page(path: Path) -> None:
    """The last bytes."""
    os.truncate(path, path.stat().st_size - 100)


def index_page(path: Path) -> None:
    """A page of an index."""
    overwrite(path, (root_of(path, "article_digest") - 1) * PAGE, bytes(PAGE))


def postings_page(path: Path) -> None:
    """A page of the search index."""
    overwrite(path, (root_of(path, "posting") - 1) * PAGE, bytes(PAGE))


HARMS = {each.__name__: each for each in (header, first_page, middle, cut, cut_in_a_page, index_page, postings_page)}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS.keys())
@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
async def test_damage_is_said_when_the_store_is_opened(path: Path, tmp_path: Path, harm: Harm, read_only: bool) -> None:
    """One line names the file, what is wrong and the newest copy to restore, which then works."""
    await back_up(f"sqlite:///{path}", tmp_path / "copy.db")
    await back_up(f"sqlite:///{path}", tmp_path / "older.db", clock=lambda: datetime(2020, 1, 1, tzinfo=UTC))
    harm(path)

    with pytest.raises(StoreError) as raised:
        await open_store(f"sqlite:///{path}", read_only=read_only)

    said = str(raised.value)
    assert "damaged" in said
    assert f"python -m bot restore {tmp_path / 'copy.db'}" in said
    assert 1 == len(said.splitlines())
    await restore(f"sqlite:///{path}", tmp_path / "copy.db")
    store = await open_store(f"sqlite:///{path}")
    assert ARTICLES == (await store.totals("f1")).articles
    await store.close()


async def test_without_a_copy_the_way_back_is_said_all_the_same(path: Path) -> None:
    """The line then has no name to offer: another store in the folder, and one put aside, are no copies of it."""
    shutil.copy(path, path.parent / "samples.db")
    shutil.copy(path, path.parent / "store.db.before-20261121-081200")
    middle(path)

    with pytest.raises(StoreError, match="python -m bot restore FILE"):
        await open_store(f"sqlite:///{path}")


async def test_an_emptied_file_beside_a_copy_is_no_new_store(path: Path, tmp_path: Path) -> None:
    """A file of no bytes where a copy says that there was a store is damage; alone it is a new store."""
    await back_up(f"sqlite:///{path}", tmp_path / "copy.db")
    os.truncate(path, 0)
    with pytest.raises(StoreError, match="it is empty, though copy"):
        await open_store(f"sqlite:///{path}")
    (tmp_path / "copy.db").unlink()
    await (await open_store(f"sqlite:///{path}")).close()


async def test_a_large_store_is_looked_at_as_far_as_time_allows(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its small tables come first; the rest is found by the check of every page."""
    overwrite(path, (root_of(path, "raw") - 1) * PAGE, bytes(PAGE))
    monkeypatch.setattr(checking, "GLANCE_BYTES", 0)
    monkeypatch.setattr(checking, "GLANCE_SECONDS", -1.0)

    store = await open_store(f"sqlite:///{path}")
    checked = await store.check()
    await store.close()

    assert checked.fault
    with pytest.raises(StoreError, match="damaged"):
        # What one process found is known to those that start later.
        await open_store(f"sqlite:///{path}")


async def test_damage_that_was_mended_is_damage_no_more(path: Path) -> None:
    """A fault that an earlier check noted is looked at again before anybody is refused."""
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO meta VALUES ('last_check', ?)", ('{"at": "2026-11-21T08:12:00+00:00", "fault": "was so"}',)
    )
    connection.commit()
    connection.close()

    store = await open_store(f"sqlite:///{path}")
    assert None is (await store.check()).fault
    await store.close()


async def test_a_check_gives_up_no_lock(tmp_path: Path) -> None:
    """After all pages were read, another process that comes and goes leaves the log to those who still write to it."""
    path = tmp_path / "sitrep.db"
    store = await open_store(f"sqlite:///{path}")
    await store.save([made("a", "One.")])
    assert (await store.check()).fault is None
    come_and_go = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM article').fetchall()"
    passing = await asyncio.create_subprocess_exec(sys.executable, "-c", come_and_go, str(path))
    assert 0 == await passing.wait()
    assert path.with_name("sitrep.db-wal").exists()
    await store.save([made("b", "Two.")])
    await store.close()
    again = await open_store(f"sqlite:///{path}")
    assert [1, 2] == list(await again.everyone())
    await again.close()
