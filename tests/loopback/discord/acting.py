"""Users at work: what a person does in the client becomes an interaction that the bot is told of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from . import interactions as kinds
from .interactions import Interaction
from .modals import LABEL
from .posting import FILE_BYTES
from .shapes import channel_json, member_json, message_json, user_json
from .state import State
from .world import ADMINISTRATOR, ALL_PERMISSIONS, Channel, Message, User, walk

JSON = dict[str, Any]
STRING, INTEGER, BOOLEAN, USER, CHANNEL, NUMBER = 3, 4, 5, 6, 7, 10
SUBCOMMAND, GROUP = 1, 2
PYTHON_TYPES = {STRING: str, INTEGER: int, BOOLEAN: bool, USER: User, CHANNEL: Channel, NUMBER: (int, float)}


class NotPossible(AssertionError):
    """The client would not let the user do this."""


class Acting:
    """What users can do. Every method returns the interaction at once; await its `finished()` for the answer."""

    def __init__(self, state: State) -> None:
        self._state = state

    def command(self, name: str, options: Mapping[str, Any], user: User, channel: Channel) -> Interaction:
        """Use a slash command; `name` holds the subcommand too: "digest create"."""
        command, found, path = self._lookup(name, user, channel)
        resolved: JSON = {}
        given = [_value(option, options[option["name"]], resolved) for option in found if option["name"] in options]
        unknown = set(options) - {option["name"] for option in found}
        missing = [o["name"] for o in found if o.get("required") and o["name"] not in options]
        if unknown or missing:
            raise NotPossible(f"/{name}: no such option {sorted(unknown)}, or missing {missing}")
        return self._invoke(kinds.COMMAND, command, path, given, resolved, user, channel)

    def autocomplete(
        self, name: str, option: str, typed: Any, options: Mapping[str, Any], user: User, channel: Channel
    ) -> Interaction:
        """Type into an option of a command, with the others as given."""
        command, found, path = self._lookup(name, user, channel)
        wanted = next((one for one in found if one["name"] == option), None)
        if wanted is None or not wanted.get("autocomplete"):
            raise NotPossible(f"/{name}: option {option!r} has no autocomplete")
        given = [_value(one, options[one["name"]], {}) for one in found if one["name"] in options]
        given.append({"name": option, "type": wanted["type"], "value": typed, "focused": True})
        return self._invoke(kinds.AUTOCOMPLETE, command, path, given, {}, user, channel)

    def press(self, message: Message, button: str, user: User) -> Interaction:
        """Press a button, named by its custom_id or its label."""
        found = [b for b in message.buttons if button in {b.get("custom_id"), b.get("label")}]
        if not found:
            labels = [b.get("label") or b.get("custom_id") for b in message.buttons]
            raise NotPossible(f"no button {button!r}; there are {labels}")
        part = found[0]
        if part.get("disabled") or "custom_id" not in part:
            raise NotPossible(f"button {button!r} is disabled or a link")
        return self._use(message, part, {}, user)

    def select(self, message: Message, custom_id: str, values: Sequence[Any], user: User) -> Interaction:
        """Choose values in a select menu."""
        part = next((one for one in message.selects if one["custom_id"] == custom_id), None)
        if part is None or part.get("disabled"):
            raise NotPossible(f"no select {custom_id!r} that can be used")
        data, resolved = _chosen(part, values)
        return self._use(message, part, {"values": data} | ({"resolved": resolved} if resolved else {}), user)

    def submit(self, opened: Interaction, values: Mapping[str, Any], user: User) -> Interaction:
        """Send off the form that an interaction has opened."""
        if opened.modal is None or opened.user is not user:
            raise NotPossible("there is no form open for this user")
        filled = [_filled(part, values) for part in opened.modal["components"]]
        inputs = {part.get("custom_id") for part in walk(opened.modal["components"])}
        if not set(values) <= inputs:
            raise NotPossible(f"the form has no {sorted(set(values) - inputs)}")
        data = {"custom_id": opened.modal["custom_id"], "components": filled}
        return self._dispatch(kinds.SUBMIT, data, user, opened.channel, opened.message)

    def tell(self, made: Interaction) -> None:
        """Send the event of an interaction to the bot."""
        self._state.gateway.dispatch("INTERACTION_CREATE", made.event, made.channel.guild)

    def _lookup(self, name: str, user: User, channel: Channel) -> tuple[JSON, list[JSON], list[JSON]]:
        first, *rest = name.split()
        guild = channel.guild
        command = self._state.commands.find(first, guild.id if guild else None)
        if command is None:
            raise NotPossible(f"/{first} is not registered")
        self._offered(command, user, channel)
        options, path = command.get("options") or [], []
        for step in rest:
            inner = next((o for o in options if o["name"] == step and o["type"] in {SUBCOMMAND, GROUP}), None)
            if inner is None:
                raise NotPossible(f"/{first} has no subcommand {step!r}")
            path.append(inner)
            options = inner.get("options") or []
        if any(option["type"] in {SUBCOMMAND, GROUP} for option in options):
            raise NotPossible(f"/{name} needs a subcommand")
        return command, options, path

    def _offered(self, command: JSON, user: User, channel: Channel) -> None:
        if not channel.seen_by(user):
            raise NotPossible(f"{user.name} does not see the channel")
        needed = command.get("default_member_permissions")
        contexts = command.get("contexts")
        if channel.guild is None:
            allowed = 1 in contexts if contexts is not None else command.get("dm_permission") is not False
        else:
            held = channel.guild.members[user.id].permissions
            suits = needed is None or held & ADMINISTRATOR or (int(needed) and held & int(needed) == int(needed))
            allowed = bool(suits) and (contexts is None or 0 in contexts)
        if not allowed:
            raise NotPossible(f"/{command['name']} is not offered to {user.name} there")

    def _invoke(  # noqa: PLR0917 - the parts of one command line
        self,
        kind: int,
        command: JSON,
        path: list[JSON],
        given: list[JSON],
        resolved: JSON,
        user: User,
        channel: Channel,
    ) -> Interaction:
        for step in reversed(path):
            given = [{"name": step["name"], "type": step["type"], "options": given}]
        data = {"id": command["id"], "name": command["name"], "type": 1, "options": given}
        data |= {"resolved": resolved} if resolved else {}
        data |= {"guild_id": command["guild_id"]} if "guild_id" in command else {}
        return self._dispatch(kind, data, user, channel, None)

    def _use(self, message: Message, part: JSON, extra: JSON, user: User) -> Interaction:
        hidden = message.only_for is not None and message.only_for is not user
        if message.deleted or hidden or not message.channel.seen_by(user):
            raise NotPossible(f"{user.name} does not see the message")
        data = {"custom_id": part["custom_id"], "component_type": part["type"], "id": part["id"]} | extra
        return self._dispatch(kinds.COMPONENT, data, user, message.channel, message)

    def _dispatch(self, kind: int, data: JSON, user: User, channel: Channel, message: Message | None) -> Interaction:
        state = self._state
        made = state.interaction(kind=kind, user=user, channel=channel, data=data, message=message)
        guild = channel.guild
        body: JSON = {
            "id": str(made.id),
            "application_id": str(state.app.id),
            "type": kind,
            "token": made.token,
            "version": 1,
            "channel_id": str(channel.id),
            "channel": channel_json(channel, state.app) | {"permissions": str(channel.app_permissions)},
            "app_permissions": str(channel.app_permissions),
            "locale": user.locale,
            "entitlements": [],
            "attachment_size_limit": FILE_BYTES if guild is None else guild.file_bytes,
            "data": data,
        }
        body |= {"message": message_json(message)} if message is not None else {}
        if guild is None:
            body |= {"user": user_json(user), "context": 1, "authorizing_integration_owners": {"0": "0"}}
        else:
            member = guild.members[user.id]
            held = ALL_PERMISSIONS if member.permissions & ADMINISTRATOR else member.permissions
            body |= {
                "member": member_json(member, permissions=held),
                "guild_id": str(guild.id),
                "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
                "guild_locale": guild.locale,
                "context": 0,
                "authorizing_integration_owners": {"0": str(guild.id)},
            }
        made.event = body
        self.tell(made)
        return made


def _value(option: JSON, value: Any, resolved: JSON) -> JSON:
    """One option as the client sends it, after the checks that the client makes."""
    name, kind = option["name"], option["type"]
    wanted = PYTHON_TYPES.get(kind, object)
    if not isinstance(value, wanted) or (kind in {INTEGER, NUMBER} and isinstance(value, bool)):
        raise NotPossible(f"option {name!r} takes no {type(value).__name__}")
    if isinstance(value, User | Channel):
        _resolve(value, resolved)
        value = str(value.id)
    choices = option.get("choices")
    if choices and value not in [choice["value"] for choice in choices]:
        raise NotPossible(f"option {name!r} has no choice {value!r}")
    size = len(value) if isinstance(value, str) else value
    low, high = ("min_length", "max_length") if isinstance(value, str) else ("min_value", "max_value")
    if kind in {STRING, INTEGER, NUMBER} and not option.get(low, size) <= size <= option.get(high, size):
        raise NotPossible(f"option {name!r} takes no {value!r}")
    return {"name": name, "type": kind, "value": value}


def _resolve(thing: User | Channel, resolved: JSON) -> None:
    kind, shape = ("users", user_json(thing)) if isinstance(thing, User) else ("channels", channel_json(thing))
    resolved.setdefault(kind, {})[str(thing.id)] = shape


def _chosen(part: JSON, values: Sequence[Any]) -> tuple[list[str], JSON]:
    """The values of a select menu and what they stand for."""
    least, most = part.get("min_values", 1), part.get("max_values", 1)
    if not least <= len(values) <= most:
        raise NotPossible(f"{least} to {most} values can be chosen, not {len(values)}")
    resolved: JSON = {}
    for value in values:
        if part["type"] == STRING and value not in [option["value"] for option in part["options"]]:
            raise NotPossible(f"there is no {value!r} to choose")
        if isinstance(value, User | Channel):
            _resolve(value, resolved)
    return [str(value.id) if isinstance(value, User | Channel) else value for value in values], resolved


def _filled(part: JSON, values: Mapping[str, Any]) -> JSON:
    """One row, label or text of a form as it is sent off."""
    shape = {"type": part["type"], "id": part.get("id", 0)}
    if part["type"] == LABEL:
        return shape | {"component": _input(part["component"], values)}
    if "components" in part:
        return shape | {"components": [_input(inner, values) for inner in part["components"]]}
    return shape


def _input(part: JSON, values: Mapping[str, Any]) -> JSON:
    shape = {"type": part["type"], "custom_id": part["custom_id"], "id": part.get("id", 0)}
    if part["type"] != 4:
        chosen = values.get(part["custom_id"], [])
        if chosen or part.get("required", True):
            chosen, _ = _chosen(part, chosen)
        return shape | {"values": chosen}
    value = values.get(part["custom_id"], part.get("value") or "")
    if not value and part.get("required", True):
        raise NotPossible(f"{part['custom_id']!r} must be filled in")
    if value and not (part.get("min_length") or 0) <= len(value) <= (part.get("max_length") or 4000):
        raise NotPossible(f"{part['custom_id']!r} takes no text of {len(value)} characters")
    return shape | {"value": value}
