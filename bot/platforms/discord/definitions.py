"""Commands as the application commands that Discord registers. Pure.

A name of two words becomes a subcommand of its group. Required options come first, as Discord wants them. A command is
offered in servers and in the bot's own direct messages; not for installing on a user, whose private channels the bot's
own rules (ANSWER_IN, rates by channel) do not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from bot.core.command import Command, Option
from bot.core.library import Kind
from bot.platforms.discord.limits import CHOICE, CHOICES, COMMAND_HELP, TYPED
from bot.platforms.discord.texts import clip

Definition = dict[str, Any]

SUBCOMMAND, STRING, BOOLEAN = 1, 3, 5
SERVERS, BOT_DM = 0, 1
ON_SERVERS = 0
MANAGE_SERVER = 1 << 5  # sent as a number, told back as text
COMPLETED = (Kind.TOPIC, Kind.SOURCE, Kind.ARTICLE, Kind.DAY, Kind.COMMAND, Kind.ZONE)
LENGTHS = {Kind.DAY: 100, Kind.REFERENCE: 100, Kind.COMMAND: 64, Kind.ARTICLE: 2048, Kind.SOURCE: 1000}


def definitions(commands: Sequence[Command]) -> list[Definition]:
    """The whole list that Discord is to have, in the order of the commands."""
    order = {command.group or command.name: place for place, command in reversed(list(enumerate(commands)))}
    ranked = sorted(commands, key=lambda command: order[command.group or command.name])
    found = []
    for _, group in groupby(ranked, key=lambda command: command.group or command.name):
        parts = list(group)
        found.append(_group(parts) if parts[0].group else _alone(parts[0]))
    return found


def _alone(command: Command) -> Definition:
    return _described(command.name, command.summary, _options(command), admin=command.admin)


def _group(parts: Sequence[Command]) -> Definition:
    subcommands: list[Definition] = [
        {
            "type": SUBCOMMAND,
            "name": part.name.partition(" ")[2],
            "description": clip(part.summary, COMMAND_HELP),
            "options": _options(part),
        }
        for part in parts
    ]
    name = parts[0].group or ""
    summary = ", ".join(part["name"] for part in subcommands)
    return _described(name, summary, subcommands, admin=all(part.admin for part in parts))


def _described(name: str, summary: str, options: list[Definition], *, admin: bool) -> Definition:
    known = {
        "type": 1,
        "name": name,
        "description": clip(summary, COMMAND_HELP),
        "options": options,
        "contexts": [SERVERS, BOT_DM],
        "integration_types": [ON_SERVERS],
    }
    return known | ({"default_member_permissions": MANAGE_SERVER} if admin else {})


def _options(command: Command) -> list[Definition]:
    ranked = sorted(command.options, key=lambda option: not option.required)
    return [_option(option) for option in ranked]


def _option(option: Option) -> Definition:
    shape: Definition = {"name": option.name, "description": clip(option.help, COMMAND_HELP)}
    if option.required:
        shape["required"] = True
    if option.kind is Kind.FLAG:
        return {"type": BOOLEAN} | shape
    if option.choices and len(option.choices) <= CHOICES:
        choices = [{"name": clip(choice, CHOICE), "value": choice} for choice in option.choices]
        return {"type": STRING} | shape | {"choices": choices}
    # A topic may be as long as Discord lets one be typed: what is too long is told in our own words.
    longest = LENGTHS.get(option.kind, TYPED)
    return {"type": STRING} | shape | {"max_length": longest, "autocomplete": option.kind in COMPLETED}


KEPT = (
    "type", "name", "description", "required", "choices", "autocomplete", "max_length", "contexts", "integration_types",
    "default_member_permissions",
)  # fmt: skip


def same(ours: Iterable[Mapping[str, Any]], theirs: Iterable[Mapping[str, Any]]) -> bool:
    """Whether Discord has these definitions already, whatever else it tells of them and in whatever order."""
    return _by_name(ours) == _by_name(theirs)


def _by_name(listed: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {one["name"]: _normal(one) for one in listed}


def _normal(definition: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: definition[name] for name in KEPT if definition.get(name)}
    if admins := definition.get("default_member_permissions"):
        shown["default_member_permissions"] = int(admins)
    for name in ("contexts", "integration_types"):
        if name in shown:
            shown[name] = sorted(shown[name])
    if choices := definition.get("choices"):
        shown["choices"] = [(choice["name"], choice["value"]) for choice in choices]
    return shown | {"options": [_normal(option) for option in definition.get("options") or ()]}
