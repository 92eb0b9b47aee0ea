"""Choosing the statements of a briefing: on the topic, weighty, new against those chosen before, from many publishers.

A greedy choice by maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998) over stems, with a malus for a
publisher that has already spoken. What says the same as a chosen statement is not lost: it becomes its second source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from bot.services.candidates import Candidate

Stem = TypeVar("Stem", str, int)

REPETITION = 0.5
SAME_PUBLISHER = 0.05
SAME_ARTICLE = 0.04
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


def choose(pool: Iterable[Candidate], most: int) -> list[Chosen]:
    """At most `most` statements, best first."""
    rest = sorted(pool, key=lambda candidate: -candidate.score)[: 40 + 4 * most]
    chosen: list[Chosen] = []
    nearest = dict.fromkeys(range(len(rest)), 0.0)
    publishers: Counter[str | None] = Counter()
    articles: Counter[int] = Counter()
    while nearest and len(chosen) < most:
        place = max(nearest, key=lambda at: _gain(rest[at], nearest[at], publishers, articles))
        pick = rest[place]
        del nearest[place]
        near = {at: overlap(pick.stems, rest[at].stems) for at in nearest}
        same = tuple(rest[at] for at in near if near[at] >= SAME and _elsewhere(pick, rest[at]))
        chosen.append(Chosen(pick, same))
        publishers[pick.source.stored.publisher] += 1
        articles[pick.source.stored.number] += 1
        nearest = {at: max(nearest[at], near[at]) for at in nearest if near[at] < TOO_NEAR}
    return chosen


def _gain(candidate: Candidate, nearest: float, publishers: Counter[str | None], articles: Counter[int]) -> float:
    stored = candidate.source.stored
    spoken = publishers[stored.publisher] if stored.publisher else 0
    return candidate.score - REPETITION * nearest - SAME_PUBLISHER * spoken - SAME_ARTICLE * articles[stored.number]


def _elsewhere(pick: Candidate, other: Candidate) -> bool:
    """Whether another article says so, with the same numbers."""
    numbers = {stem for stem in pick.stems if stem[:1].isdigit()}
    others = {stem for stem in other.stems if stem[:1].isdigit()}
    return other.source.stored.number != pick.source.stored.number and numbers == others


def split_news(pool: Sequence[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """News and background: what counts from the newest weeks of the topic, and what is older.

    An article of unknown age is background as soon as another one is dated.
    """
    edge = _edge(pool)
    if edge is None:
        return list(pool), []
    news = [candidate for candidate in pool if candidate.source.day and candidate.source.day >= edge]
    older = [candidate for candidate in pool if not candidate.source.day or candidate.source.day < edge]
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


def _edge(pool: Sequence[Candidate]) -> date | None:
    """The day from which on a statement is news; null when nothing is dated.

    It lies weeks before the newest article that is about the topic and does not just touch it, or as much further
    back as three such articles need.
    """
    sources = {item.source.stored.number: item.source for item in pool if item.source.day}
    names = Counter(item.source.stored.number for item in pool if item.topical >= ABOUT)
    about = {item.source.stored.number for item in pool if item.near > item.topical}
    about |= {number for number, times in names.items() if times >= ENOUGH_MENTIONS}
    days = sorted((source.day for number, source in sources.items() if source.day and number in about), reverse=True)
    days = days or sorted((source.day for source in sources.values() if source.day), reverse=True)
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
