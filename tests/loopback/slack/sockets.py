"""Socket Mode: tickets, the websocket, envelopes and their acknowledgements, and sockets that are taken away."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from .delivery import ACK_SECONDS, Ack, NotAcknowledged
from .model import Json
from .state import State

MOST = 10
PING_SECONDS = 5.0
HOURS = 18_060  # what Slack says a connection lasts, in seconds


@dataclass(eq=False)
class Socket:
    """One connection. A leaving socket takes no new envelopes, and its acknowledgements still count."""

    ws: web.WebSocketResponse
    number: int
    leaving: bool = False
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    sent: list[Json] = field(default_factory=list)


@dataclass
class Sockets:
    """All connections of the app. `late` holds ids of envelopes acknowledged after their time."""

    state: State
    ack_seconds: float = ACK_SECONDS
    live: list[Socket] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    opened: int = 0
    acknowledged: dict[str, int] = field(default_factory=dict)
    _tickets: set[str] = field(default_factory=set)
    _waiting: dict[str, asyncio.Future[Json | None]] = field(default_factory=dict)
    _turn: int = 0

    def ticket(self) -> str:
        """A websocket address, good for one connection."""
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        base = self.state.base.replace("http://", "ws://")
        return f"{base}/link/?ticket={ticket}&app_id={self.state.world.app}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One connection, from hello to the end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="invalid ticket")
        self._tickets.discard(ticket)
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        self.opened += 1
        socket = Socket(ws, self.opened)
        if len(self.live) >= MOST:
            await self._bye(socket, "too_many_websockets")
            await ws.close()
            return ws
        self.live.append(socket)
        await ws.send_str(json.dumps(self._hello()))
        self.state.bell.ring()
        pings = asyncio.create_task(self._ping(ws))
        try:
            await self._listen(socket)
        finally:
            pings.cancel()
            self.live.remove(socket)
            socket.gone.set()
            self.state.bell.ring()
        return ws

    def _hello(self) -> Json:
        debug = {"host": "applink-loopback", "build_number": 1, "approximate_connection_time": HOURS}
        info = {"app_id": self.state.world.app}
        return {"type": "hello", "num_connections": len(self.live), "debug_info": debug, "connection_info": info}

    async def _ping(self, ws: web.WebSocketResponse) -> None:
        with suppress(ConnectionError):
            while not ws.closed:
                await ws.ping(b"Ping from applink-loopback")
                await asyncio.sleep(PING_SECONDS)

    async def _listen(self, socket: Socket) -> None:
        async for message in socket.ws:
            if message.type != WSMsgType.TEXT:
                continue
            try:
                self._acknowledge(json.loads(message.data))
            except (ValueError, TypeError, AttributeError):
                self.state.refuse("invalid_frame", "socket", message.data)

    def _acknowledge(self, frame: Json) -> None:
        envelope_id = frame.get("envelope_id", "")
        waiting = self._waiting.get(envelope_id)
        if waiting is None:
            known = envelope_id in self.acknowledged
            if known:
                self.late.append(envelope_id)
            else:
                self.state.refuse("unknown_envelope", "socket", frame)
        elif not waiting.done():
            waiting.set_result(frame.get("payload") or None)
        self.acknowledged[envelope_id] = self.acknowledged.get(envelope_id, 0) + 1
        self.state.bell.ring()

    async def deliver(self, kind: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Ack:
        """Send an envelope, again on the next socket if the one it went to is lost, until it is acknowledged."""
        envelope: Json = {"type": kind, "envelope_id": str(uuid.uuid4()), "payload": payload}
        envelope["accepts_response_payload"] = kind != "events_api"
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        waiting = self._waiting[envelope["envelope_id"]] = asyncio.get_running_loop().create_future()
        started = time.monotonic()
        try:
            async with asyncio.timeout(self.ack_seconds):
                await self._until_acknowledged(envelope, waiting)
        except TimeoutError:
            raise NotAcknowledged("timeout" if self.live else "dispatch_failed") from None
        finally:
            del self._waiting[envelope["envelope_id"]]
            self.acknowledged.setdefault(envelope["envelope_id"], 0)
        return Ack(time.monotonic() - started, waiting.result())

    async def _until_acknowledged(self, envelope: Json, waiting: asyncio.Future[Json | None]) -> None:
        while not waiting.done():
            socket = await self._next()
            await self._send(socket, envelope)
            for _ in range(1, self.state.faults.deliveries):
                await self._send(await self._next(), envelope)
            lost = asyncio.create_task(socket.gone.wait())
            try:
                await asyncio.wait({waiting, lost}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                lost.cancel()

    async def _next(self) -> Socket:
        while True:
            ready = [each for each in self.live if not each.leaving and not each.ws.closed]
            if ready:
                self._turn += 1
                return ready[self._turn % len(ready)]
            await self.state.bell.next()

    async def _send(self, socket: Socket, envelope: Json) -> None:
        try:
            await socket.ws.send_str(json.dumps(envelope))
            socket.sent.append(envelope)
        except ConnectionError:
            socket.leaving = True
            socket.gone.set()

    async def connected(self, count: int = 1, timeout: float = 20.0) -> None:  # noqa: ASYNC109 - tests give a number
        """Return once so many sockets are ready; TimeoutError otherwise."""
        await self.state.bell.until(lambda: sum(not each.leaving for each in self.live) >= count, timeout)

    async def drop(self) -> None:
        """Cut every socket, without a word."""
        for socket in list(self.live):
            socket.leaving = True
            transport = socket.ws._req.transport if socket.ws._req else None
            if transport is not None:
                transport.abort()
            await asyncio.wait_for(socket.gone.wait(), 5)

    async def refresh(self, *, warn: bool = False, grace: float = 1.0) -> None:
        """Ask for new sockets, as Slack does every few hours: with a warning first, or at once; then close the old."""
        leaving = list(self.live)
        for socket in leaving:
            if warn:
                await self._bye(socket, "warning")
            socket.leaving = True
        if warn:
            await asyncio.sleep(grace)
        for socket in leaving:
            await self._bye(socket, "refresh_requested")
        await asyncio.sleep(grace)
        for socket in leaving:
            await socket.ws.close()

    async def _bye(self, socket: Socket, reason: str) -> None:
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-loopback"}}
        if not socket.ws.closed:
            try:
                await socket.ws.send_str(json.dumps(frame))
            except ConnectionError:
                socket.gone.set()

    async def close(self) -> None:
        """The server goes away."""
        for socket in list(self.live):
            await socket.ws.close()
