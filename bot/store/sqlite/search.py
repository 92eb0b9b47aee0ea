"""Finding articles: postings and columns from the database, scores from `scoring`, and figures over what matched.

The work is bounded: at most `BUDGET` postings are looked at, the rarest terms first and of one term the newest blocks
first, and a phrase is looked for in the best `CHECKED` candidates. The best `LOOKED_INTO` get a second look, at where
the words stand (`rerank`).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from bot.core.ports import Concept, Found, Hit, Query
from bot.store.sqlite import copies, postings, rerank, scoring
from bot.store.sqlite.columns import ABSENT, BLOCK, UNDATED, Array, Columns, Source
from bot.store.sqlite.rerank import Pages
from bot.store.sqlite.rows import MINUTES_A_DAY
from bot.store.sqlite.scoring import Term

BUDGET = 3_000_000
CHECKED = 400
LOOKED_INTO = 200
STEEPNESS = 3  # the weights of `scoring` spread about as far as the cube of BM25's, by which a lift is meant
HALF_LIFE = 180  # days in which what is new about an article fades by half
EPOCH_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Matches:
    """Everything that matches: numbers, ascending, the weight of each, and the terms that were looked at.

    `lift` is what being new has multiplied the weight by. The score is the root of the weight: it orders alike.
    """

    numbers: Array
    weight: Array
    lift: Array
    terms: Mapping[str, Term]

    def only(self, places: Array) -> Matches:
        """The same for some of the places, which may come as a mask."""
        return Matches(self.numbers[places], self.weight[places], self.lift[places], self.terms)

    def best(self, columns: Columns, limit: int) -> Matches:
        """The best of them, best first."""
        return self.only(scoring.best(self.numbers, self.weight, columns.recency(self.numbers), limit))


def find(connection: sqlite3.Connection, columns: Columns, query: Query, limit: int) -> Found:
    """The best matches, and figures over all of them."""
    matches = match(connection, columns, query)
    best = matches.best(columns, max(limit, LOOKED_INTO) if limit else 0)
    best = _looked_into(connection, best, columns, query).best(columns, limit)
    hits = zip(best.numbers.tolist(), (best.weight ** (1 / STEEPNESS)).tolist(), strict=True)
    return _figures(tuple(Hit(number, score) for number, score in hits), matches.numbers, columns)


def match(connection: sqlite3.Connection, columns: Columns, query: Query) -> Matches:
    """All articles that match a query."""
    concepts = [concept for concept in query.concepts if any(concept.alternatives)]
    if columns.places == 0 or (query.concepts and not concepts):
        return _unlifted(np.zeros(0, np.int64), np.zeros(0, np.float32), {})
    terms = _load(connection, columns, _stems(concepts, query.without), _blocks(columns, query))
    matches = _scored(concepts, terms, columns, query)
    numbers = matches.numbers
    matches = matches.only(_passing(connection, numbers, columns, query) & ~_forbidden(numbers, query, terms, columns))
    lift = _lift(matches.numbers, columns, query.recency) ** STEEPNESS
    matches = replace(matches, weight=matches.weight * lift, lift=lift)
    return _with_phrases(connection, matches, columns, query) if _has_phrases(query) else matches


def _typed(query: Query, terms: Mapping[str, Term]) -> dict[str, Term]:
    """The words of a query as they follow each other in what was typed, where articles have them."""
    typed = [stem for concept in query.concepts for stem in next(filter(None, concept.alternatives), ())]
    return {stem: terms[stem] for stem in typed if stem in terms and terms[stem].frequency}


def _looked_into(connection: sqlite3.Connection, matches: Matches, columns: Columns, query: Query) -> Matches:
    """The same matches, which come best first, the first of them heavier by what a second look finds."""
    first = matches.only(np.arange(min(len(matches.numbers), LOOKED_INTO)))
    typed = _typed(query, matches.terms)
    gains = rerank.gains(connection, columns, first.numbers, first.weight / first.lift, typed)
    weight = matches.weight.copy()
    weight[: len(gains)] += gains * first.lift
    return replace(matches, weight=weight)


def _stems(concepts: Sequence[Concept], without: Sequence[tuple[str, ...]]) -> list[str]:
    runs = [*(run for concept in concepts for run in concept.alternatives), *without]
    return list(dict.fromkeys(stem for run in runs for stem in run))


def _blocks(columns: Columns, query: Query) -> list[int]:
    """The blocks that hold articles whose numbers are asked for, the newest first."""
    first, last = (query.after + 1) // BLOCK, (columns.places if query.upto is None else query.upto) // BLOCK
    wanted = columns.blocks.keys() if query.only is None else {number // BLOCK for number in query.only}
    return sorted((block for block in columns.blocks if first <= block <= last and block in wanted), reverse=True)


def _load(
    connection: sqlite3.Connection, columns: Columns, stems: Sequence[str], blocks: Sequence[int]
) -> dict[str, Term]:
    """The postings of the stems in these blocks; how common each is goes by all."""
    everywhere = sorted(columns.blocks, reverse=True)
    if len(blocks) < len(everywhere) and len(stems) * len(blocks) * BLOCK <= BUDGET:
        common = postings.frequencies(connection, stems, everywhere)
        return {stem: Term(*postings.fetch(connection, stem, blocks), common.get(stem, 0)) for stem in stems}
    if len(stems) * columns.articles <= BUDGET:
        found = {stem: postings.fetch(connection, stem, blocks) for stem in stems}
        return {stem: Term(numbers, counts, len(numbers)) for stem, (numbers, counts) in found.items()}
    terms, left = {}, BUDGET
    sized = sorted((postings.frequency(connection, stem, blocks), stem) for stem in stems)
    for frequency, stem in sized:
        # Of a term that is in every other article a part of the blocks must do.
        share = blocks if frequency <= left else blocks[: left * len(blocks) // frequency]
        numbers, counts = postings.fetch(connection, stem, share)
        terms[stem] = Term(numbers, counts, frequency)
        left -= len(numbers)
    return terms


def _scored(concepts: Sequence[Concept], terms: Mapping[str, Term], columns: Columns, query: Query) -> Matches:
    if not concepts:
        numbers = columns.here()
        upto = columns.places if query.upto is None else query.upto
        first, last = np.searchsorted(numbers, [query.after, upto], "right")
        return _unlifted(numbers[first:last], np.zeros(last - first, np.float32), terms)
    scores = scoring.score(concepts, terms, columns)
    numbers = np.flatnonzero(scores.concepts >= (len(concepts) if query.need == "all" else 1))
    return _unlifted(numbers, scores.weight[numbers], terms)


def _unlifted(numbers: Array, weight: Array, terms: Mapping[str, Term]) -> Matches:
    return Matches(numbers, weight, np.ones(len(numbers), np.float32), terms)


def _passing(connection: sqlite3.Connection, numbers: Array, columns: Columns, query: Query) -> Array:
    """Which of the numbers are among those, and of the days and sources, asked for."""
    # What was just forgotten stands in the postings for a while.
    keep: Array = (columns.minute[numbers] != ABSENT) & (numbers > query.after)
    if query.upto is not None:
        keep &= numbers <= query.upto
    if query.only is not None:
        keep &= np.isin(numbers, query.only)
    if query.since or query.until:
        minute = columns.minute[numbers]
        keep &= minute > UNDATED
        if query.since:
            keep &= minute >= _minute(query.since)
        if query.until:
            keep &= minute < _minute(query.until) + MINUTES_A_DAY
    if query.source:
        meant = of_source(columns, query.source)
        carried = copies.carried(connection, np.flatnonzero(meant).tolist())
        keep &= meant[columns.source[numbers]] | np.isin(numbers, carried)
    return keep


def of_source(columns: Columns, words: str) -> Array:
    """For each source number whether it is meant; names with a word that begins so come before mere substrings."""
    named = _named(columns.sources, re.compile(r"(?<!\w)" + re.escape(words.strip()), re.IGNORECASE))
    named = named or _named(columns.sources, re.compile(re.escape(words.strip()), re.IGNORECASE))
    meant = np.zeros(max(columns.sources, default=0) + 1, bool)
    meant[named] = True
    return meant


def _named(sources: Mapping[int, Source], pattern: re.Pattern[str]) -> list[int]:
    return [
        number
        for number, source in sources.items()
        if pattern.search(source.publisher) or any(map(pattern.search, source.places))
    ]


def _lift(numbers: Array, columns: Columns, recency: float) -> Array:
    """By what each score is multiplied: `1 + recency` for the newest, half the gain for each `HALF_LIFE` of age."""
    minute = columns.minute[numbers]
    if not recency or not len(minute):
        return np.ones(len(numbers), np.float32)
    age = (np.float32(minute.max()) - minute.astype(np.float32)) / np.float32(HALF_LIFE * MINUTES_A_DAY)
    return np.where(minute > UNDATED, 1 + recency * np.exp2(-age), 1).astype(np.float32)


def _forbidden(numbers: Array, query: Query, terms: Mapping[str, Term], columns: Columns) -> Array:
    """Which of the numbers have a single word that must not be there; phrases are looked at later."""
    bad = np.zeros(columns.places, bool)
    for run in query.without:
        if len(run) == 1:
            bad[terms[run[0]].numbers] = True
    return bad[numbers]


def _has_phrases(query: Query) -> bool:
    exact = (concept for concept in query.concepts if concept.exact)
    return any(len(run) > 1 for concept in exact for run in concept.alternatives) or any(
        len(run) > 1 for run in query.without
    )


def _with_phrases(connection: sqlite3.Connection, matches: Matches, columns: Columns, query: Query) -> Matches:
    """Those of the best candidates whose phrases stand as they are asked for."""
    best = matches.best(columns, CHECKED)
    best = best.only(np.argsort(best.numbers))
    return best.only(_standing(rerank.read(connection, best.numbers), query))


def _standing(pages: Pages, query: Query) -> Array:
    """Which of the articles have the phrases that are asked for and none that must not be there."""
    nowhere = np.zeros(len(pages.ends), bool)
    exact = [concept for concept in query.concepts if concept.exact]
    asked = [_any_of([pages.has(run) for run in concept.alternatives if run], nowhere) for concept in exact]
    if query.need == "all":
        enough = ~_any_of([~stands for stands in asked], nowhere)
    else:
        enough = _any_of(asked, nowhere | (len(asked) < len(query.concepts)))
    return enough & ~_any_of([pages.has(run) for run in query.without if len(run) > 1], nowhere)


def _any_of(masks: Sequence[Array], nowhere: Array) -> Array:
    """Where any of the masks is set, or `nowhere` is."""
    anywhere: Array = np.logical_or.reduce([nowhere, *masks])
    return anywhere


def _figures(hits: tuple[Hit, ...], numbers: Array, columns: Columns) -> Found:
    minute = columns.minute[numbers]
    dated = minute[minute > UNDATED]
    unread = np.bincount(columns.unread[numbers])
    return Found(
        hits=hits,
        total=len(numbers),
        publishers=len(publishers(columns, numbers)),
        undated=len(numbers) - len(dated),
        first=day_of(dated.min()) if len(dated) else None,
        last=day_of(dated.max()) if len(dated) else None,
        unread={columns.languages[code]: int(unread[code]) for code in np.flatnonzero(unread).tolist() if code},
    )


def publishers(columns: Columns, numbers: Array) -> set[str]:
    """The publishers of these articles, where known, without regard to case."""
    seen = np.zeros(max(columns.sources, default=0) + 1, bool)
    seen[columns.source[numbers]] = True
    names = {columns.sources[source].publisher.casefold() for source in np.flatnonzero(seen).tolist()}
    return names - {""}


def _minute(day: date) -> int:
    return (day.toordinal() - EPOCH_DAY) * MINUTES_A_DAY


def day_of(minute: int) -> date:
    """The day of a minute in the columns."""
    return date.fromordinal(EPOCH_DAY + int(minute) // MINUTES_A_DAY)
