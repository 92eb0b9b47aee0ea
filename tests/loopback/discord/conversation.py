"""One socket from HELLO to its end: IDENTIFY, READY, heartbeats, RESUME with replay, and the codes it closes with."""

from __future__ import annotations

import asyncio
import json
import secrets
from typing import Any

from aiohttp import WSMsgType, web

from .errors import Violation
from .gateway import (
    ACK,
    GUILDS,
    HEARTBEAT,
    HELLO,
    IDENTIFY,
    INVALID,
    KNOWN_INTENTS,
    MEMBERS,
    PRESENCE,
    PRIVILEGED,
    REASONS,
    RESUME,
    VOICE,
    Gateway,
)
from .session import Link, Session, packer
from .shapes import guild_create_json, member_json, user_json

SENDS_A_MINUTE, FRAME_BYTES = 120, 4096
PATIENCE = 1.5
"""How many heartbeat intervals may pass without one."""


async def serve(hub: Gateway, request: web.Request) -> web.StreamResponse:
    """Take one socket."""
    try:
        pack = packer(request.query.get("compress"))
    except ValueError:
        return web.Response(status=400)
    socket = web.WebSocketResponse(timeout=1.0, compress=False)
    await socket.prepare(request)
    link = Link(socket, request, pack)
    hub.links.add(link)
    hub.connects.append(request.path)
    writer = asyncio.create_task(link.write())
    try:
        await Conversation(hub, link).run(dict(request.query))
    finally:
        # Nothing is awaited here: the handler may be cancelled at any await once its connection is gone.
        hub.part(link)
        writer.cancel()
    return socket


class Conversation:
    """What is said over one socket."""

    def __init__(self, hub: Gateway, link: Link) -> None:
        self._hub, self._link = hub, link

    async def run(self, query: dict[str, str]) -> None:
        """Greet, then take frames until the socket closes or its heartbeats stop."""
        if query.get("v") != "10" or query.get("encoding") != "json":
            self._refuse(4012, query)
        self._send(HELLO, {"heartbeat_interval": int(self._hub.heartbeat_interval * 1000)})
        loop = asyncio.get_running_loop()
        due = loop.time() + self._hub.heartbeat_interval * PATIENCE
        while True:
            try:
                message = await self._link.socket.receive(timeout=max(due - loop.time(), 0.001))
            except TimeoutError:
                self._hub.retire(self._link.session)
                self._link.close(4009, REASONS[4009])
                due = loop.time() + 5
                continue
            if message.type not in {WSMsgType.TEXT, WSMsgType.BINARY}:
                return
            if not self._link.closing and self._take(message.data) == HEARTBEAT:
                due = loop.time() + self._hub.heartbeat_interval * PATIENCE

    def _take(self, raw: str | bytes) -> int | None:
        frame = self._decode(raw)
        if frame is None:
            return None
        op, data, session = frame.get("op"), frame.get("d"), self._link.session
        if op == HEARTBEAT:
            self._hub.heartbeats += 1
            if self._hub.acknowledge:
                self._send(ACK, None)
        elif op == IDENTIFY:
            self._identify(data)
        elif op == RESUME:
            self._resume(data)
        elif session is None:
            self._refuse(4003, frame)
        elif op == MEMBERS:
            self._members(session, data)
        elif op not in {PRESENCE, VOICE}:
            self._refuse(4001, frame)
        self._hub.news.tell()
        return op

    def _decode(self, raw: str | bytes) -> dict[str, Any] | None:
        now, received = self._hub.clock.monotonic(), self._link.received
        received.append(now)
        while received[0] < now - 60:
            received.popleft()
        if len(received) > SENDS_A_MINUTE:
            return self._refuse(4008, len(received))
        if len(raw if isinstance(raw, bytes) else raw.encode()) > FRAME_BYTES:
            return self._refuse(4002, raw)
        try:
            frame = json.loads(raw)
        except ValueError:
            return self._refuse(4002, raw)
        return frame if isinstance(frame, dict) else self._refuse(4002, raw)

    def _identify(self, data: Any) -> None:
        hub = self._hub
        hub.identifies.append(data)
        wrong = self._fault_of(data)
        if wrong:
            self._refuse(wrong, data)
            return
        shard, shards = data.get("shard") or (0, 1)
        now = hub.clock.monotonic()
        if now - hub.identified_at < hub.identify_every:
            hub.violate(Violation("identified again within 5 s", "gateway"))
            self._send(INVALID, data=False)
            return
        hub.identified_at = now
        hub.starts_left -= 1
        session = Session(secrets.token_hex(16), shard, shards, data["intents"], self._link)
        self._link.session = hub.sessions[session.id] = session
        self._welcome(session)

    def _fault_of(self, data: Any) -> int:
        if self._link.session is not None:
            return 4005
        if not isinstance(data, dict) or not isinstance(data.get("properties"), dict):
            return 4002
        if self._hub.token is None or data.get("token") != self._hub.token:
            return 4004
        shard = data.get("shard") or (0, 1)
        if len(shard) != 2 or not 0 <= shard[0] < shard[1]:
            return 4010
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            return 4013
        return 4014 if intents & PRIVILEGED & ~self._hub.allowed else 0

    def _welcome(self, session: Session) -> None:
        hub = self._hub
        guilds = [guild for guild in hub.world.guilds.values() if session.takes(guild.id)]
        ready = {
            "v": 10,
            "user": user_json(hub.app),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": f"{hub.url}resume",
            "shard": [session.shard, session.shards],
            "application": {"id": str(hub.app.id), "flags": 0},
            "private_channels": [],
        }
        session.dispatch("READY", ready)
        for guild in guilds if session.intents & GUILDS else ():
            session.dispatch("GUILD_CREATE", guild_create_json(guild, hub.app))

    def _resume(self, data: Any) -> None:
        hub, link = self._hub, self._link
        hub.resumes.append(data)
        if hub.token is None or data.get("token") != hub.token:
            self._refuse(4004, data)
            return
        session = hub.sessions.get(data.get("session_id"))
        if session is None or not hub.alive(session):
            self._send(INVALID, data=False)
        elif not 0 <= (data.get("seq") or 0) <= session.seq:
            self._refuse(4007, data)
        else:
            if session.link is not None:
                session.link.abort()
            session.link, session.lost_at, link.session = link, None, session
            session.replay(data.get("seq") or 0)
            session.dispatch("RESUMED", {})

    def _members(self, session: Session, data: Any) -> None:
        guild = self._hub.world.guilds.get(int(data["guild_id"]))
        listed = data.get("user_ids") or []
        wanted = {int(one) for one in (listed if isinstance(listed, list) else [listed])}
        members = guild.members.values() if guild else ()
        query = data.get("query") or ""
        found = [m for m in members if m.user.id in wanted or (not wanted and m.user.name.startswith(query))]
        chunk = {"guild_id": data["guild_id"], "members": [member_json(m) for m in found], "not_found": []}
        session.dispatch(
            "GUILD_MEMBERS_CHUNK", chunk | {"chunk_index": 0, "chunk_count": 1, "nonce": data.get("nonce")}
        )

    def _send(self, op: int, data: Any) -> None:
        self._link.send({"op": op, "d": data, "s": None, "t": None})

    def _refuse(self, code: int, body: Any) -> None:
        self._hub.violate(Violation(REASONS[code], "gateway", body, code))
        self._link.close(code, REASONS[code])
