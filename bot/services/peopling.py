"""Choosing the people of an answer: those who act or speak on the topic, with their role and their best words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2

from bot.core.article import Entity, EntityKind, Quote
from bot.services.candidates import Source
from bot.services.namesakes import homes_of

LONGEST_QUOTE = 240
SHORTEST_QUOTE = 25
LEAST_NEAR = 0.3
OFTEN = 3
FIT = 0.6
# Who is told of in twice as many articles counts so much more.
DOUBLED = 0.3
# Words that are a whole sentence are worth as much more as half of the topic named in them.
WHOLE = 0.5


@dataclass(frozen=True, slots=True)
class Person:
    """An entity in one article, weighed; `quote` is the best thing it says there, `near` as for a Candidate."""

    source: Source
    entity: Entity
    quote: Quote | None
    near: float
    score: float


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as several articles know them: named with their role by one, and by one with their best words."""

    named: Person
    speaks: Person | None
    score: float


def people_of(source: Source, kinds: frozenset[EntityKind]) -> Iterator[Person]:
    """The entities of these kinds that act or speak in an article, without those who wrote or published it."""
    article = source.stored.article
    writers = f"{article.byline or ''} · {article.publisher or ''}".lower()
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
    return max(fit, key=lambda quote: _worth(quote, source), default=None)


def _worth(quote: Quote, source: Source) -> float:
    """How much of the topic the sentence of somebody's words names, and whether they are a sentence themselves."""
    opening = source.stored.article.text[quote.start : quote.end].lstrip("\"“”„«»‘’' ")[:1]
    return source.shares[source.sentence_at(quote.start)] + WHOLE * opening.isupper()


def choose_people(pool: Iterable[Person], most: int) -> list[Known]:
    """At most `most`, each once, those first who weigh most where all articles are taken together.

    Where nobody acts or speaks near the topic, those who speak in the articles that fit best must do.
    """
    pool = list(pool)
    near = [person for person in pool if person.near >= LEAST_NEAR]
    known = [_known(persons) for persons in _joined(near or list(filter(_speaks_in_a_fit, pool)))]
    return sorted(known, key=lambda one: -one.score)[:most]


def _joined(pool: Sequence[Person]) -> list[list[Person]]:
    """The entities of all articles, one list for each person or organisation."""
    counts = Counter((person.entity.kind, person.entity.name) for person in pool)
    kinds = {kind for kind, _ in counts}
    homes = {kind: homes_of({name: n for (of, name), n in counts.items() if of == kind}, kind) for kind in kinds}
    joined: dict[tuple[str, str], list[Person]] = {}
    for person in sorted(pool, key=lambda person: -person.score):
        kind = person.entity.kind
        joined.setdefault((kind, homes[kind][person.entity.name]), []).append(person)
    return list(joined.values())


def _known(persons: Sequence[Person]) -> Known:
    """One person from the articles that tell of them, the weightiest of which comes first.

    They are called what most articles call them, as of the latest that does so and names them in full.
    """
    full = min(2, max(len(person.entity.name.split()) for person in persons))
    roles = Counter(person.entity.role.casefold() for person in persons if person.entity.role)

    def naming(one: Person) -> tuple[bool, int, date, float]:
        called = roles[one.entity.role.casefold()] if one.entity.role else 0
        return len(one.entity.name.split()) >= full, called, one.source.day or date.min, one.score

    spoken = [person for person in persons if person.quote]
    speaks = max(spoken, key=lambda one: (_quotable(one), one.source.day or date.min), default=None)
    return Known(max(persons, key=naming), speaks, persons[0].score + DOUBLED * log2(len(persons)))


def _quotable(person: Person) -> float:
    return _worth(person.quote, person.source) if person.quote else 0.0


def _speaks_in_a_fit(person: Person) -> bool:
    return person.quote is not None and person.source.fit >= FIT
