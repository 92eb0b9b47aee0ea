"""`export`: figures as CSV on standard output, however many they are."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot import app as parts
from bot.cli.output import complain, meter
from bot.core.errors import UserError
from bot.core.library import Ask
from bot.core.when import parse_day
from bot.services.exporting import StoreExporter
from bot.services.naming import StoreNamer
from bot.services.words import count

DAY = "a day: 2024-01-31, 'last week', '3 months'"


def register(app: typer.Typer) -> None:
    """Add this call."""
    app.command("export")(export)


def export(
    topic: Annotated[str, typer.Argument(help="Only articles on this; all of them without.")] = "",
    since: Annotated[str | None, typer.Option(help=f"Published on or after {DAY}.")] = None,
    until: Annotated[str | None, typer.Option(help=f"Published on or before {DAY}.")] = None,
    source: Annotated[str | None, typer.Option(help="Only this publisher or site.")] = None,
) -> int:
    """Write the figures of all articles that match as CSV, one row each."""
    today = datetime.now(UTC).date()
    days = [
        None if typed is None else parse_day(typed, today, end=name == "until")
        for name, typed in (("since", since), ("until", until))
    ]
    for name, typed, day in zip(("since", "until"), (since, until), days, strict=True):
        if typed is not None and day is None:
            raise UserError(f"--{name}: '{typed[:60]}' is no date. Try 2024-01-31, 'last week' or '3 months'.")
    return asyncio.run(_export(Ask(topic, days[0], days[1], source)))


async def _export(ask: Ask) -> int:
    articles, figures = 0, 0
    async with parts.opened(parts.settings().store_url, read_only=True) as store:
        exporter = StoreExporter(store, StoreNamer(store))
        numbers = await exporter.numbers(ask)
        with meter("Exported") as shown:
            async for part in exporter.parts(numbers):
                sys.stdout.buffer.write(part.data or b"")
                articles, figures = articles + part.articles, figures + part.figures
                shown.show(articles, len(numbers))
    sys.stdout.buffer.flush()
    complain(f"{count(figures, 'figure')} of {count(articles, 'article')}")
    return 0
