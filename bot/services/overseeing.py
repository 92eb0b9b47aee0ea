"""The store as a whole, for those who look after it: the `Overseer` of `bot.core.stewardship` over any store."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.ports import SourceRow, Store, Totals


class StoreOverseer:
    """Looks at one store; `fingerprint` names the current pipeline."""

    def __init__(self, store: Store, fingerprint: str) -> None:
        self._store = store
        self._fingerprint = fingerprint

    async def totals(self) -> Totals:
        """The store in figures."""
        return await self._store.totals(self._fingerprint)

    async def sources(self) -> Sequence[SourceRow]:
        """Every source, most articles first."""
        return await self._store.sources()
