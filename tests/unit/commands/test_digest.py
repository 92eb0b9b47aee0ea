"""`/digest`: read as people say it, changed by who may, told in words; its limits and its first look back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.command import Asker
from bot.services.planning import MOST
from bot.services.watch_planning import Terms

from .planned import ANN, BEN, BOSS, MANAGER, NOON, STRANGER, Typing, lines, rows, typing

DAILY = '/digest create tumen river at:"daily 08:00"'
FENCE = "China built a fence of 14 kilometres along the Tumen River in September."


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Typing]:
    """An empty store at noon."""
    async with typing(tmp_path) as made:
        yield made


async def test_what_is_set_up_is_said_in_words(desk: Typing) -> None:
    """Topics, sources, cadence with its zone, the policies, the room, the next three slots."""
    reply = await desk.say(
        '/digest create fence, trade at:"weekdays 7:30" zone:asia/seoul sources:"Kestrel Wire, Yalu Monitor" size:long'
        ' empty:silent late:merge name:"Morning digest"'
    )
    said = rows(reply)

    assert "Digest 1 is set up" == reply.title
    assert ("fence, trade", "Kestrel Wire, Yalu Monitor") == (said["Topics"], said["Sources"])
    assert "weekdays at 07:30 (Asia/Seoul)" == said["When"]
    assert "long, stays silent when nothing is new, left to the next when late" == said["How"]
    assert "#C1234" == said["Where"]
    assert "Tue 24 Nov 2026, 07:30; Wed 25 Nov 2026, 07:30; Thu 26 Nov 2026, 07:30" == said["Next"]
    assert "Morning digest" in (await desk.say("/digest list")).cards[0].rows[0].text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "topics", "when"),
    [
        ("tumen river daily 08:00", "tumen river", "daily at 08:00 (UTC)"),
        ("tumen river, trade every 6 hours", "tumen river, trade", "every 6 hours (UTC)"),
        ("covid 19 8am", "covid 19", "daily at 08:00 (UTC)"),
        ("covid 2019 on mondays 9:00", "covid 2019", "Mondays at 09:00 (UTC)"),
        ("fence 0 8 * * 1-5", "fence", "0 8 * * 1-5 (UTC)"),
    ],
)
async def test_a_cadence_may_end_the_topics(desk: Typing, typed: str, topics: str, when: str) -> None:
    """Without at: the words at the end are read as the cadence, and a number alone is none."""
    said = rows(await desk.say(f"/digest create {typed}"))

    assert (topics, when) == (said["Topics"], said["When"])


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("fence", "When? /digest create fence at:"),
        ("covid 2019", "When? /digest create covid 2019 at:"),
        ("fence daily 25:00", "25:00 is no time of day"),
        ("fence daily", "'daily' lacks a time of day. Try 'daily 08:00'."),
        ("fence every 10 seconds", "'every 10 seconds' is shorter than 5 minutes, the shortest allowed."),
        ('fence at:"whenever"', "whenever"),
        ("fence daily 08:00 zone:Mars/Olympus", "Mars/Olympus"),
        (", , daily 08:00", "What is it about?"),
        (", ".join("abcdefghijk") + " daily 08:00", "topics: 11 are too many for one digest; 10 are the most."),
        (f"{'x' * 121} daily 08:00", "is too long; name it in a few words."),
        ("fence daily 08:00 channel:general", "'general' is no channel's id"),
    ],
    ids=["no when", "a year", "no time", "no hour", "too often", "no cadence", "no zone", "no topic", "too many",
         "too long", "no channel"],
)  # fmt: skip
async def test_what_is_wrong_is_one_line(desk: Typing, typed: str, fault: str) -> None:
    """Each says what to do; nothing is set up."""
    said = await desk.fails(f"/digest create {typed}")

    assert fault in said
    assert "\n" not in said
    assert 0 == await desk.store.count_digests()


async def test_where_an_option_is_at_fault_a_form_is_offered(desk: Typing) -> None:
    """It holds what was typed; where nobody can fill one in, no form is offered."""
    reply = await desk.dispatcher.answer("/digest create fence", ANN)
    nothing = await desk.dispatcher.answer("/digest create", ANN)
    of_one = await desk.dispatcher.answer("/digest pause", ANN)

    assert [("/digest create fence", True)] == [(button.line, button.form) for button in reply.buttons]
    assert ("/digest create", True) in [(button.line, button.form) for button in nothing.buttons]
    assert [False] == [button.form for button in of_one.buttons]


async def test_a_topic_of_which_nothing_is_known_is_warned_of(desk: Typing) -> None:
    """It may be a slip; what there is close to it is named. A known one is not warned of."""
    await desk.comes(FENCE)
    unknown = await desk.say("/digest create unicorns daily 08:00")
    known = await desk.say("/digest create fence daily 08:00")

    assert unknown.notes[0].startswith("No article here is on 'unicorns' yet.")
    assert () == known.notes


async def test_the_first_digest_looks_back(desk: Typing) -> None:
    """At least a day, and for a rarer one to where the slot before would have been."""
    for typed in ("every 6 hours", "daily 08:00", "mondays 08:00", "monthly 1st 09:00"):
        await desk.say(f"/digest create fence {typed}")
    told = [digest.schedule.told for digest in await desk.store.digests()]

    day = NOON - timedelta(days=1)
    assert [day, day, day, datetime(2026, 11, 1, 9, tzinfo=UTC)] == told


async def test_the_zone_is_that_of_the_asker(desk: Typing) -> None:
    """What was said, else where the platform says they are, else what the settings say."""
    seoul = replace(ANN, zone="Asia/Seoul")

    assert "(Asia/Seoul)" in rows(await desk.say(DAILY, seoul))["When"]
    assert "(Europe/Paris)" in rows(await desk.say(f"{DAILY} zone:Europe/Paris", seoul))["When"]
    assert "(UTC)" in rows(await desk.say(DAILY))["When"]


async def test_who_may_change_it(desk: Typing) -> None:
    """Its maker, an admin of its workspace, an admin of the store; nobody else, and no admin of another workspace."""
    for who in (ANN, MANAGER, BOSS):
        await desk.say(DAILY)
        number = (await desk.store.digests())[-1].number
        for line in ("pause", "resume", "delete"):
            fault = await desk.fails(f"/digest {line} {number}", BEN)
            assert f"Digest {number} is somebody else's; its maker or an admin may change it." == fault
            assert f"There is no digest {number} here." in await desk.fails(f"/digest {line} {number}", STRANGER)
        await desk.say(f"/digest show {number}", BEN)
        await desk.say(f"/digest pause {number}", who)
        await desk.say(f"/digest resume {number}", who)
        await desk.say(f"/digest delete {number} sure:true", who)
    assert 0 == await desk.store.count_digests()


async def test_another_channel_is_for_admins(desk: Typing) -> None:
    """A member sets up where they are; who manages the workspace anywhere in it, the store's admin anywhere."""
    other = f"{DAILY} channel:C5678"

    assert "Only admins set this up for another channel." in await desk.fails(other)
    assert "#C5678" == rows(await desk.say(other, MANAGER))["Where"]
    assert "#C5678" == rows(await desk.say(other, BOSS))["Where"]
    desk.box.closed.add("C5678")
    assert "There is no such channel." == await desk.fails(other, BOSS)
    served = await desk.say(f"{DAILY} channel:discord:123456789012345678", BOSS)
    assert "discord:123456789012345678 is checked when the bot runs with Discord." in served.notes


async def test_where_only_admins_may(tmp_path: Path) -> None:
    """DIGESTS_BY=admins refuses members, for digests and watches, and lets them look."""
    async with typing(tmp_path, Terms(members=False)) as desk:
        for line in (DAILY, "/watch add fence"):
            assert "set up by admins here (DIGESTS_BY)" in await desk.fails(line)
            await desk.say(line, MANAGER)
        assert "1 digest" == (await desk.say("/digest list")).coverage


async def test_the_101st_of_a_channel_is_refused(desk: Typing) -> None:
    """In one line that says what to do; the list has pages of twenty, and another channel has room."""
    await desk.say(DAILY)
    (first,) = await desk.store.digests()
    for _ in range(MOST - 1):
        assert await desk.store.add_digest(replace(first, number=0), MOST)

    assert "This channel has 100 digests already" in await desk.fails(DAILY)
    page = await desk.say("/digest list page:3")
    assert ("Digests, page 3 of 5", "100 digests", 20) == (page.title, page.coverage, len(list(page.rows())))
    assert ["/digest list where:here page:2", "/digest list where:here page:4"] == lines(page)
    beyond = await desk.say("/digest list page:77")
    assert ("Digests, page 5 of 5", 20) == (beyond.title, len(list(beyond.rows())))
    await desk.say(f"{DAILY} channel:C5678", BOSS)
    assert "slack:C5678" in rows(await desk.say("/digest list where:mine", BOSS))["101"]


async def test_where_lists_look(desk: Typing) -> None:
    """Of this channel, one's own, or all that one may change."""
    await desk.say(DAILY)
    await desk.say(f"{DAILY} channel:C5678", MANAGER)
    numbers = {
        (where, who.user): list(rows(await desk.say(f"/digest list where:{where}", who)))
        for where in ("here", "mine", "all")
        for who in (ANN, MANAGER, STRANGER)
    }

    assert (["1"], ["1"], []) == tuple(numbers["here", who] for who in ("U1", "U3", "U4"))
    assert (["1"], ["2"], []) == tuple(numbers["mine", who] for who in ("U1", "U3", "U4"))
    assert (["1"], ["1", "2"], []) == tuple(numbers["all", who] for who in ("U1", "U3", "U4"))


async def test_a_rest_and_its_end(desk: Typing) -> None:
    """Who let it rest is said; at its end the next slots; a closed channel cannot be woken for."""
    await desk.say(DAILY)
    rests = await desk.say("/digest pause 1")
    assert ["/digest resume 1", "/digest list"] == lines(rests)
    assert "paused by slack:U1" == rows(await desk.say("/digest show 1"))["Rests"]
    assert "rests: paused by slack:U1" in rows(await desk.say("/digest list"))["1"]

    desk.box.closed.add("C1234")
    assert "There is no such channel." == await desk.fails("/digest resume 1")
    desk.box.closed.clear()
    woken = await desk.say("/digest resume 1")
    assert "Tue 24 Nov 2026, 08:00" in rows(woken)["Next"]
    assert "Rests" not in rows(await desk.say("/digest show 1"))


async def test_a_preview_changes_nothing(desk: Typing) -> None:
    """It tells what came in, as often as it is asked, and writes nothing down."""
    await desk.say("/digest create fence daily 08:00")
    await desk.comes(FENCE)
    first, second = await desk.say("/digest preview 1"), await desk.say("/digest preview 1")

    assert first == second
    assert "A preview; nothing was sent." == first.notes[0]
    assert "1 new article" in first.coverage
    assert [] == list(await desk.store.editions(1, 9))


@pytest.mark.parametrize(
    "line", ["/digest show 7", "/digest preview 7", "/digest pause 7", "/digest delete 7 sure:true"]
)
async def test_one_that_is_not_there(desk: Typing, line: str) -> None:
    """The list is offered."""
    reply = await desk.dispatcher.answer(line, ANN)

    assert "There is no digest 7 here. /digest list shows them." == reply.error
    assert ["/digest list"] == lines(reply)


async def test_the_terminal_is_told_that_it_must_be_open(desk: Typing) -> None:
    """A digest for the terminal is brought while a chat is open."""
    reply = await desk.say(DAILY, Asker())

    assert "this terminal" == rows(reply)["Where"]
    assert "`python -m bot chat`" in reply.notes[0]
