"""Which message belongs to which call, where the wire does not say.

What comes through a response URL, an acknowledgement or a trigger names its call. The Web API names none: a change
belongs to the calls that have the message already or were made in it, a reply in a thread to the calls of that thread,
and anything else to every open call in that channel, or of the user whose direct conversation it is in. A call is open
from its start until another begins in its channel after `finished` has returned.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .call import Call
from .model import Message, View
from .state import State


@dataclass
class Calls:
    """All that people did, oldest first."""

    state: State
    made: list[Call] = field(default_factory=list)

    def begin(self, user: str, channel: str, quiet: float) -> Call:
        """Somebody does something there."""
        for other in self.made:
            other.closed = other.closed or (other.settled and other.channel == channel)
        call = Call(self.state.clock.id("call"), user, channel, self.state, quiet)
        self.made.append(call)
        return call

    def notice(self, thing: Message | View, cause: str | None) -> None:
        """A message or view came or changed."""
        for call in self._behind(thing, cause):
            call.take(thing)

    def _behind(self, thing: Message | View, cause: str | None) -> list[Call]:
        if cause is not None:
            return [call for call in self.made if call.id == cause]
        owners = [call for call in self.made if call.owns(thing)]
        if owners:
            return owners
        near = [call for call in self.made if not call.closed and call.near(thing)]
        thread = thing.thread_ts if isinstance(thing, Message) else None
        return [call for call in near if thread and call.thread_ts == thread] or near
