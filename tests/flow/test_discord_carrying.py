"""Letters on Discord where it differs from others: rights, threads, embeds, forums, direct conversations."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.core.carrying import NotCarried, RoomGone
from bot.core.errors import PlatformError, UserError
from bot.core.reply import Button
from bot.core.rooms import Room
from bot.platforms.discord import ids, rest
from tests.contract.carriers import DiscordOffice, digest, discord_office, letter
from tests.loopback.discord.world import (
    CREATE_THREADS,
    EMBED_LINKS,
    FORUM,
    MANAGE_THREADS,
    READ_HISTORY,
    SEND_IN_THREADS,
    SEND_MESSAGES,
    USUAL,
    VIEW_CHANNEL,
)

LONG = digest("Border desk", *("the river is watched " * 60 for _ in range(12)))


@pytest.fixture
async def office(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordOffice]:
    """Discord, and a carrier that does not wait long."""
    monkeypatch.setattr(rest, "SECONDS", 0.4)
    monkeypatch.setattr(rest, "FIRST_WAIT", 0.01)
    async with discord_office() as made:
        yield made


def room_of(office: DiscordOffice, channel: Any) -> Room:
    """A channel of the server as a room."""
    return Room("discord", str(channel.id), None, str(office.server.guild.id))


async def test_where_no_thread_may_be_it_goes_on_in_the_channel(office: DiscordOffice) -> None:
    """Without the right to make threads every part is in the channel, and is found there."""
    channel = office.server.add_channel("flat", office.server.guild, app_permissions=USUAL & ~CREATE_THREADS)
    bodies = office.carrier.pack(LONG)
    first = letter(office, room=room_of(office, channel), body=bodies[0])
    second = replace(first, name="digest/1/a/1", body=bodies[1], under=await office.carrier.carry(first))
    name = await office.carrier.carry(second)

    assert 2 == len(channel.messages)
    assert name == await office.again().seek(second)


@pytest.mark.parametrize("lost", ["deleted", "locked"])
async def test_a_thread_that_is_lost_does_not_lose_what_comes(office: DiscordOffice, lost: str) -> None:
    """Somebody deletes or locks the thread between two parts: the next one is there all the same, and is found."""
    bodies = office.carrier.pack(LONG)
    first = letter(office, body=bodies[0])
    head = await office.carrier.carry(first)
    parts = [replace(first, name=f"digest/1/a/{n}", body=bodies[1], under=head) for n in (1, 2)]
    await office.carrier.carry(parts[0])
    thread = office.server.world.channels[int(head.partition("/")[2])]
    if lost == "deleted":
        office.server.delete_channel(thread)
    thread.locked = True
    name = await office.carrier.carry(parts[1])

    assert name == await office.again().seek(parts[1])
    assert (2 if lost == "locked" else 1) == len(office.said(office.room))


async def test_an_archived_thread_is_opened(office: DiscordOffice) -> None:
    """A thread that slept is woken by the message; a locked one only by who may."""
    thread = office.server.world.channels[int(office.thread.channel)]
    thread.archived = True
    await office.carrier.carry(letter(office, room=office.thread))
    thread.locked, thread.app_permissions = True, USUAL | MANAGE_THREADS
    await office.carrier.carry(letter(office, "digest/1/b/0", room=office.thread))

    assert (False, False, 2) == (thread.locked, thread.archived, len(thread.messages))


async def test_a_digest_without_words_is_taken_back(office: DiscordOffice) -> None:
    """Where embeds are not allowed Discord would show buttons alone: nothing stays there, and it is said why."""
    channel = office.server.add_channel("bare", office.server.guild, app_permissions=USUAL & ~EMBED_LINKS)
    with pytest.raises(RoomGone, match="Embed Links"):
        await office.carrier.carry(letter(office, room=room_of(office, channel)))
    assert [] == channel.messages


async def test_a_direct_conversation_is_a_room(office: DiscordOffice) -> None:
    """A digest for one person; when they close their messages it is said so."""
    direct = office.server.direct(office.server.member)
    room = Room("discord", str(direct.id))
    found = await office.carrier.look(replace(room, workspace=None))
    bodies = office.carrier.pack(LONG)
    first = letter(office, room=found.room, body=bodies[0])
    second = replace(first, name="digest/1/a/1", body=bodies[1], under=await office.carrier.carry(first))
    name = await office.carrier.carry(second)

    assert (room, "your direct messages") == (found.room, found.label)
    assert 2 == len(direct.messages)
    assert name == await office.again().seek(second)
    assert [] == office.violations()
    office.server.member.dms_open = False
    with pytest.raises(RoomGone, match="direct messages are closed"):
        await office.carrier.carry(letter(office, "digest/1/b/0", room=room))


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        (VIEW_CHANNEL, "View Channel"),
        (SEND_MESSAGES, "Send Messages"),
        (EMBED_LINKS, "Embed Links"),
        (READ_HISTORY, "Read Message History"),
    ],
    ids=["view", "send", "embed", "history"],
)
async def test_a_right_that_is_lacking_is_named(office: DiscordOffice, lacking: int, words: str) -> None:
    """Who sets up a digest is told what to give."""
    channel = office.server.add_channel("closed", office.server.guild, app_permissions=USUAL & ~lacking)
    with pytest.raises(UserError, match=words):
        await office.carrier.look(room_of(office, channel))


async def test_a_thread_has_the_rights_of_its_channel(office: DiscordOffice) -> None:
    """In a thread another right counts; a forum is refused in words, a post of it is not."""
    closed = office.server.add_channel("a", office.server.guild, app_permissions=USUAL & ~SEND_IN_THREADS)
    with pytest.raises(UserError, match="Send Messages in Threads"):
        await office.carrier.look(room_of(office, office.server.add_thread("b", closed)))
    forum = office.server.world.channel(FORUM, name="forum", guild=office.server.guild)
    with pytest.raises(UserError, match="inside a post"):
        await office.carrier.look(room_of(office, forum))
    assert "#post" == (await office.carrier.look(room_of(office, office.server.add_thread("post", forum)))).label


async def test_a_channel_of_another_server_is_none(office: DiscordOffice) -> None:
    """Whoever names a channel of a server that they do not ask in learns nothing of it."""
    foreign = office.server.add_channel("secret", office.server.add_guild("elsewhere"))
    with pytest.raises(UserError, match="no such channel in this server"):
        await office.carrier.look(room_of(office, foreign))


async def test_looking_while_discord_is_away(office: DiscordOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """An outage is no fault of who asks."""
    monkeypatch.setattr("bot.platforms.discord.looking.LOOK_SECONDS", 0.2)
    office.server.faults.add("refuse", method="GET", path=r"/channels/\d+$", times=1000)
    with pytest.raises(PlatformError, match="Try again"):
        await office.carrier.look(office.room)


async def test_the_limit_over_all_is_told(office: DiscordOffice) -> None:
    """While the whole bot has to wait nothing is sent, and the caller hears for how long."""
    office.server.faults.add("limit", method="POST", seconds=90.0, everywhere=True)
    for name in ("digest/1/a/0", "digest/2/a/0"):
        with pytest.raises(NotCarried) as problem:
            await office.carrier.carry(letter(office, name))
        assert (False, True) == (problem.value.taken, 80 < (problem.value.retry_after or 0) <= 90)
    assert 1 == len(office.server.requests)


async def test_a_proxy_says_nothing_about_the_room(office: DiscordOffice) -> None:
    """A 403 that is not Discord's own pauses no digest."""
    office.server.faults.add("refuse", method="POST", path="/messages$", status=403)
    with pytest.raises(NotCarried, match="403"):
        await office.carrier.carry(letter(office))


@pytest.mark.parametrize(
    "line", ["/brief tumen", "/brief " + "x" * 88, "/brief " + "x" * 2000], ids=["short", "no room", "kept"]
)
async def test_the_buttons_of_a_letter_work(office: DiscordOffice, line: str) -> None:
    """A mark in front of an id, or a line that left no room for one, changes nothing of what a button asks."""
    reply = replace(digest(), buttons=(Button("More", line),))
    await office.carrier.carry(letter(office, reply=reply))
    wanted = ids.read(office.server.channel.messages[0].buttons[0]["custom_id"])

    assert wanted is not None
    assert line == (wanted.line or office.lines.kept[wanted.token or ""])
