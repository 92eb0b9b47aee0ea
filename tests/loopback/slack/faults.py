"""What goes wrong on demand: answers that fail before or after the work was done, cut and silent connections."""

from __future__ import annotations

import asyncio
import re
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

KINDS = (
    "429",  # with Retry-After, nothing taken
    "500", "502", "503",  # nothing taken
    "502-after",  # taken, and then the gateway fails
    "reset-before",  # the connection is cut, nothing taken
    "reset-after",  # taken, and the connection is cut before a byte of the answer
    "reset-middle",  # taken, and the connection is cut in the middle of the answer
    "delay",  # taken after `seconds`
    "silent",  # never answered, nothing taken
    "silent-after",  # taken, never answered
)  # fmt: skip


@dataclass
class Fault:
    """One thing that goes wrong, `times` times, with requests whose path matches."""

    path: re.Pattern[str]
    kind: str
    times: int
    seconds: float
    hits: int = 0


@dataclass
class Faults:
    """The faults still to come. `deliveries` above 1 delivers each envelope so many times."""

    deliveries: int = 1
    coming: list[Fault] = field(default_factory=list)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, path: str, kind: str, *, times: int = 1, seconds: float = 1.0) -> Fault:
        """Let the next `times` requests whose path matches the pattern fail in this way.

        `path` is a regular expression, searched in paths such as `/api/chat.postMessage`; `seconds` is the delay, or
        what Retry-After says. ValueError if the kind is none of `KINDS`.
        """
        if kind not in KINDS:
            raise ValueError(f"unknown fault {kind!r}: one of {', '.join(KINDS)}")
        fault = Fault(re.compile(path), kind, times, seconds)
        self.coming.append(fault)
        return fault

    def clear(self) -> None:
        """Everything works again."""
        self.coming.clear()
        self.deliveries = 1

    async def around(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer, or fail as was asked."""
        fault = self._take(request.path)
        if fault is None:
            return await handler(request)
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
            return await handler(request)
        if fault.kind in ("429", "500", "502", "503", "reset-before", "silent"):
            return await self._before(request, fault)
        return await self._after(request, fault, await handler(request))

    def _take(self, path: str) -> Fault | None:
        for fault in self.coming:
            if fault.times > fault.hits and fault.path.search(path):
                fault.hits += 1
                return fault
        return None

    async def _before(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.kind == "silent":
            return await self._never(request)
        if fault.kind == "reset-before":
            return cut(request)
        if fault.kind == "429":
            wait = {"Retry-After": str(max(1, round(fault.seconds)))}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=wait)
        return web.Response(status=int(fault.kind), text="upstream connect error", content_type="text/html")

    async def _after(self, request: web.Request, fault: Fault, answer: web.StreamResponse) -> web.StreamResponse:
        if fault.kind == "502-after":
            return web.Response(status=502, text="Bad Gateway", content_type="text/html")
        if fault.kind == "silent-after":
            return await self._never(request)
        if fault.kind == "reset-middle" and isinstance(answer, web.Response) and isinstance(answer.body, bytes):
            half = web.StreamResponse(headers={"Content-Type": "application/json"})
            half.content_length = len(answer.body)
            await half.prepare(request)
            await half.write(answer.body[: len(answer.body) // 2])
        return cut(request)

    async def _never(self, request: web.Request) -> web.StreamResponse:
        await self.closing.wait()
        return cut(request)


def cut(request: web.Request) -> web.Response:
    """Cut the connection with a reset; the response is for the framework alone and reaches nobody."""
    transport = request.transport
    if transport is not None:
        at_once = struct.pack("ii", 1, 0)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
        transport.abort()
    return web.Response(status=499)
