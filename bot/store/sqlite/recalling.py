"""Taking back what was written down of articles that are forgotten: their words are neither sent nor kept.

A message of which nothing is sent yet is made again without them: its digest goes back to where it stood before, and
watches have the other articles to tell of again. Where a part is out already, or on its way, the rest is given up.
Works within the transaction that marks the articles.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from bot.core.digests import Digest
from bot.core.errors import UserError
from bot.core.quantities import Quantity
from bot.core.refs import REF, Evidence
from bot.store.sqlite import deliveries, digests, watches
from bot.store.sqlite.editions import NUMBERS, UNDO, Undo

OPEN = """
    SELECT schedule, delivery.slot, destination, body, pairs, new, updated FROM delivery
    LEFT JOIN edition ON edition.digest = delivery.schedule AND edition.slot = delivery.slot
    WHERE settled IS NULL
"""
MESSAGE = "schedule = ? AND slot = ? AND destination = ?"
IS_OUT = f"SELECT EXISTS (SELECT 1 FROM delivery WHERE {MESSAGE} AND state IN ('leased', 'sent'))"  # noqa: S608 - a condition of this file
GIVE_UP = f"""
    UPDATE delivery SET state = 'given up', reason = ?, settled = ?, body = '', pairs = NULL
    WHERE {MESSAGE} AND state = 'due'
"""  # noqa: S608 - the same
SILENCE = f"UPDATE delivery SET body = '', pairs = NULL WHERE {MESSAGE}"  # noqa: S608 - the same
REMOVE = f"DELETE FROM delivery WHERE {MESSAGE}"  # noqa: S608 - the same
BEFORE = """
    SELECT undo, new, updated FROM edition WHERE digest = ? AND slot = ? AND undo NOT NULL
    AND number = (SELECT max(number) FROM edition WHERE digest = ?)
"""
PAIRS = f"SELECT pairs, min(written) FROM delivery WHERE {MESSAGE} AND pairs NOT NULL"  # noqa: S608 - a condition of this file
REMEMBERING = "SELECT number, memory FROM digest WHERE memory != '[]'"
TOLD = msgspec.json.Decoder(tuple[tuple[int, int], ...])
REMEMBERED = re.compile(r'"ref":"(\d{1,12})\b')


@dataclass(frozen=True, slots=True)
class Message:
    """All parts of one message: the columns that they share."""

    schedule: int
    slot: str
    destination: str

    @property
    def place(self) -> tuple[int, str, str]:
        """The parameters of `MESSAGE`."""
        return self.schedule, self.slot, self.destination


def recall(connection: sqlite3.Connection, articles: Collection[int], now: datetime) -> None:
    """Take back whatever tells of these articles."""
    gone = frozenset(articles)
    connection.execute(
        "DELETE FROM matched WHERE article IN (SELECT value FROM json_each(?))", (json.dumps(list(gone)),)
    )
    for message in dict.fromkeys(_telling(connection, gone)):
        if connection.execute(IS_OUT, message.place).fetchone()[0] or not _undo(connection, message, gone):
            connection.execute(GIVE_UP, (deliveries.RECALLED, now.timestamp(), *message.place))
            connection.execute(SILENCE, message.place)
        else:
            connection.execute(REMOVE, message.place)
    _forget_figures(connection, gone)


def _telling(connection: sqlite3.Connection, gone: frozenset[int]) -> Iterator[Message]:
    """The unsent messages that were made of one of these articles, or name one."""
    for schedule, slot, destination, body, pairs, new, updated in connection.execute(OPEN).fetchall():
        made_of = {article for _, article in TOLD.decode(pairs or "[]")}
        made_of |= {*NUMBERS.decode(new or "[]"), *NUMBERS.decode(updated or "[]")}
        named = (int(ref["article"]) for ref in REF.finditer(body))
        if not gone.isdisjoint(made_of) or not gone.isdisjoint(named):
            yield Message(schedule, slot, destination)


def _undo(connection: sqlite3.Connection, message: Message, gone: frozenset[int]) -> bool:
    return _undo_edition(connection, message) if message.schedule else _undo_alert(connection, message, gone)


def _undo_edition(connection: sqlite3.Connection, message: Message) -> bool:
    """Put a digest back to before its latest edition; false where that cannot be."""
    digest = digests.get(connection, message.schedule)
    row = connection.execute(BEFORE, (message.schedule, message.slot, message.schedule)).fetchone()
    if digest is None or row is None:
        return False
    told = {*NUMBERS.decode(row[1]), *NUMBERS.decode(row[2])}
    digests.put(connection, _back(digest, UNDO.decode(row[0]), told))
    connection.execute("DELETE FROM edition WHERE digest = ? AND slot = ?", (message.schedule, message.slot))
    return True


def _back(digest: Digest, before: Undo, told: Collection[int]) -> Digest:
    """As before it told of these articles; it does not remember their figures, nor those they took the place of."""
    schedule = replace(digest.schedule, reached=before.reached, told=before.told)
    return replace(digest, schedule=schedule, mark=before.mark, memory=_without(digest.memory, told))


def _undo_alert(connection: sqlite3.Connection, message: Message, gone: frozenset[int]) -> bool:
    pairs, written = connection.execute(PAIRS, message.place).fetchone()
    if pairs is None:
        return False
    told = TOLD.decode(pairs)
    watches.take_back(connection, told, {article for _, article in told} - gone, written)
    return True


def _forget_figures(connection: sqlite3.Connection, gone: frozenset[int]) -> None:
    """Let digests not remember figures of these articles; a digest that is being made with one is made again."""
    rows = connection.execute(REMEMBERING).fetchall()
    numbers = [number for number, memory in rows if not gone.isdisjoint(map(int, REMEMBERED.findall(memory)))]
    for digest in filter(None, (digests.get(connection, number) for number in numbers)):
        digests.put(connection, replace(digest, memory=_without(digest.memory, gone)))


def _without(memory: Sequence[Quantity], articles: Collection[int]) -> tuple[Quantity, ...]:
    return tuple(quantity for quantity in memory if _article_of(quantity) not in articles)


def _article_of(quantity: Quantity) -> int | None:
    with suppress(UserError):
        return Evidence.parse(quantity.ref).article
    return None
