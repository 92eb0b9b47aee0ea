"""One interaction, from its arrival to its answer: commands, buttons, forms, and completions while somebody types.

An answer that is ready within a second is the first thing that Discord hears; else it hears first that it will take a
while. When many ask at once that is said at once, and answers are made after it: an acknowledgement is due in 3 s,
whatever the load.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import structlog

from bot.core.command import Command, Interim
from bot.core.errors import SitrepError, UserError
from bot.core.lines import read_line
from bot.core.ports import Ledger
from bot.core.reply import Button, Reply
from bot.dispatch import Dispatcher, refusal
from bot.platforms.discord import forms, ids
from bot.platforms.discord.limits import CHOICE, CHOICES
from bot.platforms.discord.sending import CHOICES as CHOICES_ANSWER
from bot.platforms.discord.sending import FORM, Arrived, Opened, Sender
from bot.platforms.discord.texts import clip, units, visible
from bot.platforms.showing import Showing

COMMAND, COMPONENT, TYPING, SUBMITTED = 2, 3, 4, 5
SUBCOMMAND = 1
PATIENCE_SECONDS = 1.0
LEAVE_SECONDS = 870.0  # of the 15 minutes in which an answer can be changed
AT_EASE = 2  # so many at once are answered well within their time without saying first that they are under way
REMEMBERED = 10_000
TYPED = 100

Make: TypeAlias = Callable[[Interim], Awaitable[Reply]]

log = structlog.get_logger()


class Answering:
    """Answers interactions."""

    def __init__(self, dispatcher: Dispatcher, ledger: Ledger, sender: Sender) -> None:
        self._dispatcher = dispatcher
        self._ledger = ledger
        self._sender = sender
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._under_way = 0
        self._acknowledging = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def handle(self, arrived: Arrived) -> None:
        """Answer one interaction; never raises. The same one a second time is left alone."""
        if not self._first_time(arrived.id):
            return
        self._under_way += 1
        try:
            await self._handlers()[arrived.kind](arrived)
        except KeyError:
            log.warning("unknown interaction", action="interaction_unknown", kind=arrived.kind)
        except Exception:
            log.exception("interaction failed", action="interaction_failed", interaction=arrived.id)
        finally:
            self._under_way -= 1

    def _handlers(self) -> Mapping[int, Callable[[Arrived], Awaitable[None]]]:
        return {COMMAND: self._command, COMPONENT: self._press, TYPING: self._complete, SUBMITTED: self._submit}

    def _first_time(self, number: int) -> bool:
        if number in self._seen:
            return False
        self._seen[number] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return True

    async def _command(self, arrived: Arrived) -> None:
        command, options = self._named(arrived.data)
        if command is None:
            await self._say(arrived, UserError("This command is of another version of the bot. Try again in a minute."))
            return
        values = {option["name"]: _value(option["value"]) for option in options}
        hidden = command.private or command.admin or values.get("private") == "true"
        await self._answer(arrived, partial(self._dispatcher.invoke, command, values, arrived.asker), hidden=hidden)

    async def _press(self, arrived: Arrived) -> None:
        """A button, or a choice in a menu; its answer is seen by the presser alone."""
        chosen = arrived.data.get("values") or [arrived.data["custom_id"]]
        wanted = ids.read(chosen[0])
        line = await self._line(wanted) if wanted else None
        if wanted is None or line is None:
            await self._say(arrived, UserError("This button is too old to be used. Ask again with its command."))
        elif wanted.act == "form":
            await self._open(arrived, line)
        else:
            make = partial(self._dispatcher.answer, line, arrived.asker)
            await self._answer(arrived, make, hidden=True, start=wanted.page)

    async def _line(self, wanted: ids.Wanted) -> str | None:
        if wanted.token is None:
            return wanted.line
        try:
            return await self._ledger.line(wanted.token)
        except SitrepError as problem:
            log.warning("button cannot be read", action="line_not_read", problem=str(problem))
            return None

    async def _open(self, arrived: Arrived, line: str) -> None:
        """Show the form of a command line, filled in with its values."""
        try:
            read = read_line(line, self._dispatcher.commands)
        except UserError as problem:
            await self._say(arrived, problem)
            return
        await self._sender.first(arrived, FORM, forms.form(read.command, read.values))

    async def _submit(self, arrived: Arrived) -> None:
        """A form sent off: its answer, or what is wrong with it and a button that opens it as it was."""
        name, values = forms.sent(arrived.data)
        command = next((command for command in self._dispatcher.commands if command.name == name), None)
        if command is None:
            await self._say(arrived, UserError("This form is of another version of the bot. Ask again."))
        elif problem := self._dispatcher.fault(command, values):
            again = Button("Correct it", forms.line_of(command, values), form=True)
            reply = Reply("Not understood", error=str(problem), buttons=(again,), private=True)
            await self._sender.deliver(arrived, reply, "open", hidden=True)
        else:
            await self._answer(arrived, partial(self._dispatcher.invoke, command, values, arrived.asker), hidden=True)

    async def _complete(self, arrived: Arrived) -> None:
        """Completions of what is being typed."""
        command, options = self._named(arrived.data)
        focused = next((option for option in options if option.get("focused")), None)
        found: list[dict[str, str]] = []
        if command is not None and focused is not None:
            typed = visible(str(focused["value"]))[:TYPED]
            completed = await self._dispatcher.complete(command, focused["name"], typed)
            found = [
                {"name": clip(choice.label, CHOICE), "value": choice.value}
                for choice in completed
                if visible(choice.label) and 0 < units(choice.value) <= CHOICE
            ]
        await self._sender.first(arrived, CHOICES_ANSWER, {"choices": found[:CHOICES]})

    def _named(self, data: Mapping[str, Any]) -> tuple[Command | None, Sequence[Mapping[str, Any]]]:
        """The command that an interaction names, and the options given to it."""
        name, options = data["name"], data.get("options") or []
        if options and options[0]["type"] == SUBCOMMAND:
            name, options = f"{name} {options[0]['name']}", options[0].get("options") or []
        return next((command for command in self._dispatcher.commands if command.name == name), None), options

    async def _say(self, arrived: Arrived, problem: UserError) -> None:
        await self._sender.deliver(arrived, refusal(problem), "open", hidden=True)

    async def _answer(self, arrived: Arrived, make: Make, *, hidden: bool, start: int = 0) -> None:
        """Bring what is made: as the first answer, or once it is ready where that takes a while."""
        showing = Showing()
        work = make(showing)
        if self._under_way <= AT_EASE:
            making = asyncio.ensure_future(work)
            await asyncio.wait({making}, timeout=arrived.at + PATIENCE_SECONDS - time.monotonic())
            if making.done():
                reply = making.result()
                hidden = hidden or reply.private
                await self._sender.deliver(arrived, reply, "open", hidden=hidden, start=start)
                return
        else:
            making = asyncio.ensure_future(self._after_acknowledging(work))
        opened: Opened | None = await self._acknowledge(arrived, hidden=hidden)
        if opened is None:
            making.cancel()
            return
        if opened == "deferred":
            opened = await self._show(arrived, making, showing, hidden=hidden)
        await self._sender.deliver(arrived, await making, opened, hidden=hidden, start=start)

    async def _show(self, arrived: Arrived, making: asyncio.Future[Reply], showing: Showing, *, hidden: bool) -> Opened:
        """Show how far the work is, until it is done or what shows it can be changed no more."""
        showing.begin(partial(self._sender.progress, arrived))
        try:
            await asyncio.wait({making}, timeout=arrived.at + LEAVE_SECONDS - time.monotonic())
        finally:
            await showing.end()
        if showing.newest is None:
            return "deferred"
        if making.done():
            return "shown"
        await self._sender.leave(arrived, showing.newest, hidden=hidden)
        return "void"

    async def _acknowledge(self, arrived: Arrived, *, hidden: bool) -> Any:
        self._acknowledging += 1
        self._quiet.clear()
        try:
            return await self._sender.defer(arrived, hidden=hidden)
        finally:
            self._acknowledging -= 1
            if not self._acknowledging:
                self._quiet.set()

    async def _after_acknowledging(self, work: Awaitable[Reply]) -> Reply:
        """What `work` makes, begun when nobody waits to be acknowledged any more, or in any case soon."""
        await asyncio.sleep(0)
        try:
            await asyncio.wait_for(self._quiet.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            log.debug("still acknowledging", action="busy", waiting=self._acknowledging)
        return await work


def _value(value: Any) -> str:
    """An option's value as it would be typed."""
    return str(value).lower() if isinstance(value, bool) else str(value)
