"""Workers that come when they are needed and go when they are not."""

from __future__ import annotations

from typing import cast

from bot.core.article import RawDocument
from bot.core.ports import Fetched, Prepared
from bot.services.preparing import Refused, Workshop
from bot.services.reading import Body, Reading, work
from bot.services.standby import Hands, Standby
from tests.unit.services.following import Inline, feed, until

ITEM = Body(Fetched("http://news.test/feed", 200, feed(1).encode()), "http://news.test/feed")


async def test_workers_read_and_prepare_in_processes_of_their_own() -> None:
    """One pool for both kinds of work; what cannot be read is refused with the reason."""
    standby = Standby(lambda: Workshop(work, 1))
    broken = Body(Fetched("http://news.test/x", 200, b"\x01"), "http://news.test/x")
    reading, prepared, refused = await standby.each([ITEM, RawDocument("/a", text="Guards watch the river."), broken])
    await standby.close()

    assert isinstance(reading, Reading)
    assert ("feed", "Quarrel Herald", 1) == (reading.kind, reading.title, len(reading.documents))
    assert isinstance(prepared, Prepared)
    assert Refused("http://news.test/x", "is neither a page nor a feed") == refused


async def test_workers_stop_when_there_is_nothing_to_do_and_start_again() -> None:
    """They are kept while somebody works with them, and stopped a while later."""
    made: list[Inline] = []

    def make() -> Hands:
        made.append(Inline())
        return cast("Hands", made[-1])

    standby = Standby(make, idle_seconds=0.0)
    async with standby.using():
        await standby.each([ITEM])
        assert standby.working
    await until(lambda: not standby.working)
    await standby.each([ITEM])

    assert [1, 1] == [hands.items for hands in made]
    await standby.close()
