"""Messages of the bot's own, to people and channels: each there once, whatever happens on the way.

A nonce lets Discord itself tell a message that it has, for some minutes. After that, or after a restart, a message that
was begun and is not known to be there is looked for in the history of its channel, by what it says: Discord keeps no
nonce there.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, TypeAlias
from weakref import WeakValueDictionary

import structlog

from bot.core.errors import PlatformDenied, PlatformError, SitrepError
from bot.core.ports import Ledger, Memory, Tally
from bot.core.reply import Reply
from bot.platforms.discord.files import Parcel, bare, fitting, parcels
from bot.platforms.discord.render import Payload, render
from bot.platforms.discord.rest import Answer, Request, Rest
from bot.platforms.discord.said import same

POST_SECONDS = 120.0
CLOCKS_APART = timedelta(seconds=60)
PAGE, PAGES = 100, 100
EPOCH_MS = 1_420_070_400_000
TOO_LARGE, FILES_REFUSED = 413, (40005, 50013)

Ours: TypeAlias = Callable[[Mapping[str, Any]], bool]

log = structlog.get_logger()


class Poster:
    """Posts with the bot's token, one message after the other in each channel."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._places: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def direct(self, user: str) -> Answer[Any]:
        """The direct conversation with a user."""
        return await self._rest.ask("POST", "/users/@me/channels", {"recipient_id": user})

    async def send(self, channel: str, sent: Sequence[Parcel], key: str, first: int = 0) -> Answer[Any]:
        """Post messages, each under a nonce of `key` and its number; what became of the last one tried."""
        # Many at once would only run into the channel's rate limit together.
        async with self._places.setdefault(channel, asyncio.Lock()):
            answer: Answer[Any] = Answer("taken")
            for place, parcel in enumerate(sent, first):
                answer = await self._send(channel, parcel, f"{key}.{place}")
                if without_files(parcel, answer):
                    answer = await self._send(channel, bare(parcel, answer.problem), f"{key}.{place}")
                if not answer.ok:
                    break
            return answer

    async def one(self, channel: str, message: Payload, nonce: str, until: float) -> Answer[Any]:
        """Post one message under a nonce, in its turn, until a time of the monotonic clock."""
        async with self._places.setdefault(channel, asyncio.Lock()):
            if time.monotonic() > until:
                return Answer("untaken", reason="busy")
            return await self._send(channel, Parcel(message), nonce, until)

    async def _send(self, channel: str, parcel: Parcel, nonce: str, until: float | None = None) -> Answer[Any]:
        body = {name: value for name, value in parcel.message.items() if name != "flags"}
        body |= {"nonce": nonce, "enforce_nonce": True}
        until = time.monotonic() + POST_SECONDS if until is None else until
        path = f"/channels/{channel}/messages"
        return await self._rest.send(Request("POST", path, body, until=until, signed=True, files=parcel.files))

    async def has(self, channel: str, parcel: Parcel, since: datetime) -> bool:
        """Whether a message that says the same was posted there by the bot; `PlatformError` if nobody can tell."""
        answer = await self.find(channel, since, lambda message: same(message, parcel.message))
        if answer.ok or answer.refused:  # it cannot be posted there any more than it can be read
            return answer.ok and answer.body is not None
        raise PlatformError(f"Discord: the history of channel {channel} could not be read ({answer.problem})")

    async def find(self, channel: str, since: datetime, ours: Ours, until: float | None = None) -> Answer[Any]:
        """Look for a message of a channel from then on: taken with it as body, or null, where the history was read.

        The newest first, and the last hundred in any case: a clock that was ahead of the time misleads nobody.
        """
        oldest, before = _snowflake(since - CLOCKS_APART), ""
        for _ in range(PAGES):
            answer = await self._rest.ask("GET", f"/channels/{channel}/messages?limit={PAGE}{before}", until=until)
            if not answer.ok:
                return answer
            if there := next(filter(ours, answer.body), None):
                return replace(answer, body=there)
            reached = min((int(message["id"]) for message in answer.body), default=0)
            if len(answer.body) < PAGE or reached < oldest:
                break
            before = f"&before={reached}"
        return Answer("taken")


class Herald:
    """Brings whole answers to people and channels that did not ask, once for each key."""

    def __init__(self, poster: Poster, memory: Memory, tally: Tally) -> None:
        self._poster = poster
        self._memory = memory
        self._tally = tally
        self._bringing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def tell(self, user: str, reply: Reply, key: str) -> bool:
        """To a user directly, as `Platform.tell`."""
        answer = await self._poster.direct(user) if user.isdecimal() else Answer("refused", reason="no user")
        if answer.ok:
            return await self.post(str(answer.body["id"]), reply, key)
        return self._cannot(answer, user)

    async def post(self, channel: str, reply: Reply, key: str) -> bool:
        """To all in a channel or thread, as `Platform.post`."""
        rendered = render(fitting(reply))
        await keep_lines(self._memory, rendered.kept)
        name = f"discord/{channel}/{key}"
        async with self._bringing.setdefault(name, asyncio.Lock()):
            for place, parcel in enumerate(parcels(rendered.messages, rendered.files)):
                if not await self._bring(channel, parcel, f"{name}/{place}"):
                    return False
        return True

    async def _bring(self, channel: str, parcel: Parcel, name: str) -> bool:
        begun = await self._memory.begin_post(name)
        if begun.done:
            return True
        if begun.new or not await self._poster.has(channel, parcel, begun.at):
            answer = await self._poster.send(channel, [parcel], blake2b(name.encode(), digest_size=10).hexdigest())
            if not answer.ok:
                return self._cannot(answer, channel)
        await self._memory.end_post(name)
        return True

    def _cannot(self, answer: Answer[Any], where: str) -> bool:
        """False where Discord will not have it; raises where it may have it, or may yet."""
        self._tally.failed("discord", answer.reason)
        log.warning("a message could not be brought", action="not_told", problem=answer.problem, to=where)
        if answer.status == 401:
            raise PlatformDenied("DISCORD_TOKEN: the token is refused.")
        if not answer.refused:
            raise PlatformError(f"Discord did not take a message ({answer.problem})")
        return False


def without_files(parcel: Parcel, answer: Answer[Any]) -> bool:
    """Whether a message was refused for its files, so that it is worth sending without."""
    refused = answer.status == TOO_LARGE or answer.code in FILES_REFUSED
    return bool(parcel.files) and answer.refused and refused


async def keep_lines(ledger: Ledger, lines: Mapping[str, str]) -> None:
    """Remember the lines of buttons; an answer is not lost because they cannot be."""
    if not lines:
        return
    try:
        await ledger.keep_lines(lines)
    except SitrepError as problem:
        log.warning("buttons will not work", action="lines_not_kept", problem=str(problem))


def _snowflake(at: datetime) -> int:
    """The least id of a message from that time on."""
    return max(0, int(at.timestamp() * 1000) - EPOCH_MS) << 22
