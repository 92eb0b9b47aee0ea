"""Words one slip of a letter away: one left out, put in, changed, or two in the wrong order; else of the same root."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from bot.pipeline.terms import fold, stems_in, stems_of_tokens
from bot.store.sqlite.columns import Columns
from bot.store.sqlite.postings import frequency

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4
LONGEST = 32
CHUNK = 500
SHORTEST_ROOT, SURE_ROOT = 5, 6  # of a word as typed, and of one that is a slip away
ENDING = 3


def correction(connection: sqlite3.Connection, columns: Columns, word: str) -> str | None:
    """The word in most articles among those one slip away, or else among those of its root.

    Null when the word itself is in an article.
    """
    word = fold(word.strip())
    if not SHORTEST <= len(word) <= LONGEST or not word.isalnum():
        return None
    own, blocks = stems_in(word), sorted(columns.blocks)
    if any(frequency(connection, stem, blocks) for stem in own):
        return None
    slips = sorted(_slips(word), key=lambda slip: (-len(slip), slip))
    near = {stem: slip for slip in slips for stem in stems_of_tokens([slip]) if stem not in own}
    counted = ((frequency(connection, stem, blocks), near[stem]) for stem in _indexed(connection, sorted(near)))
    kin = _commonest(connection, _kin(connection, own, SHORTEST_ROOT), blocks)
    slip = max(((count, slip) for count, slip in counted if count), default=(0, None))[1]
    return kin or slip or _commonest(connection, _kin(connection, near, SURE_ROOT), blocks)


def _commonest(connection: sqlite3.Connection, stems: Iterable[str], blocks: Sequence[int]) -> str | None:
    counted = ((frequency(connection, stem, blocks), stem) for stem in stems)
    return max(((count, stem) for count, stem in counted if count), default=(0, None))[1]


def _kin(connection: sqlite3.Connection, stems: Iterable[str], shortest: int) -> Iterator[str]:
    """Terms of the same root as one of these: "smuggler" for "smuggl", and the other way round."""
    for stem in stems:
        if len(stem) >= shortest:
            yield from _relatives(connection, stem, shortest)


def _relatives(connection: sqlite3.Connection, stem: str, shortest: int) -> list[str]:
    longer = connection.execute(
        "SELECT term FROM term WHERE term > ? AND term < ? AND length(term) <= ? LIMIT ?",
        (stem, stem + "\U0010ffff", len(stem) + ENDING, CHUNK),
    ).fetchall()
    shorter = [stem[:size] for size in range(max(shortest, len(stem) - ENDING), len(stem))]
    return [*(term for (term,) in longer), *_indexed(connection, shorter)]


def _slips(word: str) -> set[str]:
    parts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {before + after[1:] for before, after in parts if after}
    swapped = {before + after[1] + after[0] + after[2:] for before, after in parts if len(after) > 1}
    changed = {before + letter + after[1:] for before, after in parts if after for letter in LETTERS}
    put_in = {before + letter + after for before, after in parts for letter in LETTERS}
    return (left_out | swapped | changed | put_in) - {word}


def _indexed(connection: sqlite3.Connection, stems: Sequence[str]) -> list[str]:
    found = []
    for at in range(0, len(stems), CHUNK):
        part = stems[at : at + CHUNK]
        marks = ",".join("?" * len(part))
        rows = connection.execute(f"SELECT term FROM term WHERE term IN ({marks})", part)  # noqa: S608 - marks alone
        found += [term for (term,) in rows]
    return found
