"""The server's time: the machine's, plus whatever a test has put it forward by."""

from __future__ import annotations

import itertools
import time


class Clock:
    """Tells the time, and gives out time stamps and ids that are never the same twice."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._last = 0
        self._numbers = itertools.count(1)

    def now(self) -> float:
        """Unix seconds."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Put the clock forward, as if that long had passed."""
        self._ahead += seconds

    def stamp(self) -> str:
        """A `ts`: Unix seconds with six digits, later than every one before it."""
        self._last = max(self._last + 1, int(self.now() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def number(self) -> int:
        """1, 2, 3 and so on, for ids."""
        return next(self._numbers)

    def id(self, prefix: str) -> str:
        """An id in Slack's shape: `V00000007`."""
        return f"{prefix}{self.number():08d}"
