"""The people of the workspace: what a test lets them do, and what they see."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from . import forms, payloads
from .call import Call
from .delivery import RETRY_AFTER, NotAcknowledged
from .forms import Submission
from .model import Channel, Json, Message, Refused, View
from .server import Server

ANNA = "U0ANNA"
DESK = "C0DESK"


class Place:
    """A channel as a test looks at it: `messages` is what is there for all to see, oldest first, metadata included."""

    def __init__(self, slack: Server, channel: Channel) -> None:
        self._slack = slack
        self.channel = channel

    @property
    def messages(self) -> list[Message]:
        """Its history, thread replies included."""
        return self._slack.world.said_in(self.channel.id)

    @property
    def words(self) -> str:
        """All that is to be read in it."""
        return "\n".join(message.words for message in self.messages)


class Slack(Server):
    """The server and its users. Every act returns once the bot has acknowledged it, or has failed to."""

    # -- what they see

    def channel(self, channel: str) -> Place:
        """A channel by its id."""
        return Place(self, self.world.channels[channel])

    def direct_channel(self, user: str) -> Place:
        """The direct conversation of a user with the bot."""
        return Place(self, self.world.direct(user))

    def seen_by(self, user: str, channel: str) -> list[Message]:
        """What a user sees in a channel, ephemeral messages for them included, oldest first."""
        return self.world.seen_by(user, channel)

    def home(self, user: str) -> View | None:
        """The home tab that was published for a user."""
        view_id = self.world.homes.get(user)
        return self.world.views[view_id] if view_id else None

    def modal(self, user: str) -> View | None:
        """The topmost modal a user has open."""
        stack = self.world.stacks.get(user)
        return self.world.views[stack[-1]] if stack else None

    def now(self, message: Message) -> Message | None:
        """The message as it is by now; None when it is gone."""
        return self.world.messages.get((message.channel, message.ts))

    async def until(self, holds: Any, timeout: float = 30.0) -> None:  # noqa: ASYNC109 - tests give a number
        """Return once `holds()` is true; TimeoutError otherwise."""
        await self.state.bell.until(holds, timeout)

    # -- what they do

    async def command(
        self, command: str, text: str = "", *, user: str = ANNA, channel: str = DESK, team: str | None = None
    ) -> Call:
        """Type a slash command."""
        call = self._begin(user, channel)
        links = {
            "response_url": self.responses.issue(channel, user, call.id),
            "trigger_id": self.state.triggers.issue(user, call.id),
        }
        if "commands" not in self.access.scopes:
            call.failed = "not_subscribed"
            return call
        place, home = self.world.channels[channel], team or self._team(user)
        payload = payloads.command(self.state, (command, text), user, place, home, links)
        await self._deliver(call, "slash_commands", payload)
        self._show_acknowledgement(call, links["response_url"])
        return call

    async def mention(self, text: str, user: str = ANNA, channel: str = DESK, thread_ts: str | None = None) -> Call:
        """Name the bot in a channel; `<@BOT> ` is put in front unless the text has it."""
        name = f"<@{self.world.bot}>"
        text = text if name in text else f"{name} {text}"
        return await self._say(text, user, channel, thread_ts=thread_ts, mention=True)

    async def direct(self, text: str, user: str = ANNA, thread_ts: str | None = None) -> Call:
        """Write to the bot alone."""
        return await self._say(text, user, self.world.direct(user).id, thread_ts=thread_ts, mention=False)

    async def _say(self, text: str, user: str, channel: str, *, thread_ts: str | None, mention: bool) -> Call:
        call = self._begin(user, channel)
        message = self.world.post(channel, user, cause=call.id, text=text, thread_ts=thread_ts)
        call.thread_ts = thread_ts or message.ts
        inside = self.world.bot in self.world.channels[channel].members
        if not inside or ("app_mentions:read" if mention else "im:history") not in self.access.scopes:
            call.failed = "not_subscribed"
            return call
        await self._event(call, payloads.message_event(self.state, message, mention=mention))
        return call

    async def open_home(self, user: str = ANNA) -> Call:
        """Look at the bot's home tab."""
        call = self._begin(user)
        inner: Json = {"type": "app_home_opened", "user": user, "channel": call.channel, "tab": "home"}
        inner["event_ts"] = self.clock.stamp()
        home = self.home(user)
        if home is not None:
            inner["view"] = payloads.view_payload(self.state.world, home)
        await self._event(call, inner)
        return call

    async def press(self, thing: Message | View, button: str, user: str = ANNA) -> Call:
        """Press a button, found by its action id or its words."""
        return await self.choose(thing, button, None, user)

    async def choose(self, thing: Message | View, element: str, value: Any, user: str = ANNA) -> Call:
        """Choose in a menu, a date picker or the like: by value or words of the option; a list where several may be.

        LookupError when there is no such element or option; PermissionError when the user does not see the message.
        """
        thing = self._current(thing)
        found = forms.control(thing, element)
        call = self._begin(user, thing)
        call.about = thing.key
        payload = payloads.interaction(self.state, "block_actions", user, self._team(user))
        payload["trigger_id"] = self.state.triggers.issue(user, call.id)
        payload["actions"] = [payloads.action(self.state, found, value)]
        held = self._held(thing, user)
        if value is not None and found["type"] != "overflow":
            held[forms.full_name(found)] = value
        values = forms.fill(thing, {}, held)
        if isinstance(thing, Message):
            self._must_see(user, thing)
            payload |= payloads.in_message(self.state, thing, values)
            payload["response_url"] = self.responses.issue(thing.channel, user, call.id, thing)
        else:
            payload |= payloads.in_view(self.state, thing, values)
        await self._deliver(call, "interactive", payload)
        return call

    async def submit(self, view: View, values: Mapping[str, Any] | None = None, user: str = ANNA) -> Submission:
        """Send a form off, filled in by action id, block id or label."""
        view = self.world.open_view(view.id)
        filled = forms.fill(view, values or {}, self._held(view, user))
        call = self._begin(user)
        wrong = forms.objections(view, filled)
        if wrong:
            return Submission(call, None, wrong, view, sent=False)
        payload = payloads.interaction(self.state, "view_submission", user, self._team(user))
        payload["trigger_id"] = self.state.triggers.issue(user, call.id)
        payload |= payloads.in_view(self.state, view, filled) | {"response_urls": []}
        del payload["container"]
        await self._deliver(call, "interactive", payload)
        if call.failed:
            return Submission(call, "failed", {}, view)
        return forms.apply(self.state, call, self.world.views[view.id], call.ack_payload)

    async def close(self, view: View, user: str = ANNA) -> Call | None:
        """Close a modal; the bot hears of it only if the view asked for that."""
        self.world.close(user)
        if not view.body.get("notify_on_close"):
            return None
        call = self._begin(user)
        payload = payloads.interaction(self.state, "view_closed", user, self._team(user))
        payload |= {"view": payloads.view_payload(self.world, view), "is_cleared": False}
        await self._deliver(call, "interactive", payload)
        return call

    async def suggest(self, thing: Message | View, element: str, typed: str, user: str = ANNA) -> list[Json]:
        """The options that the bot offers for what was typed into an external menu; groups come one after another."""
        thing = self._current(thing)
        found = forms.control(thing, element)
        call = self._begin(user, thing)
        payload = payloads.interaction(self.state, "block_suggestion", user, self._team(user))
        payload |= {"action_id": found["action_id"], "block_id": found["block_id"], "value": typed}
        inside = isinstance(thing, Message)
        where = payloads.in_message if inside else payloads.in_view
        payload |= where(self.state, thing, forms.fill(thing, {}, self._held(thing, user)))
        await self._deliver(call, "interactive", payload)
        return forms.options(self.state, call.ack_payload)

    # -- how it is brought to the bot

    def _begin(self, user: str, where: str | Message | View | None = None) -> Call:
        inside = where.channel if isinstance(where, Message) else where
        channel = inside if isinstance(inside, str) else self.world.direct(user).id
        return self.calls.begin(user, channel, self.quiet)

    def _held(self, thing: Message | View, user: str) -> dict[str, Any]:
        return self.held.setdefault((thing.key, user), {})

    def _team(self, user: str) -> str:
        return self.world.users[user].team or self.world.team

    async def _deliver(self, call: Call, kind: str, payload: Json, *, attempt: int = 0, reason: str = "") -> None:
        call.attempts += 1
        try:
            call.acknowledged(await self.line.deliver(kind, payload, attempt=attempt, reason=reason))
        except NotAcknowledged as silence:
            call.failed = silence.reason
            self.failures.append((kind, silence.reason))
        self.state.bell.ring()

    async def _event(self, call: Call, inner: Json) -> None:
        payload = payloads.event(self.state, inner, self._team(call.user))
        await self._deliver(call, "events_api", payload)
        if call.failed:
            self.spawn(self._again(call, payload))

    async def _again(self, call: Call, payload: Json) -> None:
        for attempt, seconds in enumerate(RETRY_AFTER, start=1):
            reason = call.failed
            if reason is None:
                return
            await asyncio.sleep(seconds * self.retry_scale)
            await self._deliver(call, "events_api", payload, attempt=attempt, reason=reason)

    def _show_acknowledgement(self, call: Call, response_url: str) -> None:
        if not call.ack_payload:
            return
        url = replace(self.responses.given[response_url.rsplit("/", 1)[1]], message=None)
        try:
            self.responses.say(url, call.ack_payload)
        except Refused as refused:
            self.state.refuse(refused.error, "acknowledgement", call.ack_payload)
            call.failed = refused.error

    def _current(self, thing: Message | View) -> Message | View:
        if isinstance(thing, View):
            return self.world.open_view(thing.id)
        message = self.now(thing)
        if message is None:
            raise LookupError("the message is gone")
        return message

    def _must_see(self, user: str, message: Message) -> None:
        if message not in self.world.seen_by(user, message.channel):
            raise PermissionError(f"{user} does not see this message")
