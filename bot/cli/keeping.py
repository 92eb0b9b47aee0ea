"""`show`, `verify`, `status`: looking at what the store holds."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from bot import app as parts
from bot.cli.output import complain, meter, say, say_json
from bot.core.answers import check_words, span_of
from bot.core.command import Asker
from bot.core.deliveries_told import states_words
from bot.core.errors import StoreError
from bot.core.keeper import Condition
from bot.core.ports import Stored, Totals
from bot.core.progress import bar_of, last_of
from bot.core.renewal import Build, Renewal
from bot.platforms.terminal.render import plain
from bot.services.proving import Broken, verify
from bot.services.reindexing import progress_of
from bot.services.renewing import is_alive
from bot.services.wire import article_object
from bot.services.words import count, moment

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
        "copies": stored.copies,
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
        if fault := (await store.check()).fault:
            broken.append(Broken(0, "store", None, None, f"the file is damaged: {fault}"))
        with meter("Verified") as shown:
            try:
                async for verdict in verify(store):
                    checked += verdict.checked
                    articles += 1
                    broken += verdict.broken
                    shown.show(articles)
            except StoreError as problem:
                broken.append(Broken(0, "store", None, None, str(problem)))
    if json:
        say_json({"checked": checked, "broken": broken})
    else:
        say(f"{checked:,} facts checked in {count(articles, 'text')}, {len(broken):,} do not hold")
        for item in broken[:SHOWN]:
            where = f" {item.start}-{item.end}" if item.start is not None else ""
            complain(f"article {item.article}, {item.field}{where}: {item.reason}")
    return 1 if broken else 0


def status(json: JSON = False) -> int:
    """The store in figures, what failed in the last day, what is in force."""
    return asyncio.run(_status(json))


async def _status(json: bool) -> int:
    async with parts.opened(parts.settings().store_url, read_only=True) as store:
        keeper = parts.keeper(store)
        totals = await parts.dispatcher(store).library.totals()
        condition = await keeper.examiner.condition(datetime.now(UTC))
        build, last = await store.build(), next(iter(await store.renewals(1)), None)
        schedules = {
            "schedules": await store.count_digests(),
            "watches": len(await store.watches()),
            "messages": dict(await store.delivery_states()),
            "stories": await store.count_stories(),
        }
    if json:
        reindex = {"reindex": build and progress_of(build), "last_reindex": last and last[1]}
        say_json(_totals_object(totals) | _condition_object(condition) | reindex | schedules)
        return 0
    rows = _totals_rows(totals, _reindex(build, last)) | _schedule_rows(schedules) | _condition_rows(condition)
    for name, value in rows.items():
        say(f"{name:<12}{value}")
    for failure in condition.failures:
        what = "failed" if failure.failed else "skipped"
        say(f"  {failure.count:,} {what}: {failure.reason}; such as {failure.example}")
    return 0


def _totals_rows(totals: Totals, reindex: str) -> dict[str, str]:
    unread = ", ".join(f"{language} {number:,}" for language, number in totals.unread.items()) or "none"
    return {
        "Articles": f"{totals.articles:,} ({totals.revisions:,} revisions), {span_of(totals.first, totals.last)}",
        "Sources": f"{totals.publishers:,}",
        "Not read": unread,
        "Last ingest": moment(totals.last_ingest),
        "Last index": moment(totals.last_index),
        "To reindex": f"{totals.stale:,}",
        "Reindex": reindex,
        "Store size": f"{totals.bytes / 1e6:,.1f} MB",
    }


def _schedule_rows(schedules: dict[str, Any]) -> dict[str, str]:
    return {
        "Stories": f"{schedules['stories']:,}",
        "Schedules": f"{count(schedules['schedules'], 'digest')}, {count(schedules['watches'], 'watch', 'watches')}",
        "Messages": states_words(schedules["messages"]),
    }


def _condition_rows(condition: Condition) -> dict[str, str]:
    names = condition.names
    return {
        "Whole": check_words(condition.checked),
        "Kept": "for ever" if condition.retention is None else count(condition.retention, "day"),
        "Aliases": f"{len(names.shipped):,} of the program, {len(names.own):,} set here, {len(names.off):,} put off",
        **({"Forgetting": count(condition.pending, "article")} if condition.pending else {}),
        "Versions": ", ".join(f"{name} {value}" for name, value in condition.versions.items()),
        "Failures": f"{sum(failure.count for failure in condition.failures):,} in the last day",
    }


def _condition_object(condition: Condition) -> dict[str, Any]:
    return {
        "failures": condition.failures,
        "retention_days": condition.retention,
        "aliases": condition.names,
        "forgetting": condition.pending,
        "checked": condition.checked,
        "versions": condition.versions,
    }


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
