"""The library: answers every Ask from the store, with what was prepared ahead; no model and no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bot.core.article import EntityKind
from bot.core.errors import UserError
from bot.core.library import Account, Ask, Choice, Kind, Proof, Size
from bot.core.ports import Found, SourceRow, Store, Stored, Topic, Totals
from bot.core.publishing import Published
from bot.core.reply import Evidence, StatementRow, verbatim
from bot.services import proving
from bot.services.candidates import Source, Topical, candidates, numbers, read_source
from bot.services.changing import changes_of
from bot.services.choosing import choose, in_reading_order, on_topic, split_news, telling, unlike
from bot.services.completing import complete
from bot.services.figuring import Counted, choose_figures
from bot.services.health import with_health
from bot.services.linking import Links
from bot.services.matching import Matcher, Matches
from bot.services.naming import StoreNamer
from bot.services.passages import passage_row
from bot.services.peopling import Person, choose_people, people_of
from bot.services.rows import event_row, figure_row, person_rows, statement_row
from bot.services.timelining import events_of
from bot.services.words import count, coverage, moment

PEOPLE: frozenset[EntityKind] = frozenset({"person"})
ACTORS: frozenset[EntityKind] = frozenset({"person", "organisation"})
CLOSEST = 5
BROAD = 12


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of each goes into an answer of one size, and how many articles are read for it."""

    articles: int
    known: int
    earlier: int
    figures: int
    people: int


MEASURES: dict[Size, Measure] = {
    "short": Measure(12, 3, 1, 3, 2),
    "normal": Measure(20, 5, 3, 6, 4),
    "long": Measure(30, 10, 8, 12, 8),
}
MANY = Measure(30, 0, 0, 25, 20)
FOUND = 20
COUNTED = 2000


class StoreLibrary:
    """`bot.core.command.Library` over any store."""

    def __init__(self, store: Store, names: StoreNamer, fingerprint: str) -> None:
        self._store = store
        self._matcher = Matcher(store, names)
        self._fingerprint = fingerprint

    async def brief(self, ask: Ask) -> Account:
        """Statements, figures and people on a topic."""
        measure = MEASURES[ask.size]
        matches = await self._matcher.all_of(ask, measure.articles)
        links = Links()
        pool = list(chain.from_iterable(candidates(source) for source in matches.sources))
        news, older = map(telling, split_news(pool), (pool, pool))
        known = in_reading_order(choose(on_topic(news), measure.known))
        earlier = in_reading_order(choose(unlike(known, on_topic(older)), measure.earlier))
        account = await self._account(matches)
        return replace(
            account,
            known=tuple(statement_row(item, links, "known") for item in known),
            earlier=tuple(statement_row(item, links, "earlier") for item in earlier),
            figures=tuple(figure_row(item, links) for item in _figures(matches, measure.figures, key=True)),
            people=person_rows(_people(matches, measure.people, PEOPLE), links),
            links=links.listed(),
        )

    async def figures(self, ask: Ask) -> Account:
        """Figures alone."""
        matches = await self._matcher.all_of(ask, MANY.articles)
        links = Links()
        rows = tuple(figure_row(item, links) for item in _figures(matches, MANY.figures, key=False))
        return replace(await self._account(matches), figures=rows, links=links.listed())

    async def people(self, ask: Ask) -> Account:
        """People and organisations alone."""
        matches = await self._matcher.all_of(ask, MANY.articles)
        links = Links()
        rows = person_rows(_people(matches, MANY.people, ACTORS), links)
        return replace(await self._account(matches), people=rows, links=links.listed())

    async def timeline(self, ask: Ask) -> Account:
        """Dated events, oldest first."""
        matches = await self._matcher.all_of(ask, MANY.articles)
        links = Links()
        chosen = events_of(matches.sources)
        rows = tuple(event_row(item, links) for item in chosen)
        return replace(await self._account(matches), events=rows, links=links.listed())

    async def find(self, ask: Ask) -> Account:
        """Matching articles, best first, each with the passage that matched."""
        matches = await self._matcher.any_of(ask, FOUND)
        links = Links()
        rows = tuple(passage_row(source, links) for source in matches.sources)
        return replace(await self._account(matches), known=rows, links=links.listed())

    async def article(self, link: str) -> Stored:
        """An article by number or link."""
        number = (
            int(link) if link.isascii() and link.isdigit() and len(link) < 12 else await self._store.article_at(link)
        )
        found = await self._store.articles([number]) if number else ()
        if not found:
            await self._say_gone(number)
            raise UserError(
                f"No article '{link[:120]}' in this store. /find and /latest give their numbers.", "/latest"
            )
        return found[0]

    async def about(self, stored: Stored) -> Account:
        """What one article says."""
        source = read_source(stored, 1.0, Topical(()))
        matches = Matches(await self._matcher.read(Ask("")), Found(total=1), [source])
        links = Links()
        links.number(stored)
        return Account(
            topic=stored.article.title or "",
            coverage=await self.index_line(),
            total=1,
            known=_summary_rows(source, links),
            figures=tuple(figure_row(item, links) for item in _figures(matches, MANY.figures, key=False)),
            people=person_rows(_people(matches, MANY.people, ACTORS), links),
            events=tuple(event_row(item, links) for item in events_of([source])),
            links=links.listed(),
            changes=await changes_of(self._store, stored.number),
        )

    async def latest(self, limit: int, source: str | None) -> Sequence[Stored]:
        """Newest articles first."""
        return await self._store.latest(limit, source)

    async def published(self, source: str | None) -> Published:
        """The newest articles by day and publisher."""
        return await self._store.published(COUNTED, source)

    async def sources(self, topic: str | None) -> Sequence[SourceRow]:
        """Where articles come from."""
        rows = await self._store.sources((await self._matcher.read(Ask(topic))).query if topic else None)
        return with_health(rows, await self._store.followed(), whole=topic is None)

    async def why(self, ref: str) -> Proof:
        """The sentence behind a reference."""
        evidence = Evidence.parse(ref)
        await self._say_gone(evidence.article)
        found = await self._store.articles([evidence.article])
        text = await self._store.text(evidence.article, evidence.revision)
        if not found or text is None or evidence.end > len(text):
            raise UserError(f"Nothing in this store stands at {evidence.ref}; it may come from another store.")
        return proving.proof_of(found[0], evidence, text)

    async def _say_gone(self, number: int | None) -> None:
        if number and await self._store.gone(number):
            raise UserError(f"Article {number} was taken out of this store; nothing of it is kept.", "/latest")

    async def totals(self) -> Totals:
        """The store in figures."""
        return await self._store.totals(self._fingerprint)

    async def generation(self) -> int:
        """Changes when another index is swapped in."""
        return await self._store.generation()

    async def version(self) -> int:
        """Changes with the store."""
        return await self._store.version()

    async def index_line(self) -> str:
        """`index of 21 Nov 2026, 08:12 UTC`."""
        return f"index of {moment(await self._store.indexed())}"

    async def complete(self, kind: Kind, typed: str, limit: int) -> Sequence[Choice]:
        """What may be meant by what has been typed so far."""
        return await complete(self._store, kind, typed, limit)

    async def _closest(self, topic: str) -> tuple[Topic, ...]:
        """The nearest topics, and after them the commonest."""
        near, common = await self._store.topics(topic, CLOSEST), await self._store.topics("", CLOSEST)
        return tuple({found.name.lower(): found for found in (*common, *near)[::-1]}.values())[:CLOSEST]

    async def _stock(self, index: str) -> str:
        """What was searched in vain."""
        totals = await self.totals()
        unread = [f"not read: {language} {number:,}" for language, number in sorted(totals.unread.items())]
        return " · ".join([f"in {count(totals.articles, 'article')}", *unread, index])

    async def _account(self, matches: Matches) -> Account:
        """The parts that every answer has."""
        found, topic, index = matches.found, matches.asked.topic, await self.index_line()
        closest = await self._closest(topic) if not found.total and not matches.free else ()
        narrower = await self._store.topics(topic, CLOSEST + 1) if found.total > BROAD else ()
        return Account(
            topic=topic,
            coverage=coverage(found, index) if found.total else await self._stock(index),
            total=found.total,
            free=matches.free,
            notes=matches.asked.notes,
            closest=closest,
            narrower=tuple(near for near in narrower if near.name.lower() != topic.lower())[:CLOSEST],
        )


def _figures(matches: Matches, most: int, *, key: bool) -> list[Counted]:
    pool = chain.from_iterable(numbers(source) for source in matches.sources)
    return choose_figures(pool, most, key=key)


def _people(matches: Matches, most: int, kinds: frozenset[EntityKind]) -> list[Person]:
    return choose_people(chain.from_iterable(people_of(source, kinds) for source in matches.sources), most)


def _summary_rows(source: Source, links: Links) -> tuple[StatementRow, ...]:
    """The summary of one article, whole sentences as they stand."""
    text, number = source.stored.article.text, links.number(source.stored)
    return tuple(
        StatementRow(
            source.evidence(item.start, item.end), verbatim(text, item.start, item.end), number, score=item.score
        )
        for item in source.stored.article.summary
    )
