"""`/admin retention`: for how many days articles are kept."""

from __future__ import annotations

from bot.core.answers import BLOCKED, counted, extent_words, published_words
from bot.core.command import Command, Invocation, Option
from bot.core.errors import UserError
from bot.core.keeper import Forgetter
from bot.core.keeping import Extent
from bot.core.library import Kind
from bot.core.reply import Button, Card, Reply, TextRow

HOURS = 3600.0
LONGEST_DAYS = 36_500
OFF = ("off", "never", "forever")


async def run(invocation: Invocation) -> Reply:
    """Show, set or apply how long articles are kept."""
    forgetter = invocation.tended().keeper.forgetter
    days = _days(invocation.text("days"))
    notes = []
    if days is not None:
        extent = await _lost(forgetter, days) if invocation.arguments.get("sure") is not True else None
        if extent is not None:
            return _ask_first(days, extent)
        await forgetter.keep_for(days or None)
        notes.append("The running bot applies it within a day, /admin retention now:true at once.")
    if invocation.arguments.get("now") is True:
        done = await forgetter.expire()
        notes = [f"{counted(done.articles, 'article')} gone.", *([] if done.scrubbed else [BLOCKED])]
    return _shown(await forgetter.retention(), notes)


def _days(typed: str | None) -> int | None:
    """The days asked for, 0 for ever; null where nothing is asked."""
    if typed is None:
        return None
    words = typed.strip().lower().removesuffix("days").removesuffix("day").strip()
    if words in OFF:
        return 0
    if not (words.isascii() and words.isdigit()) or not 0 < int(words) <= LONGEST_DAYS:
        raise UserError(f"days: '{typed[:40]}' is no number of days. Try days:365, or days:off.", option="days")
    return int(words)


async def _lost(forgetter: Forgetter, days: int) -> Extent | None:
    """What a shorter time would take away; null where it is not shorter or takes nothing."""
    before = await forgetter.retention()
    if not days or (before is not None and days >= before):
        return None
    extent = await forgetter.outlived(days)
    return extent if extent.articles else None


def _ask_first(days: int, extent: Extent) -> Reply:
    rows = (TextRow(extent_words(extent), "Articles"), TextRow(published_words(extent), "Published"))
    return Reply(
        title=f"Keep articles for {counted(days, 'day')} only?",
        cards=(Card("What will go", (*rows, *map(TextRow, extent.titles))),),
        notes=("Nothing was changed yet.",),
        buttons=(Button("Do so", f"/admin retention days:{days} sure:true"),),
    )


def _shown(kept: int | None, notes: list[str]) -> Reply:
    said = "Articles are kept for ever." if kept is None else f"Articles are kept for {counted(kept, 'day')}."
    how = "Counted from the day an article came into this store or last changed there, whenever it was published."
    return Reply(
        title="Retention",
        cards=(Card("How long", (TextRow(said), TextRow(how))),),
        notes=tuple(notes),
        buttons=() if kept is None else (Button("Apply now", "/admin retention now:true"),),
    )


COMMAND = Command(
    "admin retention",
    "for how many days articles are kept",
    run,
    (
        Option("days", Kind.TEXT, "a number of days, or off"),
        Option("now", Kind.FLAG, "let go now of what is older"),
        Option("sure", Kind.FLAG, "do it, without asking first"),
    ),
    "/admin retention days:365",
    admin=True,
    private=True,
    seconds=HOURS,
)
