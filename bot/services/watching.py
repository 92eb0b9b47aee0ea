"""Watched folders: every minute a look at what each file looks like, and those that look otherwise are read.

How files looked is kept in the store, so that a restart reads none of them again, and is noted when their articles are
in, so that a kill forgets none.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import cast

import structlog

from bot.core.article import RawDocument
from bot.core.following import Followed, Tried
from bot.core.ports import Store
from bot.services.ingesting import Intake, Preparer, Report
from bot.services.reading import File, Reading
from bot.services.receiving import Received, Receiver
from bot.services.standby import Standby
from bot.services.visiting import Visit
from bot.sources.files import KINDS, MANY, missing, read_path
from bot.sources.folder import ending, walk
from bot.sources.found import Skipped, shown

# A file that changed so lately may still be being written.
SETTLED_SECONDS = 2.0
FILES_AT_ONCE = 20

log = structlog.get_logger()


class Watcher:
    """Scans folders that are followed."""

    def __init__(self, store: Store, receiver: Receiver, standby: Standby, fingerprint: str) -> None:
        self._store = store
        self._receiver = receiver
        self._standby = standby
        self._fingerprint = fingerprint

    async def visit(self, source: Followed) -> Visit:
        """Read what has changed since the last scan."""
        root = Path(source.place)
        if not await asyncio.to_thread(root.exists):
            return Visit(source, Tried("failed", missing(root)))
        known = await self._store.files(source.number)
        found = await asyncio.to_thread(files_below, root, time.time())
        changed = {name: path for name, (path, look) in found.items() if look and known.get(name) != look}
        received = Received()
        for at in range(0, len(changed), FILES_AT_ONCE):
            names = list(changed)[at : at + FILES_AT_ONCE]
            received += await self._take([changed[name] for name in names])
            await self._store.saw_files(source.number, {name: found[name][1] for name in names}, ())
        gone = [name for name in known if name not in found]
        if gone:
            await self._store.saw_files(source.number, {}, gone)
        return Visit(source, Tried("new" if received.new else "same", articles=received.added))

    async def _take(self, paths: Sequence[Path]) -> Received:
        """Files of one document go through the workers; those of many are streams, whatever their size."""
        many = [path for path in paths if ending(path) in MANY]
        received = await self._small([path for path in paths if path not in many])
        return received + await self._streams(many) if many else received

    async def _small(self, paths: Sequence[Path]) -> Received:
        read = await self._standby.each([File(path) for path in paths]) if paths else []
        documents: list[RawDocument] = []
        for path, reading in zip(paths, read, strict=True):
            if isinstance(reading, Reading):
                documents += reading.documents
                _tell(reading.skipped)
            else:
                _tell([Skipped(shown(path), getattr(reading, "reason", "cannot be read"), failed=True)])
        received = await self._receiver.receive(documents) if documents else Received()
        _tell(received.failed)
        return received

    async def _streams(self, paths: Sequence[Path]) -> Received:
        report = Report()
        found = chain.from_iterable(map(read_path, paths))
        async with self._standby.using() as hands:
            intake = Intake(self._store, cast("Preparer", hands), self._fingerprint)
            await intake.take(found, report, lambda _: None)
        _tell([*report.skipped, *report.failed])
        return Received(report.added, report.updated, report.unchanged, tuple(report.failed))


def files_below(root: Path, now: float) -> Mapping[str, tuple[Path, str]]:
    """Every file below `root` that can be read, under its name, and how it looks: empty while it may be written to."""
    return {shown(path): (path, look) for path, look in _looks(root.resolve(), now)}


def _looks(root: Path, now: float) -> Iterator[tuple[Path, str]]:
    for entry in walk(root, KINDS):
        if isinstance(entry, Skipped):
            continue
        try:
            status = entry.stat()
        except OSError:  # gone since it was listed; the next scan knows
            continue
        fresh = 0 <= now - status.st_mtime < SETTLED_SECONDS
        yield entry, "" if fresh else f"{status.st_mtime_ns}:{status.st_size}:{status.st_ino}"


def _tell(skipped: Sequence[Skipped]) -> None:
    for item in skipped:
        log.info("not taken in", action="not_taken", document=item.source, reason=item.reason)
