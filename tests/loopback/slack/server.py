"""The server: joins the parts, listens on 127.0.0.1, and takes its port away and brings it back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from .access import Access
from .bell import Bell
from .causes import Calls
from .clock import Clock
from .delivery import Line
from .description import Description
from .faults import Faults
from .files import receive
from .limits import Limits
from .model import Channel, Exchange, User, Violation
from .responses import ResponseUrls
from .signing import Poster
from .sockets import Sockets
from .state import State
from .triggers import Triggers
from .web_api import WebApi
from .world import World

HOST = "127.0.0.1"
BODY_BYTES = 20_000_000
USERS = (
    User("U0BOT", "sitrep", is_bot=True),
    User("U0ANNA", "anna"),
    User("U0BEN", "ben", tz="Asia/Seoul", tz_offset=32400),
    User("U0ADMIN", "ada", is_admin=True),
    User("U0OWNER", "olga", is_admin=True, is_owner=True),
    User("U0GONE", "gone", deleted=True),
    User("USLACKBOT", "slackbot", is_bot=True),
)
EVERYBODY = frozenset({"U0ANNA", "U0BEN", "U0ADMIN", "U0OWNER"})
CHANNELS = (
    Channel("C0DESK", "desk", members=EVERYBODY | {"U0BOT"}),
    Channel("C0OTHER", "other", members=EVERYBODY | {"U0BOT"}),
    Channel("C0WITHOUT", "without-the-bot", members=EVERYBODY),
    Channel("C0ARCHIVE", "archive", members=EVERYBODY | {"U0BOT"}, archived=True),
    Channel("C0ANNOUNCE", "announcements", members=EVERYBODY | {"U0BOT"}, restricted=True),
    Channel("G0INNER", "inner", "private", members=frozenset({"U0ANNA", "U0ADMIN", "U0BOT"})),
    Channel("G0HIDDEN", "hidden", "private", members=frozenset({"U0ANNA"})),
)


class Server:
    """Slack on 127.0.0.1, as an asynchronous context manager.

    `description` is the path of the official description of the Web API, if calls are to be held against it. All
    times are in seconds.
    """

    def __init__(self, *, description: Path | None = None, access: Access | None = None, quiet: float = 0.4) -> None:
        clock, bell = Clock(), Bell()
        self.quiet = quiet
        self.retry_scale = 1.0
        self.faults = Faults()
        self.access = access or Access()
        self.limits = Limits(clock)
        self.world = World(clock, bell)
        self.state = State(
            clock,
            bell,
            self.world,
            self.access,
            self.limits,
            self.faults,
            Triggers(clock),
            Description.read(description) if description else None,
        )
        self.sockets = Sockets(self.state)
        self.poster: Poster | None = None
        self.responses = ResponseUrls(self.state)
        for user in USERS:
            self.add_user(user)
        for channel in CHANNELS:
            self.add_channel(channel)
        self.failures: list[tuple[str, str]] = []
        self.calls = Calls(self.state)
        self.world.changed.append(self.calls.notice)
        self.held: dict[tuple[str, str], dict[str, Any]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._port = 0
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    # -- what a test looks at

    @property
    def clock(self) -> Clock:
        """Its clock, to be put forward."""
        return self.state.clock

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is to be."""
        return f"{self.state.base}/api/"

    @property
    def environment(self) -> dict[str, str]:
        """The settings that bring a bot here, in Socket Mode unless `post_to` was called."""
        common = {"SLACK_API_URL": self.api_url, "SLACK_BOT_TOKEN": self.access.bot_token}
        if self.poster is not None:
            return {**common, "SLACK_SIGNING_SECRET": self.access.signing_secret}
        return {**common, "SLACK_APP_TOKEN": self.access.app_token}

    @property
    def violations(self) -> list[Violation]:
        """All that the bot sent and Slack refuses, oldest first."""
        return self.state.violations

    @property
    def record(self) -> list[Exchange]:
        """Every request, oldest first."""
        return self.state.record

    def requests(self, part: str) -> list[Exchange]:
        """Those requests whose path has this part."""
        return [each for each in self.record if part in each.path]

    def add_user(self, user: User) -> None:
        """Somebody joins, or becomes somebody else."""
        self.world.users[user.id] = user

    def add_channel(self, channel: Channel) -> None:
        """A channel is made, or becomes another."""
        self.world.channels[channel.id] = channel

    def post_to(self, url: str) -> Poster:
        """Use HTTP mode from now on: everything is posted to this address, ending in `/slack/events`."""
        self.poster = Poster(self.state, url)
        return self.poster

    @property
    def line(self) -> Line:
        """The way to the bot."""
        return self.poster or self.sockets

    # -- life

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[self._middleware], client_max_size=BODY_BYTES)
        api = WebApi(self.state, self.sockets)
        app.router.add_route("*", "/api/{method}", api.handle)
        app.router.add_get("/link/", self.sockets.handle)
        app.router.add_post("/responses/{team}/{name}", self.responses.handle)
        app.router.add_post("/upload/v1/{file}", partial(receive, self.state))
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await self.open_port()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.faults.closing.set()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.sockets.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def open_port(self) -> None:
        """Take connections; at the same port as before."""
        assert self._runner is not None
        self._site = web.TCPSite(self._runner, HOST, self._port, reuse_address=True)
        await self._site.start()
        self._port = self._runner.addresses[0][1]
        self.state.base = f"http://{HOST}:{self._port}"

    async def close_port(self) -> None:
        """Refuse connections, and cut those that are there."""
        assert self._runner is not None
        if self._site is not None:
            await self._site.stop()
            self._site = None
        server = self._runner.server
        for connection in server.connections if server else ():
            if connection.transport is not None:
                connection.transport.abort()

    @asynccontextmanager
    async def refusing(self) -> AsyncIterator[None]:
        """Within it no connection is to be had."""
        await self.close_port()
        try:
            yield
        finally:
            await self.open_port()

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this beside; it ends with the server."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @web.middleware
    async def _middleware(self, request: web.Request, handler: Any) -> web.StreamResponse:
        at, started = self.clock.now(), time.monotonic()
        status = 0
        try:
            answer = await self.faults.around(request, handler)
            status = 0 if answer.status == 499 else answer.status
            return answer
        finally:
            took = time.monotonic() - started
            self.record.append(Exchange(at, request.method, request.path, status, took))
            self.state.bell.ring()
