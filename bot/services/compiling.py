"""What a digest says: from what came in since its last one, and what was edited, to one Reply.

Everything is chosen by the rules of `/brief`, but among the new articles alone, and each article is told once: under
the topic that it is most about, else among the sources. The same store and period give the same digest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from bot.core.answers import cards
from bot.core.digests import Compiled, Digest, Mark, Period
from bot.core.library import Size
from bot.core.ports import Query, Store
from bot.core.quantities import Quantity
from bot.core.reply import Reply
from bot.services.arrivals import Arrivals, Beat, arrivals, beats_of, on_any
from bot.services.library import MEASURES
from bot.services.linking import Links
from bot.services.mastheads import (
    Watchfulness,
    coverage_of,
    late_label,
    nothing_note,
    title_of,
    watchfulness_of,
)
from bot.services.moving import moves, remembered
from bot.services.naming import StoreNamer
from bot.services.rows import figure_row, person_rows
from bot.services.sections import (
    Issue,
    also_new,
    buttons,
    figures_of,
    moved_row,
    numbers_of,
    people_in,
    statement_cards,
    updated_rows,
)
from bot.services.updating import Update, updates_of

# So many new articles are named one by one, so many edited ones are laid out, by size.
NAMED: dict[Size, int] = {"short": 10, "normal": 25, "long": 60}
EDITS = 100
LATELY = 8

Looked: TypeAlias = tuple[int, tuple[Beat, ...], int, int, Size]


class Compiler:
    """Compiles the digests of one store."""

    def __init__(self, store: Store, names: StoreNamer) -> None:
        self._store = store
        self._names = names
        self._register: tuple[tuple[Mark, datetime, datetime], Watchfulness] | None = None
        self._lately: dict[Looked, Arrivals] = {}

    async def compile(self, digest: Digest, period: Period) -> Compiled:
        """One digest; it reads the store alone, and only as far as something came in."""
        issue = await self._issue(digest, period)
        arrived = await self._arrived(period)
        if not issue.news.total and not issue.updates:
            return Compiled(await self._nothing(issue, arrived), (), (), arrived, digest.memory)
        reply, memory = await self._reply(issue)
        updated = tuple(sorted(update.stored.number for update in issue.updates))
        return Compiled(reply, issue.news.numbers, updated, arrived, memory)

    async def _issue(self, digest: Digest, period: Period) -> Issue:
        beats = beats_of(digest.subject, await self._names.current())
        since, until, size = period.since, period.until, digest.size
        news, updates = Arrivals((), 0, tuple(() for _ in beats), ()), list[Update]()
        if since.article < until.article:
            news = await self._news(beats, since, until, size)
        if since.change < until.change:
            edits = await self._store.edits_between(since, until)
            old = [change for change in edits if change.article <= since.article][-EDITS:]
            about = await on_any(self._store, beats, [change.article for change in old])
            updates = await updates_of(self._store, [change for change in old if change.article in about])
        return Issue(digest, period, beats, news, updates)

    async def _news(self, beats: Sequence[Beat], since: Mark, until: Mark, size: Size) -> Arrivals:
        """What is new; the same again for the many digests of one subject that are due at the same time."""
        looked = (await self._store.version(), tuple(beats), since.article, until.article, size)
        if looked not in self._lately:
            found = await arrivals(self._store, beats, (since, until), MEASURES[size].articles, NAMED[size])
            self._lately = dict([*self._lately.items(), (looked, found)][-LATELY:])
        return self._lately[looked]

    async def _arrived(self, period: Period) -> int:
        since, until = period.since.article, period.until.article
        return (await self._store.find(Query(after=since, upto=until), 0)).total if since < until else 0

    async def _nothing(self, issue: Issue, arrived: int) -> Reply:
        zone = issue.digest.schedule.rhythm.zone
        note = nothing_note(issue.period, zone, arrived, await self._watchfulness(issue.period))
        return Reply(
            title=title_of(issue.digest, issue.period),
            coverage=late_label(issue.period, zone),
            notes=(note,),
            buttons=buttons(issue),
        )

    async def _watchfulness(self, period: Period) -> Watchfulness:
        """What the register says, read once for all digests of one slot that look at the same period."""
        key = (period.until, period.began, period.at)
        if self._register is None or self._register[0] != key:
            self._register = key, watchfulness_of(await self._store.followed(), period.began)
        return self._register[1]

    async def _reply(self, issue: Issue) -> tuple[Reply, tuple[Quantity, ...]]:
        """The digest, and what is remembered of it; it lets others run between its parts."""
        links, news, memory = Links(), issue.news, issue.digest.memory
        statements = await statement_cards(issue, links)
        updated = tuple(updated_rows(issue, links))
        moved = moves(numbers_of(news), memory, issue.told)
        await asyncio.sleep(0)
        figures = figures_of(issue, moved)
        await asyncio.sleep(0)
        parts = (
            ("Updated", updated),
            ("Moved", tuple(moved_row(move, links, issue.now) for move in moved)),
            ("Key figures", tuple(figure_row(item, links) for item in figures)),
            ("People", person_rows(people_in(issue), links)),
        )
        others = cards(("Also new", tuple(also_new(issue, links, NAMED[issue.digest.size]))))
        coverage = coverage_of(issue.digest, issue.period, news.total, await self._publishers(news), len(issue.updates))
        reply = Reply(
            title=title_of(issue.digest, issue.period),
            coverage=coverage,
            cards=(*statements, *others, *cards(*parts)),
            links=links.listed(),
            buttons=buttons(issue),
        )
        told = [*(item.number for item in figures), *(move.number for move in moved)]
        return reply, remembered(memory, told, issue.told)

    async def _publishers(self, news: Arrivals) -> int:
        """How many publishers the new articles are from."""
        read = list(news.read)
        if len(read) < len(news.numbers):
            return (await self._store.find(Query(only=news.numbers), 0)).publishers
        return len({(stored.publisher or "").casefold() for stored in read} - {""})
