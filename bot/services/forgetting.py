"""Forgetting for good, by an admin's word or by age: the `Forgetter` of `bot.core.keeper` over any store."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.core.errors import UserError
from bot.core.keeper import Doom, Forgotten
from bot.core.keeping import Cause, Extent
from bot.core.ports import Store

SWEPT_AT_ONCE = 200  # a quarter of a second, so that nobody who writes waits long
MARKED_AT_ONCE = 5000
PAUSE = 0.01
OFFERED = 5

REASONS: dict[Cause, str] = {
    "asked": "was forgotten by an admin; `/admin unforget` with its link lets it in again",
    "age": "is older than articles are kept here; see `/admin retention`",
}


def now() -> datetime:
    """The time by which articles age."""
    return datetime.now(UTC)


class StoreForgetter:
    """Forgets in one store."""

    def __init__(self, store: Store, clock: Callable[[], datetime] = now) -> None:
        self._store = store
        self._clock = clock

    async def doom(self, wanted: str) -> Doom:
        """What an article's number or link, or a source's exact name, stands for."""
        wanted = " ".join(wanted.strip('"').split())
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 12 else None
        number = number or await self._store.article_at(wanted)
        if number and (extent := await self._store.extent([number])).articles:
            return Doom((number,), extent)
        numbers = tuple(await self._store.of_source(wanted))
        if not numbers:
            raise await self._unknown(wanted, number)
        return Doom(numbers, await self._store.extent(numbers), wanted)

    async def _unknown(self, wanted: str, number: int | None) -> UserError:
        if number and await self._store.gone(number):
            return UserError(f"Article {number} was taken out of this store before; nothing of it is kept.")
        if await self._store.barred_at(wanted):
            return UserError("The article of this address was taken out of this store before; nothing of it is kept.")
        low = wanted.casefold()
        names = [row.name for row in await self._store.sources() if low in row.name.casefold()][:OFFERED]
        if not names:
            return UserError(
                f"'{wanted[:120]}' is no article and no source of this store. /sources lists them.", "/sources"
            )
        offered = ", ".join(f"'{name}'" for name in names)
        said = f"No source is called exactly '{wanted[:120]}', and nothing was done. Meant may be: {offered}."
        return UserError(said, f'/admin forget "{names[0]}"')

    async def forget(self, doom: Doom) -> Forgotten:
        """Take it out of every answer at once, then out of the files."""
        marked = await self._store.forget(doom.numbers, "asked", doom.source)
        return Forgotten(marked, await self._finish())

    async def unforget(self, wanted: str) -> int:
        """Let it in again when it comes."""
        return await self._store.unforget(" ".join(wanted.strip('"').split()))

    async def retention(self) -> int | None:
        """For how many days articles are kept."""
        return await self._store.retention()

    async def outlived(self, days: int) -> Extent:
        """What would go if articles were kept for so many days."""
        return await self._store.extent(await self._store.unchanged_since(self._clock() - timedelta(days=days)))

    async def keep_for(self, days: int | None) -> None:
        """Set how long."""
        await self._store.set_retention(days)

    async def expire(self) -> Forgotten:
        """Forget what has been here for longer than articles are kept, and finish what was begun before."""
        days = await self._store.retention()
        old = [] if days is None else await self._store.unchanged_since(self._clock() - timedelta(days=days))
        marked = 0
        for at in range(0, len(old), MARKED_AT_ONCE):
            marked += await self._store.forget(old[at : at + MARKED_AT_ONCE], "age")
        return Forgotten(marked, await self._finish())

    async def _finish(self) -> bool:
        left = await self._store.sweep(SWEPT_AT_ONCE)
        while left:
            # Whoever else writes comes in between.
            await asyncio.sleep(PAUSE)
            left = await self._store.sweep(SWEPT_AT_ONCE)
        return await self._store.scrub()


def held(store: Store) -> Callable[[str], Awaitable[int | None]]:
    """The number of the article at an address, 0 where it was forgotten: what stands there need not be fetched."""

    async def at(link: str) -> int | None:
        number = await store.article_at(link)
        return 0 if number is None and await store.barred_at(link) else number

    return at
