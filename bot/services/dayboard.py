"""All that the matching articles tell of days, side by side in arrays, and what each day weighs by it.

What is still dated to a day long after it is what mattered; what is dated to its own day is the news of the day, and
counts by its share in what was published then. So weeks of many reports do not drown one that is remembered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.core.dated import Dated
from bot.pipeline.dated import MENTION, MENTIONS, MONTHS, SENTENCE, STEM, TITLE, hashes
from bot.services.candidates import LENT, Topical

Array: TypeAlias = NDArray[Any]

VOCABULARY = 2**16
# An article that names the topic in a third of its sentences is about it.
DENSE = 3
# A sentence that does not name the topic counts as if it named half, but not in an article that hardly does.
HALF = 0.5
SCARCE = 0.05
# Days from an event on in which a report of it is news, and from which on it is history.
FRESH, HISTORY = 1, 14
NEWS, RETOLD = 2.0, 2.0
# How much a time counts that is longer than a day: it is an event's only for want of a better one.
MONTH, YEAR = 0.5, 0.25


@dataclass(frozen=True)
class Board:
    """The sentences of many articles; `owner` has the row of each one's article, `ends` where its stems end.

    `numbers` and `published` are by article. A mention is a time and the place of the sentence that tells it.
    """

    numbers: Array
    published: Array
    sentences: Array
    owner: Array
    stems: Array
    mentions: Array
    near: Array

    @cached_property
    def starts(self) -> Array:
        """Where the stems of each sentence start."""
        sizes = self.sentences["stems"].astype(np.int64)
        return np.cumsum(sizes) - sizes

    @cached_property
    def choosable(self) -> Array:
        """Places of the sentences that may stand in a timeline."""
        kind = self.sentences["kind"]
        return np.flatnonzero((kind != MENTIONS) & (kind != TITLE) & (self.near > 0))

    def stems_of(self, sentence: int) -> Array:
        """The hashed stems of one sentence."""
        start = self.starts[sentence]
        return self.stems[start : start + self.sentences["stems"][sentence]]


def board_of(rows: Sequence[tuple[int, Dated]], topic: Topical) -> Board:
    """The board of some articles, read against a topic."""
    sentences, sizes = _joined([row.sentences for _, row in rows], SENTENCE)
    mentions, told = _joined([row.mentions for _, row in rows], MENTION)
    stems, _ = _joined([row.stems for _, row in rows], STEM)
    owner = np.repeat(np.arange(len(rows)), sizes)
    placed = np.empty(len(mentions), [("day", "<i8"), ("sentence", "<i8")])
    placed["day"] = mentions["day"]
    placed["sentence"] = mentions["sentence"] + np.repeat(np.cumsum(sizes) - sizes, told)
    return Board(
        numbers=np.array([number for number, _ in rows], np.int64),
        published=np.array([row.published for _, row in rows], np.int64),
        sentences=sentences,
        owner=owner,
        stems=stems,
        mentions=placed,
        near=_near(sentences, owner, stems, topic),
    )


def _joined(blobs: Sequence[bytes], kind: np.dtype[Any]) -> tuple[Array, Array]:
    """The records of all blobs, and how many each has."""
    sizes = np.array([len(blob) // kind.itemsize for blob in blobs], np.int64)
    return np.frombuffer(b"".join(blobs), kind), sizes


def _near(sentences: Array, owner: Array, stems: Array, topic: Topical) -> Array:
    """How near each sentence is to the topic, 0 to 1: by its own words, or for half by those of its article."""
    share = _shares(sentences, stems, topic)
    title = sentences["kind"] == TITLE
    kept = np.maximum(np.bincount(owner[~title], minlength=owner[-1] + 1 if len(owner) else 0), 1)
    dense = np.bincount(owner[~title], share[~title], len(kept)) / kept
    titled = np.bincount(owner[title], share[title], len(kept))
    lent = LENT * np.maximum(titled, np.minimum(1.0, DENSE * dense))[owner]
    near: Array = np.where(np.maximum(share, lent) < SCARCE, 0.0, np.maximum(share, HALF))
    return near


def _shares(sentences: Array, stems: Array, topic: Topical) -> Array:
    """The share of the topic that each sentence names; 1 for an empty topic."""
    if not topic.concepts:
        return np.ones(len(sentences))
    wanted = {stem: hashes([stem])[0] for concept in topic.concepts for run in concept.alternatives for stem in run}
    asked = np.zeros(VOCABULARY, bool)
    asked[list(wanted.values())] = True
    places = np.flatnonzero(asked[stems])
    holder = np.repeat(np.arange(len(sentences)), sentences["stems"])[places]
    has = {stem: _mask(len(sentences), holder[stems[places] == number]) for stem, number in wanted.items()}
    hits = [
        np.logical_or.reduce([np.logical_and.reduce([has[stem] for stem in run]) for run in filter(None, names)])
        for names in (concept.alternatives for concept in topic.concepts)
    ]
    share: Array = np.mean(hits, axis=0)
    return share


def _mask(size: int, places: Array) -> Array:
    mask = np.zeros(size, bool)
    mask[places] = True
    return mask


def weights_of(board: Board) -> tuple[Array, Array]:
    """The codes of all times that are told of, ascending, and what each weighs."""
    sentence = board.mentions["sentence"]
    codes, day = np.unique(board.mentions["day"], return_inverse=True)
    pairs, pair = np.unique(day * len(board.numbers) + board.owner[sentence], return_inverse=True)
    # An article that tells of a day in four sentences counts twice as much as one that does in one.
    told = np.sqrt(np.bincount(pair, board.near[sentence]))
    day, owner = np.divmod(pairs, len(board.numbers))
    gap = np.where(board.published[owner] > 0, board.published[owner] - codes[day], FRESH + 1)

    def total(mask: Array) -> Array:
        return np.bincount(day[mask], told[mask], len(codes))

    news = total((gap >= 0) & (gap <= FRESH))
    retold = np.log1p(total((gap > FRESH) & (gap < HISTORY))) + np.log1p(total(gap >= HISTORY))
    weight = NEWS * news / (NEWS + _published_on(board, codes)) + RETOLD * retold
    longer = np.log1p(np.bincount(day, told, len(codes))) * np.where(codes > -MONTHS, YEAR, MONTH)
    return codes, np.where(codes > 0, weight, longer)


def _published_on(board: Board, codes: Array) -> Array:
    """How many of the articles were published on each day or the next."""
    days, counts = np.unique(board.published, return_counts=True)
    found = np.zeros(len(codes))
    for later in (0, 1):
        at = np.minimum(np.searchsorted(days, codes + later), len(days) - 1)
        found += np.where(days[at] == codes + later, counts[at], 0)
    return found
