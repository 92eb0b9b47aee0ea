"""What is the SQLite store's own: the file, its faults, and what a crash leaves."""

# ruff: noqa: ASYNC240 - a test may wait for a small file

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.core.errors import SettingsError, StoreBusy, StoreError, StoreFull
from bot.core.ports import Store
from bot.store import open_store
from bot.store.sqlite import opening
from bot.store.sqlite.faults import explained
from bot.store.sqlite.migrate import APPLICATION_ID, migrate, migrations
from bot.store.sqlite.store import SqliteStore
from tests.contract.made import asking, made, prepare, raw

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store is to be."""
    return tmp_path / "store.db"


def address(path: Path) -> str:
    """STORE_URL for a file."""
    return f"sqlite:///{path}"


async def filled(path: Path) -> None:
    """Make a store with one article and close it."""
    store = await open_store(address(path))
    await store.save([made("1")])
    await store.close()


async def refused(path: Path, **options: bool) -> str:
    """What is said when the file is opened."""
    with pytest.raises(StoreError) as caught:
        await open_store(address(path), **options)
    return str(caught.value)


@pytest.mark.parametrize("url", ["", "sqlite://", "sqlite:///", "sqlite:///:memory:", "postgresql://me:secret@host/db"])
async def test_an_address_of_no_store_is_a_wrong_setting(url: str) -> None:
    """The message names the setting and shows an example, and no password."""
    with pytest.raises(SettingsError, match=r"STORE_URL.*sqlite:///data/sitrep\.db") as caught:
        await open_store(url)
    assert "secret" not in str(caught.value)


async def test_folders_are_made(tmp_path: Path) -> None:
    """A store in a folder that is not there makes the folder; names with spaces and marks are no matter."""
    path = tmp_path / "new folder" / "ß # 100%?.db"
    await filled(path)
    assert path.is_file()


async def test_a_closed_store_is_one_file(path: Path) -> None:
    """Nothing lies beside the file once nobody has it open."""
    await filled(path)
    assert [path] == list(path.parent.iterdir())


async def test_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder is named as such, with an address that would do."""
    assert "is a folder" in await refused(tmp_path)


@pytest.mark.parametrize("content", [b"no database", b"x" * 5000, b"SQLite format 3\x00" + b"\xff" * 4000])
async def test_what_is_no_database_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    """Another file is not touched."""
    path.write_bytes(content)
    assert str(path) in await refused(path)
    assert content == path.read_bytes()


async def test_the_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    """Tables that are not ours stay as they are."""
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    assert "another program" in await refused(path)
    assert before == path.read_bytes()


async def test_a_newer_store_is_refused(path: Path) -> None:
    """A program that is too old says so instead of guessing."""
    await filled(path)
    with sqlite3.connect(path) as later:
        later.execute(f"PRAGMA user_version = {len(migrations()) + 1}")
    later.close()
    assert "newer version" in await refused(path)
    assert "newer version" in await refused(path, read_only=True)


async def test_an_older_store_is_not_migrated_by_a_reader(path: Path) -> None:
    """Reading alone changes nothing, so an older store must first be opened where it can be written."""
    sqlite3.connect(path).close()
    path.write_bytes(b"")
    assert "older version" in await refused(path, read_only=True)


async def read_all(path: Path) -> None:
    """Open a store and read every article."""
    store = await open_store(address(path))
    try:
        await store.articles(range(1, 200))
    finally:
        await store.close()


async def test_a_damaged_store_is_named_as_such(path: Path) -> None:
    """Pages full of rubbish are reported with what to do, not as a traceback."""
    store = await open_store(address(path))
    await store.save([made(str(place), f"Text {place}. " * 50) for place in range(200)])
    await store.close()
    content = bytearray(path.read_bytes())
    content[4096 * 4 :] = b"\xa5" * (len(content) - 4096 * 4)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged.*restore"):
        await read_all(path)


async def test_a_held_store_is_busy(path: Path) -> None:
    """When another process writes for too long, that is what is said; then it goes on."""
    store = await open_store(address(path), busy_seconds=0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="another process"):
        await store.save([made("1")])
    with pytest.raises(StoreBusy, match="another process"):
        await store.replace(1, made("1"))
    with pytest.raises(StoreBusy, match="another process"):
        await open_store(address(path), busy_seconds=0.1)
    assert 0 == (await store.find(asking("tumen"), 5)).total
    other.execute("ROLLBACK")
    other.close()
    assert "added" == (await store.save([made("1")]))[0].outcome
    await store.close()


async def test_a_held_store_is_waited_for(path: Path) -> None:
    """A writer that is done in time is not noticed."""
    store = await open_store(address(path), busy_seconds=5)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    saving = asyncio.ensure_future(store.save([made("1")]))
    await asyncio.sleep(0.1)
    other.execute("ROLLBACK")
    other.close()
    assert "added" == (await saving)[0].outcome
    await store.close()


async def limit(store: Store, pages: int) -> None:
    """Let the file grow to so many pages and no further, as a full disk would."""
    assert isinstance(store, SqliteStore)
    writer = store._database._writer
    assert writer is not None
    await writer.execute(f"PRAGMA max_page_count = {pages}")


async def test_a_full_disk_loses_nothing(path: Path) -> None:
    """What was in stays, what was not is told, and the same save works once there is room."""
    store = await open_store(address(path))
    await store.save([made("1")])
    await limit(store, 1)
    big = [made(f"big {place}", f"Tumen {place}. " * 500) for place in range(100)]
    with pytest.raises(StoreFull, match=r"no room left on the disk.*nothing that was in is lost.*same command again"):
        await store.save(big)
    assert 1 == (await store.find(asking("tumen"), 5)).total
    await limit(store, 1_000_000)
    await store.save(big)
    assert 101 == (await store.find(asking("tumen"), 5)).total
    await store.close()


def test_a_full_disk_is_told_from_other_faults(path: Path) -> None:
    """The system's own word for it counts, too."""
    with pytest.raises(StoreFull), explained(path):
        raise OSError(28, "No space left on device")
    with pytest.raises(StoreError, match="cannot be used"), explained(path):
        raise OSError(5, "Input/output error")


async def test_a_file_that_cannot_be_written_is_read_all_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a read-only disk everything can be asked, and nothing saved."""
    await filled(path)

    def unwritable(*_: object) -> None:
        with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as connection:
            connection.execute("CREATE TABLE x (y)")

    monkeypatch.setattr(opening, "_migrate", unwritable)
    store = await open_store(address(path))
    assert 1 == (await store.find(asking("tumen"), 5)).total
    assert 1 == len(await store.latest(5))
    with pytest.raises(StoreError, match="can be read but not written"):
        await store.save([made("2")])
    await store.close()


async def test_without_a_log_a_file_is_read_as_it_lies(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where SQLite cannot make its index of the log, a file without a log is read as one that does not change."""
    await filled(path)
    real = opening._version

    def no_index(uri: str, file: Path, busy_seconds: float) -> int:
        if "immutable" not in uri:
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error
        return real(uri, file, busy_seconds)

    monkeypatch.setattr(opening, "_version", no_index)
    store = await open_store(address(path), read_only=True)
    assert 1 == (await store.find(asking("tumen"), 5)).total
    await store.close()
    path.with_name("store.db-wal").write_bytes(b"something")
    assert "cannot be opened" in await refused(path, read_only=True)


def schema(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Every table and index."""
    return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()


def test_migrated_step_by_step_it_is_the_same_as_fresh(tmp_path: Path) -> None:
    """A store that lived through every version has the schema of a new one."""
    scripts = migrations()
    fresh = sqlite3.connect(tmp_path / "fresh.db", isolation_level=None)
    migrate(fresh, tmp_path, scripts)
    old = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    for count in range(1, len(scripts) + 1):
        migrate(old, tmp_path, scripts[:count])
        assert count == old.execute("PRAGMA user_version").fetchone()[0]
    assert schema(fresh) == schema(old)
    assert APPLICATION_ID == fresh.execute("PRAGMA application_id").fetchone()[0]
    fresh.close()
    old.close()


def test_a_migration_that_fails_leaves_no_trace(tmp_path: Path) -> None:
    """Half a migration is none."""
    connection = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, tmp_path, ["CREATE TABLE a (x);\nCREATE TABLE b (x);\nCREATE TABLE a (x);"])
    assert [] == schema(connection)
    assert 0 == connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()


def test_migrations_know_nothing_of_the_program() -> None:
    """They are SQL alone, so that what they did stays what they do."""
    folder = ROOT / "bot/store/sqlite/migrations"
    names = sorted(file.name for file in folder.iterdir() if file.suffix != ".pyc" and file.name != "__pycache__")
    assert "__init__.py" == names[-1]
    assert all(name.endswith(".sql") and name[:4].isdigit() for name in names[:-1])


async def test_an_article_changed_by_hand_is_left_out_and_reported(path: Path) -> None:
    """A text that is not the one stored proves nothing, so no answer rests on it; the proofs show it."""
    store = await open_store(address(path))
    await store.save([made("1", "Exactly 600 men."), made("2", "Two."), made("3", "Three.")])
    with sqlite3.connect(path) as other:
        other.execute("UPDATE revision SET text = 'Exactly 900 men.' WHERE article = 1")
        other.execute("UPDATE facts SET facts = '{' WHERE article = 2")
    other.close()
    assert [3] == [stored.number for stored in await store.articles([1, 2, 3])]
    proofs = {proof.number: proof async for proof in store.proofs()}
    assert "Exactly 900 men." == proofs[1].text
    assert "facts cannot be read" in str(proofs[2].fault)
    assert "updated" == (await store.save([made("2", "Two again.")]))[0].outcome
    assert [2] == [stored.number for stored in await store.articles([2])]
    await store.close()


async def test_the_text_is_one_plain_column(path: Path) -> None:
    """A person with the sqlite3 program can read what is stored."""
    await filled(path)
    with sqlite3.connect(path) as other:
        assert [("Guards watch the Tumen River.",)] == other.execute("SELECT text FROM revision").fetchall()
    other.close()


SAVER = """
import asyncio, sys
sys.path.insert(0, sys.argv[1])
from bot.store import open_store
from tests.contract.made import made

async def main():
    store = await open_store(sys.argv[2])
    for batch in range(1000):
        await store.save([made(f"{batch}#{at}", f"Batch{batch} tumen {at}. " * 20) for at in range(5)])
        print(batch, flush=True)

asyncio.run(main())
"""


@pytest.mark.parametrize("wait", [0.0, 0.013, 0.037])
async def test_kill_leaves_each_batch_whole_or_absent(path: Path, wait: float) -> None:
    """After `kill -9` every batch that was said to be saved is there, and none is there in part."""
    command = [sys.executable, "-c", SAVER, str(ROOT), address(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: ASYNC220 - it is to be killed
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(3)]
        time.sleep(wait)  # noqa: ASYNC251 - nothing else runs
        os.kill(process.pid, signal.SIGKILL)
        said += process.stdout.readlines()
    last = int([line for line in said if line.endswith("\n")][-1])
    store = await open_store(address(path))
    everyone = await store.everyone()
    assert len(everyone) % 5 == 0
    assert len(everyone) >= 5 * (last + 1)
    assert len(everyone) == (await store.find(asking("tumen"), 1)).total == len(await store.articles(everyone))
    assert "added" == (await store.save([prepare(raw("after"))]))[0].outcome
    await store.close()


async def test_two_processes_that_save_the_same_make_no_double(path: Path) -> None:
    """Another process may save the same documents at the same moment; each becomes one article."""
    ours = await open_store(address(path))
    command = [sys.executable, "-c", SAVER, str(ROOT), address(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: ASYNC220 - it is to be killed
        assert process.stdout is not None
        process.stdout.readline()
        for batch in range(30):
            await ours.save([made(f"{batch}#{at}", f"Batch{batch} tumen {at}. " * 20) for at in range(5)])
        process.kill()
    everyone = await ours.everyone()
    addresses = [stored.addresses[0] for stored in await ours.articles(everyone)]
    assert len(everyone) == len(set(addresses))
    assert {f"{batch}#{at}" for batch in range(30) for at in range(5)} <= set(addresses)
    await ours.close()
