"""Stories kept in line with the articles: at once after `ingest` or `reindex`, by the running bot beside its answers.

There it is a few articles at a time with a pause after each step, for an answer that comes meanwhile must not wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from bot.core.errors import StoreError
from bot.core.stories import StoryKeeper

AT_ONCE = 8
BESIDE = 2
PAUSE_SECONDS = 0.05
LOOK_SECONDS = 2.0
SOONER_SECONDS = 60.0

log = structlog.get_logger()


async def settle(keeper: StoryKeeper, told: Callable[[int, int], None] | None = None) -> None:
    """Place every article; `told` hears how many looks are done and how many there are."""
    done, left = 0, await keeper.unplaced()
    while left:
        placing = await keeper.place_stories(AT_ONCE)
        done, left = done + AT_ONCE, placing.left
        if told:
            told(done, done + left)


class Storyteller:
    """Keeps the stories of one store in line until it is told to stop."""

    def __init__(self, keeper: StoryKeeper) -> None:
        self._keeper = keeper

    async def run(self, stop: asyncio.Event) -> None:
        """Look for articles every two seconds; an error is logged and comes again a minute later."""
        while not stop.is_set():
            try:
                await self._settle(stop)
                pause = LOOK_SECONDS
            except StoreError as problem:
                log.warning("stories wait", action="stories_failed", problem=str(problem))
                pause = SOONER_SECONDS
            try:
                await asyncio.wait_for(stop.wait(), pause)
            except TimeoutError:
                continue

    async def _settle(self, stop: asyncio.Event) -> None:
        left = await self._keeper.unplaced()
        while left and not stop.is_set():
            left = (await self._keeper.place_stories(BESIDE)).left
            await asyncio.sleep(PAUSE_SECONDS)
