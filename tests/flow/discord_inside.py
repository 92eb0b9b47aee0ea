"""Discord inside the test's own process: the server, the platform over it, and a quick pace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import pytest

from bot.platforms import showing
from bot.platforms.discord import answering, rest
from bot.platforms.discord.connect import Access, DiscordPlatform
from tests.flow.inside import Inside, inside
from tests.loopback.discord import DiscordServer


def description() -> Path | None:
    """The official description of Discord's API, which bodies are held against where it is at hand."""
    from tests.flow.slack_bot import description as of_slack  # noqa: PLC0415 - the same folder

    slack = of_slack()
    path = None if slack is None else slack.with_name("discord_openapi.json")
    return path if path is not None and path.exists() else None


@asynccontextmanager
async def discord_inside(folder: Path) -> AsyncIterator[tuple[DiscordServer, Inside]]:
    """A server and the platform that is connected to it."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    async with DiscordServer(description=description()) as server:
        server.gateway.identify_every = 0.0
        access = Access(server.token, server.api_url)
        try:
            async with inside(folder, lambda asked, store, tally: DiscordPlatform(access, asked, store, tally)) as made:
                await server.ready("attach")
                yield server, made
        finally:
            discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acknowledge at once, show progress often, try again soon."""
    monkeypatch.setattr(answering, "PATIENCE_SECONDS", 0.02)
    monkeypatch.setattr(showing, "EVERY_SECONDS", 0.02)
    monkeypatch.setattr(rest, "FIRST_WAIT", 0.02)
