"""Which message belongs to which call, and what is held between two acts."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from . import Call, Slack, User
from .made import actions, asks, button, line, modal, option, section, select

BOT = """
import asyncio, os
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

async def main():
    client = AsyncWebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client)

    @app.command("/brief")
    async def brief(ack, respond):
        await ack()
        await respond(text="from another process", response_type="in_channel")

    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()

asyncio.run(main())
"""


async def test_a_bot_in_a_process_of_its_own(slack: Slack) -> None:
    """The environment that the server gives is all that a bot needs to come here."""
    bot = await asyncio.create_subprocess_exec(sys.executable, "-c", BOT, env=slack.environment)
    try:
        await slack.sockets.connected(timeout=30)
        call = await (await slack.command("/brief")).finished()
        assert ["from another process"] == [message.text for message in slack.channel("C0DESK").messages]
        assert call.shown_after is not None
        assert call.acknowledged_after is not None
        assert 0 < call.acknowledged_after < 1
        assert 0 < call.shown_after < 1
    finally:
        bot.kill()
        await bot.wait()


async def test_posts_through_the_web_api_are_told_apart(slack: Slack, connected: AsyncApp) -> None:
    """In threads each mention has its own reply; a later edit stays with the call that has the message."""

    @connected.event("app_mention")
    async def mentioned(event: Any, client: Any) -> None:
        sent = await client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="working")
        await asyncio.sleep(0.3)
        await client.chat_update(channel=event["channel"], ts=sent["ts"], text=f"on {event['text'][-1]}")

    calls = await asyncio.gather(*(slack.mention(f"{number}") for number in range(5)))
    await asyncio.gather(*(call.finished(when=lambda call: "on" in call.words) for call in calls))
    assert [f"on {number}" for number in range(5)] == [call.words for call in calls]


async def test_a_post_without_a_thread_belongs_to_the_open_call(slack: Slack, connected: AsyncApp) -> None:
    """A plain post in the channel counts for the call that is open there, and no longer for the one before."""

    @connected.command("/brief")
    async def brief(ack: Any, say: Any, command: Any) -> None:
        await ack()
        await say(command["text"])

    first = await (await slack.command("/brief", "one")).finished()
    second = await (await slack.command("/brief", "two")).finished()
    elsewhere: Call = await (await slack.command("/brief", "three", channel="C0OTHER")).finished()
    assert ["one", "two", "three"] == [first.words, second.words, elsewhere.words]


async def test_nothing_shown_is_a_timeout(slack: Slack, connected: AsyncApp) -> None:
    """A call that shows nothing does not finish."""

    @connected.command("/brief")
    async def brief(ack: Any) -> None:
        await ack()

    call = await slack.command("/brief")
    with pytest.raises(TimeoutError):
        await call.finished(timeout=0.2)
    assert ("", None) == (call.words, call.shown_after)


async def test_what_was_chosen_is_sent_with_the_next_press(slack: Slack, connected: AsyncApp) -> None:
    """State values hold what this user chose before, and of two like buttons the right one is pressed."""
    states: list[Any] = []

    @connected.command("/brief")
    async def brief(ack: Any, respond: Any) -> None:
        await ack()
        menu = select(option("one", "One"), option("two", "Two"))
        rows = [actions(menu, block_id="menu"), *(actions(button(value=f"{n}"), block_id=f"row{n}") for n in range(2))]
        await respond(text="brief", blocks=rows, response_type="in_channel")

    @connected.action("pick")
    @connected.action("more")
    async def pressed(ack: Any, body: Any) -> None:
        await ack()
        chosen = body["state"]["values"]["menu"]["pick"]["selected_option"]
        states.append((body["actions"][0].get("value"), chosen and chosen["value"]))

    (message,) = (await (await slack.command("/brief")).finished()).messages
    await slack.choose(message, "pick", "two")
    await slack.press(message, "row1/more")
    await slack.press(message, "0", user="U0BEN")
    assert [(None, "two"), ("1", "two"), ("0", None)] == states


async def test_somebody_from_another_workspace(slack: Slack, connected: AsyncApp) -> None:
    """A user of another team acts from there."""
    slack.add_user(User("U0ELSE", "elsa", is_admin=True, team="T0ELSE"))
    teams: list[str] = []

    @connected.command("/brief")
    async def brief(ack: Any, body: Any) -> None:
        await ack()
        teams.append(body["team_id"])

    await slack.command("/brief", user="U0ELSE")
    await slack.command("/brief", team="T0THIRD")
    await slack.command("/brief")
    assert ["T0ELSE", "T0THIRD", "T0LOOPBACK"] == teams


async def test_windows_are_pushed_and_redrawn(slack: Slack, connected: AsyncApp) -> None:
    """A button in a modal pushes another on it; a view is redrawn with its hash, and not with an old one."""
    errors: list[str] = []

    @connected.command("/digest")
    async def digest(ack: Any, client: Any, body: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(actions(button())))

    @connected.action("more")
    async def more(ack: Any, client: Any, body: Any) -> None:
        await ack()
        below = {"view_id": body["view"]["id"], "hash": body["view"]["hash"]}
        await client.views_push(trigger_id=body["trigger_id"], view=modal(section("on top")))
        await client.views_update(**below, view=modal(section("redrawn")))
        try:
            await client.views_update(**below, view=modal(section("again")))
        except SlackApiError as error:
            errors.append(error.response["error"])

    (view,) = (await (await slack.command("/digest")).finished()).views
    call = await (await slack.press(view, "More")).finished()
    top = slack.modal("U0ANNA")
    assert top is not None
    assert ("on top", view.id) == (top.words.split("\n")[-1], top.previous)
    await slack.close(top)
    below = slack.modal("U0ANNA")
    assert below is not None
    assert "redrawn" in below.words
    assert ["hash_conflict"] == errors
    assert {top.id, view.id} == {each.id for each in call.views}


async def test_a_form_keeps_what_was_typed(slack: Slack, connected: AsyncApp) -> None:
    """A dispatching field is told at once, and sending the form off sends it too; an update may redraw the form."""
    seen: list[Any] = []

    @connected.command("/digest")
    async def digest(ack: Any, client: Any, body: Any) -> None:
        await ack()
        form = modal(asks("Topic", line(), dispatch_action=True, block_id="topic"), callback_id="digest")
        await client.views_open(trigger_id=body["trigger_id"], view=form)

    @connected.action("topic")
    async def typed(ack: Any, body: Any) -> None:
        await ack()
        seen.append(body["view"]["state"]["values"]["topic"]["topic"]["value"])

    @connected.view("digest")
    async def save(ack: Any, view: Any) -> None:
        seen.append(view["state"]["values"]["topic"]["topic"]["value"])
        await ack(response_action="update", view=modal(section("saved")))

    (view,) = (await (await slack.command("/digest")).finished()).views
    await slack.choose(view, "topic", "tumen")
    sent = await slack.submit(view)
    assert ["tumen", "tumen"] == seen
    assert "saved" in (sent.view.words if sent.view else "")
