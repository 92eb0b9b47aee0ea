"""Digests and watches set up, shown and taken away: the `Planner` of `bot.core.planner` over any store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.core.agenda import Agenda
from bot.core.cadence import Cadence, Cron
from bot.core.cadence_reading import read_cadence
from bot.core.carrying import Carrier
from bot.core.command import Asker
from bot.core.digests import Digest, Period, Subject
from bot.core.errors import NotAllowed, UserError
from bot.core.following import Adder
from bot.core.library import Ask, Library
from bot.core.plain import safe
from bot.core.planner import Deliveries, Listed, Order, Planned, Shown, Where
from bot.core.reply import Reply
from bot.core.rooms import room_of
from bot.core.schedule import Schedule, pause, resume
from bot.core.slots import Rhythm, Slot, latest_slot, next_slots
from bot.core.wallclock import read_zone
from bot.services.scheduling import Compiler
from bot.services.watch_planning import Terms, WatchPlanner

NEXT: Final = 3
MOST: Final = 100
TOPICS: Final = 10
SOURCES: Final = 20
LONGEST_TOPIC: Final = 120
LONGEST_NAME: Final = 80
SHOWN: Final = 10
MOST_COUNTED: Final = 100_000
# The first digest looks back to where the slot before it would have been, and at least a day.
LOOK_BACK: Final = timedelta(days=1)
LONGEST_LOOK_BACK: Final = timedelta(days=32)
# Words that open a cadence and hardly ever stand in a topic.
OPENINGS: Final = frozenset({"daily", "every", "hourly", "weekdays", "weekly", "monthly"})


class StorePlanner(WatchPlanner):
    """Over one store, for the platforms that this process serves."""

    def __init__(
        self,
        agenda: Agenda,
        compiler: Compiler,
        library: Library,
        carriers: Mapping[str, Carrier],
        clock: Callable[[], datetime],
        terms: Terms,
    ) -> None:
        super().__init__(agenda, carriers, clock, terms)
        self._compiler = compiler
        self._library = library

    async def create(self, order: Order, asker: Asker) -> Planned:
        """Set a digest up."""
        self.admit(asker)
        topics, cadence = self._read(order)
        zone = read_zone(order.zone or asker.zone or self._terms.zone)
        found, notes = await self.room(order.channel, asker)
        notes = [*notes, *[note for topic in topics if (note := await self._unknown(topic))]]
        now = self._clock()
        rhythm = Rhythm(cadence, zone, now)
        upcoming = next_slots(rhythm, now, NEXT)
        if not upcoming:
            raise UserError(f"'{order.at}' never comes. Try 'daily 08:00'.", option="at")
        told = _look_back(rhythm, now)
        digest = Digest(
            number=0,
            name=safe(order.name)[:LONGEST_NAME],
            room=found.room,
            owner=Adder(asker.platform, asker.user, asker.workspace),
            subject=Subject(topics, _parts(order.sources or "", SOURCES, "sources")),
            schedule=Schedule(rhythm, order.late, told),
            created=now,
            size=order.size,
            empty=order.empty,
            mark=await self._agenda.mark_at(told),
        )
        preview = await self.preview(digest)
        entered = await self._agenda.add_digest(digest, MOST)
        if entered is None:
            raise UserError(
                f"This channel has {MOST} digests already, which is the most. Delete one: /digest list.", "/digest list"
            )
        return Planned(entered, found.label, upcoming, notes, preview)

    async def preview(self, digest: Digest) -> Reply:
        """What it would say now."""
        now, until = self._clock(), await self._agenda.mark()
        last = digest.schedule.reached.at if digest.schedule.reached else None
        period = Period(digest.mark, max(until, digest.mark), digest.schedule.told, now, now, last=last)
        return (await self._compiler.compile(digest, period)).reply

    async def digest(self, number: int, asker: Asker) -> Digest:
        """A digest that the asker may see."""
        found = await self._agenda.digest(number)
        if found is None or not (self.may(found.owner, found.room, asker) or found.room.key == room_of(asker).key):
            raise UserError(f"There is no digest {number} here. /digest list shows them.", "/digest list")
        return found

    async def owned(self, number: int, asker: Asker) -> Digest:
        """A digest that the asker may change."""
        digest = await self.digest(number, asker)
        if not self.may(digest.owner, digest.room, asker):
            raise NotAllowed(f"Digest {number} is somebody else's; its maker or an admin may change it.")
        return digest

    async def show(self, number: int, asker: Asker) -> Shown:
        """One digest and what it did."""
        digest = await self.digest(number, asker)
        editions = await self._agenda.editions(number, SHOWN)
        parcels = await self._agenda.deliveries(number, limit=SHOWN)
        return Shown(digest, self._upcoming(digest, NEXT), editions, parcels)

    async def listed(self, where: Where, asker: Asker, page: int, size: int) -> Listed:
        """Those asked for, in the order in which they were set up."""
        if where == "all":
            every = await self._agenda.digests(limit=MOST_COUNTED)
            found = [digest for digest in every if self.may(digest.owner, digest.room, asker)]
            some: Sequence[Digest] = found[(page - 1) * size : page * size]
            total = len(found)
        else:
            room = room_of(asker).key if where == "here" else None
            owner = None if room else Adder(asker.platform, asker.user)
            some = await self._agenda.digests(room, size, (page - 1) * size, owner=owner)
            total = await self._agenda.count_digests(room, owner=owner)
        return Listed([self._with_slot(digest) for digest in some], total)

    async def pause(self, number: int, asker: Asker) -> Digest:
        """Let it rest."""
        await self.owned(number, asker)
        return await self._changed(number, lambda was: pause(was, f"paused by {asker.platform}:{asker.user}"))

    async def resume(self, number: int, asker: Asker) -> tuple[Digest, Sequence[Slot]]:
        """Let it run again."""
        digest = await self.owned(number, asker)
        if digest.schedule.paused:
            carrier = self._carriers.get(digest.room.platform)
            if carrier is not None:
                await carrier.look(digest.room)
                await self._agenda.pause_watches(digest.room.key, None)
            now = self._clock()
            digest = await self._changed(number, lambda was: resume(was, now))
        return digest, self._upcoming(digest, NEXT)

    async def delete(self, number: int, asker: Asker) -> Digest:
        """Take it away."""
        digest = await self.owned(number, asker)
        await self._agenda.delete_digest(number)
        return digest

    async def lately(self, limit: int) -> Deliveries:
        """How digests and messages stand."""
        return Deliveries(
            digests=await self._agenda.count_digests(),
            resting=await self._agenda.count_digests(resting=True),
            watches=len(await self._agenda.watches()),
            states=await self._agenda.delivery_states(),
            latest=await self._agenda.deliveries(limit=limit),
            following=await self._agenda.next_slot(self._carriers),
        )

    def _read(self, order: Order) -> tuple[tuple[str, ...], Cadence]:
        """The topics and the cadence, which may stand behind the topics."""
        topics, at = order.topics, order.at
        if at is None:
            topics, at = _without_cadence(topics)
        parts = _parts(topics, TOPICS, "topics")
        if not parts:
            raise UserError('What is it about? /digest create tumen river at:"daily 08:00"', option="topics")
        return parts, read_cadence(at, self._terms.shortest)

    async def _changed(self, number: int, change: Callable[[Schedule], Schedule]) -> Digest:
        changed = await self._agenda.change_digest(number, lambda was: replace(was, schedule=change(was.schedule)))
        if changed is None:
            raise UserError(f"Digest {number} was deleted meanwhile.", "/digest list")
        return changed

    async def _unknown(self, topic: str) -> str | None:
        """What to mind of a topic that no article is on yet."""
        account = await self._library.brief(Ask(topic, size="short"))
        if account.total:
            return None
        closest = ", ".join(near.name for near in account.closest)
        named = topic if '"' in topic else f"'{topic}'"
        return f"No article here is on {named} yet." + (f" Closest topics: {closest}." if closest else "")

    def _with_slot(self, digest: Digest) -> tuple[Digest, Slot | None]:
        return digest, next(iter(self._upcoming(digest, 1)), None)

    def _upcoming(self, digest: Digest, number: int) -> Sequence[Slot]:
        """The next slots; none while it rests."""
        return () if digest.schedule.paused else next_slots(digest.schedule.rhythm, self._clock(), number)


def _look_back(rhythm: Rhythm, now: datetime) -> datetime:
    """From when on a first digest tells what came in."""
    past = replace(rhythm, since=now - LONGEST_LOOK_BACK)
    before = latest_slot(past, None, now)
    return min(before.at if before else past.since, now - LOOK_BACK).astimezone(UTC)


def _without_cadence(words: str) -> tuple[str, str]:
    """Topics and the cadence that ends them: "tumen river daily 08:00".

    A number alone is no time of day there, for "covid 2019" is a topic.
    """
    pieces = words.split()
    for at in range(1, len(pieces)):
        said = " ".join(pieces[at:])
        try:
            cadence = read_cadence(said, 1)
        except UserError:
            continue
        if isinstance(cadence, Cron) or not pieces[at].strip(",").isdecimal():
            return " ".join(pieces[:at]).rstrip(" ,"), said
    for at, piece in enumerate(pieces):
        if at and piece.lower() in OPENINGS:
            # Meant as a cadence: what is wrong with it is said better than that there is none.
            read_cadence(" ".join(pieces[at:]), 1)
    when = "at:\"daily 08:00\" (or 'weekdays 7:30', 'every 6 hours')"
    raise UserError(f"When? /digest create {words[:60]} {when}.", option="at")


def _parts(words: str, most: int, what: str) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(filter(None, (safe(part).strip() for part in words.split(",")))))
    if len(parts) > most:
        raise UserError(f"{what}: {len(parts)} are too many for one digest; {most} are the most.", option=what)
    for part in parts:
        if len(part) > LONGEST_TOPIC:
            raise UserError(f"{what}: '{part[:40]}…' is too long; name it in a few words.", option=what)
    return parts
