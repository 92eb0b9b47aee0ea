"""What somebody must be told of a message that could not be brought. Plain data alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.core.agenda import Parcel
from bot.core.digests import Digest

# `gone`: its room is no more or is closed, and its digest rests. `undelivered`: it was given up at its deadline.
FaultKind: TypeAlias = Literal["gone", "undelivered"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A message that will not be brought; `digest` is null for one of watches, or of a digest that was deleted."""

    kind: FaultKind
    parcel: Parcel
    digest: Digest | None
    reason: str
