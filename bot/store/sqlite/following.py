"""The register of followed sources in SQL; each function works within the transaction that its caller has begun."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.core.following import CLOCK_SLACK, Adder, Followed, Health, Validators, begun, claimed, set_right
from bot.core.register import Wanted
from bot.store.sqlite import tombstones
from bot.store.sqlite.addresses import host_of, key_of
from bot.store.sqlite.moments import moment, moment_or_none, seconds
from bot.store.sqlite.rows import storable

COLUMNS = (
    "kind", "title", "publisher", "place", "place_key", "host", "etag", "modified", "digest", "hint", "state",
    "interval", "due", "tried", "succeeded", "brought", "articles", "failures", "failing_since", "reason", "added",
)  # fmt: skip
IDENTITY = ("number", "address", "platform", "user", "workspace")
SELECT = f"SELECT {', '.join((*IDENTITY, *COLUMNS))} FROM followed"  # noqa: S608 - the columns stand in this file
UPDATE = f"UPDATE followed SET {', '.join(f'{name} = ?' for name in COLUMNS)} WHERE number = ?"  # noqa: S608 - the same
INSERT = (
    f"INSERT INTO followed (key, address, platform, user, workspace, {', '.join(COLUMNS)})"  # noqa: S608 - the same
    f" VALUES ({', '.join('?' * (5 + len(COLUMNS)))})"
)


def follow(connection: sqlite3.Connection, wanted: Sequence[Wanted], now: datetime) -> list[int | None]:
    """Enter these; null for one that is there."""
    return [_enter(connection, one, now) for one in wanted]


def _enter(connection: sqlite3.Connection, one: Wanted, now: datetime) -> int | None:
    address, place = storable(one.address), storable(one.place)
    if _at(connection, address) or _at(connection, place):
        return None
    source = Followed(0, address, place, one.adder, now, begun(one.due, one.kind), one.kind, one.title)
    who = (one.adder.platform, one.adder.user, one.adder.workspace)
    cursor = connection.execute(INSERT, (key_of(address), address, *who, *_row(source)))
    _count_change(connection)
    return cursor.lastrowid


def unfollow(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Take these out."""
    for number in numbers:
        connection.execute("DELETE FROM followed WHERE number = ?", (number,))
        connection.execute("DELETE FROM watched_file WHERE source = ?", (number,))
    _count_change(connection)


def followed(connection: sqlite3.Connection) -> list[Followed]:
    """All of them."""
    return [_source(row) for row in connection.execute(f"{SELECT} ORDER BY number")]


def followed_at(connection: sqlite3.Connection, address: str) -> Followed | None:
    """The one at an address."""
    return _at(connection, storable(address))


def _at(connection: sqlite3.Connection, address: str) -> Followed | None:
    key = key_of(address.strip())
    row = connection.execute(f"{SELECT} WHERE key = ? OR place_key = ? LIMIT 1", (key, key)).fetchone()
    return _source(row) if row else None


def is_any_due(connection: sqlite3.Connection, now: datetime) -> bool:
    """Whether there is anything to claim, or to set right; asked of a reader, so that idling writes nothing."""
    (due,) = connection.execute("SELECT min(due) FROM followed WHERE state != 'paused'").fetchone()
    return (due is not None and due <= now.timestamp()) or any(True for _ in _ahead(connection, now))


def claim(
    connection: sqlite3.Connection, now: datetime, limit: int, per_host: int, crowded: Mapping[str, int]
) -> list[Followed]:
    """Take the turns of those that are due; they are given as they were before."""
    for source in list(_ahead(connection, now)):
        _write(connection, set_right(source, now))
    taken = list(_turns(connection, now, limit, per_host, Counter(crowded)))
    for source in taken:
        _write(connection, claimed(source, now))
    return taken


def _ahead(connection: sqlite3.Connection, now: datetime) -> Iterator[Followed]:
    """Those last touched in what is now the future."""
    late = (now + CLOCK_SLACK).timestamp()
    return map(_source, connection.execute(f"{SELECT} WHERE coalesce(tried, added) > ?", (late,)))


def _turns(
    connection: sqlite3.Connection, now: datetime, limit: int, per_host: int, hosts: Counter[str]
) -> Iterator[Followed]:
    """Rows are looked at one by one and made into sources only where they are taken: thousands may be due."""
    rows = connection.execute(
        "SELECT number, host FROM followed WHERE due <= ? AND state != 'paused' ORDER BY due", (now.timestamp(),)
    )
    for number, host in rows:
        if limit <= 0:
            break
        if hosts[host] < per_host:
            hosts[host] += 1
            limit -= 1
            yield _source(connection.execute(f"{SELECT} WHERE number = ?", (number,)).fetchone())


def next_due(connection: sqlite3.Connection) -> datetime | None:
    """The earliest turn."""
    (due,) = connection.execute("SELECT min(due) FROM followed WHERE state != 'paused'").fetchone()
    return moment_or_none(due)


def states(connection: sqlite3.Connection) -> dict[str, int]:
    """How many are in each state."""
    return dict(connection.execute("SELECT state, count(*) FROM followed GROUP BY state"))


def reached(connection: sqlite3.Connection, since: datetime) -> tuple[int, int]:
    """How many are on the web, and how many of them were well since."""
    asked = "SELECT count(*), coalesce(sum(succeeded >= ?), 0) FROM followed WHERE kind IS NOT 'folder'"
    web, well = connection.execute(asked, (since.timestamp(),)).fetchone()
    return int(web), int(well)


def settle(connection: sqlite3.Connection, sources: Sequence[Followed]) -> None:
    """Write how these are, save those that were paused or taken out meanwhile."""
    changed = False
    for source in sources:
        row = connection.execute("SELECT state, reason FROM followed WHERE number = ?", (source.number,)).fetchone()
        if row and row[0] != "paused":
            _write(connection, source)
            changed |= row != (source.health.state, source.health.reason)
    if changed:
        _count_change(connection)


def put_health(connection: sqlite3.Connection, source: Followed) -> None:
    """Write how this one is, in any state."""
    _write(connection, source)
    _count_change(connection)


def unseen(connection: sqlite3.Connection, links: Sequence[str], now: datetime) -> list[str]:
    """Those that are new, and not barred since an admin had them forgotten."""
    new = [link for link in links if not _is_seen(connection, key_of(link.strip()), now.timestamp())]
    return [link for link in new if not tombstones.barred_at(connection, link)]


def _is_seen(connection: sqlite3.Connection, key: str, now: float) -> bool:
    stored = "SELECT EXISTS (SELECT 1 FROM address WHERE key = ?)"
    passed = "SELECT EXISTS (SELECT 1 FROM fruitless WHERE key = ? AND until > ?)"
    return bool(
        connection.execute(stored, (key,)).fetchone()[0] or connection.execute(passed, (key, now)).fetchone()[0]
    )


def pass_over(connection: sqlite3.Connection, links: Mapping[str, datetime], now: datetime) -> None:
    """Note these, and forget those whose time is over."""
    connection.execute("DELETE FROM fruitless WHERE until <= ?", (now.timestamp(),))
    rows = [(key_of(storable(link).strip()), until.timestamp()) for link, until in links.items()]
    connection.executemany("INSERT OR REPLACE INTO fruitless (key, until) VALUES (?, ?)", rows)


def files(connection: sqlite3.Connection, number: int) -> dict[str, str]:
    """What was read of a folder."""
    return dict(connection.execute("SELECT path, look FROM watched_file WHERE source = ?", (number,)))


def saw_files(connection: sqlite3.Connection, number: int, looks: Mapping[str, str], gone: Sequence[str]) -> None:
    """Note what was read."""
    connection.executemany(
        "INSERT OR REPLACE INTO watched_file (source, path, look) VALUES (?, ?, ?)",
        [(number, path, look) for path, look in looks.items()],
    )
    connection.executemany("DELETE FROM watched_file WHERE source = ? AND path = ?", [(number, path) for path in gone])


def _write(connection: sqlite3.Connection, source: Followed) -> None:
    connection.execute(UPDATE, (*_row(source), source.number))


def _row(source: Followed) -> tuple[object, ...]:
    """The values of `COLUMNS`."""
    health, marks, place = source.health, source.validators, storable(source.place)
    words = (value and storable(value) for value in (source.title, source.publisher))
    times = (seconds(at) for at in (health.due, health.tried, health.succeeded, health.brought))
    return (
        source.kind, *words, place, key_of(place), host_of(place) or "",
        marks.etag, marks.modified, marks.digest, source.hint, health.state, health.interval, *times,
        health.articles, health.failures, seconds(health.failing_since), health.reason and storable(health.reason),
        seconds(source.added),
    )  # fmt: skip


def _source(row: Sequence[Any]) -> Followed:
    one = dict(zip((*IDENTITY, *COLUMNS), row, strict=True))
    health = Health(
        due=moment(one["due"]),
        state=one["state"],
        interval=one["interval"],
        tried=moment_or_none(one["tried"]),
        succeeded=moment_or_none(one["succeeded"]),
        brought=moment_or_none(one["brought"]),
        articles=one["articles"],
        failures=one["failures"],
        failing_since=moment_or_none(one["failing_since"]),
        reason=one["reason"],
    )
    return Followed(
        number=one["number"],
        address=one["address"],
        place=one["place"],
        adder=Adder(one["platform"], one["user"], one["workspace"]),
        added=moment(one["added"]),
        health=health,
        kind=one["kind"],
        title=one["title"],
        publisher=one["publisher"],
        hint=one["hint"],
        validators=Validators(one["etag"], one["modified"], one["digest"]),
    )


def _count_change(connection: sqlite3.Connection) -> None:
    """What answers say of sources has changed, so that none that is remembered is given again."""
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'change'")
