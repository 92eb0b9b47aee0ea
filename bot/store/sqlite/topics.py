"""Topics of all articles, counted, to suggest from."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from rapidfuzz import fuzz, process

from bot.core.ports import Topic
from bot.pipeline.terms import fold, keys_of, stems_of
from bot.store.sqlite.rows import storable
from bot.store.sqlite.sides import Side

COMMONEST = 2000
LOOKED_AT = 500
ALIKE = 70
SHORTEST = 3


Row: TypeAlias = tuple[str, int, str]
Read: TypeAlias = tuple[Topic, frozenset[str], str]


@dataclass(frozen=True, slots=True)
class Common:
    """The commonest topics as of one change of the store, with their stems and their folded names.

    `read` has the rows they were made from: after a save most are the same, and nobody waits for them to be read anew.
    """

    change: int = -1
    topics: tuple[Topic, ...] = ()
    stems: tuple[frozenset[str], ...] = ()
    folded: tuple[str, ...] = ()
    read: Mapping[Row, Read] = field(default_factory=dict)


def count(connection: sqlite3.Connection, side: Side, changes: Iterable[tuple[Sequence[str], Sequence[str]]]) -> None:
    """Count the topics that articles have now, and no longer those that they had before."""
    changes = list(changes)
    names = list(dict.fromkeys(storable(name) for both in changes for part in both for name in part))
    key = dict(zip(names, keys_of(names), strict=True))
    written = {key[name]: name for name in reversed(names)}
    difference: Counter[str] = Counter()
    for now, before in changes:
        difference.update({key[storable(name)] for name in now})
        difference.subtract({key[storable(name)] for name in before})
    for stems, change in difference.items():
        if stems and change:
            _change(connection, side, stems, written[stems], change)


def _change(connection: sqlite3.Connection, side: Side, stems: str, name: str, change: int) -> None:
    updated = connection.execute(
        side.sql("UPDATE @topic SET articles = max(articles + ?, 0) WHERE stems = ?"), (change, stems)
    ).rowcount
    if updated or change < 0:
        return
    number = connection.execute(
        side.sql("INSERT INTO @topic (stems, name, articles) VALUES (?, ?, ?)"), (stems, name, change)
    ).lastrowid
    connection.executemany(
        side.sql("INSERT OR IGNORE INTO @topic_stem (stem, topic) VALUES (?, ?)"),
        ((stem, number) for stem in stems.split()),
    )


def common(connection: sqlite3.Connection, known: Common) -> Common:
    """The commonest topics, read again only when the store has changed."""
    (change,) = connection.execute("SELECT value FROM meta WHERE key = 'change'").fetchone()
    if change == known.change:
        return known
    rows = connection.execute(
        "SELECT name, articles, stems FROM topic WHERE articles > 1 ORDER BY articles DESC, number LIMIT ?",
        (COMMONEST,),
    ).fetchall()
    if len(rows) < COMMONEST:
        rows += connection.execute(
            "SELECT name, articles, stems FROM topic WHERE articles = 1 LIMIT ?", (COMMONEST - len(rows),)
        ).fetchall()
    read = {row: known.read.get(row) or _read(row) for row in rows}
    return Common(
        change,
        tuple(topic for topic, _, _ in read.values()),
        tuple(stems for _, stems, _ in read.values()),
        tuple(folded for _, _, folded in read.values()),
        read,
    )


def _read(row: Row) -> Read:
    name, articles, stems = row
    return Topic(name, articles), frozenset(stems.split()), fold(name)


def near(connection: sqlite3.Connection, known: Common, like: str, limit: int) -> list[Topic]:
    """Topics that share a word or its beginning with `like`, then those spelled alike; else the commonest."""
    typed = fold(like).strip()
    if not typed:
        return list(known.topics[:limit])
    found = _sharing(known, frozenset(stems_of(like)), typed)[:limit]
    if len(found) < limit:
        found += _rarer(connection, frozenset(stems_of(like)), found)
    if len(found) < limit and len(typed) >= SHORTEST:
        found += [topic for topic in _spelled_alike(known, typed, limit) if topic not in found]
    return found[:limit] or list(known.topics[:limit])


def _sharing(known: Common, stems: frozenset[str], typed: str) -> list[Topic]:
    begun = " " + typed.rpartition(" ")[2]
    ranked = sorted(
        (-len(stems & own) - (begun in " " + folded), place)
        for place, (own, folded) in enumerate(zip(known.stems, known.folded, strict=True))
        if begun in " " + folded or not stems.isdisjoint(own)
    )
    return [known.topics[place] for _, place in ranked]


def _rarer(connection: sqlite3.Connection, stems: frozenset[str], found: Sequence[Topic]) -> list[Topic]:
    numbers = [
        row[0]
        for stem in sorted(stems)
        for row in connection.execute("SELECT topic FROM topic_stem WHERE stem = ? LIMIT ?", (stem, LOOKED_AT))
    ]
    shared = Counter(numbers)
    rows = [
        connection.execute("SELECT name, articles FROM topic WHERE number = ?", (number,)).fetchone()
        for number, _ in shared.most_common(LOOKED_AT)
    ]
    topics = [Topic(name, articles) for name, articles in rows if articles]
    return [topic for topic in topics if topic not in found]


def _spelled_alike(known: Common, typed: str, limit: int) -> list[Topic]:
    matches = process.extract(typed, known.folded, scorer=fuzz.WRatio, score_cutoff=ALIKE, limit=limit)
    return [known.topics[place] for _, _, place in matches]
