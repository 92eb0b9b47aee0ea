"""Tells rooms what their watches have found: batched, outside quiet hours, each article of a watch once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

import structlog

from bot.core.agenda import Draft, Pending
from bot.core.carrying import Carrier
from bot.core.command import write_line
from bot.core.conditions import figures_meeting
from bot.core.delivery import Delivery
from bot.core.errors import SitrepError
from bot.core.ports import Store, Stored
from bot.core.quiet import notice_time, quiet_until
from bot.core.reply import Button, Card, Reply, StatementRow
from bot.core.rooms import Room
from bot.core.watches import Watch
from bot.services.candidates import Topical, read_source, sentence_at
from bot.services.linking import Links
from bot.services.lookout import Eye, Lookout, read
from bot.services.naming import StoreNamer
from bot.services.passages import passage_row
from bot.services.resting import rest
from bot.services.words import count

EVERY_SECONDS: Final = 5.0
MOST: Final = 100  # articles in one message; the others come with the next
DEADLINE: Final = timedelta(days=1)

log = structlog.get_logger()

Pair = tuple[int, int]


@dataclass(slots=True)
class Alerter:
    """For the platforms that this process serves; `written` hears that there is something to send."""

    store: Store
    names: StoreNamer
    carriers: Mapping[str, Carrier]
    clock: Callable[[], datetime]
    written: Callable[[], None]

    async def run(self, stop: asyncio.Event) -> None:
        """Look and tell every few seconds, until `stop`."""
        lookout = Lookout(self.store, self.names)
        while not stop.is_set():
            more = False
            try:
                more = await lookout.look()
                await self.tell()
            except SitrepError as problem:
                log.warning("watches not looked at", action="watches_failed", problem=str(problem))
            except Exception:
                log.exception("watches not looked at", action="watches_failed")
            await rest(stop, 0.0 if more else EVERY_SECONDS)

    async def tell(self) -> None:
        """Write down a message for each room that may be told something now."""
        waiting = await self.store.untold(self.carriers)
        if not waiting:
            return
        now = self.clock()
        watches = {watch.number: watch for watch in await self.store.watches()}
        for room, pending in waiting.items():
            pairs = _tellable(pending, watches, now)
            if pairs and not pending.waiting and notice_time(pending.last, pending.since, now) <= now:
                await self._attempt(room, pairs, watches, now)

    async def _attempt(self, room: Room, pairs: Sequence[Pair], watches: Mapping[int, Watch], now: datetime) -> None:
        """A room that cannot be told holds up no other."""
        eyes = {
            eye.watch.number: eye for eye in read([watches[number] for number, _ in pairs], await self.names.current())
        }
        readable = [pair for pair in pairs if pair[0] in eyes]
        try:
            if readable:
                await self._tell(room, readable, eyes, now)
        except SitrepError as problem:
            log.warning("a room was not told", action="alert_failed", room=room.key, problem=str(problem))

    async def _tell(self, room: Room, pairs: Sequence[Pair], eyes: Mapping[int, Eye], now: datetime) -> None:
        numbers = list(dict.fromkeys(article for _, article in pairs))
        articles = {stored.number: stored for stored in await self.store.articles(numbers)}
        bodies: Sequence[str] = ()
        if articles:
            bodies = self.carriers[room.platform].pack(alert(pairs, eyes, articles))
        # Nothing is said where all were forgotten meanwhile.
        slot = f"{now:%Y-%m-%dT%H:%M:%S.%f}Z#{pairs[0][0]}.{pairs[0][1]}"
        drafts = [
            Draft(Delivery(0, slot, room.key, part, ready=now, deadline=now + DEADLINE), room, body)
            for part, body in enumerate(bodies)
        ]
        if await self.store.write_alert(room, drafts, pairs) and drafts:
            self.written()


def _tellable(pending: Pending, watches: Mapping[int, Watch], now: datetime) -> Sequence[Pair]:
    """What may be told now: of watches that run and have no quiet hours."""
    pairs = [pair for pair in pending.pairs if pair[0] in watches and _is_awake(watches[pair[0]], now)]
    return pairs[:MOST]


def _is_awake(watch: Watch, now: datetime) -> bool:
    if watch.paused:
        return False
    return watch.quiet is None or quiet_until(watch.quiet, ZoneInfo(watch.zone), now) is None


def alert(pairs: Sequence[Pair], eyes: Mapping[int, Eye], articles: Mapping[int, Stored]) -> Reply:
    """The message: under each watch the articles that it found, each with the sentence that says most of it."""
    links = Links()
    cards, told = [], set()
    for number, group in groupby(sorted(pairs, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        found = [articles[article] for _, article in group if article in articles]
        rows = tuple(_row(stored, eyes[number], links) for stored in found)
        told |= {stored.number for stored in found}
        if rows:
            cards.append(Card(eyes[number].watch.words, rows))
    publishers = {stored.publisher for stored in articles.values() if stored.publisher}
    who = f" · {count(len(publishers), 'publisher')}" if publishers else ""
    topics = [eye.wanted.topic for eye in eyes.values() if eye.wanted.topic]
    return Reply(
        title=f"Watch · {cards[0].title}" if len(cards) == 1 else f"{len(cards)} watches",
        coverage=f"{count(len(told), 'new article')}{who}",
        cards=tuple(cards),
        links=links.listed(),
        buttons=(
            *(Button(f"Brief: {topic}"[:60], write_line("brief", {"topic": topic}, "topic")) for topic in topics[:2]),
            Button("Watches", "/watch list"),
        ),
    )


def _row(stored: Stored, eye: Eye, links: Links) -> StatementRow:
    """The article with the sentence that a condition holds for, else the one that names most of what is watched."""
    article = stored.article
    met = [figure for condition in eye.wanted.conditions for figure in figures_meeting(condition, article)]
    source = read_source(stored, 1.0, Topical(eye.query.concepts if eye.query else ()))
    sentence = article.sentences[sentence_at(article.sentences, met[0].start)] if met and article.sentences else None
    return replace(passage_row(source, links, sentence), lead=article.title)
