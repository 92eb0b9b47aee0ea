"""Stories kept in line with the articles: at once after `ingest` or `reindex`, by the running bot beside its answers.

There it is a few articles at a time with a pause after each step, for an answer that comes meanwhile must not wait.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import structlog

from bot.core.errors import StoreError
from bot.core.stories import StoryKeeper

AT_ONCE, MOST_AT_ONCE = 8, 32
STEP_SECONDS = 0.04
BESIDE = 2
PAUSE_SECONDS = 0.05
LOOK_SECONDS = 2.0
SOONER_SECONDS = 60.0

log = structlog.get_logger()


async def settle(keeper: StoryKeeper, told: Callable[[int, int], None] | None = None) -> None:
    """Place every article; `told` hears how many looks are done and how many there are."""
    done, left, most = 0, await keeper.unplaced(), AT_ONCE
    while left:
        start = time.monotonic()
        left = (await keeper.place_stories(most)).left
        done, most = done + most, adjusted(most, time.monotonic() - start)
        if told:
            told(done, done + left)


def adjusted(most: int, seconds: float) -> int:
    """How many to place in the next step, when the last one of `most` took so long: others wait for the store."""
    if seconds > STEP_SECONDS:
        return max(1, most // 2)
    return min(MOST_AT_ONCE, 2 * most) if seconds < STEP_SECONDS / 3 else most


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
