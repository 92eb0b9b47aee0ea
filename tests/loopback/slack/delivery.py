"""What both ways of delivering have in common: an acknowledgement, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from .model import Json

ACK_SECONDS = 3.0
RETRY_AFTER = (0.0, 60.0, 300.0)  # events that were not acknowledged come again: at once, after 1 and after 5 minutes


@dataclass(frozen=True, slots=True)
class Ack:
    """The bot has it: after how many seconds, and what it said with it."""

    after: float
    payload: Json | None


class NotAcknowledged(Exception):
    """The bot did not say in time that it has it; the reason is Slack's word for it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Line(Protocol):
    """A way to the bot."""

    async def deliver(self, kind: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Ack:
        """Bring it there; `kind` is slash_commands, interactive or events_api. Raises NotAcknowledged."""
