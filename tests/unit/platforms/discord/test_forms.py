"""Commands as forms, and what was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.app import discover
from bot.core.command import Command
from bot.core.lines import read_line
from bot.platforms.discord.forms import form, line_of, sent
from tests.loopback.discord.made import faults
from tests.loopback.discord.modals import check_modal

COMMANDS = discover()


def command(name: str) -> Command:
    """A command by its name."""
    return next(one for one in COMMANDS if one.name == name)


@pytest.mark.parametrize("one", [one for one in COMMANDS if one.options], ids=lambda one: one.name)
def test_every_command_has_a_form_that_discord_takes(one: Command) -> None:
    """At most five inputs, each within its limits, filled in with whatever was given."""
    values = {option.name: "x" * 1000 for option in one.options}

    assert faults(check_modal, form(one, values)) == ""


def test_a_form_is_filled_in_and_read_back() -> None:
    """What a form shows is what comes back when it is sent off as it is."""
    values = {"topic": "tumen river", "since": "2020", "size": "long"}
    opened = form(command("brief"), values)
    parts = [{"type": 18, "component": _as_sent(part["component"])} for part in opened["components"]]

    assert ("brief", values) == sent({"custom_id": opened["custom_id"], "components": parts})


def _as_sent(field: Mapping[str, Any]) -> dict[str, Any]:
    if "options" not in field:
        return {"custom_id": field["custom_id"], "value": field.get("value", "")}
    return {"custom_id": field["custom_id"], "values": [one["value"] for one in field["options"] if one["default"]]}


@pytest.mark.parametrize(
    "values",
    [
        {"topic": "tumen river", "since": "yesteryear"},
        {"topic": "figures tumen"},
        {"topic": '"people smuggling" -china'},
        {"topic": "x", "source": "Yalu Monitor", "until": "last week"},
    ],
)
def test_a_line_keeps_what_was_typed(values: dict[str, str]) -> None:
    """The form that opens again has the same values, wrong ones too, of the same command."""
    read = read_line(line_of(command("brief"), values), COMMANDS)

    assert ("brief", values) == (read.command.name, dict(read.values))
