"""The real bolt in Socket Mode against the server."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from . import Slack
from .made import section
from .sockets import MOST


def answering(app: AsyncApp) -> list[str]:
    """Let the bot answer `/brief` and mentions; the list tells what it was asked."""
    asked: list[str] = []

    @app.command("/brief")
    async def brief(ack: Any, respond: Any, command: Any) -> None:
        asked.append(command["text"])
        await ack()
        await respond(f"about {command['text']}")

    @app.event("app_mention")
    async def mentioned(event: Any, body: Any, say: Any) -> None:
        asked.append(body["event_id"])
        await say(text=f"heard {event['text']}", thread_ts=event.get("thread_ts", event["ts"]))

    return asked


async def test_a_command_is_acknowledged_and_answered(slack: Slack, connected: AsyncApp) -> None:
    """A command's acknowledgement is timed, and what its response URL is sent is seen by the asker alone."""
    answering(connected)
    call = await (await slack.command("/brief", "tumen river")).finished()
    assert call.acknowledged_after is not None
    assert call.acknowledged_after < 1
    assert ["about tumen river"] == [message.text for message in call.messages]
    assert call.messages == slack.seen_by("U0ANNA", "C0DESK")
    assert [] == slack.seen_by("U0BEN", "C0DESK")
    assert [] == slack.violations


async def test_an_acknowledgement_can_say_something(slack: Slack, connected: AsyncApp) -> None:
    """What comes with the acknowledgement of a command is shown, and is checked like any message."""

    @connected.command("/brief")
    async def brief(ack: Any, command: Any) -> None:
        blocks = [section("x" * 3001)] if command["text"] == "long" else None
        await ack(text="here", blocks=blocks, response_type="in_channel")

    call = await (await slack.command("/brief", "short")).finished()
    assert ["here"] == [message.text for message in slack.channel("C0DESK").messages]
    call = await (await slack.command("/brief", "long")).finished()
    assert ("invalid_blocks", []) == (call.failed, call.messages)
    assert ["acknowledgement"] == [each.where for each in slack.violations]


async def test_thirty_commands_at_once_keep_their_answers_apart(slack: Slack, connected: AsyncApp) -> None:
    """Each call has the message that answers it and no other, although all came at once in one channel."""
    answering(connected)
    calls = await asyncio.gather(*(slack.command("/brief", f"{number}") for number in range(30)))
    await asyncio.gather(*(call.finished() for call in calls))
    for number, call in enumerate(calls):
        assert [f"about {number}"] == [message.text for message in call.messages]


async def test_a_command_nobody_acknowledges_fails_visibly(slack: Slack, connected: AsyncApp) -> None:
    """No acknowledgement in time is a failure that is noted; it is not delivered again."""
    slack.sockets.ack_seconds = 0.2
    call = await slack.command("/unknown")
    assert ("timeout", None, 1) == (call.failed, call.acknowledged_after, call.attempts)
    assert [("slash_commands", "timeout")] == slack.failures


async def test_a_command_without_a_bot_fails(slack: Slack) -> None:
    """With no socket there is nobody to dispatch to."""
    slack.sockets.ack_seconds = 0.1
    assert "dispatch_failed" == (await slack.command("/brief")).failed


async def test_an_event_nobody_acknowledges_comes_again(slack: Slack, connected: AsyncApp) -> None:
    """Events come again three times with the same event id, and each time is counted."""
    slack.sockets.ack_seconds, slack.retry_scale = 0.15, 0.0001
    seen: list[tuple[str, Any]] = []

    @connected.event("app_mention")
    async def heard() -> None:
        pass

    @connected.middleware
    async def stuck(next: Any, request: Any) -> None:  # noqa: A002 - bolt injects by name
        seen.append((request.body["event_id"], request.headers.get("x-slack-retry-num")))
        if len(seen) < 3:
            await asyncio.sleep(0.3)
        await next()

    call = await slack.mention("hello")
    assert "timeout" == call.failed
    await slack.until(lambda: call.failed is None)
    assert 1 == len({event_id for event_id, _ in seen})
    assert [["0"], ["1"], ["2"]] == [attempt for _, attempt in seen]


async def test_the_same_envelope_twice(slack: Slack, connected: AsyncApp) -> None:
    """On demand each envelope is delivered twice, so that a bot can show that it answers once."""
    asked = answering(connected)
    slack.faults.deliveries = 2
    await (await slack.mention("hello")).finished()
    assert 2 == len(asked)
    assert 1 == len(set(asked))
    slack.faults.clear()
    await (await slack.mention("hello")).finished()
    assert 3 == len(asked)


@pytest.mark.parametrize("way", ["drop", "refresh", "warn", "outage"])
async def test_a_lost_socket_is_opened_again(slack: Slack, connected: AsyncApp, way: str) -> None:
    """After a cut, a refresh with or without warning, and an outage, the real client comes back and answers."""
    answering(connected)
    if way == "drop":
        await slack.sockets.drop()
    elif way == "outage":
        async with slack.refusing():
            await slack.until(lambda: not slack.sockets.live)
    else:
        await slack.sockets.refresh(warn=way == "warn", grace=0.1)
    await slack.until(lambda: slack.sockets.opened >= 2 and bool(slack.sockets.live))
    call = await (await slack.command("/brief", "after")).finished()
    assert ["about after"] == [message.text for message in call.messages]


async def test_an_envelope_outlives_its_socket(slack: Slack, connected: AsyncApp) -> None:
    """An envelope whose socket was cut before the acknowledgement is delivered on the next."""
    asked = answering(connected)
    slack.sockets.ack_seconds = 10

    @connected.middleware
    async def cutting(next: Any) -> None:  # noqa: A002 - bolt injects by name
        if not asked:
            asked.append("cut")
            await slack.sockets.drop()
        await next()

    call = await (await slack.command("/brief", "again")).finished()
    assert call.failed is None
    assert "again" == asked[-1]
    assert slack.sockets.opened >= 2


async def test_a_revoked_app_token_opens_no_socket(slack: Slack, client: AsyncWebClient) -> None:
    """With the app token taken away `apps.connections.open` says invalid_auth."""
    assert (await client.apps_connections_open(app_token=slack.access.app_token))["url"].startswith("ws://127.0.0.1")
    slack.access.revoke_app()
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await client.apps_connections_open(app_token=slack.access.app_token)


async def test_ten_sockets_and_no_more(slack: Slack, client: AsyncWebClient) -> None:
    """Each hello counts the connections, the eleventh is sent away, and a ticket opens one socket."""
    async with ClientSession() as session:
        kept = []
        for number in range(1, MOST + 2):
            url = (await client.apps_connections_open(app_token=slack.access.app_token))["url"]
            ws = await session.ws_connect(url)
            kept.append(ws)
            frame = await ws.receive_json()
            assert frame.get("num_connections") == (number if number <= MOST else None)
        assert ("disconnect", "too_many_websockets") == (frame["type"], frame["reason"])
        assert 403 == (await session.get(url.replace("ws://", "http://"))).status


async def test_frames_that_are_none_are_noted(slack: Slack, client: AsyncWebClient) -> None:
    """Text that is no JSON, and an acknowledgement of nothing, are violations."""
    async with ClientSession() as session:
        url = (await client.apps_connections_open(app_token=slack.access.app_token))["url"]
        ws = await session.ws_connect(url)
        await ws.receive_json()
        await ws.send_str("hello")
        await ws.send_json({"envelope_id": "nobody's"})
        await slack.until(lambda: len(slack.violations) == 2)
        assert ["invalid_frame", "unknown_envelope"] == [each.what for each in slack.violations]


async def test_a_mention_where_the_bot_is_not_is_not_heard(slack: Slack, connected: AsyncApp) -> None:
    """Events come only from where the bot is, and only with the scope for them."""
    answering(connected)
    assert "not_subscribed" == (await slack.mention("x", channel="C0WITHOUT")).failed
    slack.access.scopes.discard("im:history")
    assert "not_subscribed" == (await slack.direct("x")).failed
    call = await (await slack.mention("x")).finished()
    assert [("heard <@U0BOT> x", call.thread_ts)] == [(each.text, each.thread_ts) for each in call.messages]
