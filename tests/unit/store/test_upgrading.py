"""A store of the first version goes on: what it knows stays known, what changes is remembered from now on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bot.core.ports import Saved
from bot.store import open_store
from bot.store.sqlite.migrate import migrate, migrations
from bot.store.sqlite.rows import digest_of, facts_of
from tests.contract.made import FINGERPRINT, made

FIRST = 2  # how many migrations there were
NOW = "2026-11-21T08:12:00+00:00"


def of_the_first_version(path: Path) -> None:
    """A store with one article, as that version wrote it."""
    item = made("a.txt", "The fence is 40 km long.", url="https://x.example/fence")
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, path, migrations()[:FIRST])
    connection.execute("INSERT INTO source VALUES (1, '', 'x.example')")
    connection.execute(
        "INSERT INTO article (revision, url, read, source, digest, fingerprint, arrived, updated)"
        " VALUES (1, ?, 1, 1, ?, ?, ?, ?)",
        (item.raw.url, item.raw.digest, FINGERPRINT, NOW, NOW),
    )
    text = item.article.text
    connection.execute("INSERT INTO revision VALUES (1, 1, ?, ?, ?)", (digest_of(text), text, facts_of(item.article)))
    connection.execute("INSERT INTO raw VALUES (1, ?)", (item.raw.document,))
    connection.execute("INSERT INTO address VALUES ('a.txt', 'a.txt', 1)")
    connection.execute("INSERT INTO address VALUES (?, ?, 1)", (item.raw.url, item.raw.url))
    connection.close()


async def test_an_older_store_keeps_what_it_knows(tmp_path: Path) -> None:
    """Its documents are known at their addresses, and an edit from now on is told from the text it had."""
    of_the_first_version(tmp_path / "old.db")
    store = await open_store(f"sqlite:///{tmp_path / 'old.db'}")
    same = made("a.txt", "The fence is 40 km long.", url="https://x.example/fence")
    assert {0} == await store.known([same.raw], FINGERPRINT)
    assert [] == list(await store.changes(1, 9))
    edited = made("a.txt", "The fence is 14 km long.", url="https://x.example/fence")
    assert [Saved("updated", 1)] == list(await store.save([edited]))
    assert [(1, 2, "edit")] == [(c.before, c.after, c.cause) for c in await store.changes(1, 9)]
    await store.close()
