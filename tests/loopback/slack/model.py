"""What Slack holds: people, channels, messages, views, and what it refused. Plain values, nothing of the wire."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

PING = re.compile(r"<(!channel|!here|!everyone|!subteam\^[A-Z0-9]+|@[UW][A-Z0-9]+)(?:\|[^>]*)?>")
LINK = re.compile(r"<(https?://[^|>]+)(?:\|([^>]*))?>")


class Refused(Exception):
    """Slack says no: `error` is its word for it, `extra` goes into the answer beside it."""

    def __init__(self, error: str, *messages: str, **extra: Any) -> None:
        super().__init__(error, *messages)
        self.error = error
        self.extra = dict(extra)
        if messages:
            self.extra["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in messages]}


@dataclass(frozen=True, slots=True)
class Violation:
    """Something the bot sent that Slack refuses: its word, where it was sent, and the body."""

    what: str
    where: str
    body: Any


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer: `at` in Unix seconds, status 0 when the connection was cut instead."""

    at: float
    method: str
    path: str
    status: int
    seconds: float


@dataclass(frozen=True, slots=True)
class User:
    """Somebody of the workspace."""

    id: str
    name: str
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    deleted: bool = False
    tz: str = "Europe/Amsterdam"
    tz_offset: int = 3600
    team: str = ""  # of another workspace, if it is not that of the server

    def payload(self, team: str) -> Json:
        """As `users.info` shows it."""
        profile = {"real_name": self.name.title(), "display_name": self.name, "team": team}
        return {
            "id": self.id,
            "team_id": team,
            "name": self.name,
            "real_name": self.name.title(),
            "deleted": self.deleted,
            "is_admin": self.is_admin or self.is_owner,
            "is_owner": self.is_owner,
            "is_primary_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": self.tz_offset,
            "profile": profile,
            "updated": 1700000000,
        }


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation: `kind` is public, private or im. `restricted`: only some may post there."""

    id: str
    name: str
    kind: str = "public"
    members: frozenset[str] = frozenset()
    archived: bool = False
    restricted: bool = False
    user: str = ""

    def payload(self, bot: str) -> Json:
        """As `conversations.info` shows it."""
        if self.kind == "im":
            return {"id": self.id, "created": 1700000000, "is_im": True, "user": self.user, "is_archived": False}
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "created": 1700000000,
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_im": False,
            "is_mpim": False,
            "is_private": self.kind == "private",
            "is_archived": self.archived,
            "is_member": bot in self.members,
            "is_read_only": self.restricted,
            "num_members": len(self.members),
        }


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it is now. `only_for` names the one user who sees an ephemeral one."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    metadata: Json | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    only_for: str | None = None
    by_bot: bool = False
    edited: str | None = None
    files: tuple[Json, ...] = ()
    reactions: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Tells it from every other message and view."""
        return self.ts

    @property
    def ephemeral(self) -> bool:
        """Whether one user alone sees it."""
        return self.only_for is not None

    @property
    def words(self) -> str:
        """All that is to be read on the screen: of the blocks if there are any, else the text."""
        shown = (*self.blocks, *self.attachments)
        return "\n".join(texts(shown)) if shown else self.text

    @property
    def pings(self) -> list[str]:
        """Whom it calls: `!channel`, `!here`, `@U1`. The fallback text counts too."""
        return [match[1] for match in PING.finditer("\n".join([self.text, *marked(self.blocks)]))]

    @property
    def links(self) -> list[str]:
        """Addresses that can be followed from its markup."""
        return [match[1] for match in LINK.finditer("\n".join([self.text, *marked(self.blocks)]))]

    @property
    def controls(self) -> list[Json]:
        """Its interactive elements, in order, each with the `block_id` of its block."""
        return list(controls(self.blocks))


@dataclass(frozen=True, slots=True)
class View:
    """A modal or a home tab, as its user has it before them."""

    id: str
    user: str
    body: Json = field(hash=False)
    hash: str = ""
    root: str = ""
    previous: str | None = None
    gone: bool = False

    @property
    def key(self) -> str:
        """Tells it from every other message and view."""
        return self.id

    @property
    def title(self) -> str:
        """What stands on top."""
        return str(self.body.get("title", {}).get("text", ""))

    @property
    def words(self) -> str:
        """All that is to be read in it."""
        return "\n".join(texts([self.body]))

    @property
    def controls(self) -> list[Json]:
        """Its interactive elements, in order, each with the `block_id` of its block."""
        return list(controls(self.body["blocks"]))

    def block(self, block_id: str) -> Json:
        """One of its blocks; KeyError if it has no such."""
        for block in self.body["blocks"]:
            if block.get("block_id") == block_id:
                return dict(block)
        raise KeyError(block_id)


def texts(node: Any) -> Iterator[str]:
    """Every string that is shown, in order."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key in ("text", "alt_text", "fallback", "title") and isinstance(value, str):
                yield value
            elif key not in ("value", "url"):
                yield from texts(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from texts(value)


def marked(node: Any) -> Iterator[str]:
    """Every string that Slack reads as markup."""
    if isinstance(node, Mapping):
        if node.get("type") in ("mrkdwn", "markdown") and isinstance(node.get("text"), str):
            yield node["text"]
        for value in node.values():
            yield from marked(value)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from marked(value)


def controls(blocks: Any) -> Iterator[Json]:
    """Every element with an `action_id`, with the id of the block it stands in."""
    for block in blocks:
        inner = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        for element in inner:
            if isinstance(element, Mapping) and "action_id" in element:
                yield {**element, "block_id": block.get("block_id")}
