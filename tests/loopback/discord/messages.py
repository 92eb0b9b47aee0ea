"""Messages in channels, as the bot reads and writes them with its own token."""

from __future__ import annotations

from typing import Any

from .errors import Form, Refusal, invalid, missing_access, missing_permissions, unknown
from .limits import CHANNEL_FLAGS, check_edit, check_message, check_substance
from .posting import edit, merged, post, remove
from .shapes import channel_json, message_json
from .state import Call, State
from .world import (
    ATTACH_FILES,
    COMPONENTS_V2,
    CREATE_THREADS,
    DIRECT,
    EMBED_LINKS,
    READ_HISTORY,
    SEND_IN_THREADS,
    SEND_MESSAGES,
    THREAD,
    THREADED,
    VIEW_CHANNEL,
    Channel,
    Message,
)

JSON = dict[str, Any]
Answer = tuple[int, Any]


def place(state: State, call: Call, *permissions: int) -> Channel:
    """The channel of a call, if the bot sees it and has the permissions."""
    channel = state.world.channels.get(call.id("channel_id"))
    if channel is None:
        raise unknown("Channel")
    if channel.kind == DIRECT:
        return channel
    if channel.guild is None or state.app.id not in channel.guild.members or not channel.app_may(VIEW_CHANNEL):
        raise missing_access()
    if not all(channel.app_may(permission) for permission in permissions):
        raise missing_permissions()
    return channel


def _form_body(call: Call) -> JSON:
    if not isinstance(call.body, dict):
        raise invalid((), "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
    return call.body


def create(state: State, call: Call) -> Answer:
    """POST a message; the same nonce within the window gives the first message back."""
    channel = place(state, call)
    _may_send(channel)
    body = _form_body(call)
    form = Form()
    check_message(form, body, CHANNEL_FLAGS)
    state.settle(form, call)
    check_substance(body, len(call.files))
    _may_attach(channel, body, len(call.files))
    if channel.recipient is not None and not channel.recipient.dms_open:
        raise Refusal(403, 50007, "Cannot send messages to this user")
    now = state.clock.monotonic()
    key = (channel.id, str(body.get("nonce")))
    if body.get("enforce_nonce") and body.get("nonce") is not None:
        at, earlier = state.nonces.get(key, (-1e9, None))
        if earlier is not None and now - at < state.nonce_window:
            return 200, message_json(earlier)
    message = post(state, channel, call, body)
    state.nonces[key] = (now, message)
    return 200, message_json(message)


def _may_send(channel: Channel) -> None:
    if channel.kind == DIRECT:
        return
    if not channel.app_may(SEND_IN_THREADS if channel.kind == THREAD else SEND_MESSAGES):
        raise missing_permissions()
    if channel.locked:
        raise Refusal(400, 50083, "Thread is archived")
    channel.archived = False


def _may_attach(channel: Channel, body: JSON, files: int) -> None:
    if channel.kind == DIRECT:
        return
    if files and not channel.app_may(ATTACH_FILES):
        raise missing_permissions()
    if not channel.app_may(EMBED_LINKS):
        # Discord does not refuse here: it drops the embeds without a word, and an empty message if nothing is left.
        body["embeds"] = []
        check_substance(body, files)


def history(state: State, call: Call) -> Answer:
    """GET messages, newest first, by limit, before, after and around."""
    channel = place(state, call)
    if channel.kind != DIRECT and not channel.app_may(READ_HISTORY):
        return 200, []
    limit = _number(call, "limit", 50)
    if not 1 <= limit <= 100:
        raise invalid(("limit",), "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
    found = channel.messages
    if "before" in call.query:
        found = [m for m in found if m.id < _number(call, "before", 0)][-limit:]
    elif "after" in call.query:
        found = [m for m in found if m.id > _number(call, "after", 0)][:limit]
    elif "around" in call.query:
        middle = _number(call, "around", 0)
        found = sorted(sorted(found, key=lambda m: abs(m.id - middle))[:limit], key=lambda m: m.id)
    # A nonce is kept for the sender's own eyes and not for long: the history does not show it.
    return 200, [{**message_json(message), "nonce": None} for message in reversed(found[-limit:])]


def _number(call: Call, name: str, default: int) -> int:
    value = call.query.get(name, str(default))
    if not value.isdigit():
        raise invalid((name,), "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
    return int(value)


def _message(state: State, call: Call) -> Message:
    channel = place(state, call, READ_HISTORY)
    wanted = call.id("message_id")
    message = next((m for m in channel.messages if m.id == wanted), None)
    if message is None:
        raise unknown("Message")
    return message


def read(state: State, call: Call) -> Answer:
    """GET one message, with the thread below it."""
    message = _message(state, call)
    thread = state.world.channels.get(message.id)
    return 200, message_json(message) | ({"thread": channel_json(thread, state.app)} if thread else {})


def change(state: State, call: Call) -> Answer:
    """PATCH one of the bot's own messages."""
    message = _message(state, call)
    if message.author is not state.app:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    body = _form_body(call)
    form = Form()
    check_edit(form, body, v2=bool(message.flags & COMPONENTS_V2))
    state.settle(form, call)
    check_substance(merged(message, body), len(call.files) + len(message.attachments))
    return 200, message_json(edit(state, message, call, body))


def delete(state: State, call: Call) -> Answer:
    """DELETE one of the bot's own messages."""
    message = _message(state, call)
    if message.author is not state.app:
        raise missing_permissions()
    remove(state, message)
    return 204, None


def typing(state: State, call: Call) -> Answer:
    """POST the sign that the bot is typing."""
    place(state, call, SEND_MESSAGES)
    return 204, None


def react(state: State, call: Call) -> Answer:
    """PUT a reaction of the bot; only that it may is looked at."""
    _message(state, call)
    return 204, None


def start_thread(state: State, call: Call) -> Answer:
    """POST a thread, from a message, whose id it then has, or from nothing."""
    parent = place(state, call, CREATE_THREADS)
    if parent.kind not in THREADED:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    number = _message(state, call).id if "message_id" in call.params else None
    if number in state.world.channels:
        raise Refusal(400, 160004, "A thread has already been created for this message")
    body = _form_body(call)
    form = Form()
    form.text(("name",), body.get("name"), 100, least=1)
    state.settle(form, call)
    thread = state.world.channel(THREAD, number, name=body["name"], guild=parent.guild, parent=parent)
    state.gateway.dispatch("THREAD_CREATE", channel_json(thread, state.app), parent.guild, 1)
    return 201, channel_json(thread, state.app)
