"""What is counted of digests and watches on their way. A protocol alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class Journal(Protocol):
    """What the parts that deliver tell of."""

    def tried(self, platform: str, outcome: str, seconds: float) -> None:
        """An attempt to bring one message ended: `sent`, `found` (there already), `failed`, `gone` or `given up`."""

    def delayed(self, platform: str, seconds: float) -> None:
        """A message was brought so long after its slot."""

    def standing(self, states: Mapping[str, int]) -> None:
        """How many messages are in each state."""
