"""Reading the body of one answer under every limit at once, without holding more of it than is allowed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

from aiohttp import ClientResponse

from bot.core.errors import FetchError
from bot.sources.fetching.limits import KILOBYTE, MEGABYTE, Limits
from bot.sources.fetching.unpacking import unpacker


async def read_body(response: ClientResponse, limits: Limits, cut: int | None = None) -> bytes:
    """The unpacked body; one longer than `cut` bytes ends there, any other over its limit raises `FetchError`."""
    unpack = unpacker(response.headers.getall("Content-Encoding", []))
    if cut is None and (response.content_length or 0) > limits.sent_bytes:
        raise _too_large("is", limits.sent_bytes)
    body = BytesIO()
    async for chunk in _paced(response, limits):
        for piece in unpack.feed(chunk):
            body.write(piece)
            if cut is not None and body.tell() >= cut:
                return body.getvalue()[:cut]
            if body.tell() > limits.body_bytes:
                raise _too_large("unpacks to", limits.body_bytes)
            await asyncio.sleep(0)  # a chunk may hold a thousand times its size, and others wait
    unpack.finish()
    return body.getvalue()


async def _paced(response: ClientResponse, limits: Limits) -> AsyncIterator[bytes]:
    """The body as it comes in, as long as it comes fast enough and is not too long."""
    clock = asyncio.get_running_loop().time
    begun, received = clock(), 0
    while chunk := await _next_chunk(response, limits):
        received += len(chunk)
        if received > limits.sent_bytes:
            raise _too_large("is", limits.sent_bytes)
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
