"""`/admin reindex`: preparing again, from the chat, what an older pipeline prepared."""

from __future__ import annotations

from bot.core.command import Command, Invocation, Option
from bot.core.library import Kind
from bot.core.reply import Card, Reply, TextRow

SHOWN = 40
HOURS = 3600.0


async def run(invocation: Invocation) -> Reply:
    """Prepare again what an older pipeline prepared, from the stored documents."""
    done = await invocation.tended().reindexer.reindex(everything=invocation.arguments.get("all") is True)
    failed = tuple(TextRow(line) for line in done.failed[:SHOWN])
    what = "1 article" if done.prepared == 1 else f"{done.prepared:,} articles"
    return Reply(
        title="Reindex",
        coverage=await invocation.library.index_line(),
        cards=(Card("Failed", failed),) if failed else (),
        notes=(f"{what} prepared anew, {len(done.failed):,} failed.",),
    )


COMMAND = Command(
    "admin reindex",
    "prepare again what an older pipeline prepared",
    run,
    (Option("all", Kind.FLAG, "also what the current pipeline prepared"),),
    "/admin reindex",
    admin=True,
    private=True,
    seconds=24 * HOURS,
)
