"""Messages that were written down, in SQL; each function works within the transaction that its caller has begun.

What a message says is kept until it is over: it is sent from there, and then nobody needs it any more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.agenda import Draft, Parcel
from bot.core.carrying import Letter
from bot.core.delivery import Delivery, State
from bot.core.register import Notice
from bot.core.rooms import Room
from bot.store.sqlite import notices
from bot.store.sqlite.moments import moment, moment_or_none, seconds
from bot.store.sqlite.rows import json_of, storable

IDENTITY = ("schedule", "slot", "destination", "part")
STANDING = (
    "ready", "deadline", "state", "attempts", "holder", "lease_until", "unsure", "reason", "message",
)  # fmt: skip
ROOM = ("platform", "channel", "thread", "workspace")
READ = ("number", "written", *ROOM, *IDENTITY, *STANDING)
WRITTEN = (*IDENTITY, *STANDING, *ROOM, "at", "written", "body", "pairs")
SELECT = f"SELECT {', '.join(READ)} FROM delivery"  # noqa: S608 - the columns stand in this file
INSERT = f"INSERT INTO delivery ({', '.join(WRITTEN)}) VALUES ({', '.join('?' * len(WRITTEN))})"  # noqa: S608 - the same
UPDATE = f"UPDATE delivery SET {', '.join(f'{name} = ?' for name in STANDING)} WHERE number = ?"  # noqa: S608 - the same
SETTLE = "UPDATE delivery SET settled = ?, body = '', pairs = NULL WHERE number = ?"
BEHIND = """
    UPDATE delivery SET state = ?, reason = ?, settled = ?, body = '', pairs = NULL
    WHERE schedule = ? AND slot = ? AND destination = ? AND part > ? AND state = 'due'
"""
OLD = """
    DELETE FROM delivery WHERE number IN (
        SELECT number FROM delivery AS old WHERE settled < ? AND NOT EXISTS (
            SELECT 1 FROM edition WHERE digest = old.schedule AND slot = old.slot
            AND number = (SELECT max(number) FROM edition WHERE digest = old.schedule)
        ) ORDER BY settled LIMIT ?
    )
"""
OVER = frozenset({State.SENT, State.GONE, State.GIVEN_UP})
RECALLED = "an article that it told of was forgotten"


def add(
    connection: sqlite3.Connection,
    drafts: Sequence[Draft],
    now: datetime,
    at: datetime | None = None,
    pairs: Sequence[tuple[int, int]] | None = None,
) -> None:
    """Write these down, to be sent in the order of `at`, or of the time from which on each may be sent."""
    told = None if pairs is None else json_of(pairs)
    connection.executemany(INSERT, [_new_row(draft, now, at or draft.delivery.ready, told) for draft in drafts])


def _new_row(draft: Draft, now: datetime, at: datetime, pairs: str | None) -> tuple[object, ...]:
    """The values of `WRITTEN`."""
    one, room = draft.delivery, draft.room
    identity = (one.schedule, one.slot, one.destination, one.part)
    where = (room.platform, room.channel, room.thread, room.workspace)
    return (*identity, *_standing(one), *where, seconds(at), seconds(now), storable(draft.body), pairs)


def change(
    connection: sqlite3.Connection,
    number: int,
    step: Callable[[Delivery], Delivery | None],
    news: Sequence[Notice],
    now: datetime,
) -> Delivery | None:
    """Change one as it stands now, with what follows from it for others."""
    row = connection.execute(f"{SELECT} WHERE number = ?", (number,)).fetchone()
    then = step(parcel_of(row).delivery) if row else None
    if then is None:
        return None
    notices.write(connection, news)
    if then.state is State.DUE and _is_recalled(connection, number):
        then = replace(then, state=State.GIVEN_UP, reason=RECALLED)
    put(connection, number, then)
    if then.state in OVER:
        _settle(connection, number, then, now)
    if then.state is not State.LEASED and _is_orphan(connection, then):
        connection.execute("DELETE FROM delivery WHERE number = ?", (number,))
    return then


def put(connection: sqlite3.Connection, number: int, delivery: Delivery) -> None:
    """Write how this one stands."""
    connection.execute(UPDATE, (*_standing(delivery), number))


def _settle(connection: sqlite3.Connection, number: int, then: Delivery, now: datetime) -> None:
    """It is over: it needs no words any more, and what was to come behind it does not come without it."""
    connection.execute(SETTLE, (seconds(now), number))
    if then.schedule:
        slot = (then.schedule, then.slot)
        connection.execute("UPDATE edition SET undo = NULL WHERE digest = ? AND slot = ? AND undo NOT NULL", slot)
    if then.state is not State.SENT:
        place = (then.schedule, then.slot, then.destination, then.part)
        connection.execute(BEHIND, (then.state, then.reason, seconds(now), *place))


def _is_recalled(connection: sqlite3.Connection, number: int) -> bool:
    """Whether its words were taken away while it was being sent."""
    return not connection.execute("SELECT body FROM delivery WHERE number = ?", (number,)).fetchone()[0]


def _is_orphan(connection: sqlite3.Connection, one: Delivery) -> bool:
    """Whether its digest was deleted while it was being sent."""
    asked = "SELECT 1 FROM digest WHERE number = ?"
    return one.schedule != 0 and connection.execute(asked, (one.schedule,)).fetchone() is None


def latest(connection: sqlite3.Connection, digest: int | None, room: str | None, limit: int) -> list[Parcel]:
    """Those of a digest or of a room, the latest first, without what they say."""
    where = "(?1 IS NULL OR schedule = ?1) AND (?2 IS NULL OR destination = ?2)"
    if digest is not None:
        where = "schedule = ?1 AND (?2 IS NULL OR destination = ?2)"
    elif room is not None:
        where = "?1 IS NULL AND destination = ?2"
    rows = connection.execute(f"{SELECT} WHERE {where} ORDER BY number DESC LIMIT ?3", (digest, room, limit))
    return [parcel_of(row) for row in rows]


def states(connection: sqlite3.Connection) -> dict[str, int]:
    """How many are in each state."""
    return dict(connection.execute("SELECT state, count(*) FROM delivery GROUP BY state"))


def prune(connection: sqlite3.Connection, before: datetime, limit: int) -> int:
    """Forget those that were over before, save those of each digest's latest edition."""
    return connection.execute(OLD, (before.timestamp(), limit)).rowcount


def parcel_of(row: Sequence[Any]) -> Parcel:
    """The message of a row of `SELECT`, without what it says."""
    one = dict(zip(READ, row, strict=True))
    delivery = Delivery(
        schedule=one["schedule"],
        slot=one["slot"],
        destination=one["destination"],
        part=one["part"],
        ready=moment(one["ready"]),
        deadline=moment(one["deadline"]),
        state=State(one["state"]),
        attempts=one["attempts"],
        holder=one["holder"],
        lease_until=moment_or_none(one["lease_until"]),
        unsure=bool(one["unsure"]),
        reason=one["reason"],
        message=one["message"],
    )
    name = "/".join(str(one[column]) for column in IDENTITY)
    room = Room(one["platform"], one["channel"], one["thread"], one["workspace"])
    return Parcel(one["number"], delivery, Letter(name, room, "", moment(one["written"])))


def _standing(one: Delivery) -> tuple[object, ...]:
    """The values of `STANDING`."""
    reason = one.reason and storable(one.reason)
    return (
        seconds(one.ready), seconds(one.deadline), one.state, one.attempts, one.holder, seconds(one.lease_until),
        one.unsure, reason, one.message,
    )  # fmt: skip
