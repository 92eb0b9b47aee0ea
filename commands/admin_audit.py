"""`/admin audit`: who did what, when, where; a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.command import Command, Invocation, Option, write_line
from bot.core.errors import UserError
from bot.core.keeper import AuditAsk
from bot.core.library import Kind
from bot.core.ports import Deed
from bot.core.reply import Button, Card, Reply, TextRow

SHOWN = 40


async def run(invocation: Invocation) -> Reply:
    """One page of the log, newest first."""
    page, user, since = _page(invocation.text("page")), invocation.text("user"), invocation.day("since")
    ask = AuditAsk(SHOWN + 1, (page - 1) * SHOWN, user, since)
    deeds = await invocation.tended().keeper.examiner.audit(ask)
    kept = {"user": user or "", "since": since.isoformat() if since else ""}
    pages = [("Newer", page - 1)] if page > 1 else []
    pages += [("Older", page + 1)] if len(deeds) > SHOWN else []
    return Reply(
        title="Audit" if page == 1 else f"Audit, page {page}",
        cards=_audited(deeds[:SHOWN]),
        notes=() if deeds else (_nothing(page, user or since),),
        buttons=tuple(Button(name, write_line("admin audit", {"page": str(to), **kept})) for name, to in pages),
    )


def _page(typed: str | None) -> int:
    if typed is None:
        return 1
    if not (typed.isascii() and typed.isdigit()) or not 0 < int(typed) < 1_000_000:
        raise UserError(f"page: '{typed[:40]}' is no number of a page. Try page:2.", option="page")
    return int(typed)


def _nothing(page: int, limited: object) -> str:
    if page > 1:
        return "The log has no such page."
    return "Nothing of this kind is in the log." if limited else "Nothing was done by an admin yet."


def _audited(deeds: Sequence[Deed]) -> tuple[Card, ...]:
    rows = tuple(TextRow(f"{_who(deed)}: {deed.line} ({deed.outcome})", f"{deed.at:%Y-%m-%d %H:%M}") for deed in deeds)
    return (Card("Newest first, UTC", rows),) if rows else ()


def _who(deed: Deed) -> str:
    where = [deed.workspace and f"workspace {deed.workspace}", deed.channel and f"channel {deed.channel}"]
    return ", ".join([f"{deed.platform} user {deed.user}", *(part for part in where if part)])


COMMAND = Command(
    "admin audit",
    "what admins did, when and where",
    run,
    (
        Option("user", Kind.TEXT, "only this user, as the platform numbers them: 123, or discord:123"),
        Option("since", Kind.DAY, "on or after this day"),
        Option("page", Kind.TEXT, "which page, 1 is the newest"),
    ),
    "/admin audit",
    admin=True,
    private=True,
)
