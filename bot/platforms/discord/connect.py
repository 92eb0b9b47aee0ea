"""The connection to Discord: the library keeps the gateway and its shards, everything that is said is sent by us."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket

from bot.core.carrying import Carrier
from bot.core.command import Asker
from bot.core.errors import PlatformDenied
from bot.core.ports import Memory, Tally
from bot.core.reply import Reply
from bot.dispatch import Dispatcher
from bot.platforms.discord.answering import Answering
from bot.platforms.discord.carrying import DiscordCarrier
from bot.platforms.discord.definitions import definitions
from bot.platforms.discord.posting import Herald, Poster
from bot.platforms.discord.registering import register
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.sending import Arrived, Sender

GUILDS_SECONDS = 0.2  # answers need no list of servers, so ready need not wait for it
LAUNCH_SECONDS = 60.0
DRAIN_SECONDS = 6.0
DENIED = {
    4004: "the token is refused. Copy it anew from the developer portal, page Bot",
    4013: "the gateway refuses the intents",
    4014: "the gateway refuses the intents",
}
TOKEN = "DISCORD_TOKEN"  # noqa: S105 - the name of the setting

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Access:
    """What Discord needs to know us by."""

    token: str
    api_url: str
    guild_ids: tuple[int, ...] = ()


class DiscordPlatform:
    """`bot.core.ports.Platform` on Discord."""

    name = "discord"

    def __init__(self, access: Access, dispatcher: Dispatcher, memory: Memory, tally: Tally) -> None:
        self._access = access
        self._dispatcher = dispatcher
        self._rest = Rest(access.api_url, access.token, tally)
        poster = Poster(self._rest)
        self._herald = Herald(poster, memory, tally)
        self.carrier: Carrier = DiscordCarrier(self._rest, poster, memory, tally)
        self._answering = Answering(dispatcher, memory, Sender(self._rest, poster, memory, tally))
        self._client: Client | None = None
        self._serving: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False
        _hear_library()

    async def serve(self, up: Callable[[bool], None]) -> None:
        """Connect and answer until `close`."""
        discord.http.Route.BASE = self._access.api_url
        self._rest.trust()
        self._client = Client(up, lambda arrived: self._start(self._answering.handle(arrived)))
        self._serving = asyncio.create_task(self._run(self._client))
        try:
            await self._serving
        except asyncio.CancelledError:
            if not self._closing:
                raise
        finally:
            up(False)

    async def close(self) -> None:
        """Take no new questions, finish those under way, let go of the connection."""
        self._closing = True
        if self._client is not None:
            self._client.deaf = True
        await self._finish()
        if self._serving is not None:
            self._serving.cancel()
            await asyncio.wait({self._serving})
        await self._rest.close()

    async def tell(self, user: str, reply: Reply, key: str) -> bool:
        """Bring a message to a user directly, once."""
        return await self._herald.tell(user, reply, key)

    async def post(self, channel: str, reply: Reply, key: str, thread: str | None = None) -> bool:
        """Bring a message to all in a channel, once; a thread is a channel here."""
        return await self._herald.post(thread or channel, reply, key)

    async def _run(self, client: Client) -> None:
        registering: asyncio.Task[None] | None = None
        try:
            await client.login(self._access.token)
            application, guilds = client.application_id or 0, self._access.guild_ids
            wanted = definitions(self._dispatcher.commands)
            registering = asyncio.create_task(register(self._rest, application, guilds, wanted))
            await client.connect(reconnect=True)
        except discord.LoginFailure:
            raise PlatformDenied(f"{TOKEN}: {DENIED[4004]}.") from None
        except discord.PrivilegedIntentsRequired:
            raise PlatformDenied(f"{TOKEN}: {DENIED[4014]}.") from None
        except discord.ConnectionClosed as problem:
            if problem.code in DENIED:
                raise PlatformDenied(f"{TOKEN}: {DENIED[problem.code]}.") from None
            raise
        finally:
            if registering is not None:
                registering.cancel()
            await client.close()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        """Answer beside the gateway, which goes on reading."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _finish(self) -> None:
        """Wait for the answers under way, and let go of those that take too long."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=DRAIN_SECONDS)
        for task in late:
            task.cancel()
        if late:
            log.warning("answers given up at the end", action="drained", count=len(late))


class Client(discord.AutoShardedClient):
    """The library's client, asked for nothing but interactions."""

    def __init__(self, up: Callable[[bool], None], take: Callable[[Arrived], None]) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody wants voice here
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=GUILDS_SECONDS,
        )
        self._up = up
        self._take = take
        self.deaf = False

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """As the library does, but not for ever: whoever runs us waits longer each time, and says why."""
        # After a session is lost the library goes to this address, and not to the one it was told.
        DiscordWebSocket.DEFAULT_GATEWAY = gateway
        await asyncio.wait_for(super().launch_shard(gateway, shard_id, initial=initial), LAUNCH_SECONDS)

    async def on_ready(self) -> None:
        """All shards are there."""
        self._up(True)

    async def on_shard_resumed(self, _: int) -> None:
        """A shard is there again, and has missed nothing."""
        self._up(True)

    async def on_shard_ready(self, _: int) -> None:
        """A shard is there with a new session."""
        self._up(True)

    async def on_shard_disconnect(self, _: int) -> None:
        """A shard is gone; the library brings it back."""
        self._up(False)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Somebody asks."""
        if not self.deaf:
            self._take(arrived(interaction))


def arrived(interaction: discord.Interaction) -> Arrived:
    """The interaction in our own terms."""
    guild = interaction.guild_id
    parent = getattr(interaction.channel, "parent_id", None)
    held = interaction.permissions
    asker = Asker(
        platform="discord",
        user=str(interaction.user.id),
        workspace=None if guild is None else str(guild),
        channel=str(interaction.channel_id),
        parent=None if parent is None else str(parent),
        manages=guild is not None and (held.manage_guild or held.administrator),
    )
    data: Any = interaction.data or {}
    kind = interaction.type.value
    limit = interaction.filesize_limit
    return Arrived(interaction.id, interaction.token, interaction.application_id, kind, asker, data, limit)


class _OneLine(logging.Handler):
    """What the library warns of, as one line of our own log."""

    def emit(self, record: logging.LogRecord) -> None:
        """Pass a record on without its traceback."""
        problem = record.exc_info[1] if record.exc_info else None
        known = {} if problem is None else {"problem": " ".join(f"{type(problem).__name__}: {problem}".split())[:200]}
        log.warning(record.getMessage(), action="discord_library", **known)


def _hear_library() -> None:
    library = logging.getLogger("discord")
    if not any(isinstance(handler, _OneLine) for handler in library.handlers):
        library.addHandler(_OneLine(logging.WARNING))
        library.propagate = False
