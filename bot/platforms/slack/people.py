"""Who asks. Slack is asked about them only where the answer depends on it, and not twice in five minutes."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

import structlog

from bot.core.command import Asker, Command
from bot.core.errors import PlatformError
from bot.platforms.slack.sending import PLATFORM, Sender
from bot.platforms.slack.words import Origin

FRESH_SECONDS = 300.0
KEPT = 2000

log = structlog.get_logger()


class People:
    """Makes an Asker of an Origin."""

    def __init__(self, sender: Sender, clock: Callable[[], float] = time.monotonic) -> None:
        self._sender = sender
        self._clock = clock
        self._known: OrderedDict[str, tuple[float, str | None]] = OrderedDict()

    async def asker(self, origin: Origin, command: Command | None) -> Asker:
        """Who asks for this command, which is null where none was understood."""
        manages = command is not None and command.admin and await self._manages(origin)
        return Asker(PLATFORM, origin.user, "user", next(iter(origin.teams), None), origin.channel, None, manages)

    async def _manages(self, origin: Origin) -> bool:
        """An admin of the very workspace that all of the payload speaks of: in a shared channel, guests differ."""
        home = await self._admin_of(origin.user)
        return home is not None and {home} == set(origin.teams)

    async def _admin_of(self, user: str) -> str | None:
        """The workspace that somebody is an admin of; null for everybody else, and when Slack does not say."""
        at, home = self._known.get(user, (-FRESH_SECONDS, None))
        if self._clock() - at < FRESH_SECONDS:
            return home
        try:
            found = (await self._sender.call("users.info", 10.0, user=user)).get("user") or {}
        except PlatformError as problem:
            log.warning("not known who is an admin", action="users_info_failed", problem=str(problem))
            return None
        home = found.get("team_id") if found.get("is_admin") or found.get("is_owner") else None
        self._known[user] = (self._clock(), home)
        if len(self._known) > KEPT:
            self._known.popitem(last=False)
        return home
