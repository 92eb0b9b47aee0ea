"""The connection to Slack: Socket Mode with an app token, signed requests over HTTP otherwise.

Every `serve` makes a new bolt app and a new socket. What was begun under an earlier one goes on: it needs nothing but
the sender, which lives as long as the platform.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.carrying import Carrier
from bot.core.errors import PlatformDenied, PlatformError
from bot.core.ports import Memory, Tally
from bot.core.reply import Reply
from bot.dispatch import Dispatcher
from bot.platforms.slack.answering import Desk, Parts
from bot.platforms.slack.carrying import SlackCarrier
from bot.platforms.slack.hearing import Ears, Work
from bot.platforms.slack.once import Once
from bot.platforms.slack.people import People
from bot.platforms.slack.quiet import library_logger
from bot.platforms.slack.sending import PLATFORM, Sender
from bot.platforms.slack.telling import Herald
from bot.platforms.slack.verdicts import PROBLEMS, Verdict, judge

PATH = "/slack/events"
REQUEST_SECONDS = 30.0
IDLE_SECONDS = 10.0
CONNECT_SECONDS = 10.0
WATCH_SECONDS = 0.2
DRAIN_SECONDS = 6.0
CLOSE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Access:
    """What Slack needs to know us by."""

    bot_token: str
    app_token: str | None
    signing_secret: str | None
    api_url: str


@dataclass(frozen=True, slots=True)
class Tools:
    """What lives from the first `serve` to `close`."""

    session: aiohttp.ClientSession
    client: AsyncWebClient
    sender: Sender
    ears: Ears
    herald: Herald


class Watch:
    """Looks whether a socket holds; while the library renews it, it is given the time to."""

    def __init__(self, handler: AsyncSocketModeHandler) -> None:
        self._client = handler.client
        self._held = time.monotonic()

    def holds(self) -> bool:
        """Whether it is open, or has not been away for long while it is renewed."""
        now, session = time.monotonic(), self._client.current_session
        if session is not None and not session.closed:
            self._held = now
        renewing = self._client.connect_operation_lock.locked()
        return now - self._held < (CONNECT_SECONDS if renewing else WATCH_SECONDS)


class SlackPlatform:
    """`bot.core.ports.Platform` on Slack."""

    name = PLATFORM

    def __init__(self, access: Access, dispatcher: Dispatcher, memory: Memory, tally: Tally) -> None:
        self._access = access
        self._dispatcher = dispatcher
        self._memory = memory
        self._tally = tally
        self._work = Work()
        self._logger = library_logger()
        self._closing = asyncio.Event()
        self._denied: asyncio.Future[str] | None = None
        self._tools: Tools | None = None
        self._app: AsyncApp | None = None
        names = [command.name for command in dispatcher.commands]
        self.carrier: Carrier = SlackCarrier(lambda: self._made_tools().sender, memory, names)

    async def serve(self, up: Callable[[bool], None]) -> None:
        """Connect and answer until `close`."""
        if self._closing.is_set():
            return
        up(False)
        tools = self._made_tools()
        self._denied = asyncio.get_running_loop().create_future()
        app = await self._recognised(tools)
        try:
            if self._access.app_token:
                await self._over_socket(app, self._access.app_token, up)
            else:
                self._app = app
                up(True)
                await self._until_over(lambda: True)
        finally:
            self._app = None
            up(False)

    async def close(self) -> None:
        """Let go, once what is under way is done."""
        self._closing.set()
        await self._work.drain(DRAIN_SECONDS)
        if self._tools is not None:
            await self._tools.session.close()

    def routes(self) -> Mapping[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]:
        """The path that Slack sends its requests to, where there is no socket."""
        return {} if self._access.app_token else {PATH: self._requested}

    async def tell(self, user: str, reply: Reply, key: str) -> bool:
        """Bring a message to a user directly, once."""
        return await self._made_tools().herald.tell(user, reply, key)

    async def post(self, channel: str, reply: Reply, key: str, thread: str | None = None) -> bool:
        """Bring a message to all in a channel or thread, once."""
        return await self._made_tools().herald.post(channel, thread, reply, key)

    def _made_tools(self) -> Tools:
        self._tools = self._tools or self._make_tools()
        return self._tools

    def _make_tools(self) -> Tools:
        """One pool of connections for all that is sent; they are not kept for long, lest Slack close one under us."""
        session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=100, keepalive_timeout=IDLE_SECONDS),
            timeout=aiohttp.ClientTimeout(total=REQUEST_SECONDS),
        )
        client = AsyncWebClient(
            token=self._access.bot_token,
            base_url=self._access.api_url,
            session=session,
            retry_handlers=[],
            logger=self._logger,
        )
        sender = Sender(client, session, self._tally, self._token_denied)
        desk = Desk(Parts(self._dispatcher, self._memory, sender, People(sender)))
        herald = Herald(sender, self._memory, [command.name for command in self._dispatcher.commands])
        return Tools(session, client, sender, Ears(self._dispatcher, desk, self._work, Once()), herald)

    async def _recognised(self, tools: Tools) -> AsyncApp:
        """A bolt app for who we are; it asks Slack nothing any more when the first command comes."""
        try:
            me = await tools.client.auth_test()
        except PROBLEMS as problem:
            raise _trouble("SLACK_BOT_TOKEN", judge(problem)) from None
        tools.sender.admit()
        known = AuthorizeResult(
            enterprise_id=me.get("enterprise_id"),
            team_id=me.get("team_id"),
            bot_user_id=me.get("user_id"),
            bot_id=me.get("bot_id"),
            bot_token=self._access.bot_token,
        )

        async def authorize() -> AuthorizeResult:
            return known

        app = AsyncApp(
            name="sitrep",
            logger=self._logger,
            client=AsyncWebClient(base_url=self._access.api_url, retry_handlers=[], logger=self._logger),
            authorize=authorize,
            signing_secret=self._access.signing_secret or "",
            process_before_response=True,
            request_verification_enabled=not self._access.app_token,
            url_verification_enabled=not self._access.app_token,
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
        )
        tools.ears.attach(app, str(me.get("user_id")))
        return app

    async def _over_socket(self, app: AsyncApp, token: str, up: Callable[[bool], None]) -> None:
        """Socket Mode. The library renews a socket when Slack asks; a lost one ends this, and `serve` comes again."""
        asker = AsyncWebClient(base_url=self._access.api_url, retry_handlers=[], logger=self._logger)
        handler = AsyncSocketModeHandler(app, token, logger=self._logger, web_client=asker)
        socket = handler.client
        socket.default_auto_reconnect_enabled = socket.auto_reconnect_enabled = False
        socket.socket_mode_request_listeners[:] = [self._timed(handler)]
        try:
            await self._connect(handler)
            up(True)
            await self._until_over(Watch(handler).holds)
        finally:
            await _quietly_closed(handler)

    async def _connect(self, handler: AsyncSocketModeHandler) -> None:
        try:
            handler.client.wss_uri = await handler.client.issue_new_wss_url()
            await asyncio.wait_for(handler.client.connect(), CONNECT_SECONDS)  # type: ignore[no-untyped-call]
        except PROBLEMS as problem:
            raise _trouble("SLACK_APP_TOKEN", judge(problem)) from None

    def _timed(self, handler: AsyncSocketModeHandler) -> Callable[[Any, SocketModeRequest], Awaitable[None]]:
        async def heard(client: Any, request: SocketModeRequest) -> None:
            if self._closing.is_set():
                return  # not acknowledged, so that Slack tells somebody else, or us again
            started = time.monotonic()
            await handler.handle(client, request)
            self._tally.acknowledged(PLATFORM, time.monotonic() - started)

        return heard

    async def _requested(self, request: web.Request) -> web.StreamResponse:
        """One signed request."""
        started = time.monotonic()
        app = self._app
        if app is None or self._closing.is_set():
            return web.Response(status=503, text="not connected")
        answer = await app.async_dispatch(await to_bolt_request(request))
        self._tally.acknowledged(PLATFORM, time.monotonic() - started)
        return await to_aiohttp_response(answer)

    def _token_denied(self, reason: str) -> None:
        if self._denied is not None and not self._denied.done():
            self._denied.set_result(reason)

    async def _until_over(self, holds: Callable[[], bool]) -> None:
        """Return at `close`; raises when the token is refused or the connection does not hold any more."""
        while not self._closing.is_set():
            if self._denied is not None and self._denied.done():
                raise _trouble("SLACK_BOT_TOKEN", Verdict("denied", self._denied.result()))
            if not holds():
                raise PlatformError("the socket is gone")
            try:
                await asyncio.wait_for(self._closing.wait(), WATCH_SECONDS)
            except TimeoutError:
                continue


def _trouble(setting: str, verdict: Verdict) -> PlatformError:
    """One line for the log; the token itself is not in it."""
    if verdict.kind in ("denied", "refused"):
        return PlatformDenied(f"{setting}: Slack refuses it ({verdict.reason}). See docs/slack.md for a new one.")
    return PlatformError(f"Slack cannot be reached ({verdict.reason})")


async def _quietly_closed(handler: AsyncSocketModeHandler) -> None:
    """The socket and all that the library started for it."""
    client = handler.client
    tasks = [client.message_processor, client.current_session_monitor, client.message_receiver]
    try:
        await asyncio.wait_for(client.close(), CLOSE_SECONDS)  # type: ignore[no-untyped-call]
    except (TimeoutError, aiohttp.ClientError, OSError):
        await client.aiohttp_client_session.close()
    for task in tasks:
        if task is not None:
            task.cancel()
    await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)
