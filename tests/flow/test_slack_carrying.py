"""Letters on Slack where it differs from others: threads, direct conversations, its pace, its words for no."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.core.carrying import NotCarried, RoomGone
from bot.core.errors import PlatformError, UserError
from bot.core.rooms import Room
from bot.platforms.slack import looking, sending, verdicts
from tests.contract.carriers import SlackOffice, digest, letter, slack_office

LONG = digest("Border desk", *("the river is watched " * 60 for _ in range(12)))


@pytest.fixture
async def office(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SlackOffice]:
    """Slack, and a carrier that does not wait long."""
    monkeypatch.setattr(sending, "TRY_SECONDS", 0.4)
    monkeypatch.setattr(verdicts, "FIRST_WAIT", 0.01)
    async with slack_office() as made:
        yield made


async def test_where_the_first_part_is_gone_it_goes_on_in_the_channel(office: SlackOffice) -> None:
    """Somebody deletes the first part: the next one is in the channel, and is found there."""
    bodies = office.carrier.pack(LONG)
    first = letter(office, body=bodies[0])
    head = await office.carrier.carry(first)
    office.server.world.remove(office.server.world.messages["C0DESK", head])
    second = replace(first, name="digest/1/a/1", body=bodies[1], under=head)
    name = await office.carrier.carry(second)

    assert 1 == len(office.said(office.room))
    assert name == await office.again().seek(second)


async def test_a_direct_conversation_is_a_room(office: SlackOffice) -> None:
    """A digest for one person; when they have left it is said so, and nobody else's conversation is one."""
    direct = office.server.world.direct("U0BEN")
    room = Room("slack", direct.id, None, office.server.world.team)
    name = await office.carrier.carry(letter(office, room=room))

    assert (room, "your direct messages") == (
        (await office.carrier.look(room)).room,
        (await office.carrier.look(room)).label,
    )
    assert name == await office.again().seek(letter(office, room=room))
    with pytest.raises(UserError, match="/invite"):
        await office.carrier.look(replace(room, channel="D0STRANGER"))
    office.server.add_user(replace(office.server.world.users["U0BEN"], deleted=True))
    with pytest.raises(RoomGone, match="have left"):
        await office.carrier.carry(letter(office, "digest/1/b/0", room=room))


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        ("C0WITHOUT", "#without-the-bot.*/invite @Sitrep"),
        ("C0ARCHIVE", "#archive is archived"),
        ("C0ANNOUNCE", "only some people"),
        ("G0HIDDEN", "/invite @Sitrep"),
    ],
)
async def test_a_channel_that_takes_nothing_is_said_so(office: SlackOffice, channel: str, words: str) -> None:
    """Who sets up a digest is told what to do first."""
    with pytest.raises(UserError, match=words):
        await office.carrier.look(replace(office.room, channel=channel))


async def test_an_app_from_before_digests(office: SlackOffice) -> None:
    """Without the scopes to look at channels it is said that the app is to be installed again."""
    office.server.access.scopes -= {"channels:read", "groups:read", "mpim:read"}
    with pytest.raises(UserError, match=r"docs/slack\.md"):
        await office.carrier.look(office.room)


async def test_looking_while_slack_is_away(office: SlackOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """An outage is no fault of who asks."""
    monkeypatch.setattr(looking, "LOOK_SECONDS", 0.1)
    office.server.faults.add("conversations.info", "503", times=1000)
    with pytest.raises(PlatformError, match="Try again"):
        await office.carrier.look(office.room)


async def test_a_history_that_cannot_be_read_leaves_the_doubt(
    office: SlackOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then nobody may send it again: the caller hears that it may be there, and for how long to wait."""
    monkeypatch.setattr("bot.platforms.slack.carrying.SECONDS", 0.1)
    office.server.faults.add("conversations.history", "429", seconds=30.0)
    with pytest.raises(NotCarried) as problem:
        await office.carrier.seek(letter(office))
    assert (True, 30.0) == (problem.value.taken, problem.value.retry_after)


async def test_a_post_that_is_not_answered(office: SlackOffice) -> None:
    """After a while it is given up as in doubt; a 5xx is in doubt as well, for it promises nothing."""
    for kind, name in (("silent-after", "digest/1/a/0"), ("503", "digest/1/b/0")):
        office.fail(kind)
        with pytest.raises(NotCarried) as problem:
            await office.carrier.carry(letter(office, name))
        assert problem.value.taken
    assert 1 == len(office.said(office.room))


async def test_a_channel_with_a_long_queue(office: SlackOffice) -> None:
    """Slack takes a message a second: who would wait for long is told for how long, and sends nothing."""
    carrier: Any = office.carrier
    carrier._sender()._pace.hold("C0DESK", 60.0)
    with pytest.raises(NotCarried) as problem:
        await office.carrier.carry(letter(office))

    assert (False, True) == (problem.value.taken, 50 < (problem.value.retry_after or 0) <= 60)
    assert [] == office.server.requests("chat.postMessage")


async def test_a_scope_that_was_taken_away(office: SlackOffice) -> None:
    """It is said what to do, and not tried for ever."""
    office.server.access.scopes.discard("chat:write")
    with pytest.raises(RoomGone, match="Install me again"):
        await office.carrier.carry(letter(office))
