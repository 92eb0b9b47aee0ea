"""News for one person: written down with what it is about, handed to whoever can write to them, until it was told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from bot.core.deliveries_told import slot_words
from bot.core.errors import SitrepError
from bot.core.faults import Fault
from bot.core.following import Followed
from bot.core.register import Notice, Register, Teller
from bot.core.reply import Button, Reply
from bot.services.resting import rest

EVERY_SECONDS = 5.0
TELLING = ("discord", "slack")
TITLES = {"gone": "A digest rests", "undelivered": "A digest was not brought"}
SOURCES = (Button("Sources", "/admin sources"), Button("Status", "/admin status"))
DIGESTS = (Button("Digests", "/digest list where:mine"), Button("Status", "/admin status"))

log = structlog.get_logger()


def death_notices(admins: Sequence[str]) -> Callable[[Followed, datetime], Sequence[Notice]]:
    """Who is told of a source's death: whoever added it, else every one of `admins` (`platform:user`)."""

    def notices(source: Followed, now: datetime) -> Sequence[Notice]:
        people = [(source.adder.platform, source.adder.user)]
        if source.adder.platform not in TELLING:
            people = people_of(admins)
        since = source.health.failing_since or now
        key = f"dead:{source.number}:{since:%Y%m%dT%H%M%S}"
        return [Notice(key, source.number, *person, death_words(source), now) for person in people or [("", "")]]

    return notices


def people_of(admins: Sequence[str]) -> list[tuple[str, str]]:
    """Those of the admins (`platform:user`) who can be written to."""
    named = ((platform, user) for platform, _, user in (admin.partition(":") for admin in admins))
    return [person for person in named if person[0] in TELLING]


def fault_notices(admins: Sequence[str]) -> Callable[[Fault, datetime], Sequence[Notice]]:
    """Who is told of a digest that could not be brought: whoever set it up, and every one of `admins`.

    Of a room that is gone each hears once a day, however many digests it had.
    """

    def notices(fault: Fault, now: datetime) -> Sequence[Notice]:
        delivery, room = fault.parcel.delivery, fault.parcel.letter.room
        owner = fault.digest.owner if fault.digest else None
        people = [(owner.platform, owner.user)] if owner and owner.platform in TELLING else []
        people = list(dict.fromkeys([*people, *people_of(admins)]))
        gone = f"gone:{room.key}:{now:%Y-%m-%d}"
        key = gone if fault.kind == "gone" else f"undelivered:{delivery.schedule}:{delivery.slot}:{room.key}"
        return [Notice(key, 0, *person, fault_words(fault), now) for person in people or [("", "")]]

    return notices


def fault_words(fault: Fault) -> str:
    """What is said of a digest that could not be brought."""
    delivery, room, digest = fault.parcel.delivery, fault.parcel.letter.room, fault.digest
    name = "The watches"
    if digest:
        name = f"Digest {digest.number} ({digest.name or ', '.join(digest.subject.topics)})"
    if fault.kind == "gone":
        wake = f"/digest resume {digest.number} wakes it" if digest else "Adding a watch there wakes them"
        rests = f"{name} for {room.key} {'rests' if digest else 'rest'}"
        return f"{rests}: {fault.reason} {wake}; other digests there rest when they fall due."
    slot = slot_words(delivery.slot, digest.schedule.rhythm.zone if digest else ZoneInfo("UTC"))
    tried = f"{'was' if digest else 'were'} tried {delivery.attempts} times and given up"
    return f"{name} of {slot} for {room.key} {tried}: {fault.reason}"


def death_words(source: Followed) -> str:
    """What is said of a source that has died."""
    health = source.health
    since = f" since {health.failing_since:%-d %b %Y}" if health.failing_since else ""
    last = f", its last article came on {health.brought:%-d %b %Y}" if health.brought else ""
    name = source.name if source.name == source.address else f"{source.name} ({source.address})"
    return (
        f"{name} is dead{since}: {health.reason}. It brought {health.articles:,} "
        f"{'article' if health.articles == 1 else 'articles'}{last}, which stay. It is asked once a week in case it "
        "comes back."
    )


class Herald:
    """Tells what is to be told, until it was; one that cannot be told now is tried again."""

    def __init__(self, register: Register, teller: Teller, clock: Callable[[], datetime]) -> None:
        self._register = register
        self._teller = teller
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Look every few seconds for news, until `stop`."""
        while not stop.is_set():
            await self.tell()
            await rest(stop, EVERY_SECONDS)

    async def tell(self) -> None:
        """Tell what is there."""
        try:
            for notice in await self._register.notices():
                if notice.platform in TELLING:
                    await self._tell(notice)
        except SitrepError as problem:
            log.warning("news not told", action="telling_failed", problem=str(problem))

    async def _tell(self, notice: Notice) -> None:
        kind = notice.key.partition(":")[0]
        title, buttons = TITLES.get(kind, "A source has died"), DIGESTS if kind in TITLES else SOURCES
        reply = Reply(title=title, notes=(notice.words,), buttons=buttons, private=True)
        try:
            told = await self._teller.tell(notice.platform, notice.user, reply, notice.key)
        except Exception:
            log.exception("news not told", action="telling_failed", platform=notice.platform, user=notice.user)
            return
        if told:
            await self._register.told(notice, self._clock())
