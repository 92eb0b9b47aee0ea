"""Forms, the home tab and the manifest as Slack checks them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema.validators import validator_for

from bot.app import discover
from bot.core.command import Command
from bot.core.errors import UserError
from bot.core.library import Choice
from bot.core.reply import TextRow
from bot.platforms.slack.forms import action_of, errors, filled, form, suggestions
from bot.platforms.slack.home import OWN, home, own_digests
from bot.platforms.slack.manifest import SCOPES, manifest
from tests.loopback.slack import views
from tests.loopback.slack.access import SCOPES as GRANTED
from tests.loopback.slack.elements import OPTIONS

COMMANDS = [command for command in discover() if command.options]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("value", ["", "true", "short", "<!channel> *x* \u202e", "z" * 1900])
def test_every_command_has_a_form_that_slack_takes(command: Command, value: str) -> None:
    """Whatever its options were given before."""
    values = {option.name: value for option in command.options}

    assert views.check(form(command, values, "kept"))


def test_what_was_filled_in_is_read() -> None:
    """Typed words, chosen options and ticked boxes become the raw values of the options."""
    held: dict[str, dict[str, Any]] = {
        "topic": {"type": "plain_text_input", "value": " tumen "},
        "since": {"type": "plain_text_input", "value": None},
        "source": {"type": "external_select", "selected_option": {"value": "Yalu Monitor"}},
        "private": {"type": "checkboxes", "selected_options": [{"value": "true"}]},
        "size": {"type": "static_select", "selected_option": None},
    }
    state = {name: {action_of(name): value} for name, value in held.items()}
    found = filled({"state": {"values": state}, "callback_id": "sitrep_form:brief", "private_metadata": "{}"})

    assert ("brief", "{}") == (found.command, found.kept)
    assert {"topic": "tumen", "source": "Yalu Monitor", "private": "true"} == found.values


def test_a_fault_stands_at_its_field() -> None:
    """At the option that it is about, else at the first."""
    brief = COMMANDS[0]

    assert {"since": "'x' is no date."} == errors(brief, UserError("since: 'x' is no date.", option="since"))
    assert {"topic": "Too much."} == errors(brief, UserError("too much."))


def test_suggestions_fit_a_menu() -> None:
    """Labels are clipped; what a menu cannot hold whole is not offered."""
    found = suggestions([Choice("l" * 200, "a"), Choice("b", "v" * 200), Choice("", "c"), Choice("d", "")])
    wrong: list[str] = []
    OPTIONS(found, "/options", wrong)

    assert [] == wrong
    assert ["a", "c"] == [each["value"] for each in found]


@pytest.mark.parametrize("topics", [[], ["tumen river", "<!channel> " * 40]])
def test_the_home_tab_is_taken(topics: list[str]) -> None:
    """With and without articles in the store."""
    view = views.check(home(discover(), "20 articles", topics), home=True)

    assert "admin" not in json.dumps(view["blocks"])


def test_no_press_in_the_home_tab_changes_anything() -> None:
    """What sets something up opens its form; what is asked of one digest or watch stands beside that one alone."""
    view = home(discover(), "20 articles", ["tumen river"])
    buttons = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    forms = [button["value"] for button in buttons if button["action_id"].startswith("sitrep_form")]
    asked = [button["value"] for button in buttons if button["action_id"].startswith("sitrep_ask")]

    assert ["/digest create", "/watch add"] == forms
    deeds = {command.name for command in discover() if command.deed}
    assert [] == [line for line in asked if " ".join(line.removeprefix("/").split()[:2]) in deeds]


@pytest.mark.parametrize("words", ["tumen river · daily at 08:00", "<!channel> *x* \u202e", "z" * 1900, ""])
def test_ones_own_digests_are_taken(words: str) -> None:
    """Ten at most, each with a button that shows it; none where there are none."""
    rows = [TextRow("a note"), *(TextRow(words, str(number)) for number in range(1, OWN + 5))]
    own = own_digests(rows)

    assert views.check(home(discover(), "20 articles", [], own), home=True)
    shown = [block["accessory"]["value"] for block in own if "accessory" in block]
    assert [f"/digest show {number}" for number in range(1, OWN + 1)] == shown
    assert [] == own_digests(rows[:1])
    assert "<!channel>" not in json.dumps(own)


@pytest.mark.parametrize("url", [None, "https://bot.example.org/slack/events"])
def test_the_manifest_holds_against_its_schema(shared: Path, url: str | None) -> None:
    """Slack's own schema accepts it, with a socket and over HTTP."""
    rules = json.loads((shared / "specs" / "slack_manifest_v2.json").read_text())

    assert [] == [error.message for error in validator_for(rules)(rules).iter_errors(manifest(COMMANDS[0], url))]


def test_the_manifest_asks_for_what_is_used() -> None:
    """Exactly the scopes that the loopback Slack demands of the bot in the flow tests; addresses only over HTTP."""
    made = manifest(COMMANDS[0])

    assert sorted(GRANTED) == sorted(SCOPES) == made["oauth_config"]["scopes"]["bot"]
    assert made["settings"]["socket_mode_enabled"]
    assert "url" not in json.dumps(made)
    assert 4 == json.dumps(manifest(COMMANDS[0], "https://b.example/slack/events")).count("/slack/events")
