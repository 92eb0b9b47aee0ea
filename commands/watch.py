"""`/watch`: tell this channel as soon as something comes in."""

from __future__ import annotations

from bot.core.answers import turning
from bot.core.command import Command, Invocation, Option, write_line
from bot.core.library import Kind
from bot.core.planner import WatchOrder, where_of
from bot.core.reply import Button, Card, Reply, TextRow
from bot.core.rooms import Room, room_of
from bot.core.watches import Watch
from commands.digest import CHANNEL, PART, WHERE, ZONE

PAGE = 20
LIST = Button("Watches", "/watch list")


async def add(invocation: Invocation) -> Reply:
    """Watch for something."""
    order = WatchOrder(
        words=invocation.text("words") or "",
        quiet=invocation.text("quiet"),
        zone=invocation.text("zone"),
        channel=invocation.text("channel"),
    )
    watch, label, notes = await invocation.planned().add_watch(order, invocation.asker)
    said = f"{label} is told within a minute when an article comes in that has it; at most one message in 10 minutes."
    rows = (TextRow(watch.words, "Watching for"), TextRow(said, "Where"), *_quiet(watch))
    delete = Button("Delete", f"/watch delete {watch.number}")
    return Reply(
        title=f"Watch {watch.number} is set up",
        cards=(Card("Watch", rows),),
        notes=tuple(notes),
        buttons=(delete, LIST),
    )


def _quiet(watch: Watch) -> tuple[TextRow, ...]:
    return (TextRow(f"{watch.quiet} ({watch.zone})", "Quiet"),) if watch.quiet else ()


async def listing(invocation: Invocation) -> Reply:
    """Those of this channel, or others."""
    where, asker = where_of(invocation.text("where")), invocation.asker
    watches = await invocation.planned().watches(where, asker)
    pages = max(1, -(-len(watches) // PAGE))
    page = min(max(1, int(invocation.text("page") or "1")), pages)
    shown = watches[(page - 1) * PAGE : page * PAGE]
    rows = tuple(_line(watch, room_of(asker)) for watch in shown)
    none = 'None yet. /watch add tumen river, or /watch add "defectors > 1000".'
    return Reply(
        title="Watches" if pages == 1 else f"Watches, page {page} of {pages}",
        coverage=f"{len(watches):,} {'watch' if len(watches) == 1 else 'watches'}" if watches else "",
        cards=(Card("Watches", rows),) if rows else (),
        notes=() if rows else (none,),
        buttons=turning(f"/watch list where:{where}", page, pages),
    )


def _line(watch: Watch, here: Room) -> TextRow:
    """One of a list, with its room where that is another."""
    told = f"told of {watch.told:,} {'article' if watch.told == 1 else 'articles'}"
    quiet = f"quiet {watch.quiet} ({watch.zone})" if watch.quiet else ""
    rests = f"rests: {watch.paused}" if watch.paused else ""
    room = "" if watch.room.key == here.key else watch.room.key
    return TextRow(" · ".join(part for part in (watch.words, told, quiet, rests, room) if part), str(watch.number))


async def delete(invocation: Invocation) -> Reply:
    """Take one away."""
    number = int(invocation.text("number") or "0")
    watch = await invocation.planned().delete_watch(number, invocation.asker)
    again = Button("Add it again", write_line("watch add", {"words": watch.words}, "words"))
    return Reply(title="Deleted", notes=(f"Watch {watch.number} ({watch.words}) is no more.",), buttons=(again, LIST))


WORDS = Option("words", Kind.TOPIC, 'words, "a phrase", -without, source:name, "defectors > 1000"', required=True)
QUIET = Option("quiet", Kind.TEXT, "hours in which nothing is said, such as 22:00-07:00")
NUMBER = Option("number", Kind.NUMBER, "which watch, as /watch list numbers them", required=True)

COMMANDS = (
    Command(
        "watch add", "tell this channel when something new matches", add, (WORDS, QUIET, ZONE, CHANNEL),
        '/watch add tumen river "people smuggling" -football', private=True, live=True, deed=True,
    ),
    Command(
        "watch list", "the watches of this channel", listing, (WHERE, PART), "/watch list", private=True, live=True,
    ),
    Command(
        "watch delete", "watch for it no more", delete, (NUMBER,), "/watch delete 1",
        private=True, live=True, deed=True,
    ),
)  # fmt: skip
