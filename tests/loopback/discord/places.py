"""Who the bot is, and the users, guilds and channels it asks about."""

from __future__ import annotations

from typing import Any

from .errors import invalid, missing_access, missing_permissions, unknown
from .messages import place
from .shapes import application_json, channel_json, guild_json, member_json, user_json
from .state import Call, State
from .world import MANAGE_THREADS, THREAD, Guild

Answer = tuple[int, Any]


def me(state: State, call: Call) -> Answer:
    """GET the bot's own user."""
    return 200, user_json(state.app) | {"verified": True, "mfa_enabled": True, "email": None, "locale": "en-US"}


def application(state: State, call: Call) -> Answer:
    """GET the bot's own application."""
    return 200, application_json(state.app, state.owner)


def gateway(state: State, call: Call) -> Answer:
    """GET where the gateway is."""
    return 200, {"url": state.gateway.url}


def gateway_bot(state: State, call: Call) -> Answer:
    """GET where the gateway is, how many shards to open and how many sessions may still be started."""
    hub = state.gateway
    starts = {"total": 1000, "remaining": hub.starts_left, "reset_after": 86_400_000, "max_concurrency": 1}
    return 200, {"url": hub.url, "shards": hub.shards, "session_start_limit": starts}


def user(state: State, call: Call) -> Answer:
    """GET a user."""
    found = state.world.users.get(call.id("user_id"))
    if found is None:
        raise unknown("User")
    return 200, user_json(found)


def my_guilds(state: State, call: Call) -> Answer:
    """GET the guilds the bot is in."""
    keys = ("id", "name", "icon", "features")
    shapes = [guild_json(guild) for guild in state.world.guilds.values()]
    return 200, [{key: shape[key] for key in keys} | {"owner": False, "permissions": "0"} for shape in shapes]


def open_direct(state: State, call: Call) -> Answer:
    """POST to open the conversation with a user; that it is closed shows only when something is sent."""
    wanted = str((call.body or {}).get("recipient_id"))
    if not wanted.isdigit():
        raise invalid(("recipient_id",), "BASE_TYPE_REQUIRED", "This field is required")
    recipient = state.world.users.get(int(wanted))
    if recipient is None:
        raise invalid(("recipient_id",), "USER_INVALID", "Invalid recipient")
    return 200, channel_json(state.world.direct(recipient), state.app)


def channel(state: State, call: Call) -> Answer:
    """GET a channel."""
    return 200, channel_json(place(state, call), state.app)


def change_channel(state: State, call: Call) -> Answer:
    """PATCH a thread, of which only that it is opened again is known here."""
    found = place(state, call)
    if found.kind != THREAD or not isinstance(call.body, dict) or set(call.body) - {"archived", "locked"}:
        raise missing_permissions()
    if found.locked and not found.app_may(MANAGE_THREADS):
        raise missing_permissions()
    found.archived = bool(call.body.get("archived"))
    found.locked = found.locked and found.archived
    return 200, channel_json(found, state.app)


def _guild(state: State, call: Call) -> Guild:
    found = state.world.guilds.get(call.id("guild_id"))
    if found is None:
        raise unknown("Guild")
    if state.app.id not in found.members:
        raise missing_access()
    return found


def guild(state: State, call: Call) -> Answer:
    """GET a guild."""
    return 200, guild_json(_guild(state, call))


def guild_channels(state: State, call: Call) -> Answer:
    """GET a guild's channels, threads left out."""
    found = _guild(state, call).channels.values()
    return 200, [channel_json(one, state.app) for one in found if one.kind != THREAD]


def guild_roles(state: State, call: Call) -> Answer:
    """GET a guild's roles."""
    return 200, guild_json(_guild(state, call))["roles"]


def member(state: State, call: Call) -> Answer:
    """GET a member of a guild."""
    found = _guild(state, call).members.get(call.id("user_id"))
    if found is None:
        raise unknown("Member")
    return 200, member_json(found)
