"""Rooms as Discord knows them: whether there is such a channel, and whether the bot may bring messages there."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from bot.core.carrying import Found
from bot.core.errors import PlatformDenied, PlatformError, UserError
from bot.core.rooms import Room
from bot.platforms.discord.rest import Answer, Rest
from bot.platforms.discord.rights import lacking, rights
from bot.platforms.discord.texts import visible

LOOK_SECONDS = 10.0
DIRECT, CATEGORY, THREADS, FORUMS = (1, 3), 4, (10, 11, 12), (15, 16)
UNKNOWN, NO_ACCESS, NO_PERMISSION, CLOSED, NO_SHARED_SERVER, ARCHIVED = 10003, 50001, 50013, 50007, 50278, 50083
GONE = {
    UNKNOWN: "That channel is no more. Set it up again in another one.",
    NO_ACCESS: "I cannot see that channel any more. Give me View Channel there, then resume it.",
    NO_PERMISSION: "I may not write there any more. Give me Send Messages there, in a thread Send Messages in Threads, "
    "then resume it.",
    CLOSED: "Your direct messages are closed to me. Allow direct messages from members of a server that we share, then "
    "resume it.",
    NO_SHARED_SERVER: "We share no server any more, so I cannot write to you. Invite me to one, then resume it.",
    ARCHIVED: "That thread is archived and locked. Open it again, then resume it.",
}
NO_CHANNEL = "There is no such channel in this server. Name it as #channel."
UNSEEN = "I cannot see that channel. Give me View Channel and Send Messages there."
FORUM = "A forum has only posts. Create it inside a post of this forum."
NO_TEXT = "Nobody can write there. Choose a text channel or a thread."


class Looker:
    """Asks about rooms, and who the bot is."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._me: Answer[Any] | None = None

    async def me(self, until: float) -> Answer[Any]:
        """The bot's own user, which is asked for once."""
        if self._me is None:
            answer = await self._rest.ask("GET", "/users/@me", until=until)
            if not answer.ok:
                return answer
            self._me = answer
        return self._me

    async def look(self, room: Room) -> Found:
        """The room with its server, and what people call it; as `Carrier.look`."""
        if not room.channel.isdecimal():
            raise UserError(NO_CHANNEL)
        until = time.monotonic() + LOOK_SECONDS
        channel = await self._ask(f"/channels/{room.channel}", until)
        if channel["type"] in DIRECT:
            return Found(Room(room.platform, room.channel), "your direct messages")
        guild = str(channel.get("guild_id"))
        if room.workspace not in (None, guild):
            raise UserError(NO_CHANNEL)
        await self._check(channel, guild, until)
        return Found(Room(room.platform, room.channel, None, guild), f"#{visible(str(channel.get('name')))}")

    async def _check(self, channel: Mapping[str, Any], guild: str, until: float) -> None:
        kind = channel["type"]
        if kind in FORUMS or kind == CATEGORY:
            raise UserError(FORUM if kind in FORUMS else NO_TEXT)
        state = channel.get("thread_metadata") or {}
        if state.get("archived") and state.get("locked"):
            raise UserError("That thread is archived and locked. Open it again, or choose another place.")
        thread = kind in THREADS
        over = await self._ask(f"/channels/{channel['parent_id']}", until) if thread else channel
        me = _got(await self.me(until))
        server = await self._ask(f"/guilds/{guild}", until)
        member = await self._ask(f"/guilds/{guild}/members/{me['id']}", until)
        if missing := lacking(rights(server, member, over.get("permission_overwrites") or ()), thread=thread):
            raise UserError(f"I may not write there. Give me in that channel: {', '.join(missing)}.")

    async def _ask(self, path: str, until: float) -> Mapping[str, Any]:
        return _got(await self._rest.ask("GET", path, until=until))


def _got(answer: Answer[Any]) -> Mapping[str, Any]:
    """The body of an answer; raises where there is none."""
    if answer.ok and isinstance(answer.body, dict):
        return answer.body
    if answer.status == 401:
        raise PlatformDenied("DISCORD_TOKEN: the token is refused.")
    if answer.code == UNKNOWN:
        raise UserError(NO_CHANNEL)
    if answer.refused and answer.code:
        raise UserError(UNSEEN)
    raise PlatformError(f"Discord cannot say now what that channel is ({answer.problem}). Try again in a minute.")
