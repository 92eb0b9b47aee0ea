"""A watch as a store has it: what a room is to be told of as soon as it comes in. Plain data alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.following import Adder
from bot.core.quiet import QuietHours
from bot.core.rooms import Room


@dataclass(frozen=True, slots=True)
class Watch:
    """`words` are as they were typed, read by `bot.core.watching.read_watch`; `number` is 0 before it has one.

    `zone` is the IANA name in which its quiet hours hold. `told` counts the articles it told of; `paused` is why it
    rests, null while it runs.
    """

    number: int
    words: str
    room: Room
    owner: Adder
    created: datetime
    zone: str
    quiet: QuietHours | None = None
    told: int = 0
    paused: str | None = None
