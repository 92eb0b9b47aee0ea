"""Choosing the events of a timeline: the days that weigh most, and of each the sentences that tell best what happened.

A sentence tells it well that says what the others of its day say (Radev et al., centroid summaries, 2004) in words that
the topic is told in, and is short. An event is dated by its sentence, or where that has no date and opens a report, by
the day the report was published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from bot.pipeline.dated import REPORT
from bot.services.choosing import SAME, overlap
from bot.services.dayboard import VOCABULARY, Array, Board, weights_of

# A statement of more words is the worse for it; one from before the day tells what was to come, not what came.
BRIEF, FORETOLD = 20, 0.5
LOOKED_AT = 12
# So much of the shorter of two statements stands in the other when they tell the same.
REPEATED = 0.6
ALSO = 2
FEW = 8
# What a sentence is worth that tells least of its article; what one without a date must weigh there, in hundredths.
LITTLE, OPENING = 0.25, 75


@dataclass(frozen=True, slots=True)
class Scale:
    """How long a timeline may be: so many times, so many sentences of each, and so many sentences of one article.

    `choosy` puts those days and sentences first that are told in the topic's own words and tell much of their article;
    a sentence dated by its article must be among the most telling there, and beyond the first `FEW` a day that weighs
    less than `floor` times the weightiest is left out.
    """

    times: int
    each: int
    article: int
    choosy: bool = False
    floor: float = 0.0


SCREEN = Scale(times=20, each=1, article=3, choosy=True, floor=0.04)
WHOLE = Scale(times=300, each=2, article=600)


@dataclass(frozen=True, slots=True)
class Event:
    """A chosen statement by its article's number and its place among that article's statements.

    `time` is the code of its date, `reported` says that it is its article's day. `same` are others that say the same.
    """

    article: int
    statement: int
    time: int
    reported: bool
    score: float
    same: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """How the articles speak: for each stem of the board its weight in its sentence, for each sentence how topical."""

    values: Array
    topical: Array


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """A time that is told of, what it weighs, and the sentences that may be chosen for it."""

    time: int
    weight: float
    pool: Array


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen so far: the sentences by their time, and how many of each article."""

    times: dict[int, list[int]] = field(default_factory=dict)
    articles: Counter[int] = field(default_factory=Counter)


def events_of(board: Board, scale: Scale) -> list[Event]:
    """The events of a timeline, the weightiest day first."""
    voice = voice_of(board)
    chosen = Chosen()
    events: list[Event] = []
    for day in _days(board, voice, scale):
        free = [place for place in day.pool.tolist() if chosen.articles[board.owner[place]] < scale.article]
        picks = _picked(board, _ranked(board, voice, free, scale), _told_near(board, chosen, day.time), scale.each)
        if picks:
            chosen.times[day.time] = [pick for pick, _ in picks]
            chosen.articles.update(board.owner[pick] for pick, _ in picks)
            events += _events(board, day, picks)
        if len(chosen.times) == scale.times:
            break
    return events


def voice_of(board: Board) -> Voice:
    """What the stems of all sentences weigh: rare ones more, each sentence as much as another."""
    size, stems = len(board.sentences), board.stems
    holder = np.repeat(np.arange(size), board.sentences["stems"])
    counts = np.bincount(stems, minlength=VOCABULARY)[stems]
    rare = np.log(size / np.arange(1, size + 1))[np.minimum(counts, size) - 1]
    norm = np.sqrt(np.bincount(holder, rare * rare, size))
    values = rare / np.maximum(norm, 1e-9)[holder]
    told = np.zeros(size)
    told[board.choosable] = board.near[board.choosable]
    topic = np.bincount(stems, values * told[holder], VOCABULARY)
    return Voice(values, np.bincount(holder, values * topic[stems], size))


def _days(board: Board, voice: Voice, scale: Scale) -> Iterator[Day]:
    """The times of which there is a sentence to choose, those first that weigh most."""
    rows = board.sentences[board.choosable]
    enough = (rows["kind"] != REPORT) | (rows["weight"] >= OPENING * scale.choosy)
    order = np.argsort(rows["day"][enough], kind="stable")
    places = board.choosable[enough][order]
    times, starts = np.unique(board.sentences["day"][places], return_index=True)
    weight = _weights(board, times)
    value = weight
    if scale.choosy and len(times):
        value = weight * np.maximum.reduceat(voice.topical[places] * _telling(board, places), starts)
    pools = np.split(places, starts[1:])
    for rank, at in enumerate(np.argsort(-value, kind="stable").tolist()):
        if rank >= FEW and value[at] < scale.floor * value.max():
            break
        yield Day(int(times[at]), float(weight[at]), pools[at])


def _telling(board: Board, places: Array) -> Array:
    """How much sentences tell of their articles; none tells nothing."""
    telling: Array = LITTLE + board.sentences["weight"][places] / 100
    return telling


def _weights(board: Board, times: Array) -> Array:
    """What each of the times weighs."""
    codes, weights = weights_of(board)
    if not len(codes):
        return np.zeros(len(times))
    at = np.minimum(np.searchsorted(codes, times), len(codes) - 1)
    found: Array = np.where(codes[at] == times, weights[at], 0.0)
    return found


def _ranked(board: Board, voice: Voice, pool: Sequence[int], scale: Scale) -> list[int]:
    """The best sentences of one time, best first."""
    places = np.array(pool, np.int64)
    sizes = board.sentences["stems"][places].astype(np.int64)
    holder = np.repeat(np.arange(len(pool)), sizes)
    at = np.arange(len(holder)) + (board.starts[places] - np.cumsum(sizes) + sizes)[holder]
    _, word = np.unique(board.stems[at], return_inverse=True)
    values = voice.values[at]
    central = np.bincount(holder, values * np.bincount(word, values)[word], len(pool))
    brief = np.sqrt(np.minimum(1.0, BRIEF / np.maximum(board.sentences["words"][places], 1)))
    foretold = np.where(_is_ahead(board, places), FORETOLD, 1.0)
    score = central * voice.topical[places] * brief * foretold
    order = np.argsort(-score * _telling(board, places) if scale.choosy else -score, kind="stable")
    ranked: list[int] = places[order[:LOOKED_AT]].tolist()
    return ranked


def _is_ahead(board: Board, places: Array) -> Array:
    """Which of the sentences were published before the day that they tell of."""
    published = board.published[board.owner[places]]
    ahead: Array = (published > 0) & (board.sentences["day"][places] > published)
    return ahead


def _told_near(board: Board, chosen: Chosen, time: int) -> list[frozenset[int]]:
    """The stems of what was chosen for the days beside this one."""
    beside = chain(chosen.times.get(time - 1, ()), chosen.times.get(time + 1, ())) if time > 0 else ()
    return [_stems(board, place) for place in beside]


def _picked(
    board: Board, ranked: Sequence[int], near: Sequence[frozenset[int]], most: int
) -> list[tuple[int, list[int]]]:
    """The first of the ranked sentences that say something new, each with others that say the same.

    What is dated by its article alone is not new where a day beside this one has it already.
    """
    picks: list[tuple[int, list[int]]] = []
    for place in ranked:
        stems = _stems(board, place)
        likeness = [overlap(stems, _stems(board, pick)) for pick, _ in picks]
        if max(likeness, default=0.0) >= REPEATED:
            pick, same = picks[int(np.argmax(likeness))]
            if max(likeness) >= SAME and board.owner[pick] != board.owner[place] and len(same) < ALSO:
                same.append(place)
        elif board.sentences["kind"][place] == REPORT and any(overlap(stems, other) >= REPEATED for other in near):
            continue
        elif len(picks) < most:
            picks.append((place, []))
    return picks


def _stems(board: Board, place: int) -> frozenset[int]:
    return frozenset(board.stems_of(place).tolist())


def _events(board: Board, day: Day, picks: Sequence[tuple[int, list[int]]]) -> Iterator[Event]:
    """The weight of a day shared out: the next sentence has half as much of it as the first."""
    shares = [1 / place for place in range(1, len(picks) + 1)]
    for (place, same), share in zip(picks, shares, strict=True):
        yield Event(
            *_place(board, place),
            time=day.time,
            reported=board.sentences["kind"][place] == REPORT,
            score=day.weight * share / sum(shares),
            same=tuple(_place(board, other) for other in same),
        )


def _place(board: Board, sentence: int) -> tuple[int, int]:
    """The article's number and the place of the statement in it."""
    return int(board.numbers[board.owner[sentence]]), int(board.sentences["statement"][sentence])
