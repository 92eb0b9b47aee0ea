"""Where a message of the bot's own goes: a channel, a thread in it, or a direct conversation, on one platform."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.command import Asker


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
