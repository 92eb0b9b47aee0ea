"""The server, and the real SDK pointed at it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands

from tests.loopback.discord import DiscordServer


class Bot(discord.AutoShardedClient):
    """The SDK's own client, which tells when it is ready and when it has resumed."""

    def __init__(self, intents: discord.Intents | None = None, **settings: float) -> None:
        super().__init__(intents=intents or discord.Intents(guilds=True), guild_ready_timeout=0.05, **settings)
        self.tree = app_commands.CommandTree(self)
        self.resumed = asyncio.Event()
        self.readied = asyncio.Event()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait five seconds: the server of these tests does not ask for it."""

    async def setup_hook(self) -> None:
        """Register what the tree holds."""
        await self.tree.sync()

    async def on_ready(self) -> None:
        """Tell the test."""
        self.readied.set()

    async def on_resumed(self) -> None:
        """Tell the test."""
        self.resumed.set()


@asynccontextmanager
async def running(bot: Bot, server: DiscordServer) -> AsyncIterator[Bot]:
    """The bot logged in and ready, and closed at the end whatever happens."""
    task = asyncio.create_task(bot.start(server.token))
    try:
        await server.ready()
        await asyncio.wait_for(bot.readied.wait(), 10)
        yield bot
    finally:
        await bot.close()
        await asyncio.wait([task], timeout=10)
        if not task.cancelled():
            task.exception()


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    """A server that does not make clients wait between two identifies."""
    async with DiscordServer() as server:
        server.gateway.identify_every = 0.0
        yield server


@pytest.fixture(autouse=True)
def pointed(request: pytest.FixtureRequest) -> Iterator[None]:
    """The SDK pointed at the server while a test that has one runs, and back where it was afterwards."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    if "server" in request.fixturenames:
        server: DiscordServer = request.getfixturevalue("server")
        discord.http.Route.BASE = server.api_url
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway.url)
    yield
    discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


class Rest:
    """A plain client of the REST side with the bot's token."""

    def __init__(self, session: aiohttp.ClientSession, server: DiscordServer) -> None:
        self._session, self._server = session, server

    async def call(self, method: str, path: str, body: object = None, **settings: object) -> tuple[int, object]:
        """One request: the status and the JSON of the answer, None where it has no body."""
        headers = {"Authorization": f"Bot {self._server.token}"}
        url = self._server.api_url + path
        async with self._session.request(method, url, json=body, headers=headers, **settings) as answer:
            return answer.status, await answer.json() if answer.status != 204 else None


@pytest.fixture
async def rest(server: DiscordServer) -> AsyncIterator[Rest]:
    """A plain client of the REST side."""
    async with aiohttp.ClientSession() as session:
        yield Rest(session, server)
