"""Pictures for answers: once each, and an answer comes without one rather than late or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import cast

import pytest

from bot.charts.worker import draw_charts
from bot.core.charts import Chart, Undrawn
from bot.core.library import Account
from bot.core.publishing import Published
from bot.core.reply import Reply
from bot.services.illustrating import NO_COURSE, NO_DAYS, NO_EVENTS, Illustrator, Studio
from bot.services.preparing import Trouble, Workshop
from bot.services.standby import OnCall
from tests.unit.services.drawable import event

ACCOUNT = Account("fence", "", 1, events=(event("2023-08-07", "Construction began."),))


class FakeStudio:
    """Answers as it is told, and remembers what it was asked."""

    def __init__(self, result: Callable[[], bytes | Undrawn | Trouble] = lambda: b"png") -> None:
        self.asked: list[Chart] = []
        self.open = asyncio.Event()
        self.open.set()
        self._result = result

    async def each(self, charts: Sequence[Chart]) -> list[bytes | Undrawn | Trouble]:
        """What it was told, once it is open."""
        self.asked += charts
        await self.open.wait()
        return [self._result() for _ in charts]


def illustrator(studio: FakeStudio, seconds: float = 60.0) -> Illustrator:
    """One that draws in a fake studio."""
    return Illustrator(cast("Studio", studio), seconds)


async def test_a_chart_is_a_file_with_words_and_is_drawn_once() -> None:
    """Who asks the same while it is drawn or afterwards gets the same picture."""
    studio = FakeStudio()
    drawing = illustrator(studio)
    one, other = await asyncio.gather(drawing.timeline(ACCOUNT), drawing.timeline(ACCOUNT))
    again = await drawing.timeline(ACCOUNT)

    assert one.file is not None
    assert ("timeline-fence.png", "image/png", b"png") == (one.file.name, one.file.media_type, one.file.data)
    assert "7 August 2023: Construction began." in one.file.alt
    assert one == other == again
    assert 1 == len(studio.asked)


@pytest.mark.parametrize(
    ("result", "said"),
    [(Undrawn("ValueError: bad"), "ValueError: bad"), (Trouble("died"), "the worker that draws was lost")],
    ids=["cannot be drawn", "worker lost"],
)
async def test_an_error_is_one_line_and_is_not_kept(result: Undrawn | Trouble, said: str) -> None:
    """The answer comes without picture, says why, and the next one tries again."""
    studio = FakeStudio(lambda: result)
    drawing = illustrator(studio)
    shown = await drawing.timeline(ACCOUNT)
    await drawing.timeline(ACCOUNT)

    assert (None, True) == (shown.file, shown.fleeting)
    assert said in shown.note
    assert 2 == len(studio.asked)
    assert Reply("x", notes=("known", shown.note), fleeting=True) == shown.beside(Reply("x", notes=("known",)))


async def test_nobody_waits_longer_than_the_deadline() -> None:
    """A picture that does not come is left out."""
    studio = FakeStudio()
    studio.open.clear()
    shown = await illustrator(studio, 0.01).timeline(ACCOUNT)

    assert shown.file is None
    assert "not drawn within" in shown.note


async def test_where_there_is_nothing_to_draw_one_line_says_so() -> None:
    """The studio is not asked."""
    studio, nothing = FakeStudio(), Account("fence", "", 1)
    drawing = illustrator(studio)

    assert NO_COURSE == (await drawing.figures(nothing)).note
    assert NO_EVENTS == (await drawing.timeline(nothing)).note
    assert NO_DAYS == (await drawing.articles(Published(3, 3), None)).note
    assert [] == studio.asked


async def test_the_loop_goes_on_while_a_worker_draws() -> None:
    """A process of its own draws; the loop that waits for it has turns meanwhile, and closing ends the worker."""
    studio: Studio = OnCall(lambda: Workshop(draw_charts, 1, chunk=1))
    drawing = Illustrator(studio)
    task = asyncio.create_task(drawing.timeline(ACCOUNT))
    turns = 0
    while not task.done():
        turns += 1
        await asyncio.sleep(0.001)
    shown = await task
    await drawing.close()

    assert shown.file is not None
    assert shown.file.data.startswith(b"\x89PNG")
    assert turns > 50
    assert not studio.working
