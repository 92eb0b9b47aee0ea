"""What publishers report on a topic side by side: what several say, where they differ, what only one has. Pure.

Who copies says nothing of their own: a reprint is in its article already, and only who says all of a statement says it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from bot.services.agreeing import bears_out
from bot.services.candidates import Candidate, Source, candidates
from bot.services.choosing import Chosen, choose, in_reading_order, on_topic, telling, unlike
from bot.services.figuring import Counted

MOST_SIDES = 6
OF_EACH = 2
SHARED = 5
# So many of the best statements are looked through for one that bears another out.
HEARD = 160


@dataclass(frozen=True, slots=True)
class Side:
    """One publisher's articles, and the statements that nobody else bears out; the name is null where it is unknown."""

    publisher: str | None
    sources: tuple[Source, ...]
    own: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Statements that several publishers make, and the sides, weightiest first; `quiet` have nothing of their own."""

    shared: tuple[Chosen, ...]
    sides: tuple[Side, ...]
    quiet: tuple[str, ...]


def compare(sources: Sequence[Source], placed: Mapping[int, int]) -> Comparison:
    """The best that each publisher has to say, whenever it said it; days are for the asker to set."""
    found = list(chain.from_iterable(candidates(source) for source in sources))
    pool = sorted(on_topic(found), key=lambda item: -item.score)[:HEARD]
    shared = [item for item in choose(telling(pool, pool), 2 * SHARED, placed) if item.same and _publishers(item) > 1][
        :SHARED
    ]
    said = _by_publisher(pool)
    sides = (_side(name, mine, pool, shared, placed) for name, mine in said.items())
    speaking = tuple(islice((side for side in sides if side.own), MOST_SIDES))
    heard = {side.publisher for side in speaking}
    return Comparison(
        tuple(in_reading_order(shared)), speaking, tuple(name for name in said if name and name not in heard)
    )


def agreed(counted: Iterable[Counted]) -> list[Counted]:
    """The figures that several publishers give alike."""
    return [
        item for item in counted
        if (item.group is None or item.group.kind == "same")
        and len({number.source.stored.publisher for number in (item.number, *item.same)}) > 1
    ]  # fmt: skip


def disputed(counted: Iterable[Counted]) -> list[Counted]:
    """The figures that publishers give differently."""
    return [item for item in counted if item.group is not None and item.group.kind == "disagreement"]


def _side(
    name: str | None, mine: Sequence[Candidate], pool: Sequence[Candidate], shared: Sequence[Chosen],
    placed: Mapping[int, int],
) -> Side:  # fmt: skip
    rest = unlike(shared, mine)
    told = choose(telling(rest, rest), 2 * OF_EACH, placed)
    own = islice((item for item in told if not any(_elsewhere(other, item, placed) for other in pool)), OF_EACH)
    members = {item.source.stored.number: item.source for item in mine}
    return Side(name, tuple(members.values()), tuple(in_reading_order([replace(item, same=()) for item in own])))


def _elsewhere(other: Candidate, item: Chosen, placed: Mapping[int, int]) -> bool:
    return _publisher(other) != _publisher(item.candidate) and bears_out(other, item.candidate, placed)


def _by_publisher(pool: Iterable[Candidate]) -> dict[str | None, list[Candidate]]:
    """The statements of each publisher, that with the best one first; the pool is in that order."""
    sides: defaultdict[str | None, list[Candidate]] = defaultdict(list)
    for item in pool:
        sides[_publisher(item)].append(item)
    return sides


def _publisher(item: Candidate) -> str | None:
    return item.source.stored.publisher


def _publishers(item: Chosen) -> int:
    return len({_publisher(each) for each in (item.candidate, *item.same)})
