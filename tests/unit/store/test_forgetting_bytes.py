"""That no byte is left: the files themselves are searched for the words of what was forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.ports import Prepared, Store
from bot.store import back_up, open_store, restore
from tests.contract.made import made, prepare, raw

MANY = 120


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The address of a store that is not there yet."""
    return f"sqlite:///{tmp_path / 'store' / 'store.db'}"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """An open store."""
    opened = await open_store(url)
    yield opened
    await opened.close()


def told(number: int, text: str = "") -> Prepared:
    """An article whose every part has a word of its own; long ones reach over several pages of the file."""
    word = f"qzx{number}qzx"
    filler = " ".join(f"guard{number % 7}{place}" for place in range(number * 37 % 500))
    document = raw(
        f"/docs/{word}.txt", f"{filler} {word} watched {text} {filler}", title=f"Title {word}",
        url=f"https://x.example/{word}/{'long' * (number % 30)}", publisher=f"Press {word}", byline=f"By {word}",
    )  # fmt: skip
    return prepare(document, topics=(f"Topic {word}", "Guards"))


def words_in(folder: Path) -> set[int]:
    """Of which articles a word is left in any file."""
    data = b"".join(path.read_bytes() for path in folder.iterdir()).lower()
    return {number for number in range(MANY) if f"qzx{number}qzx".encode() in data}


async def filled(store: Store) -> None:
    """Many articles, each of them with a second revision, and things that name them."""
    articles = [told(number) for number in range(MANY)]
    for at in range(0, MANY, 40):
        await store.save(articles[at : at + 40])
        await store.save([told(number, "again") for number in range(at, at + 40, 2)])
    await store.keep_lines({str(n): f'/brief "title qzx{n}qzx" since:2024' for n in range(MANY)})


async def finish(store: Store) -> None:
    """Sweep and wipe."""
    while await store.sweep(50):
        continue
    assert await store.scrub()


async def test_not_a_byte_of_it_is_left_in_the_files(url: str, store: Store, tmp_path: Path) -> None:
    """Of a third of the articles nothing is in the file nor its log, while the others have all of their words."""
    await filled(store)
    doomed = [number for number in range(1, MANY + 1) if number % 3 == 0]
    assert set(range(MANY)) == words_in(tmp_path / "store")
    await store.forget(doomed, "asked")
    await finish(store)

    assert {number for number in range(MANY) if (number + 1) % 3} == words_in(tmp_path / "store")


async def test_a_backup_made_after_holds_nothing_of_it(url: str, store: Store, tmp_path: Path) -> None:
    """Also where the copy is made in the midst of it, before the rows are gone; the copy is a whole store."""
    await filled(store)
    await store.forget(list(range(1, MANY, 2)), "asked")
    await store.sweep(20)
    (tmp_path / "copies").mkdir()
    copy = tmp_path / "copies" / "copy.db"
    await back_up(url, copy)

    assert set(range(1, MANY, 2)) == words_in(tmp_path / "copies")
    await store.close()
    await restore(url, copy)
    again = await open_store(url)
    assert (MANY // 2, 0) == ((await again.totals("f1")).articles, await again.pending())
    assert "asked" == (await again.barred([told(0).raw]))[0]
    await again.close()


async def test_a_store_from_before_is_wiped_wholly_the_first_time(url: str, store: Store, tmp_path: Path) -> None:
    """Where an older version left words in free pages, the first forgetting takes these, too."""
    await filled(store)
    await store.close()
    path = tmp_path / "store" / "store.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        "PRAGMA secure_delete = OFF;CREATE TABLE old AS SELECT * FROM revision WHERE article <= 60; DROP TABLE old;"
    )
    connection.close()
    again = await open_store(url)
    await again.forget(list(range(1, 61)), "asked")
    await finish(again)
    await again.close()

    assert set(range(60, MANY)) == words_in(tmp_path / "store")


async def test_traces_that_a_reader_holds_go_later(url: str, store: Store, tmp_path: Path) -> None:
    """While another process reads an older state the log cannot be emptied: that is said, and done when it has left."""
    await store.save([told(1), made("b")])
    await store.close()
    store = await open_store(url, busy_seconds=0.05)
    reader = sqlite3.connect(tmp_path / "store" / "store.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM article").fetchone()
    await store.forget([1], "asked")
    while await store.sweep(5):
        continue
    assert not await store.scrub()
    reader.close()
    assert await store.scrub()
    await store.close()

    assert set() == words_in(tmp_path / "store")


async def test_the_tombstone_has_no_word_of_it(url: str, store: Store, tmp_path: Path) -> None:
    """What bars an address is a hash with a key: two stores have different ones for the same address."""
    other_url = f"sqlite:///{tmp_path / 'other.db'}"
    other = await open_store(other_url)
    marks = []
    for each in (store, other):
        await each.save([replace(told(1))])
        await each.forget([1], "asked")
        await finish(each)
        await each.close()
    for path in (tmp_path / "store" / "store.db", tmp_path / "other.db"):
        connection = sqlite3.connect(path)
        marks.append({mark for (mark,) in connection.execute("SELECT mark FROM tombstone")})
        connection.close()

    assert 3 == len(marks[0]) == len(marks[1])
    assert set() == marks[0] & marks[1]
