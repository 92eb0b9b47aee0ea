"""`/admin reindex`: preparing again, from the chat, what an older pipeline prepared."""

from __future__ import annotations

from dataclasses import replace

from bot.core.command import SINCE, SOURCE, Command, Invocation, Option
from bot.core.library import Kind
from bot.core.progress import bar_of, ending_of
from bot.core.renewal import Renewal, Selection
from bot.core.reply import Button, Card, Reply, TextRow
from bot.core.stewardship import Progress

SHOWN = 40
HOURS = 3600.0
CANCEL = Button("Cancel", "/admin reindex cancel:true")
ANYWAY = Button("Use it all the same", "/admin reindex force:true")


async def run(invocation: Invocation) -> Reply:
    """Start a reindex or follow the one under way, or stop it."""
    reindexer = invocation.tended().reindexer
    given = invocation.arguments
    if given.get("cancel") is True:
        return Reply(title="Reindex", notes=(_stopping(stopped=await reindexer.cancel()),))
    chosen = Selection(given.get("all") is True, invocation.text("source"), invocation.day("since"))
    renewal = await reindexer.renew(
        chosen if chosen != Selection() else None,
        lambda progress: invocation.interim.show(_under_way(progress)),
        force=given.get("force") is True,
    )
    return replace(_ended(renewal), coverage=await invocation.library.index_line())


def _stopping(*, stopped: bool) -> str:
    if not stopped:
        return "No reindex is under way."
    return "The reindex stops here: the old index goes on serving. /admin reindex goes on from where it stopped."


def _under_way(progress: Progress) -> Reply:
    return Reply(title="Reindex", notes=(bar_of(progress),), buttons=(CANCEL,), private=True)


def _ended(renewal: Renewal) -> Reply:
    failed = tuple(TextRow(f"article {failure.article}: {failure.reason}") for failure in renewal.failures[:SHOWN])
    cards = (Card("Failed", failed),) if failed else ()
    if renewal.reason:
        buttons = (ANYWAY,) if renewal.ending == "poor" else ()
        return Reply(title="Reindex", error=ending_of(renewal), blame="bot", cards=cards, buttons=buttons)
    return Reply(title="Reindex", notes=(ending_of(renewal),), cards=cards)


COMMAND = Command(
    "admin reindex",
    "prepare again what an older pipeline prepared",
    run,
    (
        Option("all", Kind.FLAG, "also what the current pipeline prepared"),
        SOURCE,
        SINCE,
        Option("force", Kind.FLAG, "also where the new index is far poorer than the old"),
        Option("cancel", Kind.FLAG, "stop the reindex under way"),
    ),
    "/admin reindex",
    admin=True,
    private=True,
    seconds=24 * HOURS,
)
