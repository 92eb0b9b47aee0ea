"""The server: its parts joined, started and stopped, and what a test says and asks. No part of the bot is imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from . import posting
from .acting import Acting
from .clock import Clock
from .conversation import serve
from .description import Description
from .errors import Violation
from .faults import Faults
from .gateway import Gateway
from .interactions import Interaction
from .ratelimits import RateLimits
from .registry import Registry
from .rest import REQUEST_BYTES, Request, Rest
from .shapes import channel_json, guild_create_json
from .state import State
from .world import (
    ADMINISTRATOR,
    TEXT,
    THREAD,
    USUAL,
    Channel,
    Guild,
    Member,
    Message,
    User,
    World,
)

PREFIX = "/api/v10"


class DiscordServer:
    """A Discord on 127.0.0.1 with one guild, one channel, one member and one admin to begin with.

    Used as `async with DiscordServer() as discord:`. `api_url` is what DISCORD_API_URL takes, `token` the bot's.
    `violations` is empty as long as the bot has done nothing that Discord would refuse. `description` is the path of
    the official discord_openapi.json; with it every body is held against its schema too.
    """

    def __init__(self, *, token: str = "loopback-token", description: Path | None = None) -> None:  # noqa: S107 - made up
        clock = Clock()
        world = World(clock)
        app, owner = world.user("sitrep", bot=True), world.user("owner")
        self.violations: list[Violation] = []
        self.gateway = Gateway(world, app, self.violations.append)
        commands = Registry(clock, app.id)
        self.state = State(clock, world, app, owner, self.gateway, commands, Description(description), self.violations)
        self.faults, self.limits = Faults(), RateLimits()
        self.rest = Rest(self.state, self.faults, self.limits)
        self.clock, self.world, self.app, self.commands, self.token = clock, world, app, commands, token
        self._acting = Acting(self.state)
        self._runner: web.AppRunner | None = None
        self._port = 0
        self.state.token = self.gateway.token = token
        self.guild = self.add_guild("desk")
        self.member = self.add_member("ann", self.guild)
        self.admin = self.add_member("root", self.guild, permissions=USUAL | ADMINISTRATOR)
        self.channel = self.add_channel("general", self.guild)

    @property
    def api_url(self) -> str:
        """The REST base, version included."""
        return f"http://127.0.0.1:{self._port}{PREFIX}"

    @property
    def requests(self) -> list[Request]:
        """Every REST request so far."""
        return self.rest.requests

    @property
    def invalid_requests(self) -> int:
        """How many answers counted towards an address ban: 401, 403 and 429."""
        return sum(request.status in {401, 403, 429} for request in self.requests)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=REQUEST_BYTES * 2)
        app.add_routes([web.get(path, partial(serve, self.gateway)) for path in ("/", "/resume")])
        app.add_routes(self.rest.routes(PREFIX))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await self.open_port()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            self.gateway.drop()
            await self._runner.cleanup()

    async def open_port(self) -> None:
        """Listen, on the same port as before where there was one."""
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.gateway.url = f"ws://127.0.0.1:{self._port}/"
        self.state.base = f"http://127.0.0.1:{self._port}"

    async def close_port(self) -> None:
        """Cut every connection and refuse new ones until `open_port`."""
        for site in list(self._runner.sites):
            await site.stop()
        for connection in list(self._runner.server.connections):
            if connection.transport is not None:
                connection.transport.abort()

    def revoke_token(self) -> None:
        """Take the bot's token away: REST answers 401, the gateway closes with 4004."""
        self.state.token = self.gateway.token = None
        self.gateway.close(4004)

    def restore_token(self) -> None:
        """Let the token hold again."""
        self.state.token = self.gateway.token = self.token

    async def ready(self, *commands: str, seconds: float = 30.0) -> None:
        """Wait until the bot is connected and has registered these commands."""
        await self.gateway.connected(seconds)
        registered = f"{', '.join(commands)} registered"
        await self.commands.news.until(lambda: all(map(self._registered, commands)), seconds, registered)

    def _registered(self, name: str) -> bool:
        return any(self.commands.find(name, guild) for guild in (None, *self.world.guilds))

    def add_guild(self, name: str) -> Guild:
        """A guild that the bot is in."""
        guild = self.world.guild(name, Member(self.app))
        self.gateway.dispatch("GUILD_CREATE", guild_create_json(guild, self.app), guild, 1)
        return guild

    def remove_guild(self, guild: Guild) -> None:
        """Take the bot out of a guild."""
        guild.members.pop(self.app.id)
        self.world.guilds.pop(guild.id)
        self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild, 1)

    def add_member(self, name: str, guild: Guild, *, permissions: int = USUAL, user: User | None = None) -> User:
        """A user who is in a guild."""
        user = user or self.world.user(name)
        guild.members[user.id] = Member(user, permissions)
        return user

    def add_channel(self, name: str, guild: Guild, *, app_permissions: int = USUAL) -> Channel:
        """A text channel in a guild."""
        channel = self.world.channel(TEXT, name=name, guild=guild, app_permissions=app_permissions)
        self.gateway.dispatch("CHANNEL_CREATE", channel_json(channel, self.app), guild, 1)
        return channel

    def add_thread(self, name: str, parent: Channel) -> Channel:
        """A thread under a channel."""
        thread = self.world.channel(THREAD, name=name, guild=parent.guild, parent=parent)
        self.gateway.dispatch("THREAD_CREATE", channel_json(thread, self.app), parent.guild, 1)
        return thread

    def delete_channel(self, channel: Channel) -> None:
        """Take a channel away."""
        self.world.channels.pop(channel.id)
        if channel.guild is not None:
            channel.guild.channels.pop(channel.id)
            event = "THREAD_DELETE" if channel.kind == THREAD else "CHANNEL_DELETE"
            self.gateway.dispatch(event, channel_json(channel, self.app), channel.guild, 1)

    def direct(self, user: User) -> Channel:
        """The conversation between the bot and a user."""
        return self.world.direct(user)

    def say(self, user: User, channel: Channel, content: str) -> Message:
        """Let somebody write by hand."""
        return posting.say(self.state, user, channel, content)

    async def command(
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        user: User | None = None,
        channel: Channel | None = None,
        guild: Guild | None = None,
    ) -> Interaction:
        """Use a slash command, "digest create" for a subcommand; by the plain member in the first channel."""
        first = next(iter((guild or self.guild).channels.values()), self.channel)
        return self._acting.command(name, options or {}, user or self.member, channel or first)

    async def autocomplete(
        self,
        name: str,
        option: str,
        typed: Any,
        options: Mapping[str, Any] | None = None,
        *,
        user: User | None = None,
        channel: Channel | None = None,
    ) -> Interaction:
        """Type into an option; the other options as given."""
        who, where = user or self.member, channel or self.channel
        return self._acting.autocomplete(name, option, typed, options or {}, who, where)

    async def press(self, message: Message, button: str, user: User | None = None) -> Interaction:
        """Press a button by its label or custom_id."""
        return self._acting.press(message, button, user or self.member)

    async def select(
        self, message: Message, custom_id: str, values: Sequence[Any], user: User | None = None
    ) -> Interaction:
        """Choose in a select menu."""
        return self._acting.select(message, custom_id, values, user or self.member)

    async def submit(self, opened: Interaction, values: Mapping[str, Any]) -> Interaction:
        """Send off the form that an interaction has opened."""
        return self._acting.submit(opened, values, opened.user)

    def tell_again(self, made: Interaction) -> None:
        """Send the event of an interaction a second time, as can happen around a resume."""
        self._acting.tell(made)

    def seen_by(self, user: User, channel: Channel) -> list[Message]:
        """What a user sees in a channel, oldest first, with what is for them alone."""
        if not channel.seen_by(user):
            return []
        return [m for m in channel.log if not m.deleted and m.only_for in {None, user}]
