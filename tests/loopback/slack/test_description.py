"""Calls and manifests held against Slack's official descriptions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .description import ADDED, LOOSENED, TIGHTENED, Description
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
    ("chat.postMessage", {"channel": 7}, "must be a string [json-pointer:/channel]"),
    ("chat.postMessage", {"channel": "C1", "unfurl_links": "no"}, "must be a boolean [json-pointer:/unfurl_links]"),
    ("chat.update", {"channel": "C1", "ts": 1700000000.000001}, "must be a string [json-pointer:/ts]"),
    ("conversations.history", {"channel": "C1", "limit": "few"}, "must be a integer [json-pointer:/limit]"),
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
