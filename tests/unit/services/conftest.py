"""A store and a clock that is set, for the tests of what falls due."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.ports import Store
from bot.store import open_store

from .delivering import Setting


@pytest.fixture
def clock() -> Setting:
    """Monday, seven in the morning."""
    return Setting()


@pytest.fixture
async def store(tmp_path: Path, clock: Setting) -> AsyncIterator[Store]:
    """An empty store."""
    opened = await open_store(f"sqlite:///{tmp_path}/store.db", clock=clock)
    yield opened
    await opened.close()
