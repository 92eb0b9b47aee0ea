"""Taking documents in: known ones stop at the door, the others are prepared by workers and saved a batch at a time.

A batch is one transaction, so that a kill or a full disk at any moment leaves whole articles only, and the same
command run again finishes the work.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.core.article import RawDocument
from bot.core.keeping import Cause, Failure
from bot.core.ports import Prepared, Store
from bot.services.forgetting import REASONS
from bot.services.portions import portions, weight_of
from bot.services.preparing import Result, Workshop
from bot.sources.found import Found, Skipped

BATCH = 100
# Beyond so many bytes, compressed, a batch is saved and no document more is looked at ahead of the workers.
HEAVY = 4_000_000
SECONDS = 2.0
LOOK_AHEAD = 64

T = TypeVar("T")


@dataclass
class Report:
    """What became of the documents so far."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    failed: list[Skipped] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """Documents that are done with."""
        return self.added + self.updated + self.unchanged + len(self.skipped) + len(self.failed)

    unnoted: list[Failure] = field(default_factory=list)

    def refuse(self, skipped: Skipped) -> None:
        """Note one that gave no document."""
        (self.failed if skipped.failed else self.skipped).append(skipped)
        self.unnoted.append(Failure(skipped.source, skipped.reason, skipped.failed))

    def bar(self, location: str, cause: Cause) -> None:
        """Note one that must not come in again; its address is told to who asked, and kept nowhere."""
        self.skipped.append(Skipped(location, REASONS[cause], failed=False))


Progress = Callable[[Report], None]
Preparer = Workshop[RawDocument, Result]


@dataclass(frozen=True, slots=True)
class Intake:
    """Where documents go in: a store, the workers that prepare for it, and the name of their pipeline."""

    store: Store
    workshop: Preparer
    fingerprint: str

    async def take(self, found: Iterable[Found], report: Report, progress: Progress) -> None:
        """Take in everything that `found` yields; `report` is kept up to date, also when this is interrupted."""
        batch = _Batch()
        fresh = _Fresh(self.store, found, report, self.fingerprint, asyncio.get_running_loop(), progress)
        async for document, result in self.workshop.map(fresh):
            if isinstance(result, Prepared):
                batch.add(result)
            else:
                report.refuse(Skipped(document.location, result.reason, failed=True))
            if batch.full:
                await _save(self.store, batch.prepared, report)
                batch = _Batch()
                progress(report)
        await _save(self.store, batch.prepared, report)
        progress(report)


@dataclass
class _Batch:
    """What is saved together: not too many, nor too heavy, nor kept waiting for long."""

    prepared: list[Prepared] = field(default_factory=list)
    weight: int = 0
    begun: float = field(default_factory=time.monotonic)

    def add(self, prepared: Prepared) -> None:
        """One more."""
        self.prepared.append(prepared)
        self.weight += len(prepared.raw.document)

    @property
    def full(self) -> bool:
        """Whether it is to be saved now."""
        some = len(self.prepared)
        return some >= BATCH or self.weight >= HEAVY or (some > 0 and time.monotonic() - self.begun > SECONDS)


async def _save(store: Store, batch: list[Prepared], report: Report) -> None:
    if report.unnoted:
        unnoted, report.unnoted = report.unnoted, []
        await store.note_failures(unnoted)
    if not batch:
        return
    for prepared, saved in zip(batch, await store.save(batch), strict=True):
        match saved.outcome:
            case "forgotten":
                report.bar(prepared.raw.location, "asked")
            case "added":
                report.added += 1
            case "updated":
                report.updated += 1
            case "unchanged":
                report.unchanged += 1


def _weight(found: Found) -> int:
    return weight_of(found) if isinstance(found, RawDocument) else 0


@dataclass(frozen=True, slots=True)
class _Fresh:
    """The documents of `found` that the store does not know yet; walked in a thread, a few at a time."""

    store: Store
    found: Iterable[Found]
    report: Report
    fingerprint: str
    loop: asyncio.AbstractEventLoop
    progress: Progress

    def __iter__(self) -> Iterator[RawDocument]:
        for ahead in portions(self.found, LOOK_AHEAD, _weight, HEAVY):
            documents = []
            for item in ahead:
                if isinstance(item, Skipped):
                    self.report.refuse(item)
                else:
                    documents.append(item)
            barred = self._asked(self.store.barred(documents))
            for place, cause in barred.items():
                self.report.bar(documents[place].location, cause)
            documents = [document for place, document in enumerate(documents) if place not in barred]
            known = self._asked(self.store.known(documents, self.fingerprint))
            self.report.unchanged += len(known)
            # Where all is known nothing is saved, and a large archive would be gone through in silence.
            self.loop.call_soon_threadsafe(self.progress, self.report)
            yield from (document for place, document in enumerate(documents) if place not in known)

    def _asked(self, question: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(question, self.loop).result()
