"""The workspace: who is there, what was said where, which windows are open. Nothing of the wire is known here."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from .bell import Bell
from .clock import Clock
from .elements import IN_ACTIONS, IN_INPUT, IN_SECTION
from .model import Channel, Json, Message, Refused, User, View

INTERACTIVE = (IN_ACTIONS | IN_SECTION | IN_INPUT) - {"image"}  # what is given an action id if it has none

Key = tuple[str, str]


@dataclass
class World:
    """Everything that the workspace holds. `changed` is told of every message and view that comes or changes."""

    clock: Clock
    bell: Bell
    team: str = "T0LOOPBACK"
    app: str = "A0LOOPBACK"
    bot: str = "U0BOT"
    bot_id: str = "B0BOT"
    messages_tab: bool = True
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[Key, Message] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    changed: list[Callable[[Message | View, str | None], None]] = field(default_factory=list)

    def tell(self, thing: Message | View, cause: str | None) -> None:
        """Let everybody know who waits for it; `cause` is the call that it answers, if that is known."""
        for listener in self.changed:
            listener(thing, cause)
        self.bell.ring()

    # -- messages

    def post(self, channel: str, user: str, *, cause: str | None = None, **what: Any) -> Message:
        """A new message; `what` are fields of Message."""
        blocks = tuple(self._named(block) for block in what.pop("blocks", None) or ())
        message = Message(channel, self.clock.stamp(), user, blocks=blocks, **what)
        self.messages[channel, message.ts] = message
        self.tell(message, cause)
        return message

    def change(self, message: Message, *, cause: str | None = None, **what: Any) -> Message:
        """The message with other fields, marked as edited."""
        if "blocks" in what:
            what["blocks"] = tuple(self._named(block) for block in what["blocks"] or ())
        changed = replace(message, edited=self.clock.stamp(), **what)
        self.messages[message.channel, message.ts] = changed
        self.tell(changed, cause)
        return changed

    def remove(self, message: Message, *, cause: str | None = None) -> None:
        """The message is gone."""
        del self.messages[message.channel, message.ts]
        self.tell(message, cause)

    def said_in(self, channel: str) -> list[Message]:
        """What is in a channel for all to see, thread replies included, oldest first."""
        return [each for each in self.messages.values() if each.channel == channel and not each.ephemeral]

    def seen_by(self, user: str, channel: str) -> list[Message]:
        """What one user sees in a channel, oldest first: nothing in a private one that they are not in."""
        place = self.channels[channel]
        inside = place.kind == "public" or user in place.members
        mine = [each for each in self.messages.values() if each.channel == channel and each.only_for == user]
        said = self.said_in(channel) if inside else []
        return sorted([*mine, *said], key=lambda message: float(message.ts))

    def direct(self, user: str) -> Channel:
        """The conversation of one user with the bot; it is opened if need be."""
        for channel in self.channels.values():
            if channel.kind == "im" and channel.user == user:
                return channel
        channel = Channel(self.clock.id("D"), "directmessage", "im", frozenset({user, self.bot}), user=user)
        self.channels[channel.id] = channel
        return channel

    # -- views

    def show(self, user: str, body: Json, *, previous: View | None = None, cause: str | None = None) -> View:
        """A modal on top of those the user has open, or alone."""
        stack = self.stacks.setdefault(user, [])
        if previous is None:
            stack.clear()
        view_id = self.clock.id("V")
        root = previous.root if previous else view_id
        view = View(view_id, user, self._filled(body), self._hash(), root, previous.id if previous else None)
        self.views[view_id] = view
        stack.append(view_id)
        self.tell(view, cause)
        return view

    def redraw(self, view: View, body: Json, *, cause: str | None = None) -> View:
        """The same window with other content."""
        drawn = replace(view, body=self._filled(body), hash=self._hash())
        self.views[view.id] = drawn
        self.tell(drawn, cause)
        return drawn

    def publish(self, user: str, body: Json, *, cause: str | None = None) -> View:
        """The home tab of one user."""
        if user in self.homes:
            return self.redraw(self.views[self.homes[user]], body, cause=cause)
        view_id = self.clock.id("V")
        view = View(view_id, user, self._filled(body), self._hash(), view_id)
        self.views[view_id] = view
        self.homes[user] = view_id
        self.tell(view, cause)
        return view

    def close(self, user: str, *, everything: bool = False) -> None:
        """The topmost modal is closed, or all."""
        stack = self.stacks.get(user, [])
        for view_id in stack if everything else stack[-1:]:
            self.views[view_id] = replace(self.views[view_id], gone=True)
        del stack[0 if everything else -1 :]
        self.bell.ring()

    def open_view(self, view_id: str, external_id: str = "") -> View:
        """A view that is still before somebody; Refused as `not_found`."""
        for view in self.views.values():
            named = external_id and view.body.get("external_id") == external_id
            if not view.gone and (view.id == view_id or named):
                return view
        raise Refused("not_found")

    def _hash(self) -> str:
        return f"{int(self.clock.now())}.{self.clock.number():08x}"

    def _filled(self, body: Json) -> Json:
        return {**copy.deepcopy(body), "blocks": [self._named(block) for block in body["blocks"]]}

    def _named(self, block: Json) -> Json:
        """The block with the ids that Slack gives where the bot gave none."""
        named = copy.deepcopy(block)
        named.setdefault("block_id", f"b{self.clock.number():04d}")
        for element in (*named.get("elements", ()), named.get("accessory"), named.get("element")):
            if isinstance(element, dict) and element.get("type") in INTERACTIVE:
                element.setdefault("action_id", f"a{self.clock.number():04d}")
        return named
