"""The lookout reads each new article once for all watches, whoever looks and whatever one of them says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.core.article import RawDocument
from bot.core.ports import Prepared, Store, Stored
from bot.core.watches import Watch
from bot.services.asking import Aliases
from bot.services.lookout import HELPING, Lookout, eye_of, matches
from bot.services.naming import StoreNamer
from bot.services.preparing import prepare_document
from bot.store import open_store
from tests.unit.services.made import NOW, stored

from .delivering import ANN, DESK, START, Setting

NAMES = Aliases.read(["North Korea = DPRK"])


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = await open_store(f"sqlite:///{tmp_path}/store.db", clock=Setting())
    yield opened
    await opened.close()


def watch(words: str, number: int = 0) -> Watch:
    """A watch that is older than every article."""
    return Watch(number, words, DESK, ANN, START, "UTC")


async def take(store: Store, *texts: str) -> None:
    """Articles come in."""
    documents = [RawDocument(f"/made/{text}", text=text, title="A report") for text in texts]
    await store.save([one for one in map(prepare_document, documents) if isinstance(one, Prepared)])


async def found(store: Store) -> Sequence[tuple[int, int]]:
    """Pairs of watch and article that are to be told."""
    return [pair for pending in (await store.untold(["made"])).values() for pair in pending.pairs]


@pytest.mark.parametrize(
    ("words", "text", "seen"),
    [
        ("north korea", "The DPRK closed the bridge.", True),
        ("bridges", "A bridge was closed.", True),
        ("bridge dandong", "A bridge was closed.", False),
        ("report", "A bridge was closed.", True),
        ("다리", "다리 위의 교통", True),
    ],
    ids=["another name", "another form", "a word is missing", "in the title", "another script"],
)
def test_a_watch_sees_what_a_search_would_find(words: str, text: str, seen: bool) -> None:
    """Names that mean the same, other forms of a word, the title."""
    older = replace(watch(words, 1), created=NOW)
    article: Stored = stored(5, text, title="A report")

    assert ({1: [5]} if seen else {}) == matches([eye_of(older, NAMES)], [article])


async def test_each_article_is_looked_at_once(store: Store) -> None:
    """Two who look at the same time find each pair once; a second look finds nothing."""
    await store.add_watch(watch("bridge"), 9)
    await take(store, "A bridge.", "A pier.", "Another bridge.")
    await asyncio.gather(*(Lookout(store, StoreNamer(store)).look() for _ in range(2)))
    assert [(1, 1), (1, 3)] == await found(store)

    assert not await Lookout(store, StoreNamer(store)).look()
    assert [(1, 1), (1, 3)] == await found(store)


async def test_many_are_looked_at_in_helpings(store: Store) -> None:
    """So that nothing waits for all of them; the end of the last is the end of all."""
    await store.add_watch(watch("bridge"), 9)
    await take(store, *(f"Bridge {number}." for number in range(HELPING + 1)))
    lookout = Lookout(store, StoreNamer(store))

    assert [True, False, False] == [await lookout.look() for _ in range(3)]
    assert HELPING + 1 == len(await found(store))


async def test_a_watch_that_cannot_be_read_stops_no_other(store: Store) -> None:
    """It is said in the log; the others go on."""
    await store.add_watch(watch("-only"), 9)
    await store.add_watch(watch("bridge"), 9)
    await take(store, "A bridge.")
    with capture_logs() as logs:
        await Lookout(store, StoreNamer(store)).look()

    assert [(2, 1)] == await found(store)
    assert ["watch_unread"] == [line["action"] for line in logs]


async def test_without_watches_nothing_is_read(store: Store) -> None:
    """What came in before the first watch is passed over."""
    await take(store, "A bridge.")
    assert not await Lookout(store, StoreNamer(store)).look()

    await store.add_watch(watch("bridge"), 9)
    await Lookout(store, StoreNamer(store)).look()
    assert [] == await found(store)
