"""What the matching articles offer for an answer: their statements and figures, each weighed against the topic."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat

from bot.core.article import Article, Figure, Label, Span, Statement
from bot.core.ports import Concept, Stored
from bot.core.reply import Evidence
from bot.core.when import day_range
from bot.pipeline.terms import stems_in

TOPICAL, WEIGHTY, FITTING, FIRM = 0.4, 0.4, 0.2, 0.1
LENT = 0.6
NO_LABEL = Label((), alone=False)
# An article that names the topic in a third of its sentences is about it.
DENSE = 3


@dataclass(frozen=True, slots=True)
class Topical:
    """How a topic stands in a set of stems: shares of its concepts, each counting the same."""

    concepts: tuple[Concept, ...]

    def share(self, stems: frozenset[str]) -> float:
        """The share (0 to 1) of the concepts that these stems name; 1 for an empty topic."""
        if not self.concepts:
            return 1.0
        hits = sum(any(stems.issuperset(name) for name in concept.alternatives) for concept in self.concepts)
        return hits / len(self.concepts)


@dataclass(frozen=True, slots=True)
class Source:
    """An article that matches, read against the topic.

    `fit` is its place among the matches (0 to 1, best first), `day` the day it counts from. `stems` and `shares` have
    one item for each sentence: its stems, and the share of the topic that it names. `lent` is what an article that is
    about the topic lends to all that stands in it: its sentences need not name the topic again.
    """

    topic: Topical
    stored: Stored
    fit: float
    day: date | None
    stems: tuple[frozenset[str], ...]
    shares: tuple[float, ...]
    lent: float

    def evidence(self, start: int, end: int) -> Evidence:
        """A span of this article."""
        return Evidence(self.stored.number, self.stored.revision, start, end)

    def near(self, sentence: int) -> float:
        """How near a sentence is to the topic (0 to 1), by its own words or by its article's."""
        return max(self.shares[sentence], self.lent)

    def sentence_at(self, offset: int) -> int:
        """The place of the sentence that holds an offset."""
        return sentence_at(self.stored.article.sentences, offset)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement that may go into the answer; `stems` are those of its sentence.

    `topical` is the share of the topic that it names itself, `near` what it has with its article's.
    """

    source: Source
    statement: Statement
    stems: frozenset[str]
    topical: float
    near: float
    score: float


@dataclass(frozen=True, slots=True)
class Number:
    """A figure that may go into the answer, its label and the place of its sentence; `near` as for a Candidate."""

    source: Source
    figure: Figure
    label: Label
    sentence: int
    near: float


def sources_of(articles: Sequence[Stored], scores: Sequence[float], topic: Topical) -> list[Source]:
    """The matching articles read against the topic; `scores` are those of the search, in the same order."""
    return [read_source(stored, fit, topic) for stored, fit in zip(articles, fits(articles, scores), strict=True)]


def fits(articles: Sequence[Stored], scores: Sequence[float]) -> list[float]:
    """How well each article fits by the scores of the search (0 to 1).

    It is measured by the best that can be read: an article in a language that is not read has nothing to say.
    """
    read = (score for stored, score in zip(articles, scores, strict=True) if stored.article.read)
    best = max(read, default=0.0) or max(scores, default=0.0) or 1.0
    return [min(1.0, score / best) for score in scores]


def read_source(stored: Stored, fit: float, topic: Topical) -> Source:
    """One article read against the topic."""
    stems = tuple(frozenset(line.split()) for line in stored.article.stems)
    shares = tuple(map(topic.share, stems))
    titled = topic.share(frozenset(stems_in(stored.article.title or "")))
    dense = min(1.0, DENSE * sum(shares) / len(shares)) if shares else 0.0
    return Source(topic, stored, fit, day_of(stored), stems, shares, LENT * max(titled, dense))


def day_of(stored: Stored) -> date | None:
    """The day an article counts from: publication, or the end of the latest date that an undated one states."""
    article = stored.article
    if article.published:
        return date.fromisoformat(article.published[:10])
    span = day_range(article.not_before) if article.not_before else None
    return span[1] if span else None


def candidates(source: Source) -> Iterator[Candidate]:
    """Every statement of an article, weighed: on the topic, telling in its article, in an article that fits, firm."""
    marks = _marks(source.stored.article)
    for statement in source.stored.article.statements:
        place = statement.sentence
        near = source.near(place)
        score = TOPICAL * near + WEIGHTY * statement.weight + FITTING * source.fit + FIRM * _firm(statement, marks)
        yield Candidate(source, statement, source.stems[place], source.shares[place], near, score)


def _marks(article: Article) -> tuple[list[int], ...]:
    """Where figures and dates stand that nobody just says, and the names of people and organisations."""
    named = (entity.mentions for entity in article.entities if entity.kind != "place")
    said = [(quote.start, quote.end) for quote in article.quotes]
    return (
        _outside(said, (figure.start for figure in article.figures)),
        _outside(said, (day.start for day in article.dates)),
        sorted(mention.start for mentions in named for mention in mentions),
    )


def _outside(spans: Sequence[tuple[int, int]], places: Iterable[int]) -> list[int]:
    return [place for place in places if not any(start <= place < end for start, end in spans)]


def _firm(statement: Statement, marks: tuple[list[int], ...]) -> float:
    """How much of a statement can be held against it (0 to 1): how many, when, who; comment has little of it."""
    held = sum(bisect_left(starts, statement.end) > bisect_left(starts, statement.start) for starts in marks)
    return held / len(marks)


def numbers(source: Source) -> Iterator[Number]:
    """Every figure of an article with its sentence; what an older pipeline prepared has no labels yet."""
    article = source.stored.article
    for figure, label in zip(article.figures, chain(article.labels, repeat(NO_LABEL)), strict=False):
        place = source.sentence_at(figure.start)
        yield Number(source, figure, label, place, source.near(place))


def sentence_at(sentences: Sequence[Span], offset: int) -> int:
    """The place of the sentence that holds an offset."""
    return max(0, bisect_right(sentences, (offset, float("inf"))) - 1)
