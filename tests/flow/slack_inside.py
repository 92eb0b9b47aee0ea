"""Slack inside the test's own process: the server, the platform over it, and a quick pace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.platforms import showing
from bot.platforms.slack import answering, connect, sending, verdicts
from bot.platforms.slack.connect import Access, SlackPlatform
from tests.flow.inside import Inside, inside
from tests.flow.slack_bot import description
from tests.loopback.slack import Slack


def access(slack: Slack) -> Access:
    """What the platform needs to know to come here."""
    return Access(slack.access.bot_token, slack.access.app_token, None, slack.api_url)


@asynccontextmanager
async def slack_inside(folder: Path) -> AsyncIterator[tuple[Slack, Inside]]:
    """A server and the platform that is connected to it, which posts as often as it likes."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(connect, "REQUEST_SECONDS", 1.0)
        async with (
            Slack(description=description(), quiet=0.1) as slack,
            inside(folder, lambda asked, store, tally: SlackPlatform(access(slack), asked, store, tally)) as made,
        ):
            unhurried(made.platform)
            await slack.sockets.connected()
            yield slack, made


def unhurried(platform: Any) -> None:
    """Let a platform post without the usual second between two messages."""
    platform._made_tools().sender._pace._seconds = 0.0


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show progress soon and often, try again soon."""
    monkeypatch.setattr(answering, "GRACE_SECONDS", 0.02)
    monkeypatch.setattr(showing, "EVERY_SECONDS", 0.02)
    monkeypatch.setattr(verdicts, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(sending, "CALL_SECONDS", 0.5)
