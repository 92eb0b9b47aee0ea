"""Where a message of the bot's own goes: a channel, a thread in it, or a direct conversation, on one platform.

The standard library and errors alone, so that whatever speaks of rooms may import it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from bot.core.errors import UserError

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
THREAD = re.compile(r"(?P<channel>\w+)/(?P<thread>\d{6,}\.\d{1,6})")


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


def named_room(words: str, asker: Somewhere) -> Room:
    """The room that is meant: `C123`, `<#C123|general>`, a link, with the platform before it where it is another.

    `slack:C123/1700000000.000100` is a thread. `UserError` where it is none; whether there is such a room, a platform
    must tell.
    """
    platform, place = asker.platform, words.strip()
    head, parted, rest = place.partition(":")
    if parted and head.lower() in CHANNELS:
        platform, place = head.lower(), rest.strip()
    place, thread = _thread_of(place) if platform == "slack" else (place, None)
    if channel := channel_id(place, platform):
        return Room(platform, channel, thread, asker.workspace if platform == asker.platform else None)
    example = "C0123456789 on Slack or 123456789012345678 on Discord"
    fault = f"'{words[:60]}' is no channel's id. Ask in the channel itself, or give its id, such as {example}."
    raise UserError(f"channel: {fault}", option="channel")


def _thread_of(place: str) -> tuple[str, str | None]:
    """A channel and the thread behind it, `C123/1700000000.000100`."""
    match = THREAD.fullmatch(place)
    return (match["channel"], match["thread"]) if match else (place, None)


def channel_id(words: str, platform: str) -> str | None:
    """The channel that words name: a mention as the platform writes it, an identifier, a link; null for a mere name."""
    pattern = CHANNELS.get(platform)
    match = pattern.fullmatch(words.strip()) if pattern else None
    return next(filter(None, match.groups())) if match else None
