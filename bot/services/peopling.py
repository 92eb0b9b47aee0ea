"""Choosing the people of an answer: those who act or speak on the topic, with their role and their best words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.article import Entity, EntityKind, Quote
from bot.services.candidates import Source

LONGEST_QUOTE = 240
SHORTEST_QUOTE = 25
LEAST_NEAR = 0.3
OFTEN = 3
FIT = 0.6


@dataclass(frozen=True, slots=True)
class Person:
    """An entity in one article, weighed; `quote` is the best thing it says there, `near` as for a Candidate."""

    source: Source
    entity: Entity
    quote: Quote | None
    near: float
    score: float


def people_of(source: Source, kinds: frozenset[EntityKind]) -> Iterator[Person]:
    """The entities of these kinds that act or speak in an article, without those who wrote it."""
    article = source.stored.article
    writers = (article.byline or "").lower()
    for entity in article.entities:
        if entity.kind in kinds and entity.name.lower() not in writers:
            quote = _best([quote for quote in article.quotes if quote.who == entity.name], source)
            near = max(source.near(source.sentence_at(mention.start)) for mention in entity.mentions)
            if quote or entity.role or len(entity.mentions) >= OFTEN:
                yield Person(source, entity, quote, near, _score(entity, quote, near, source.fit))


def _score(entity: Entity, quote: Quote | None, near: float, fit: float) -> float:
    score = near + 0.5 * fit + 0.8 * bool(quote) + 0.5 * bool(entity.role) + min(len(entity.mentions), 5) / 10
    return score - 0.6 * (entity.kind == "organisation")


def _best(quotes: Sequence[Quote], source: Source) -> Quote | None:
    """The most topical quote that is whole and short enough to be read at a glance."""
    fit = [quote for quote in quotes if SHORTEST_QUOTE <= quote.end - quote.start <= LONGEST_QUOTE]
    return max(fit, key=lambda quote: source.shares[source.sentence_at(quote.start)], default=None)


def choose_people(pool: Iterable[Person], most: int) -> list[Person]:
    """At most `most`, each once: the same name in several articles is taken where it weighs most.

    Where nobody acts or speaks near the topic, those who speak in the articles that fit best must do.
    """
    pool = list(pool)
    near = [person for person in pool if person.near >= LEAST_NEAR]
    chosen: dict[str, Person] = {}
    for person in sorted(near or filter(_speaks_in_a_fit, pool), key=lambda person: -person.score):
        key = person.entity.name.lower().replace("-", " ")
        if not any(_same(key, other) for other in chosen):
            chosen[key] = person
        if len(chosen) == most:
            break
    return list(chosen.values())


def _speaks_in_a_fit(person: Person) -> bool:
    return person.quote is not None and person.source.fit >= FIT


def _same(one: str, other: str) -> bool:
    """Whether two names are one person's: equal, or one is the other's last word."""
    return one == other or other.endswith(f" {one}") or one.endswith(f" {other}")
