"""How far a long work is, on Discord: shown in the message that the answer replaces, whatever happens to it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.platforms import showing
from bot.platforms.discord import answering
from tests.flow.discord_inside import discord_inside, quick
from tests.flow.inside import Inside, Work, until
from tests.loopback.discord import DiscordServer, Interaction

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("quick")]

Running = tuple[DiscordServer, Inside]

__all__ = ["quick"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """One server and one platform for all tests of this module."""
    async with discord_inside(tmp_path_factory.mktemp("discord")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def server(running: Running) -> AsyncIterator[DiscordServer]:
    """The server without faults."""
    running[0].violations.clear()
    yield running[0]
    running[0].faults.clear()
    running[0].restore_token()
    running[0].admin.dms_open = True


@pytest.fixture
def work(running: Running) -> Work:
    """The long work that the test takes from step to step."""
    return running[1].work


async def begun(server: DiscordServer, name: str = "admin count") -> Interaction:
    """The work asked for, and acknowledged."""
    asked = await server.command(name, user=server.admin)
    return await asked.acknowledged()


async def shown(asked: Interaction, words: str) -> None:
    """Wait until its message has these words."""
    await until(lambda: asked.original is not None and words in asked.original.text)


async def test_five_steps_and_the_end_are_one_message(server: DiscordServer, work: Work) -> None:
    """Each step is shown in the asker's own message with a button that works; the answer takes its place."""
    asked = await begun(server)
    for number in range(1, 6):
        work.show(number)
        await shown(asked, f"{number} of 5")
    pressed = await server.press(asked.original, "Cancel", server.admin)
    assert "Help" in (await pressed.finished()).text
    work.finish()
    await shown(asked, "all 5 of 5")

    (message,) = asked.messages
    assert message.ephemeral
    assert "Counting" not in message.text
    assert [] == message.buttons
    assert [] == server.violations


async def test_only_what_is_new_is_shown_and_not_too_often(
    server: DiscordServer, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred steps at once cost an edit or two; the same step again costs none."""
    monkeypatch.setattr(showing, "EVERY_SECONDS", 0.3)
    asked = await begun(server)
    work.show(0)
    await shown(asked, "0 of 5")
    for _ in range(100):
        work.show(1)
    await shown(asked, "1 of 5")
    edits = sum(request.method == "PATCH" for request in server.requests if asked.token in request.path)
    for _ in range(100):
        work.show(1)
    work.finish()
    await shown(asked, "all 5 of 5")

    assert 2 == edits
    assert 3 == sum(request.method == "PATCH" for request in server.requests if asked.token in request.path)


async def test_a_rate_limit_is_waited_for(server: DiscordServer, work: Work) -> None:
    """After a 429 the next edit comes when Discord said, and shows the newest step."""
    asked = await begun(server)
    hit = server.faults.add("limit", seconds=0.4, method="PATCH", path="@original")
    work.show(1)
    await until(lambda: hit.hits)
    started = time.monotonic()
    work.show(2)
    await shown(asked, "2 of 5")
    work.finish()
    await shown(asked, "all 5 of 5")

    assert time.monotonic() - started >= 0.35


@pytest.mark.parametrize("kind", ["reset", "reset_after", "reset_in_reply", "refuse", "refuse_after"])
async def test_a_lost_step_does_no_harm(server: DiscordServer, work: Work, kind: str) -> None:
    """Whatever becomes of one edit, the next step and the answer are shown."""
    asked = await begun(server)
    hit = server.faults.add(kind, method="PATCH", path="@original")
    work.show(1)
    await until(lambda: hit.hits)
    work.show(2)
    await shown(asked, "2 of 5")
    work.finish()
    await shown(asked, "all 5 of 5")

    assert 1 == len(asked.messages)


async def test_a_message_that_was_taken_away(server: DiscordServer, work: Work) -> None:
    """The work goes on without it, and its end comes to the asker's direct messages."""
    asked = await begun(server)
    work.show(1)
    await shown(asked, "1 of 5")
    asked.original.deleted = True
    work.show(2)
    await asyncio.sleep(0)
    work.finish()
    direct = server.direct(server.admin)
    await until(lambda: any("all 5 of 5" in message.text for message in direct.messages))

    assert 1 == sum(message.nonce == f"{asked.id}.0" for message in direct.messages)


async def test_the_token_ends_before_the_work(
    server: DiscordServer, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before that the message is left with a button that asks anew; the end comes to the asker directly, once."""
    monkeypatch.setattr(answering, "LEAVE_SECONDS", 0.3)
    asked = await begun(server)
    work.show(3)
    await shown(asked, "Press Refresh")
    assert "3 of 5" in asked.original.text
    assert ["Refresh", "Cancel"] == [button["label"] for button in asked.original.buttons]
    assert "r:/admin count" == asked.original.buttons[0]["custom_id"]
    server.faults.add("reset_after", method="POST", path=r"/channels/\d+/messages")
    work.finish()
    direct = server.direct(server.admin)
    await until(lambda: any(message.nonce == f"{asked.id}.0" for message in direct.messages))

    assert 1 == sum(message.nonce == f"{asked.id}.0" for message in direct.messages)
    assert "3 of 5" in asked.original.text


async def test_closed_direct_messages_end_quietly(
    server: DiscordServer, work: Work, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the end can be brought nowhere, the work is done all the same, and that is counted once."""
    monkeypatch.setattr(answering, "LEAVE_SECONDS", 0.3)
    server.admin.dms_open = False
    asked = await begun(server)
    work.show(3)
    await shown(asked, "Refresh")
    before = len(running[1].tally.failures)
    work.finish()
    await until(lambda: len(running[1].tally.failures) > before)

    assert ["50007"] == running[1].tally.failures[before:]
    assert "3 of 5" in asked.original.text


async def test_a_work_that_shows_nothing_is_as_before(server: DiscordServer, work: Work) -> None:
    """Without a step there is no edit but that of the answer."""
    asked = await begun(server)
    work.finish()
    await shown(asked, "all 5 of 5")

    assert 1 == sum(request.method == "PATCH" for request in server.requests if asked.token in request.path)
    assert 1 == len(asked.messages)


async def test_progress_for_all_is_in_the_channel(server: DiscordServer, work: Work) -> None:
    """A command whose answer all see shows its steps to all, and its end in the same message."""
    asked = await begun(server, "count")
    work.show(1)
    await shown(asked, "1 of 5")
    work.finish()
    await shown(asked, "all 5 of 5")

    assert not asked.original.ephemeral
    assert [asked.original] == server.channel.messages[-1:]
