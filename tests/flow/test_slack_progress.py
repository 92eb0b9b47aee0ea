"""How far a long work is, on Slack: one message that is changed until the answer takes its place."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.platforms import showing
from tests.flow.inside import Inside, Work, until
from tests.flow.slack_inside import quick, slack_inside
from tests.loopback.slack import ANNA, DESK, Message, Slack

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("quick")]

__all__ = ["quick"]

UPDATE, POST = "chat.update", "chat.postMessage"
Running = tuple[Slack, Inside]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """One server and one platform for all tests of this module."""
    async with slack_inside(tmp_path_factory.mktemp("slack")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def slack(running: Running) -> AsyncIterator[Slack]:
    """The server, without faults at the beginning and at the end, and with an empty direct conversation."""
    slack = running[0]
    for message in slack.direct_channel(ANNA).messages:
        slack.world.remove(message)
    slack.violations.clear()
    yield slack
    slack.faults.clear()
    slack.world.messages_tab = True


@pytest.fixture
def work(running: Running) -> Work:
    """The long work that the test takes from step to step."""
    return running[1].work


def direct(slack: Slack) -> list[Message]:
    """What the bot has said to the asker directly."""
    return [message for message in slack.direct_channel(ANNA).messages if message.by_bot]


async def seen(slack: Slack, words: str) -> Message:
    """The asker's direct message with these words, once it is there."""
    await slack.until(lambda: any(words in message.words for message in direct(slack)))
    return next(message for message in direct(slack) if words in message.words)


async def test_five_steps_and_the_end_are_one_direct_message(slack: Slack, work: Work) -> None:
    """Asked in a channel: a line there says where to look; steps, a working button and the answer are one message."""
    call = await slack.command("/brief", "admin count")
    for number in range(1, 6):
        work.show(number)
        await seen(slack, f"{number} of 5")
    (message,) = direct(slack)
    pressed = await (await slack.press(message, "Cancel")).finished()
    assert "Help" in pressed.words
    work.finish()
    last = await seen(slack, "all 5 of 5")

    assert message.ts == last.ts
    assert "Counting" not in last.words
    said = [each.words for each in call.messages if each.channel == DESK]
    assert ["This takes a while. How far it is, and then the answer, is in your direct messages with me."] == said
    assert [] == slack.channel(DESK).messages
    assert [] == slack.violations


async def test_asked_directly_it_is_in_place(slack: Slack, work: Work) -> None:
    """In the direct conversation there is one message, and no line about another place."""
    await slack.direct("admin count")
    work.show(1)
    await seen(slack, "1 of 5")
    work.finish()
    await seen(slack, "all 5 of 5")

    assert 1 == len(direct(slack))
    assert [] == slack.violations


async def test_for_all_it_is_in_the_thread(slack: Slack, work: Work) -> None:
    """A mention whose answer all see shows its steps in the thread; a private one's are direct, and a line says so."""
    call = await slack.mention("count")
    work.show(1)
    await slack.until(lambda: "1 of 5" in call.words)
    work.finish()
    await slack.until(lambda: "all 5 of 5" in call.words)
    assert [call.thread_ts] == [message.thread_ts for message in call.messages if message.by_bot]
    assert [] == direct(slack)

    call = await slack.mention("admin count")
    work.show(1)
    await seen(slack, "1 of 5")
    await slack.until(lambda: "This takes a while" in call.words)
    work.finish()
    await seen(slack, "all 5 of 5")
    assert [ANNA] == [message.only_for for message in call.messages if message.channel == DESK and message.by_bot]
    assert [] == slack.violations


async def test_a_work_done_soon_shows_no_steps(slack: Slack, work: Work) -> None:
    """A command that is over before anybody wonders, or that shows nothing, is answered as ever."""
    work.show(1)
    work.finish()
    call = await (await slack.command("/brief", "admin count")).finished()

    assert "all 5 of 5" in call.words
    assert [] == direct(slack)


async def test_only_what_is_new_is_shown_and_not_too_often(
    slack: Slack, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred steps at once cost an update or two; the same step again costs none."""
    monkeypatch.setattr(showing, "EVERY_SECONDS", 0.3)
    before = len(slack.requests(UPDATE))
    await slack.command("/brief", "admin count")
    work.show(0)
    await seen(slack, "0 of 5")
    for _ in range(100):
        work.show(1)
    await seen(slack, "1 of 5")
    for _ in range(100):
        work.show(1)
    work.finish()
    await seen(slack, "all 5 of 5")

    assert 2 == len(slack.requests(UPDATE)) - before


@pytest.mark.parametrize("kind", ["429", "500", "502-after", "reset-before", "reset-after", "silent-after"])
async def test_a_lost_update_does_no_harm(slack: Slack, work: Work, kind: str) -> None:
    """Whatever becomes of one update, the next step and the answer are shown, in one message; 429 is waited for."""
    await slack.command("/brief", "admin count")
    work.show(1)
    await seen(slack, "1 of 5")
    fault, started = slack.faults.add(UPDATE, kind), time.monotonic()
    work.show(2)
    await slack.until(lambda: fault.hits)
    work.show(3)
    await seen(slack, "3 of 5")
    work.finish()
    await seen(slack, "all 5 of 5")

    assert 1 == len(direct(slack))
    assert kind != "429" or time.monotonic() - started >= 1.0


@pytest.mark.parametrize("kind", ["500", "502-after", "reset-after"])
async def test_the_first_step_is_there_once(slack: Slack, work: Work, kind: str) -> None:
    """The message that shows the steps is one, though the reply to it was lost."""
    slack.faults.add(POST, kind)
    await slack.command("/brief", "admin count")
    work.show(1)
    await seen(slack, "1 of 5")
    work.finish()
    await seen(slack, "all 5 of 5")

    assert 1 == len(direct(slack))
    assert [] == slack.violations


async def test_a_message_that_was_taken_away(slack: Slack, work: Work) -> None:
    """The work goes on without it, and its answer comes where it was asked, as if it had never been."""
    call = await slack.command("/brief", "admin count")
    work.show(1)
    slack.world.remove(await seen(slack, "1 of 5"))
    work.show(2)
    await slack.until(lambda: slack.violations)
    work.finish()
    await slack.until(lambda: "all 5 of 5" in call.words)

    assert ["message_not_found"] == [each.what for each in slack.violations]
    assert [] == direct(slack)


async def test_no_direct_messages_no_steps(slack: Slack, work: Work) -> None:
    """Where the bot cannot write to the asker directly, the answer comes where it was asked."""
    slack.world.messages_tab = False
    call = await slack.command("/brief", "admin count")
    work.show(1)
    await slack.until(lambda: slack.violations)
    work.show(2)
    await asyncio.sleep(0)
    work.finish()
    await slack.until(lambda: "all 5 of 5" in call.words)

    assert ["messages_tab_disabled"] == [each.what for each in slack.violations]
    assert 1 == len(call.messages)


async def test_a_long_answer_takes_the_place_and_goes_on(slack: Slack, work: Work, running: Running) -> None:
    """The first of its messages replaces the steps, the others follow it, its files too."""
    await slack.command("/brief", "admin count")
    work.show(1)
    message = await seen(slack, "1 of 5")
    work.finish(long=True)
    await slack.until(lambda: any(message.files for message in direct(slack)))
    first, *others = direct(slack)

    assert message.ts == first.ts
    assert 3 <= len(others)
    assert ["chart.png"] == [file["name"] for message in others for file in message.files]
    assert [] == slack.violations


async def test_a_revoked_token_ends_quietly(tmp_path: Path) -> None:
    """The work is done all the same, and nothing more is sent; nobody is told, for nobody can be."""
    async with slack_inside(tmp_path) as (slack, made):
        await slack.command("/brief", "admin count")
        made.work.show(1)
        await seen(slack, "1 of 5")
        slack.access.revoke()
        made.work.show(2)
        await slack.until(lambda: slack.violations)
        made.work.finish()
        await until(lambda: made.work.ended and not made.up)

        assert ["token_revoked"] == [each.what for each in slack.violations]
        assert 1 == len(direct(slack))
