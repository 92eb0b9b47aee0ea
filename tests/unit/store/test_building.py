"""The tables of a build and those that are served agree with the articles, whatever is saved between."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from bot.core.renewal import Account, Renewal, Selection
from bot.pipeline.terms import keys_of
from bot.store import open_store
from bot.store.sqlite import columns, indexing, postings
from bot.store.sqlite.migrate import migrate, migrations
from bot.store.sqlite.sides import LIVE, NEXT, TABLES, Side
from tests.contract.conftest import START
from tests.contract.made import made, prepare, raw

WORDS = ("tumen", "yalu", "fence", "river", "guards", "trade", "bridge", "lorries", "2024", "winter")
TOPICS = ("Tumen River", "border trade", "the fence", "Yalu bridge")
OWNER = "host/1/a"
END = 2**62


def check(connection: sqlite3.Connection, side: Side, numbers: list[int]) -> None:
    """Every derived table of a side says what the rows of these articles say, and nothing more."""
    rows = connection.execute(
        side.sql(
            "SELECT article, stems.title, sentences, others, published, facts FROM @stems AS stems"
            " JOIN @prepared USING (article) JOIN @facts USING (article)"
        )
    ).fetchall()
    assert numbers == sorted(row[0] for row in rows)
    wanted = {number: indexing.terms_of(*rest[:4]) for number, *rest in rows}
    found: dict[int, dict[str, int]] = {number: {} for number in numbers}
    for block, term, data in connection.execute(side.sql("SELECT block, term, data FROM @posting")):
        for place, count in postings._records(data).tolist():
            assert term not in found[block * columns.BLOCK + place]
            found[block * columns.BLOCK + place][term] = count
    assert wanted == found
    keys = Counter(key for row in rows for key in {*keys_of(indexing.topics_of(row[5]))})
    counted = connection.execute(side.sql("SELECT stems, articles FROM @topic WHERE articles > 0"))
    assert keys == Counter(dict(counted.fetchall()))
    assert len(numbers) == columns.counted(connection, side, END)


class Play:
    """A store to which things happen by chance."""

    def __init__(self, path: Path, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.path = path
        self.documents = 0

    def text(self) -> str:
        """A few sentences."""
        return " ".join(" ".join(self.chance.choices(WORDS, k=5)) + "." for _ in range(3))

    def topics(self) -> tuple[str, ...]:
        """Some topics."""
        return tuple(self.chance.sample(TOPICS, self.chance.randrange(3)))

    def batch(self) -> list:  # type: ignore[type-arg]
        """New, changed and copied documents."""
        self.documents += self.chance.randrange(3)
        places = [self.chance.randrange(self.documents + 1) for _ in range(4)]
        days = ("2024-01-31", None)
        return [
            prepare(raw(f"d#{place}", self.text(), published=self.chance.choice(days)), topics=self.topics())
            for place in places
        ]

    def rows(self) -> sqlite3.Connection:
        """The file, to look into."""
        return sqlite3.connect(self.path)


@pytest.mark.parametrize("seed", range(6))
async def test_both_sides_are_right_whatever_is_saved_between(tmp_path: Path, seed: int) -> None:
    """After each of many random steps of saving and building both sets of tables are consistent; so is the result."""
    play = Play(tmp_path / "store.db", seed)
    store = await open_store(f"sqlite:///{play.path}", clock=lambda: START)
    play.documents = 12
    await store.save([made(f"d#{place}", play.text()) for place in range(12)])
    assert await store.take_build(OWNER, None, "f2", Selection(everything=True))
    position = 1
    while position < END:
        if play.chance.random() < 0.5:
            await store.save(play.batch())
        else:
            upto = position + play.chance.randrange(1, 4) if play.chance.random() < 0.9 else END
            renewed = {}
            for number in range(position, min(upto, position + 4)):
                document = await store.raw(number)
                if document and play.chance.random() < 0.7:
                    text = play.text() if play.chance.random() < 0.5 else document.text
                    renewed[number] = prepare(document, text=text, fingerprint="f2", topics=play.topics())
            position = (await store.advance(OWNER, upto, renewed, (), Account())).position
        everyone = list(await store.everyone())
        rows = play.rows()
        check(rows, LIVE, everyone)
        check(rows, NEXT, [number for number in everyone if number < position])
        rows.close()
    await store.save(play.batch())
    assert [] == list(await store.gaps())
    assert await store.swap(OWNER, Renewal("done", START, 0, 0))
    while await store.sweep_old():
        await store.save(play.batch())
    rows = play.rows()
    check(rows, LIVE, list(await store.everyone()))
    hidden = "SELECT count(*) FROM revision JOIN prepared USING (article) WHERE number > revision"
    assert 0 == rows.execute(hidden).fetchone()[0]
    rows.close()
    assert all([proof.article and not proof.fault async for proof in store.proofs()])
    await store.close()


async def test_the_tables_of_a_build_have_the_shape_of_those_that_are_served(tmp_path: Path) -> None:
    """Also after several swaps each table and index is what a fresh store has, but for names of indexes."""
    path = tmp_path / "store.db"
    store = await open_store(f"sqlite:///{path}")
    await store.save([made("a")])

    def shape() -> list[tuple[object, ...]]:
        with sqlite3.connect(path) as rows:
            found = [
                (table, rows.execute(f"PRAGMA table_xinfo({table})").fetchall(), indexes(rows, table))
                for table in TABLES
            ]
        rows.close()
        return found

    def indexes(rows: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
        listed = rows.execute(f"SELECT name, [unique], origin, partial FROM pragma_index_list('{table}')").fetchall()  # noqa: S608 - names of this file
        return sorted((*rest, str(rows.execute(f"PRAGMA index_xinfo({name})").fetchall())) for name, *rest in listed)

    fresh = shape()
    for turn in range(3):
        assert await store.take_build(OWNER, await store.build(), f"f{turn}", Selection())
        await store.advance(OWNER, END, {}, (), Account())
        assert await store.swap(OWNER, Renewal("done", START, 0, 0))
        while await store.sweep_old():
            assert 1 == len(await store.everyone())
        assert fresh == shape()
    await store.close()


async def test_a_store_of_version_2_keeps_every_answer(tmp_path: Path) -> None:
    """What an earlier program has saved is there after the tables were parted: texts, facts, revisions, numbers."""
    path = tmp_path / "store.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, path, migrations()[:2])
    with (Path(__file__).parent / "version_2.sql").open() as script:
        connection.executescript(script.read())
    connection.close()

    store = await open_store(f"sqlite:///{path}")
    one, three = await store.articles([1, 3])
    assert (2, "New text.", "T1", ("a", "https://a.example/1")) == (
        one.revision, one.article.text, one.article.title, one.addresses,
    )  # fmt: skip
    assert ("Three.", "Post") == (three.article.text, three.publisher)
    assert ("Old text.", None) == (await store.text(1, 1), await store.text(1, 3))
    proofs = [proof async for proof in store.proofs()]
    assert [(1, 1), (1, 2), (3, 1)] == [(proof.number, proof.revision) for proof in proofs]
    assert ["T0", "T1", "T3"] == [proof.article.title for proof in proofs if proof.article]
    assert [1, 3] == list(await store.stale("f2"))
    assert (await store.save([made("new", "Four.")]))[0].article == 8
    await store.close()
