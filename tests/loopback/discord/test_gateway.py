from __future__ import annotations

import json
import zlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest

from tests.loopback.discord import DiscordServer

JSON = dict[str, Any]


class Socket:
    """A gateway client that sends just what it is told to."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def send(self, op: int, data: Any) -> None:
        """Send one frame."""
        await self._socket.send_str(json.dumps({"op": op, "d": data}))

    async def frame(self) -> JSON | int:
        """The next frame, or the code the server has closed with."""
        message = await self._socket.receive(timeout=5)
        return json.loads(message.data) if message.type is aiohttp.WSMsgType.TEXT else self._socket.close_code

    async def until(self, event: str) -> JSON:
        """The first frame of an event."""
        while True:
            frame = await self.frame()
            if not isinstance(frame, dict) or frame["t"] == event:
                return frame

    async def close(self, code: int) -> None:
        """Close from this side."""
        await self._socket.close(code=code)


def identity(server: DiscordServer, **settings: Any) -> JSON:
    """What IDENTIFY carries."""
    properties = {"os": "linux", "browser": "test", "device": "test"}
    return {"token": server.token, "intents": 1, "properties": properties} | settings


Opener = Callable[..., Any]


@pytest.fixture
async def connect(server: DiscordServer) -> AsyncIterator[Opener]:
    """Opens sockets and takes their HELLO."""
    async with aiohttp.ClientSession() as session:

        async def opened(query: str = "v=10&encoding=json") -> Socket:
            socket = Socket(await session.ws_connect(f"{server.gateway.url}?{query}"))
            assert 10 == (await socket.frame())["op"]
            return socket

        yield opened


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": 1 << 40}, 4013),
        ({"intents": None}, 4013),
        ({"intents": 1 << 15}, 4014),
        ({"shard": [2, 2]}, 4010),
        ({"properties": None}, 4002),
        ({"padding": "x" * 4096}, 4002),
    ],
)
async def test_a_wrong_identify_closes_with_its_code(
    server: DiscordServer, connect: Opener, change: JSON, code: int
) -> None:
    """Token, intents, shard, properties and size are looked at."""
    socket = await connect()
    await socket.send(2, identity(server, **change))
    assert code == await socket.frame()
    assert [code] == [violation.code for violation in server.violations]


@pytest.mark.parametrize(("op", "code"), [(3, 4003), (99, 4003), (2, 4005), (77, 4001)])
async def test_frames_out_of_place_close_with_their_code(
    server: DiscordServer, connect: Opener, op: int, code: int
) -> None:
    """Nothing is taken before IDENTIFY, and that only once."""
    socket = await connect()
    if code != 4003:
        await socket.send(2, identity(server))
        await socket.until("GUILD_CREATE")
    await socket.send(op, identity(server))
    assert code == await socket.frame()


async def test_more_than_120_frames_a_minute_close_the_socket(server: DiscordServer, connect: Opener) -> None:
    """Heartbeats count as well."""
    socket = await connect()
    for _ in range(121):
        await socket.send(1, None)
    while isinstance(answer := await socket.frame(), dict):
        assert 11 == answer["op"]
    assert 4008 == answer


async def test_silence_closes_the_socket_and_ends_the_session(server: DiscordServer, connect: Opener) -> None:
    """Without heartbeats the session times out."""
    server.gateway.heartbeat_interval = 0.05
    socket = await connect()
    await socket.send(2, identity(server))
    await socket.until("READY")
    assert 4009 == await socket.until("nothing")
    assert {} == server.gateway.sessions


async def test_two_identifies_in_five_seconds_are_too_many(server: DiscordServer, connect: Opener) -> None:
    """The second gets an invalid session; five seconds later it is taken."""
    server.gateway.identify_every = 5.0
    found = []
    for wait in (0, 0, 5):
        server.clock.shift(wait)
        socket = await connect()
        await socket.send(2, identity(server))
        found.append((await socket.frame())["op"])
    assert [0, 9, 0] == found


async def test_a_resume_replays_what_was_missed_in_order(server: DiscordServer, connect: Opener) -> None:
    """Events after the given number come again, then RESUMED; a number from the future is refused."""
    socket = await connect()
    await socket.send(2, identity(server))
    session = (await socket.until("READY"))["d"]["session_id"]
    seen = (await socket.until("GUILD_CREATE"))["s"]
    await socket.close(4000)
    for name in ("a", "b"):
        server.add_channel(name, server.guild)
    again = await connect()
    await again.send(6, {"token": server.token, "session_id": session, "seq": seen})
    frames = [await again.frame() for _ in range(3)]
    assert ["CHANNEL_CREATE", "CHANNEL_CREATE", "RESUMED"] == [frame["t"] for frame in frames]
    assert [seen + 1, seen + 2, seen + 3] == [frame["s"] for frame in frames]
    third = await connect()
    await third.send(6, {"token": server.token, "session_id": session, "seq": 99})
    assert 4007 == await third.frame()


async def test_closing_with_1000_ends_the_session(server: DiscordServer, connect: Opener) -> None:
    """Who says goodbye cannot resume."""
    socket = await connect()
    await socket.send(2, identity(server))
    session = (await socket.until("READY"))["d"]["session_id"]
    await socket.close(1000)
    await server.gateway.news.until(lambda: not server.gateway.links, 5, "the socket is gone")
    again = await connect()
    await again.send(6, {"token": server.token, "session_id": session, "seq": 1})
    assert {"op": 9, "d": False, "s": None, "t": None} == await again.frame()


async def test_events_go_to_the_shard_of_their_guild(server: DiscordServer, connect: Opener) -> None:
    """Of two shards only one is told of a guild; direct conversations are the first one's."""
    home = (server.guild.id >> 22) % 2
    ready = []
    for shard in (0, 1):
        socket = await connect()
        await socket.send(2, identity(server, shard=[shard, 2]))
        ready.append([guild["id"] for guild in (await socket.until("READY"))["d"]["guilds"]])
    assert [str(server.guild.id)] == ready[home]
    assert [] == ready[1 - home]


async def test_words_of_others_are_withheld_without_the_intent(server: DiscordServer, connect: Opener) -> None:
    """A bot without the message content intent reads only what names it."""
    socket = await connect()
    await socket.send(2, identity(server, intents=1 | 1 << 9))
    await socket.until("READY")
    server.say(server.member, server.channel, "secret")
    server.say(server.member, server.channel, f"hello {server.app.mention}")
    heard = [(await socket.until("MESSAGE_CREATE"))["d"]["content"] for _ in range(2)]
    assert ["", f"hello {server.app.mention}"] == heard


async def test_frames_are_packed_as_the_client_asks(server: DiscordServer) -> None:
    """zlib-stream is one stream over all frames, each ended by a flush; an unknown packing is refused."""
    async with aiohttp.ClientSession() as session:
        socket = await session.ws_connect(f"{server.gateway.url}?v=10&encoding=json&compress=zlib-stream")
        unpack = zlib.decompressobj()
        await socket.send_str(json.dumps({"op": 2, "d": identity(server)}))
        frames = [await socket.receive_bytes() for _ in range(3)]
        assert all(frame.endswith(b"\x00\x00\xff\xff") for frame in frames)
        assert [10, 0, 0] == [json.loads(unpack.decompress(frame))["op"] for frame in frames]
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(f"{server.gateway.url}?v=10&encoding=json&compress=rot13")
