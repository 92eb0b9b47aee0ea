"""Watches and what they are to tell, in SQL; each function works within the transaction that its caller has begun."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.agenda import Draft, Pending
from bot.core.digests import Mark
from bot.core.following import Adder
from bot.core.quiet import read_quiet
from bot.core.rooms import Room
from bot.core.watches import Watch
from bot.store.sqlite import deliveries, marks
from bot.store.sqlite.moments import moment, moment_or_none, seconds
from bot.store.sqlite.rows import storable

ROOM = ("platform", "channel", "thread", "workspace")
OWNER = ("owner_platform", "owner", "owner_workspace")
COLUMNS = ("words", "room", *ROOM, *OWNER, "created", "zone", "quiet", "told", "paused")
SELECT = f"SELECT number, {', '.join(COLUMNS)} FROM watch"  # noqa: S608 - the columns stand in this file
INSERT = f"INSERT INTO watch ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - the same
MATCH = """
    INSERT OR IGNORE INTO matched (watch, article, at)
    SELECT watch.number, ?2, ?3 FROM watch WHERE watch.number = ?1
"""
PENDING = """
    SELECT room, platform, channel, thread, workspace, matched.watch, matched.article, matched.at
    FROM matched JOIN watch ON watch.number = matched.watch
    WHERE paused IS NULL AND platform IN (SELECT value FROM json_each(?)) ORDER BY matched.number
"""
LAST = "SELECT max(settled) FROM delivery WHERE schedule = 0 AND state = 'sent' AND destination = ?"
WAITING = "SELECT EXISTS (SELECT 1 FROM delivery WHERE schedule = 0 AND destination = ? AND settled IS NULL)"
IS_PENDING = "SELECT EXISTS (SELECT 1 FROM matched WHERE watch = ? AND article = ?)"


def add(connection: sqlite3.Connection, watch: Watch, most: int) -> Watch | None:
    """Enter one where its room has fewer than `most`; the first of all begins with what comes from now on."""
    (count,) = connection.execute("SELECT count(*) FROM watch WHERE room = ?", (watch.room.key,)).fetchone()
    if count >= most:
        return None
    if connection.execute("SELECT 1 FROM watch LIMIT 1").fetchone() is None:
        _look_on(connection, marks.mark(connection))
    number = connection.execute(INSERT, _row(watch)).lastrowid
    return _watch(connection.execute(f"{SELECT} WHERE number = ?", (number,)).fetchone())


def some(connection: sqlite3.Connection, room: str | None) -> list[Watch]:
    """Those of a room, or all, in the order in which they were entered."""
    where, values = ("", ()) if room is None else ("WHERE room = ?", (room,))
    return [_watch(row) for row in connection.execute(f"{SELECT} {where} ORDER BY number", values)]


def delete(connection: sqlite3.Connection, number: int) -> bool:
    """Take one out, with what it was to tell of."""
    connection.execute("DELETE FROM matched WHERE watch = ?", (number,))
    return connection.execute("DELETE FROM watch WHERE number = ?", (number,)).rowcount > 0


def pause(connection: sqlite3.Connection, room: str, reason: str | None) -> None:
    """Let those of a room rest, or run again; those at rest keep their first reason."""
    if reason is None:
        connection.execute("UPDATE watch SET paused = NULL WHERE room = ?", (room,))
    else:
        said = storable(reason)
        connection.execute("UPDATE watch SET paused = ? WHERE room = ? AND paused IS NULL", (said, room))


def watched(connection: sqlite3.Connection) -> Mark:
    """How far they have looked."""
    known = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('watched_article', 'watched_change')"))
    return Mark(known["watched_article"], known["watched_change"])


def _look_on(connection: sqlite3.Connection, until: Mark) -> None:
    values = [(until.article, "watched_article"), (until.change, "watched_change")]
    connection.executemany("UPDATE meta SET value = ? WHERE key = ?", values)


def match(
    connection: sqlite3.Connection, since: Mark, until: Mark, matches: Mapping[int, Sequence[int]], now: datetime
) -> bool:
    """Note what they are to tell of, unless somebody else has; what was forgotten meanwhile is not told."""
    if watched(connection) != since:
        return False
    pairs = [(watch, article) for watch, articles in matches.items() for article in articles]
    told = {article for _, article in pairs}
    gone = {article for article in told if marks.is_any_forgotten(connection, (article,))}
    in_order = sorted((article, watch) for watch, article in pairs if article not in gone)
    connection.executemany(MATCH, [(watch, article, now.timestamp()) for article, watch in in_order])
    _look_on(connection, until)
    return True


def untold(connection: sqlite3.Connection, platforms: Collection[str]) -> dict[Room, Pending]:
    """What each room is to be told by those that are not at rest."""
    rooms: dict[str, Room] = {}
    found: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for key, platform, channel, thread, workspace, *pair in connection.execute(PENDING, (json.dumps(list(platforms)),)):
        rooms.setdefault(key, Room(platform, channel, thread, workspace))
        found[key].append((pair[0], pair[1], pair[2]))
    return {room: _pending(connection, key, found[key]) for key, room in rooms.items()}


def _pending(connection: sqlite3.Connection, room: str, pairs: Sequence[tuple[int, int, float]]) -> Pending:
    (last,) = connection.execute(LAST, (room,)).fetchone()
    (waiting,) = connection.execute(WAITING, (room,)).fetchone()
    return Pending(
        pairs=tuple((watch, article) for watch, article, _ in pairs),
        since=moment(min(at for _, _, at in pairs)),
        last=moment_or_none(last),
        waiting=bool(waiting),
    )


def write_alert(
    connection: sqlite3.Connection, drafts: Sequence[Draft], told: Sequence[tuple[int, int]], now: datetime
) -> bool:
    """Write a message down in the place of the pairs that it tells of."""
    if not all(connection.execute(IS_PENDING, pair).fetchone()[0] for pair in told):
        return False
    connection.executemany("DELETE FROM matched WHERE watch = ? AND article = ?", told)
    connection.executemany("UPDATE watch SET told = told + 1 WHERE number = ?", [(watch,) for watch, _ in told])
    deliveries.add(connection, drafts, now, pairs=told)
    return True


def take_back(
    connection: sqlite3.Connection, told: Sequence[tuple[int, int]], again: Collection[int], at: float
) -> None:
    """Undo `write_alert`; of these articles the watches are to tell again."""
    connection.executemany("UPDATE watch SET told = told - 1 WHERE number = ?", [(watch,) for watch, _ in told])
    connection.executemany(MATCH, [(watch, article, at) for watch, article in told if article in again])


def _row(watch: Watch) -> tuple[object, ...]:
    """The values of `COLUMNS`."""
    room, owner = watch.room, watch.owner
    return (
        storable(watch.words), room.key, room.platform, room.channel, room.thread, room.workspace,
        owner.platform, owner.user, owner.workspace, seconds(watch.created), watch.zone,
        str(watch.quiet) if watch.quiet else None, watch.told, watch.paused and storable(watch.paused),
    )  # fmt: skip


def _watch(row: Sequence[Any]) -> Watch:
    number, words, _, *rest = row
    room, owner, (created, zone, quiet, told, paused) = Room(*rest[:4]), Adder(*rest[4:7]), rest[7:]
    watch = Watch(number, words, room, owner, moment(created), zone, told=told, paused=paused)
    return replace(watch, quiet=read_quiet(quiet)) if quiet else watch
