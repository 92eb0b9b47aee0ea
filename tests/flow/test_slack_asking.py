"""Slack as people use it: one running bot, every way of asking."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from tests.conftest import ROOT
from tests.flow.conftest import Program
from tests.flow.slack_bot import Bot, running
from tests.loopback.slack import ANNA, DESK, Slack

pytestmark = pytest.mark.asyncio(loop_scope="module")

LINES = (
    "tumen river", "china size:long", "figures defectors since:2019", "people border", "timeline fence",
    "find cameras on the river pier", "latest", 'latest source:"yalu monitor"', "sources", "sources fence",
    "article 7", "help", "help brief", "peru", "두만강", "/figures tumen river", "brief tumen river",
)  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(filled: Callable[..., Program]) -> AsyncIterator[Bot]:
    """A bot over the samples."""
    async with Slack(quiet=0.1) as slack, running(slack, filled(ROOT / "samples").store) as started:
        yield started


@pytest.fixture
def slack(bot: Bot) -> Slack:
    """Its Slack."""
    return bot.slack


async def test_every_command_is_acknowledged_and_answered(slack: Slack) -> None:
    """Each line has an answer that the asker alone sees, and Slack objects to none."""
    for line in LINES:
        call = await (await slack.command("/brief", line)).finished()
        assert call.acknowledged_after is not None, line
        assert call.acknowledged_after < 0.5, line
        assert call.messages, line
        assert {ANNA} == {message.only_for for message in call.messages}, line
    assert [] == slack.channel(DESK).messages
    assert [] == slack.violations
