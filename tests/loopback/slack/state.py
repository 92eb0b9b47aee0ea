"""All that the parts of the server share, in one place; made by `server.py` alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .access import Access
from .bell import Bell
from .clock import Clock
from .description import Description
from .faults import Faults
from .limits import Limits
from .model import Exchange, Json, Violation
from .triggers import Triggers
from .world import World


@dataclass
class State:
    """The workspace, and what the server knows beside it."""

    clock: Clock
    bell: Bell
    world: World
    access: Access
    limits: Limits
    faults: Faults
    triggers: Triggers
    description: Description | None = None
    base: str = ""
    uploads: dict[str, Json] = field(default_factory=dict)
    violations: list[Violation] = field(default_factory=list)
    record: list[Exchange] = field(default_factory=list)

    def refuse(self, what: str, where: str, body: Any) -> None:
        """Note that the bot sent something that Slack does not take."""
        self.violations.append(Violation(what, where, body))
