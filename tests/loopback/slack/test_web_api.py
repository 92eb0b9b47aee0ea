"""The real client of the Web API against the server: what it answers, and what it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from . import Channel, Slack, Violation
from .made import modal, section

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "G0HIDDEN", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0WITHOUT", "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": "C0ARCHIVE", "text": "x"}, "is_archived"),
    ("chat.postMessage", {"channel": "C0ANNOUNCE", "text": "x"}, "restricted_action"),
    ("chat.postMessage", {"channel": "USLACKBOT", "text": "x"}, "cannot_dm_bot"),
    ("chat.postMessage", {"channel": "C0DESK"}, "no_text"),
    ("chat.postMessage", {"channel": "C0DESK", "text": "x" * 40_001}, "msg_too_long"),
    ("chat.postMessage", {"channel": "C0DESK", "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
    ("chat.postMessage", {"channel": "C0DESK", "blocks": [{"type": "section"}]}, "invalid_blocks"),
    ("chat.postMessage", {"channel": "C0DESK", "blocks": [section("x" * 2900)] * 4}, "msg_blocks_too_long"),
    ("chat.postMessage", {"channel": "C0DESK", "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
    ("chat.postMessage", {"channel": "C0DESK", "text": "x", "metadata": {"id": 1}}, "invalid_metadata_schema"),
    ("chat.postMessage", {"channel": "C0DESK", "text": "x", "username": "me"}, "missing_scope"),
    ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
    ("chat.postEphemeral", {"channel": "C0DESK", "user": "U0NOBODY", "text": "x"}, "user_not_found"),
    ("chat.postEphemeral", {"channel": "G0INNER", "user": "U0BEN", "text": "x"}, "user_not_in_channel"),
    ("chat.update", {"channel": "C0DESK", "ts": "1.000001", "text": "x"}, "message_not_found"),
    ("chat.delete", {"channel": "C0DESK", "ts": "1.000001"}, "message_not_found"),
    ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
    ("conversations.open", {"users": "U0GONE"}, "user_disabled"),
    ("conversations.open", {"users": "USLACKBOT"}, "cannot_dm_bot"),
    ("views.open", {"trigger_id": "1.2.3", "view": modal()}, "invalid_trigger_id"),
    ("views.update", {"view_id": "V1", "view": modal()}, "not_found"),
    ("views.publish", {"user_id": "U0ANNA", "view": modal()}, "invalid_arguments"),
    ("reactions.add", {"channel": "C0DESK", "name": "eyes", "timestamp": "1.1"}, "missing_scope"),
    ("apps.connections.open", {}, "not_allowed_token_type"),
    ("chat.scream", {}, "unknown_method"),
]


async def refusal(client: AsyncWebClient, method: str, **given: Any) -> Any:
    """The answer of a call that must fail."""
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, json=given)
    return caught.value.response


@pytest.mark.parametrize(("method", "given", "error"), REFUSED)
async def test_a_wrong_call_is_refused_and_noted(
    slack: Slack, client: AsyncWebClient, method: str, given: dict[str, Any], error: str
) -> None:
    """Each wrong call is answered with Slack's word for it, and a test can see it afterwards."""
    answer = await refusal(client, method, **given)
    assert error == answer["error"]
    assert [(error, method)] == [(each.what, each.where) for each in slack.violations]


async def test_objections_to_blocks_are_given_one_by_one(client: AsyncWebClient) -> None:
    """Wrong blocks come back with a pointer to each fault, as messages and as errors."""
    answer = await refusal(client, "chat.postMessage", channel="C0DESK", blocks=[section(""), {"type": "header"}])
    assert [
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        "missing required field: text [json-pointer:/blocks/1]",
    ] == answer["errors"]
    assert [f"[ERROR] {error}" for error in answer["errors"]] == answer["response_metadata"]["messages"]


async def test_tokens_and_scopes_are_looked_at(slack: Slack, client: AsyncWebClient) -> None:
    """A wrong, revoked or too weak token is refused, and the scopes are said."""
    stranger = AsyncWebClient(token="xoxb-wrong", base_url=slack.api_url)  # noqa: S106 - made up
    assert "invalid_auth" == (await refusal(stranger, "auth.test"))["error"]
    slack.access.scopes.discard("chat:write")
    answer = await refusal(client, "chat.postMessage", channel="C0DESK", text="x")
    assert ("missing_scope", "chat:write") == (answer["error"], answer["needed"])
    assert "chat:write" not in answer["provided"].split(",")
    slack.access.revoke()
    assert "token_revoked" == (await refusal(client, "auth.test"))["error"]
    slack.access.revoke("account_inactive")
    assert "account_inactive" == (await refusal(client, "auth.test"))["error"]
    slack.access.restore()
    assert "U0BOT" == (await client.auth_test())["user_id"]
    assert "users:read" in (await client.auth_test()).headers["X-OAuth-Scopes"]


async def test_a_message_is_posted_changed_and_deleted(slack: Slack, client: AsyncWebClient) -> None:
    """Blocks, metadata and threads are kept; an update with text alone takes the blocks away."""
    note = {"event_type": "delivery", "event_payload": {"id": "d1"}}
    sent = await client.chat_postMessage(channel="#desk", text="x", blocks=[section("shown")], metadata=note)
    reply = await client.chat_postMessage(channel="C0DESK", text="reply", thread_ts=sent["ts"])
    first, second = slack.channel("C0DESK").messages
    assert (note, "shown", sent["ts"]) == (first.metadata, first.words, second.thread_ts)
    assert "msg_too_long" == (
        await refusal(client, "chat.update", channel="C0DESK", ts=sent["ts"], text="x" * 4001)
    )["error"]  # fmt: skip
    await client.chat_update(channel="C0DESK", ts=sent["ts"], text="plain")
    assert ("plain", ()) == (slack.channel("C0DESK").messages[0].text, slack.channel("C0DESK").messages[0].blocks)
    await client.chat_delete(channel="C0DESK", ts=reply["ts"])
    assert 1 == len(slack.channel("C0DESK").messages)


async def test_history_comes_in_pages_newest_first(slack: Slack, client: AsyncWebClient) -> None:
    """Pages, bounds and metadata are as documented; ephemeral messages and replies are not in it."""
    note = {"event_type": "delivery", "event_payload": {"id": "d1"}}
    stamps = [(await client.chat_postMessage(channel="C0DESK", text=f"{n}", metadata=note))["ts"] for n in range(5)]
    await client.chat_postMessage(channel="C0DESK", text="reply", thread_ts=stamps[0])
    await client.chat_postEphemeral(channel="C0DESK", user="U0ANNA", text="hush")
    page = await client.conversations_history(channel="C0DESK", limit=3)
    assert (["4", "3", "2"], True) == ([each["text"] for each in page["messages"]], page["has_more"])
    assert all("metadata" not in each for each in page["messages"])
    cursor = page["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel="C0DESK", cursor=cursor, include_all_metadata=True)
    assert ["1", "0"] == [each["text"] for each in rest["messages"]]
    assert note == rest["messages"][0]["metadata"]
    since = await client.conversations_history(channel="C0DESK", oldest=stamps[3])
    assert ["4"] == [each["text"] for each in since["messages"]]
    since = await client.conversations_history(channel="C0DESK", oldest=stamps[3], inclusive=True)
    assert ["4", "3"] == [each["text"] for each in since["messages"]]
    thread = await client.conversations_replies(channel="C0DESK", ts=stamps[0])
    assert ["0", "reply"] == [each["text"] for each in thread["messages"]]
    assert "not_in_channel" == (await _history_refused(client, "C0WITHOUT"))


async def _history_refused(client: AsyncWebClient, channel: str) -> str:
    with pytest.raises(SlackApiError) as caught:
        await client.conversations_history(channel=channel)
    return str(caught.value.response["error"])


async def test_people_and_conversations_are_told(slack: Slack, client: AsyncWebClient) -> None:
    """Admins, time zones, channels and direct conversations are as the workspace has them."""
    slack.access.scopes |= {"channels:read", "im:read", "team:read"}
    admin = (await client.users_info(user="U0ADMIN"))["user"]
    assert (True, False, "Europe/Amsterdam") == (admin["is_admin"], admin["is_owner"], admin["tz"])
    direct = (await client.conversations_open(users=["U0BEN"]))["channel"]["id"]
    assert direct == slack.direct_channel("U0BEN").channel.id
    listed = (await client.users_conversations(types="public_channel,im", exclude_archived=True))["channels"]
    assert ["C0DESK", "C0OTHER", "C0ANNOUNCE", direct] == [each["id"] for each in listed]
    assert not (await client.conversations_info(channel="C0WITHOUT"))["channel"]["is_member"]
    assert "T0LOOPBACK" == (await client.team_info())["team"]["id"]
    assert [] == slack.violations


async def test_a_file_is_uploaded_in_three_steps(slack: Slack, client: AsyncWebClient) -> None:
    """The real client's upload ends with a message that has the file, whole."""
    slack.access.scopes.add("files:write")
    await client.files_upload_v2(
        channel="C0DESK", content=b"chart", filename="chart.png", initial_comment="The chart", alt_txt="a chart"
    )
    (message,) = slack.channel("C0DESK").messages
    assert ("The chart", "chart.png") == (message.text, message.files[0]["name"])
    assert b"chart" == slack.state.uploads[message.files[0]["id"]]["content"]
    assert [] == slack.violations


async def test_calls_come_too_fast(slack: Slack, client: AsyncWebClient) -> None:
    """One message a second and channel: the next is answered with 429 and the seconds to wait."""
    slack.limits.on = True
    await client.chat_postMessage(channel="C0DESK", text="one")
    await client.chat_postMessage(channel="C0OTHER", text="one elsewhere")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="C0DESK", text="two")
    assert (429, "ratelimited", "1") == (
        caught.value.response.status_code,
        caught.value.response["error"],
        caught.value.response.headers["Retry-After"],
    )
    slack.clock.advance(1)
    await client.chat_postMessage(channel="C0DESK", text="two")
    assert ["one", "two"] == [message.text for message in slack.channel("C0DESK").messages]


async def test_other_methods_have_tiers(slack: Slack, client: AsyncWebClient) -> None:
    """A method of tier 3 may be called fifty times in a minute."""
    slack.limits.on = True
    for _ in range(50):
        await client.conversations_history(channel="C0DESK")
    with pytest.raises(SlackApiError, match="ratelimited"):
        await client.conversations_history(channel="C0DESK")
    assert [("conversations.history", "C0DESK")] == [(method, channel) for method, channel, _ in slack.limits.refused]
    slack.clock.advance(60)
    assert (await client.conversations_history(channel="C0DESK"))["ok"]
    assert [] == slack.violations


async def test_a_read_method_does_not_see_json(client: AsyncWebClient) -> None:
    """Methods that take forms alone do not find what is in a JSON body, as at Slack."""
    answer = await refusal(client, "users.info", user="U0ANNA")
    assert ["[ERROR] missing required field: user"] == answer["response_metadata"]["messages"]
    assert (await client.api_call("users.info", data={"user": "U0ANNA"}))["ok"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"blocks": "[{"}, "invalid_blocks_format"),
        ({"blocks": "{}"}, "no_text"),
        ({"text": "x", "blocks": '"x"'}, "invalid_blocks"),
        ({"text": "x", "attachments": "7"}, "invalid_attachments"),
        ({"text": "x", "metadata": "x"}, "invalid_metadata_format"),
    ],
)
async def test_forms_carry_objects_as_text(client: AsyncWebClient, data: dict[str, str], error: str) -> None:
    """Objects in a form are JSON text; what is none is refused by its own word."""
    with pytest.raises(SlackApiError, match=error):
        await client.api_call("chat.postMessage", data={"channel": "C0DESK", **data})
    sent = await client.api_call("chat.postMessage", data={"channel": "C0DESK", "blocks": json.dumps([section()])})
    assert "section" == sent["message"]["blocks"][0]["type"]


async def test_closed_direct_messages_and_new_channels(slack: Slack, client: AsyncWebClient) -> None:
    """A test can close the direct messages of the app, and make a channel that allows no posts."""
    slack.world.messages_tab = False
    assert "messages_tab_disabled" == (await refusal(client, "chat.postMessage", channel="U0ANNA", text="x"))["error"]
    slack.add_channel(Channel("C0NEW", "new", members=frozenset({"U0BOT"}), restricted=True))
    assert "restricted_action" == (await refusal(client, "chat.postMessage", channel="C0NEW", text="x"))["error"]


async def test_a_home_tab_is_published_and_guarded(slack: Slack, client: AsyncWebClient) -> None:
    """The home tab is there for its user; an update with an old hash is refused."""
    first = await client.views_publish(user_id="U0ANNA", view={"type": "home", "blocks": [section("old")]})
    await client.views_publish(user_id="U0ANNA", view={"type": "home", "blocks": [section("new")]})
    home = slack.home("U0ANNA")
    assert home is not None
    assert "new" == home.words
    answer = await refusal(
        client, "views.publish", user_id="U0ANNA", view={"type": "home", "blocks": []}, hash=first["view"]["hash"]
    )
    assert "hash_conflict" == answer["error"]


async def test_violations_keep_what_was_sent(slack: Slack, client: AsyncWebClient) -> None:
    """A violation has the method and the arguments as they came."""
    await refusal(client, "chat.postMessage", channel="C0DESK", text="")
    assert [Violation("no_text", "chat.postMessage", {"channel": "C0DESK", "text": ""})] == slack.violations
