"""What several articles say of one quantity: the same, values that contradict each other, or how it went over time.

Plain data alone; `bot.services.relating` finds it, commands, charts and comparisons read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.core.article import Figure
from bot.core.refs import Also, Evidence

# `same`: values that one value fits. `disagreement`: values of one time that cannot both hold. `history`: values of
# different times, also one that its publisher corrected.
RelationKind: TypeAlias = Literal["same", "disagreement", "history"]


@dataclass(frozen=True, slots=True)
class Member:
    """One value of the quantity, as one article tells it; `also` tell a value that fits it, as far as words leave open.

    `day` is the calendar value (ISO 8601, as precise as it is told) that it holds for; where its text tells none, the
    day of its article; null where that is unknown too. `told` is whether the text tells it. `low` and `high` are what
    its words leave open, in the relation's unit: "over 1,000" has no `high`. `party` is who says so, as written.
    `corrected` is the day (ISO 8601) on which its publisher put the next member in its place.
    """

    evidence: Evidence
    figure: Figure
    amount: str
    source: int
    publisher: str | None
    party: str | None = None
    day: str | None = None
    told: bool = False
    low: float = 0.0
    high: float | None = None
    also: tuple[Also, ...] = ()
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """The members in reading order: of a history the oldest first, else as the answer ranks them.

    `unit` is the one that `low` and `high` of all members are in. At least two members, but for `same`, whose one
    member may have all others in its `also`.
    """

    kind: RelationKind
    unit: str
    members: tuple[Member, ...]

    def places(self) -> Iterator[Also]:
        """Every place that tells of the quantity, with the number of its link, in order."""
        for member in self.members:
            yield Also(member.evidence, member.source)
            yield from member.also
