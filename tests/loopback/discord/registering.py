"""Registration of application commands, everywhere and in one guild."""

from __future__ import annotations

from typing import Any

from .commands import MOST_COMMANDS, check_command, check_commands
from .errors import Form, Refusal, invalid, missing_access, unknown
from .state import Call, State

Answer = tuple[int, Any]
MOST_CREATIONS = 200
PATCHABLE = ("name", "description", "options", "type", "contexts", "default_member_permissions")


def _scope(state: State, call: Call) -> int | None:
    if call.params["application_id"] != str(state.app.id):
        raise Refusal(403, 20012, "You are not authorized to perform this action on this application")
    if "guild_id" not in call.params:
        return None
    guild = state.world.guilds.get(call.id("guild_id"))
    if guild is None or state.app.id not in guild.members:
        raise missing_access()
    return guild.id


def _known(state: State, call: Call) -> tuple[int | None, dict[str, Any]]:
    scope = _scope(state, call)
    command = state.commands.get(scope, call.id("command_id"))
    if command is None:
        raise unknown("application command")
    return scope, command


def _creations(state: State, scope: int | None, definitions: list[dict[str, Any]]) -> None:
    known = {(command["name"], command["type"]) for command in state.commands.all(scope)}
    new = sum((one["name"], one.get("type", 1)) not in known for one in definitions)
    if state.commands.creations + new > MOST_CREATIONS:
        what = f"Max number of daily application command creates has been reached ({MOST_CREATIONS})"
        raise Refusal(400, 30034, what)


def listed(state: State, call: Call) -> Answer:
    """GET every command of the scope."""
    return 200, state.commands.all(_scope(state, call))


def replace(state: State, call: Call) -> Answer:
    """PUT a whole list in place of what was there."""
    scope = _scope(state, call)
    form = Form()
    check_commands(form, call.body)
    state.settle(form, call)
    _creations(state, scope, call.body)
    return 200, state.commands.replace(scope, call.body)


def create(state: State, call: Call) -> Answer:
    """POST one command, over the one of the same name."""
    scope = _scope(state, call)
    form = Form()
    check_command(form, call.body)
    state.settle(form, call)
    known = {command["name"] for command in state.commands.all(scope)}
    if len(known | {call.body["name"]}) > MOST_COMMANDS:
        raise Refusal(400, 30032, f"Maximum number of application commands reached ({MOST_COMMANDS})")
    _creations(state, scope, [call.body])
    return 200 if call.body["name"] in known else 201, state.commands.put(scope, call.body)


def read(state: State, call: Call) -> Answer:
    """GET one command."""
    return 200, _known(state, call)[1]


def change(state: State, call: Call) -> Answer:
    """PATCH one command."""
    scope, command = _known(state, call)
    if not isinstance(call.body, dict):
        raise invalid((), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
    form = Form()
    check_command(form, {name: command.get(name) for name in PATCHABLE} | call.body)
    state.settle(form, call)
    return 200, state.commands.patch(scope, int(command["id"]), call.body)


def delete(state: State, call: Call) -> Answer:
    """DELETE one command."""
    scope, command = _known(state, call)
    state.commands.delete(scope, int(command["id"]))
    return 204, None
