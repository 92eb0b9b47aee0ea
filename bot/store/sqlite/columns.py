"""What search must know of every article, in arrays with a place for each number: length, date, source, language.

On disk they lie in blocks of 4096 numbers, so that a save writes one or two blocks; in memory each connection's search
keeps them joined and reads again only the blocks that changed.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.core.errors import StoreError
from bot.store.sqlite.sides import LIVE, Side

BLOCK = 4096
ABSENT = -(2**31)  # in `minute`: no article has this number
UNDATED = ABSENT + 1
LONGEST = 2**16 - 1
COLUMNS: dict[str, np.dtype[Any]] = {
    "length": np.dtype("<u2"),
    "minute": np.dtype("<i4"),
    "source": np.dtype("<u4"),
    "unread": np.dtype("<u2"),
}

STATE = """
    SELECT change.value, generation.value FROM meta AS change, meta AS generation
    WHERE change.key = 'change' AND generation.key = 'generation'
"""
READ = "SELECT length, minute, source, unread FROM @block WHERE number = ?"
WRITE = "INSERT OR REPLACE INTO @block (number, changed, length, minute, source, unread) VALUES (?, ?, ?, ?, ?, ?)"

Array: TypeAlias = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Source:
    """Where articles come from: a publisher, empty when unknown, with the hosts and places they were seen at."""

    publisher: str
    places: tuple[str, ...]

    @property
    def name(self) -> str:
        """How it is listed: a folder by its own name, for its path is nobody's business."""
        return self.publisher or (PurePath(self.places[0]).name if self.places else "unknown")


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The arrays as of one change of the store; `relative` is the length over the mean length.

    `generation` counts how often the index was swapped for another.
    """

    change: int = -1
    generation: int = -1
    blocks: Mapping[int, Mapping[str, Array]] = field(default_factory=dict)
    length: Array = field(default_factory=lambda: np.zeros(0, "<u2"))
    minute: Array = field(default_factory=lambda: np.zeros(0, "<i4"))
    source: Array = field(default_factory=lambda: np.zeros(0, "<u4"))
    unread: Array = field(default_factory=lambda: np.zeros(0, "<u2"))
    sources: Mapping[int, Source] = field(default_factory=dict)
    languages: Mapping[int, str] = field(default_factory=dict)
    relative: Array = field(default_factory=lambda: np.zeros(0, np.float32))
    articles: int = 0

    @property
    def places(self) -> int:
        """How many places the arrays have."""
        return len(self.minute)

    def here(self) -> Array:
        """Numbers of all articles, ascending."""
        return np.flatnonzero(self.minute != ABSENT)

    def recency(self, numbers: Array) -> Array:
        """Greater for what was published later; undated ones come first, by arrival."""
        return self.minute[numbers].astype(np.int64) * 2**32 + numbers


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the columns for one article."""

    length: int
    minute: int | None
    source: int
    unread: int


def current(connection: sqlite3.Connection, known: Columns) -> Columns:
    """The columns as this connection sees the store, reading only what `known` does not have."""
    change, generation = connection.execute(STATE).fetchone()
    if (change, generation) == (known.change, known.generation):
        return known
    # A smaller number than before means that another file was put in the place of the old one.
    known = known if change > known.change and generation == known.generation else Columns()
    rows = connection.execute(
        "SELECT number, length, minute, source, unread FROM block WHERE changed > ?", (known.change,)
    ).fetchall()
    blocks = {**known.blocks, **{row[0]: _arrays(row[1:]) for row in rows}}
    return replace(_joined(connection, blocks, known), change=change, generation=generation)


def count_change(connection: sqlite3.Connection) -> None:
    """Let everybody know that what is served is no longer what it was."""
    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'change'")


def entries(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Entry]:
    """What stands in the columns that are served for these articles, where they are there."""
    found, blocks = {}, defaultdict[int, list[int]](list)
    for number in numbers:
        blocks[number // BLOCK].append(number)
    for block, members in blocks.items():
        arrays = _arrays(connection.execute(LIVE.sql(READ), (block,)).fetchone() or _empty())
        for number in members:
            length, minute, source, unread = (int(arrays[name][number % BLOCK]) for name in COLUMNS)
            if minute != ABSENT:
                found[number] = Entry(length, None if minute == UNDATED else minute, source, unread)
    return found


def counted(connection: sqlite3.Connection, side: Side, below: int) -> int:
    """How many articles of a smaller number stand in the columns of a side."""
    rows = connection.execute(side.sql("SELECT number, minute FROM @block"))
    minutes = ((number * BLOCK, np.frombuffer(minute, COLUMNS["minute"])) for number, minute in rows)
    return sum(int(np.count_nonzero(minute[: max(below - first, 0)] != ABSENT)) for first, minute in minutes)


def write(connection: sqlite3.Connection, side: Side, entries: Mapping[int, Entry | int]) -> None:
    """Put these articles' entries in their places, or their source alone; what is served is then another."""
    if side == LIVE:
        count_change(connection)
    (change,) = connection.execute("SELECT value FROM meta WHERE key = 'change'").fetchone()
    for number in sorted({number // BLOCK for number in entries}):
        row = connection.execute(side.sql(READ), (number,))
        arrays = {name: array.copy() for name, array in _arrays(row.fetchone() or _empty()).items()}
        for article, entry in entries.items():
            if article // BLOCK == number:
                _put(arrays, article % BLOCK, entry)
        connection.execute(side.sql(WRITE), (number, change, *(arrays[name].tobytes() for name in COLUMNS)))


def _put(arrays: Mapping[str, Array], place: int, entry: Entry | int) -> None:
    if isinstance(entry, int):
        arrays["source"][place] = entry
        return
    arrays["length"][place] = min(entry.length, LONGEST)
    arrays["minute"][place] = UNDATED if entry.minute is None else entry.minute
    arrays["source"][place] = entry.source
    arrays["unread"][place] = entry.unread


def _empty() -> tuple[bytes, ...]:
    nothing = {name: np.zeros(BLOCK, kind) for name, kind in COLUMNS.items()}
    nothing["minute"][:] = ABSENT
    return tuple(array.tobytes() for array in nothing.values())


def _arrays(blobs: tuple[bytes, ...]) -> dict[str, Array]:
    arrays = {name: np.frombuffer(blob, kind) for (name, kind), blob in zip(COLUMNS.items(), blobs, strict=True)}
    if any(len(array) != BLOCK for array in arrays.values()):
        raise StoreError("the store's index is damaged; put a backup in its place with `restore`")
    return arrays


def _joined(connection: sqlite3.Connection, blocks: Mapping[int, Mapping[str, Array]], known: Columns) -> Columns:
    if not blocks:
        return Columns()
    nothing = _arrays(_empty())
    ordered = [blocks.get(number, nothing) for number in range(max(blocks) + 1)]
    joined = {name: np.concatenate([block[name] for block in ordered]) for name in COLUMNS}
    articles = int(np.count_nonzero(joined["minute"] != ABSENT))
    mean = int(joined["length"].sum(dtype=np.int64)) / max(articles, 1) or 1.0
    return Columns(
        blocks=blocks,
        sources={**known.sources, **_sources(connection, max(known.sources, default=0))},
        languages=dict(connection.execute("SELECT number, code FROM language")),
        relative=joined["length"] / np.float32(mean),
        articles=articles,
        length=joined["length"],
        minute=joined["minute"],
        source=joined["source"],
        unread=joined["unread"],
    )


def _sources(connection: sqlite3.Connection, after: int) -> dict[int, Source]:
    rows = connection.execute("SELECT number, publisher, places FROM source WHERE number > ?", (after,))
    return {
        number: Source(publisher, tuple(places.split("\n")) if places else ()) for number, publisher, places in rows
    }
