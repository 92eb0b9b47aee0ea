"""Slack as people use it: one running bot, every way of asking."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from tests.conftest import ROOT
from tests.flow.conftest import Program
from tests.flow.slack_bot import Bot, description, running
from tests.loopback.slack import ANNA, DESK, Slack

pytestmark = pytest.mark.asyncio(loop_scope="module")

LINES = (
    "tumen river", "china size:long", "figures defectors since:2019", "people border", "timeline fence",
    "find cameras on the river pier", "latest", 'latest source:"yalu monitor"', "sources", "sources fence",
    "article 7", "help", "help brief", "peru", "두만강", "/figures tumen river", "brief tumen river",
)  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(filled: Callable[..., Program]) -> AsyncIterator[Bot]:
    """A bot over the samples."""
    async with (
        Slack(description=description(), quiet=0.1) as slack,
        running(slack, filled(ROOT / "samples").store) as started,
    ):
        yield started


@pytest.fixture
def slack(bot: Bot) -> Slack:
    """Its Slack."""
    return bot.slack


async def test_every_command_is_acknowledged_and_answered(slack: Slack) -> None:
    """Each line has an answer that the asker alone sees, and Slack objects to none."""
    for line in LINES:
        call = await (await slack.command("/brief", line)).finished()
        assert call.acknowledged_after is not None, line
        assert call.acknowledged_after < 0.5, line
        assert call.messages, line
        assert {ANNA} == {message.only_for for message in call.messages}, line
    assert [] == slack.channel(DESK).messages
    assert [] == slack.violations


async def test_words_come_without_the_markup_of_slack(slack: Slack) -> None:
    """Escapes, mentions and links in what is typed are read as the words they stand for."""
    call = await (await slack.command("/brief", "article <https://yalumonitor.example/a?x=1&amp;y=2>")).finished()
    assert "https://yalumonitor.example/a?x=1&y=2" in call.words
    call = await (await slack.command("/brief", "tumen &lt;river&gt; <#C0DESK|desk> <@U0BEN>")).finished()
    assert "tumen <river> #desk @U0BEN" in call.words


async def test_a_mention_is_answered_in_its_thread_for_all(slack: Slack) -> None:
    """Words that name no command are a briefing, in the mention's thread; a command is that command."""
    call = await (await slack.mention("tumen river")).finished()
    assert "WHAT IS KNOWN" in call.words
    assert {call.thread_ts} == {message.thread_ts for message in call.messages}
    assert {None} == {message.only_for for message in call.messages}
    assert {"sitrep_answer"} == {message.metadata["event_type"] for message in call.messages if message.metadata}
    call = await (await slack.mention("figures tumen river", thread_ts=call.thread_ts)).finished()
    assert "FIGURES" in call.words
    call = await (await slack.mention("")).finished()
    assert "What can be asked" in call.words
    assert [] == slack.violations


async def test_what_is_for_one_person_stays_with_them(slack: Slack) -> None:
    """A refusal and an error after a mention are seen by the asker alone."""
    before = len(slack.channel(DESK).messages)
    for words in ("admin status", "figurs tumen since:32"):
        call = await (await slack.mention(words)).finished()
        assert [ANNA] == [message.only_for for message in call.messages], words
    assert before + 2 == len(slack.channel(DESK).messages)
    assert [] == slack.violations


async def test_a_direct_message_is_answered_in_place(slack: Slack) -> None:
    """A message to the bot alone is a question; its answer and what is pressed in it stay in the conversation."""
    call = await (await slack.direct("tumen river")).finished()
    assert "WHAT IS KNOWN" in call.words
    assert {None} == {message.thread_ts for message in call.messages}
    assert "Post to channel" not in call.words
    pressed = await (await slack.press(call.messages[-1], "Figures")).finished()
    assert "FIGURES" in pressed.words
    assert [] == slack.violations


async def test_buttons_and_menus_ask_the_next_question(slack: Slack) -> None:
    """Pressed in an ephemeral answer they answer the presser alone, and a reference shows its sentence."""
    call = await (await slack.command("/brief", "tumen river")).finished()
    for label in ("Figures", "People", "Timeline", "Find", "Sources", "More"):
        pressed = await (await slack.press(call.messages[-1], label)).finished()
        assert {ANNA} == {message.only_for for message in pressed.messages}, label
    menu = next(each for each in call.messages[-1].controls if each["type"] == "static_select")
    chosen = await (await slack.choose(call.messages[-1], "sitrep_why_0", menu["options"][0]["value"])).finished()
    assert "WHERE THEY STAND" in chosen.words
    assert [] == slack.violations


async def test_two_people_press_the_same_public_button(slack: Slack) -> None:
    """Each of them gets an answer of their own, which the other does not see."""
    call = await (await slack.mention("tumen river")).finished()
    for user in (ANNA, "U0BEN"):
        pressed = await (await slack.press(call.messages[-1], "Figures", user=user)).finished()
        assert {user} == {message.only_for for message in pressed.messages}
        assert {call.thread_ts} == {message.thread_ts for message in pressed.messages}


async def test_an_answer_is_posted_once(slack: Slack) -> None:
    """The button posts the answer for all with the name of who asked, and is replaced; pressing twice posts once."""
    call = await (await slack.command("/brief", "tumen river")).finished()
    message = call.messages[-1]
    before = len(slack.channel(DESK).messages)
    first, second = await slack.press(message, "Post to channel"), await slack.press(message, "sitrep_post")
    await first.finished()
    await second.finished(when=lambda _: "Post to channel" not in (slack.now(message) or message).words)
    posted = slack.channel(DESK).messages[before:]
    assert 1 == len(posted)
    assert f"asked by <@{ANNA}>" in posted[0].words
    assert [f"@{ANNA}"] == posted[0].pings
    assert [] == slack.violations


async def test_where_the_bot_is_not_it_asks_to_be_invited(slack: Slack) -> None:
    """A command works in any channel; to post there the bot must be in it, and says so, each time."""
    call = await (await slack.command("/brief", "tumen river", channel="C0WITHOUT")).finished()
    for _ in range(2):
        pressed = await (await slack.press(call.messages[-1], "Post to channel")).finished()
        assert "/invite @Sitrep" in pressed.words
    assert {"not_in_channel"} == {each.what for each in slack.violations}
    slack.violations.clear()


async def test_a_form_says_what_is_wrong_and_then_answers(slack: Slack) -> None:
    """`/brief` alone opens a form; a bad date is marked at its field, and a good one is answered to the asker."""
    await slack.command("/brief")
    await slack.until(lambda: slack.modal(ANNA))
    form = slack.modal(ANNA)
    assert form is not None
    bad = await slack.submit(form, {"topic": "tumen river", "since": "the day after"})
    assert {"since"} == set(bad.errors)
    options = await slack.suggest(form, "sitrep_option_source", "yalu")
    assert ["Yalu Monitor"] == [option["value"] for option in options]
    good = await slack.submit(form, {"topic": "border", "since": "2016", "source": options[0], "size": "short"})
    await good.call.finished(when=lambda _: "border" in slack.seen_by(ANNA, DESK)[-1].words)
    answer = slack.seen_by(ANNA, DESK)[-1]
    assert ANNA == answer.only_for
    assert "Yalu Monitor" in answer.words
    assert slack.modal(ANNA) is None
    assert [] == slack.violations


async def test_a_form_begins_with_what_is_known(slack: Slack) -> None:
    """The form behind a button holds the topic and limits of the answer that it stands under."""
    call = await (await slack.command("/brief", "fence since:2016")).finished()
    await slack.press(call.messages[-1], "Narrow …")
    await slack.until(lambda: slack.modal(ANNA))
    form = slack.modal(ANNA)
    assert form is not None
    assert "fence" == form.block("topic")["element"]["initial_value"]
    assert "2016-01-01" == form.block("since")["element"]["initial_value"]
    await slack.close(form)


async def test_the_home_tab_shows_what_can_be_asked(slack: Slack) -> None:
    """Coverage, topics of the store and an example of every command, whose answer comes as a direct message."""
    await slack.open_home("U0BEN")
    await slack.until(lambda: slack.home("U0BEN"))
    home = slack.home("U0BEN")
    assert home is not None
    assert "articles" in home.words
    assert "/brief figures" in home.words
    pressed = await (await slack.press(home, "sitrep_ask_figures", user="U0BEN")).finished()
    assert pressed.words
    assert pressed.messages == slack.direct_channel("U0BEN").messages[-len(pressed.messages) :]
    assert [] == slack.violations


async def test_nobody_but_people_is_answered(bot: Bot, slack: Slack) -> None:
    """What other bots write is left alone."""
    before = await bot.counted("sitrep_answers_total")
    event = {"type": "message", "channel_type": "im", "channel": "D0X", "text": "tumen", "ts": "1.1", "bot_id": "B1"}
    edited = {**event, "subtype": "message_changed"}
    del edited["bot_id"]
    for inner in (event, edited):
        payload = {"type": "event_callback", "event_id": str(inner), "team_id": "T0LOOPBACK", "event": inner}
        await slack.line.deliver("events_api", payload)
    assert before == await bot.counted("sitrep_answers_total")


async def test_the_log_is_quiet_and_keeps_secrets(bot: Bot) -> None:
    """After all of this it warns of the channel that the bot is not in alone, and holds no token, ticket or address."""
    noisy = [line for line in bot.log if "[warning" in line or "[error" in line or "[critical" in line]
    assert not [line for line in noisy if "reason=not_in_channel" not in line]
    assert not [word for word in ("xoxb-", "xapp-", "ticket=", "/responses/") if word in bot.written]
