"""Who asks. Slack is asked about them only where the answer depends on it, and not twice in five minutes."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.core.command import Asker, Command
from bot.core.errors import PlatformError
from bot.platforms.slack.sending import PLATFORM, Sender
from bot.platforms.slack.words import Origin

FRESH_SECONDS = 300.0
KEPT = 2000
TELLING = ("digest", "watch")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Person:
    """The workspace that somebody is an admin of, null for everybody else, and their time zone (IANA)."""

    admin_of: str | None = None
    zone: str | None = None


NOBODY = Person()


class People:
    """Makes an Asker of an Origin."""

    def __init__(self, sender: Sender, clock: Callable[[], float] = time.monotonic) -> None:
        self._sender = sender
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, Person]] = OrderedDict()

    async def asker(self, origin: Origin, command: Command | None) -> Asker:
        """Who asks for this command, which is null where none was understood."""
        asked = told_here(command) or (command is not None and command.admin)
        person = await self._person(origin.user) if asked else NOBODY
        # An admin of the very workspace that all of the payload speaks of: in a shared channel, guests differ.
        manages = person.admin_of is not None and {person.admin_of} == set(origin.teams)
        return Asker(
            PLATFORM,
            origin.user,
            workspace=next(iter(origin.teams), None),
            channel=origin.channel or (await self._direct(origin.user) if told_here(command) else None),
            manages=manages,
            thread=origin.within,
            zone=person.zone,
        )

    async def _direct(self, user: str) -> str | None:
        """Their direct conversation, which is meant where they ask from no channel: in the home tab."""
        try:
            return await self._sender.direct(user)
        except PlatformError as problem:
            log.warning("no direct conversation", action="slack_direct_unknown", user=user, problem=str(problem))
            return None

    async def _person(self, user: str) -> Person:
        """What Slack says of somebody; nothing when it does not say."""
        at, person = self._known.get(user, (-FRESH_SECONDS, NOBODY))
        if self._clock() - at < FRESH_SECONDS:
            return person
        try:
            found = (await self._sender.call("users.info", 10.0, user=user)).get("user") or {}
        except PlatformError as problem:
            log.warning("not known who is an admin", action="users_info_failed", problem=str(problem))
            return NOBODY
        home = found.get("team_id") if found.get("is_admin") or found.get("is_owner") else None
        person = Person(home, found.get("tz") or None)
        self._known[user] = (self._clock(), person)
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        return person


def told_here(command: Command | None) -> bool:
    """Whether a command is about what a room is told: its hours are the asker's own, and the room must be known."""
    return command is not None and command.group in TELLING
