"""Forgetting by an admin's word and by age, and what the running bot tidies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.errors import UserError
from bot.core.keeping import Checked
from bot.core.ports import Store
from bot.services.forgetting import StoreForgetter, held
from bot.services.ingesting import Intake, Report
from bot.services.preparing import Workshop, prepare_documents
from bot.services.tidying import Tidier
from bot.sources.found import Skipped
from bot.store import open_store
from tests.contract.conftest import START, Ticking
from tests.contract.made import made, prepare, raw

YALU, TUMEN = "https://yalu.example/a", "https://tumen.example/b"


@pytest.fixture
def clock() -> Ticking:
    """The store's clock."""
    return Ticking()


@pytest.fixture
async def store(tmp_path: Path, clock: Ticking) -> AsyncIterator[Store]:
    """A store with three articles of two sources."""
    opened = await open_store(f"sqlite:///{tmp_path / 'store.db'}", clock=clock)
    first, second = (
        raw("a", "Yalu.", url=YALU, publisher="Yalu Monitor"),
        raw("b", "Tumen.", url=TUMEN, publisher="Post"),
    )
    await opened.save([prepare(first), prepare(second), made("c", "More.", publisher="Yalu Monitor")])
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    ("wanted", "numbers", "source"),
    [
        ("2", (2,), None),
        (TUMEN, (2,), None),
        ('"yalu  monitor"', (1, 3), "yalu monitor"),
        ("yalu.example", (1,), "yalu.example"),
    ],
    ids=["number", "link", "source", "host"],
)
async def test_what_is_meant_is_one_article_or_a_whole_source(
    store: Store, wanted: str, numbers: tuple[int, ...], source: str | None
) -> None:
    """By number, link, exact name."""
    doom = await StoreForgetter(store).doom(wanted)

    assert (numbers, source, len(numbers)) == (doom.numbers, doom.source, doom.extent.articles)


@pytest.mark.parametrize(
    ("wanted", "words", "suggestion"),
    [
        ("yalu", "No source is called exactly 'yalu', and nothing was done. Meant may be: 'Yalu Monitor'",
         '/admin forget "Yalu Monitor"'),
        ("xyz", "'xyz' is no article and no source", "/sources"),
        ("99", "'99' is no article and no source", "/sources"),
    ],
    ids=["part of a name", "nothing", "no number"],
)  # fmt: skip
async def test_a_part_of_a_name_is_offered_and_nothing_done(
    store: Store, wanted: str, words: str, suggestion: str
) -> None:
    """The asker hears what may be meant."""
    with pytest.raises(UserError) as raised:
        await StoreForgetter(store).doom(wanted)

    assert words in str(raised.value)
    assert suggestion == raised.value.suggestion


async def test_what_went_before_is_said_plainly(store: Store) -> None:
    """By number or address, a second time is no riddle."""
    forgetter = StoreForgetter(store)
    done = await forgetter.forget(await forgetter.doom("2"))
    assert (1, True) == (done.articles, done.scrubbed)
    for wanted in ("2", TUMEN):
        with pytest.raises(UserError, match="taken out of this store before"):
            await forgetter.doom(wanted)


async def test_the_next_round_of_its_feed_skips_it(store: Store) -> None:
    """The page is not fetched again; what comes all the same is skipped, and its address noted nowhere."""
    forgetter = StoreForgetter(store)
    await forgetter.forget(await forgetter.doom(YALU))
    report = Report()
    coming = [raw("a", "Yalu, again.", url=YALU), raw("new", "New words."), Skipped("x", "is empty", failed=True)]
    async with Workshop(prepare_documents, 1) as workshop:
        await Intake(store, workshop, "f1").take(coming, report, lambda _: None)

    assert (0, 2, None) == (await held(store)(YALU), await held(store)(TUMEN), await held(store)("https://x.example"))
    assert (1, 0, 0) == (report.added, report.updated, report.unchanged)
    assert [("a", False)] == [(item.source, item.failed) for item in report.skipped]
    assert "was forgotten by an admin" in report.skipped[0].reason
    assert [("is empty", 1, "x")] == [(one.reason, one.count, one.example) for one in await store.failures(START, 9)]


async def test_the_old_go_and_do_not_come_back_the_next_day(store: Store, clock: Ticking) -> None:
    """By arrival in the store; what its feed still lists is not taken in and deleted again each day."""
    clock.now += timedelta(days=40)
    await store.save([made("new", "New.", published="2001-01-01")])
    forgetter = StoreForgetter(store, clock)
    assert (0, 3) == ((await forgetter.expire()).articles, (await forgetter.outlived(30)).articles)
    await forgetter.keep_for(30)
    assert [3, 0] == [(await forgetter.expire()).articles for _ in range(2)]
    assert ["forgotten"] == [saved.outcome for saved in await store.save([prepare(raw("b", "Tumen.", url=TUMEN))])]
    assert [4] == list(await store.everyone())


async def test_tidying_finishes_what_a_kill_left(store: Store) -> None:
    """Marks of an earlier process are swept at the start."""
    await store.forget([1, 3], "asked", "Yalu Monitor")
    tidier = Tidier(store)
    assert await tidier.tidy()

    assert (0, [2]) == (await store.pending(), list(await store.everyone()))
    assert None is tidier.warning()


async def test_damage_is_said_with_every_answer_and_nothing_is_deleted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A damaged file is not written to by the tidier, and the words of the warning say what to do."""

    async def damaged() -> Checked:
        return Checked(START, "page 7 is never used")

    monkeypatch.setattr(store, "check", damaged)
    await store.forget([1], "asked")
    tidier = Tidier(store)
    assert not await tidier.tidy()

    assert 1 == await store.pending()
    assert "page 7 is never used" in (tidier.warning() or "")
    assert "`restore`" in (tidier.warning() or "")


async def test_the_tidier_stops_when_told(store: Store) -> None:
    """It does not keep a process that is to end."""
    stop = asyncio.Event()
    task = asyncio.create_task(Tidier(store).run(stop))
    stop.set()
    await asyncio.wait_for(task, 30)
    assert task.done()
