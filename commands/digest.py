"""`/digest`: what this channel is told regularly, and when; set up, looked at, rested and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.answers import turning
from bot.core.cadence import words_of
from bot.core.command import SOURCE, Command, Invocation, Option, write_line
from bot.core.deliveries_told import edition_rows, parcel_rows
from bot.core.digests import Digest, Empty
from bot.core.library import Kind
from bot.core.planner import Order, where_of
from bot.core.reply import Button, Card, Reply, TextRow
from bot.core.rooms import Room, room_of
from bot.core.schedule import Late
from bot.core.slots import Slot

PAGE = 20
FEW = 5
LIST = Button("Digests", "/digest list")
EMPTY = {Empty.SAY: "says so when nothing is new", Empty.SILENT: "stays silent when nothing is new"}
LATE = {
    Late.SEND: "sent with a label when late",
    Late.MERGE: "left to the next when late",
    Late.SKIP: "left out when late",
}


async def create(invocation: Invocation) -> Reply:
    """Set one up, and show what it would say now."""
    order = Order(
        topics=invocation.text("topics") or "",
        at=invocation.text("at"),
        zone=invocation.text("zone"),
        sources=invocation.text("sources"),
        size=invocation.ask().size,
        empty=Empty(invocation.text("empty") or "say"),
        late=Late(invocation.text("late") or "send"),
        name=invocation.text("name") or "",
        channel=invocation.text("channel"),
    )
    planned = await invocation.planned().create(order, invocation.asker)
    digest = planned.digest
    preview = planned.preview
    return replace(
        preview,
        title=f"Digest {digest.number} is set up",
        coverage="",
        cards=(
            Card("Digest", (*_terms(digest), TextRow(planned.label, "Where"), *_slots(planned.slots))),
            Card("As it would be now", tuple(TextRow(line) for line in (preview.title, preview.coverage) if line)),
            *preview.cards,
        ),
        notes=(*planned.notes, *preview.notes),
        buttons=(Button("Pause", f"/digest pause {digest.number}"), _delete(digest), LIST),
    )


async def listing(invocation: Invocation) -> Reply:
    """A page of them."""
    where = where_of(invocation.text("where"))
    page = max(1, int(invocation.text("page") or "1"))
    planner, here = invocation.planned(), room_of(invocation.asker)
    found = await planner.listed(where, invocation.asker, page, PAGE)
    pages = max(1, -(-found.total // PAGE))
    if page > pages:
        page, found = pages, await planner.listed(where, invocation.asker, pages, PAGE)
    rows = tuple(_line(digest, slot, here) for digest, slot in found.digests)
    none = 'None yet. /digest create tumen river at:"daily 08:00" sets one up.'
    return Reply(
        title="Digests" if pages == 1 else f"Digests, page {page} of {pages}",
        coverage=f"{found.total:,} {'digest' if found.total == 1 else 'digests'}" if found.total else "",
        cards=(Card("Digests", rows),) if rows else (),
        notes=() if found.total else (none,),
        buttons=(
            *turning(f"/digest list where:{where}", page, pages),
            *_shows([digest for digest, _ in found.digests]),
        ),
    )


async def show(invocation: Invocation) -> Reply:
    """One of them: its terms, what it did, and why its last edition had what it had."""
    shown = await invocation.planned().show(_number(invocation), invocation.asker)
    digest = shown.digest
    cards = [
        Card("Digest", (*_terms(digest), *_slots(shown.slots))),
        Card("Editions", edition_rows(shown.editions, digest.schedule.rhythm.zone) or (TextRow("none yet"),)),
    ]
    if shown.parcels:
        cards.append(Card("Messages", parcel_rows(shown.parcels, digest.schedule.rhythm.zone)))
    rest = Button("Resume", f"/digest resume {digest.number}") if digest.schedule.paused else _pause(digest)
    buttons = (Button("Preview", f"/digest preview {digest.number}"), rest, _delete(digest), LIST)
    return Reply(title=_title(digest), cards=tuple(cards), buttons=buttons)


async def preview(invocation: Invocation) -> Reply:
    """What one would say now."""
    planner = invocation.planned()
    digest = await planner.digest(_number(invocation), invocation.asker)
    reply = await planner.preview(digest)
    return replace(reply, notes=("A preview; nothing was sent.", *reply.notes))


async def pause(invocation: Invocation) -> Reply:
    """Let one rest."""
    digest = await invocation.planned().pause(_number(invocation), invocation.asker)
    button = Button("Resume", f"/digest resume {digest.number}")
    return Reply(title=_title(digest), notes=(f"Digest {digest.number} rests.",), buttons=(button, LIST))


async def resume(invocation: Invocation) -> Reply:
    """Let one run again."""
    digest, slots = await invocation.planned().resume(_number(invocation), invocation.asker)
    cards = (Card("Digest", _slots(slots)),)
    return Reply(
        title=_title(digest), cards=cards, notes=(f"Digest {digest.number} runs.",), buttons=(_pause(digest), LIST)
    )


async def delete(invocation: Invocation) -> Reply:
    """Ask first, then take it away."""
    number, planner = _number(invocation), invocation.planned()
    if invocation.arguments.get("sure") is not True:
        digest = await planner.owned(number, invocation.asker)
        line = write_line("digest delete", {"number": str(number), "sure": "true"}, "number")
        note = f"{_named(digest)} and what it remembers will go; what it has sent stays in the channel."
        return Reply(title="Delete?", notes=(note,), buttons=(Button("Delete it", line), LIST))
    digest = await planner.delete(number, invocation.asker)
    return Reply(title="Deleted", notes=(f"{_named(digest)} is no more.",), buttons=(LIST,))


def _number(invocation: Invocation) -> int:
    return int(invocation.text("number") or "0")


def _title(digest: Digest) -> str:
    return f"Digest {digest.number}: {digest.name or ', '.join(digest.subject.topics)}"


def _named(digest: Digest) -> str:
    return f"Digest {digest.number} ({digest.name or ', '.join(digest.subject.topics)})"


def _terms(digest: Digest) -> tuple[TextRow, ...]:
    rhythm = digest.schedule.rhythm
    sources = ", ".join(digest.subject.sources)
    rows = [
        TextRow(", ".join(digest.subject.topics), "Topics"),
        *([TextRow(sources, "Sources")] if sources else []),
        TextRow(f"{words_of(rhythm.cadence)} ({rhythm.zone.key})", "When"),
        TextRow(f"{digest.size}, {EMPTY[digest.empty]}, {LATE[digest.schedule.late]}", "How"),
        *([TextRow(digest.schedule.paused, "Rests")] if digest.schedule.paused else []),
    ]
    return tuple(rows)


def _slots(slots: Sequence[Slot]) -> tuple[TextRow, ...]:
    return (TextRow("; ".join(map(_moment, slots)), "Next"),) if slots else ()


def _moment(slot: Slot) -> str:
    return f"{slot.wall:%a %-d %b %Y, %H:%M}" + (f":{slot.wall:%S}" if slot.wall.second else "")


def _shows(digests: Sequence[Digest]) -> list[Button]:
    """A button for each where they are few."""
    if len(digests) > FEW:
        return []
    return [Button(f"Show {one.number}", f"/digest show {one.number}") for one in digests]


def _line(digest: Digest, slot: Slot | None, here: Room) -> TextRow:
    """One of a list, with its room where that is another."""
    rhythm = digest.schedule.rhythm
    following = f"next {_moment(slot)}" if slot else f"rests: {digest.schedule.paused or 'no more slots'}"
    named = [digest.name] if digest.name else []
    parts = [*named, ", ".join(digest.subject.topics), f"{words_of(rhythm.cadence)} ({rhythm.zone.key})", following]
    parts += [] if digest.room.key == here.key else [digest.room.key]
    return TextRow(" · ".join(parts), str(digest.number))


def _pause(digest: Digest) -> Button:
    return Button("Pause", f"/digest pause {digest.number}")


def _delete(digest: Digest) -> Button:
    return Button("Delete", f"/digest delete {digest.number}")


TOPICS = Option("topics", Kind.TOPIC, "one or several, parted by commas", required=True)
AT = Option("at", Kind.TEXT, "daily 08:00, weekdays 7:30, every 6 hours, monthly 1st 09:00, or cron")
ZONE = Option("zone", Kind.ZONE, "time zone, such as Asia/Seoul")
SOURCES = replace(SOURCE, name="sources", help="only these publishers or sites, parted by commas")
SIZE = Option("size", Kind.CHOICE, "how much", choices=("short", "normal", "long"))
NOTHING = Option("empty", Kind.CHOICE, "when nothing is new", choices=("say", "silent"))
WHEN_LATE = Option("late", Kind.CHOICE, "when it could not be sent in time", choices=("send", "merge", "skip"))
NAME = Option("name", Kind.TEXT, "how it is headed, such as 'Morning digest'")
CHANNEL = Option("channel", Kind.TEXT, "for admins: another channel, by its id")
NUMBER = Option("number", Kind.NUMBER, "which digest, as /digest list numbers them", required=True)
WHERE = Option("where", Kind.CHOICE, "this channel's, yours, or all you may change", choices=("here", "mine", "all"))
PART = Option("page", Kind.NUMBER, "which page of the list")
SURE = Option("sure", Kind.FLAG, "do it, without asking first")

COMMANDS = (
    Command(
        "digest create", "a regular digest for this channel", create,
        (TOPICS, AT, ZONE, SOURCES, SIZE, NOTHING, WHEN_LATE, NAME, CHANNEL),
        '/digest create tumen river at:"daily 08:00" zone:Asia/Seoul', private=True, live=True, deed=True,
    ),
    Command(
        "digest list", "the digests of this channel", listing, (WHERE, PART), "/digest list", private=True, live=True,
    ),
    Command(
        "digest show", "one digest, and what it did lately", show, (NUMBER,), "/digest show 1", private=True, live=True,
    ),
    Command(
        "digest preview", "what a digest would say now", preview, (NUMBER,), "/digest preview 1",
        private=True, live=True,
    ),
    Command(
        "digest pause", "let a digest rest", pause, (NUMBER,), "/digest pause 1", private=True, live=True, deed=True,
    ),
    Command(
        "digest resume", "let a digest run again", resume, (NUMBER,), "/digest resume 1",
        private=True, live=True, deed=True,
    ),
    Command(
        "digest delete", "take a digest away", delete, (NUMBER, SURE), "/digest delete 1",
        private=True, live=True, deed=True,
    ),
)  # fmt: skip
