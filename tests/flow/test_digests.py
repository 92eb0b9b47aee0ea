"""Digests from outside: one bot on both platforms, set up with the real commands, killed, and read in the channels.

The bot that all tests talk to was killed between the platforms' receipt of a message and their reply; that each of
these messages is there once is asked last, when it has had time to look for them.
"""

from __future__ import annotations

import asyncio
import re
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.conftest import ROOT
from tests.flow.conftest import Program
from tests.flow.desks import HOSTILE, Answer, Desks, Side, made_article, opened_desks, taken_in, until
from tests.flow.test_both_platforms import facts, folded

pytestmark = pytest.mark.asyncio(loop_scope="module")

BOTH = pytest.mark.parametrize("name", ["slack", "discord"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desks(filled: Callable[[Path], Program], tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desks]:
    """A bot with a digest in each main channel, killed when both platforms had its first message and started again."""
    async with opened_desks(filled(ROOT / "samples"), tmp_path_factory.mktemp("digests")) as made:
        slack = made.slack.server.faults.add(r"chat\.postMessage", "silent-after")
        discord = made.discord.server.faults.add("never_after", method="POST", path=r"/channels/\d+/messages$")
        for side in made.sides:
            await created(side, 'tumen river at:"every 2 seconds" empty:silent')
        await until(lambda: slack.hits and discord.hits and all(side.posted() for side in made.sides))
        await made.bot.stop(signal.SIGKILL)
        await made.begin()
        yield made


async def created(side: Side, words: str, **where: str) -> tuple[str, Answer]:
    """A digest set up: its number, and what was said."""
    answer = await side.ask(f"/digest create {words}", **where)
    found = re.search(r"Digest (\d+) is set up", answer.text)
    assert found is not None, answer.text
    return found[1], answer


async def deleted(side: Side, number: str) -> None:
    """It is taken away again."""
    assert "is no more" in (await side.ask(f"/digest delete {number} sure:true")).text


async def test_both_platforms_are_told_the_same_facts(desks: Desks) -> None:
    """What the program would put into such a digest stands in the message of each platform, word for word."""
    (expected,) = await asyncio.to_thread(desks.program.ask, '/digest create tumen river at:"daily 08:00"')
    figures = expected["text"].partition("KEY FIGURES")[2].partition("PEOPLE")[0]
    amounts = re.findall(r"^  (\S.{0,22}?)  +\S", figures, re.MULTILINE)
    wanted = [folded(fact) for fact in (*facts(expected), *amounts)]

    assert len(wanted) > 10
    for side in desks.sides:
        shown = folded(side.posted()[0])
        assert [] == [fact for fact in wanted if fact not in shown]
        assert "9 new articles" in shown


@BOTH
async def test_what_is_said_of_a_new_digest(desks: Desks, name: str) -> None:
    """Only who asked sees it: the terms in words, the next three slots, and what it would say now."""
    side = desks.side(name)
    number, answer = await created(side, 'fence, trade at:"weekdays 7:30" zone:Asia/Seoul size:short late:skip')
    shown = folded(answer.text)

    assert answer.private
    for words in (
        "fence, trade",
        "weekdays at 07:30 (Asia/Seoul)",
        "short, says so when nothing is new, left out when",
    ):
        assert words in shown
    assert 3 == len(re.findall(r"\w{3} \d+ \w{3} \d{4}, 07:30", shown))
    assert "As it would be now" in answer.text or "AS IT WOULD BE NOW" in answer.text
    await deleted(side, number)


@BOTH
async def test_a_digest_is_looked_at_rested_woken_and_taken_away(desks: Desks, name: str) -> None:
    """Every step from the buttons of the answer before, each seen by the asker alone."""
    side = desks.side(name)
    number, answer = await created(side, "fence daily 08:00")
    rests = await side.press(answer.on, "Pause")
    listed = await side.press(rests.on, "Digests")
    shown = await side.press(listed.on, f"Show {number}")
    woken = await side.press(shown.on, "Resume")
    preview = await side.ask(f"/digest preview {number}")
    asked = await side.press(woken.on, "Digests")
    question = await side.ask(f"/digest delete {number}")
    gone = await side.press(question.on, "Delete it")

    steps = (answer, rests, listed, shown, woken, preview, asked, question, gone)
    assert [True] * len(steps) == [step.private for step in steps]
    assert f"Digest {number} rests." in rests.text
    assert "rests: paused by" in listed.text
    assert "paused by" in shown.text
    assert f"Digest {number} runs." in woken.text
    assert "08:00" in woken.text
    assert "A preview; nothing was sent." in preview.text
    assert "Delete?" in question.text
    assert "is no more" in gone.text
    assert f"There is no digest {number} here" in (await side.ask(f"/digest show {number}")).text


async def test_a_digest_goes_where_it_was_asked_for(desks: Desks) -> None:
    """In a thread and a direct conversation of Slack, in a thread of Discord."""
    slack, discord = desks.slack.server, desks.discord.server
    words = 'trade at:"every 2 seconds" empty:silent'
    root = slack.world.post("C0OTHER", "U0ANNA", text="What about trade?")
    await slack.mention(f"digest create {words}", channel="C0OTHER", thread_ts=root.ts)
    await slack.direct(f"digest create {words}", user="U0BEN")
    thread = discord.add_thread("trade", discord.channel)
    await created(desks.discord, words, room=str(thread.id))

    def in_thread() -> list[Any]:
        said = [each for each in slack.channel("C0OTHER").messages if each.by_bot]
        return [each for each in said if each.words.startswith("Digest · trade")]

    await until(in_thread)
    await until(lambda: any(said.startswith("Digest · trade") for said in desks.slack.told("ben")))
    await until(lambda: desks.discord.posted(str(thread.id)))
    assert [root.ts] == [each.thread_ts for each in in_thread()]
    assert desks.discord.posted(str(thread.id))[0].startswith("Digest · trade")


@BOTH
async def test_who_may_change_a_digest(desks: Desks, name: str) -> None:
    """Another member sees it and may not touch it, and is told so before being asked; an admin may."""
    side = desks.side(name)
    number, _ = await created(side, "fence daily 08:00")

    assert "fence" in (await side.ask("/digest list", "ben")).text
    for line in (f"pause {number}", f"delete {number}", f"delete {number} sure:true"):
        refused = await side.ask(f"/digest {line}", "ben")
        assert f"Digest {number} is somebody else's; its maker or an admin may change it." in refused.text
        assert refused.private
    assert "is no more" in (await side.ask(f"/digest delete {number} sure:true", "ada")).text


@BOTH
async def test_a_channel_that_is_gone(desks: Desks, name: str) -> None:
    """Its digest rests, its maker and the admin are told once, and it is said why wherever one looks."""
    side = desks.side(name)
    room = side.new_room()
    number, _ = await created(side, 'trade at:"every 1 second" empty:say', room=room)
    await until(lambda: side.posted(room))
    side.close_room(room)

    def told(who: str) -> list[str]:
        return [said for said in side.told(who) if "A digest rests" in said and f"for {name}:{room} rests" in said]

    await until(lambda: told("ann") and told("ada"))
    shown = (await side.ask(f"/digest show {number}")).text
    status = (await side.ask("/admin status", "ada")).text

    assert f"/digest resume {number}" in told("ann")[0].replace("/brief ", "/")
    assert "Rests" in shown
    assert "not sent, its channel is closed" in shown
    assert "not sent, its channel is closed" in status
    assert [1, 1] == [len(told(who)) for who in ("ann", "ada")]
    await deleted(side, number)


@pytest.mark.parametrize(
    ("name", "channel", "words"),
    [
        ("slack", "C0NOBODY", "I am not in that channel, or there is none of that name"),
        ("slack", "C0WITHOUT", "I am not in #without-the-bot. Invite me there first: /invite @Sitrep"),
        ("slack", "C0ANNOUNCE", "#announcements lets only some people post"),
        ("slack", "general", "'general' is no channel's id"),
        ("discord", "123456789012345678", "no such channel in this server"),
        ("discord", "general", "'general' is no channel's id"),
    ],
    ids=["unknown", "not in it", "may not post", "no id", "unknown on Discord", "no id on Discord"],
)
async def test_a_channel_that_cannot_be(desks: Desks, name: str, channel: str, words: str) -> None:
    """An admin who names such a channel is told in one line what to do."""
    answer = await desks.side(name).ask(f"/digest create trade daily 08:00 channel:{channel}", "ada")

    assert words in answer.text
    assert answer.private
    desks.slack.server.violations.clear()  # Slack calls it one to ask about a channel that is none


@BOTH
async def test_names_and_articles_that_would_do_harm(desks: Desks, name: str) -> None:
    """Neither the heading of a digest nor an article in it calls anybody or forges a link."""
    side = desks.side(name)
    number, _ = await created(side, f'quibble at:"every 1 second" empty:silent name:"{HOSTILE}"', room=side.new_room())
    text = f"Guards at Quibble counted {77 + len(name)} carts on Monday. The sign reads {HOSTILE} in red."
    await asyncio.to_thread(
        taken_in, desks.program, made_article(0, id=f"hostile-{name}", title=f"Quibble {HOSTILE}", text=text)
    )
    messages = await hostile_messages(desks, name)
    await deleted(side, number)

    for message in messages:
        assert not message.pings
        assert "carts" in (message.words if name == "slack" else message.text)
    if name == "slack":
        assert [] == [link for message in messages for link in message.links if "evil" in link]
    else:
        assert [] == [message for message in messages if re.search(r"(?<!\\)\]\(https://evil", message.text)]


async def hostile_messages(desks: Desks, name: str) -> list[Any]:
    """The messages on the hostile article as the platform has them, once there are any."""
    if name == "slack":
        every = desks.slack.server.world.messages

        def found() -> list[Any]:
            return [each for each in every.values() if each.by_bot and each.metadata and "carts" in each.words]
    else:
        channels = desks.discord.server.world.channels

        def found() -> list[Any]:
            return [each for room in channels.values() for each in room.messages if "carts" in each.text]

    await until(found)
    return found()


async def test_only_admins_where_it_is_so_set(desks: Desks) -> None:
    """DIGESTS_BY=admins refuses everybody else in one line."""
    line = "/digest create trade daily 08:00"
    member = await asyncio.to_thread(desks.program.run, "ask", line, DIGESTS_BY="admins")

    assert 2 == member.returncode
    assert "Digests and watches are set up by admins here (DIGESTS_BY)." in member.stderr + member.stdout


async def test_a_form_for_what_was_left_out(desks: Desks) -> None:
    """On Slack a line that lacks its topics or its hour offers a form, filled with what was said; it sets one up."""
    answer = await desks.slack.ask("/digest create fence")
    assert "When? /brief digest create fence" in answer.text
    server = desks.slack.server
    await server.press(answer.on, "Fill in a form …")
    await until(lambda: server.modal("U0ANNA"))
    view = server.modal("U0ANNA")
    assert view is not None
    assert "fence" in str(view.body)
    await server.submit(view, {"at": "daily 08:00"})

    def set_up() -> list[str]:
        mine = [each.words for each in server.seen_by("U0ANNA", "C0DESK") if each.ephemeral]
        return re.findall(r"Digest (\d+) is set up", mine[-1])

    await until(set_up)
    await deleted(desks.slack, set_up()[0])
    assert "needs topics" in (await desks.slack.ask("/digest create")).text


async def test_the_home_tab_shows_ones_own_and_changes_nothing_by_itself(desks: Desks) -> None:
    """It lists what somebody has set up, and no example in it rests or deletes anything at a press."""
    server = desks.slack.server
    await server.open_home("U0ANNA")
    await until(lambda: server.home("U0ANNA"))
    home = server.home("U0ANNA")
    assert home is not None
    lines = [control["value"] for control in home.controls if "value" in control]

    assert "Your digests" in home.words
    assert "/digest show 1" in lines
    assert [] == [line for line in lines if re.match(r"/(digest (pause|resume|delete)|watch delete)", line)]


@BOTH
async def test_what_was_there_when_it_was_killed_is_there_once(desks: Desks, name: str) -> None:
    """The message was received and the bot died before the reply: it is found, and not sent again."""
    side = desks.side(name)
    await desks.bot.says(f"outcome=found room={name}:{side.main}", 60.0)
    heads = Counter(said.partition("\n")[0] for said in side.posted() if said.startswith("Digest · tumen river"))

    assert [1] == list(heads.values())
    assert "sent · 2 attempts" in (await side.ask("/digest show " + ("1" if name == "slack" else "2"))).text


async def test_neither_platform_objects_to_anything(desks: Desks) -> None:
    """After all of that no limit, schema or rule of either platform was broken."""
    gone = {"channel_not_found", "Unknown Channel"}  # what is said of the channels that were deleted

    assert [] == [each for each in desks.discord.server.violations if each.what not in gone]
    assert [] == [each for each in desks.slack.server.violations if each.what not in gone]
