"""Who sends which message now, in SQL; each function works within the transaction that its caller has begun."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.agenda import Parcel
from bot.core.delivery import LONGEST_ASKED, lease, renew
from bot.core.following import CLOCK_SLACK
from bot.store.sqlite import deliveries

# The indexes are named, for without statistics SQLite sorts instead of walking in order.
# While one message of a room is leased no other is, so that none overtakes it: not even where its holder was killed.
SENDABLE = """
    FROM delivery AS one INDEXED BY delivery_open
    WHERE settled IS NULL AND platform IN (SELECT value FROM json_each(:platforms))
    AND CASE state WHEN 'due' THEN ready <= :now ELSE lease_until <= :now END
    AND NOT EXISTS (
        SELECT 1 FROM delivery AS other INDEXED BY delivery_leased
        WHERE other.destination = one.destination AND other.state = 'leased' AND other.number != one.number
    )
    AND NOT EXISTS (
        SELECT 1 FROM delivery AS front WHERE front.schedule = one.schedule AND front.slot = one.slot
        AND front.destination = one.destination AND front.part < one.part AND front.state != 'sent'
    )
"""
SENDABLE_NOW = f"SELECT EXISTS (SELECT 1 {SENDABLE})"
IN_ORDER = f"SELECT number, destination {SENDABLE} ORDER BY at, number"
LEASED = "delivery INDEXED BY delivery_leased"
AHEAD = "delivery INDEXED BY delivery_ready"
FAR_LEASE = "state = 'leased' AND lease_until > :far_lease"
FAR_READY = "settled IS NULL AND ready > :far_ready AND state = 'due'"
FAR = f"""
    SELECT EXISTS (SELECT 1 FROM {LEASED} WHERE {FAR_LEASE}) OR EXISTS (SELECT 1 FROM {AHEAD} WHERE {FAR_READY})
"""  # noqa: S608 - conditions of this file
LEFT_BEHIND = (
    "state = 'leased' AND lease_until <= :now AND schedule != 0 AND schedule NOT IN (SELECT number FROM digest)"
)
WITHOUT_WORDS = "state = 'leased' AND lease_until <= :now AND body = ''"
BODY = "SELECT body FROM delivery WHERE number = ?"
UNDER = """
    SELECT message FROM delivery WHERE schedule = ? AND slot = ? AND destination = ? AND part < ? ORDER BY part LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who asks, when, for how long and for which platforms."""

    holder: str
    now: datetime
    length: timedelta
    platforms: Collection[str]

    @property
    def values(self) -> dict[str, object]:
        """The parameters of the statements above."""
        return {
            "now": self.now.timestamp(),
            "until": (self.now + self.length).timestamp(),
            "far_lease": (self.now + self.length + CLOCK_SLACK).timestamp(),
            "far_ready": (self.now + LONGEST_ASKED + CLOCK_SLACK).timestamp(),
            "platforms": json.dumps(list(self.platforms)),
        }


def is_any_ready(connection: sqlite3.Connection, claim: Claim) -> bool:
    """Whether there is anything to lease or to set right; asked of a reader, so that idling writes nothing."""
    return any(connection.execute(asked, claim.values).fetchone()[0] for asked in (SENDABLE_NOW, FAR))


def take(connection: sqlite3.Connection, claim: Claim, limit: int) -> list[Parcel]:
    """Give messages to a holder, of each room one."""
    _set_right(connection, claim)
    _drop_left(connection, claim)
    chosen = list(_chosen(connection, claim, limit))
    return list(filter(None, (_leased(connection, claim, number) for number in chosen)))


def _set_right(connection: sqlite3.Connection, claim: Claim) -> None:
    """Bring near what a clock that was set back since has put far ahead."""
    connection.execute(f"UPDATE {LEASED} SET lease_until = :until WHERE {FAR_LEASE}", claim.values)  # noqa: S608 - a condition of this file
    connection.execute(f"UPDATE {AHEAD} SET ready = :now WHERE {FAR_READY}", claim.values)  # noqa: S608 - the same


def _drop_left(connection: sqlite3.Connection, claim: Claim) -> None:
    """What nobody holds any more and must not be sent again: its digest was deleted, or what it told of forgotten."""
    connection.execute(f"DELETE FROM {LEASED} WHERE {LEFT_BEHIND}", claim.values)  # noqa: S608 - a condition of this file
    settled = f"UPDATE {LEASED} SET state = 'given up', reason = :reason, settled = :now, holder = NULL, pairs = NULL"  # noqa: S608 - the same
    values = claim.values | {"reason": deliveries.RECALLED}
    connection.execute(f"{settled}, lease_until = NULL WHERE {WITHOUT_WORDS}", values)


def _chosen(connection: sqlite3.Connection, claim: Claim, limit: int) -> Iterator[int]:
    """Rows are looked at one by one and read whole only where they are taken: thousands may be due."""
    rooms: set[str] = set()
    for number, room in connection.execute(IN_ORDER, claim.values):
        if len(rooms) >= limit:
            break
        if room not in rooms:
            rooms.add(room)
            yield number


def _leased(connection: sqlite3.Connection, claim: Claim, number: int) -> Parcel | None:
    row = connection.execute(f"{deliveries.SELECT} WHERE number = ?", (number,)).fetchone()
    parcel = deliveries.parcel_of(row)
    one, letter = parcel.delivery, parcel.letter
    taken = lease(one, claim.holder, claim.now, claim.length)
    if taken is None:
        return None
    deliveries.put(connection, number, taken)
    (body,) = connection.execute(BODY, (number,)).fetchone()
    first = connection.execute(UNDER, (one.schedule, one.slot, one.destination, one.part)).fetchone()
    # The clock may have been set back since it was written, and it is looked for from then on.
    written = min(letter.written, claim.now)
    letter = replace(letter, body=body, written=written, under=first[0] if first else None)
    return Parcel(number, taken, letter)


def has_any(connection: sqlite3.Connection, holder: str) -> bool:
    """Whether a holder has leases."""
    asked = f"SELECT 1 FROM {LEASED} WHERE state = 'leased' AND holder = ?"  # noqa: S608 - the table stands in this file
    return connection.execute(asked, (holder,)).fetchone() is not None


def keep(connection: sqlite3.Connection, holder: str, now: datetime, length: timedelta) -> list[int]:
    """Make the leases of a holder longer; their numbers."""
    rows = connection.execute(f"{deliveries.SELECT} WHERE state = 'leased' AND holder = ?", (holder,))
    found = [deliveries.parcel_of(row) for row in rows]
    longer = {parcel.number: renew(parcel.delivery, holder, now, length) for parcel in found}
    kept = {number: delivery for number, delivery in longer.items() if delivery}
    for number, delivery in kept.items():
        deliveries.put(connection, number, delivery)
    return list(kept)
