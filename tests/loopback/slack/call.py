"""One thing that somebody did, and all that the bot made of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .delivery import Ack
from .model import Json, Message, View
from .state import State


@dataclass(eq=False)
class Call:
    """What came of a command, a mention, a press or a form.

    A message is counted when it answers through this call's response URL, its acknowledgement or its trigger; one
    that is posted through the Web API names no cause, so it is counted for every call open in that channel, or of the
    user whose direct conversation it is in. A call is open from its start until another begins in its channel after
    `finished` has returned.
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
    attempts: int = 0
    settled: bool = False
    closed: bool = False
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

    def notice(self, thing: Message | View, cause: str | None) -> None:
        """Something appeared or changed somewhere."""
        if cause not in (None, self.id) or (cause is None and (self.closed or not self._near(thing))):
            return
        if isinstance(thing, View):
            self._views[thing.id] = None
        elif thing.by_bot:
            self._shown[thing.channel, thing.ts] = None

    def _near(self, thing: Message | View) -> bool:
        if isinstance(thing, View):
            return thing.user == self.user
        place = self.state.world.channels[thing.channel]
        return thing.channel == self.channel or (place.kind == "im" and place.user == self.user)

    async def finished(self, timeout: float = 10.0) -> Call:  # noqa: ASYNC109 - tests give a number
        """Return once something was shown, or the call failed, and then nothing more came for a moment.

        TimeoutError after `timeout` seconds in which nothing was shown.
        """
        await self.state.bell.until(lambda: bool(self._shown or self._views or self.failed), timeout)
        await self.state.bell.quiet(self.quiet)
        self.settled = True
        return self
