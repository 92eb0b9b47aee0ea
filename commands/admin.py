"""`/admin`: looking after the store from the chat; for admins alone, answers seen by the asker alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.command import Command, Invocation
from bot.core.ports import Deed, SourceRow, Totals
from bot.core.progress import bar_of, last_of
from bot.core.reply import Button, Card, Reply, TextRow
from bot.core.stewardship import Overseer

SHOWN = 40


async def status(invocation: Invocation) -> Reply:
    """The store in figures."""
    totals = await _overseer(invocation).totals()
    reindexer = invocation.tended().reindexer
    progress = await reindexer.progress()
    reindex = bar_of(progress) if progress else last_of(await reindexer.last())
    return Reply(
        title="Status",
        coverage=await invocation.library.index_line(),
        cards=(Card("Store", (*_totals(totals), TextRow(reindex, "Reindex"))),),
        buttons=(Button("Sources", "/admin sources"), Button("Audit", "/admin audit")),
    )


def _totals(totals: Totals) -> Iterator[TextRow]:
    yield TextRow(f"{totals.articles:,} ({totals.revisions:,} revisions)", "Articles")
    yield TextRow(f"{totals.publishers:,}", "Sources")
    unread = ", ".join(f"{language} {number:,}" for language, number in totals.unread.items())
    yield TextRow(unread or "none", "Not read")
    yield TextRow(f"{totals.last_ingest:%-d %b %Y, %H:%M} UTC" if totals.last_ingest else "never", "Last ingest")
    yield TextRow(f"{totals.stale:,}", "To reindex")
    yield TextRow(f"{totals.bytes / 1e6:,.1f} MB", "Store size")


async def sources(invocation: Invocation) -> Reply:
    """Every source with how much it brought and when last."""
    rows = await _overseer(invocation).sources()
    note = (f"{len(rows) - SHOWN:,} more sources have fewer articles.",) if len(rows) > SHOWN else ()
    listed = tuple(map(_source, rows[:SHOWN]))
    return Reply(
        title="Sources",
        coverage=await invocation.library.index_line(),
        cards=(Card("Sources", listed),) if listed else (),
        notes=note or (() if listed else ("The store is empty.",)),
    )


def _source(row: SourceRow) -> TextRow:
    articles = "1 article" if row.articles == 1 else f"{row.articles:,} articles"
    newest = f"newest of {row.newest[:10]}" if row.newest else "undated"
    arrived = f"last arrival {row.arrived:%Y-%m-%d %H:%M} UTC" if row.arrived else "no arrival"
    return TextRow(f"{articles}, {newest}, {arrived}", row.name)


async def audit(invocation: Invocation) -> Reply:
    """Who did what, when, where."""
    deeds = await _overseer(invocation).audit(SHOWN)
    return Reply(
        title="Audit",
        cards=_audited(deeds),
        notes=() if deeds else ("Nothing was done by an admin yet.",),
    )


def _audited(deeds: Sequence[Deed]) -> tuple[Card, ...]:
    rows = tuple(TextRow(f"{_who(deed)}: {deed.line} ({deed.outcome})", f"{deed.at:%Y-%m-%d %H:%M}") for deed in deeds)
    return (Card("Newest first, UTC", rows),) if rows else ()


def _who(deed: Deed) -> str:
    where = [deed.workspace and f"workspace {deed.workspace}", deed.channel and f"channel {deed.channel}"]
    return ", ".join([f"{deed.platform} user {deed.user}", *(part for part in where if part)])


def _overseer(invocation: Invocation) -> Overseer:
    return invocation.tended().overseer


COMMANDS = (
    Command("admin status", "the store in figures", status, (), "/admin status", admin=True, private=True),
    Command("admin sources", "every source, its articles and last arrival", sources, (), "/admin sources", True, True),
    Command("admin audit", "what admins did, when and where", audit, (), "/admin audit", admin=True, private=True),
)
