"""What watches tell: together, not too often, not in quiet hours, not twice, and what is in the message."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.article import RawDocument
from bot.core.carrying import Letter
from bot.core.delivery import succeeded
from bot.core.following import Adder
from bot.core.ports import Prepared, Store
from bot.core.quiet import read_quiet
from bot.core.reply import Reply, StatementRow
from bot.core.rooms import Room
from bot.core.watches import Watch
from bot.services.alerting import Alerter
from bot.services.lookout import Lookout
from bot.services.naming import StoreNamer
from bot.services.preparing import prepare_document
from bot.store import open_store

from .delivering import DESK, Postbox, Setting

OTHER = Room("made", "C2", None, "T1")
FENCE = "China built a fence of 14 kilometres along the Tumen River in September."
COUNT = "A total of 1,200 defectors reached Seoul last year, the ministry said. The weather was mild."


@dataclass
class Reading(Postbox):
    """A platform that keeps what it was to pack."""

    replies: list[Reply] = field(default_factory=list)

    def pack(self, reply: Reply) -> Sequence[str]:
        """Its title."""
        self.replies.append(reply)
        return [reply.title]


class Desk:
    """A store, a clock that stands at noon, and what may be told."""

    def __init__(self, store: Store, clock: Setting) -> None:
        self.store, self.clock, self.box, self.known = store, clock, Reading(), 0
        self.alerter = self.another()

    def another(self) -> Alerter:
        """A second process on the same store."""
        return Alerter(self.store, StoreNamer(self.store), {"made": self.box}, self.clock, lambda: None)

    async def watch(self, words: str, room: Room = DESK, quiet: str | None = None, zone: str = "UTC") -> int:
        """A watch."""
        hours = read_quiet(quiet) if quiet else None
        made = await self.store.add_watch(
            Watch(0, words, room, Adder("made", "ann", "T1"), self.clock(), zone, hours), 9
        )
        assert made is not None
        return made.number

    async def comes(self, *texts: str, **fields: str) -> None:
        """Articles come in and are looked at."""
        documents = [
            RawDocument(f"/made/{place}", text=text, **{"title": f"Report {place}"} | fields)  # type: ignore[arg-type]
            for place, text in enumerate(texts, self.known)
        ]
        self.known += len(texts)
        await self.store.save([one for one in map(prepare_document, documents) if isinstance(one, Prepared)])
        await self.look()

    async def look(self) -> None:
        """Look as long as there is something to look at."""
        lookout = Lookout(self.store, StoreNamer(self.store))
        while await lookout.look():
            pass

    async def told(self) -> list[Letter]:
        """What is written down after another look, and brought at once."""
        await self.alerter.tell()
        parcels = await self.store.lease("me", self.clock(), 60.0, ["made"], 99)
        for parcel in parcels:
            await self.store.change_delivery(parcel.number, lambda was: succeeded(was, "m"))
        return [parcel.letter for parcel in parcels]

    @property
    def last(self) -> Reply:
        """What the last message says."""
        return self.box.replies[-1]

    @property
    def leads(self) -> list[str | None]:
        """The titles of the articles in the last message."""
        return [row.lead for row in self.last.rows() if isinstance(row, StatementRow)]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk at noon."""
    clock = Setting(datetime(2026, 11, 23, 12, tzinfo=UTC))
    opened = await open_store(f"sqlite:///{tmp_path}/store.db", clock=clock)
    yield Desk(opened, clock)
    await opened.close()


async def test_an_article_is_told_with_the_sentence_and_its_source(desk: Desk) -> None:
    """The message has the watch, how much came, the sentence that has what was asked for, and what comes next."""
    number = await desk.watch("fence")
    await desk.comes(f"The town has a market. {FENCE}", publisher="Kestrel Wire")

    assert ["Watch · fence"] == [letter.body for letter in await desk.told()]
    (row,) = (row for row in desk.last.rows() if isinstance(row, StatementRow))
    assert (FENCE, "Report 0", 1) == (row.text, row.lead, row.source)
    assert "1 new article · 1 publisher" == desk.last.coverage
    assert ["/brief fence", "/watch list"] == [button.line for button in desk.last.buttons]
    assert [(number, 1)] == [(watch.number, watch.told) for watch in await desk.store.watches()]
    assert [] == await desk.told()


async def test_a_room_is_told_once_in_ten_minutes_and_then_all_of_it(desk: Desk) -> None:
    """What comes within ten minutes waits, and is one message with all of it; other rooms do not wait for it."""
    await desk.watch("fence")
    await desk.watch("trade", OTHER)
    await desk.comes(FENCE)
    await desk.told()
    await desk.comes("A second fence is built.", "A third fence is built.")
    desk.clock.move(minutes=9, seconds=59)
    await desk.comes("Trade fell.")

    assert [OTHER] == [letter.room for letter in await desk.told()]
    desk.clock.move(seconds=1)
    assert [DESK] == [letter.room for letter in await desk.told()]
    assert ["Report 1", "Report 2"] == desk.leads


async def test_several_watches_of_a_room_are_one_message(desk: Desk) -> None:
    """Each has its own part; an article that two found stands under both and counts once."""
    await desk.watch("fence")
    await desk.watch("tumen river")
    await desk.comes(FENCE)

    assert ["2 watches"] == [letter.body for letter in await desk.told()]
    assert ["fence", "tumen river"] == [card.title for card in desk.last.cards]
    assert "1 new article" == desk.last.coverage
    assert 1 == len(desk.last.links)


async def test_in_quiet_hours_nothing_is_said(desk: Desk) -> None:
    """What came meanwhile is told when they end, by the clock of the watch's zone; another watch goes on."""
    await desk.watch("fence", quiet="20:00-22:00", zone="Asia/Seoul")
    await desk.watch("trade")
    await desk.comes(FENCE, "Trade fell.")

    assert ["Watch · trade"] == [letter.body for letter in await desk.told()]
    desk.clock.move(minutes=59)
    assert [] == await desk.told()
    desk.clock.move(minutes=1)
    assert ["Watch · fence"] == [letter.body for letter in await desk.told()]


async def test_a_watch_at_rest_neither_looks_nor_tells(desk: Desk) -> None:
    """What came before it rested is told when it wakes; what comes while it rests is not."""
    await desk.watch("fence")
    await desk.comes(FENCE)
    await desk.store.pause_watches(DESK.key, "The channel was deleted.")
    await desk.comes("A second fence is built.")
    assert [] == await desk.told()

    await desk.store.pause_watches(DESK.key, None)
    assert 1 == len(await desk.told())
    assert ["Report 0"] == desk.leads


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("fence -tumen", False),
        ("fence -trade", True),
        ('"tumen river"', True),
        ('"river tumen"', False),
        ("fence source:kestrel", True),
        ("fence source:yalu", False),
        ("fence -source:kestrel", False),
        ("source:kestrel", True),
        ("fence > 20 kilometres", False),
    ],
)
async def test_what_a_watch_asks_for(desk: Desk, words: str, seen: bool) -> None:
    """Exclusions, phrases, sources: all must hold."""
    await desk.watch(words)
    await desk.comes(FENCE, publisher="Kestrel Wire")

    assert seen == bool(await desk.told())


@pytest.mark.parametrize(("words", "seen"), [("defectors > 1000", True), ("defectors > 1200", False)])
async def test_a_condition_on_a_figure(desk: Desk, words: str, seen: bool) -> None:
    """The figure must surely meet it, and its sentence is the one that is shown."""
    await desk.watch(words)
    await desk.comes(f"Snow fell on Seoul. {COUNT}")

    assert seen == bool(await desk.told())
    texts = [row.text for reply in desk.box.replies for row in reply.rows() if isinstance(row, StatementRow)]
    assert seen == any("1,200 defectors" in text for text in texts)


async def test_what_came_before_a_watch_is_not_told(desk: Desk) -> None:
    """A watch begins with what arrives after it."""
    await desk.comes(FENCE)
    desk.clock.move(seconds=1)
    await desk.watch("fence")
    await desk.comes("Trade fell.")

    assert [] == await desk.told()


async def test_a_forgotten_article_is_not_told(desk: Desk) -> None:
    """It is forgotten between being found and being told: the others are told, and if there are none nothing is."""
    await desk.watch("fence")
    await desk.comes(FENCE, "A second fence is built.")
    await desk.store.forget([1], "asked")
    await desk.told()
    assert ["Report 1"] == desk.leads

    await desk.comes("A third fence is built.")
    await desk.store.forget([3], "asked")
    desk.clock.move(hours=1)
    assert [] == await desk.told()


async def test_two_processes_tell_it_once(desk: Desk) -> None:
    """Both look and both tell at the same time: one message."""
    await desk.watch("fence")
    await desk.comes(FENCE)
    await asyncio.gather(desk.alerter.tell(), desk.another().tell(), desk.look())

    assert 1 == len(await desk.told())


async def test_a_crash_between_finding_and_telling_loses_nothing(desk: Desk) -> None:
    """What was found is in the store: whoever comes next tells it, once, without finding it again."""
    await desk.watch("fence")
    await desk.comes(FENCE)
    await desk.look()
    desk.alerter = desk.another()

    assert 1 == len(await desk.told())
    await desk.look()
    desk.clock.move(hours=1)
    assert [] == await desk.told()


async def test_a_message_that_is_under_way_holds_the_next_back(desk: Desk) -> None:
    """While a room's message is not brought no other is written, however long it takes."""
    await desk.watch("fence")
    await desk.comes(FENCE)
    await desk.alerter.tell()
    await desk.comes("A second fence is built.")
    desk.clock.move(hours=1)
    await desk.alerter.tell()
    assert 1 == len(await desk.store.deliveries(room=DESK.key))

    assert 1 == len(await desk.told())
    desk.clock.move(minutes=10)
    assert 1 == len(await desk.told())


async def test_many_at_once_come_in_portions(desk: Desk) -> None:
    """A hundred in one message, the others with the next."""
    await desk.watch("fence")
    await desk.watch("built")
    await desk.comes(*(f"A fence is built in place {place}." for place in range(51)))

    assert 1 == len(await desk.told())
    assert 100 == len(list(desk.last.rows()))
    desk.clock.move(minutes=10)
    assert 1 == len(await desk.told())
    assert 2 == len(list(desk.last.rows()))


async def test_a_watch_that_cannot_be_read_any_more_holds_up_nobody(desk: Desk) -> None:
    """One whose words mean nothing since an upgrade waits; the others of its room and other rooms are told."""
    old = await desk.watch("-only")
    await desk.watch("fence")
    await desk.watch("fence", OTHER)
    await desk.comes(FENCE)
    mark = await desk.store.watched()
    await desk.store.write_matches(mark, mark, {old: [1]})

    assert [DESK.key, OTHER.key] == [letter.room.key for letter in await desk.told()]
    assert ["fence", "fence"] == [card.title for reply in desk.box.replies for card in reply.cards]
