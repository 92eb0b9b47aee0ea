"""Where a message of the bot's own goes: a channel, a thread in it, or a direct conversation, on one platform.

The standard library only, so that whatever speaks of rooms may import it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

CHANNELS = {
    "discord": re.compile(
        r"<#(\d{15,20})>|#?(\d{15,20})|https://(?:\w+\.)?discord(?:app)?\.com/channels/\d+/(\d{15,20})(?:/\d+)?/?"
    ),
    "slack": re.compile(
        r"<#([CGD][A-Z0-9]{2,})(?:\|[^<>]*)?>|#?([CGD][A-Z0-9]{4,})"
        r"|https://[\w.-]+\.slack\.com/archives/([CGD][A-Z0-9]{2,})(?:/.*)?"
    ),
    "terminal": re.compile(r"#?(terminal)"),
}


@dataclass(frozen=True, slots=True)
class Room:
    """A place to post in; all identifiers are the platform's own.

    On Slack a `thread` is the time stamp of its first message and `channel` the channel it is in. On Discord a thread
    or forum post is a channel of its own and `thread` null. `workspace` is the guild or team, null in a direct
    conversation on Discord.
    """

    platform: str
    channel: str
    thread: str | None = None
    workspace: str | None = None

    @property
    def key(self) -> str:
        """The room's name for ever, `slack:C1` or `slack:C1/1700000000.000100`; the workspace is no part of it."""
        return f"{self.platform}:{self.channel}" + (f"/{self.thread}" if self.thread else "")


class Somewhere(Protocol):
    """Somebody who asks, as `bot.core.command.Asker`: where they are."""

    @property
    def platform(self) -> str:
        """As `Room.platform`."""

    @property
    def channel(self) -> str | None:
        """As `Room.channel`; null in the terminal."""

    @property
    def thread(self) -> str | None:
        """As `Room.thread`."""

    @property
    def workspace(self) -> str | None:
        """As `Room.workspace`."""


def room_of(asker: Somewhere) -> Room:
    """The room that somebody asks in; the terminal is one room."""
    return Room(asker.platform, asker.channel or asker.platform, asker.thread, asker.workspace)


def channel_id(words: str, platform: str) -> str | None:
    """The channel that words name: a mention as the platform writes it, an identifier, a link; null for a mere name."""
    pattern = CHANNELS.get(platform)
    match = pattern.fullmatch(words.strip()) if pattern else None
    return next(filter(None, match.groups())) if match else None
