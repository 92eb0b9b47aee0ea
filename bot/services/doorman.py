"""Who may ask, where, and how often.

Anyone can invite a public bot into a workspace of their own and is an admin there; so being an admin somewhere makes
nobody an admin of the store, save in the workspaces that the settings call home.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.core.command import Asker
from bot.core.errors import NotAllowed

KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Pace:
    """How often: `burst` at once, then `rate` a second."""

    burst: float
    rate: float


# Faster than anybody types, slower than a script that has run wild: an answer costs some 10 ms.
USER_PACE = Pace(240, 2.0)
CHANNEL_PACE = Pace(600, 10.0)


class Buckets:
    """A token bucket for each key; those not used for longest are forgotten, for they are full again."""

    def __init__(self, pace: Pace, clock: Callable[[], float]) -> None:
        self._pace = pace
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take one; the seconds to wait where there is none, else 0."""
        now = self._clock()
        level, since = self._levels.pop(key, (self._pace.burst, now))
        level = min(self._pace.burst, level + (now - since) * self._pace.rate)
        wait = 0.0 if level >= 1 else (1 - level) / self._pace.rate
        self._levels[key] = (level if wait else level - 1, now)
        if len(self._levels) > KEPT:
            self._levels.popitem(last=False)
        return wait


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say: admins as `platform:user`, home workspaces and channels by the platform's identifiers."""

    admins: frozenset[str] = frozenset()
    homes: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()


class Doorman:
    """The `Door` of a bot that many people share."""

    def __init__(self, rules: Rules, clock: Callable[[], float] = time.monotonic) -> None:
        self._rules = rules
        self._users = Buckets(USER_PACE, clock)
        self._channels = Buckets(CHANNEL_PACE, clock)

    def admit(self, asker: Asker) -> Asker:
        """The asker with the role they have here; `NotAllowed` in a channel it does not answer in, or too often."""
        if self._rules.channels and not self._rules.channels & {asker.channel, asker.parent}:
            raise NotAllowed(
                "This bot answers in chosen channels only, and this is none of them. Ask there, or an admin."
            )
        self._slow_down(asker)
        return replace(asker, role="admin") if self._is_admin(asker) else asker

    def _is_admin(self, asker: Asker) -> bool:
        named = f"{asker.platform}:{asker.user}" in self._rules.admins
        return named or (asker.manages and asker.workspace in self._rules.homes)

    def _slow_down(self, asker: Asker) -> None:
        wait = self._users.take(f"{asker.platform}:{asker.user}")
        if wait:
            raise NotAllowed(f"That is faster than one person asks. Try again in {wait:.0f} s.")
        wait = self._channels.take(f"{asker.platform}:{asker.channel}")
        if wait:
            raise NotAllowed(f"Too many questions in this channel at once. Try again in {wait:.0f} s.")
