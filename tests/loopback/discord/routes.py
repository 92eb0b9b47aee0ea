"""The table of routes: method, path, handler, and whether the bot's own token is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import answering, messages, places, registering
from .state import Call, State

Handler = Callable[[State, Call], tuple[int, Any]]


@dataclass(frozen=True)
class Route:
    """One route. Those with a token in their path need no other and stand outside the global limit."""

    method: str
    path: str
    handler: Handler
    authorized: bool = True


APPLICATION = "/applications/{application_id}"
CHANNEL = "/channels/{channel_id}"
GUILD = "/guilds/{guild_id}"
HOOK = "/webhooks/{webhook_id}/{webhook_token}"


def _commands(base: str) -> tuple[Route, ...]:
    one = f"{base}/commands/{{command_id}}"
    return (
        Route("GET", f"{base}/commands", registering.listed),
        Route("PUT", f"{base}/commands", registering.replace),
        Route("POST", f"{base}/commands", registering.create),
        Route("GET", one, registering.read),
        Route("PATCH", one, registering.change),
        Route("DELETE", one, registering.delete),
    )


def _hook_message(path: str) -> tuple[Route, ...]:
    return (
        Route("GET", path, answering.read, authorized=False),
        Route("PATCH", path, answering.change, authorized=False),
        Route("DELETE", path, answering.delete, authorized=False),
    )


ROUTES = (
    Route("GET", "/gateway", places.gateway, authorized=False),
    Route("GET", "/gateway/bot", places.gateway_bot),
    Route("GET", "/oauth2/applications/@me", places.application),
    Route("GET", "/applications/@me", places.application),
    Route("GET", "/users/@me", places.me),
    Route("GET", "/users/@me/guilds", places.my_guilds),
    Route("POST", "/users/@me/channels", places.open_direct),
    Route("GET", "/users/{user_id}", places.user),
    *_commands(APPLICATION),
    *_commands(APPLICATION + GUILD),
    Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", answering.respond, authorized=False),
    Route("POST", HOOK, answering.follow_up, authorized=False),
    *_hook_message(f"{HOOK}/messages/@original"),
    *_hook_message(f"{HOOK}/messages/{{message_id}}"),
    Route("GET", CHANNEL, places.channel),
    Route("PATCH", CHANNEL, places.change_channel),
    Route("GET", f"{CHANNEL}/messages", messages.history),
    Route("POST", f"{CHANNEL}/messages", messages.create),
    Route("GET", f"{CHANNEL}/messages/{{message_id}}", messages.read),
    Route("PATCH", f"{CHANNEL}/messages/{{message_id}}", messages.change),
    Route("DELETE", f"{CHANNEL}/messages/{{message_id}}", messages.delete),
    Route("PUT", f"{CHANNEL}/messages/{{message_id}}/reactions/{{emoji_name}}/@me", messages.react),
    Route("POST", f"{CHANNEL}/typing", messages.typing),
    Route("POST", f"{CHANNEL}/threads", messages.start_thread),
    Route("POST", f"{CHANNEL}/messages/{{message_id}}/threads", messages.start_thread),
    Route("GET", GUILD, places.guild),
    Route("GET", f"{GUILD}/channels", places.guild_channels),
    Route("GET", f"{GUILD}/roles", places.guild_roles),
    Route("GET", f"{GUILD}/members/{{user_id}}", places.member),
)
