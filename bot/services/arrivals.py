"""What came in for a digest: which new articles are on which of its topics, and which edited ones are on any.

Topics are taken as they were typed. A slip is not mended and a quote not loosened, for a digest must not turn to
something else on a day without news.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.digests import Mark, Subject
from bot.core.library import Ask
from bot.core.ports import Query, Store, Stored
from bot.pipeline.terms import stems_in
from bot.services.asking import Aliases, read_topic
from bot.services.candidates import Source, Topical, fits, read_source
from bot.services.matching import RECENCY

# More of them are counted no further; a reader sees the best.
MOST = 2_000
CLOSELY = 60


@dataclass(frozen=True, slots=True)
class Beat:
    """A topic of a digest, as typed and as a query for each of the digest's sources."""

    topic: str
    queries: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """New articles of a digest: all `numbers` ascending, and `total`, which counts those beyond `MOST` too.

    `sources` has for each beat the articles that belong to it, best first, each in one beat alone; `others` were
    read for their headlines.
    """

    numbers: tuple[int, ...]
    total: int
    sources: tuple[tuple[Source, ...], ...]
    others: tuple[Stored, ...]

    @property
    def read(self) -> Iterator[Stored]:
        """Every article that was read, in the order in which it is told of."""
        yield from (source.stored for sources in self.sources for source in sources)
        yield from self.others


def beats_of(subject: Subject, aliases: Aliases) -> list[Beat]:
    """The topics as queries; one without a word to look for is left out, no topic at all means every article."""
    asked = [read_topic(Ask(topic), aliases) for topic in subject.topics]
    beats = [(item.topic, item.query) for item in asked if item.query.concepts]
    return [
        Beat(topic, tuple(replace(query, source=source, recency=RECENCY) for source in subject.sources or (None,)))
        for topic, query in ([] if subject.topics else [("", Query())]) + beats
    ]


async def arrivals(store: Store, beats: Sequence[Beat], marks: tuple[Mark, Mark], closely: int, named: int) -> Arrivals:
    """Those that came in between the marks: of each beat the best `closely` are read, of all at least `named`."""
    after, upto = marks[0].article, marks[1].article
    found = [await _scores(store, (replace(query, after=after, upto=upto) for query in beat.queries)) for beat in beats]
    numbers = list(dict.fromkeys(number for scores, _ in found for number in scores))
    best = dict.fromkeys(number for scores, _ in found for number in list(scores)[:closely])
    close = list(best)[:CLOSELY]
    others = [number for number in numbers if number not in set(close)][: max(0, named - len(close))]
    stored = {item.number: item for item in await store.articles([*close, *others])}
    sources = await _at_home(beats, [scores for scores, _ in found], [stored[n] for n in close if n in stored])
    total = max([len(numbers), *(most for _, most in found)])
    return Arrivals(tuple(sorted(numbers)), total, sources, tuple(stored[n] for n in others if n in stored))


async def on_any(store: Store, beats: Sequence[Beat], numbers: Sequence[int]) -> frozenset[int]:
    """Which of the articles are on any of the topics."""
    queries = (replace(query, only=tuple(numbers)) for beat in beats for query in beat.queries)
    return frozenset((await _scores(store, queries))[0]) if numbers else frozenset()


async def _scores(store: Store, queries: Iterable[Query]) -> tuple[Mapping[int, float], int]:
    """The matches of any of the queries, best first, and how many one of them has at the most."""
    scores: dict[int, float] = {}
    most = 0
    for query in queries:
        found = await store.find(query, MOST)
        most = max(most, found.total)
        for hit in found.hits:
            scores[hit.article] = max(scores.get(hit.article, 0.0), hit.score)
    return dict(sorted(scores.items(), key=lambda item: -item[1])), most


async def _at_home(
    beats: Sequence[Beat], found: Sequence[Mapping[int, float]], articles: Sequence[Stored]
) -> tuple[tuple[Source, ...], ...]:
    """Each article in the beat that it is most about, the first of several."""
    homes: dict[int, tuple[int, Source]] = {}
    for place, (beat, scores) in enumerate(zip(beats, found, strict=True)):
        here = [stored for stored in articles if stored.number in scores]
        topic = Topical(beat.queries[0].concepts)
        for stored, fit in zip(here, fits(here, [scores[stored.number] for stored in here]), strict=True):
            source, known = read_source(stored, fit, topic), homes.get(stored.number)
            if known is None or _nearness(source) > _nearness(known[1]):
                homes[stored.number] = place, source
            await asyncio.sleep(0)  # a long article takes a millisecond, and others are waiting
    by_beat = [[source for home, source in homes.values() if home == place] for place in range(len(beats))]
    return tuple(tuple(sorted(sources, key=lambda source: -source.fit)) for sources in by_beat)


def _nearness(source: Source) -> float:
    """How much an article is about its topic: what its title says of it, and its sentences at the mean."""
    titled = source.topic.share(frozenset(stems_in(source.stored.article.title or "")))
    return titled + sum(source.shares) / max(len(source.shares), 1)
