"""The running bot when Discord fails: no answer is lost that could be given, and none is given twice."""

from __future__ import annotations

import asyncio
import re
import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.flow.discord_desk import Desk, locked, opened_desk
from tests.loopback.discord import Interaction, Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

LARGE = {"words": "dredgers harbour sluices"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """One desk for all tests of this module."""
    async with opened_desk(tmp_path_factory.mktemp("discord")) as desk:
        yield desk


@pytest_asyncio.fixture(loop_scope="module")
async def desk(opened: Desk) -> AsyncIterator[Desk]:
    """The desk with a bot that is up and nothing that fails yet."""
    if opened.bot is None or opened.bot.process.returncode is not None:
        await opened.start()
    yield opened
    opened.discord.faults.clear()


async def pages(desk: Desk) -> int:
    """How many messages the large answer has."""
    return len((await desk.asked("find", **LARGE)).messages)


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "limit", "seconds": 0.4},
        {"kind": "limit", "seconds": 0.2, "everywhere": True},
        {"kind": "refuse", "status": 500},
        {"kind": "refuse", "status": 502},
        {"kind": "refuse_after", "status": 502},
        {"kind": "refuse_after", "status": 500},
        {"kind": "refuse", "status": 503, "times": 5},
        {"kind": "reset"},
        {"kind": "reset_after"},
        {"kind": "reset_in_reply"},
        {"kind": "never_after"},
    ],
    ids=lambda fault: f"{fault['kind']}-{fault.get('status', fault.get('seconds', ''))}",
)
async def test_the_first_answer_comes_once(desk: Desk, fault: dict[str, object]) -> None:
    """Whatever happens to the first callback, taken or not, there is one answer to see."""
    made = desk.discord.faults.add(**fault, path="/callback")
    asked = await desk.asked("brief", topic="tumen river")

    assert made.hits == fault.get("times", 1)
    assert 1 == len(asked.messages)
    assert "What is known" in asked.text


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "limit", "seconds": 0.4},
        {"kind": "refuse", "status": 500},
        {"kind": "refuse", "status": 503, "times": 3},
    ],
    ids=lambda fault: f"{fault['kind']}-{fault.get('status', '')}",
)
async def test_a_further_message_that_was_not_taken_is_sent_again(desk: Desk, fault: dict[str, object]) -> None:
    """A follow-up that Discord surely has not taken comes after all."""
    whole = await pages(desk)
    made = desk.discord.faults.add(**fault, method="POST", path="/webhooks/")
    asked = await desk.discord.command("find", LARGE)
    async with asyncio.timeout(30):  # the waits between the tries grow, and what comes late comes all the same
        while len(asked.messages) < whole:  # noqa: ASYNC110 - a message that is edited in rings no bell
            await asyncio.sleep(0.05)
    await asked.finished()

    assert made.hits == fault.get("times", 1)
    assert whole == len(asked.messages)


@pytest.mark.parametrize(
    ("kind", "taken"), [("refuse", False), ("refuse_after", True), ("reset_after", True), ("reset_in_reply", True)]
)
async def test_a_further_message_in_doubt_is_behind_a_button(desk: Desk, kind: str, taken: bool) -> None:
    """It is not sent again, lest it come twice; the first message gets a button for the rest."""
    whole = await desk.asked("find", **LARGE)
    desk.discord.faults.add(kind, status=502, method="POST", path="/webhooks/")
    asked = await (await desk.discord.command("find", LARGE)).finished(quiet=1.0)
    rest = await desk.pressed(asked.messages[0], "Continue")

    assert (2 if taken else 1) == len(asked.messages)
    assert [message.text for message in whole.messages[1:]] == [message.text for message in rest.messages]
    assert rest.messages[0].ephemeral


async def test_work_that_takes_a_while_is_acknowledged_first(desk: Desk) -> None:
    """A reindex is deferred within about a second, and its result takes the place of "is thinking"."""
    with locked(desk.store):
        asked = await reindexing(desk)
    await ended(asked, "articles prepared anew")

    assert (5, True) == (asked.callback, asked.messages[0].ephemeral)
    assert 0.9 < asked.acknowledged_after < 2.9
    assert "articles prepared anew" in asked.text


async def test_an_answer_that_takes_longer_than_its_token_comes_as_a_direct_message(desk: Desk) -> None:
    """After 15 minutes the result of an admin's work is sent to the admin, once, even if the reply to that is lost."""
    with locked(desk.store):
        asked = await reindexing(desk)
        desk.discord.clock.shift(1000)
        desk.discord.faults.add("reset_after", method="POST", path=r"/channels/\d+/messages")
    (message,) = await arrived(desk, desk.discord.direct(desk.discord.admin).log, 1)

    assert "articles prepared anew" in message.text
    assert f"{asked.id}.0" == message.nonce


async def reindexing(desk: Desk) -> Interaction:
    """An admin's work that takes a while, acknowledged."""
    asked = await desk.discord.command("admin reindex", {"all": True}, user=desk.discord.admin)
    return await asked.acknowledged()


async def ended(asked: Interaction, words: str) -> Interaction:
    """The same once it says how the work ended; until then it shows how far that is."""
    await asked.news.until(lambda: words in asked.text, 60, words)
    return await asked.finished(30)


async def arrived(desk: Desk, log: list[Message], count: int) -> list[Message]:
    """Messages in a channel, once there are so many and no more come."""
    for _ in range(200):
        if len(log) >= count:
            break
        await asyncio.sleep(0.1)
    await desk.asked("help")
    return list(log)


async def void(desk: Desk, **options: object) -> Interaction:
    """A briefing whose token is void before the bot can answer."""
    asked = await desk.discord.command("brief", {"topic": "tumen river"} | options)
    desk.discord.clock.shift(4)
    return asked


async def test_a_void_token_is_answered_in_the_channel(desk: Desk) -> None:
    """An interaction that came too late is answered by a message of the bot, once."""
    before = len(desk.discord.channel.messages)
    await void(desk)
    found = await arrived(desk, desk.discord.channel.log, len(desk.discord.channel.log) + 1)

    assert ["What is known" in message.text for message in found[before:] if message.nonce] == [True]


async def test_closed_direct_messages_are_one_line_and_no_storm(desk: Desk) -> None:
    """A private answer that cannot be brought anywhere is said once in the log and tried once."""
    desk.discord.member.dms_open = False
    before = len(desk.discord.requests)
    await void(desk, private=True)
    await logged(desk, "50007")
    desk.discord.member.dms_open = True
    tried = [request for request in desk.discord.requests[before:] if "/channels" in request.path]

    assert 2 == len(tried)
    assert 1 == desk.bot.log.count("50007")


async def test_no_right_to_post_is_one_line_and_no_storm(desk: Desk) -> None:
    """A channel that the bot may not write in is left alone after one try."""
    channel = desk.discord.add_channel("closed", desk.discord.guild, app_permissions=1 << 10)
    await desk.discord.command("brief", {"topic": "tumen river"}, channel=channel)
    desk.discord.clock.shift(4)
    await logged(desk, "50013")

    assert 1 == desk.bot.log.count("50013")
    assert [] == channel.messages


async def logged(desk: Desk, words: str, seconds: float = 10.0) -> None:
    """Wait until the bot has logged these words."""
    for _ in range(int(seconds * 20)):
        if words in desk.bot.log:
            return
        await asyncio.sleep(0.05)
    raise TimeoutError(f"{words!r} is not in the log: {desk.bot.log[-500:]}")


@pytest.mark.parametrize("loss", ["drop", "drop for good", "reconnect", "invalid", "invalid but resumable", "port"])
async def test_a_lost_gateway_comes_back(desk: Desk, loss: str) -> None:
    """However the connection is lost, the bot comes back and answers."""
    gateway = desk.discord.gateway
    before = len(gateway.connects)
    match loss:
        case "drop":
            gateway.drop()
        case "drop for good":
            gateway.drop(resumable=False)
        case "reconnect":
            gateway.reconnect()
        case "invalid":
            gateway.invalidate()
        case "invalid but resumable":
            gateway.invalidate(resumable=True)
        case "port":
            await desk.discord.close_port()
            await desk.discord.open_port()
    await desk.discord.gateway.news.until(lambda: len(gateway.connects) > before and gateway.ready, 20, "back")

    assert "What is known" in (await desk.asked("brief", topic="tumen river")).text


async def test_sigterm_finishes_what_is_under_way(desk: Desk) -> None:
    """An answer that was acknowledged is brought before the process ends, which is within ten seconds."""
    with locked(desk.store):
        asked = await reindexing(desk)
        stopping = asyncio.create_task(desk.bot.stop())
        await asyncio.sleep(0.2)
    seconds = await stopping

    assert seconds < 10
    assert 0 == desk.bot.process.returncode
    assert await ended(asked, "goes on when the bot starts again")


async def test_a_killed_bot_starts_again(desk: Desk) -> None:
    """After SIGKILL in the middle of many answers the next start answers as before."""
    for _ in range(20):
        await desk.discord.command("brief", {"topic": "tumen river"})
    await desk.bot.stop(signal.SIGKILL)
    await desk.start()

    assert "What is known" in (await desk.asked("brief", topic="tumen river")).text


async def test_a_discord_that_is_down_at_the_start_is_waited_for(desk: Desk) -> None:
    """The process starts without Discord, and connects once it is there."""
    await desk.bot.stop()
    await desk.discord.close_port()
    starting = asyncio.create_task(desk.start())
    await asyncio.sleep(2.5)
    assert not starting.done()
    await desk.discord.open_port()
    await starting

    assert "What is known" in (await desk.asked("brief", topic="tumen river")).text


async def test_a_guild_that_refuses_the_commands_is_one_line(desk: Desk) -> None:
    """Commands come into the guilds that are named; one that the bot is not in does not stop the others."""
    await desk.bot.stop()
    await desk.start(DISCORD_GUILD_IDS=f"4711,{desk.discord.guild.id}")
    await logged(desk, "is the bot in this server?")
    await desk.asked("help")

    assert desk.discord.commands.all(desk.discord.guild.id)
    assert 1 == len(re.findall(r"commands not registered", desk.bot.log))


async def test_a_revoked_token_is_one_line_and_no_storm(desk: Desk) -> None:
    """A token that is taken away is said in one line that names the setting; the process stays, and waits."""
    desk.discord.revoke_token()
    await logged(desk, "DISCORD_TOKEN: the token is refused")
    before = len(desk.discord.requests)
    await asyncio.sleep(3)

    assert before == len(desk.discord.requests)
    assert desk.bot.process.returncode is None
    assert desk.discord.token not in desk.bot.log
    assert 1 == desk.bot.log.count("DISCORD_TOKEN")
    desk.discord.restore_token()
    assert await desk.bot.stop() < 10
