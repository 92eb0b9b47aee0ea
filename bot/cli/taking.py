"""`ingest`: work that fills the store."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AsyncExitStack
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import app as parts
from bot.cli.output import meter, say, say_json
from bot.core.ports import Store
from bot.services.ingesting import Intake, Report
from bot.services.storytelling import settle
from bot.sources.files import read_path
from bot.sources.found import Found

SHOWN = 50


def register(app: typer.Typer) -> None:
    """Add this call."""
    app.command("ingest")(ingest_call)


def ingest_call(
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, archives, web addresses.", metavar="PATH_OR_URL...")
    ],
    json: Annotated[bool, typer.Option("--json", help="The result as one JSON object.")] = False,
) -> int:
    """Take articles in; what is there already is left alone."""
    report = Report()
    try:
        asyncio.run(_ingest(sources, report))
    finally:
        _show(report, json)
    return 1 if report.failed else 0


async def _ingest(sources: Sequence[str], report: Report) -> None:
    settings = parts.settings()
    addresses = [source for source in sources if _leads_on(source)]
    found: Iterable[Found] = found_in([source for source in sources if source not in addresses])
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(parts.opened(settings.store_url))
        if addresses:
            from bot.cli.gathering import gathered  # noqa: PLC0415 - most calls fetch nothing

            found = chain(found, await stack.enter_async_context(gathered(addresses, settings, store, report)))
        await take_in(store, found, report, "Ingested")


def _leads_on(source: str) -> bool:
    """Whether a source is on the web, or a list in a file of what is."""
    return "://" in source or (source.lower().endswith(".opml") and Path(source).is_file())


async def take_in(store: Store, found: Iterable[Found], report: Report, words: str) -> None:
    """Ingest with workers of our own, and put what came into stories; `words` name the first for who watches."""
    from bot.pipeline.steps import fingerprint  # noqa: PLC0415

    with meter(words) as shown:
        async with parts.workshop() as workshop:
            await Intake(store, workshop, fingerprint()).take(found, report, lambda done: shown.show(done.seen))
    with meter("Stories") as shown:
        await settle(store, shown.show)


def found_in(sources: Iterable[str]) -> Iterator[Found]:
    """Everything at these paths, files and folders."""
    for source in sources:
        yield from read_path(Path(source))


def _show(report: Report, json: bool) -> None:
    if json:
        say_json(_object(report))
        return
    say(f"{report.added:,} added, {report.updated:,} updated, {report.unchanged:,} unchanged")
    for title, items in (("skipped", report.skipped), ("failed", report.failed)):
        if items:
            say(f"{len(items):,} {title}:")
            for item in items[:SHOWN]:
                say(f"  {item.source}: {item.reason}")
            if len(items) > SHOWN:
                say(f"  and {len(items) - SHOWN:,} more; --json lists all")


def _object(report: Report) -> dict[str, Any]:
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": [{"source": item.source, "reason": item.reason} for item in report.skipped],
        "failed": [{"source": item.source, "reason": item.reason} for item in report.failed],
    }
