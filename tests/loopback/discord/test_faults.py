from __future__ import annotations

import asyncio

import aiohttp
import discord
import pytest

from tests.loopback.discord import DiscordServer

from .conftest import Bot, Rest, running


def messages(server: DiscordServer) -> str:
    """The path of the first channel's messages."""
    return f"/channels/{server.channel.id}/messages"


def contents(server: DiscordServer) -> list[str]:
    """What stands in the first channel."""
    return [message.content for message in server.channel.messages]


@pytest.mark.parametrize(("kind", "taken"), [("refuse", []), ("refuse_after", ["x"])])
@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_errors_come_before_or_after_a_request_is_taken(
    server: DiscordServer, rest: Rest, kind: str, status: int, taken: list[str]
) -> None:
    """A rule holds as often as it says, and the next request is answered."""
    fault = server.faults.add(kind, method="POST", path="/messages$", status=status)
    assert status == (await rest.call("POST", messages(server), {"content": "x"}))[0]
    assert taken == contents(server)
    assert 200 == (await rest.call("POST", messages(server), {"content": "y"}))[0]
    assert 1 == fault.hits


@pytest.mark.parametrize(("kind", "taken"), [("reset", []), ("reset_after", ["x"]), ("reset_in_reply", ["x"])])
async def test_connections_are_cut(server: DiscordServer, rest: Rest, kind: str, taken: list[str]) -> None:
    """The reply is lost, whether the request was taken or not; the record has status 0."""
    server.faults.add(kind, method="POST", path="/messages$")
    with pytest.raises(aiohttp.ClientError):
        await rest.call("POST", messages(server), {"content": "x"})
    assert taken == contents(server)
    assert [0] == [request.status for request in server.requests]


@pytest.mark.parametrize(("kind", "taken"), [("never", []), ("never_after", ["x"])])
async def test_some_answers_never_come(server: DiscordServer, rest: Rest, kind: str, taken: list[str]) -> None:
    """The client gives up; the server is not held up by it."""
    server.faults.add(kind, path="/messages$")
    with pytest.raises(TimeoutError):
        await rest.call("POST", messages(server), {"content": "x"}, timeout=aiohttp.ClientTimeout(total=0.1))
    assert taken == contents(server)


async def test_answers_can_be_late(server: DiscordServer, rest: Rest) -> None:
    """A delayed request is taken at once and answered later."""
    server.faults.add("delay", path="/messages$", seconds=0.2)
    assert 200 == (await rest.call("POST", messages(server), {"content": "x"}))[0]
    sent = server.requests[0]
    assert sent.seconds >= 0.2
    assert (server.channel.messages[0].created - server.clock.now()).total_seconds() <= -0.2


async def test_the_sdk_waits_out_a_429_and_sends_once(server: DiscordServer) -> None:
    """The SDK takes the 429 for a rate limit, not for an address ban, and comes again."""
    async with running(Bot(), server) as bot:
        server.faults.add("limit", method="POST", path="/messages$", seconds=0.1)
        await bot.get_channel(server.channel.id).send("x")
    assert ["x"] == contents(server)
    assert [429, 200] == [request.status for request in server.requests if request.path.endswith("/messages")]


async def test_the_sdk_tells_an_address_ban_from_a_rate_limit(server: DiscordServer) -> None:
    """A 429 without Via is raised at once and not tried again."""
    async with running(Bot(), server) as bot:
        server.faults.add("ban", method="POST", path="/messages$")
        with pytest.raises(discord.HTTPException) as caught:
            await bot.get_channel(server.channel.id).send("x")
    assert 429 == caught.value.status
    assert 1 == server.invalid_requests


async def test_a_502_after_the_message_was_taken_leaves_one_message(server: DiscordServer) -> None:
    """The SDK sends again with the same nonce, and the server gives the first message back."""
    async with running(Bot(), server) as bot:
        server.faults.add("refuse_after", method="POST", path="/messages$", status=502)
        await bot.get_channel(server.channel.id).send("x")
    assert ["x"] == contents(server)


async def test_routes_and_the_whole_are_limited_when_asked(server: DiscordServer, rest: Rest) -> None:
    """Past the route's limit a 429 has the headers and the body that clients wait by."""
    server.limits.enabled = True
    url = server.api_url + messages(server)
    headers = {"Authorization": f"Bot {server.token}"}
    answers = []
    for _ in range(6):
        async with rest._session.post(url, json={"content": "x"}, headers=headers) as answer:
            answers.append((answer.status, answer.headers, await answer.json()))
    assert [200] * 5 + [429] == [status for status, _, _ in answers]
    assert ["4", "3", "2", "1", "0", "0"] == [headers["X-RateLimit-Remaining"] for _, headers, _ in answers]
    _, last, body = answers[-1]
    assert {"X-RateLimit-Bucket", "X-RateLimit-Reset-After", "Retry-After", "Via"} <= set(last)
    assert ("user", False) == (last["X-RateLimit-Scope"], body["global"])
    assert 0 < body["retry_after"] <= 5


async def test_fifty_requests_a_second_over_all(server: DiscordServer, rest: Rest) -> None:
    """The limit over all counts what needs the bot's token, and not what has a token in its path."""
    server.limits.enabled, server.limits.usual = True, (1000, 1.0)
    found = await asyncio.gather(*(rest.call("GET", "/users/@me") for _ in range(60)))
    limited = [body for status, body in found if status == 429]
    assert 10 == len(limited)
    assert all(body["global"] for body in limited)
    assert 404 == (await rest.call("POST", "/interactions/1/x/callback", {"type": 5}))[0]


async def test_the_sdk_respects_a_route_limit(server: DiscordServer) -> None:
    """The SDK waits by the headers and is never told to."""
    server.limits.enabled = True
    server.limits.rules["POST", "/channels/{channel_id}/messages"] = (3, 0.3)
    async with running(Bot(), server) as bot:
        channel = bot.get_channel(server.channel.id)
        await asyncio.gather(*(channel.send(str(number)) for number in range(8)))
    assert 8 == len(server.channel.messages)
    assert 429 not in [request.status for request in server.requests]


async def test_the_sdk_gives_up_on_a_forbidden_place(server: DiscordServer) -> None:
    """A 403 is raised at once: one request, no retry."""
    server.channel.app_permissions = 0
    async with running(Bot(), server) as bot:
        with pytest.raises(discord.Forbidden):
            await bot.get_partial_messageable(server.channel.id).send("x")
    assert 1 == len([request for request in server.requests if request.status == 403])
