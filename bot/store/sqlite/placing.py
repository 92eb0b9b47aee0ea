"""The steps by which stories follow their articles, each a short transaction: a kill leaves nothing to mend.

First every article that is due gets its sketch, then it is put into a story of the epoch that is served. After a
reindex, and while the store is young each time it has grown by half, all are placed anew in the other epoch, which is
then served instead. Each function works on a connection whose transaction the caller has begun.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.stories import Placing
from bot.store.sqlite import columns, sketching, story_groups, story_links, story_regions, swapping

EPOCHS = (0, 1)
UNTOLD = -1  # the position while it is not told yet how rare words are

SWEPT = 2000
COUNTED = 10_000
# The spread goes last: as long as it is there, something may be left.
SWEEPS = tuple(
    f"DELETE FROM {table} WHERE epoch = ? AND ({key}) IN (SELECT {key} FROM {table} WHERE epoch = ? LIMIT ?)"  # noqa: S608 - names of this program
    for table, key in {
        "story_key": "key, day, article",
        "story_link": "article, other",
        "story_measure": "article",
        "story_place": "article",
        "story": "number",
        "story_spread": "epoch",
    }.items()
)


@dataclass(frozen=True, slots=True)
class State:
    """As the row says: see `0009_stories.sql`."""

    generation: int
    sketched: int | None
    served: int
    building: int | None
    position: int
    grouped: int | None


def state(connection: sqlite3.Connection) -> State:
    """How far the placing is."""
    row = connection.execute(
        "SELECT generation, sketched, served, building, position, grouped FROM story_state"
    ).fetchone()
    return State(*row)


def unplaced(connection: sqlite3.Connection) -> int:
    """How many looks at articles are left."""
    now = state(connection)
    (due,) = connection.execute("SELECT count(*) FROM (SELECT 1 FROM story_due LIMIT ?)", (COUNTED,)).fetchone()
    renewed = now.generation != swapping.generation(connection)
    left = int(due) + (_after(connection, "article", 0) if renewed else 0)
    if now.sketched is not None and not renewed:
        left += _after(connection, "article", now.sketched)
    if now.building is not None:
        left += _after(connection, "sketch", now.position) + _after(connection, "sketch", now.grouped or 0)
    # A rebuild that is to begin is work, too, and so is what one has left.
    return left or int(sketching.outgrown(connection, now.served) or _unswept(connection, now))


def _unswept(connection: sqlite3.Connection, now: State) -> bool:
    return now.building is None and sketching.has_spread(connection, 1 - now.served)


def _after(connection: sqlite3.Connection, table: str, number: int) -> int:
    """How many numbers are left after one, gaps included: told without a count, which every step would pay for."""
    column = "number" if table == "article" else "article"
    asked = f"SELECT coalesce(max({column}), 0) FROM {table}"  # noqa: S608 - names of this program
    return max(0, int(connection.execute(asked).fetchone()[0]) - number)


def step(connection: sqlite3.Connection, most: int) -> Placing:
    """Look at the next few articles."""
    _step(connection, state(connection), most)
    return Placing(unplaced(connection))


def _step(connection: sqlite3.Connection, now: State, most: int) -> None:
    generation = swapping.generation(connection)
    if now.generation != generation:
        connection.execute("UPDATE story_state SET generation = ?, sketched = 0, building = NULL", (generation,))
    elif fresh := sketching.queued(connection, 0, most):
        _sketch(connection, fresh)
    elif now.sketched is not None:
        _sketch_anew(connection, now.sketched, most)
    elif now.building is None and sketching.outgrown(connection, now.served):
        _begin(connection, 1 - now.served)
    elif not (due := sketching.queued(connection, 1, most)) or not sketching.catch_up(connection, now.served):
        _go_on(connection, now, due, most)


def _go_on(connection: sqlite3.Connection, now: State, due: Sequence[int], most: int) -> None:
    """Whatever is next once all sketches are there and it is known how rare their words are."""
    if due:
        _place_due(connection, now, due)
    elif now.building is not None:
        _build(connection, now, now.building, most)
    else:
        _sweep(connection, 1 - now.served)


def _sketch(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Sketch articles that came in or changed; what they were linked with is to be looked at again."""
    remove(connection, numbers)
    sketching.sketch(connection, numbers)
    sketching.enqueue(connection, numbers, 1)


def _sketch_anew(connection: sqlite3.Connection, after: int, most: int) -> None:
    """Sketch the next articles of another index; when all are, everything is to be placed anew."""
    numbers = sketching.numbers_after(connection, "article", after, most)
    if numbers:
        sketching.sketch(connection, numbers)
        connection.execute("UPDATE story_state SET sketched = ?", (numbers[-1],))
        return
    connection.execute("UPDATE story_state SET sketched = NULL")
    _begin(connection, 1 - state(connection).served)


def _begin(connection: sqlite3.Connection, epoch: int) -> None:
    """Begin to place all articles anew, once nothing of an earlier time is left there."""
    due = "DELETE FROM story_due WHERE article IN (SELECT article FROM story_due WHERE stage = 1 LIMIT ?)"
    if _sweep(connection, epoch) or connection.execute(due, (SWEPT,)).rowcount:
        # The next step comes back here: the other epoch is still outgrown, or the sketches are still to be used.
        connection.execute("UPDATE story_state SET sketched = (SELECT max(number) FROM article)")
        return
    connection.execute("UPDATE story_state SET building = ?, position = ?, grouped = NULL", (epoch, UNTOLD))


def _place_due(connection: sqlite3.Connection, now: State, due: Sequence[int]) -> None:
    changed = _place(connection, now.served, due)
    if now.building is not None:
        there = [number for number in due if number <= now.position]
        touched = _link(connection, now.building, there)
        if now.grouped is not None:
            story_groups.regroup(connection, now.building, touched)
    connection.executemany("DELETE FROM story_due WHERE article = ?", ((number,) for number in due))
    if changed:
        columns.count_change(connection)


def _build(connection: sqlite3.Connection, now: State, epoch: int, most: int) -> None:
    """Link all articles, then group them: each is grouped once, with everything that is near."""
    if now.position == UNTOLD:
        if sketching.take_spread(connection, epoch):
            connection.execute("UPDATE story_state SET position = 0")
    elif numbers := sketching.numbers_after(connection, "sketch", now.position, most):
        _link(connection, epoch, numbers)
        grouped = None if now.grouped is None else numbers[0] - 1
        connection.execute("UPDATE story_state SET position = ?, grouped = ?", (numbers[-1], grouped))
    elif numbers := sketching.numbers_after(connection, "sketch", now.grouped or 0, most):
        apart = [number for number in numbers if story_regions.story_at(connection, epoch, number) is None]
        story_groups.regroup(connection, epoch, apart)
        connection.execute("UPDATE story_state SET grouped = ?", (numbers[-1],))
    else:
        connection.execute("UPDATE story_state SET served = ?, building = NULL, grouped = NULL", (epoch,))
        columns.count_change(connection)


def _place(connection: sqlite3.Connection, epoch: int, numbers: Sequence[int]) -> bool:
    """Link these articles and group them with what is near; whether any story changed."""
    return story_groups.regroup(connection, epoch, _link(connection, epoch, numbers))


def _link(connection: sqlite3.Connection, epoch: int, numbers: Sequence[int]) -> set[int]:
    """Link these articles; those that are there, and those whose stories that may change."""
    told = sketching.spread(connection, epoch)
    if told is None:
        return set()
    touched = set()
    for number, sketch in sketching.sketches(connection, numbers).items():
        touched |= {number, *story_links.link(connection, epoch, number, sketch, told)}
    return touched


def remove(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Take articles out of their stories; those that stay are looked at again."""
    for epoch in EPOCHS:
        left = set()
        for number in numbers:
            story_links.unlink(connection, epoch, number)
            left.add(story_regions.story_at(connection, epoch, number))
            connection.execute("DELETE FROM story_place WHERE epoch = ? AND article = ?", (epoch, number))
        story_groups.tell(connection, epoch, left)
        for story in left - {None}:
            sketching.enqueue(connection, story_regions.members_of(connection, epoch, story or 0), 1)
    connection.executemany("DELETE FROM sketch WHERE article = ?", ((number,) for number in numbers))
    connection.executemany("DELETE FROM story_due WHERE article = ?", ((number,) for number in numbers))


def _sweep(connection: sqlite3.Connection, epoch: int) -> bool:
    """Remove some of what is left of an epoch; false when nothing is."""
    return any(connection.execute(swept, (epoch, epoch, SWEPT)).rowcount for swept in SWEEPS)
