"""`run`: everything the settings ask for; with no platform token, a chat in the terminal."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import typer

from bot import app as parts
from bot.cli.output import complain
from bot.cli.taking import found_in, take_in
from bot.cli.talking import talk
from bot.core.ports import Store
from bot.services.ingesting import Report
from bot.services.telling import Teller
from bot.settings import Settings

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"


def register(app: typer.Typer) -> None:
    """Add this call."""
    app.command("run")(run)


def run() -> int:
    """Start the bot: the platforms that have a token, or else a chat in the terminal."""
    settings = parts.settings()
    if settings.discord_token is None and settings.slack_bot_token is None:
        parts.hush(settings)
        return asyncio.run(_talk(settings))
    from bot.live import live_until_signal  # noqa: PLC0415 - the platforms' libraries take most of a second to load

    asyncio.run(live_until_signal(settings))
    return 0


async def _talk(settings: Settings) -> int:
    """Talk in the terminal while sources are followed: over the samples, or over what SOURCES brings."""
    from bot.followed import followed  # noqa: PLC0415 - as above
    from bot.services.metrics import Metrics  # noqa: PLC0415

    async with AsyncExitStack() as stack:
        url = settings.store_url if settings.sources else demonstration_store(settings.store_url)
        store = await stack.enter_async_context(parts.opened(url))
        if not settings.sources:
            await _read_samples(store)
        following = await stack.enter_async_context(followed(settings, store, Metrics()))
        await talk(settings, store, following.keeper, lambda stop: following.run(stop, Teller(())))
    return 0


async def _read_samples(store: Store) -> None:
    report = Report()
    await take_in(store, found_in([str(SAMPLES)]), report, "Reading the samples")
    for item in report.failed:
        complain(f"{item.source}: {item.reason}")


def demonstration_store(url: str) -> str:
    """The address of the samples' own store, in the folder of the user's."""
    folder, _, _ = url.removeprefix("sqlite:///").rpartition("/")
    return f"sqlite:///{folder + '/' if folder else ''}samples.db"
