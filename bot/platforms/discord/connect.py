"""The connection to Discord."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.ports import Ledger, Tally
from bot.dispatch import Dispatcher


@dataclass(frozen=True, slots=True)
class Access:
    """What Discord needs to know us by."""

    token: str
    api_url: str
    guild_ids: tuple[int, ...] = ()


class DiscordPlatform:
    """`bot.core.ports.Platform` on Discord."""

    name = "discord"

    def __init__(self, access: Access, dispatcher: Dispatcher, ledger: Ledger, tally: Tally) -> None:
        self._access = access
        self._dispatcher = dispatcher
        self._ledger = ledger
        self._tally = tally

    async def serve(self, up: Callable[[bool], None]) -> None:
        """Connect and answer until `close`."""
        up(False)

    async def close(self) -> None:
        """Let go."""
