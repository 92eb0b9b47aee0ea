"""Choosing the people of an answer: those who act or speak on the topic, with their role and their best words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.article import Entity, EntityKind, Quote
from bot.services.candidates import Source, Topical, sentence_at

LONGEST_QUOTE = 240
SHORTEST_QUOTE = 25
LEAST = 0.8


@dataclass(frozen=True, slots=True)
class Person:
    """An entity in one article, weighed; `quote` is the best thing it says there."""

    source: Source
    entity: Entity
    quote: Quote | None
    score: float


def people_of(source: Source, topic: Topical, kinds: frozenset[EntityKind]) -> Iterable[Person]:
    """The entities of these kinds in an article, weighed against the topic, without those who wrote it."""
    article = source.stored.article
    writers = (article.byline or "").lower()
    for entity in article.entities:
        if entity.kind in kinds and entity.name.lower() not in writers:
            quotes = [quote for quote in article.quotes if quote.who == entity.name]
            best = _best(quotes, source, topic)
            near = max(_share(source, topic, mention.start) for mention in entity.mentions)
            score = near + 0.5 * source.fit + 0.8 * bool(best) + 0.5 * bool(entity.role)
            score += min(len(entity.mentions), 5) / 10 - 0.6 * (entity.kind == "organisation")
            yield Person(source, entity, best, score)


def _share(source: Source, topic: Topical, offset: int) -> float:
    article = source.stored.article
    return topic.share(frozenset(article.stems[sentence_at(article.sentences, offset)].split()))


def _best(quotes: Sequence[Quote], source: Source, topic: Topical) -> Quote | None:
    """The most topical quote that is whole and short enough to be read at a glance."""
    fit = [quote for quote in quotes if SHORTEST_QUOTE <= quote.end - quote.start <= LONGEST_QUOTE]
    return max(fit, key=lambda quote: _share(source, topic, quote.start), default=None)


def choose_people(pool: Iterable[Person], most: int) -> list[Person]:
    """At most `most`, each once: the same name in several articles is taken where it weighs most."""
    chosen: dict[str, Person] = {}
    for person in sorted(pool, key=lambda person: -person.score):
        key = person.entity.name.lower().replace("-", " ")
        if person.score >= LEAST and not any(_same(key, other) for other in chosen):
            chosen[key] = person
        if len(chosen) == most:
            break
    return list(chosen.values())


def _same(one: str, other: str) -> bool:
    """Whether two names are one person's: equal, or one is the other's last word."""
    return one == other or other.endswith(f" {one}") or one.endswith(f" {other}")
