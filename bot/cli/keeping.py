"""`show`, `verify`, `status`: looking at what the store holds."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from bot import app as parts
from bot.cli.output import complain, meter, say, say_json
from bot.core.command import Asker
from bot.core.ports import Stored, Totals
from bot.core.progress import bar_of, last_of
from bot.core.renewal import Build, Renewal
from bot.platforms.terminal.render import plain
from bot.services.proving import Broken, verify
from bot.services.reindexing import progress_of
from bot.services.renewing import is_alive
from bot.services.wire import article_object
from bot.services.words import count, moment, span_of

JSON = Annotated[bool, typer.Option("--json", help="The result as one JSON object.")]
SHOWN = 100


def register(app: typer.Typer) -> None:
    """Add these calls."""
    app.command("show")(show)
    app.command("verify")(verify_call)
    app.command("status")(status)


def show(article: Annotated[str, typer.Argument(help="Its number or its link.")], json: JSON = False) -> int:
    """One stored article with all that was prepared from it."""
    return asyncio.run(_show(article, json))


async def _show(article: str, json: bool) -> int:
    async with parts.opened(parts.settings().store_url, read_only=True) as store:
        dispatcher = parts.dispatcher(store)
        stored = await dispatcher.library.article(article)
        if json:
            say_json(_stored_object(stored))
            return 0
        say(plain(await dispatcher.answer(f"/article {stored.number}", Asker())))
        say("\nTEXT")
        say(stored.article.text)
    return 0


def _stored_object(stored: Stored) -> dict[str, Any]:
    about = {
        "id": str(stored.number),
        "article": stored.number,
        "revision": stored.revision,
        "arrived": stored.arrived,
        "updated": stored.updated,
        "addresses": stored.addresses,
        "topics": stored.article.topics,
        "statements": stored.article.statements,
    }
    return about | article_object(stored.article)


def verify_call(json: JSON = False) -> int:
    """Prove again everything in the store against its text."""
    return asyncio.run(_verify(json))


async def _verify(json: bool) -> int:
    checked, articles = 0, 0
    broken: list[Broken] = []
    async with parts.opened(parts.settings().store_url, read_only=True) as store:
        with meter("Verified") as shown:
            async for verdict in verify(store):
                checked += verdict.checked
                articles += 1
                broken += verdict.broken
                shown.show(articles)
    if json:
        say_json({"checked": checked, "broken": broken})
    else:
        say(f"{checked:,} facts checked in {count(articles, 'text')}, {len(broken):,} do not hold")
        for item in broken[:SHOWN]:
            where = f" {item.start}-{item.end}" if item.start is not None else ""
            complain(f"article {item.article}, {item.field}{where}: {item.reason}")
    return 1 if broken else 0


def status(json: JSON = False) -> int:
    """The store in figures."""
    return asyncio.run(_status(json))


async def _status(json: bool) -> int:
    async with parts.opened(parts.settings().store_url, read_only=True) as store:
        totals = await parts.dispatcher(store).library.totals()
        build, last = await store.build(), next(iter(await store.renewals(1)), None)
    if json:
        say_json(_totals_object(totals) | {"reindex": build and progress_of(build), "last_reindex": last and last[1]})
        return 0
    unread = ", ".join(f"{language} {number:,}" for language, number in totals.unread.items()) or "none"
    rows = {
        "Articles": f"{totals.articles:,} ({totals.revisions:,} revisions), {span_of(totals.first, totals.last)}",
        "Sources": f"{totals.publishers:,}",
        "Not read": unread,
        "Last ingest": moment(totals.last_ingest),
        "Last index": moment(totals.last_index),
        "To reindex": f"{totals.stale:,}",
        "Reindex": _reindex(build, last),
        "Store size": f"{totals.bytes / 1e6:,.1f} MB",
    }
    for name, value in rows.items():
        say(f"{name:<12}{value}")
    return 0


def _reindex(build: Build | None, last: tuple[datetime, Renewal] | None) -> str:
    """The run under way or interrupted, or else how the last one ended."""
    if build is None:
        return last_of(last)
    alive = is_alive(build, datetime.now(UTC))
    return bar_of(progress_of(build)) + ("" if alive else "  ·  stopped; `reindex` goes on with it")


def _totals_object(totals: Totals) -> dict[str, Any]:
    return {
        "articles": totals.articles,
        "revisions": totals.revisions,
        "sources": totals.publishers,
        "unread": totals.unread,
        "first": totals.first,
        "last": totals.last,
        "last_ingest": totals.last_ingest,
        "last_index": totals.last_index,
        "stale": totals.stale,
        "bytes": totals.bytes,
    }
