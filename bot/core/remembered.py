"""Answers remembered for as long as the store is as it was: who asks what was just asked need not wait for it again.

Thirty people who press the same button cost one answer; those who ask while it is being made share it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """The results of the last questions, by key; a key must name everything that the result depends on.

    A result that `worth` does not want kept is made anew for whoever asks after it is there.
    """

    def __init__(self, most: int, worth: Callable[[T], bool] = lambda _: True) -> None:
        self._most = most
        self._worth = worth
        self._tasks: OrderedDict[Hashable, asyncio.Task[T]] = OrderedDict()

    async def get(self, key: Hashable, make: Callable[[], Awaitable[T]]) -> T:
        """The result for a key, made if it is not there; one that fails is not kept."""
        if not self._most:
            return await make()
        task = self._tasks.get(key)
        if task is None or task.cancelled():
            task = asyncio.ensure_future(_made(make))
            self._tasks[key] = task
            if len(self._tasks) > self._most:
                self._tasks.popitem(last=False)
        self._tasks.move_to_end(key)
        try:
            # One asker who gives up must not take the answer from the others.
            result = await asyncio.shield(task)
        except BaseException:
            if task.done() and self._tasks.get(key) is task:
                del self._tasks[key]
            raise
        if not self._worth(result) and self._tasks.get(key) is task:
            del self._tasks[key]
        return result


async def _made(make: Callable[[], Awaitable[T]]) -> T:
    return await make()
