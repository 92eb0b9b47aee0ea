"""Rooms as Slack knows them: whether there is such a channel, and whether the bot may post there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.carrying import Found
from bot.core.errors import PlatformDenied, PlatformError, UserError
from bot.core.rooms import Room
from bot.platforms.slack.sending import Sender
from bot.platforms.slack.verdicts import GaveUp, Refused
from bot.platforms.slack.words import DIRECT

LOOK_SECONDS = 10.0
INVITE = "I am not in {name}. Invite me there first: /invite @Sitrep"
REASONS = {
    "channel_not_found": INVITE.format(name="that channel, or there is none of that name"),
    "not_in_channel": INVITE.format(name="that channel"),
    "thread_not_found": "There is no such thread any more. Choose the channel itself.",
    "missing_scope": "I lack a permission to look at channels. Whoever installed me can grant it: see docs/slack.md.",
}


class Looker:
    """Asks about rooms."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    async def look(self, room: Room) -> Found:
        """The room as Slack knows it, as `Carrier.look`."""
        try:
            label = await self._label(room)
        except GaveUp as problem:
            raise PlatformError(f"Slack cannot say now what that channel is ({problem}). Try again soon.") from None
        except PlatformDenied as problem:
            raise PlatformDenied(f"SLACK_BOT_TOKEN: Slack refuses it ({problem}).") from None
        except Refused as problem:
            raise UserError(REASONS.get(str(problem), f"Slack refuses that channel ({problem}).")) from None
        return Found(room, label)

    async def _label(self, room: Room) -> str:
        if room.thread:
            await self._ask("conversations.replies", channel=room.channel, ts=room.thread, limit=1)
        if room.channel.startswith(DIRECT):
            # Its history needs no further scope, and is not to be had of other people's conversations.
            await self._ask("conversations.history", channel=room.channel, limit=1)
            return "your direct messages"
        about = (await self._ask("conversations.info", channel=room.channel)).get("channel") or {}
        _check(about)
        return "this group conversation" if about.get("is_mpim") else f"#{about.get('name')}"

    async def _ask(self, method: str, **given: Any) -> dict[str, Any]:
        return await self._sender.call(method, LOOK_SECONDS, **given)


def _check(about: Mapping[str, Any]) -> None:
    """`UserError` for a channel in which the bot cannot post."""
    name = f"#{about.get('name')}"
    if about.get("is_archived"):
        raise UserError(f"{name} is archived; nobody can post there.")
    if not about.get("is_member") and not about.get("is_mpim"):
        raise UserError(INVITE.format(name=name))
    if about.get("is_read_only"):
        raise UserError(f"{name} lets only some people post, and I am none of them.")
