"""What every carrier promises: a message once whatever happens, found again, and a clear word where it cannot be."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.carrying import NotCarried, RoomGone
from bot.core.errors import PlatformDenied, UserError
from bot.core.reply import Button
from bot.core.rooms import Room
from bot.platforms.discord import rest
from bot.platforms.slack import sending, verdicts
from tests.contract.carriers import OFFICES, Office, bring, digest, letter
from tests.flow.inside import until

ROWS = [f"row {number}: " + " ".join(["the river is watched"] * 25) for number in range(60)]


@pytest.fixture(params=OFFICES.values(), ids=OFFICES.keys())
async def office(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """A platform over its server, which does not wait long."""
    monkeypatch.setattr(rest, "SECONDS", 0.4)
    monkeypatch.setattr(rest, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(sending, "TRY_SECONDS", 0.4)
    monkeypatch.setattr(verdicts, "FIRST_WAIT", 0.01)
    async with request.param() as made:
        yield made


async def test_a_letter_is_brought_and_found(office: Office) -> None:
    """What `carry` names is what `seek` finds, and nobody is called by it."""
    sent = letter(office, reply=digest("Border desk", "@everyone <!channel> look"))
    name = await office.carrier.carry(sent)

    assert [True] == ["Border desk" in words for words in office.said(office.room)]
    assert name == await office.again().seek(sent)
    assert None is await office.carrier.seek(letter(office, "digest/1/b/0"))
    assert [] == office.violations()


@pytest.mark.parametrize("kind", ["429", "500", "502-after", "reset-before", "reset-after", "reset-middle"])
async def test_a_fault_makes_neither_two_nor_none(office: Office, kind: str) -> None:
    """Whatever happens to the request, a caller who looks where it is told to has the message there once."""
    fault = office.fail(kind)
    if kind == "429":
        with pytest.raises(NotCarried) as problem:
            await office.carrier.carry(letter(office))
        assert (False, True) == (problem.value.taken, 29 < (problem.value.retry_after or 0) < 31)
        assert [] == office.said(office.room)
        return

    name = await bring(office.carrier, letter(office))
    assert 1 == fault.hits
    assert 1 == len(office.said(office.room))
    assert name == await office.carrier.seek(letter(office))


@pytest.mark.parametrize("kind", ["502-after", "reset-after"])
async def test_what_stays_in_doubt_is_said_so(office: Office, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no try is confirmed the caller hears that it may be there, and finds it."""
    monkeypatch.setattr("bot.platforms.discord.carrying.SECONDS", 0.3)
    office.fail(kind, times=1000)
    with pytest.raises(NotCarried) as problem:
        await office.carrier.carry(letter(office))

    assert problem.value.taken
    assert 1 == len(office.said(office.room))
    assert None is not await office.carrier.seek(letter(office))


@pytest.mark.parametrize("taken", [True, False], ids=["taken", "not taken"])
async def test_a_kill_in_the_middle(office: Office, taken: bool) -> None:
    """A process ends between the server's receipt and its reply: the next one knows by the history what is there."""
    fault, sent = office.fail("silent-after" if taken else "silent"), letter(office)
    first = asyncio.create_task(office.carrier.carry(sent))
    await until(lambda: fault.hits and (not taken or office.said(office.room)))
    first.cancel()
    await asyncio.wait({first})
    office.later()
    office.write(250)

    found = await office.again().seek(sent)
    assert taken == (found is not None)
    assert int(taken) == sum("Border desk" in words for words in office.said(office.room))


async def test_a_clock_that_was_ahead_misleads_nobody(office: Office) -> None:
    """A letter that was dated by a clock an hour fast is found all the same."""
    sent = letter(office)
    sent = replace(sent, written=sent.written + timedelta(hours=1))
    name = await office.carrier.carry(sent)
    office.write(20)

    assert name == await office.again().seek(sent)


async def test_the_same_words_are_told_apart(office: Office) -> None:
    """Two digests without news say the same; the second is not taken for the first."""
    first, second = letter(office, "digest/1/monday/0"), letter(office, "digest/1/tuesday/0")
    name = await office.carrier.carry(first)

    assert None is await office.carrier.seek(second)
    other = await office.carrier.carry(second)
    assert [name, other] == [await office.again().seek(each) for each in (first, second)]
    assert name != other
    assert 2 == len(office.said(office.room))


async def test_a_long_digest_goes_on_in_a_thread(office: Office) -> None:
    """Sixty long rows are all there, in order, the first part in the channel and all others in a thread below it."""
    bodies = office.carrier.pack(digest("Border desk", *ROWS))
    assert len(bodies) > 2
    first = letter(office, "digest/1/a/0", body=bodies[0])
    head = await office.carrier.carry(first)
    parts = [
        replace(first, name=f"digest/1/a/{number}", body=body, under=head) for number, body in enumerate(bodies[1:], 1)
    ]
    names = [await office.carrier.carry(part) for part in parts]

    read = [*office.said(office.room)[:1], *office.below(head)]
    assert list(range(60)) == [int(number) for number in re.findall(r"row (\d+):", "\n".join(read))]
    assert 60 * 25 == "\n".join(read).count("river is watched")
    assert len(bodies) == len(read)
    assert names == [await office.again().seek(part) for part in parts]
    assert [] == office.violations()


async def test_a_thread_is_a_room(office: Office) -> None:
    """A digest of a thread and all its parts stay in that thread, and are found there."""
    bodies = office.carrier.pack(digest("Border desk", *ROWS))
    before = len(office.said(office.thread))
    first = letter(office, room=office.thread, body=bodies[0])
    head = await office.carrier.carry(first)
    second = replace(first, name="digest/1/a/1", body=bodies[1], under=head)
    name = await office.carrier.carry(second)

    assert 2 == len(office.said(office.thread)) - before
    assert [head, name] == [await office.again().seek(each) for each in (first, second)]


async def test_a_room_that_is_gone(office: Office) -> None:
    """No such channel, none that the bot sees or may write in: said as that, in a line that says what to do."""
    for room in office.gone:
        with pytest.raises(RoomGone, match=r"(?s)^(?!.*\n)[A-Z].{20,}\.$"):
            await office.carrier.carry(letter(office, room=room))


async def test_a_token_that_is_refused(office: Office) -> None:
    """It is not the room that is wrong: the setting is named."""
    office.deny()
    with pytest.raises(PlatformDenied, match="_TOKEN"):
        await office.carrier.carry(letter(office))


async def test_packing_is_pure_and_keeps_what_buttons_need(office: Office) -> None:
    """The same answer makes the same messages; a line too long for a button is kept when its message is carried."""
    reply = replace(digest(), buttons=(Button("Sources", "/sources " + "x" * 2100),))
    bodies = [office.carrier.pack(reply) for _ in range(2)]
    assert bodies[0] == bodies[1]
    assert {} == office.lines.kept

    await office.carrier.carry(letter(office, reply=reply))
    assert ["/sources " + "x" * 2100] == list(office.lines.kept.values())


async def test_looking_at_rooms(office: Office) -> None:
    """A room that takes messages has a name; one that does not is refused in one line that says why."""
    found = await office.carrier.look(office.room)
    assert (office.room, "#") == (found.room, found.label[:1])
    assert office.thread == (await office.carrier.look(office.thread)).room
    for room in (*office.gone, Room(office.room.platform, "nowhere")):
        with pytest.raises(UserError, match=r"(?s)^(?!.*\n)[A-Z#].{20,}"):
            await office.carrier.look(room)


async def test_a_part_that_was_not_brought_is_not_found(office: Office) -> None:
    """A process ended between two parts: there is no thread yet, and nothing is asked for that is not there."""
    bodies = office.carrier.pack(digest("Border desk", *ROWS))
    first = letter(office, body=bodies[0])
    second = replace(first, name="digest/1/a/1", body=bodies[1], under=await office.carrier.carry(first))

    assert None is await office.again().seek(second)
    assert [] == office.violations()
