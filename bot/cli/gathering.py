"""What `ingest` takes from the web; apart from `taking` because it loads what most calls do not need."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from itertools import chain
from pathlib import Path

from bot.core.ports import Store
from bot.services.forgetting import held
from bot.services.gathering import Gatherer, walked
from bot.services.ingesting import Report
from bot.settings import Settings
from bot.sources.fetching import GuardedFetcher
from bot.sources.found import Found


@asynccontextmanager
async def gathered(
    addresses: Sequence[str], settings: Settings, store: Store, report: Report
) -> AsyncIterator[Iterator[Found]]:
    """Everything that these addresses, or lists of feeds in files, lead to, for a reader in another thread."""
    loop = asyncio.get_running_loop()
    async with GuardedFetcher(private=settings.fetch_private) as fetcher:
        gatherer = Gatherer(fetcher, held(store), report)
        yield chain.from_iterable(walked(_led_to(gatherer, address), loop) for address in addresses)


def _led_to(gatherer: Gatherer, source: str) -> AsyncIterator[Found]:
    return gatherer.gather(source) if "://" in source else gatherer.gather_list(source, Path(source).read_bytes())
