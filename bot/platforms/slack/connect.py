"""The connection to Slack."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.core.ports import Ledger, Tally
from bot.dispatch import Dispatcher


@dataclass(frozen=True, slots=True)
class Access:
    """What Slack needs to know us by."""

    bot_token: str
    app_token: str | None
    signing_secret: str | None
    api_url: str


class SlackPlatform:
    """`bot.core.ports.Platform` on Slack."""

    name = "slack"

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

    def routes(self) -> Mapping[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]:
        """Nothing yet."""
        return {}
