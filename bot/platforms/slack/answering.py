"""Questions to the dispatcher, and their answers to where they were asked.

An answer to a command goes to its response URL and is seen by the asker alone; to a mention or in a direct
conversation it is posted in place. Whatever a response URL no longer takes goes to the asker's direct conversation.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import structlog

from bot.core.answers import span_of
from bot.core.command import Asker, Command
from bot.core.errors import SitrepError, UserError
from bot.core.library import Kind
from bot.core.lines import read_line
from bot.core.ports import Ledger
from bot.core.reply import Reply
from bot.dispatch import Dispatcher, refusal
from bot.platforms.slack.forms import form
from bot.platforms.slack.home import home
from bot.platforms.slack.people import People
from bot.platforms.slack.render import KEPT, Frame, Message, doubt, long_lines, messages, note
from bot.platforms.slack.sending import Place, Sender
from bot.platforms.slack.verdicts import Doubtful, Gone, Refused
from bot.platforms.slack.words import Origin, packed
from bot.services.words import count

AT_ONCE = 4  # answers made at the same time: more of them only keep acknowledgements waiting
URL_ROOM = 4  # uses of a response URL for an answer; the fifth is for a word about it
RENDERED = 128
CLOCKS_APART = 300.0
TOPICS = 5
INVITE = "I am not in this channel. Invite me first: /invite @Sitrep"
REASONS = {
    "not_in_channel": INVITE,
    "channel_not_found": INVITE,
    "is_archived": "That channel is archived; nobody can post there.",
    "restricted_action": "I may not post in that channel: its rules let only some people do so.",
    "missing_scope": "I lack a permission for that. Whoever installed me can grant it: see docs/slack.md.",
}

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
    """An answer as it is shown."""

    reply: Reply
    pages: Sequence[Message]


class Desk:
    """Answers what was asked."""

    def __init__(self, parts: Parts) -> None:
        self._dispatcher = parts.dispatcher
        self._ledger = parts.ledger
        self._sender = parts.sender
        self._people = parts.people
        self._names = tuple(command.name for command in parts.dispatcher.commands)
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._render = lru_cache(RENDERED)(messages)  # many ask the same within a minute
        self._direct: dict[str, str] = {}

    async def ask(self, line: str, origin: Origin, *, again: bool = False) -> None:
        """Answer a typed line; with `again` only if it was not answered before this process began."""
        if again and await self._sender.posted(self._place(origin), f"{origin.key}/0"):
            return
        made = await self._made(self._command(line), origin, lambda asker: self._dispatcher.answer(line, asker))
        await self._deliver(made, origin)

    async def press(self, value: str, origin: Origin) -> None:
        """Answer what a button holds."""
        await self.ask(await self._line(value), origin)

    async def fill_in(self, command: Command, values: Mapping[str, str], origin: Origin) -> None:
        """Answer a form."""
        made = await self._made(command, origin, lambda asker: self._dispatcher.invoke(command, values, asker))
        await self._deliver(made, origin)

    async def publish(self, value: str, origin: Origin) -> bool:
        """Post an answer into the channel for the one who has it; whether that went well."""
        line = await self._line(value)
        made = await self._made(self._command(line), origin, lambda asker: self._dispatcher.answer(line, asker))
        reply = made.reply
        if reply.error is not None or origin.channel is None:
            await self._deliver(made, origin)
            return False
        place = Place(origin.channel, None, origin.since)
        try:
            await self._post(place, origin.key, messages(reply, Frame(self._names, asked_by=origin.user)))
        except Refused as problem:
            await self._say(_reason(problem), origin)
            return False
        shown = messages(reply, Frame(self._names, posted=True))[-1]
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
            await self._deliver(self._rendered(refusal(problem), origin), origin)
            return
        try:
            await self._sender.open(trigger, form(read.command, read.values, packed(origin)))
        except Refused:
            await self._say(f"The form could not be opened in time. Type it instead: {read.command.example}", origin)
        except Doubtful as problem:
            log.info("form not confirmed", action="slack_form_doubtful", reason=str(problem))

    async def show_home(self, user: str) -> None:
        """Draw the home tab of a user."""
        library = self._dispatcher.library
        totals = await library.totals()
        topics = [each.value for each in await library.complete(Kind.TOPIC, "", TOPICS)] if totals.articles else []
        parts = [count(totals.articles, "article"), count(totals.publishers, "publisher")]
        coverage = " · ".join([*parts, span_of(totals.first, totals.last), await library.index_line()])
        view = home(self._dispatcher.commands, coverage, topics)
        await self._sender.call("views.publish", user_id=user, view=view)

    async def _say(self, words: str, origin: Origin) -> None:
        """A line of our own, for the asker alone."""
        await self._hand_over([note(words)], origin, private=True, line="")

    async def _line(self, value: str) -> str:
        """The line behind a button's value."""
        if not value.startswith(KEPT):
            return value
        return await self._ledger.line(value.removeprefix(KEPT)) or "/help"

    async def _made(self, command: Command | None, origin: Origin, make: Callable[[Asker], Awaitable[Reply]]) -> Made:
        """An answer and its pages, a few at a time."""
        asker = await self._people.asker(origin, command)
        if command is not None and command.admin:  # may take hours; the others do not wait for it
            return self._rendered(await make(asker), origin)
        async with self._gate:
            return self._rendered(await make(asker), origin)

    def _rendered(self, reply: Reply, origin: Origin) -> Made:
        return Made(reply, self._render(reply, Frame(self._names, post=not origin.direct and not origin.public)))

    def _command(self, line: str) -> Command | None:
        try:
            return read_line(line, self._dispatcher.commands).command
        except UserError:
            return None

    async def _deliver(self, made: Made, origin: Origin) -> None:
        await self._remember(made.reply)
        await self._hand_over(made.pages, origin, private=made.reply.private, line=made.reply.line)

    async def _remember(self, reply: Reply) -> None:
        lines = long_lines(reply)
        if not lines:
            return
        try:
            await self._ledger.keep_lines(lines)
        except SitrepError as problem:
            log.warning("lines not remembered", action="lines_not_kept", problem=str(problem))

    async def _hand_over(self, pages: Sequence[Message], origin: Origin, *, private: bool, line: str) -> None:
        """All pages of one answer, in their order."""
        if origin.channel is None:
            await self._to_person(pages, origin)
        elif origin.response_url and not origin.public:
            await self._respond(pages, origin, line)
        elif private and not origin.direct:
            await self._whisper(pages, origin, line)
        else:
            await self._in_place(pages, origin)

    async def _respond(self, pages: Sequence[Message], origin: Origin, line: str) -> None:
        doubted, gone = False, len(pages)
        for number, page in enumerate(pages[:URL_ROOM]):
            try:
                await self._sender.respond(origin.response_url or "", page, thread=origin.thread)
            except Gone:
                gone = number
                break
            except Doubtful:
                doubted = True
        left = min(gone, URL_ROOM)
        if pages[left:]:
            await self._to_person(pages[left:], origin, left)
        if doubted and line:
            await self._admit_doubt(line, origin)

    async def _admit_doubt(self, line: str, origin: Origin) -> None:
        """Say that an answer may be missing, and offer it."""
        try:
            await self._sender.respond(origin.response_url or "", doubt(line), thread=origin.thread)
        except Gone:
            await self._to_person([doubt(line)], origin, URL_ROOM)
        except Doubtful as problem:
            log.info("doubt not confirmed", action="slack_doubt_doubtful", reason=str(problem))

    async def _whisper(self, pages: Sequence[Message], origin: Origin, line: str) -> None:
        """In the channel, for the asker's eyes; in their direct conversation where that cannot be."""
        offers = [doubt(line)] if line else []
        for number, page in enumerate(pages):
            try:
                await self._sender.whisper(self._place(origin), origin.user, page)
            except Refused:
                await self._to_person(pages[number:], origin, number)
                break
            except Doubtful:
                if offers:
                    await self._whisper([offers.pop()], origin, "")

    async def _in_place(self, pages: Sequence[Message], origin: Origin) -> None:
        try:
            await self._post(self._place(origin), origin.key, pages)
        except Refused as problem:
            if origin.direct:
                raise
            await self._to_person([note(f"I could not answer you there. {_reason(problem)}")], origin)

    async def _to_person(self, pages: Sequence[Message], origin: Origin, first: int = 0) -> None:
        """Into the direct conversation with the asker."""
        if origin.user not in self._direct:
            opened = await self._sender.call("conversations.open", users=origin.user)
            self._direct[origin.user] = opened["channel"]["id"]
        place = Place(self._direct[origin.user], None, f"{time.time() - CLOCKS_APART:.6f}")
        await self._post(place, f"{origin.key}/direct", pages, first)

    async def _post(self, place: Place, key: str, pages: Sequence[Message], first: int = 0) -> None:
        for number, page in enumerate(pages, first):
            await self._sender.post(place, page, f"{key}/{number}")

    def _place(self, origin: Origin) -> Place:
        return Place(origin.channel or "", origin.thread, origin.since)


def _reason(problem: Refused) -> str:
    return REASONS.get(str(problem), f"Slack refused it ({problem}).")
