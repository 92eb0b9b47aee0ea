"""`conversations.*`, `users.*`, `team.*` and `auth.*` of the Web API."""

from __future__ import annotations

import base64

from .arguments import flag, need, whole
from .chat import found, place
from .model import Channel, Json, Message, Refused
from .shapes import message_payload
from .state import State

MOST = 999
HISTORY = {"public": "channels:history", "private": "groups:history", "im": "im:history"}
READ = {"public": "channels:read", "private": "groups:read", "im": "im:read"}


def auth_test(state: State, _given: Json) -> Json:
    """`auth.test`."""
    world = state.world
    return {
        "url": "https://loopback.slack.com/",
        "team": "Loopback",
        "user": world.users[world.bot].name,
        "team_id": world.team,
        "user_id": world.bot,
        "bot_id": world.bot_id,
        "is_enterprise_install": False,
    }


def team_info(state: State, given: Json) -> Json:
    """`team.info`, of the one team there is."""
    if given.get("team") not in (None, "", state.world.team):
        raise Refused("team_not_found")
    team = {"id": state.world.team, "name": "Loopback", "domain": "loopback", "email_domain": "", "icon": {}}
    return {"team": team}


def users_info(state: State, given: Json) -> Json:
    """`users.info`."""
    need(given, "user")
    user = state.world.users.get(str(given["user"]))
    if user is None:
        raise Refused("user_not_found")
    shown = user.payload(state.world.team)
    return {"user": {**shown, "locale": "en-GB"} if flag(given.get("include_locale")) else shown}


def users_conversations(state: State, given: Json) -> Json:
    """`users.conversations`: those that a user, the bot unless one is named, is in."""
    user = str(given.get("user") or state.world.bot)
    names = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
    wanted = [each.strip() for each in str(given.get("types") or "public_channel").split(",")]
    if any(each not in names for each in wanted):
        raise Refused("invalid_types")
    kinds = {names[each] for each in wanted}
    for kind in sorted(kinds & READ.keys()):
        state.access.need(READ[kind])
    every = [
        each
        for each in state.world.channels.values()
        if each.kind in kinds and user in each.members and not (flag(given.get("exclude_archived")) and each.archived)
    ]
    start, limit = _start(given), max(1, min(whole(given.get("limit"), 100), MOST))
    page = [each.payload(state.world.bot) for each in every[start : start + limit]]
    return {"channels": page, "response_metadata": {"next_cursor": _cursor(start + limit, len(every))}}


def info(state: State, given: Json) -> Json:
    """`conversations.info`."""
    need(given, "channel")
    channel = place(state, str(given["channel"]), writing=False)
    state.access.need(READ[channel.kind])
    return {"channel": channel.payload(state.world.bot)}


def open_direct(state: State, given: Json) -> Json:
    """`conversations.open`, for one user or a known direct conversation."""
    if given.get("channel"):
        channel = state.world.channels.get(str(given["channel"]))
        if channel is None or channel.kind != "im":
            raise Refused("channel_not_found")
        return {"channel": channel.payload(state.world.bot), "no_op": True, "already_open": True}
    users = [each for each in str(given.get("users") or "").split(",") if each]
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 1:
        state.access.need("mpim:write")
        raise Refused("method_not_supported_for_channel_type")
    user = state.world.users.get(users[0])
    if user is None:
        raise Refused("user_not_found")
    if user.is_bot:
        raise Refused("cannot_dm_bot")
    if user.deleted:
        raise Refused("user_disabled")
    channel = state.world.direct(user.id)
    full = channel.payload(state.world.bot) if flag(given.get("return_im")) else {"id": channel.id}
    return {"channel": full, "no_op": False, "already_open": False}


def history(state: State, given: Json) -> Json:
    """`conversations.history`: newest first, thread replies left out."""
    need(given, "channel")
    channel = _readable(state, given)
    said = [each for each in state.world.said_in(channel.id) if each.thread_ts in (None, each.ts) or each.broadcast]
    return _pages(state, given, list(reversed(_between(said, given))))


def replies(state: State, given: Json) -> Json:
    """`conversations.replies`: the first message of a thread and what was answered, oldest first."""
    need(given, "channel", "ts")
    channel = _readable(state, given)
    first = found(state, channel, str(given["ts"]), "thread_not_found")
    root = first.thread_ts or first.ts
    thread = [each for each in state.world.said_in(channel.id) if root in (each.ts, each.thread_ts)]
    return _pages(state, given, _between(thread, given))


def _readable(state: State, given: Json) -> Channel:
    channel = place(state, str(given["channel"]), writing=False)
    state.access.need(HISTORY[channel.kind])
    if channel.kind != "im" and state.world.bot not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _between(messages: list[Message], given: Json) -> list[Message]:
    try:
        oldest = float(given.get("oldest") or 0)
        latest = float(given.get("latest") or "inf")
    except (TypeError, ValueError) as error:
        raise Refused("invalid_ts_oldest") from error
    edges = {oldest, latest} if flag(given.get("inclusive")) else set()
    return [each for each in messages if oldest < float(each.ts) < latest or float(each.ts) in edges]


def _pages(state: State, given: Json, messages: list[Message]) -> Json:
    start, limit = _start(given), whole(given.get("limit"), 100)
    if not 1 <= limit <= MOST:
        raise Refused("invalid_limit")
    metadata = flag(given.get("include_all_metadata"))
    page = [message_payload(state.world, each, metadata=metadata) for each in messages[start : start + limit]]
    cursor = _cursor(start + limit, len(messages))
    answer: Json = {"messages": page, "has_more": bool(cursor), "pin_count": 0}
    return {**answer, "response_metadata": {"next_cursor": cursor}} if cursor else answer


def _cursor(reached: int, of: int) -> str:
    return base64.b64encode(f"next:{reached}".encode()).decode() if reached < of else ""


def _start(given: Json) -> int:
    cursor = given.get("cursor")
    if not cursor:
        return 0
    try:
        word, number = base64.b64decode(str(cursor)).decode().split(":")
        return int(number) if word == "next" else 0
    except ValueError as error:
        raise Refused("invalid_cursor") from error
