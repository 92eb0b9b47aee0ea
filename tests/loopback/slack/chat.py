"""`chat.*` and `reactions.*` of the Web API."""

from __future__ import annotations

from dataclasses import replace

from .arguments import flag, need
from .model import Channel, Json, Message, Refused
from .shapes import content, message_payload
from .state import State


def place(state: State, name: str, *, writing: bool) -> Channel:
    """The channel of that id, name or user; Refused when the bot may not see it, or write there when it wants to."""
    world = state.world
    channel = world.channels.get(name) or next(
        (each for each in world.channels.values() if each.kind != "im" and each.name == name.lstrip("#")), None
    )
    if channel is None and name in world.users and writing:
        user = world.users[name]
        if user.is_bot:
            raise Refused("cannot_dm_bot")
        channel = world.direct(name)
    if channel is None or (channel.kind == "private" and world.bot not in channel.members):
        raise Refused("channel_not_found")
    if writing:
        _writable(state, channel)
    return channel


def _writable(state: State, channel: Channel) -> None:
    if channel.archived:
        raise Refused("is_archived")
    if channel.kind == "im":
        if not state.world.messages_tab:
            raise Refused("messages_tab_disabled")
        if state.world.users[channel.user].deleted:
            raise Refused("user_disabled")
    elif state.world.bot not in channel.members and "chat:write.public" not in state.access.scopes:
        raise Refused("not_in_channel")
    if channel.restricted:
        raise Refused("restricted_action")


def found(state: State, channel: Channel, ts: str, error: str = "message_not_found") -> Message:
    """A message that all can see."""
    message = state.world.messages.get((channel.id, ts))
    if message is None or message.ephemeral:
        raise Refused(error)
    return message


def _thread(state: State, channel: Channel, given: Json) -> str | None:
    """The first message of the thread that is answered in."""
    ts = given.get("thread_ts")
    if not ts:
        return None
    parent = state.world.messages.get((channel.id, str(ts)))
    if parent is None or parent.ephemeral:
        raise Refused("thread_not_found")
    return parent.thread_ts or parent.ts


def post_message(state: State, given: Json) -> Json:
    """`chat.postMessage`."""
    need(given, "channel")
    if flag(given.get("as_user")):
        raise Refused("as_user_not_supported")
    if ("username" in given or "icon_emoji" in given or "icon_url" in given) and not state.access.scopes & {
        "chat:write.customize"
    }:
        raise Refused(
            "missing_scope", needed="chat:write.customize", provided=",".join(sorted(state.access.scopes))
        )  # fmt: skip
    channel = place(state, str(given["channel"]), writing=True)
    what = content(given)
    thread = _thread(state, channel, given)
    message = state.world.post(
        channel.id,
        state.world.bot,
        by_bot=True,
        thread_ts=thread,
        broadcast=thread is not None and flag(given.get("reply_broadcast")),
        **what,
    )
    shown = message_payload(state.world, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def post_ephemeral(state: State, given: Json) -> Json:
    """`chat.postEphemeral`."""
    need(given, "channel", "user")
    channel = place(state, str(given["channel"]), writing=True)
    user = state.world.users.get(str(given["user"]))
    if user is None or user.is_bot:
        raise Refused("user_not_found")
    if user.id not in channel.members:
        raise Refused("user_not_in_channel")
    what = content(given)
    thread = _thread(state, channel, given)
    message = state.world.post(
        channel.id, state.world.bot, by_bot=True, only_for=user.id, thread_ts=thread, **what
    )  # fmt: skip
    return {"message_ts": message.ts}


def update(state: State, given: Json) -> Json:
    """`chat.update`: text without blocks takes the blocks away."""
    need(given, "channel", "ts")
    channel = place(state, str(given["channel"]), writing=True)
    message = _mine(state, channel, str(given["ts"]), "cant_update_message")
    what = content(given, updating=True)
    changed = state.world.change(message, **what)
    shown = message_payload(state.world, changed, metadata=True)
    return {"channel": channel.id, "ts": changed.ts, "text": changed.text, "message": shown}


def delete(state: State, given: Json) -> Json:
    """`chat.delete`."""
    need(given, "channel", "ts")
    channel = place(state, str(given["channel"]), writing=True)
    message = _mine(state, channel, str(given["ts"]), "cant_delete_message")
    state.world.remove(message)
    return {"channel": channel.id, "ts": message.ts}


def _mine(state: State, channel: Channel, ts: str, error: str) -> Message:
    message = found(state, channel, ts)
    if not message.by_bot:
        raise Refused(error)
    return message


def add_reaction(state: State, given: Json) -> Json:
    """`reactions.add`."""
    need(given, "channel", "name", "timestamp")
    channel = place(state, str(given["channel"]), writing=True)
    message = found(state, channel, str(given["timestamp"]))
    name = str(given["name"]).strip(":")
    if name in message.reactions:
        raise Refused("already_reacted")
    marked = replace(message, reactions=(*message.reactions, name))
    state.world.messages[channel.id, message.ts] = marked
    state.world.tell(marked, None)
    return {}
