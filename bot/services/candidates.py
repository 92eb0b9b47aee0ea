"""What the matching articles offer for an answer: their statements and figures, each weighed against the topic."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.article import Figure, Span, Statement
from bot.core.ports import Concept, Stored
from bot.core.reply import Evidence
from bot.core.when import day_range
from bot.pipeline.terms import stems_in

TOPICAL, WEIGHTY, FITTING = 0.4, 0.4, 0.2
LENT = 0.6


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
    """An article that matches, with its place among the matches (0 to 1, best first) and the day it counts from."""

    stored: Stored
    fit: float
    day: date | None

    def evidence(self, start: int, end: int) -> Evidence:
        """A span of this article."""
        return Evidence(self.stored.number, self.stored.revision, start, end)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement that may go into the answer; `stems` are those of its sentence.

    `topical` is the share of the topic that it names itself, `near` what it has with its article's title.
    """

    source: Source
    statement: Statement
    stems: frozenset[str]
    topical: float
    near: float
    score: float


@dataclass(frozen=True, slots=True)
class Number:
    """A figure that may go into the answer, with its sentence."""

    source: Source
    figure: Figure
    sentence: int
    stems: frozenset[str]
    topical: float


def sources_of(articles: Sequence[Stored], scores: Sequence[float]) -> list[Source]:
    """The matching articles with their fit; `scores` are those of the search, in the same order."""
    best = max(scores, default=0.0) or 1.0
    return [Source(stored, score / best, day_of(stored)) for stored, score in zip(articles, scores, strict=True)]


def day_of(stored: Stored) -> date | None:
    """The day an article counts from: publication, or the end of the latest date that an undated one states."""
    article = stored.article
    if article.published:
        return date.fromisoformat(article.published[:10])
    span = day_range(article.not_before) if article.not_before else None
    return span[1] if span else None


def candidates(source: Source, topic: Topical) -> Iterator[Candidate]:
    """Every statement of an article, weighed: on the topic, telling in its article, in an article that fits.

    An article whose title names the topic lends its sentences part of that: they need not name it again.
    """
    article = source.stored.article
    about = LENT * topic.share(frozenset(stems_in(article.title or "")))
    for statement in article.statements:
        stems = frozenset(article.stems[statement.sentence].split())
        topical = topic.share(stems)
        near = max(topical, about)
        score = TOPICAL * near + WEIGHTY * statement.weight + FITTING * source.fit
        yield Candidate(source, statement, stems, topical, near, score)


def numbers(source: Source, topic: Topical) -> Iterator[Number]:
    """Every figure of an article with its sentence."""
    article = source.stored.article
    for figure in article.figures:
        sentence = sentence_at(article.sentences, figure.start)
        stems = frozenset(article.stems[sentence].split())
        yield Number(source, figure, sentence, stems, topic.share(stems))


def sentence_at(sentences: Sequence[Span], offset: int) -> int:
    """The place of the sentence that holds an offset."""
    return max(0, bisect_right(sentences, (offset, float("inf"))) - 1)
