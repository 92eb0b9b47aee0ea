"""A gateway session and the socket it may have: what was dispatched, what goes out and in which packing."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Packer = Callable[[bytes], bytes]


def packer(compress: str | None) -> Packer | None:
    """The transport compression a client asked for; None for plain text; ValueError for one unknown here."""
    if not compress:
        return None
    if compress == "zlib-stream":
        stream = zlib.compressobj()
        return lambda data: stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)
    if compress == "zstd-stream":
        return _zstd()
    raise ValueError(compress)


def _zstd() -> Packer:
    # discord.py asks for zstd only where one of these two can be imported, so the server then has it as well.
    try:
        from compression import zstd  # noqa: PLC0415 - Python 3.14 and newer
    except ImportError:
        import zstandard  # noqa: PLC0415 - an extra of discord.py

        stream = zstandard.ZstdCompressor().compressobj()
        return lambda data: stream.compress(data) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    newer = zstd.ZstdCompressor()
    return lambda data: newer.compress(data, zstd.ZstdCompressor.FLUSH_BLOCK)


class Link:
    """One connected socket. Frames are queued, so that whoever dispatches need not wait."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request, pack: Packer | None) -> None:
        self.socket, self.path = socket, request.path
        self.session: Session | None = None
        self.received: deque[float] = deque()
        self.closing = False
        self._transport = request.transport
        self._pack = pack
        self._outbox: asyncio.Queue[dict[str, Any] | tuple[int, str]] = asyncio.Queue()

    def send(self, frame: dict[str, Any]) -> None:
        """Queue one frame."""
        self._outbox.put_nowait(frame)

    def close(self, code: int, reason: str) -> None:
        """Close with a code after what is queued has gone out."""
        self.closing = True
        self._outbox.put_nowait((code, reason))

    def abort(self) -> None:
        """Cut the line without a word."""
        self.closing = True
        if self._transport is not None:
            self._transport.abort()

    async def write(self) -> None:
        """Send what is queued until the socket closes."""
        while not self.socket.closed:
            item = await self._outbox.get()
            try:
                await self._put(item)
            except ConnectionError:
                return

    async def _put(self, item: dict[str, Any] | tuple[int, str]) -> None:
        if isinstance(item, tuple):
            code, reason = item
            await self.socket.close(code=code, message=reason.encode())
        elif self._pack is None:
            await self.socket.send_str(json.dumps(item))
        else:
            await self.socket.send_bytes(self._pack(json.dumps(item).encode()))


@dataclass(eq=False)
class Session:
    """What a client has identified for; it outlives its socket for as long as it may be resumed."""

    id: str
    shard: int
    shards: int
    intents: int
    link: Link | None = None
    seq: int = 0
    log: list[dict[str, Any]] = field(default_factory=list)
    lost_at: float | None = None

    def takes(self, guild_id: int | None) -> bool:
        """Whether events of this guild, or direct ones, come to this shard."""
        return self.shard == (0 if guild_id is None else (guild_id >> 22) % self.shards)

    def dispatch(self, event: str, data: Any) -> None:
        """Number an event, keep it for a resume and send it where there is a socket."""
        self.seq += 1
        frame = {"op": 0, "t": event, "s": self.seq, "d": data}
        self.log.append(frame)
        if self.link is not None:
            self.link.send(frame)

    def replay(self, seq: int) -> None:
        """Send again what came after `seq`."""
        for frame in self.log:
            if self.link is not None and frame["s"] > seq:
                self.link.send(frame)
