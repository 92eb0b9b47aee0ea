"""`reindex`: preparing the whole store again, beside what is served."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer

from bot import app as parts
from bot.cli.output import complain, meter, say, say_json
from bot.core.errors import UserError
from bot.core.progress import ending_of
from bot.core.renewal import Renewal, Selection
from bot.core.when import parse_day
from bot.services.storytelling import settle

PATIENCE_SECONDS = 30.0
# Answers of a bot beside this come first; but whoever holds the store's only pen must not be kept from its work.
NICE = 5


def register(app: typer.Typer) -> None:
    """Add this call."""
    app.command("reindex")(reindex_call)


def reindex_call(
    everything: Annotated[bool, typer.Option("--all", help="Also what the current pipeline prepared.")] = False,
    source: Annotated[str | None, typer.Option(help="Only this publisher, site or place.", metavar="X")] = None,
    since: Annotated[str | None, typer.Option(help="Only what was published since.", metavar="DAY")] = None,
    force: Annotated[bool, typer.Option("--force", help="Also where the new index is far poorer.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The result as one JSON object.")] = False,
) -> int:
    """Prepare again what an older pipeline prepared, beside what is served; swapped in whole.

    What was interrupted goes on where it stopped.
    """
    chosen = Selection(everything, source, _day(since))
    os.nice(NICE)
    renewal = asyncio.run(_reindex(chosen if chosen != Selection() else None, force))
    if json:
        say_json(_object(renewal))
    else:
        _show(renewal)
    return 0 if renewal.ending == "done" and not renewal.failed else 1


def _day(words: str | None) -> date | None:
    day = parse_day(words, datetime.now(UTC).date()) if words else None
    if words and day is None:
        raise UserError(f"--since: {words!r} is no day; try 2024-01-31 or 'last week'")
    return day


async def _reindex(chosen: Selection | None, force: bool) -> Renewal:
    from bot.pipeline.steps import fingerprint  # noqa: PLC0415
    from bot.services.renewing import Builder  # noqa: PLC0415

    async with parts.opened(parts.settings().store_url, busy_seconds=PATIENCE_SECONDS) as store:
        with meter("Reindexed") as shown:
            builder = Builder(
                store, fingerprint(), parts.renewers, lambda account: shown.show(account.done, account.total)
            )
            renewal = await builder.run(chosen, force=force)
        with meter("Stories") as shown:
            await settle(store, shown.show)
        return renewal


def _show(renewal: Renewal) -> None:
    (say if renewal.ending == "done" else complain)(ending_of(renewal))
    if renewal.ending == "poor":
        complain("It is kept as far as it is; `reindex --force` serves it all the same.")
    for failure in renewal.failures:
        complain(f"article {failure.article}: {failure.reason}")


def _object(renewal: Renewal) -> dict[str, Any]:
    return {
        "ending": renewal.ending,
        "reason": renewal.reason,
        "prepared": renewal.prepared,
        "kept": renewal.kept,
        "failed": [{"article": failure.article, "reason": failure.reason} for failure in renewal.failures],
    }
