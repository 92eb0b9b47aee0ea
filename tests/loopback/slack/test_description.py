"""Calls and manifests held against Slack's official descriptions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from . import Slack
from .description import ADDED, LOOSENED, TIGHTENED, Description
from .made import section
from .manifest import problems
from .model import Refused

GOOD: list[tuple[str, dict[str, Any]]] = [
    ("chat.postMessage", {"channel": "C1", "text": "x", "metadata": {}, "unfurl_links": False, "blocks": []}),
    ("chat.update", {"channel": "C1", "ts": "1700000000.000001", "text": "x"}),
    ("conversations.history", {"channel": "C1", "limit": "15", "oldest": "0", "include_all_metadata": "1"}),
    ("views.open", {"trigger_id": "1.2.3", "view": {}}),
    ("files.getUploadURLExternal", {"anything": "goes"}),
]
BAD: list[tuple[str, dict[str, Any], str]] = [
    ("chat.postMessage", {"channel": "C1", "colour": "red"}, "unknown argument: colour"),
    ("chat.postMessage", {"text": "x"}, "missing required field: channel"),
    ("chat.postMessage", {"channel": 7}, "must be of type string [json-pointer:/channel]"),
    (
        "chat.postMessage",
        {"channel": "C1", "mrkdwn": "no"},
        "must be of type boolean [json-pointer:/mrkdwn]",
    ),
    ("chat.update", {"channel": "C1", "ts": 1700000000.000001}, "must be of type string [json-pointer:/ts]"),
    ("conversations.history", {"channel": "C1", "limit": "few"}, "must be of type integer [json-pointer:/limit]"),
    ("users.info", {}, "missing required field: user"),
]


@pytest.fixture(scope="module")
def description(shared: Path) -> Description:
    """The official description of the Web API."""
    return Description.read(shared / "specs" / "slack_web_openapi_v2.json")


@pytest.mark.parametrize(("method", "given"), GOOD)
def test_a_right_call_passes(description: Description, method: str, given: dict[str, Any]) -> None:
    """What is documented today passes, also where the description is older."""
    assert description.check(method, given) is None


@pytest.mark.parametrize(("method", "given", "words"), BAD)
def test_a_wrong_call_is_refused(description: Description, method: str, given: dict[str, Any], words: str) -> None:
    """Unknown, missing and ill-typed arguments are each named."""
    with pytest.raises(Refused) as caught:
        description.check(method, given)
    assert ("invalid_arguments", words) == caught.value.args


def test_no_exception_is_there_for_nothing(description: Description) -> None:
    """Each exception differs from the description: one that became true there has to go."""
    for method, names in ADDED.items():
        assert not names & description.methods.get(method, {}).keys(), method
    for method, names in LOOSENED.items():
        known = description.methods.get(method, {})
        assert method == "*" or all(known[name].get("required") for name in names)
    for method, names in TIGHTENED.items():
        assert not any(description.methods[method][name].get("required") for name in names), method


def test_a_manifest_is_held_against_its_schema(shared: Path) -> None:
    """A small manifest holds; a wrong one is told where."""
    schema = shared / "specs" / "slack_manifest_v2.json"
    manifest: dict[str, Any] = {"display_information": {"name": "Sitrep"}}
    assert [] == problems(manifest, schema)
    found = problems({"display_information": {"name": 7}, "settings": {"socket_mode_enabled": "yes"}}, schema)
    assert ["$.display_information.name", "$.settings.socket_mode_enabled"] == [each.split(":")[0] for each in found]


async def test_the_real_client_passes_the_description(shared: Path) -> None:
    """What the SDK itself sends for each method is taken by a server that holds it against the description."""
    async with Slack(description=shared / "specs" / "slack_web_openapi_v2.json") as slack:
        slack.access.scopes |= {"channels:read", "reactions:write", "files:write", "team:read"}
        client = AsyncWebClient(token=slack.access.bot_token, base_url=slack.api_url)
        await client.auth_test()
        await client.team_info()
        await client.users_info(user="U0ANNA", include_locale=True)
        await client.users_conversations(types="public_channel", limit=5)
        await client.conversations_info(channel="C0DESK", include_num_members=True)
        await client.conversations_open(users="U0ANNA", return_im=True)
        note = {"event_type": "delivery", "event_payload": {}}
        sent = await client.chat_postMessage(channel="C0DESK", text="x", metadata=note, unfurl_links=False, mrkdwn=True)
        where = {"channel": "C0DESK", "ts": sent["ts"]}
        await client.chat_update(**where, text="y", blocks=[section()], metadata=note)
        await client.reactions_add(channel="C0DESK", name="eyes", timestamp=sent["ts"])
        await client.chat_postEphemeral(channel="C0DESK", user="U0ANNA", text="x", thread_ts=sent["ts"])
        await client.conversations_history(channel="C0DESK", limit=20, inclusive=True, oldest=sent["ts"])
        await client.conversations_replies(**where, include_all_metadata=True)
        await client.views_publish(user_id="U0ANNA", view={"type": "home", "blocks": [section()]})
        await client.files_upload_v2(channel="C0DESK", content="x", filename="x.txt", thread_ts=sent["ts"])
        await client.chat_delete(**where)
        assert [] == slack.violations
