"""The gateway's sessions: what is dispatched to whom, and what a test can do to their sockets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .clock import Clock
from .errors import Violation
from .news import News
from .session import Link, Session
from .shapes import message_json
from .world import Guild, Message, User, World

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE, RESUME, RECONNECT, MEMBERS, INVALID, HELLO, ACK = (
    *range(5),
    *range(6, 12),
)
GUILDS, GUILD_MEMBERS, PRESENCES = 1 << 0, 1 << 1, 1 << 8
GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = GUILD_MEMBERS | PRESENCES | MESSAGE_CONTENT
KNOWN_INTENTS = sum(1 << bit for bit in (*range(17), 20, 21, 24, 25))

REASONS = {
    4001: "Unknown opcode.",
    4002: "Error while decoding payload.",
    4003: "Not authenticated.",
    4004: "Authentication failed.",
    4005: "Already authenticated.",
    4007: "Invalid seq.",
    4008: "Rate limited.",
    4009: "Session timed out.",
    4010: "Invalid shard.",
    4012: "Invalid API version.",
    4013: "Invalid intent(s).",
    4014: "Disallowed intent(s).",
}


class Gateway:
    """All sessions and sockets. Its settings may be changed while it runs.

    heartbeat_interval, identify_every and resumable_for are in seconds; `acknowledge` off leaves heartbeats without
    an answer; `allowed` holds the privileged intents that the application was granted: none to begin with.
    """

    def __init__(self, world: World, app: User, violate: Callable[[Violation], None]) -> None:
        self.world, self.app, self.violate = world, app, violate
        self.clock: Clock = world.clock
        self.token: str | None = None
        self.url = ""
        self.heartbeat_interval, self.identify_every, self.resumable_for = 41.25, 5.0, 180.0
        self.allowed, self.shards, self.acknowledge = 0, 1, True
        self.starts_left, self.heartbeats = 1000, 0
        self.sessions: dict[str, Session] = {}
        self.links: set[Link] = set()
        self.connects: list[str] = []
        self.identifies: list[dict[str, Any]] = []
        self.resumes: list[dict[str, Any]] = []
        self.closes: list[int | None] = []
        self.identified_at = -1e9
        self.news = News()

    def dispatch(self, event: str, data: Any, guild: Guild | None = None, intent: int = 0) -> None:
        """Send an event to every session that may see it."""
        for session in list(self.sessions.values()):
            wanted = not intent or session.intents & intent
            if wanted and self.alive(session) and session.takes(guild.id if guild else None):
                session.dispatch(event, data)

    def tell_message(self, event: str, message: Message) -> None:
        """MESSAGE_CREATE or MESSAGE_UPDATE, without its words for a session that may not read them."""
        guild = message.channel.guild
        intent = GUILD_MESSAGES if guild else DIRECT_MESSAGES
        own = guild is None or message.author is self.app or self.app.mention in message.content
        for session in list(self.sessions.values()):
            if self.alive(session) and session.takes(guild.id if guild else None) and session.intents & intent:
                data = message_json(message, redacted=not own and not session.intents & MESSAGE_CONTENT)
                if guild is not None:
                    data["guild_id"] = str(guild.id)
                session.dispatch(event, data)

    def drop(self, *, resumable: bool = True) -> None:
        """Cut every socket without a close frame; the session is gone too unless it may be resumed."""
        for link in list(self.links):
            if not resumable:
                self.retire(link.session)
            link.abort()

    def close(self, code: int) -> None:
        """Close every socket with a code."""
        for link in list(self.links):
            link.close(code, REASONS.get(code, ""))

    def reconnect(self) -> None:
        """Ask every client to come again and resume (op 7)."""
        self._tell(RECONNECT, None)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is invalid (op 9)."""
        for link in list(self.links):
            if not resumable:
                self.retire(link.session)
        self._tell(INVALID, resumable)

    def _tell(self, op: int, data: Any) -> None:
        for link in list(self.links):
            link.send({"op": op, "d": data, "s": None, "t": None})

    @property
    def ready(self) -> bool:
        """Whether every shard has a session with a socket."""
        connected = {session.shard for session in self.sessions.values() if session.link is not None}
        return len(connected) >= self.shards

    async def connected(self, seconds: float = 20.0) -> None:
        """Wait until every shard is connected; TimeoutError otherwise."""
        await self.news.until(lambda: self.ready, seconds, "every shard is connected")

    def alive(self, session: Session) -> bool:
        """Whether a session has a socket or may still be resumed."""
        lost = session.lost_at
        return lost is None or self.clock.monotonic() - lost < self.resumable_for

    def retire(self, session: Session | None) -> None:
        """End a session for good."""
        if session is not None:
            self.sessions.pop(session.id, None)

    def part(self, link: Link) -> None:
        """Note that a socket is gone; closed by the client with 1000 or 1001, its session is gone as well."""
        self.links.discard(link)
        code, session = link.socket.close_code, link.session
        self.closes.append(code)
        if session is not None and session.link is link:
            session.link, session.lost_at = None, self.clock.monotonic()
            if code in {1000, 1001} and not link.closing:
                self.retire(session)
        self.news.tell()
