"""Choosing the statements of a briefing: on the topic, weighty, new against those chosen before, from many publishers.

A greedy choice by maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) over stems, with a malus for a
publisher or a story that has already spoken. What says the same as a chosen statement is not lost: it becomes its
second source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from bot.services.agreeing import bears_out
from bot.services.candidates import Candidate

Stem = TypeVar("Stem", str, int)

REPETITION = 0.5
SAME_PUBLISHER = 0.05
SAME_ARTICLE = 0.04
SAME_STORY = 0.03
SAME = 0.75
TOO_NEAR = 0.55
NEWS = timedelta(days=60)
OLDEST_NEWS = timedelta(days=365)
ENOUGH_ARTICLES = 3
ABOUT = 0.5
ENOUGH_MENTIONS = 3
FLOOR = 0.6
LEAST_TOPICAL = 0.34


@dataclass(frozen=True, slots=True)
class Chosen:
    """A statement for the answer, with others that say the same."""

    candidate: Candidate
    same: tuple[Candidate, ...] = ()


def overlap(one: frozenset[Stem], other: frozenset[Stem]) -> float:
    """The share of the shorter one's stems that both have."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def choose(pool: Iterable[Candidate], most: int, placed: Mapping[int, int] | None = None) -> list[Chosen]:
    """At most `most` statements, best first; `placed` has the stories of their articles, as far as they are known."""
    stories = placed or {}
    rest = sorted(pool, key=lambda candidate: -candidate.score)[: 40 + 4 * most]
    chosen: list[Chosen] = []
    nearest = dict.fromkeys(range(len(rest)), 0.0)
    spoken = Spoken()
    while nearest and len(chosen) < most:
        place = max(nearest, key=lambda at: rest[at].score - REPETITION * nearest[at] - spoken.malus(rest[at], stories))
        pick = rest[place]
        del nearest[place]
        near = {at: overlap(pick.stems, rest[at].stems) for at in nearest}
        chosen.append(Chosen(pick, _behind(pick, rest, stories)))
        spoken.heard(pick, stories)
        nearest = {at: max(nearest[at], near[at]) for at in nearest if near[at] < TOO_NEAR}
    return chosen


class Spoken:
    """Who has had a word: each time that a publisher, an article or a story is chosen, it counts against its next."""

    def __init__(self) -> None:
        self._publishers: Counter[str] = Counter()
        self._articles: Counter[int] = Counter()
        self._stories: Counter[int] = Counter()

    def malus(self, candidate: Candidate, stories: Mapping[int, int]) -> float:
        """What its having been heard takes from a candidate."""
        stored = candidate.source.stored
        return (
            SAME_PUBLISHER * self._publishers[stored.publisher or ""]
            + SAME_ARTICLE * self._articles[stored.number]
            + SAME_STORY * self._stories[stories.get(stored.number, -stored.number)]
        )

    def heard(self, candidate: Candidate, stories: Mapping[int, int]) -> None:
        """Note what was chosen."""
        stored = candidate.source.stored
        self._publishers[stored.publisher or ""] += bool(stored.publisher)
        self._articles[stored.number] += 1
        self._stories[stories.get(stored.number, -stored.number)] += 1


def _behind(pick: Candidate, pool: Iterable[Candidate], stories: Mapping[int, int]) -> tuple[Candidate, ...]:
    """The best statement of each other article that says so, too."""
    found: dict[int, Candidate] = {}
    for other in pool:
        if other.source.stored.number not in found and bears_out(other, pick, stories):
            found[other.source.stored.number] = other
    return tuple(found.values())


def split_news(
    pool: Sequence[Candidate], days: Mapping[int, date] | None = None
) -> tuple[list[Candidate], list[Candidate]]:
    """News and background: what counts from the newest weeks of the topic, and what is older.

    `days` has the day that an article counts from where its story knows better. An article of unknown age is
    background as soon as another one is dated.
    """
    known = {item.source.stored.number: item.source.day for item in pool} | dict(days or {})
    edge = _edge(pool, known)
    if edge is None:
        return list(pool), []
    news: list[Candidate] = []
    older: list[Candidate] = []
    for item in pool:
        day = known[item.source.stored.number]
        (news if day and day >= edge else older).append(item)
    return news, older


def telling(some: Iterable[Candidate], pool: Iterable[Candidate]) -> list[Candidate]:
    """Those that tell something beside the best of the whole pool: three good statements are better than seven."""
    least = FLOOR * max((candidate.score for candidate in pool), default=0.0)
    return [candidate for candidate in some if candidate.score >= least]


def on_topic(pool: Iterable[Candidate]) -> list[Candidate]:
    """Statements that name the topic or stand in an article whose title does; where there are none, all."""
    pool = list(pool)
    return [item for item in pool if item.near >= LEAST_TOPICAL] or pool


def unlike(chosen: Sequence[Chosen], pool: Iterable[Candidate]) -> list[Candidate]:
    """Those that do not repeat what was chosen."""
    said = [item.candidate.stems for item in chosen]
    return [item for item in pool if all(overlap(item.stems, stems) < TOO_NEAR for stems in said)]


def _edge(pool: Sequence[Candidate], known: Mapping[int, date | None]) -> date | None:
    """The day from which on a statement is news; null when nothing is dated.

    It lies weeks before the newest article that is about the topic and does not just touch it, or as much further
    back as three such articles need.
    """
    names = Counter(item.source.stored.number for item in pool if item.topical >= ABOUT)
    about = {item.source.stored.number for item in pool if item.near > item.topical}
    about |= {number for number, times in names.items() if times >= ENOUGH_MENTIONS}
    days = sorted((day for number, day in known.items() if day and number in about), reverse=True)
    days = days or sorted((day for day in known.values() if day), reverse=True)
    if not days:
        return None
    third = days[ENOUGH_ARTICLES - 1] if len(days) >= ENOUGH_ARTICLES else days[0]
    return min(days[0] - NEWS, max(third, days[0] - OLDEST_NEWS))


def in_reading_order(chosen: Sequence[Chosen]) -> list[Chosen]:
    """The article of the best statement first, newest first on equal terms; within an article its own order."""
    best: dict[int, float] = {}
    for item in chosen:
        number = item.candidate.source.stored.number
        best[number] = max(best.get(number, 0.0), item.candidate.score)
    return sorted(
        chosen,
        key=lambda item: (
            -round(best[item.candidate.source.stored.number], 1),
            -(item.candidate.source.day or date.min).toordinal(),
            item.candidate.source.stored.number,
            item.candidate.statement.start,
        ),
    )
