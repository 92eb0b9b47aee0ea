"""The index that is being built: what state it is in, and putting articles into it, a few in each transaction.

All of a step is in one transaction with the position after it, so that a kill leaves nothing to mend.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import msgspec
import numpy as np

from bot.core.article import Prepared
from bot.core.errors import BuildLost, StoreError
from bot.core.renewal import Account, Build, Failure, Page, Renewal, Selection, Task, Wealth
from bot.store.sqlite import (
    columns,
    copies,
    history,
    indexing,
    mirroring,
    postings,
    reading,
    search,
    swapping,
    topics,
    writer,
)
from bot.store.sqlite.columns import Columns
from bot.store.sqlite.indexing import Work
from bot.store.sqlite.rows import MINUTES_A_DAY, article_of
from bot.store.sqlite.sides import NEXT

STEP = 24  # articles in one transaction: about 30 ms in which no other process can write
SCANNED = 2000
EPOCH = date(1970, 1, 1)

ENCODE = msgspec.json.encode
SELECTION = msgspec.json.Decoder(Selection)
ACCOUNT = msgspec.json.Decoder(Account)
RENEWAL = msgspec.json.Decoder(Renewal)

STATE = "SELECT fingerprint, selection, position, account, paused, owner, beat, started FROM build"
BEGIN = """
    INSERT INTO build (only, fingerprint, version, selection, position, account, paused, owner, beat, started)
    SELECT 1, ?, (SELECT user_version FROM pragma_user_version), ?, 1, ?, 0, ?, ?, ?
"""
SAME_SHAPE = "SELECT version = (SELECT user_version FROM pragma_user_version) FROM build"
CANDIDATES = """
    SELECT article FROM prepared WHERE article >= ? AND revision > 0 AND (? OR fingerprint != ?)
    ORDER BY article LIMIT ?
"""
BEFORE = """
    SELECT prepared.read, length(revision.text), facts.facts FROM prepared
    JOIN facts ON facts.article = prepared.article
    JOIN revision ON revision.article = prepared.article AND revision.number = prepared.revision
    WHERE prepared.article = ?
"""
SERVED = """
    SELECT prepared.revision, article.digest, revision.text, facts.facts FROM prepared
    JOIN article ON article.number = prepared.article
    JOIN facts ON facts.article = prepared.article
    JOIN revision ON revision.article = prepared.article AND revision.number = prepared.revision
    WHERE prepared.article = ?
"""
CARRIED = """
    SELECT stems.title, stems.sentences, stems.others, prepared.published, facts.facts FROM prepared
    JOIN stems ON stems.article = prepared.article
    JOIN facts ON facts.article = prepared.article
    WHERE prepared.article = ?
"""
COPY_STEMS = """
    INSERT OR REPLACE INTO next_stems (article, title, sentences, others)
    SELECT article, title, sentences, others FROM stems WHERE article = ?
"""


def load(connection: sqlite3.Connection) -> Build | None:
    """The build under way or interrupted."""
    row = connection.execute(STATE).fetchone()
    if row is None:
        return None
    fingerprint, selection, position, account, paused, owner, beat, started = row
    moments = datetime.fromisoformat(beat), datetime.fromisoformat(started)
    return Build(
        fingerprint, SELECTION.decode(selection), position, ACCOUNT.decode(account), bool(paused), owner, *moments
    )


def held(connection: sqlite3.Connection, owner: str) -> Build:
    """The build that this owner works on; `BuildLost` when it is not theirs any more."""
    build = load(connection)
    if build is None or build.owner != owner:
        raise BuildLost("the reindex was ended or taken over by another process; `status` tells how it goes")
    return build


def claim(
    connection: sqlite3.Connection,
    owner: str,
    seen: Build | None,
    plan: tuple[str, Selection],
    now: datetime,
) -> Build | None:
    """Take over the build that was seen or begin one; null where another was quicker or something is to be swept."""
    build = load(connection)
    if (build and (build.owner, build.beat)) != (seen and (seen.owner, seen.beat)):
        return None
    fingerprint, selection = plan
    if build is None:
        return None if swapping.is_unswept(connection) else _begin(connection, owner, fingerprint, selection, now)
    (same_shape,) = connection.execute(SAME_SHAPE).fetchone()
    if (build.fingerprint, build.selection) != plan or not same_shape:
        swapping.discard(connection)
        return None
    connection.execute("UPDATE build SET owner = ?, beat = ?, paused = 0", (owner, now.isoformat()))
    return load(connection)


def _begin(
    connection: sqlite3.Connection, owner: str, fingerprint: str, selection: Selection, now: datetime
) -> Build | None:
    swapping.create(connection)
    (total,) = connection.execute("SELECT count(*) FROM article").fetchone()
    moment = now.isoformat()
    account = ENCODE(Account(total)).decode()
    connection.execute(BEGIN, (fingerprint, ENCODE(selection).decode(), account, owner, moment, moment))
    return load(connection)


def tasks(connection: sqlite3.Connection, known: Columns, after: int, limit: int) -> Page | None:
    """The next articles to prepare; null when there are no more articles."""
    build = load(connection)
    if build is None:
        raise BuildLost("the reindex was ended by another process; `status` tells how")
    (last,) = connection.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()
    if after > last:
        return None
    numbers: list[int] = []
    for found in _candidates(connection, build, after):
        numbers += _chosen(known, build.selection, found)
        if len(numbers) >= limit:
            numbers = numbers[:limit]
            return Page(tuple(_task(connection, number) for number in numbers), numbers[-1] + 1)
    return Page(tuple(_task(connection, number) for number in numbers), last + 1)


def _candidates(connection: sqlite3.Connection, build: Build, after: int) -> Iterator[list[int]]:
    """Articles whose pipeline is another, or all, some thousand at a time."""
    wanted = build.selection.everything, build.fingerprint
    while rows := connection.execute(CANDIDATES, (after, *wanted, SCANNED)).fetchall():
        yield [number for (number,) in rows]
        after = rows[-1][0] + 1


def _chosen(known: Columns, selection: Selection, numbers: Sequence[int]) -> list[int]:
    found = np.array([number for number in numbers if number < known.places], np.int64)
    if selection.source:
        found = found[search.of_source(known, selection.source)[known.source[found]]]
    if selection.since:
        found = found[known.minute[found] >= (selection.since - EPOCH).days * MINUTES_A_DAY]
    chosen: list[int] = found.tolist()
    return chosen


def _task(connection: sqlite3.Connection, number: int) -> Task:
    try:
        raw = reading.raw(connection, number)
    except StoreError:
        raw = None
    row = connection.execute(BEFORE, (number,)).fetchone()
    return Task(number, raw, _wealth(*row) if row else Wealth())


def _wealth(read: int, characters: int, facts: str) -> Wealth:
    try:
        wealth = Wealth.of(article_of(facts, ""))
    except msgspec.MsgspecError:
        return Wealth()
    return replace(wealth, read=int(bool(read and characters)), characters=characters)


def advance(
    connection: sqlite3.Connection,
    owner: str,
    upto: int,
    given: tuple[Mapping[int, Prepared], Sequence[Failure], Account],
    now: datetime,
) -> Build:
    """Put the next articles into the build, those given as they are there, the others as they are served."""
    build = held(connection, owner)
    renewed, failures, account = given
    rows = connection.execute(
        "SELECT number FROM article WHERE number >= ? AND number < ?"
        " AND number NOT IN (SELECT article FROM forgetting) ORDER BY number LIMIT ?",
        (build.position, upto, STEP),
    ).fetchall()
    numbers = [number for (number,) in rows]
    position = numbers[-1] + 1 if len(numbers) == STEP else max(upto, build.position)
    fresh = {number: Work(renewed[number]) for number in numbers if number in renewed}
    fresh = {number: work for number, work in fresh.items() if _derive(connection, number, renewed[number])}
    indexing.index(connection, NEXT, fresh)
    _carry(connection, [number for number in numbers if number not in fresh])
    connection.executemany(
        "INSERT OR REPLACE INTO build_failure (article, reason) VALUES (?, ?)",
        [(failure.article, failure.reason) for failure in failures],
    )
    connection.execute("UPDATE build SET position = ?", (position,))
    return beat(connection, owner, replace(account, done=account.done + len(numbers)), now)


def _derive(connection: sqlite3.Connection, number: int, prepared: Prepared) -> bool:
    """Write what was prepared; false when the document it was prepared from has been replaced meanwhile."""
    prepared = writer.with_storable_text(prepared)
    row = connection.execute(SERVED, (number,)).fetchone()
    if row is None or row[1] != prepared.raw.digest:
        return False
    served, _, text, facts = row
    same = text == prepared.article.text
    revision, there = (served, True) if same else history.place_of(connection, number, prepared.article.text)
    if not there:
        born = swapping.generation(connection) + 1
        writer.insert_revision(connection, number, revision, prepared.article.text, born)
    if not same:
        history.retire(connection, number, served, facts)
    indexing.derive(connection, NEXT, number, revision, prepared)
    copies.sign(connection, number, prepared.signature)
    return True


def _carry(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Put articles into the build as they are served."""
    rows = {number: connection.execute(CARRIED, (number,)).fetchone() for number in numbers}
    there = {number: row for number, row in rows.items() if row is not None}
    mirroring.copy(connection, there)
    connection.executemany(COPY_STEMS, ((number,) for number in there))
    postings.append(connection, NEXT, {number: indexing.terms_of(*row[:4]) for number, row in there.items()})
    columns.write(connection, NEXT, columns.entries(connection, there))
    topics.count(connection, NEXT, [(indexing.topics_of(row[4]), ()) for row in there.values()])


def beat(connection: sqlite3.Connection, owner: str, account: Account, now: datetime) -> Build:
    """Note that the owner is at work, and how far."""
    build = held(connection, owner)
    connection.execute("UPDATE build SET account = ?, beat = ?", (ENCODE(account).decode(), now.isoformat()))
    return replace(build, position=_position(connection), account=account, beat=now)


def _position(connection: sqlite3.Connection) -> int:
    return int(connection.execute(mirroring.POSITION).fetchone()[0])


def pause(connection: sqlite3.Connection, paused: bool) -> bool:
    """Ask the owner to stop, or no longer; whether there is a build."""
    return connection.execute("UPDATE build SET paused = ?", (paused,)).rowcount > 0


def release(connection: sqlite3.Connection, owner: str, renewal: Renewal, now: datetime) -> None:
    """Let go of a build that stays as it is."""
    held(connection, owner)
    connection.execute("UPDATE build SET owner = NULL, paused = 1")
    note(connection, renewal, now)


def swap(connection: sqlite3.Connection, owner: str, renewal: Renewal, now: datetime) -> bool:
    """Serve the build from now on; false when articles came in that are not in it yet."""
    build = held(connection, owner)
    late = connection.execute("SELECT 1 FROM article WHERE number >= ? LIMIT 1", (build.position,)).fetchone()
    if late:
        return False
    swapping.exchange(connection, now)
    columns.count_change(connection)
    indexing.remember(connection, "last_index", now)
    note(connection, renewal, now)
    return True


def drop(connection: sqlite3.Connection, owner: str, renewal: Renewal, now: datetime) -> None:
    """Give up a build."""
    held(connection, owner)
    swapping.discard(connection)
    note(connection, renewal, now)


def note(connection: sqlite3.Connection, renewal: Renewal, now: datetime) -> None:
    """Remember how a reindex ended."""
    connection.execute(
        "INSERT INTO renewal (ended, renewal) VALUES (?, ?)", (now.isoformat(), ENCODE(renewal).decode())
    )


def failures(connection: sqlite3.Connection) -> list[Failure]:
    """Articles that could not be prepared again."""
    return [Failure(*row) for row in connection.execute("SELECT article, reason FROM build_failure ORDER BY article")]


def renewals(connection: sqlite3.Connection, limit: int) -> list[tuple[datetime, Renewal]]:
    """How the last reindexes ended, newest first."""
    rows = connection.execute("SELECT ended, renewal FROM renewal ORDER BY number DESC LIMIT ?", (limit,))
    return [(datetime.fromisoformat(ended), RENEWAL.decode(renewal)) for ended, renewal in rows]
