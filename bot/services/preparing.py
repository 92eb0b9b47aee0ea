"""Preparing documents in worker processes at low priority, so that an answer never waits for the pipeline.

A worker that hangs or dies takes one document with it, not the run: its chunk is tried again one by one, and the
document at fault is reported with the reason.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, Self, TypeAlias, TypeVar

from pebble import ProcessExpired, ProcessPool

from bot.core.article import RawDocument
from bot.core.ports import Prepared
from bot.services.attempting import collect_seldom, reason_of
from bot.services.portions import portions, weightless

CHUNK = 16
# So much, as it is weighed, is enough for a worker: of heavy pages a few, lest memory grow with what pages weigh.
ENOUGH = 1_000_000
SECONDS_EACH = 30.0
NICE = 10
# Chunks for each worker that are sent ahead, so that none runs dry while a batch is saved.
AHEAD = 4

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that could not be prepared, and why, in one line."""

    source: str
    reason: str


Result: TypeAlias = Prepared | Refused


def prepare_documents(documents: Sequence[RawDocument]) -> list[Result]:
    """Prepare each document; runs in a worker."""
    return [prepare_document(document) for document in documents]


def prepare_document(document: RawDocument) -> Result:
    """Prepare one document; whatever goes wrong with it is its own affair."""
    from bot.pipeline.dated import dated  # noqa: PLC0415
    from bot.pipeline.sealing import sealed  # noqa: PLC0415
    from bot.pipeline.signature import signature  # noqa: PLC0415 - half a second that only workers need
    from bot.pipeline.steps import fingerprint, prepare  # noqa: PLC0415
    from bot.pipeline.terms import index_terms  # noqa: PLC0415

    try:
        article = prepare(document)
        terms, length = index_terms(article)
        signed = signature(article.text)
        kept = sealed(document)
        days = dated(article)
    except Exception as problem:  # noqa: BLE001 - one bad document never stops the others
        return Refused(document.location, reason_of(problem))
    return Prepared(kept, article, terms, length, fingerprint(), signed, days)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a worker gave no result for an item."""

    reason: str


class Workshop(Generic[T, R]):
    """A pool of niced workers that map `function` over chunks of items; an async context manager.

    `function` takes a list of items and returns a list of results of the same length; it must be importable. A chunk
    has at most `chunk` items, and fewer where these weigh enough, as `weigh` tells; one that takes longer than
    `seconds` and one more for each item is given up.
    """

    def __init__(
        self,
        function: Callable[[Sequence[T]], list[R]],
        jobs: int,
        chunk: int = CHUNK,
        weigh: Callable[[T], int] = weightless,
        seconds: float | None = None,
    ) -> None:
        self._function = function
        self._chunk = chunk
        self._weigh = weigh
        self._jobs = max(1, jobs)
        self._seconds = SECONDS_EACH if seconds is None else seconds
        self._pool: Any = None

    async def __aenter__(self) -> Self:
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPool(max_workers=self._jobs, initializer=_start_worker, context=context)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if kind is None:
            self._pool.close()
        else:
            self._pool.stop()
        await asyncio.to_thread(self._pool.join)

    async def map(self, items: Iterable[T]) -> AsyncIterator[tuple[T, R | Trouble]]:
        """Each item with its result, in order; at most a few chunks are held at a time."""
        waiting: deque[tuple[list[T], asyncio.Future[list[R]]]] = deque()
        chunks = self._chunks(items)
        more = True
        while more or waiting:
            while more and len(waiting) < AHEAD * self._jobs + 1:
                chunk = await asyncio.to_thread(next, chunks, None)
                if chunk is None:
                    more = False
                else:
                    waiting.append((chunk, self._send(chunk)))
            if waiting:
                chunk, future = waiting.popleft()
                for item, result in zip(chunk, await self._results(chunk, future), strict=True):
                    yield item, result

    async def each(self, items: Sequence[T]) -> list[R | Trouble]:
        """The result of each of a few items that are there already, in order."""
        chunks = list(self._chunks(items))
        sent = [self._send(chunk) for chunk in chunks]
        results: list[R | Trouble] = []
        for chunk, future in zip(chunks, sent, strict=True):
            results += await self._results(chunk, future)
        return results

    def _chunks(self, items: Iterable[T]) -> Iterator[list[T]]:
        return portions(items, self._chunk, self._weigh, ENOUGH)

    def _send(self, chunk: list[T]) -> asyncio.Future[list[R]]:
        seconds = self._seconds + len(chunk)
        future = asyncio.wrap_future(self._pool.schedule(self._function, args=(chunk,), timeout=seconds))
        future.add_done_callback(_hear)
        return future

    async def _results(self, chunk: list[T], future: asyncio.Future[list[R]]) -> Sequence[R | Trouble]:
        try:
            return await future
        except (FutureTimeout, TimeoutError):
            reason = f"took longer than {self._seconds:.0f} s to prepare"
        except ProcessExpired:
            reason = "the worker that prepared it died"
        if len(chunk) == 1:
            return [Trouble(reason)]
        results: list[R | Trouble] = []
        for item in chunk:
            results += await self._results([item], self._send([item]))
        return results


def _hear(future: asyncio.Future[Any]) -> None:
    """Take note of an error that nobody waits for any more: when the work was given up, its workers were stopped."""
    if not future.cancelled():
        future.exception()


def _start_worker() -> None:
    """Low priority; an interrupt is the parent's to handle."""
    collect_seldom()
    os.nice(max(0, NICE - os.nice(0)))
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def default_jobs() -> int:
    """One worker for each core this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
