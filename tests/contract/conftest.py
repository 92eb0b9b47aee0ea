"""The stores that are put under the same tests; a new one is one more entry of `STORES`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.ports import Store
from bot.store import open_store

STORES = {"sqlite": "sqlite:///{folder}/store.db"}
START = datetime(2026, 11, 21, 8, 12, tzinfo=UTC)

Opener = Callable[..., Awaitable[Store]]


class Ticking:
    """A clock that is a minute later at each look."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """The time now."""
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture(params=STORES.values(), ids=STORES.keys())
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that is not there yet."""
    return str(request.param).format(folder=tmp_path)


@pytest.fixture
async def opened(url: str) -> AsyncIterator[Opener]:
    """Opens the same store as often as it is called, and closes all of them."""
    stores: list[Store] = []

    async def again(**options: Any) -> Store:
        stores.append(await open_store(url, **{"clock": Ticking(), **options}))
        return stores[-1]

    yield again
    for store in stores:
        await store.close()


@pytest.fixture
async def store(opened: Opener) -> Store:
    """An empty store."""
    return await opened()
