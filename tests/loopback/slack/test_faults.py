"""Faults on demand, as the real client meets them."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from . import Slack

BROKEN = (aiohttp.ClientError, SlackApiError, TimeoutError)


@pytest.mark.parametrize(
    ("kind", "taken"),
    [
        ("429", 0),
        ("500", 0),
        ("502", 0),
        ("503", 0),
        ("reset-before", 0),
        ("502-after", 1),
        ("reset-after", 1),
        ("reset-middle", 1),
    ],
)
async def test_a_fault_takes_the_message_or_not(slack: Slack, client: AsyncWebClient, kind: str, taken: int) -> None:
    """Before or after the work: the client sees a failure either way, and the message is there or not."""
    slack.faults.add(r"chat\.postMessage", kind, times=1)
    with pytest.raises(BROKEN):
        await client.chat_postMessage(channel="C0DESK", text="once")
    assert taken == len(slack.channel("C0DESK").messages)
    await client.chat_postMessage(channel="C0DESK", text="again")
    assert taken + 1 == len(slack.channel("C0DESK").messages)


async def test_a_429_says_how_long(slack: Slack, client: AsyncWebClient) -> None:
    """Retry-After is in whole seconds."""
    slack.faults.add("/api/chat", "429", seconds=7)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="C0DESK", text="x")
    assert "7" == caught.value.response.headers["Retry-After"]


async def test_an_answer_can_be_late_or_never_come(slack: Slack, client: AsyncWebClient) -> None:
    """A delayed answer comes; a silent one does not, though the message may have been taken."""
    slack.faults.add("postMessage", "delay", seconds=0.2)
    await client.chat_postMessage(channel="C0DESK", text="late")
    assert slack.requests("postMessage")[0].seconds >= 0.2
    slack.faults.add("postMessage", "silent")
    slack.faults.add("postMessage", "silent-after")
    for _ in range(2):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await client.chat_postMessage(channel="C0DESK", text="silent")
    assert ["late", "silent"] == [each.text for each in slack.channel("C0DESK").messages]


async def test_a_closed_port_refuses_and_comes_back(slack: Slack, client: AsyncWebClient) -> None:
    """Within an outage connections are refused; afterwards the same address serves again."""
    address = slack.api_url
    async with slack.refusing():
        with pytest.raises(aiohttp.ClientConnectorError):
            await client.auth_test()
    assert (await client.auth_test())["ok"]
    assert address == slack.api_url


async def test_every_request_is_on_record(slack: Slack, client: AsyncWebClient) -> None:
    """Time, method, path and status of each request are kept; a cut connection has status 0."""
    slack.faults.add("auth.test", "503")
    slack.faults.add("auth.test", "reset-after")
    for _ in range(2):
        with pytest.raises(BROKEN):
            await client.auth_test()
    await client.auth_test()
    found = [(each.method, each.path, each.status) for each in slack.record]
    assert [("POST", "/api/auth.test", status) for status in (503, 0, 200)] == found
    assert slack.record[0].at <= slack.record[1].at


def test_an_unknown_kind_is_told(slack: Slack) -> None:
    """A misspelt kind is an error in the test, not a fault that never happens."""
    with pytest.raises(ValueError, match="unknown fault '404'"):
        slack.faults.add("x", "404")
