"""The parts of a digest, laid out: statements by topic, what moved, what was edited, figures, people, and the rest."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain

from bot.core.digests import Digest, Period
from bot.core.library import Size
from bot.core.reply import Button, Card, FigureRow, StatementRow, TextRow
from bot.core.wallclock import wall_at
from bot.core.wording import uncapped
from bot.services.arrivals import Arrivals, Beat
from bot.services.candidates import Candidate, Number, Source, candidates, numbers
from bot.services.choosing import OLDEST_NEWS, Chosen, choose, in_reading_order, on_topic, telling, unlike
from bot.services.figuring import Counted, choose_figures
from bot.services.library import MEASURES, PEOPLE, Measure
from bot.services.linking import Links
from bot.services.mastheads import short, told_words
from bot.services.moving import Move
from bot.services.peopling import Known, choose_people, people_of
from bot.services.rows import figure_row, statement_row
from bot.services.updating import Update, headline, update_rows
from bot.services.words import count

UPDATED: dict[Size, int] = {"short": 3, "normal": 8, "long": 20}
FEWEST = 2
FAIRLY, MOST_OF_ONE = 3, 3
HEADLINES = 5
BRIEFS = 5
TOPIC, LABEL = 80, 30


@dataclass(frozen=True, slots=True)
class Issue:
    """All that one digest is made of."""

    digest: Digest
    period: Period
    beats: Sequence[Beat]
    news: Arrivals
    updates: Sequence[Update]

    @property
    def now(self) -> datetime:
        """The wall time of the slot."""
        return wall_at(self.period.at, self.digest.schedule.rhythm.zone)

    @property
    def told(self) -> str:
        """The same as it is remembered."""
        return self.now.isoformat(timespec="minutes")

    @property
    def measure(self) -> Measure:
        """How much goes into it; statements are those of one topic, fewer where there are many."""
        measure, topics = MEASURES[self.digest.size], max(len(self.beats), 1)
        return replace(measure, known=max(min(measure.known, 3 * measure.known // topics), FEWEST))


async def statement_cards(issue: Issue, links: Links) -> list[Card]:
    """For each topic the statements of its new articles; of what is much older than the news the headline must do."""
    newest = max((source.day for source in _sources(issue.news) if source.day), default=None)
    said: list[Chosen] = []
    made = []
    for beat, sources in zip(issue.beats, issue.news.sources, strict=True):
        pool = await _pool(source for source in sources if _is_recent(source, newest))
        told = choose(unlike(said, pool), FAIRLY * issue.measure.known)
        chosen = in_reading_order(_fair(told, issue.measure.known, len(sources)))
        said += chosen
        title = short(beat.topic, TOPIC) if len(issue.beats) > 1 else "New"
        made.append(Card(title, tuple(statement_row(item, links, "known") for item in chosen)))
        await asyncio.sleep(0)
    return [card for card in made if card.rows]


async def _pool(sources: Iterable[Source]) -> list[Candidate]:
    """Statements that tell enough beside the best, and of each article its best: none is silent for a louder one."""
    pool: list[Candidate] = []
    best: list[Candidate] = []
    for source in sources:
        found = list(candidates(source))
        pool += found
        best += [max(found, key=lambda item: item.score)] if found else []
        await asyncio.sleep(0)
    kept = {(item.source.stored.number, item.statement.start): item for item in (*telling(pool, pool), *best)}
    return on_topic(kept.values())


def _is_recent(source: Source, newest: date | None) -> bool:
    """Whether an article is of the last year before the newest; of unknown age none is, as soon as one is dated."""
    return newest is None or (source.day is not None and source.day >= newest - OLDEST_NEWS)


def _fair(chosen: Sequence[Chosen], most: int, articles: int) -> list[Chosen]:
    """The first of them, and of no article so many that another has nothing to say."""
    share = min(MOST_OF_ONE, 1 + most // max(articles, 1))
    said: Counter[int] = Counter()
    kept: list[Chosen] = []
    for item in chosen:
        number = item.candidate.source.stored.number
        if said[number] < share and len(kept) < most:
            said[number] += 1
            kept.append(item)
    return kept


def figures_of(issue: Issue, moved: Sequence[Move]) -> list[Counted]:
    """The key figures, without those that are told as having moved."""
    told = {move.new.ref for move in moved}
    chosen = choose_figures(numbers_of(issue.news), issue.measure.figures + len(moved), key=True)
    left = [item for item in chosen if not any(_ref(number) in told for number in (item.number, *item.same))]
    return left[: issue.measure.figures]


def people_in(issue: Issue) -> list[Known]:
    """The people of the new articles."""
    pool = (people_of(source, PEOPLE) for source in _sources(issue.news))
    return choose_people(chain.from_iterable(pool), issue.measure.people)


def moved_row(move: Move, links: Links, now: datetime) -> FigureRow:
    """`500 → up to 600 North Koreans deported (was 500 in Sunday's digest)`."""
    row = figure_row(Counted(move.number), links)
    was = f"(was {uncapped(move.old.amount)} in {told_words(move.old.told, now)}, {move.old.ref})"
    return replace(
        row, amount=f"{uncapped(move.old.amount)} → {uncapped(row.amount)}", label=f"{row.label} {was}".lstrip()
    )


def updated_rows(issue: Issue, links: Links) -> Iterator[StatementRow | TextRow]:
    """The edited articles, those that were edited last first; of many the others by their numbers."""
    latest = list(issue.updates)[::-1]
    most = UPDATED[issue.digest.size]
    for update in latest[:most]:
        yield from update_rows(update, links)
    if left := latest[most:]:
        named = ", ".join(f"/article {update.stored.number}" for update in left)
        yield TextRow(f"and {count(len(left), 'more article')}: {named}")


def also_new(issue: Issue, links: Links, named: int) -> Iterator[TextRow]:
    """The new articles of which nothing is told above: where their headlines are, and how many have none here."""
    known = {link.article for link in links.listed()}
    new = set(issue.news.numbers)
    room = max(0, named - len(known & new))
    waiting = [stored for stored in issue.news.read if stored.number not in known]
    found = [(links.number(stored), stored) for stored in waiting[:room]]
    for number, stored in found[:HEADLINES]:
        by = stored.publisher or stored.article.byline or "publisher unknown"
        yield TextRow(f"“{headline(stored)}” · {short(by, TOPIC)} [{number}]")
    if rest := found[HEADLINES:]:
        where = f"[{rest[0][0]}] to [{rest[-1][0]}]" if len(rest) > 1 else f"[{rest[0][0]}]"
        yield TextRow(f"{count(len(rest), 'more article')}: {where} in the sources below")
    left = issue.news.total - len(known & new) - len(found)
    if left > 0:
        topic = issue.beats[0].topic if issue.beats else ""
        how = f"/find {short(topic, TOPIC)} and /latest show them" if topic else "/latest shows them"
        yield TextRow(f"{count(left, 'more article')} not listed here; {how}")


def buttons(issue: Issue) -> tuple[Button, ...]:
    """What comes next: a briefing on each topic, figures, and why the digest is as it is."""
    topics = [" ".join(beat.topic.split()) for beat in issue.beats if beat.topic][:BRIEFS]
    alone = len(topics) == 1
    briefs = [Button("Brief" if alone else short(f"Brief: {topic}", LABEL), f"/brief {topic}") for topic in topics]
    figures = [Button("Figures", f"/figures {topics[0]}")] if topics else []
    show = [Button("Why this", f"/digest show {issue.digest.number}")] if issue.digest.number else []
    return (*briefs, *figures, *show)


def numbers_of(news: Arrivals) -> Iterator[Number]:
    """Every figure of the articles that were read."""
    return chain.from_iterable(numbers(source) for source in _sources(news))


def _sources(news: Arrivals) -> Iterator[Source]:
    return chain.from_iterable(news.sources)


def _ref(number: Number) -> str:
    return number.source.evidence(number.figure.start, number.figure.end).ref
