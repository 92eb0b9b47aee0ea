"""How a store is and what was done to it: the `Examiner` of `bot.core.keeper` over any store."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from importlib.metadata import PackageNotFoundError, version

from bot import __version__
from bot.core.keeper import AuditAsk, Condition, Namer
from bot.core.ports import Deed, Store

LIBRARIES = ("discord.py", "slack-bolt")
REASONS = 20
DAY = timedelta(days=1)


class StoreExaminer:
    """Looks at one store; `fingerprint` names the current pipeline."""

    def __init__(self, store: Store, namer: Namer, fingerprint: str) -> None:
        self._store = store
        self._namer = namer
        self._fingerprint = fingerprint

    async def condition(self, now: datetime) -> Condition:
        """The state of the store."""
        return Condition(
            failures=tuple(await self._store.failures(now - DAY, REASONS)),
            versions=versions(self._fingerprint, await self._store.schema()),
            retention=await self._store.retention(),
            names=await self._namer.names(),
            pending=await self._store.pending(),
            checked=await self._store.checked(),
        )

    async def audit(self, ask: AuditAsk) -> Sequence[Deed]:
        """The audit log, newest first."""
        since = datetime.combine(ask.since, time(), UTC) if ask.since else None
        return await self._store.deeds(ask.limit, skip=ask.skip, user=ask.user, since=since)


def versions(fingerprint: str, schema: int) -> Mapping[str, str]:
    """What this process is made of."""
    return {
        "Sitrep": __version__,
        "pipeline": fingerprint,
        "store": str(schema),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **{name: _version(name) for name in LIBRARIES},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
