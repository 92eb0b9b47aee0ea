"""What digests did for each slot, in SQL; each function works within the transaction that its caller has begun."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from bot.core.agenda import Draft
from bot.core.digests import Digest, Edition, Fate, Mark
from bot.core.slots import Slot
from bot.store.sqlite import deliveries, digests, marks
from bot.store.sqlite.moments import moment, seconds
from bot.store.sqlite.rows import json_of

COLUMNS = ("digest", "slot", "first", "at", "written", "since", "fate", "new", "updated", "arrived", "late")
SELECT = f"SELECT {', '.join(COLUMNS)} FROM edition"  # noqa: S608 - the columns stand in this file
INSERT = f"INSERT INTO edition ({', '.join(COLUMNS)}, undo) VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"  # noqa: S608 - the same
OLD = """
    DELETE FROM edition WHERE number IN (
        SELECT number FROM edition AS old WHERE written < ?
        AND number < (SELECT max(number) FROM edition WHERE digest = old.digest)
        AND NOT EXISTS (SELECT 1 FROM delivery WHERE schedule = old.digest AND slot = old.slot)
        ORDER BY written LIMIT ?
    )
"""
NUMBERS = msgspec.json.Decoder(tuple[int, ...])


@dataclass(frozen=True, slots=True)
class Undo:
    """Where a digest stood before an edition; its words are no part of it."""

    reached: Slot | None
    told: datetime
    mark: Mark


UNDO = msgspec.json.Decoder(Undo)


def write(
    connection: sqlite3.Connection, digest: Digest, edition: Edition, drafts: Sequence[Draft], now: datetime
) -> bool:
    """Move a digest on and write down what it is to send, if nobody else has and nothing of it was forgotten."""
    was = digests.get(connection, digest.number)
    if was is None or was.version != digest.version:
        return False
    if marks.is_any_forgotten(connection, (*edition.new, *edition.updated)):
        return False
    if _is_written(connection, edition):
        digests.put(connection, replace(was, schedule=digest.schedule))
        return False
    digests.put(connection, digest)
    undo = json_of(Undo(was.schedule.reached, was.schedule.told, was.mark)) if drafts else None
    connection.execute(INSERT, (*_row(edition), undo))
    deliveries.add(connection, drafts, now, edition.at)
    return True


def _is_written(connection: sqlite3.Connection, edition: Edition) -> bool:
    asked = "SELECT 1 FROM edition WHERE digest = ? AND slot = ?"
    return connection.execute(asked, (edition.digest, edition.slot)).fetchone() is not None


def latest(connection: sqlite3.Connection, number: int, limit: int) -> list[Edition]:
    """Those of a digest, the latest first."""
    rows = connection.execute(f"{SELECT} WHERE digest = ? ORDER BY number DESC LIMIT ?", (number, limit))
    return [_edition(row) for row in rows]


def prune(connection: sqlite3.Connection, before: datetime, limit: int) -> int:
    """Forget those without messages that were written before, save the latest of each digest."""
    return connection.execute(OLD, (before.timestamp(), limit)).rowcount


def _row(edition: Edition) -> tuple[object, ...]:
    """The values of `COLUMNS`."""
    times = (seconds(at) for at in (edition.at, edition.written, edition.since))
    articles = (json_of(numbers) for numbers in (edition.new, edition.updated))
    return (
        edition.digest, edition.slot, edition.first, *times, edition.fate, *articles, edition.arrived, edition.late,
    )  # fmt: skip


def _edition(row: Sequence[Any]) -> Edition:
    one = dict(zip(COLUMNS, row, strict=True))
    times = {name: moment(one[name]) for name in ("at", "written", "since")}
    articles = {name: NUMBERS.decode(one[name]) for name in ("new", "updated")}
    return Edition(**one | times | articles | {"fate": Fate(one["fate"]), "late": bool(one["late"])})
