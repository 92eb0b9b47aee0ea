"""Workers: results in order, and one item that kills or hangs its worker takes nothing else with it."""

from __future__ import annotations

import asyncio
import gc
import os
import time
from collections.abc import Sequence

import pytest

from bot.core.article import RawDocument
from bot.core.errors import StoreFull
from bot.core.ports import Prepared
from bot.services import preparing
from bot.services.preparing import Refused, Trouble, Workshop, prepare_document
from bot.services.wire import prepare_lines


def fragile(items: Sequence[int]) -> list[int]:
    """Doubles numbers; 13 kills the worker, 7 hangs it, both as an article could."""
    for item in items:
        if item == 13:
            os._exit(1)
        if item == 7:
            time.sleep(60)
    return [2 * item for item in items]


async def results(items: Sequence[int], jobs: int = 2) -> list[int | Trouble]:
    """What the workshop makes of these items."""
    async with Workshop(fragile, jobs, chunk=4) as workshop:
        return [result async for _, result in workshop.map(items)]


async def test_results_come_in_the_order_of_the_items() -> None:
    """Whichever worker is faster, the order is kept."""
    assert [2 * item for item in range(14, 60)] == await results(range(14, 60))


async def test_an_item_that_kills_its_worker_is_the_only_one_without_a_result() -> None:
    """The chunk of the deadly item is tried again one by one."""
    found = await results(range(10, 20))

    assert [item for item in range(10, 20) if item != 13] == [item // 2 for item in found if isinstance(item, int)]
    assert [Trouble("the worker that prepared it died")] == [item for item in found if isinstance(item, Trouble)]


async def test_an_item_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time limit the hanging item is reported and the others have their results."""
    monkeypatch.setattr(preparing, "SECONDS_EACH", -2.0)

    found = await results([6, 7, 8], jobs=1)

    assert [12, 16] == [item for item in found if isinstance(item, int)]
    assert isinstance(found[1], Trouble)
    assert "took longer" in found[1].reason


def test_a_document_that_cannot_be_prepared_is_refused_with_its_reason() -> None:
    """An empty text is refused in one line, a good one is prepared."""
    good = prepare_document(RawDocument("/a", text="The bridge opened on Monday. Some 300 people came."))
    bad = prepare_document(RawDocument("/b", text=" \n "))

    assert isinstance(good, Prepared)
    assert isinstance(bad, Refused)
    assert "\n" not in bad.reason


def test_a_defect_in_a_step_is_a_reason_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a step raises, only its document fails."""

    def broken(_: RawDocument) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("bot.pipeline.steps.prepare", broken)

    assert Refused("/a", "cannot be prepared: ZeroDivisionError: oops") == prepare_document(RawDocument("/a", text="x"))


async def test_lines_are_prepared_alike_alone_and_together() -> None:
    """One worker or two print the same lines."""
    lines = [b'{"id": %d, "text": "Some %d people came on Monday, the mayor said."}' % (n, n + 20) for n in range(40)]

    async with Workshop(prepare_lines, 2) as workshop:
        together = [result async for _, result in workshop.map(lines)]

    assert prepare_lines(lines) == together


async def test_work_that_is_given_up_leaves_no_error_unheard() -> None:
    """Whoever stops in the midst, as on a full disk, stops the workers, and nothing is printed about what they held."""
    unheard: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unheard.append(context))

    async def give_up() -> None:
        async with Workshop(fragile, 2, chunk=1) as workshop:
            async for _ in workshop.map([1, *[7] * 5]):
                raise StoreFull("no room left")

    with pytest.raises(StoreFull):
        await give_up()
    gc.collect()
    await asyncio.sleep(0)

    assert [] == unheard
