"""The table of Web API methods: who answers, with which scope, and how it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import chat, conversations, files, windows
from .model import Json
from .state import State


@dataclass(frozen=True, slots=True)
class Method:
    """One method. One of `scopes` is needed; a read method does not see JSON bodies."""

    answer: Callable[[State, Json], Json]
    scopes: tuple[str, ...] = ()
    form_only: bool = False


_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_READ = ("channels:read", "groups:read", "im:read", "mpim:read")

METHODS = {
    "auth.test": Method(conversations.auth_test),
    "team.info": Method(conversations.team_info, ("team:read",), form_only=True),
    "users.info": Method(conversations.users_info, ("users:read",), form_only=True),
    "users.conversations": Method(conversations.users_conversations, _READ, form_only=True),
    "conversations.info": Method(conversations.info, _READ, form_only=True),
    "conversations.history": Method(conversations.history, _HISTORY, form_only=True),
    "conversations.replies": Method(conversations.replies, _HISTORY, form_only=True),
    "conversations.open": Method(conversations.open_direct, ("im:write", "mpim:write")),
    "chat.postMessage": Method(chat.post_message, ("chat:write",)),
    "chat.postEphemeral": Method(chat.post_ephemeral, ("chat:write",)),
    "chat.update": Method(chat.update, ("chat:write",)),
    "chat.delete": Method(chat.delete, ("chat:write",)),
    "reactions.add": Method(chat.add_reaction, ("reactions:write",)),
    "views.open": Method(windows.open_view),
    "views.push": Method(windows.push),
    "views.update": Method(windows.update),
    "views.publish": Method(windows.publish),
    "files.getUploadURLExternal": Method(files.upload_url, ("files:write",), form_only=True),
    "files.completeUploadExternal": Method(files.complete, ("files:write",)),
}
