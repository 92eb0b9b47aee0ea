"""Where articles are kept; `open_store` picks the folder that serves an address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.core.errors import SettingsError
from bot.core.ports import Store
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
    path = url.removeprefix(SQLITE)
    if path == url or not path.strip() or path == ":memory:":
        raise SettingsError(f"STORE_URL: {_without_password(url)!r} is no store; try sqlite:///data/sitrep.db")
    database = await open_file(Path(path), read_only=read_only, busy_seconds=busy_seconds)
    return SqliteStore(database, clock)


def _without_password(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"
