"""One thing that somebody did, and all that the bot made of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from .delivery import Ack
from .model import Json, Message, View
from .state import State


@dataclass(eq=False)
class Call:
    """What came of a command, a mention, a press or a form.

    `causes.py` tells which message belongs to which call. All times are in seconds from the moment the user acted.
    """

    id: str
    user: str
    channel: str
    state: State
    quiet: float
    acknowledged_after: float | None = None
    ack_payload: Json | None = None
    failed: str | None = None
    thread_ts: str | None = None
    about: str | None = None
    shown_after: float | None = None
    completed_after: float | None = None
    attempts: int = 0
    settled: bool = False
    closed: bool = False
    started: float = field(default_factory=time.monotonic)
    _shown: dict[tuple[str, str], None] = field(default_factory=dict)
    _views: dict[str, None] = field(default_factory=dict)

    @property
    def messages(self) -> list[Message]:
        """What its user sees because of it, ephemeral or not, as it is after all updates; oldest first."""
        every = (self.state.world.messages.get(key) for key in self._shown)
        seen = [each for each in every if each is not None and each.only_for in (None, self.user)]
        return sorted(seen, key=lambda message: float(message.ts))

    @property
    def views(self) -> list[View]:
        """The views opened or redrawn by it, as they are now; closed ones too."""
        return [self.state.world.views[view_id] for view_id in self._views]

    @property
    def words(self) -> str:
        """All that is to be read in its messages."""
        return "\n".join(message.words for message in self.messages)

    def acknowledged(self, ack: Ack) -> None:
        """The bot has it."""
        self.acknowledged_after, self.ack_payload, self.failed = ack.after, ack.payload, None

    def owns(self, thing: Message | View) -> bool:
        """Whether it has this message or view already, or is a press in it that is not over."""
        if thing.key == self.about and not self.closed:
            return True
        return thing.id in self._views if isinstance(thing, View) else (thing.channel, thing.ts) in self._shown

    def near(self, thing: Message | View) -> bool:
        """Whether the thing is where its user would look for an answer."""
        if isinstance(thing, View):
            return thing.user == self.user
        place = self.state.world.channels[thing.channel]
        return thing.channel == self.channel or (place.kind == "im" and place.user == self.user)

    def take(self, thing: Message | View) -> None:
        """Something came or changed because of it."""
        if isinstance(thing, View):
            self._views[thing.id] = None
        elif thing.by_bot:
            self._shown[thing.channel, thing.ts] = None
        else:
            return
        self.completed_after = time.monotonic() - self.started
        self.shown_after = self.shown_after or self.completed_after

    async def finished(
        self,
        timeout: float = 10.0,  # noqa: ASYNC109 - tests give a number
        *,
        when: Callable[[Call], bool] | None = None,
    ) -> Call:
        """Return once something was shown, or the call failed, and then nothing more came for a moment.

        `when` says instead what has to hold: for an answer that comes after a first "working on it". TimeoutError after
        `timeout` seconds.
        """
        holds = when or (lambda call: bool(call.completed_after or call.failed))
        await self.state.bell.until(lambda: holds(self), timeout)
        await self.state.bell.quiet(self.quiet)
        self.settled = True
        return self
