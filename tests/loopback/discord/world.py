"""Who and what there is on this Discord: users, guilds, channels, messages. It imports the clock alone.

Plain records that the server changes and tests look at; how they look on the wire is in shapes.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .clock import Clock

ADMINISTRATOR = 1 << 3
MANAGE_GUILD = 1 << 5
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_HISTORY = 1 << 16
USE_COMMANDS = 1 << 31
MANAGE_THREADS = 1 << 34
CREATE_THREADS = 1 << 35
SEND_IN_THREADS = 1 << 38
ALL_PERMISSIONS = (1 << 53) - 1

USUAL = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_HISTORY
    | USE_COMMANDS
    | CREATE_THREADS
    | SEND_IN_THREADS
)
"""What a plain member, and the bot, may do in a channel."""

TEXT, DIRECT, NEWS, THREAD, FORUM = 0, 1, 5, 11, 15
THREADED = (TEXT, NEWS)
EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15

PING = re.compile(r"@everyone|@here|<@[!&]?\d+>")


@dataclass(eq=False)
class User:
    """A person or a bot."""

    id: int
    name: str
    bot: bool = False
    dms_open: bool = True
    locale: str = "en-US"

    @property
    def mention(self) -> str:
        """How a message names the user."""
        return f"<@{self.id}>"


@dataclass(eq=False)
class Member:
    """A user in a guild, with permission bits and role ids."""

    user: User
    permissions: int = USUAL
    roles: list[int] = field(default_factory=list)
    nick: str | None = None


@dataclass(eq=False)
class Guild:
    """A server with its members and channels."""

    id: int
    name: str
    locale: str = "en-US"
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    owner: User | None = None
    file_bytes: int = 10 * 1024 * 1024


@dataclass(eq=False)
class Attachment:
    """A file of a message."""

    id: int
    filename: str
    data: bytes
    content_type: str
    url: str
    description: str | None = None


@dataclass(eq=False)
class Message:
    """A message as it is after all edits; `revisions` keeps what it was before each."""

    id: int
    channel: Channel
    author: User
    created: datetime
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    nonce: str | None = None
    only_for: User | None = None
    edited: datetime | None = None
    deleted: bool = False
    source: dict[str, Any] | None = None
    reference: Message | None = None
    allowed_mentions: dict[str, Any] | None = None
    revisions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def ephemeral(self) -> bool:
        """Whether the asker alone sees it."""
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it is still the "is thinking" of a deferred answer."""
        return bool(self.flags & LOADING)

    @property
    def pings(self) -> set[str]:
        """What of its words notifies somebody: @everyone, @here, and the mentions of users and roles."""
        said = "\n".join([self.content, *(part["content"] for part in self.parts() if part["type"] == 10)])
        found = {match[0] for match in PING.finditer(said)}
        if self.allowed_mentions is None:
            return found
        return {ping for ping in found if self._allowed(ping, self.allowed_mentions)}

    def _allowed(self, ping: str, allowed: dict[str, Any]) -> bool:
        kind = "everyone" if ping in {"@everyone", "@here"} else "roles" if "&" in ping else "users"
        listed = {str(one) for one in allowed.get(kind) or ()} if kind != "everyone" else set()
        return kind in (allowed.get("parse") or ()) or re.sub(r"\D", "", ping) in listed

    def parts(self) -> Iterator[dict[str, Any]]:
        """Every component, those inside others too, in reading order."""
        yield from walk(self.components)

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """Its buttons in order."""
        return [part for part in self.parts() if part["type"] == 2]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """Its select menus in order."""
        return [part for part in self.parts() if part["type"] in {3, 5, 6, 7, 8}]

    @property
    def text(self) -> str:
        """All words a reader sees, embeds and text components included, one piece a line."""
        pieces = [self.content]
        for embed in self.embeds:
            pieces += [embed.get("author", {}).get("name"), embed.get("title"), embed.get("description")]
            for row in embed.get("fields", ()):
                pieces += [row["name"], row["value"]]
            pieces.append(embed.get("footer", {}).get("text"))
        pieces += [part["content"] for part in self.parts() if part["type"] == 10]
        return "\n".join(piece for piece in pieces if piece)


@dataclass(eq=False)
class Channel:
    """A text channel, a thread or a direct conversation."""

    id: int
    kind: int
    name: str = ""
    guild: Guild | None = None
    parent: Channel | None = None
    recipient: User | None = None
    app_permissions: int = USUAL
    hidden_from: set[int] = field(default_factory=set)
    locked: bool = False
    archived: bool = False
    log: list[Message] = field(default_factory=list)

    @property
    def messages(self) -> list[Message]:
        """The history, oldest first: what was not deleted and is not for one person alone."""
        return [message for message in self.log if not message.deleted and message.only_for is None]

    def app_may(self, permission: int) -> bool:
        """Whether the bot has a permission here."""
        return bool(self.app_permissions & (permission | ADMINISTRATOR))

    def seen_by(self, user: User) -> bool:
        """Whether the user can open the channel at all."""
        if self.guild is None:
            return self.recipient is user
        return user.id in self.guild.members and user.id not in self.hidden_from


class World:
    """All that exists, by identifier."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}

    def user(self, name: str, **settings: Any) -> User:
        """A new user."""
        user = User(self.clock.snowflake(), name, **settings)
        self.users[user.id] = user
        return user

    def guild(self, name: str, *members: Member) -> Guild:
        """A new guild with its members."""
        guild = Guild(self.clock.snowflake(), name, members={member.user.id: member for member in members})
        self.guilds[guild.id] = guild
        return guild

    def channel(self, kind: int, number: int | None = None, **settings: Any) -> Channel:
        """A new channel of any kind, filed under its guild where it has one; a message's thread has its number."""
        channel = Channel(number or self.clock.snowflake(), kind, **settings)
        self.channels[channel.id] = channel
        if channel.guild is not None:
            channel.guild.channels[channel.id] = channel
        return channel

    def direct(self, user: User) -> Channel:
        """The conversation between the bot and a user, opened when first asked for."""
        known = (channel for channel in self.channels.values() if channel.recipient is user)
        return next(known, None) or self.channel(DIRECT, recipient=user)


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Components and all that stand inside them, in reading order."""
    for part in components:
        yield part
        yield from walk(part.get("components") or [])
        yield from walk([part[key] for key in ("accessory", "component") if part.get(key)])
