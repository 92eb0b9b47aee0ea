"""`/admin`: looking after the store from the chat; for admins alone, answers seen by the asker alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.core.answers import cards, check_words, counted
from bot.core.command import Command, Invocation
from bot.core.deliveries_told import parcel_rows, states_words
from bot.core.keeper import Condition
from bot.core.keeping import FailureCount
from bot.core.ports import Totals
from bot.core.progress import bar_of, last_of
from bot.core.register import Notice
from bot.core.reply import Button, Reply, Row, TextRow
from bot.core.stewardship import Overseer

SHOWN = 40
MESSAGES = 10
UTC_ZONE = ZoneInfo("UTC")


async def status(invocation: Invocation) -> Reply:
    """The store in figures, what failed, what runs."""
    totals = await _overseer(invocation).totals()
    condition = await invocation.tended().keeper.examiner.condition(datetime.now(UTC))
    reindexer = invocation.tended().reindexer
    progress = await reindexer.progress()
    reindex = bar_of(progress) if progress else last_of(await reindexer.last())
    return Reply(
        title="Status",
        coverage=await invocation.library.index_line(),
        cards=cards(
            ("Store", [*_totals(totals), TextRow(reindex, "Reindex"), *_kept(condition)]),
            *await _deliveries(invocation),
            ("Not told yet", [*map(_notice, (await invocation.tended().sources.untold())[:SHOWN])]),
            ("Failures of the last day", [*map(_failure, condition.failures)] or [TextRow("none")]),
            ("Versions", [TextRow(value, name) for name, value in condition.versions.items()]),
        ),
        buttons=(Button("Sources", "/admin sources"), Button("Audit", "/admin audit")),
    )


async def _deliveries(invocation: Invocation) -> list[tuple[str, list[Row]]]:
    """Digests, watches and their messages: how many, which is next, and the latest with state and reason."""
    if invocation.planner is None:
        return []
    found = await invocation.planner.lately(MESSAGES)
    following = f"{found.following:%-d %b %Y, %H:%M} UTC" if found.following else "none on this platform"
    rows: list[Row] = [
        TextRow(f"{found.digests:,} ({found.resting:,} at rest)", "Digests"),
        TextRow(f"{found.watches:,}", "Watches"),
        TextRow(states_words(found.states), "Messages"),
        TextRow(following, "Next digest"),
    ]
    return [("Digests and watches", rows), ("Latest messages", [*parcel_rows(found.latest, UTC_ZONE)])]


def _notice(notice: Notice) -> TextRow:
    return TextRow(notice.words, f"{notice.at:%Y-%m-%d %H:%M}")


def _totals(totals: Totals) -> Iterator[TextRow]:
    yield TextRow(f"{totals.articles:,} ({totals.revisions:,} revisions)", "Articles")
    yield TextRow(f"{totals.publishers:,}", "Sources")
    unread = ", ".join(f"{language} {number:,}" for language, number in totals.unread.items())
    yield TextRow(unread or "none", "Not read")
    yield TextRow(f"{totals.last_ingest:%-d %b %Y, %H:%M} UTC" if totals.last_ingest else "never", "Last ingest")
    yield TextRow(f"{totals.last_index:%-d %b %Y, %H:%M} UTC" if totals.last_index else "never", "Last index")
    yield TextRow(f"{totals.stale:,}", "To reindex")
    yield TextRow(f"{totals.bytes / 1e6:,.1f} MB", "Store size")


def _kept(condition: Condition) -> Iterator[TextRow]:
    yield TextRow(check_words(condition.checked), "Whole")
    yield TextRow("for ever" if condition.retention is None else counted(condition.retention, "day"), "Kept")
    names = condition.names
    shipped = f"{counted(len(names.shipped), 'group')} of names come with the program"
    yield TextRow(f"{shipped}, {len(names.own):,} set here, {len(names.off):,} put off", "Aliases")
    if condition.pending:
        yield TextRow(f"{counted(condition.pending, 'article')}, answered from no more", "Being forgotten")


def _failure(failure: FailureCount) -> TextRow:
    what = "failed" if failure.failed else "skipped"
    return TextRow(f"{failure.reason}; such as {failure.example}, {failure.at:%H:%M} UTC", f"{failure.count:,} {what}")


def _overseer(invocation: Invocation) -> Overseer:
    return invocation.tended().overseer


COMMANDS = (Command("admin status", "the store in figures", status, (), "/admin status", admin=True, private=True),)
