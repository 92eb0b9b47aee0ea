"""The chat in the terminal, with the digests and watches that come to it, stories and whatever else goes on beside."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot import app as parts
from bot.core.ports import Store
from bot.core.stewardship import SourceKeeper
from bot.platforms.terminal.carrying import TerminalCarrier
from bot.platforms.terminal.connect import converse, is_person
from bot.settings import Settings


async def talk(
    settings: Settings, store: Store, sources: SourceKeeper, *beside: Callable[[asyncio.Event], Awaitable[None]]
) -> None:
    """Talk until the end of input; what is `beside` runs until its event is set."""
    from bot.delivered import delivering  # noqa: PLC0415 - `ask` needs none of it
    from bot.services.metrics import Metrics  # noqa: PLC0415
    from bot.services.storytelling import Storyteller  # noqa: PLC0415

    carriers, stop = {"terminal": TerminalCarrier(person=is_person())}, asyncio.Event()
    planning = parts.planning_of(settings, carriers)
    delivery = delivering(settings, store, carriers, Metrics())
    parts.settle()
    running = asyncio.gather(delivery.run(stop), Storyteller(store).run(stop), *(work(stop) for work in beside))
    try:
        async with parts.drawing() as draughtsman:
            await converse(parts.dispatcher(store, sources=sources, planning=planning, draughtsman=draughtsman))
    finally:
        stop.set()
        await running
