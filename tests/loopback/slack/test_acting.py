"""Buttons, menus, forms and home tabs, with the real bolt."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from . import Call, Message, Slack
from .made import actions, asks, button, line, modal, option, section, select

FORM = modal(
    asks("Topic", line(min_length=2, max_length=20), block_id="topic"),
    asks("Day", {"type": "datepicker", "action_id": "day", "initial_date": "2024-01-31"}, block_id="day"),
    asks("Source", {"type": "external_select", "action_id": "source", "min_query_length": 1}, optional=True),
    callback_id="digest",
    notify_on_close=True,
)


@pytest.fixture
async def message(slack: Slack, connected: AsyncApp) -> Message:
    """What a command answered: a private message with a button and a menu."""

    @connected.command("/brief")
    async def brief(ack: Any, respond: Any, command: Any) -> None:
        await ack()
        menu = select(option("one", "One"), option("two", "Two"))
        kind = "in_channel" if command["text"] == "public" else "ephemeral"
        await respond(text="brief", blocks=[section("brief"), actions(button(value="7"), menu)], response_type=kind)

    call = await (await slack.command("/brief")).finished()
    return call.messages[0]


async def test_a_button_replaces_the_message_it_is_in(slack: Slack, connected: AsyncApp, message: Message) -> None:
    """The press carries the button's value; `replace_original` changes the message, `delete_original` removes it."""

    @connected.action("more")
    async def more(ack: Any, respond: Any, action: Any, body: Any) -> None:
        await ack()
        assert "message" not in body
        await respond(text=f"more of {action['value']}", replace_original=True)

    call = await (await slack.press(message, "More")).finished()
    assert [("more of 7", message.ts, True)] == [(each.text, each.ts, each.ephemeral) for each in call.messages]
    assert 1 == len(slack.seen_by("U0ANNA", "C0DESK"))
    with pytest.raises(PermissionError):
        await slack.press(await _with_buttons(slack), "More", user="U0BEN")
    with pytest.raises(LookupError, match="nothing called 'Less'; there are: more"):
        await slack.press(await _with_buttons(slack), "Less")


async def _with_buttons(slack: Slack) -> Message:
    call: Call = await (await slack.command("/brief")).finished()
    return call.messages[0]


async def test_everybody_may_press_in_a_public_message(slack: Slack, connected: AsyncApp, message: Message) -> None:
    """Another user presses, and their answer is theirs alone; the message is sent along."""

    @connected.action("pick")
    async def pick(ack: Any, respond: Any, action: Any, body: Any) -> None:
        await ack()
        await respond(text=f"{body['user']['id']} {action['selected_option']['value']} {body['message']['text']}")

    shared = (await (await slack.command("/brief", "public")).finished()).messages[0]
    call = await (await slack.choose(shared, "pick", "Two", user="U0BEN")).finished()
    assert ["U0BEN two brief"] == [each.text for each in call.messages]
    assert [shared] == slack.channel("C0DESK").messages
    assert message in slack.seen_by("U0ANNA", "C0DESK")
    with pytest.raises(LookupError, match="no option 'three'; there are: One, Two"):
        await slack.choose(shared, "pick", "three")


async def test_a_response_url_has_its_uses_and_its_time(slack: Slack, connected: AsyncApp) -> None:
    """Five uses and thirty minutes; to a command `replace_original` replaces nothing."""
    statuses: list[tuple[int, str]] = []
    responds: list[Any] = []

    @connected.command("/brief")
    async def brief(ack: Any, respond: Any) -> None:
        await ack()
        responds.append(respond)
        for number in range(6):
            answer = await respond(text=f"{number}", replace_original=True)
            statuses.append((answer.status_code, answer.body))

    call = await (await slack.command("/brief")).finished()
    assert ["0", "1", "2", "3", "4"] == [each.text for each in call.messages]
    assert [200] * 5 + [404] == [status for status, _ in statuses]
    assert "used_url" in statuses[-1][1]
    await (await slack.command("/brief")).finished()
    slack.clock.advance(1801)
    late = await responds[-1](text="late")
    assert (404, True) == (late.status_code, "expired_url" in late.body)


async def test_a_form_is_opened_filled_in_and_answered(slack: Slack, connected: AsyncApp) -> None:
    """Errors come back by block, the client refuses on its own, and a good form closes the window."""
    held: list[Any] = []

    @connected.command("/digest")
    async def digest(ack: Any, client: Any, body: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @connected.view("digest")
    async def save(ack: Any, view: Any) -> None:
        held.append(view["state"]["values"])
        topic = view["state"]["values"]["topic"]["topic"]["value"]
        await (ack(response_action="errors", errors={"topic": "Unknown topic"}) if topic == "wrong" else ack())

    call = await (await slack.command("/digest")).finished()
    (view,) = call.views
    empty = await slack.submit(view)
    assert ({"topic": "Please complete this required field."}, False) == (empty.errors, empty.sent)
    long = await slack.submit(view, {"Topic": "x" * 21})
    assert ({"topic": "This entry is too long or too short."}, False) == (long.errors, long.sent)
    wrong = await slack.submit(view, {"topic": "wrong"})
    assert ("errors", {"topic": "Unknown topic"}, view.id) == (
        wrong.response_action,
        wrong.errors,
        wrong.view.id if wrong.view else "",
    )
    good = await slack.submit(view, {"topic": "tumen", "Day": "2024-03-01"})
    assert (None, {}, None) == (good.response_action, good.errors, good.view)
    assert "2024-03-01" == held[-1]["day"]["day"]["selected_date"]
    assert [] == slack.violations


async def test_forms_lie_three_deep_and_a_trigger_opens_once(slack: Slack, connected: AsyncApp) -> None:
    """A fourth view is refused, a trigger serves once and for three seconds, a view can be redrawn."""
    errors: list[str] = []

    @connected.command("/digest")
    async def digest(ack: Any, client: Any, body: Any) -> None:
        await ack()
        for _ in range(2):
            answer = await _error(client.views_open(trigger_id=body["trigger_id"], view=modal(callback_id="deep")))
            errors.append(answer)

    @connected.view("deep")
    async def deeper(ack: Any) -> None:
        await ack(response_action="push", view=modal(section("deep"), callback_id="deep"))

    call = await (await slack.command("/digest")).finished()
    assert ["", "exchanged_trigger_id"] == errors
    for _ in range(2):
        shown = slack.modal("U0ANNA")
        assert shown is not None
        assert "push" == (await slack.submit(shown)).response_action
    last = slack.modal("U0ANNA")
    assert last is not None
    assert "failed" == (await slack.submit(last)).response_action
    assert call.views[0].id == last.root
    assert ["exchanged_trigger_id", "push_limit_reached"] == [each.what for each in slack.violations]


async def test_a_late_trigger_is_refused(slack: Slack, connected: AsyncApp) -> None:
    """After three seconds a trigger id opens nothing."""
    errors: list[str] = []

    @connected.command("/digest")
    async def digest(ack: Any, client: Any, body: Any) -> None:
        await ack()
        slack.clock.advance(3.5)
        errors.append(await _error(client.views_open(trigger_id=body["trigger_id"], view=modal())))

    await slack.command("/digest")
    await slack.until(lambda: bool(errors))
    assert ["expired_trigger_id"] == errors


async def _error(call: Any) -> str:
    try:
        await call
    except SlackApiError as error:
        return str(error.response["error"])
    return ""


async def test_a_menu_is_filled_while_typing(slack: Slack, connected: AsyncApp) -> None:
    """Suggestions come back as options; more than a hundred are refused; closing is told if asked for."""
    closed: list[str] = []

    @connected.command("/digest")
    async def digest(ack: Any, client: Any, body: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @connected.options("source")
    async def sources(ack: Any, payload: Any) -> None:
        count = 101 if payload["value"] == "all" else 2
        await ack(options=[option(f"{payload['value']}{number}") for number in range(count)])

    @connected.view_closed("digest")
    async def close(ack: Any, body: Any) -> None:
        await ack()
        closed.append(body["view"]["callback_id"])

    (view,) = (await (await slack.command("/digest")).finished()).views
    assert ["re0", "re1"] == [each["value"] for each in await slack.suggest(view, "source", "re")]
    assert [] == await slack.suggest(view, "source", "all")
    assert ["invalid_options"] == [each.what for each in slack.violations]
    await slack.close(view)
    assert ["digest"] == closed
    assert slack.modal("U0ANNA") is None


async def test_a_home_tab_is_published_when_it_is_opened(slack: Slack, connected: AsyncApp) -> None:
    """The home tab is there for its user, and its buttons can be pressed."""
    pressed: list[str] = []

    @connected.event("app_home_opened")
    async def home(event: Any, client: Any) -> None:
        view = {"type": "home", "blocks": [section("your digests"), actions(button())]}
        await client.views_publish(user_id=event["user"], view=view)

    @connected.action("more")
    async def more(ack: Any, body: Any) -> None:
        await ack()
        pressed.append(body["container"]["view_id"])

    call = await (await slack.open_home()).finished()
    view = slack.home("U0ANNA")
    assert view is not None
    assert ([view], None) == (call.views, slack.home("U0BEN"))
    await slack.press(view, "more")
    assert [view.id] == pressed


async def test_a_direct_message_is_answered(slack: Slack, connected: AsyncApp) -> None:
    """What is written to the bot alone comes as message.im, and hostile words are seen for what they are."""

    @connected.event("message")
    async def heard(event: Any, say: Any) -> None:
        assert "im" == event["channel_type"]
        await say(text="<!channel> see <https://example.org|this>", blocks=[section("<@U0BEN>")])

    call = await (await slack.direct("hello")).finished()
    assert ["!channel", "@U0BEN"] == call.messages[0].pings
    assert ["https://example.org"] == call.messages[0].links
    assert "<@U0BEN>" == call.words
    assert [] == slack.seen_by("U0BEN", call.channel)
