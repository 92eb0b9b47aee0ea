"""Messages that nobody asked for, on Discord: to admins directly and to channels, each there once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio

from bot.core.errors import PlatformDenied, PlatformError
from bot.core.reply import Button, Card, Reply, TextRow
from bot.platforms.discord import posting, rest
from bot.platforms.discord.connect import Access, DiscordPlatform
from bot.services.telling import Teller
from tests.flow.discord_inside import discord_inside
from tests.flow.inside import CHART, Inside, until
from tests.flow.test_discord_files import FAULTS
from tests.loopback.discord import Channel, DiscordServer

pytestmark = pytest.mark.asyncio(loop_scope="module")

Running = tuple[DiscordServer, Inside]
NOTICE = Reply("A feed died", cards=(Card("", (TextRow("example.org: 410 since Monday"),)),))
LONG = Reply("Digest", cards=(Card("New", tuple(TextRow(f"{n}: {'word ' * 600}") for n in range(5))),))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """One server and one platform for all tests of this module."""
    async with discord_inside(tmp_path_factory.mktemp("discord")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def server(running: Running, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    """The server without faults, and a platform that does not wait long."""
    monkeypatch.setattr(rest, "SECONDS", 1.0)
    monkeypatch.setattr(rest, "FIRST_WAIT", 0.02)
    server = running[0]
    server.violations.clear()
    yield server
    server.faults.clear()


@pytest.fixture
def direct(server: DiscordServer, request: pytest.FixtureRequest) -> Channel:
    """The conversation with somebody whom nobody has written to."""
    return server.direct(server.add_member(request.node.name[:20], server.guild))


@asynccontextmanager
async def again(running: Running) -> AsyncIterator[DiscordPlatform]:
    """The platform as it is after a restart: another one, over the same store."""
    server, made = running
    nobody: Any = made.platform
    platform = DiscordPlatform(Access(server.token, server.api_url), nobody._dispatcher, made.store, made.tally)
    yield platform
    await platform.close()


def said(channel: Channel) -> list[str]:
    """The first line of each message."""
    return [message.text.partition("\n")[0] for message in channel.messages]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
async def test_an_admin_is_told_once(
    running: Running, server: DiscordServer, direct: Channel, fault: dict[str, Any]
) -> None:
    """Whatever happens to the request, and however often it is asked for, the message is there once."""
    hit = server.faults.add(**fault, method="POST", path=r"/channels/\d+/messages")
    user, teller = str(direct.recipient.id), Teller([running[1].platform])

    assert [True, True] == [await teller.tell("discord", user, NOTICE, "feed/7") for _ in range(2)]
    assert 1 == hit.hits
    assert ["A feed died"] == said(direct)


@pytest.mark.parametrize("taken", [True, False], ids=["taken", "not taken"])
async def test_a_restart_in_the_middle(running: Running, server: DiscordServer, direct: Channel, taken: bool) -> None:
    """The process ends between sending and hearing that it was taken: what is there then is not sent again."""
    user = str(direct.recipient.id)
    hit = server.faults.add("never_after" if taken else "never", method="POST", path=r"/channels/\d+/messages")
    first = asyncio.create_task(running[1].platform.tell(user, NOTICE, "feed/7"))
    await until(lambda: hit.hits and (direct.messages or not taken))
    first.cancel()
    await asyncio.wait({first})
    server.clock.shift(server.state.nonce_window + 1)

    async with again(running) as later:
        assert await later.tell(user, NOTICE, "feed/7")
    assert ["A feed died"] == said(direct)


async def test_the_same_words_under_another_key_are_another_message(
    running: Running, server: DiscordServer, direct: Channel
) -> None:
    """A feed that dies a second time is told a second time."""
    user = str(direct.recipient.id)
    for key in ("feed/7/monday", "feed/7/friday"):
        assert await running[1].platform.tell(user, NOTICE, key)

    assert ["A feed died"] * 2 == said(direct)


async def test_calls_at_once_are_one_message(running: Running, server: DiscordServer, direct: Channel) -> None:
    """Two parts of the program that tell the same at the same time do not tell it twice."""
    user = str(direct.recipient.id)
    told = await asyncio.gather(*(running[1].platform.tell(user, NOTICE, "feed/7") for _ in range(5)))

    assert [True] * 5 == told
    assert ["A feed died"] == said(direct)


async def test_who_cannot_be_told(running: Running, server: DiscordServer, direct: Channel) -> None:
    """Closed direct messages, nobody of that id, no id, no such platform: false, without an error."""
    direct.recipient.dms_open = False
    teller = Teller([running[1].platform])
    admins = (f"discord:{direct.recipient.id}", "discord:4711", "discord:ann", "slack:U1", "discord:", ":")

    assert [False] * 6 == [await teller.tell(*admin.split(":"), NOTICE, "feed/8") for admin in admins]
    assert [] == direct.messages
    direct.recipient.dms_open = True
    assert await teller.tell(*admins[0].split(":"), NOTICE, "feed/8")


async def test_an_outage_is_told_as_one(
    running: Running, server: DiscordServer, direct: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is not known whether it arrived the caller hears that, and may call again."""
    monkeypatch.setattr(posting, "POST_SECONDS", 0.05)
    user = str(direct.recipient.id)
    server.faults.add("refuse_after", status=502, times=99, method="POST", path=r"/channels/\d+/messages")
    with pytest.raises(PlatformError):
        await running[1].platform.tell(user, NOTICE, "feed/9")
    server.faults.clear()
    server.clock.shift(server.state.nonce_window + 1)

    assert await running[1].platform.tell(user, NOTICE, "feed/9")
    assert ["A feed died"] == said(direct)


async def test_a_long_post_with_a_file_is_whole_and_once(running: Running, server: DiscordServer) -> None:
    """A digest of several messages that broke off in the middle is finished, not begun anew; in a thread too."""
    for channel in (server.add_channel("news", server.guild), server.add_thread("talk", server.channel)):
        reply = Reply("Digest", cards=LONG.cards, files=(CHART,), buttons=(Button("Sources", "/sources"),))
        count = len(posting.render(reply).messages)
        rule = server.faults.add("delay", seconds=0.0, method="POST", path=rf"/channels/{channel.id}/messages")
        server.faults.add("never_after", method="POST", path=rf"/channels/{channel.id}/messages")
        first = asyncio.create_task(running[1].platform.post(str(channel.id), reply, "digest/1"))
        await until(lambda channel=channel: len(channel.messages) == 2)
        first.cancel()
        await asyncio.wait({first})
        server.clock.shift(server.state.nonce_window + 1)

        assert await running[1].platform.post(str(channel.id), reply, "digest/1")
        assert 1 == rule.hits
        assert count == len(channel.messages) > 2
        assert ["chart.png"] == [file.filename for message in channel.messages for file in message.attachments]
        assert "Sources" in [button["label"] for button in channel.messages[-1].buttons]
    assert [] == server.violations


async def test_an_old_post_is_found_behind_many_others(running: Running, server: DiscordServer) -> None:
    """More than a page of other messages came after it."""
    channel = server.add_channel("busy", server.guild)
    hit = server.faults.add("never_after", method="POST", path=rf"/channels/{channel.id}/messages")
    first = asyncio.create_task(running[1].platform.post(str(channel.id), NOTICE, "digest/2"))
    await until(lambda: hit.hits and channel.messages)
    first.cancel()
    await asyncio.wait({first})
    for number in range(150):
        server.say(server.member, channel, f"word {number}")
    server.clock.shift(server.state.nonce_window + 1)

    assert await running[1].platform.post(str(channel.id), NOTICE, "digest/2")
    assert 1 == sum(message.author is server.app for message in channel.messages)


async def test_a_channel_that_is_gone_or_closed(running: Running, server: DiscordServer) -> None:
    """No such channel, no right to see it, no right to write: false, after one try."""
    closed = server.add_channel("closed", server.guild, app_permissions=1 << 10)
    hidden = server.add_channel("hidden", server.guild, app_permissions=0)
    before = len(server.requests)

    assert [False] * 3 == [
        await running[1].platform.post(channel, NOTICE, "digest/3")
        for channel in ("4711", str(closed.id), str(hidden.id))
    ]
    assert 3 == len(server.requests) - before


async def test_a_revoked_token_is_said(running: Running, server: DiscordServer, direct: Channel) -> None:
    """It is not the message that is wrong, so that is not `false`."""
    server.state.token = None
    async with again(running) as later:
        with pytest.raises(PlatformDenied, match="DISCORD_TOKEN"):
            await later.tell(str(direct.recipient.id), NOTICE, "feed/10")
    server.state.token = server.token
