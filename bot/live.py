"""The running bot: the platforms that have a token and the HTTP port, in one process until it is told to stop.

Apart from `bot.app` because it loads what `ask` does not need: the platforms' libraries take most of a second.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import structlog

from bot.app import Gate, dispatcher, drawing, opened, planning_of, settle
from bot.core.carrying import Carrier
from bot.core.errors import SettingsError
from bot.core.ports import Platform, Store, Tally
from bot.core.stewardship import Reindexer
from bot.delivered import delivering
from bot.dispatch import Dispatcher
from bot.followed import followed
from bot.platforms.web.serve import Handler, application, listening
from bot.services.doorman import Doorman, Rules
from bot.services.living import Life
from bot.services.metrics import Metrics
from bot.services.storytelling import Storyteller
from bot.services.telling import Teller
from bot.services.tidying import Tidier
from bot.settings import Settings

PATIENCE_SECONDS = 30.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Joined:
    """The platforms, and the paths of the HTTP port that they serve."""

    platforms: tuple[Platform, ...]
    routes: Mapping[str, Handler]

    def teller(self) -> Teller:
        """Who brings messages to the people named in ADMINS."""
        return Teller(self.platforms)


def join(settings: Settings, asked: Dispatcher, store: Store, tally: Tally) -> Joined:
    """The platforms that have a token; each one's library is loaded only when it is wanted."""
    platforms: list[Platform] = []
    routes: dict[str, Handler] = {}
    if settings.discord_token is not None:
        from bot.platforms.discord.connect import Access as DiscordAccess  # noqa: PLC0415
        from bot.platforms.discord.connect import DiscordPlatform  # noqa: PLC0415

        token = settings.discord_token.get_secret_value()
        guilds = tuple(map(int, settings.discord_guild_ids))
        platforms.append(DiscordPlatform(DiscordAccess(token, settings.discord_api_url, guilds), asked, store, tally))
    if settings.slack_bot_token is not None:
        from bot.platforms.slack.connect import Access as SlackAccess  # noqa: PLC0415
        from bot.platforms.slack.connect import SlackPlatform  # noqa: PLC0415

        secrets = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
        bot, app, signing = (secret.get_secret_value() if secret else None for secret in secrets)
        slack = SlackPlatform(SlackAccess(bot or "", app, signing, settings.slack_api_url), asked, store, tally)
        platforms.append(slack)
        routes |= slack.routes()
    return Joined(tuple(platforms), routes)


async def live(settings: Settings, stop: asyncio.Event) -> None:
    """Everything the settings ask for, in one process, until `stop`."""
    metrics = Metrics()
    rules = Rules(frozenset(settings.admins), frozenset(settings.home_workspaces), frozenset(settings.answer_in))
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(opened(settings.store_url, busy_seconds=PATIENCE_SECONDS))
        following = await stack.enter_async_context(followed(settings, store, metrics))
        tidier = Tidier(store)
        carriers: dict[str, Carrier] = {}
        planning = planning_of(settings, carriers)
        gate = Gate(Doorman(rules), metrics, tidier.warning)
        draughtsman = await stack.enter_async_context(drawing())
        asked = dispatcher(store, gate, sources=following.keeper, planning=planning, draughtsman=draughtsman)
        joined = join(settings, asked, store, metrics)
        carriers |= {platform.name: platform.carrier for platform in joined.platforms}
        delivery = delivering(settings, store, carriers, metrics)
        life = Life(joined.platforms, metrics.connected)
        pages = application(store, lambda: life.states, metrics.text, joined.routes, lambda: tidier.fault)
        try:
            await stack.enter_async_context(listening(pages, settings.http_host, settings.http_port))
        except SettingsError as problem:
            if joined.routes:
                raise
            log.warning("no /healthz and /metrics", action="no_pages", problem=str(problem))
        if asked.steward:
            await stack.enter_async_context(_renewing(asked.steward.reindexer, stop))
        settle()
        tidying = asyncio.create_task(tidier.run(stop))
        telling = asyncio.create_task(Storyteller(store).run(stop))
        try:
            await asyncio.gather(life.run(stop), following.run(stop, joined.teller()), delivery.run(stop))
        finally:
            tidying.cancel()
            telling.cancel()
            await asyncio.wait([tidying, telling])


@asynccontextmanager
async def _renewing(reindexer: Reindexer, stop: asyncio.Event) -> AsyncIterator[None]:
    """Go on with a reindex that was interrupted, and interrupt it again at `stop`.

    Who waits for it then hears so while the platforms can still tell.
    """

    async def close() -> None:
        await stop.wait()
        await reindexer.close()

    await reindexer.resume()
    closing = asyncio.create_task(close())
    try:
        yield
    finally:
        stop.set()
        await closing


async def live_until_signal(settings: Settings) -> None:
    """`live` until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await live(settings, stop)
