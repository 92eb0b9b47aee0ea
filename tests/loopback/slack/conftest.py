"""A loopback Slack, and a small bot made with the real SDK to try it with."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from . import Slack


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """The server, with nobody connected."""
    async with Slack(quiet=0.1) as running:
        yield running


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    """The real client of the Web API, with the bot's token."""
    return AsyncWebClient(token=slack.access.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def app(slack: Slack, client: AsyncWebClient) -> AsyncApp:
    """A bot that does nothing yet."""
    return AsyncApp(client=client, signing_secret=slack.access.signing_secret)


@pytest.fixture
async def connected(slack: Slack, app: AsyncApp) -> AsyncIterator[AsyncApp]:
    """The bot, connected in Socket Mode."""
    handler = AsyncSocketModeHandler(app, slack.access.app_token, ping_interval=1)
    await handler.connect_async()
    await slack.sockets.connected()
    yield app
    await handler.close_async()
