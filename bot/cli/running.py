"""`run`: everything the settings ask for; with no platform token, the demonstration in the terminal."""

from __future__ import annotations

import asyncio
from pathlib import Path

import typer

from bot import app as parts
from bot.cli.output import complain, meter
from bot.cli.taking import found_in, take_in
from bot.platforms.terminal.connect import converse
from bot.services.ingesting import Report
from bot.settings import Settings

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"


def register(app: typer.Typer) -> None:
    """Add this call."""
    app.command("run")(run)


def run() -> int:
    """Start the bot: the platforms that have a token, or the demonstration in the terminal."""
    settings = parts.settings()
    if settings.discord_token is None and settings.slack_bot_token is None:
        return asyncio.run(_demonstrate(settings))
    from bot.live import live_until_signal  # noqa: PLC0415 - the platforms' libraries take most of a second to load

    asyncio.run(live_until_signal(settings))
    return 0


async def _demonstrate(settings: Settings) -> int:
    """Ingest the samples into a store of their own, beside the user's, and talk."""
    async with parts.opened(demonstration_store(settings.store_url)) as store:
        report = Report()
        with meter("Reading the samples") as shown:
            await take_in(store, found_in([str(SAMPLES)]), report, shown)
        for item in report.failed:
            complain(f"{item.source}: {item.reason}")
        dispatcher = parts.dispatcher(store)
        parts.settle()
        await converse(dispatcher)
    return 0


def demonstration_store(url: str) -> str:
    """The address of the samples' own store, in the folder of the user's."""
    folder, _, _ = url.removeprefix("sqlite:///").rpartition("/")
    return f"sqlite:///{folder + '/' if folder else ''}samples.db"
