"""One message on its way to one channel, and every change it can go through; each returns a new Delivery.

```
due ──lease──▶ leased ──succeeded──▶ sent
 ▲               │ ├──gone─────────▶ gone       the channel is no more; its schedule pauses
 └──failed───────┘ └──failed───────▶ given up   past the deadline
```

A lease that runs out may be taken by anybody: who held it was killed, or sleeps. Whether the platform has the message
is then not known (`unsure`), so it is looked for in the channel before it is sent again. Only a failed attempt gives
up: one that was never tried is tried even after its deadline. Pure; standard library alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

FIRST_DELAY: Final = timedelta(seconds=2)
LONGEST_DELAY: Final = timedelta(minutes=5)
LONGEST_ASKED: Final = timedelta(days=2)  # more than any deadline is away


class State(StrEnum):
    """Where a delivery stands; the last three are for good."""

    DUE = "due"
    LEASED = "leased"
    SENT = "sent"
    GONE = "gone"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A part of a slot's message for one channel; unique in `schedule`, `slot` (its key), `destination` and `part`.

    It is not sent before `ready`, nor tried again after `deadline`. `attempts` counts leases. `reason` is why the last
    attempt failed. `message` is the platform's name of what was sent.
    """

    schedule: int
    slot: str
    destination: str
    part: int
    ready: datetime
    deadline: datetime
    state: State = State.DUE
    attempts: int = 0
    holder: str | None = None
    lease_until: datetime | None = None
    unsure: bool = False
    reason: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An attempt that may succeed later.

    `taken` says that the platform may have the message all the same (a 5xx, a lost reply; never a 429). `retry_after`
    is how long the platform asks to be left alone, in seconds.
    """

    reason: str
    taken: bool
    retry_after: float | None = None


def lease(delivery: Delivery, holder: str, now: datetime, length: timedelta) -> Delivery | None:
    """Taken by a holder who alone may send it; null where it is not to be had now."""
    expired = is_expired(delivery, now)
    if not expired and (delivery.state is not State.DUE or delivery.ready > now):
        return None
    return replace(
        delivery,
        state=State.LEASED,
        attempts=delivery.attempts + 1,
        holder=holder,
        lease_until=now + length,
        unsure=delivery.unsure or expired,
    )


def is_expired(delivery: Delivery, now: datetime) -> bool:
    """Whether its holder has let the lease run out."""
    return delivery.state is State.LEASED and delivery.lease_until is not None and delivery.lease_until <= now


def renew(delivery: Delivery, holder: str, now: datetime, length: timedelta) -> Delivery | None:
    """The lease made longer, never shorter; null where the holder has lost it."""
    if not _held(delivery, holder):
        return None
    return replace(delivery, lease_until=max(delivery.lease_until or now, now + length))


def succeeded(delivery: Delivery, message: str) -> Delivery:
    """Sent, or found to be there. A fact, whoever holds the lease by now and whatever was thought of it before."""
    if delivery.state is State.SENT:
        return delivery
    return replace(
        delivery, state=State.SENT, holder=None, lease_until=None, unsure=False, reason=None, message=message
    )


def failed(delivery: Delivery, holder: str, now: datetime, failure: Failure, spread: float = 0.0) -> Delivery | None:
    """Due again after a while, or given up where that is past the deadline; null where the holder has lost it.

    `spread`, 0 to 1, makes the wait up to twice as long, so that many do not come back at once.
    """
    if not _held(delivery, holder):
        return None
    ready = now + _delay(delivery.attempts, failure, spread)
    over = ready > delivery.deadline
    return replace(
        delivery,
        state=State.GIVEN_UP if over else State.DUE,
        ready=ready,
        holder=None,
        lease_until=None,
        unsure=delivery.unsure or failure.taken,
        reason=failure.reason,
    )


def gone(delivery: Delivery, holder: str, reason: str) -> Delivery | None:
    """The channel is no more or is closed to the bot; null where the holder has lost it."""
    if not _held(delivery, holder):
        return None
    return replace(delivery, state=State.GONE, holder=None, lease_until=None, reason=reason)


def absent(delivery: Delivery, holder: str) -> Delivery | None:
    """Looked for and not there: it may be sent; null where the holder has lost it."""
    return replace(delivery, unsure=False) if _held(delivery, holder) else None


def _held(delivery: Delivery, holder: str) -> bool:
    return delivery.state is State.LEASED and delivery.holder == holder


def _delay(attempts: int, failure: Failure, spread: float) -> timedelta:
    own = min(FIRST_DELAY * (1 << min(attempts - 1, 16)), LONGEST_DELAY) * (1 + spread)
    asked = timedelta(seconds=min(max(failure.retry_after or 0.0, 0.0), LONGEST_ASKED.total_seconds()))
    return max(own, asked)
