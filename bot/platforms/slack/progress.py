"""How far a command is, in one message that is changed until the answer takes its place.

A response URL takes five answers in all, so what is for one person's eyes is shown in their direct conversation, and a
line where it was asked says so. Everything else is shown in place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog

from bot.core.errors import PlatformError
from bot.core.reply import File, Reply
from bot.platforms.slack.bringing import Bringer, aside
from bot.platforms.slack.render import Message
from bot.platforms.slack.sending import Place, Sender, changed
from bot.platforms.slack.verdicts import Refused
from bot.platforms.slack.words import Origin

ELSEWHERE = "This takes a while. How far it is, and then the answer, is in your direct messages with me."

log = structlog.get_logger()


class Progress:
    """The message of one command. `render` makes the pages of an answer so far."""

    def __init__(
        self, sender: Sender, bringer: Bringer, origin: Origin, render: Callable[[Reply], Sequence[Message]]
    ) -> None:
        self._sender = sender
        self._bringer = bringer
        self._origin = origin
        self._render = render
        self._place: Place | None = None
        self._ts = ""

    @property
    def open(self) -> bool:
        """Whether there is a message that can be changed."""
        return self._place is not None

    async def bring(self, reply: Reply) -> float | None:
        """Show the answer so far, as `bot.platforms.showing.Bring`; raises `PlatformError` where Slack will not."""
        page = self._render(replace(reply, files=()))[0]
        if self._place is None:
            await self._begin(page, reply)
            return 0.0
        try:
            return await self._sender.attempt("chat.update", **changed(self._place, self._ts, page)) or 0.0
        except Refused:
            self._place = None  # taken away, or it may be changed no more: the answer comes as if it had never been
            raise

    async def end(self, pages: Sequence[Message], files: Sequence[File]) -> bool:
        """Put the answer in its place and what does not fit after it; false where it cannot be changed any more."""
        place, origin = self._place, self._origin
        if place is None:
            return False
        try:
            await self._sender.update(place, self._ts, pages[0])
        except Refused:
            return False
        await self._bringer.post(place, origin.key, pages[1:], 1)
        if files:
            await self._bringer.attach_to(place, files, origin)
        return True

    async def _begin(self, page: Message, reply: Reply) -> None:
        origin = self._origin
        elsewhere = aside(origin, private=reply.private)
        alone = elsewhere or origin.channel is None
        place = await self._bringer.direct(origin) if alone else self._bringer.place(origin)
        self._ts = await self._sender.post(place, page, f"{origin.key}/0")
        self._place = place
        if not elsewhere:
            return
        try:
            await self._bringer.say(ELSEWHERE, origin)
        except PlatformError as problem:
            log.info("not said where progress is", action="slack_progress_not_said", problem=str(problem))
