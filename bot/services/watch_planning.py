"""Watches set up, shown and taken away, and what digests and watches have in common: who may, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.core.agenda import Agenda
from bot.core.carrying import Carrier, Found
from bot.core.command import Asker
from bot.core.errors import NotAllowed, UserError
from bot.core.following import Adder
from bot.core.plain import safe
from bot.core.planner import WatchOrder, Where
from bot.core.quiet import read_quiet
from bot.core.rooms import Room, named_room, room_of
from bot.core.wallclock import read_zone
from bot.core.watches import Watch
from bot.core.watching import read_watch

MOST_WATCHES: Final = 100


@dataclass(frozen=True, slots=True)
class Terms:
    """What the settings say: the shortest cadence in seconds, the default zone, and whether members may set up."""

    shortest: int = 300
    zone: str = "UTC"
    members: bool = True


class WatchPlanner:
    """Over one store, for the platforms that this process serves."""

    def __init__(
        self, agenda: Agenda, carriers: Mapping[str, Carrier], clock: Callable[[], datetime], terms: Terms
    ) -> None:
        self._agenda = agenda
        self._carriers = carriers
        self._clock = clock
        self._terms = terms

    async def add_watch(self, order: WatchOrder, asker: Asker) -> tuple[Watch, str, Sequence[str]]:
        """Watch for something."""
        self.admit(asker)
        words = safe(order.words)
        read_watch(words)
        quiet = read_quiet(order.quiet) if order.quiet else None
        zone = read_zone(order.zone or asker.zone or self._terms.zone)
        found, notes = await self.room(order.channel, asker)
        owner = Adder(asker.platform, asker.user, asker.workspace)
        watch = Watch(0, words, found.room, owner, self._clock(), zone.key, quiet)
        entered = await self._agenda.add_watch(watch, MOST_WATCHES)
        if entered is None:
            most = f"This channel has {MOST_WATCHES} watches already, which is the most. Delete one: /watch list."
            raise UserError(most, "/watch list")
        await self._agenda.pause_watches(found.room.key, None)
        return entered, found.label, notes

    async def watches(self, where: Where, asker: Asker) -> Sequence[Watch]:
        """Those asked for, in the order in which they were set up."""
        if where == "here":
            return await self._agenda.watches(room_of(asker).key)
        every = await self._agenda.watches()
        if where == "mine":
            return [watch for watch in every if is_owner(watch.owner, asker)]
        return [watch for watch in every if self.may(watch.owner, watch.room, asker)]

    async def delete_watch(self, number: int, asker: Asker) -> Watch:
        """Take it away."""
        found = next((watch for watch in await self._agenda.watches() if watch.number == number), None)
        here = found is not None and found.room.key == room_of(asker).key
        if found is None or not (here or self.may(found.owner, found.room, asker)):
            raise UserError(f"There is no watch {number} here. /watch list shows them.", "/watch list")
        if not self.may(found.owner, found.room, asker):
            raise NotAllowed(f"Watch {number} is somebody else's; its maker or an admin may delete it.")
        await self._agenda.delete_watch(number)
        return found

    def admit(self, asker: Asker) -> None:
        """`NotAllowed` where only admins set up digests and watches and the asker is none."""
        if not (self._terms.members or asker.manages or asker.role == "admin"):
            raise NotAllowed("Digests and watches are set up by admins here (DIGESTS_BY). Ask one of them.")

    def may(self, owner: Adder, room: Room, asker: Asker) -> bool:
        """Whether somebody may change what another set up: their own, those of a workspace they manage, or all."""
        return asker.role == "admin" or is_owner(owner, asker) or _manages(room, asker)

    async def room(self, channel: str | None, asker: Asker) -> tuple[Found, Sequence[str]]:
        """The room that is meant, checked where its platform is served here; and what to mind."""
        own = room_of(asker)
        wanted = named_room(channel, asker) if channel else own
        carrier = self._carriers.get(wanted.platform)
        label = "this terminal" if wanted.platform == "terminal" else wanted.key
        found = await carrier.look(wanted) if carrier else Found(wanted, label)
        if wanted.key != own.key and not (asker.role == "admin" or _manages(found.room, asker)):
            raise NotAllowed("Only admins set this up for another channel. Ask in the channel itself.")
        if carrier:
            return found, ()
        if wanted.platform == "terminal":
            return found, ("It is told in the terminal while `python -m bot chat` or `run` is open.",)
        return found, (f"{wanted.key} is checked when the bot runs with {wanted.platform.title()}.",)


def is_owner(owner: Adder, asker: Asker) -> bool:
    """Whether somebody set it up themselves."""
    return (owner.platform, owner.user) == (asker.platform, asker.user)


def _manages(room: Room, asker: Asker) -> bool:
    same = (room.platform, room.workspace) == (asker.platform, asker.workspace)
    return asker.manages and room.workspace is not None and same
