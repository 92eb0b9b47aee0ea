"""Digests in SQL; each function works within the transaction that its caller has begun.

Schedules are kept in words, so that a version with another idea of a cadence reads them back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from bot.core.cadence import words_of
from bot.core.cadence_reading import read_cadence
from bot.core.digests import Digest, Empty, Mark, Subject
from bot.core.errors import StoreError, UserError
from bot.core.following import Adder
from bot.core.quantities import Quantity
from bot.core.register import Notice
from bot.core.rooms import Room
from bot.core.schedule import Late, Schedule, next_due
from bot.core.slots import Rhythm, Slot
from bot.store.sqlite import notices
from bot.store.sqlite.moments import moment, seconds
from bot.store.sqlite.rows import json_of, storable

COLUMNS = (
    "version", "name", "room", "platform", "channel", "thread", "workspace", "owner_platform", "owner",
    "owner_workspace", "topics", "sources", "cadence", "zone", "since", "late", "told", "slot_at", "slot_wall",
    "slot_key", "paused", "next", "created", "size", "empty", "mark_article", "mark_change", "memory",
)  # fmt: skip
SELECT = f"SELECT number, {', '.join(COLUMNS)} FROM digest"  # noqa: S608 - the columns stand in this file
INSERT = f"INSERT INTO digest ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - the same
UPDATE = f"UPDATE digest SET {', '.join(f'{name} = ?' for name in COLUMNS)} WHERE number = ?"  # noqa: S608 - the same
FREE = """
    next IS NOT NULL AND platform IN (SELECT value FROM json_each(?)) AND NOT EXISTS (
        SELECT 1 FROM delivery WHERE schedule = digest.number AND settled IS NULL
    )
"""
MEMORY = msgspec.json.Decoder(tuple[Quantity, ...])
WORDS = msgspec.json.Decoder(tuple[str, ...])


def add(connection: sqlite3.Connection, digest: Digest, most: int) -> Digest | None:
    """Enter one where its room has fewer than `most`."""
    if count(connection, digest.room.key) >= most:
        return None
    cursor = connection.execute(INSERT, _row(digest))
    return get(connection, cursor.lastrowid or 0)


def get(connection: sqlite3.Connection, number: int) -> Digest | None:
    """One of them."""
    row = connection.execute(f"{SELECT} WHERE number = ?", (number,)).fetchone()
    return _digest(row) if row else None


def some(connection: sqlite3.Connection, room: str | None, owner: Adder | None, limit: int, skip: int) -> list[Digest]:
    """Those of a room or of somebody, or all, in the order in which they were entered."""
    where, values = _of(room, owner)
    rows = connection.execute(f"{SELECT} WHERE {where} ORDER BY number LIMIT ? OFFSET ?", (*values, limit, skip))
    return [_digest(row) for row in rows]


def count(
    connection: sqlite3.Connection, room: str | None, owner: Adder | None = None, *, resting: bool = False
) -> int:
    """How many of these there are, or are at rest."""
    where, values = _of(room, owner)
    condition = where + " AND paused NOT NULL" * resting
    asked = f"SELECT count(*) FROM digest WHERE {condition}"  # noqa: S608 - conditions of this file
    return int(connection.execute(asked, values).fetchone()[0])


def _of(room: str | None, owner: Adder | None) -> tuple[str, tuple[str, ...]]:
    """A condition, and the values for it."""
    if room is not None:
        return "room = ?", (room,)
    return ("owner_platform = ? AND owner = ?", (owner.platform, owner.user)) if owner else ("TRUE", ())


def change(
    connection: sqlite3.Connection, number: int, step: Callable[[Digest], Digest], news: Sequence[Notice]
) -> Digest | None:
    """Change one as it stands now."""
    was = get(connection, number)
    if was is None:
        return None
    notices.write(connection, news)
    then = step(was)
    if then != was:
        put(connection, replace(then, number=number, version=was.version))
    return get(connection, number)


def put(connection: sqlite3.Connection, digest: Digest) -> None:
    """Write it in the place of its row, as the next version."""
    connection.execute(UPDATE, (*_row(replace(digest, version=digest.version + 1)), digest.number))


def delete(connection: sqlite3.Connection, number: int) -> bool:
    """Take one out with all that is of it, save a message that is just being sent."""
    connection.execute("DELETE FROM delivery WHERE schedule = ? AND state != 'leased'", (number,))
    connection.execute("DELETE FROM edition WHERE digest = ?", (number,))
    return connection.execute("DELETE FROM digest WHERE number = ?", (number,)).rowcount > 0


def due(
    connection: sqlite3.Connection, now: datetime, platforms: Collection[str], limit: int
) -> tuple[list[Digest], list[int]]:
    """Those whose next slot has come; and the numbers of those whose slot a new zone database has moved since."""
    rows = connection.execute(
        f"{SELECT} WHERE next <= ? AND {FREE} ORDER BY next, number LIMIT ?",
        (now.timestamp(), json.dumps(list(platforms)), limit),
    )
    found = [_digest(row) for row in rows]
    moved = [digest.number for digest in found if not _is_due(digest, now)]
    return [digest for digest in found if digest.number not in moved], moved


def _is_due(digest: Digest, now: datetime) -> bool:
    following = next_due(digest.schedule)
    return following is not None and following <= now


def set_right(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Reckon again when these are due."""
    for number in numbers:
        if digest := get(connection, number):
            following = seconds(next_due(digest.schedule))
            connection.execute("UPDATE digest SET next = ? WHERE number = ?", (following, number))


def next_slot(connection: sqlite3.Connection, platforms: Collection[str]) -> datetime | None:
    """The earliest of the next slots."""
    asked = f"SELECT next FROM digest WHERE {FREE} ORDER BY next LIMIT 1"  # noqa: S608 - a condition of this file
    row = connection.execute(asked, (json.dumps(list(platforms)),)).fetchone()
    return moment(row[0]) if row else None


def _row(digest: Digest) -> tuple[object, ...]:
    """The values of `COLUMNS`."""
    room, owner, schedule = digest.room, digest.owner, digest.schedule
    rhythm, slot = schedule.rhythm, schedule.reached
    return (
        digest.version, storable(digest.name), room.key, room.platform, room.channel, room.thread, room.workspace,
        owner.platform, owner.user, owner.workspace, json_of(digest.subject.topics), json_of(digest.subject.sources),
        words_of(rhythm.cadence), rhythm.zone.key, seconds(rhythm.since), schedule.late, seconds(schedule.told),
        *((seconds(slot.at), slot.wall.isoformat(), slot.key) if slot else (None, None, None)),
        schedule.paused and storable(schedule.paused), seconds(next_due(schedule)), seconds(digest.created),
        digest.size, digest.empty, digest.mark.article, digest.mark.change, json_of(digest.memory),
    )  # fmt: skip


def _digest(row: Sequence[Any]) -> Digest:
    one = dict(zip(("number", *COLUMNS), row, strict=True))
    return Digest(
        number=one["number"],
        name=one["name"],
        room=Room(one["platform"], one["channel"], one["thread"], one["workspace"]),
        owner=Adder(one["owner_platform"], one["owner"], one["owner_workspace"]),
        subject=Subject(WORDS.decode(one["topics"]), WORDS.decode(one["sources"])),
        schedule=_schedule(one),
        created=moment(one["created"]),
        size=one["size"],
        empty=Empty(one["empty"]),
        mark=Mark(one["mark_article"], one["mark_change"]),
        memory=MEMORY.decode(one["memory"]),
        version=one["version"],
    )


def _schedule(one: dict[str, Any]) -> Schedule:
    try:
        rhythm = Rhythm(read_cadence(one["cadence"], 1), ZoneInfo(one["zone"]), moment(one["since"]))
    except (UserError, ZoneInfoNotFoundError, ValueError, OSError) as problem:
        said = f"'{one['cadence']}' in {one['zone']}"
        raise StoreError(f"the schedule of digest {one['number']} cannot be read here: {said}") from problem
    key = one["slot_key"]
    slot = Slot(moment(one["slot_at"]), datetime.fromisoformat(one["slot_wall"]), key) if key else None
    return Schedule(rhythm, Late(one["late"]), moment(one["told"]), slot, one["paused"])
