"""Time as this Discord sees it: real time, moved on by as much as a test has added. Standard library only."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

EPOCH_MS = 1_420_070_400_000
"""The first millisecond of 2015, from which Discord counts its identifiers."""


class Clock:
    """Real time plus a shift, so that a test need not wait 15 minutes for a token to run out."""

    def __init__(self) -> None:
        self._shift = 0.0
        self._last_id = 0

    def shift(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self._shift += seconds

    def monotonic(self) -> float:
        """Seconds that only grow, the shift included."""
        return time.monotonic() + self._shift

    def now(self) -> datetime:
        """The moment in UTC, the shift included."""
        return datetime.now(UTC) + timedelta(seconds=self._shift)

    def snowflake(self) -> int:
        """A new identifier, greater than all before it, with the moment in its upper bits."""
        milliseconds = int(self.now().timestamp() * 1000) - EPOCH_MS
        self._last_id = max(self._last_id + 1, milliseconds << 22)
        return self._last_id
