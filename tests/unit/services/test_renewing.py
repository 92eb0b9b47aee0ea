"""Building a new index: what is served meanwhile, what is refused, what is gone on with, and who may do it."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

import pytest

from bot.core.article import Figure
from bot.core.errors import StoreError, UserError
from bot.core.ports import Store
from bot.core.progress import bar_of, duration, ending_of
from bot.core.renewal import Account, Build, Failure, Renewal, Selection, Task, Wealth
from bot.core.stewardship import Progress
from bot.services import reindexing, renewing
from bot.services.judging import poverty
from bot.services.preparing import Refused, Trouble, Workshop
from bot.services.reindexing import StoreReindexer, arguments
from bot.services.renewing import Builder, is_alive
from bot.services.repreparing import Outcome, Renewed, renew_documents
from bot.store import open_store
from tests.contract.conftest import START
from tests.contract.made import asking, made, prepare, raw

EVERYTHING = Selection(everything=True)
Making = Callable[[Task], Outcome]


class Here(Workshop[Task, Outcome]):
    """A workshop without processes: `make` is called where it stands."""

    def __init__(self, make: Making) -> None:
        super().__init__(lambda tasks: [make(task) for task in tasks], 1)
        self.make = make

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return

    async def map(self, items: Iterable[Task]) -> AsyncIterator[tuple[Task, Outcome | Trouble]]:
        """One after another."""
        walked = iter(items)
        while task := await asyncio.to_thread(next, walked, None):
            yield task, self.make(task)


def better(task: Task, **fields: object) -> Renewed:
    """What the newer pipeline of these tests makes: the same text with other topics."""
    assert task.raw is not None
    prepared = prepare(task.raw, fingerprint="f2", **{"topics": ("better",), **fields})
    return Renewed(prepared, Wealth.of(prepared.article), ())


def damaged(task: Task) -> Outcome:
    """A pipeline that cannot do the second article."""
    return Refused("d1", "damaged") if task.number == 2 else better(task)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store with thirty articles of an older pipeline."""
    store = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    await store.save([made(f"d{at}", f"Tumen {at}.") for at in range(30)])
    yield store
    await store.close()


def builder(store: Store, make: Making = better, told: Callable[[Account], None] = lambda _: None) -> Builder:
    """A builder whose workers do `make`."""
    return Builder(store, "f2", lambda _: Here(make), told)


async def better_ones(store: Store) -> int:
    """How many articles the newer pipeline has prepared, as suggestions tell it."""
    found = [topic.articles for topic in await store.topics("better", 1) if topic.name == "better"]
    return found[0] if found else 0


async def test_all_that_is_stale_is_prepared_again(store: Store) -> None:
    """One run, and nothing is left to do; the next builds nothing."""
    renewal = await builder(store).run()
    assert ("done", 30, 0, 0) == (renewal.ending, renewal.prepared, renewal.kept, renewal.failed)
    assert ([], 30) == (list(await store.stale("f2")), await better_ones(store))
    generation = await store.generation()

    again = await builder(store).run()
    assert ("done", 0) == (again.ending, again.prepared)
    assert generation == await store.generation()


async def test_an_article_that_fails_keeps_what_it_has(store: Store) -> None:
    """It is found as before, said by number, and the others are renewed."""
    renewal = await builder(store, damaged).run()
    assert ("done", 29, 1) == (renewal.ending, renewal.prepared, renewal.failed)
    assert (Failure(2, "damaged"),) == renewal.failures
    assert ([2], 29, 30) == (
        list(await store.stale("f2")),
        await better_ones(store),
        (await store.find(asking("tumen"), 1)).total,
    )


async def test_a_fact_that_does_not_hold_is_never_served(store: Store) -> None:
    """Not even by force; the index is dropped and the old one serves."""

    def wrong(task: Task) -> Outcome:
        return replace(better(task), broken=("figures 0-3: not in the text",) if task.number == 7 else ())

    renewal = await builder(store, wrong).run(force=True)
    assert "refused" == renewal.ending
    assert "a fact of article 7 does not hold: figures 0-3" in str(renewal.reason)
    assert (None, 0, 30) == (await store.build(), await better_ones(store), len(await store.stale("f2")))


def test_workers_prove_what_they_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A figure whose number is not what stands there comes back as broken."""
    document = raw("a", "The fence is 40 km long.")
    task = Task(1, document, Wealth(read=1, characters=24))

    (good,) = renew_documents([task])
    assert isinstance(good, Renewed)
    assert () == good.broken

    lie = Figure(13, 18, 41.0, None, None, "=", "kilometre", "fence", None, False, None)
    monkeypatch.setattr("bot.services.repreparing.prepare_document", lambda raw: prepare(raw, figures=(lie,)))
    (bad,) = renew_documents([task])
    assert isinstance(bad, Renewed)
    assert bad.broken[0].startswith("figures 13-18: ")


def test_an_article_without_document_or_text_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """It then keeps what it has; one that never had a text may go on without."""
    monkeypatch.setattr("bot.services.repreparing.prepare_document", lambda raw: prepare(raw, text=""))
    tasks = [Task(1, None, Wealth()), Task(2, raw("a"), Wealth(1, 28)), Task(3, raw("b"), Wealth())]
    gone, emptied, empty = renew_documents(tasks)
    assert isinstance(gone, Refused)
    assert isinstance(emptied, Refused)
    assert isinstance(empty, Renewed)
    assert ("is not in the store" in gone.reason, "nothing is left" in emptied.reason) == (True, True)


async def test_a_far_poorer_index_waits_to_be_forced(store: Store) -> None:
    """It is refused with the reason and kept; by force it is served without preparing anything again."""
    made_again: list[int] = []

    def poor(task: Task) -> Outcome:
        made_again.append(task.number)
        return replace(better(task), after=Wealth(read=1, characters=2))

    renewal = await builder(store, poor).run()
    assert "poor" == renewal.ending
    assert "far poorer than the old one: only 60 characters are left of" in str(renewal.reason)
    assert (30, 0) == (len(await store.stale("f2")), await better_ones(store))
    assert "poor" == (await builder(store, poor).run()).ending

    forced = await builder(store, poor).run(force=True)
    assert ("done", 30, 30) == (forced.ending, await better_ones(store), len(made_again))


WHOLE = Wealth(1000, 1_000_000, 5000, 9000, 7000)


@pytest.mark.parametrize(
    ("account", "said"),
    [
        (Account(prepared=1000, before=WHOLE, after=WHOLE), None),
        (Account(prepared=980, failed=20, before=WHOLE, after=WHOLE), None),
        (Account(prepared=979, failed=21, before=WHOLE, after=WHOLE), "21 of 1,000 articles could not be prepared"),
        (Account(prepared=1000, before=WHOLE, after=replace(WHOLE, read=979)), "21 can no longer be read"),
        (Account(prepared=1000, before=WHOLE, after=replace(WHOLE, figures=3750)), None),
        (Account(prepared=1000, before=WHOLE, after=replace(WHOLE, figures=3749)), "only 3,749 figures"),
        (Account(prepared=1000, before=WHOLE, after=replace(WHOLE, statements=0)), "only 0 statements"),
        (Account(prepared=5, failed=5, before=Wealth(10, 500), after=Wealth(10, 500)), None),
        (Account(prepared=4, failed=6, before=Wealth(10, 500), after=Wealth(10, 500)), "6 of 10"),
        (Account(prepared=19, before=WHOLE, after=Wealth(read=1000)), None),
    ],
    ids=["same", "2 % fail", "more fail", "unread", "25 % fewer", "fewer", "none", "few", "too many", "tiny"],
)
def test_what_counts_as_poor(account: Account, said: str | None) -> None:
    """More than a fiftieth that fails or can no longer be read, or more than a quarter fewer of anything."""
    found = poverty(account)
    assert (said is None) == (found is None)
    assert (said or "") in (found or "")


async def test_cancelled_it_goes_on_where_it_stopped(store: Store) -> None:
    """The old index serves; a later run prepares only what is not done yet."""
    made_again: list[int] = []

    def slow(task: Task) -> Outcome:
        made_again.append(task.number)
        return better(task)

    async def stop() -> None:
        assert await store.pause_build()

    waiting: list[asyncio.Task[None]] = []
    first = builder(store, slow, lambda _: waiting.append(asyncio.ensure_future(stop())))
    cancelled = await first.run()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert "cancelled" == cancelled.ending
    assert (0, 30) == (await better_ones(store), len(await store.stale("f2")))

    done = await builder(store, slow).run()
    assert ("done", 30, 30) == (done.ending, done.prepared, await better_ones(store))
    assert set(range(1, 31)) == set(made_again)
    assert len(made_again) < 60


@pytest.mark.parametrize("step", range(1, 5))
async def test_interrupted_anywhere_it_goes_on(store: Store, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Whichever write is the last of a process, the next one ends the work, and counts each article once."""
    monkeypatch.setattr(renewing, "AT_ONCE", 8)
    left = [step]

    def die(_: Account) -> None:
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await builder(store, told=die).run()
    monkeypatch.setattr(renewing, "_exists", lambda _: False)
    assert (30, 0) == ((await store.find(asking("tumen"), 1)).total, await better_ones(store))

    renewal = await builder(store).run()
    assert ("done", 30, 0, 30) == (renewal.ending, renewal.prepared, renewal.kept, await better_ones(store))


async def test_two_do_not_build_at_once(store: Store) -> None:
    """Who comes second is told so, and the first is not disturbed."""
    said: list[UserError] = []

    async def second() -> None:
        with pytest.raises(UserError, match="under way") as problem:
            await builder(store).run()
        said.append(problem.value)

    waiting: list[asyncio.Task[None]] = []
    first = builder(store, told=lambda _: waiting.append(asyncio.ensure_future(second())) if not waiting else None)
    assert "done" == (await first.run()).ending
    await asyncio.gather(*waiting, return_exceptions=True)
    assert 30 == await better_ones(store)


NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("owner", "seconds", "alive"),
    [
        (None, 0, False),
        (f"{socket.gethostname()}/{os.getpid()}/a", 1, True),
        (f"{socket.gethostname()}/{2**22 + 1}/a", 1, False),
        ("elsewhere/1/a", 1, True),
        ("elsewhere/1/a", 31, False),
        (f"{socket.gethostname()}/{os.getpid()}/a", 31, False),
    ],
    ids=["let go", "ours", "gone", "elsewhere", "silent elsewhere", "silent here"],
)
def test_who_is_at_work(owner: str | None, seconds: int, alive: bool) -> None:
    """A process that is gone, or was not heard of for longer than its lease, has lost its build."""
    build = Build("f", Selection(), 1, Account(), False, owner, NOW - timedelta(seconds=seconds), NOW)
    assert alive == is_alive(build, NOW)


# ---- from the running bot ----


async def test_a_run_of_another_process_is_followed_and_can_be_cancelled(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its progress is told as it is in the store, and cancelling reaches it."""
    monkeypatch.setattr(reindexing, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(renewing, "AT_ONCE", 4)
    reindexer = StoreReindexer(store, ("false",))
    go = asyncio.Event()
    seen: list[Progress] = []

    class Waiting(Here):
        async def map(self, items: Iterable[Task]) -> AsyncIterator[tuple[Task, Outcome | Trouble]]:
            async for task, result in super().map(items):
                yield task, result
                if task.number == 10:
                    await go.wait()

    async def cancel(progress: Progress) -> None:
        assert 30 == progress.total
        assert await reindexer.cancel()
        go.set()

    waiting: list[asyncio.Task[None]] = []

    def told(progress: Progress) -> None:
        seen.append(progress)
        if progress.done >= 8 and not waiting:
            waiting.append(asyncio.ensure_future(cancel(progress)))

    begun = asyncio.Event()
    other = Builder(store, "f2", lambda _: Waiting(better), lambda _: begun.set())
    running = asyncio.create_task(other.run(EVERYTHING))
    await begun.wait()
    renewal = await reindexer.renew(None, told)
    assert ("cancelled", "cancelled") == (renewal.ending, (await running).ending)
    await asyncio.gather(*waiting)
    assert (None, False) == (await reindexer.progress(), await reindexer.cancel())
    assert seen[0].done <= seen[-1].done < 30


async def test_a_run_that_dies_says_its_last_words(store: Store) -> None:
    """What the process said last is part of the answer."""
    reindexer = StoreReindexer(store, (sys.executable, "-c", "raise SystemExit('no room left')"))
    with pytest.raises(StoreError, match="ended half way: no room left"):
        await reindexer.renew(None, lambda _: None)


async def test_an_interrupted_run_is_started_again_and_a_cancelled_one_is_not(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The running bot looks at its start for what was left."""
    reindexer = StoreReindexer(store, (sys.executable, "-c", "input()"))
    assert not await reindexer.resume()
    assert await store.take_build("elsewhere/1/a", None, "f2", EVERYTHING)
    assert not await reindexer.resume()
    monkeypatch.setattr(renewing, "LEASE", timedelta(0))
    assert await reindexer.resume()
    await reindexer.close()
    await store.pause_build()
    assert not await reindexer.resume()


async def test_a_bot_that_stops_says_that_the_run_is_interrupted(store: Store) -> None:
    """Who waits for the run hears so at once, and that it goes on later."""
    reindexer = StoreReindexer(store, (sys.executable, "-c", "import time; time.sleep(60)"))
    closing: list[asyncio.Task[None]] = []

    def told(_: Progress) -> None:
        if not closing:
            closing.append(asyncio.ensure_future(reindexer.close()))

    renewal = await reindexer.renew(None, told)
    await asyncio.gather(*closing)
    assert "goes on when the bot starts again" in ending_of(renewal)


def test_a_selection_becomes_the_words_of_a_call() -> None:
    """As the command line takes them."""
    selection = Selection(True, "Yalu Monitor", datetime(2024, 1, 31, tzinfo=UTC).date())
    assert ["--all", "--source=Yalu Monitor", "--since=2024-01-31", "--force"] == arguments(selection, force=True)
    assert [] == arguments(None, force=False)


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (
            Progress("preparing", 41_200, 100_000, 180.4, 326.0),
            "▓▓▓░░░░░ 41 %  ·  41,200 of 100,000  ·  180/s  ·  6 min left",
        ),
        (Progress("checking", 10, 10), "▓▓▓▓▓▓▓▓ 100 %  ·  10 of 10  ·  proving the new index"),
        (Progress("starting", 0, 0), "Getting ready"),
    ],
    ids=["preparing", "checking", "starting"],
)
def test_progress_in_one_line(progress: Progress, said: str) -> None:
    """A bar, how many, how fast, how long."""
    assert said == bar_of(progress)


def test_durations_are_rounded_up() -> None:
    """Nobody minds when it is done sooner."""
    assert ["1 s", "60 s", "2 min", "1 h 1 min"] == [duration(seconds) for seconds in (0.2, 59.9, 60, 3600)]


@pytest.mark.parametrize(
    ("renewal", "said"),
    [
        (Renewal("done", START, 1, 0), "1 article prepared anew, 0 failed."),
        (Renewal("done", START, 0, 0), "Nothing to do"),
        (Renewal("refused", START, 5, 0, reason="a fact does not hold"), "Refused: a fact does not hold. The old"),
        (Renewal("cancelled", START, 5, 0), "goes on from where it stopped"),
    ],
    ids=["done", "nothing", "refused", "cancelled"],
)
def test_how_it_ended_in_one_line(renewal: Renewal, said: str) -> None:
    """What came of it and what serves now."""
    assert said in ending_of(renewal)
