"""Faults on demand: a queue of rules, each for so many requests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "refuse",
    "refuse_after",
    "limit",
    "ban",
    "reset",
    "reset_after",
    "reset_in_reply",
    "delay",
    "never",
    "never_after",
]


@dataclass(eq=False)
class Fault:
    """One rule. `times` is how many requests it still holds for, `hits` how many it has held for.

    refuse          answer `status` (500, 502, 503, 504) and take nothing
    refuse_after    take the request and answer `status` all the same
    limit           429 with `seconds` as retry_after; `everywhere` makes it the limit over all
    ban             429 as of a banned address: no Via header, no JSON
    reset           cut the connection before taking the request
    reset_after     take it, then cut the connection
    reset_in_reply  take it and cut the connection in the middle of the reply
    delay           answer after `seconds`; it is taken at once
    never           take nothing and never answer
    never_after     take it and never answer
    """

    kind: Kind
    method: str = ".*"
    path: str = ""
    times: int = 1
    status: int = 503
    seconds: float = 1.0
    everywhere: bool = False
    hits: int = 0

    def holds(self, method: str, path: str) -> bool:
        """Whether it is for this request; `path` is searched for as a regular expression."""
        return self.times > 0 and bool(re.fullmatch(self.method, method)) and bool(re.search(self.path, path))

    @property
    def takes(self) -> bool:
        """Whether the request has its effect."""
        return self.kind in {"refuse_after", "reset_after", "reset_in_reply", "delay", "never_after"}


class Faults:
    """The rules in the order they were added; the first that holds is used up by one."""

    def __init__(self) -> None:
        self._rules: list[Fault] = []

    def add(self, kind: Kind, **settings: object) -> Fault:
        """Add a rule and return it, so that a test can read its `hits`."""
        fault = Fault(kind, **settings)
        self._rules.append(fault)
        return fault

    def take(self, method: str, path: str) -> Fault | None:
        """The rule for a request, if one holds."""
        for fault in self._rules:
            if fault.holds(method, path):
                fault.times -= 1
                fault.hits += 1
                return fault
        return None

    def clear(self) -> None:
        """Forget every rule."""
        self._rules.clear()
