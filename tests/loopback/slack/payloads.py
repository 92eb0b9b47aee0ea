"""What Slack sends to a bot when somebody does something."""

from __future__ import annotations

from typing import Any

from .model import Channel, Json, Message, View
from .shapes import message_payload, view_payload
from .state import State

TOKEN = "loopback-verification"  # noqa: S105 - the deprecated field that every payload has


def command(state: State, words: tuple[str, str], user: str, channel: Channel, team: str, links: Json) -> Json:
    """A slash command; `links` holds response_url and trigger_id."""
    return {
        "token": TOKEN,
        "team_id": team,
        "team_domain": "loopback",
        "channel_id": channel.id,
        "channel_name": channel.name if channel.kind != "private" else "privategroup",
        "user_id": user,
        "user_name": state.world.users[user].name,
        "command": words[0],
        "text": words[1],
        "api_app_id": state.world.app,
        "is_enterprise_install": "false",
        **links,
    }


def event(state: State, inner: Json, team: str) -> Json:
    """An event in its callback, with an id of its own."""
    authorization = {
        "enterprise_id": None,
        "team_id": team,
        "user_id": state.world.bot,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": TOKEN,
        "team_id": team,
        "api_app_id": state.world.app,
        "event": inner,
        "type": "event_callback",
        "event_id": state.clock.id("Ev"),
        "event_time": int(state.clock.now()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{state.clock.number():016x}",
    }


def message_event(state: State, message: Message, *, mention: bool) -> Json:
    """A message that names the bot (app_mention), or one in a direct conversation (message.im)."""
    inner = message_payload(state.world, message) | {"channel": message.channel, "event_ts": message.ts}
    inner["client_msg_id"] = f"00000000-0000-4000-8000-{state.clock.number():012d}"
    return {**inner, "type": "app_mention"} if mention else {**inner, "channel_type": "im"}


def interaction(state: State, kind: str, user: str, team: str) -> Json:
    """What every interactive payload has."""
    who = {"id": user, "username": state.world.users[user].name, "name": state.world.users[user].name, "team_id": team}
    return {
        "type": kind,
        "user": who,
        "api_app_id": state.world.app,
        "token": TOKEN,
        "team": {"id": team, "domain": "loopback"},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def in_message(state: State, message: Message, values: Json) -> Json:
    """Where something was pressed in a message; an ephemeral one is not sent along, as at Slack."""
    channel = state.world.channels[message.channel]
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    done: Json = {"container": container, "channel": {"id": channel.id, "name": channel.name}}
    done["state"] = {"values": values}
    return done if message.ephemeral else done | {"message": message_payload(state.world, message)}


def in_view(state: State, view: View, values: Json) -> Json:
    """Where something was pressed in a view."""
    shown = view_payload(state.world, view) | {"state": {"values": values}}
    return {"container": {"type": "view", "view_id": view.id}, "view": shown}


def action(state: State, element: Json, chosen: Any) -> Json:
    """One entry of `actions`: the element, and what was chosen."""
    done: Json = {key: element[key] for key in ("type", "action_id", "block_id")}
    done["action_ts"] = state.clock.stamp()
    if element["type"] == "button":
        done["text"] = element["text"]
        if "value" in element:
            done["value"] = element["value"]
        return done
    return done | answer_of(element, chosen)


def answer_of(element: Json, chosen: Any) -> Json:
    """What an element holds once something was chosen, as actions and view states say it."""
    kind = element["type"]
    many = kind.startswith("multi_") or kind == "checkboxes"
    if kind in ("datepicker", "timepicker", "datetimepicker"):
        return {{"datepicker": "selected_date", "timepicker": "selected_time"}.get(kind, "selected_date_time"): chosen}
    for noun in ("user", "conversation", "channel"):
        if f"{noun}s_select" in kind:
            return {f"selected_{noun}s" if many else f"selected_{noun}": chosen}
    if "select" in kind or kind in ("checkboxes", "radio_buttons", "overflow"):
        if many:
            return {"selected_options": [option(element, each) for each in chosen or ()]}
        return {"selected_option": None if chosen is None else option(element, chosen)}
    return {"value": chosen}


def option(element: Json, wanted: Any) -> Json:
    """The option of that value or text; an option of an external menu is given whole. LookupError if there is none."""
    if isinstance(wanted, dict):
        return wanted
    groups = element.get("option_groups", ())
    options = [*element.get("options", ()), *(each for group in groups for each in group["options"])]
    for each in options:
        if wanted in (each["value"], each["text"]["text"]):
            return dict(each)
    shown = ", ".join(each["text"]["text"] for each in options)
    raise LookupError(f"no option {wanted!r}; there are: {shown}")
