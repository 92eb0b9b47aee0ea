"""What Slack tells us, through bolt: acknowledged first, then worked on, and each thing once."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest

from bot.core.errors import PlatformDenied, PlatformError, SitrepError
from bot.dispatch import Dispatcher
from bot.platforms.slack.answering import Desk
from bot.platforms.slack.forms import FIELD, FORM, errors, filled, suggestions
from bot.platforms.slack.once import Once
from bot.platforms.slack.words import line_of, of_command, of_event, of_interaction, unescaped, unpacked

RETRY = "x-slack-retry-num"
KIND = re.compile(r"sitrep_(?P<kind>[a-z]+)")

log = structlog.get_logger()


class Work:
    """What is under way."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this, beside everything else."""
        task = asyncio.create_task(_guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self, seconds: float) -> None:
        """Wait until everything is done; what takes longer is given up."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(list(self._tasks), timeout=seconds)
        for task in late:
            task.cancel()
        if late:
            log.warning("work given up", action="slack_work_given_up", tasks=len(late))
            await asyncio.wait(late, timeout=1.0)


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    """No piece of work takes another with it."""
    try:
        await work
    except PlatformDenied:
        log.debug("not sent, for the token does not hold", action="slack_denied")
    except PlatformError as problem:
        log.warning("not answered", action="slack_not_answered", problem=str(problem))
    except SitrepError as problem:
        log.warning("not answered", action="slack_not_answered", problem=str(problem))
    except Exception:
        log.exception("not answered", action="slack_work_failed")


class Ears:
    """The listeners of one bolt app."""

    def __init__(self, dispatcher: Dispatcher, desk: Desk, work: Work, once: Once) -> None:
        self._dispatcher = dispatcher
        self._desk = desk
        self._work = work
        self._once = once

    def attach(self, app: AsyncApp, bot: str) -> None:
        """Let them hear what this app hears; `bot` is the user that the bot is."""

        async def named(ack: AsyncAck, body: dict[str, Any], req: AsyncBoltRequest) -> None:
            await ack()
            self._spoken(body, req, bot)

        app.command(re.compile(r"^/"))(self._command)
        app.event("app_mention")(named)
        app.event("message")(named)
        app.event("app_home_opened")(self._home)
        app.action(re.compile(r"^sitrep_"))(self._action)
        app.view(re.compile(rf"^{FORM}:"))(self._form)
        app.options(re.compile(rf"^{FIELD}_"))(self._suggest)

    async def _command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        origin = of_command(body)
        if not self._once.first(origin.key):
            return
        line = line_of(unescaped(body.get("text") or ""))
        if line == "/brief":
            self._work.start(self._desk.open_form(line, origin, body["trigger_id"]))
        else:
            self._work.start(self._desk.ask(line, origin))

    def _spoken(self, body: Mapping[str, Any], req: AsyncBoltRequest, bot: str) -> None:
        """A mention, or a message in a direct conversation; by people, and new."""
        event = body["event"]
        direct = event["type"] == "message"
        if direct and (event.get("channel_type") != "im" or event.get("subtype") not in (None, "file_share")):
            return
        if "user" not in event or event["user"] == bot or event.get("bot_id") or event.get("edited"):
            return
        origin = of_event(body)
        if not self._once.first(origin.key):
            return
        line = line_of(unescaped(event.get("text") or "", bot))
        retried = (req.headers.get(RETRY) or ["0"])[0] not in ("", "0")
        self._work.start(self._desk.ask("/help" if line == "/brief" else line, origin, again=retried))

    async def _home(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        event = body["event"]
        if event.get("tab", "home") == "home" and self._once.first(body.get("event_id", "")):
            self._work.start(self._desk.show_home(event["user"]))

    async def _action(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        origin = of_interaction(body)
        if not self._once.first(origin.key):
            return
        action = body["actions"][0]
        found = KIND.match(action["action_id"])
        kind = found["kind"] if found else ""
        value = str((action.get("selected_option") or action).get("value") or "")
        if kind == "form":
            self._work.start(self._desk.open_form(value, origin, body["trigger_id"]))
        elif kind == "post":
            container = body.get("container") or {}
            key = f"post/{origin.channel}/{container.get('message_ts') or origin.key}"
            if self._once.first(key):
                self._work.start(self._publish(value, replace(origin, key=key)))
        elif kind in ("ask", "why"):
            self._work.start(self._desk.press(value, origin))

    async def _publish(self, value: str, origin: Any) -> None:
        done = False
        try:
            done = await self._desk.publish(value, origin)
        finally:
            if not done:
                self._once.forget(origin.key)

    async def _form(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        sent = filled(body["view"])
        command = next(each for each in self._dispatcher.commands if each.name == sent.command)
        fault = self._dispatcher.fault(command, sent.values)
        if fault is not None:
            await ack(response_action="errors", errors=errors(command, fault))
            return
        await ack()
        sender = of_interaction(body)
        if self._once.first(sender.key):
            origin = unpacked(sent.kept, sender)
            self._work.start(self._desk.fill_in(command, sent.values, origin))

    async def _suggest(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        view = body.get("view") or {}
        name = str(view.get("callback_id") or "").removeprefix(f"{FORM}:")
        command = next((each for each in self._dispatcher.commands if each.name == name), None)
        found = await self._dispatcher.complete(command, body["block_id"], body.get("value") or "") if command else ()
        await ack(options=suggestions(found))
