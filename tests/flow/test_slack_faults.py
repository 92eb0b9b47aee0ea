"""Slack when things go wrong: no answer is lost that could be given, and none is given twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
import pytest_asyncio

from tests.conftest import ROOT
from tests.flow.conftest import Program
from tests.flow.slack_bot import Bot, description, running
from tests.loopback.slack import ANNA, DESK, Slack

pytestmark = pytest.mark.asyncio(loop_scope="module")

POST, URL = "chat.postMessage", "/responses/"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(filled: Callable[..., Program]) -> AsyncIterator[Bot]:
    """A bot over the samples."""
    async with (
        Slack(description=description(), quiet=0.1) as slack,
        running(slack, filled(ROOT / "samples").store) as started,
    ):
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def slack(bot: Bot) -> AsyncIterator[Slack]:
    """Its Slack, without faults at the beginning and at the end."""
    bot.slack.violations.clear()
    yield bot.slack
    bot.slack.faults.clear()
    bot.slack.access.restore()
    await bot.slack.sockets.connected()


@pytest.mark.parametrize(
    "kind", ["429", "500", "502", "503", "502-after", "reset-before", "reset-after", "reset-middle"]
)
async def test_a_mention_is_answered_exactly_once(slack: Slack, kind: str) -> None:
    """Whatever happens to the first try, one answer is in the channel."""
    before = len(slack.channel(DESK).messages)
    slack.faults.add(POST, kind)
    call = await slack.mention("figures tumen river", channel=DESK)
    await call.finished(when=lambda _: len(slack.requests(POST)) >= 1 and bool(call.messages))
    await slack.until(lambda: _settled(slack, kind))
    answers = [each for each in slack.channel(DESK).messages[before:] if each.by_bot]
    assert 1 == len(answers)
    assert [] == slack.violations


def _settled(slack: Slack, kind: str) -> bool:
    """After a doubtful try the history was looked through; after a plain failure it was sent again."""
    last = slack.record[-1].path
    if kind in ("429", "500", "503"):
        return POST in last
    return "conversations.replies" in "".join(each.path for each in slack.record[-3:])


async def test_five_times_503_and_then_the_answer(bot: Bot, slack: Slack) -> None:
    """An outage delays an answer and does not lose it; the retries are counted."""
    before = await bot.counted("sitrep_retries_total")
    slack.faults.add(URL, "503", times=5)
    call = await (await slack.command("/brief", "tumen river")).finished(timeout=30)
    assert 1 == len(call.messages)
    assert before + 5 == await bot.counted("sitrep_retries_total")


@pytest.mark.parametrize("kind", ["429", "500", "503"])
async def test_an_answer_that_was_not_taken_is_sent_again(slack: Slack, kind: str) -> None:
    """A response URL that says so plainly is sent the answer again, once."""
    slack.faults.add(URL, kind)
    call = await (await slack.command("/brief", "tumen river")).finished()
    assert 1 == len(call.messages)
    assert "WHAT IS KNOWN" in call.words


@pytest.mark.parametrize("kind", ["502-after", "reset-middle", "502"])
async def test_an_unconfirmed_answer_is_offered_not_repeated(slack: Slack, kind: str) -> None:
    """Nobody can look whether an ephemeral answer came; a short line offers it, and its button brings it."""
    slack.faults.add(URL, kind)
    call = await slack.command("/brief", "tumen river")
    await call.finished(when=lambda call: "did not confirm" in call.words)
    assert (1 if kind == "502" else 2) == len(call.messages)
    again = await (await slack.press(call.messages[-1], "Show it")).finished()
    assert "WHAT IS KNOWN" in again.words


async def test_a_response_url_that_is_gone(slack: Slack) -> None:
    """Used up or too old: the private answer goes to the asker's direct conversation."""
    for used, seconds in ((5, 0.0), (0, 1860.0)):
        before = len(slack.direct_channel(ANNA).messages)
        slack.faults.add("/api/users.info", "delay", seconds=0.0)
        slack.responses.issue = _spent(slack, used, seconds)  # type: ignore[method-assign]
        await slack.command("/brief", "tumen river")
        del slack.responses.issue
        await slack.until(lambda before=before: len(slack.direct_channel(ANNA).messages) > before)
        assert "WHAT IS KNOWN" in slack.direct_channel(ANNA).messages[-1].words
    slack.violations.clear()


def _spent(slack: Slack, used: int, seconds: float) -> Callable[..., str]:
    """Response URLs that are spent as soon as they are given out."""
    issue = type(slack.responses).issue

    def spent(*arguments: object) -> str:
        url = issue(slack.responses, *arguments)
        name = url.rsplit("/", 1)[1]
        kept = slack.responses.given[name]
        slack.responses.given[name] = replace(kept, uses=used, at=kept.at - seconds)
        return url

    return spent


async def test_the_same_envelope_twice(slack: Slack) -> None:
    """Commands, mentions, presses and forms that Slack delivers twice are acted on once."""
    slack.faults.deliveries = 2
    call = await (await slack.command("/brief", "tumen river")).finished()
    assert 1 == len(call.messages)
    pressed = await (await slack.press(call.messages[0], "Figures")).finished()
    assert 1 == len(pressed.messages)
    call = await (await slack.mention("figures tumen river")).finished()
    assert 1 == len(call.messages)
    posted = len(slack.requests("views.open"))
    await slack.command("/brief")
    await slack.until(lambda: slack.modal(ANNA))
    assert posted + 1 == len(slack.requests("views.open"))
    form = slack.modal(ANNA)
    assert form is not None
    await slack.close(form)
    assert [] == slack.violations


@pytest.mark.parametrize("warn", [True, False])
async def test_a_socket_is_renewed_and_nothing_is_lost(slack: Slack, warn: bool) -> None:
    """While Slack takes its socket away, every command is acknowledged and answered."""
    renewal = asyncio.create_task(slack.sockets.refresh(warn=warn, grace=0.3))
    calls = []
    for _ in range(10):
        calls.append(await slack.command("/brief", "figures tumen river"))
        await asyncio.sleep(0.05)
    await renewal
    for call in calls:
        await call.finished()
        assert 1 == len(call.messages)
    await slack.sockets.connected()


async def test_a_dropped_socket_comes_back(bot: Bot, slack: Slack) -> None:
    """A socket cut without a word is replaced within seconds; what was asked in between is answered."""
    await slack.sockets.drop()
    call = await slack.command("/brief", "tumen river")
    assert call.acknowledged_after is not None
    await call.finished()
    assert 1 == len(call.messages)
    await bot.ready()


async def test_a_channel_that_may_not_be_posted_in(bot: Bot, slack: Slack) -> None:
    """The asker hears why, once, in their direct conversation; nothing is tried over and over."""
    await (await slack.mention("tumen river", channel="C0ANNOUNCE")).finished()
    assert "its rules" in slack.direct_channel(ANNA).messages[-1].words
    assert ["restricted_action"] == [each.what for each in slack.violations]
    assert 1 == sum("restricted_action" in line for line in bot.log)


async def test_many_briefings_at_once_keep_the_pace_of_a_channel(slack: Slack) -> None:
    """With Slack's limit of a message a second switched on, all of them arrive and none was refused."""
    slack.limits.on, slack.limits.scale = True, 0.1
    calls = await asyncio.gather(*(slack.mention("figures tumen river", channel="C0OTHER") for _ in range(12)))
    await asyncio.gather(*(call.finished(timeout=60, when=lambda call: bool(call.messages)) for call in calls))
    slack.limits.on = False
    assert 12 == sum(message.by_bot for message in slack.channel("C0OTHER").messages)
    assert [] == slack.limits.refused


async def test_a_scope_taken_away(bot: Bot, slack: Slack) -> None:
    """Without the right to post a mention cannot be answered: one line in the log, and commands go on."""
    slack.access.scopes.discard("chat:write")
    await slack.mention("tumen river")
    await bot.says("missing_scope")
    call = await (await slack.command("/brief", "tumen river")).finished()
    assert 1 == len(call.messages)
    slack.access.scopes.add("chat:write")
    assert len(slack.requests(POST)) < 100
