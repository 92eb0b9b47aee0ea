"""Trigger ids: what lets the bot open a window, for three seconds, once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .clock import Clock
from .model import Refused

SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Trigger:
    """Who did something, when, and in which call of the test."""

    user: str
    at: float
    cause: str
    used: bool = False


@dataclass
class Triggers:
    """Gives out trigger ids and takes each back once."""

    clock: Clock
    given: dict[str, Trigger] = field(default_factory=dict)

    def issue(self, user: str, cause: str) -> str:
        """A new trigger id."""
        trigger_id = f"{self.clock.number()}.1000000001.{self.clock.number():032x}"
        self.given[trigger_id] = Trigger(user, self.clock.now(), cause)
        return trigger_id

    def exchange(self, trigger_id: str) -> Trigger:
        """Whose it was; Refused when it is unknown, used or older than three seconds."""
        trigger = self.given.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self.clock.now() - trigger.at > SECONDS:
            raise Refused("expired_trigger_id")
        self.given[trigger_id] = replace(trigger, used=True)
        return trigger
