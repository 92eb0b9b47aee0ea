"""The library: answers every Ask from the store, with what was prepared ahead; no model and no network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bot.core.article import EntityKind
from bot.core.errors import UserError
from bot.core.library import Account, Ask, Choice, Kind, Proof, Size
from bot.core.ports import Found, SourceRow, Store, Stored, Topic, Totals
from bot.core.publishing import Published
from bot.core.reply import Evidence, FigureRow, StatementRow, verbatim
from bot.services import proving
from bot.services.candidates import Candidate, Source, Topical, candidates, numbers, read_source
from bot.services.changing import changes_of
from bot.services.choosing import choose, on_topic, split_news, telling, unlike
from bot.services.chronicling import WEIGHED, chronicle, own_events
from bot.services.comparing import agreed, compare, disputed
from bot.services.completing import complete
from bot.services.correcting import with_corrections
from bot.services.corroborating import corroboration
from bot.services.figuring import Counted, choose_figures
from bot.services.health import with_health
from bot.services.linking import Links
from bot.services.matching import Matcher, Matches
from bot.services.naming import StoreNamer
from bot.services.passages import passage_row
from bot.services.peopling import Known, choose_people, people_of
from bot.services.rows import figure_row, person_rows, statement_row
from bot.services.sides import comparing_notes, side_cards
from bot.services.storied import Tale, days_of, tales_of, told_by_story
from bot.services.timelining import SCREEN, WHOLE
from bot.services.tracing import trace
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
# So many articles of a story are read to see who else says so.
EVENT = 24
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
        tales, placed = await self._tales(matches)
        pool = list(chain.from_iterable(candidates(source) for source in matches.sources))
        news, older = split_news(pool, days_of(tales))
        known = choose(on_topic(telling(news, pool)), measure.known, placed)
        earlier = choose(unlike(known, on_topic(telling(older, pool))), measure.earlier, placed)
        account = await self._account(matches)
        return replace(
            account,
            stories=len(tales),
            known=told_by_story(known, _told_in(news, placed), links, "known"),
            earlier=told_by_story(earlier, _told_in(older, placed), links, "earlier"),
            figures=await self._rows(_figures(matches, measure.figures, key=True), links),
            people=person_rows(_people(matches, measure.people, PEOPLE), links),
            links=links.listed(),
        )

    async def figures(self, ask: Ask) -> Account:
        """Figures alone."""
        matches = await self._matcher.all_of(ask, MANY.articles)
        links = Links()
        rows = await self._rows(_figures(matches, MANY.figures, key=False), links)
        return replace(await self._account(matches), figures=rows, links=links.listed())

    async def people(self, ask: Ask) -> Account:
        """People and organisations alone."""
        matches = await self._matcher.all_of(ask, MANY.articles)
        links = Links()
        rows = person_rows(_people(matches, MANY.people, ACTORS), links)
        return replace(await self._account(matches), people=rows, links=links.listed())

    async def timeline(self, ask: Ask) -> Account:
        """Dated events, oldest first."""
        matches = await self._matcher.hits_of(ask, WEIGHED)
        links, topic = Links(), Topical(matches.asked.query.concepts)
        numbers = [hit.article for hit in matches.found.hits]
        rows = await chronicle(self._store, numbers, topic, WHOLE if ask.whole else SCREEN, links)
        return replace(await self._account(matches), events=tuple(rows), links=links.listed())

    async def compare(self, ask: Ask) -> Account:
        """Publishers side by side."""
        matches = await self._matcher.all_of(ask, MANY.articles)
        links = Links()
        tales, placed = await self._tales(matches)
        compared = compare(matches.sources, placed)
        counted = _figures(matches, MANY.figures, key=False)
        account = await self._account(matches)
        notes = (*account.notes, *comparing_notes(compared))
        shared = [statement_row(item, links, "known") for item in compared.shared]
        alike = [figure_row(item, links) for item in agreed(counted)]
        return replace(
            account,
            stories=len(tales),
            known=(*shared, *alike),
            figures=tuple(figure_row(item, links) for item in disputed(counted)),
            sides=side_cards(compared, links),
            links=links.listed(),
            notes=notes if account.total else account.notes,
        )

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
            figures=await self._rows(_figures(matches, MANY.figures, key=False), links),
            people=person_rows(_people(matches, MANY.people, ACTORS), links),
            events=tuple(own_events(stored, SCREEN, links)),
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
        proof = proving.proof_of(found[0], evidence, text)
        story = (await self._store.story_of([evidence.article])).get(evidence.article) if proof.current else None
        told = await self._store.stories([story]) if story is not None else ()
        others = await self._store.articles(told[0].articles[:EVENT]) if told else ()
        traced, links = trace(found[0], evidence, others, story)
        return replace(proof, trace=traced, links=links.listed())

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

    async def _tales(self, matches: Matches) -> tuple[list[Tale], Mapping[int, int]]:
        """The stories of what matches, and which article is in which."""
        placed = await self._store.story_of([source.stored.number for source in matches.sources])
        return tales_of(matches.sources, placed), placed

    async def _rows(self, chosen: Iterable[Counted], links: Links) -> tuple[FigureRow, ...]:
        """The rows of the chosen figures, with what their publishers corrected."""
        return await with_corrections(self._store, [figure_row(item, links) for item in chosen])

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
            coverage=coverage(found, index, _behind(matches)) if found.total else await self._stock(index),
            total=found.total,
            free=matches.free,
            notes=matches.asked.notes,
            closest=closest,
            narrower=tuple(near for near in narrower if near.name.lower() != topic.lower())[:CLOSEST],
        )


def _told_in(pool: Iterable[Candidate], placed: Mapping[int, int]) -> list[Tale]:
    """The stories of some statements, as far as these tell them: an old report of one that goes on is its past."""
    return tales_of({item.source.stored.number: item.source for item in pool}.values(), placed)


def _behind(matches: Matches) -> str:
    """Who stands behind all that matches, in words; nothing where more matches than was read."""
    stored = [source.stored for source in matches.sources]
    return corroboration(stored).words if len(stored) == matches.found.total else ""


def _figures(matches: Matches, most: int, *, key: bool) -> list[Counted]:
    pool = chain.from_iterable(numbers(source) for source in matches.sources)
    return choose_figures(pool, most, key=key)


def _people(matches: Matches, most: int, kinds: frozenset[EntityKind]) -> list[Known]:
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
