"""Where articles are kept; `open_store` picks the folder that serves an address."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.core.errors import SettingsError
from bot.core.ports import Store
from bot.store.sqlite import copying
from bot.store.sqlite.opening import open_file
from bot.store.sqlite.store import SqliteStore

SQLITE = "sqlite:///"
BUSY_SECONDS = 5.0


def utc_now() -> datetime:
    """The time by which a store notes when something came in."""
    return datetime.now(UTC)


async def open_store(
    url: str,
    *,
    read_only: bool = False,
    busy_seconds: float = BUSY_SECONDS,
    clock: Callable[[], datetime] = utc_now,
) -> Store:
    """The store at `url`, made if need be; raises `StoreError` or `SettingsError` with what to do.

    Another process may hold it for `busy_seconds` before `StoreBusy` is raised. A file that cannot be written is
    opened for reading all the same.
    """
    database = await open_file(path_of(url), read_only=read_only, busy_seconds=busy_seconds)
    return SqliteStore(database, clock)


async def back_up(
    url: str, target: Path, *, busy_seconds: float = BUSY_SECONDS, clock: Callable[[], datetime] = utc_now
) -> int:
    """Write a consistent copy of the store at `url`, which may be in use; its size in bytes."""
    return await asyncio.to_thread(copying.backup, path_of(url), target, clock(), busy_seconds)


async def restore(
    url: str, source: Path, *, busy_seconds: float = BUSY_SECONDS, clock: Callable[[], datetime] = utc_now
) -> Path | None:
    """Put a copy in the place of the store at `url`, which must not be in use; where the old one was put."""
    return await asyncio.to_thread(copying.restore, path_of(url), source, clock(), busy_seconds)


def path_of(url: str) -> Path:
    """The file of an address; `SettingsError` when it is none of ours."""
    path = url.removeprefix(SQLITE)
    if path == url or not path.strip() or path == ":memory:":
        raise SettingsError(f"STORE_URL: {_without_password(url)!r} is no store; try sqlite:///data/sitrep.db")
    return Path(path)


def _without_password(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"
