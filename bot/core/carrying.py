"""How a platform carries messages that were written down before: packed, sent, and looked for after a crash.

A digest is packed once, when it is written down; what is sent later is exactly that, also by a newer version of the
program. Protocols and plain data alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.core.errors import SitrepError
from bot.core.reply import Reply
from bot.core.rooms import Room


class NotCarried(SitrepError):
    """A message was not brought, or nobody knows; it may be tried again.

    `taken` says that the platform may have it all the same (a 5xx, a lost reply; never a 429). `retry_after` is how
    long the platform asks to be left alone, in seconds.
    """

    def __init__(self, reason: str, *, taken: bool, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.taken = taken
        self.retry_after = retry_after


class RoomGone(SitrepError):
    """The room is no more, or is closed to the bot; nothing will come of trying again. The line says what to do."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message that was written down: `body` is what the platform's own `pack` made, `name` its name for ever.

    `written` is when, in UTC: it cannot be in the room before. `under` is the message that this one continues, as
    `carry` named it; null for a first part.
    """

    name: str
    room: Room
    body: str
    written: datetime
    under: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A room as the platform knows it: in which workspace, and what people call it ("#border-desk")."""

    room: Room
    label: str


def without_files(reply: Reply) -> Reply:
    """An answer as it can be written down: a letter has no room for files, which a note says of each."""
    notes = (f"{file.name} is not here: a message that was written before has no files." for file in reply.files)
    return replace(reply, files=(), notes=(*reply.notes, *notes)) if reply.files else reply


class Carrier(Protocol):
    """The part of a platform that brings what was written down."""

    @property
    def name(self) -> str:
        """As in `Room.platform`."""

    def pack(self, reply: Reply) -> Sequence[str]:
        """The messages of an answer, each as text that `carry` reads; at least one. Pure.

        The same answer gives the same messages; together they hold all of it.
        """

    async def carry(self, letter: Letter) -> str:
        """Post one message, one attempt or a few in quick succession, within half a minute; the platform's name of it.

        A message with `under` goes into the thread below that one where the room allows it, else behind it in the room.
        Raises `NotCarried`, `RoomGone`, and `PlatformDenied` when the credentials are refused.
        """

    async def seek(self, letter: Letter) -> str | None:
        """The name of a message that an earlier attempt brought, looked for in the room; null when it is not there.

        Raises as `carry`.
        """

    async def look(self, room: Room) -> Found:
        """Check that there is such a room and that the bot may post there; `UserError` in one line when not.

        Raises `PlatformError` when the platform cannot say now.
        """
