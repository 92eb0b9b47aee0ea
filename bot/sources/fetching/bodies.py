"""Reading the body of one answer under every limit at once, without holding more of it than is allowed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from io import BytesIO

from aiohttp import ClientResponse

from bot.core.errors import FetchError
from bot.sources.fetching.limits import KILOBYTE, MEGABYTE, Limits, Room
from bot.sources.fetching.unpacking import unpacker


class Bodies:
    """Reads bodies, many small ones at a time and few large ones, so that the memory for all of them has a bound."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._large = asyncio.Semaphore(limits.large_at_once)

    async def read(self, response: ClientResponse, room: Room) -> bytes:
        """The unpacked body; raises `FetchError` for one that does not fit into its room."""
        unpack = unpacker(response.headers.getall("Content-Encoding", []))
        sent_limit = self._limits.sent_bytes if room.cut else min(self._limits.sent_bytes, room.most)
        if not room.cut and (response.content_length or 0) > sent_limit:
            raise _too_large("is", sent_limit)
        body = BytesIO()
        async with AsyncExitStack() as places:
            async for chunk in _paced(response, sent_limit, self._limits):
                for piece in unpack.feed(chunk):
                    if body.tell() + len(piece) > room.most:
                        if room.cut:
                            return body.getvalue() + piece[: room.most - body.tell()]
                        raise _too_large("unpacks to", room.most)
                    await self._make_place(places, body.tell(), len(piece))
                    body.write(piece)
        unpack.finish()
        return body.getvalue()

    async def _make_place(self, places: AsyncExitStack, held: int, more: int) -> None:
        """Wait for a large body's place where this becomes one; the site waits meanwhile."""
        if held <= self._limits.small_bytes < held + more:
            await places.enter_async_context(self._large)
        await asyncio.sleep(0)  # a chunk may hold a thousand times its size, and others wait


async def _paced(response: ClientResponse, most: int, limits: Limits) -> AsyncIterator[bytes]:
    """The body as it comes in, as long as it comes fast enough and is not too long."""
    clock = asyncio.get_running_loop().time
    begun, received = clock(), 0
    while chunk := await _next_chunk(response, limits):
        received += len(chunk)
        if received > most:
            raise _too_large("is", most)
        if received < limits.least_rate * (clock() - begun - limits.grace_seconds):
            raise FetchError(f"it sends less than {limits.least_rate:,.0f} bytes a second; it may be better later")
        yield chunk


async def _next_chunk(response: ClientResponse, limits: Limits) -> bytes:
    """What has come in, empty at the end; what is sent beside the body, without end, counts as silence."""
    try:
        async with asyncio.timeout(limits.read_seconds):
            return await response.content.readany()
    except TimeoutError:
        raise FetchError(f"it sent nothing for {limits.read_seconds:g} s") from None


def _too_large(does: str, limit: int) -> FetchError:
    size = f"{limit // MEGABYTE} MB" if limit >= MEGABYTE else f"{limit // KILOBYTE} kB"
    return FetchError(f"it {does} more than {size}, the limit for one document")
