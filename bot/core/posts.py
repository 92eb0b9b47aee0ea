"""What a platform remembers of the messages it posts by itself, so that each is there once: before, and after.

A message has a key of the caller's. It is noted as begun before it is sent and as done once it is known to be there;
after a crash between the two its channel is looked through from the begin on. Protocols and plain data alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Begun:
    """A message that is being posted: since `at`, by an earlier try if not `new`; `done` says that it is there."""

    at: datetime
    new: bool = True
    done: bool = False


class Posts(Protocol):
    """The messages begun and done. All methods may raise `StoreError`."""

    async def begin_post(self, key: str) -> Begun:
        """Note that this message is about to be sent, if that was not noted before."""

    async def end_post(self, key: str) -> None:
        """Note that it is there."""
