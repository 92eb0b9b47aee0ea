"""A second look at the best candidates of a search, at what postings do not tell: where the words of a query stand.

An article fits better where words of the query follow each other as they were typed, where one sentence has many of
them, and where it shares the vocabulary of the articles that fit best (pseudo-relevance feedback, as in RM3). Words
that stand in an article by chance do none of this, so it matters most in a large store. The stems of the candidates
are joined into one text that is searched for each word: the cost is that of the candidates, whatever the store.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.store.sqlite import postings, scoring
from bot.store.sqlite.columns import ABSENT, BLOCK, Array, Columns
from bot.store.sqlite.scoring import Term

MOST_PAIRS = 16
MOST_WORDS = 32
NEIGHBOURS = 0.5  # of the weight of one word of the same rarity
SENTENCE = 0.5  # of the rarity of all the words of the query that the best sentence has
LEAST_TYPED = 3  # a topic of one or two words says little that its best articles could tell more about
TEACHERS = 10
LEARNED = 20
CONSIDERED = 150
FEEDBACK = 0.3  # of the best weight so far
SAMPLED = 3  # blocks in which the rarity of a learned word is measured: 12,000 articles tell it well enough

TEXTS = """
    SELECT stems.article, stems.title, stems.sentences FROM json_each(?) AS wanted
    CROSS JOIN stems ON stems.article = wanted.value
"""
LINE, PAGE = 10, 12  # the bytes that end a sentence and an article


@dataclass(frozen=True, slots=True)
class Pages:
    """The stems of some articles in one text, each stem between spaces; `ends` of articles, `stops` of sentences."""

    text: bytes
    ends: Array
    stops: Array

    def places(self, words: str) -> Array:
        """Where these stems stand."""
        needle = f" {words} ".encode()
        step, found = len(needle) - 1, []
        at = self.text.find(needle)
        while at >= 0:
            found.append(at)
            at = self.text.find(needle, at + step)
        return np.array(found, np.int64)

    def counts(self, words: str) -> Array:
        """How often these stems stand in each article."""
        return np.bincount(np.searchsorted(self.ends, self.places(words)), minlength=len(self.ends))

    def has(self, run: Sequence[str]) -> Array:
        """Which articles have these stems side by side."""
        return self.counts(" ".join(run)) > 0

    def stems(self, page: int) -> list[str]:
        """The stems of one article, in order."""
        start = int(self.ends[page - 1]) + 1 if page else 0
        return self.text[start : int(self.ends[page])].decode().split()


def gains(
    connection: sqlite3.Connection, columns: Columns, numbers: Array, weight: Array, typed: Mapping[str, Term]
) -> Array:
    """What the second look adds to the weight of each article; `typed` are the words of the query as they follow.

    The articles come best first.
    """
    if len(typed) < 2 or not len(numbers):
        return np.zeros(len(numbers), np.float32)
    pages = read(connection, numbers)
    gain = _neighbours(pages, typed, numbers, columns) + SENTENCE * _best_sentence(pages, typed, columns)
    if len(typed) >= LEAST_TYPED:
        learned = _learned(connection, columns, pages, numbers, weight + gain)
        gain += _feedback(pages, learned, columns.relative[numbers]) * FEEDBACK * (weight + gain).max()
    return gain


def read(connection: sqlite3.Connection, numbers: Array) -> Pages:
    """The stems of these articles, in this order, titles first."""
    rows = connection.execute(TEXTS, (json.dumps(numbers.tolist()),))
    texts = {number: f"{title}\n{sentences}" for number, title, sentences in rows}
    joined = "".join(f"\n{texts.get(number, '')}\n\f" for number in numbers.tolist())
    text = joined.replace("\n", " \n ").encode()
    marks = np.frombuffer(text, np.uint8)
    return Pages(text, np.flatnonzero(marks == PAGE), np.flatnonzero(marks == LINE))


def _neighbours(pages: Pages, typed: Mapping[str, Term], numbers: Array, columns: Columns) -> Array:
    """What it weighs that words stand side by side as they do in the query."""
    gain = np.zeros(len(numbers), np.float32)
    for one, other in list(pairwise(typed))[:MOST_PAIRS]:
        rarity = (_rarity(typed[one], columns) + _rarity(typed[other], columns)) / 2
        counts = pages.counts(f"{one} {other}").astype(np.float32)
        gain += scoring.saturated(counts, NEIGHBOURS * rarity, columns.relative[numbers])
    return gain


def _best_sentence(pages: Pages, typed: Mapping[str, Term], columns: Columns) -> Array:
    """For each article the greatest rarity that words of the query have together in one of its sentences."""
    together = np.zeros(len(pages.stops) + 1, np.float32)
    for stem in list(typed)[:MOST_WORDS]:
        sentences = np.unique(np.searchsorted(pages.stops, pages.places(stem)))
        together[sentences] += _rarity(typed[stem], columns)
    firsts = np.searchsorted(pages.stops, np.concatenate([[0], pages.ends[:-1]]))
    return np.maximum.reduceat(together, firsts)


def _rarity(term: Term, columns: Columns) -> float:
    return scoring.rarity(term.frequency, columns.articles)


def _learned(
    connection: sqlite3.Connection, columns: Columns, pages: Pages, numbers: Array, weight: Array
) -> dict[str, float]:
    """The words that tell the best articles from all others, each with its weight."""
    best = np.argsort(-weight, kind="stable")[:TEACHERS].tolist()
    found: defaultdict[str, float] = defaultdict(float)
    for page in best:
        norm = scoring.norm(float(columns.relative[numbers[page]]))
        share = float(weight[page])
        for stem, count in _tally(pages.stems(page)).items():
            found[stem] += share * count / (count + norm)
    often = sorted(found, key=lambda stem: (-found[stem], stem))[:CONSIDERED]
    rarities = _sampled_rarities(connection, columns, often)
    telling = sorted(often, key=lambda stem: (-found[stem] * rarities[stem], stem))[:LEARNED]
    return {stem: found[stem] * rarities[stem] ** 2 for stem in telling}


def _tally(stems: Sequence[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for stem in stems:
        counts[stem] = counts.get(stem, 0) + 1
    return counts


def _sampled_rarities(connection: sqlite3.Connection, columns: Columns, stems: Sequence[str]) -> dict[str, float]:
    """How rare each of these stems is in a few blocks, spread over the store."""
    blocks = sorted(columns.blocks)
    chosen = blocks[:: -(-len(blocks) // SAMPLED)]
    articles = sum(int(np.count_nonzero(columns.minute[at * BLOCK : (at + 1) * BLOCK] != ABSENT)) for at in chosen)
    found = postings.frequencies(connection, stems, chosen)
    return {stem: scoring.rarity(found.get(stem, 0), articles) for stem in stems}


def _feedback(pages: Pages, learned: Mapping[str, float], relative: Array) -> Array:
    """For each article how much of what was learned it has, 1 for that which has most."""
    gain = np.zeros(len(pages.ends), np.float32)
    for stem, weight in learned.items():
        gain += scoring.saturated(pages.counts(stem).astype(np.float32), weight, relative)
    return gain / np.float32(gain.max(initial=0) or 1)
