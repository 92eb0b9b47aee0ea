"""Where a message of the bot's own goes: a channel, a thread in it, or a direct conversation, on one platform."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.core.command import Asker
from bot.core.errors import UserError

_PLATFORM: Final = re.compile(r"(?:(?P<platform>slack|discord|terminal):)?(?P<place>.+)", re.IGNORECASE)
_MENTION: Final = re.compile(r"<#(?P<id>\w+)(?:\|[^>]*)?>")
_SLACK: Final = re.compile(r"(?P<channel>[CDG][A-Z0-9]{2,20})(?:/(?P<thread>\d{6,}\.\d{1,6}))?")
_DISCORD: Final = re.compile(r"\d{5,20}")


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


def room_of(asker: Asker) -> Room:
    """The room that somebody asks in; the terminal is one room."""
    return Room(asker.platform, asker.channel or asker.platform, asker.thread, asker.workspace)


def named_room(words: str, asker: Asker) -> Room:
    """The room that is meant by `C123`, `<#C123|general>`, `slack:C123/1700000000.000100` or `discord:456`.

    `UserError` where it is none; whether there is such a room, a platform must tell.
    """
    match = _PLATFORM.fullmatch(words.strip())
    platform = ((match and match["platform"]) or asker.platform).lower()
    place = match["place"].strip() if match else ""
    mention = _MENTION.fullmatch(place)
    place = mention["id"] if mention else place
    workspace = asker.workspace if platform == asker.platform else None
    if platform == "terminal":
        return Room("terminal", "terminal")
    if platform == "slack" and (found := _SLACK.fullmatch(place)):
        return Room("slack", found["channel"], found["thread"], workspace)
    if platform == "discord" and _DISCORD.fullmatch(place):
        return Room("discord", place, None, workspace)
    example = "C0123456789 on Slack or 123456789012345678 on Discord"
    fault = f"'{words[:60]}' is no channel's id. Ask in the channel itself, or give its id, such as {example}."
    raise UserError(f"channel: {fault}", option="channel")
