"""Questions to the dispatcher, and their answers made ready to be brought."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TypeAlias

import structlog

from bot.core.answers import span_of
from bot.core.command import Asker, Command, Interim
from bot.core.errors import SitrepError, UserError
from bot.core.file_names import named
from bot.core.library import Kind
from bot.core.lines import read_line
from bot.core.ports import Ledger
from bot.core.reply import Reply
from bot.dispatch import SILENT, Dispatcher, refusal
from bot.platforms.showing import Showing
from bot.platforms.slack.bringing import Bringer, aside, reason
from bot.platforms.slack.forms import form
from bot.platforms.slack.home import home, own_digests
from bot.platforms.slack.people import People
from bot.platforms.slack.progress import Progress
from bot.platforms.slack.render import KEPT, Frame, Message, long_lines, messages
from bot.platforms.slack.sending import Place, Sender
from bot.platforms.slack.uploading import missing
from bot.platforms.slack.verdicts import Doubtful, Gone, Refused
from bot.platforms.slack.words import Origin, packed
from bot.services.words import count

AT_ONCE = 4  # answers made at the same time: more of them only keep acknowledgements waiting
RENDERED = 128
TOPICS = 5
GRACE_SECONDS = 1.0  # what is done by then needs no progress
FILES_ASIDE = "{names} comes in your direct messages with me: no file can be shown to one person alone here."

Make: TypeAlias = Callable[[Asker, Interim], Awaitable[Reply]]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Parts:
    """What the desk works with."""

    dispatcher: Dispatcher
    ledger: Ledger
    sender: Sender
    people: People


@dataclass(frozen=True, slots=True)
class Made:
    """An answer, and the message that showed how far it was, if there is one."""

    reply: Reply
    progress: Progress | None = None


class Desk:
    """Answers what was asked."""

    def __init__(self, parts: Parts) -> None:
        self._dispatcher = parts.dispatcher
        self._ledger = parts.ledger
        self._sender = parts.sender
        self._people = parts.people
        self._names = tuple(command.name for command in parts.dispatcher.commands)
        self._bringer = Bringer(parts.sender)
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._render = lru_cache(RENDERED)(messages)  # many ask the same within a minute

    async def ask(self, line: str, origin: Origin, *, again: bool = False) -> None:
        """Answer a typed line; with `again` only if it was not answered before this process began."""
        if again and await self._sender.posted(self._bringer.place(origin), f"{origin.key}/0"):
            return
        answer = partial(self._dispatcher.answer, line)
        await self._deliver(await self._made(self._command(line), origin, answer), origin)

    async def press(self, value: str, origin: Origin) -> None:
        """Answer what a button holds."""
        await self.ask(await self._line(value), origin)

    async def fill_in(self, command: Command, values: Mapping[str, str], origin: Origin) -> None:
        """Answer a form."""
        answer = partial(self._dispatcher.invoke, command, values)
        await self._deliver(await self._made(command, origin, answer), origin)

    async def publish(self, value: str, origin: Origin) -> bool:
        """Post an answer into the channel for the one who has it; whether that went well."""
        line = await self._line(value)
        reply = await self._quick(self._command(line), origin, partial(self._dispatcher.answer, line))
        if reply.error is not None or origin.channel is None:
            await self._deliver(Made(reply), origin)
            return False
        place = Place(origin.channel, None, origin.since)
        pages = self._pages(reply, Frame(self._names, asked_by=origin.user))
        try:
            await self._bringer.post(place, origin.key, pages)
        except Refused as problem:
            await self._bringer.say(reason(problem), origin)
            return False
        if reply.files:
            await self._bringer.attach_to(place, reply.files, origin)
        shown = self._pages(reply, Frame(self._names, posted=True))[-1]
        try:
            await self._sender.respond(origin.response_url or "", shown, replace=True)
        except (Gone, Doubtful) as problem:
            log.info("button not replaced", action="slack_button_left", reason=str(problem))
        return True

    async def open_form(self, value: str, origin: Origin, trigger: str) -> None:
        """Show the form of a line's command, filled with what the line says."""
        try:
            read = read_line(await self._line(value), self._dispatcher.commands)
        except UserError as problem:
            await self._deliver(Made(refusal(problem)), origin)
            return
        try:
            await self._sender.open(trigger, form(read.command, read.values, packed(origin)))
        except Refused:
            words = f"The form could not be opened in time. Type it instead: {read.command.example}"
            await self._bringer.say(words, origin)
        except Doubtful as problem:
            log.info("form not confirmed", action="slack_form_doubtful", reason=str(problem))

    async def show_home(self, user: str) -> None:
        """Draw the home tab of a user."""
        library = self._dispatcher.library
        totals = await library.totals()
        topics = [each.value for each in await library.complete(Kind.TOPIC, "", TOPICS)] if totals.articles else []
        parts = [count(totals.articles, "article"), count(totals.publishers, "publisher")]
        coverage = " · ".join([*parts, span_of(totals.first, totals.last), await library.index_line()])
        mine = await self._dispatcher.answer("/digest list where:mine", Asker("slack", user))
        view = home(self._dispatcher.commands, coverage, topics, own_digests(list(mine.rows())))
        await self._sender.call("views.publish", user_id=user, view=view)

    async def _line(self, value: str) -> str:
        """The line behind a button's value."""
        if not value.startswith(KEPT):
            return value
        return await self._ledger.line(value.removeprefix(KEPT)) or "/help"

    async def _quick(self, command: Command | None, origin: Origin, make: Make) -> Reply:
        """An answer of which nothing is shown before."""
        return await self._of(command, await self._people.asker(origin, command), make, SILENT)

    async def _made(self, command: Command | None, origin: Origin, make: Make) -> Made:
        """An answer; one that takes long is shown on its way, if its command shows anything."""
        asker, showing = await self._people.asker(origin, command), Showing()
        progress = Progress(self._sender, self._bringer, origin, lambda reply: self._pages(reply, Frame(self._names)))
        making = asyncio.ensure_future(self._of(command, asker, make, showing))
        try:
            await asyncio.wait({making}, timeout=GRACE_SECONDS)
            if not making.done():
                showing.begin(partial(self._bring, progress))
            reply = await making
        finally:
            making.cancel()
            await showing.end()
        return Made(reply, progress if progress.open else None)

    async def _bring(self, progress: Progress, reply: Reply) -> float | None:
        await self._remember(reply)
        return await progress.bring(reply)

    async def _of(self, command: Command | None, asker: Asker, make: Make, interim: Interim) -> Reply:
        """What is made, a few at a time."""
        if command is not None and command.admin:  # may take hours; the others do not wait for it
            return await make(asker, interim)
        async with self._gate:
            return await make(asker, interim)

    def _pages(self, reply: Reply, frame: Frame) -> Sequence[Message]:
        return self._render(replace(reply, files=(), notes=(*reply.notes, *missing(reply.files))), frame)

    def _command(self, line: str) -> Command | None:
        try:
            return read_line(line, self._dispatcher.commands).command
        except UserError:
            return None

    async def _deliver(self, made: Made, origin: Origin) -> None:
        await self._remember(made.reply)
        reply, frame = made.reply, Frame(self._names, post=not origin.direct and not origin.public)
        if made.progress is not None and await made.progress.end(self._pages(reply, Frame(self._names)), reply.files):
            return
        if reply.files and aside(origin, private=reply.private):
            names = ", ".join(file.name for file in named(reply.files))
            reply = replace(reply, notes=(*reply.notes, FILES_ASIDE.format(names=names)))
        pages = self._pages(reply, frame)
        await self._bringer.hand_over(pages, origin, private=reply.private, line=reply.line)
        if reply.files:
            await self._bringer.attach(reply.files, origin, private=reply.private)

    async def _remember(self, reply: Reply) -> None:
        lines = long_lines(reply)
        if not lines:
            return
        try:
            await self._ledger.keep_lines(lines)
        except SitrepError as problem:
            log.warning("lines not remembered", action="lines_not_kept", problem=str(problem))
