"""What Slack tells twice is acted on once."""

from __future__ import annotations

from collections import OrderedDict

KEPT = 10_000


class Once:
    """Remembers what was seen, the latest `KEPT` of it: what Slack tells twice is acted on once."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._seen: OrderedDict[str, None] = OrderedDict()

    def first(self, key: str) -> bool:
        """Whether this is the first time; without a key it always is."""
        if not key:
            return True
        if key in self._seen:
            return False
        self._seen[key] = None
        if len(self._seen) > self._kept:
            self._seen.popitem(last=False)
        return True

    def forget(self, key: str) -> None:
        """Nothing came of it: let it be tried again."""
        self._seen.pop(key, None)
