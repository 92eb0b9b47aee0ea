"""`/admin`: looking after the store from the chat; for admins alone, answers seen by the asker alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.command import Command, Invocation
from bot.core.ports import Deed, Totals
from bot.core.register import Notice
from bot.core.reply import Button, Card, Reply, TextRow
from bot.core.stewardship import Overseer

SHOWN = 40


async def status(invocation: Invocation) -> Reply:
    """The store in figures."""
    totals = await _overseer(invocation).totals()
    return Reply(
        title="Status",
        coverage=await invocation.library.index_line(),
        cards=(Card("Store", tuple(_totals(totals))), *_untold(await invocation.tended().keeper.untold())),
        buttons=(Button("Sources", "/admin sources"), Button("Audit", "/admin audit")),
    )


def _untold(notices: Sequence[Notice]) -> tuple[Card, ...]:
    """News of sources that nobody could be told yet."""
    rows = tuple(TextRow(notice.words, f"{notice.at:%Y-%m-%d %H:%M}") for notice in notices[:SHOWN])
    return (Card("Not told yet", rows),) if rows else ()


def _totals(totals: Totals) -> Iterator[TextRow]:
    yield TextRow(f"{totals.articles:,} ({totals.revisions:,} revisions)", "Articles")
    yield TextRow(f"{totals.publishers:,}", "Sources")
    unread = ", ".join(f"{language} {number:,}" for language, number in totals.unread.items())
    yield TextRow(unread or "none", "Not read")
    yield TextRow(f"{totals.last_ingest:%-d %b %Y, %H:%M} UTC" if totals.last_ingest else "never", "Last ingest")
    yield TextRow(f"{totals.stale:,}", "To reindex")
    yield TextRow(f"{totals.bytes / 1e6:,.1f} MB", "Store size")


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
    Command("admin audit", "what admins did, when and where", audit, (), "/admin audit", admin=True, private=True),
)
