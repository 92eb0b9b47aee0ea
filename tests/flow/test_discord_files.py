"""Files in answers on Discord: whole, once, within its limits, whatever happens to a request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.platforms.discord import rest, sending
from tests.flow.discord_inside import discord_inside
from tests.flow.inside import CHART, LARGE, TABLE, Inside, until
from tests.loopback.discord import DiscordServer, Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

Running = tuple[DiscordServer, Inside]
FAULTS: dict[str, dict[str, Any]] = {
    "429": {"kind": "limit", "seconds": 0.05},
    "500": {"kind": "refuse", "status": 500},
    "503": {"kind": "refuse", "status": 503},
    "502 after": {"kind": "refuse_after", "status": 502},
    "reset": {"kind": "reset"},
    "reset after": {"kind": "reset_after"},
    "reset in reply": {"kind": "reset_in_reply"},
    "silent after": {"kind": "never_after"},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """One server and one platform for all tests of this module."""
    async with discord_inside(tmp_path_factory.mktemp("discord")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def server(running: Running, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    """The server without faults, and a platform that does not wait long."""
    monkeypatch.setattr(sending, "TRY_SECONDS", 0.3)
    monkeypatch.setattr(rest, "SECONDS", 1.0)
    monkeypatch.setattr(rest, "FIRST_WAIT", 0.02)
    monkeypatch.setattr(rest, "UPLOAD_RATE", 1e9)
    server = running[0]
    server.violations.clear()
    yield server
    server.faults.clear()
    server.guild.file_bytes = 10 * 1024 * 1024


async def attached(server: DiscordServer, which: str, **options: object) -> Message:
    """The one message that answers `/attach`."""
    asked = await (await server.command("attach", {"which": which, **options})).finished()
    (message,) = asked.messages
    return message


def held(message: Message) -> list[tuple[str, bytes]]:
    """The files of a message."""
    return [(file.filename, file.data) for file in message.attachments]


SMALL = [("chart.png", CHART.data), ("figures-of-2024.csv", TABLE.data)]


@pytest.mark.parametrize("private", [False, True], ids=["all", "one"])
async def test_files_come_with_the_first_answer(server: DiscordServer, private: bool) -> None:
    """Under safe names, with words for an image, which is shown in the embed; also for the asker's eyes alone."""
    message = await attached(server, "small", private=private)

    assert SMALL == held(message)
    assert [CHART.alt, None] == [file.description for file in message.attachments]
    assert message.attachments[0].url == message.embeds[0]["image"]["url"]
    assert private == message.ephemeral
    assert "as asked" in message.text
    assert [] == server.violations


async def test_large_files_are_acknowledged_first(server: DiscordServer) -> None:
    """What may take longer than a first answer may is brought by changing a deferred one."""
    asked = await (await server.command("attach", {"which": "large"})).finished()

    assert 5 == asked.callback
    assert [("large.bin", LARGE.data)] == held(asked.messages[0])
    assert [] == server.violations


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("which", ["small", "large"])
async def test_files_are_there_once(server: DiscordServer, which: str, fault: dict[str, Any]) -> None:
    """A first answer and a deferred one have their files once, whatever happens to the request that brings them."""
    path = "/callback" if which == "small" else "@original"
    hit = server.faults.add(**fault, path=path)
    before = len(server.requests)
    message = await attached(server, which)
    await until(lambda: sum(path in request.path for request in server.requests[before:]) >= 2)

    assert 1 == hit.hits
    assert (SMALL if which == "small" else [("large.bin", LARGE.data)]) == held(message)
    assert "as asked" in message.text


async def test_a_file_too_large_is_one_line(server: DiscordServer) -> None:
    """It is named with its size and the limit of this server, and the other files are there."""
    message = await attached(server, "huge")

    assert ["figures-of-2024.csv"] == [file.filename for file in message.attachments]
    assert 1 == message.text.count("huge.bin")
    assert "10.5 MB" in message.text
    assert [] == server.violations


async def test_the_server_says_how_much_it_takes(server: DiscordServer) -> None:
    """The limit that comes with an interaction counts, not the usual one."""
    server.guild.file_bytes = 60
    message = await attached(server, "small")

    assert ["figures-of-2024.csv"] == [file.filename for file in message.attachments]
    assert "chart.png is not here" in message.text.replace("\\", "")


async def test_too_many_files_are_one_line_each(server: DiscordServer) -> None:
    """Ten are taken, no two under one name; each of the others has its line."""
    message = await attached(server, "many")

    assert 10 == len({file.filename for file in message.attachments})
    assert 2 == message.text.count("is not here")
    assert [] == server.violations


async def test_an_answer_elsewhere_has_its_files(server: DiscordServer) -> None:
    """A void token: the bot's own message in the channel carries them, once, though the reply to it was lost."""
    before = len(server.channel.messages)
    server.faults.add("reset_after", method="POST", path=r"/channels/\d+/messages")
    await server.command("attach", {"which": "small"})
    server.clock.shift(4)
    await until(lambda: len(server.channel.messages) > before)
    await (await server.command("help")).finished()
    (message,) = [each for each in server.channel.messages[before:] if each.nonce]

    assert SMALL == held(message)


async def test_files_that_are_not_allowed_are_left_out(server: DiscordServer) -> None:
    """In a channel where the bot may attach nothing its own message comes without them, and says so."""
    channel = server.add_channel("no files", server.guild, app_permissions=server.channel.app_permissions & ~(1 << 15))
    await server.command("attach", {"which": "small"}, channel=channel)
    server.clock.shift(4)
    await until(lambda: channel.messages)
    (message,) = channel.messages

    assert [] == message.attachments
    assert "Without chart.png" in message.text
    assert "as asked" in message.text
