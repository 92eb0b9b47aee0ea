"""Whole answers to people and channels that did not ask, once for each key, also after a restart.

A message that was begun and is not known to be there is looked for by the key in its metadata before it is sent again;
files, which have no metadata, by their names.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

import structlog

from bot.core.errors import PlatformDenied
from bot.core.ports import Memory
from bot.core.reply import File, Reply
from bot.platforms.slack.render import Frame, Message, long_lines, messages
from bot.platforms.slack.sending import Place, Sender
from bot.platforms.slack.uploading import Uploads, missing, named_so
from bot.platforms.slack.verdicts import GaveUp, Refused

CLOCKS_APART = timedelta(seconds=60)

log = structlog.get_logger()


class Herald:
    """Tells and posts. `names` are the commands, as in `render.Frame`."""

    def __init__(self, sender: Sender, memory: Memory, names: Sequence[str]) -> None:
        self._sender = sender
        self._uploads = Uploads(sender)
        self._memory = memory
        self._frame = Frame(tuple(names))
        self._bringing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def tell(self, user: str, reply: Reply, key: str) -> bool:
        """To a user directly, as `Platform.tell`."""
        return await _possible(lambda: self._tell(user, reply, key), user)

    async def post(self, channel: str, thread: str | None, reply: Reply, key: str) -> bool:
        """To all in a channel or thread, as `Platform.post`."""
        return await _possible(lambda: self._post(Place(channel, thread), reply, key), channel)

    async def _tell(self, user: str, reply: Reply, key: str) -> None:
        await self._post(Place(await self._sender.direct(user)), reply, key)

    async def _post(self, place: Place, reply: Reply, key: str) -> None:
        name = "/".join(("slack", place.channel, place.thread or "", key))
        shown = replace(reply, files=(), notes=(*reply.notes, *missing(reply.files)))
        if lines := long_lines(shown):
            await self._memory.keep_lines(lines)
        async with self._bringing.setdefault(name, asyncio.Lock()):
            for number, page in enumerate(messages(shown, self._frame)):
                await self._page(place, page, f"{name}/{number}")
            if reply.files:
                await self._files(place, reply.files, f"{name}/files")

    async def _page(self, place: Place, page: Message, name: str) -> None:
        begun = await self._memory.begin_post(name)
        if begun.done:
            return
        since = _since(place, begun.at)
        if begun.new or not await self._sender.posted(since, name):
            await self._sender.post(since, page, name)
        await self._memory.end_post(name)

    async def _files(self, place: Place, files: Sequence[File], name: str) -> None:
        begun = await self._memory.begin_post(name)
        if begun.done:
            return
        since = _since(place, begun.at)
        if begun.new or await self._sender.find(since, named_so(files)) is None:
            await self._uploads.show(since, files)
        await self._memory.end_post(name)


async def _possible(bring: Callable[[], Awaitable[None]], where: str) -> bool:
    """Whether it was brought; raises where Slack cannot be reached for long, or does not know us any more."""
    try:
        await bring()
    except GaveUp:
        raise
    except PlatformDenied as problem:
        raise PlatformDenied(f"SLACK_BOT_TOKEN: Slack refuses it ({problem}).") from None
    except Refused as problem:
        log.warning("a message could not be brought", action="not_told", reason=str(problem), to=where)
        return False
    return True


def _since(place: Place, at: datetime) -> Place:
    return replace(place, since=f"{(at - CLOCKS_APART).timestamp():.6f}")
