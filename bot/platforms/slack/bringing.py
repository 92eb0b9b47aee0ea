"""Answers to where they were asked.

An answer to a command goes to its response URL and is seen by the asker alone; to a mention or in a direct
conversation it is posted in place. Whatever a response URL no longer takes goes to the asker's direct conversation, and
so do the files of an answer that one person alone sees: no file can be shown to one person in a channel.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import structlog

from bot.core.file_names import named
from bot.core.reply import File
from bot.platforms.slack.render import Message, doubt, note
from bot.platforms.slack.sending import Place, Sender
from bot.platforms.slack.uploading import Uploads
from bot.platforms.slack.verdicts import Doubtful, Gone, Refused
from bot.platforms.slack.words import Origin

URL_ROOM = 4  # uses of a response URL for an answer; the fifth is for a word about it
CLOCKS_APART = 300.0
INVITE = "I am not in this channel. Invite me first: /invite @Sitrep"
REASONS = {
    "not_in_channel": INVITE,
    "channel_not_found": INVITE,
    "is_archived": "That channel is archived; nobody can post there.",
    "restricted_action": "I may not post in that channel: its rules let only some people do so.",
    "missing_scope": "I lack a permission for that. Whoever installed me can grant it: see docs/slack.md.",
}

log = structlog.get_logger()


def reason(problem: Refused) -> str:
    """Why Slack refuses, for who asked."""
    return REASONS.get(str(problem), f"Slack refused it ({problem}).")


def aside(origin: Origin, *, private: bool) -> bool:
    """Whether an answer is for one person's eyes in a place that others see, so that what must last goes elsewhere."""
    ephemeral = bool(origin.response_url) and not origin.public
    return origin.channel is not None and (ephemeral or (private and not origin.direct))


class Bringer:
    """Brings pages and files to whoever asked."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender
        self._uploads = Uploads(sender)

    async def hand_over(self, pages: Sequence[Message], origin: Origin, *, private: bool, line: str) -> None:
        """All pages of one answer, in their order."""
        if origin.channel is None:
            await self._to_person(pages, origin)
        elif origin.response_url and not origin.public:
            await self._respond(pages, origin, line)
        elif private and not origin.direct:
            await self._whisper(pages, origin, line)
        else:
            await self._in_place(pages, origin)

    async def attach(self, files: Sequence[File], origin: Origin, *, private: bool) -> None:
        """The files of an answer, where its pages went or to the asker directly; that they cannot come is said."""
        alone = origin.channel is None or aside(origin, private=private)
        await self.attach_to(None if alone else self.place(origin), files, origin)

    async def attach_to(self, place: Place | None, files: Sequence[File], origin: Origin) -> None:
        """The files to a place, by default to the asker directly; that they cannot come is said."""
        try:
            await self._uploads.show(place or await self.direct(origin), files)
        except Refused as problem:
            names = ", ".join(file.name for file in named(files))
            await self.say(f"{names} could not be brought. {reason(problem)}", origin)

    async def say(self, words: str, origin: Origin) -> None:
        """A line of our own, for the asker alone."""
        await self.hand_over([note(words)], replace(origin, key=f"{origin.key}/said"), private=True, line="")

    async def post(self, place: Place, key: str, pages: Sequence[Message], first: int = 0) -> None:
        """Pages for all in a place, each once."""
        for number, page in enumerate(pages, first):
            await self._sender.post(place, page, f"{key}/{number}")

    def place(self, origin: Origin) -> Place:
        """Where it was asked."""
        return Place(origin.channel or "", origin.thread, origin.since)

    async def direct(self, origin: Origin) -> Place:
        """The direct conversation with the asker."""
        return Place(await self._sender.direct(origin.user), None, f"{time.time() - CLOCKS_APART:.6f}")

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
                await self._sender.whisper(self.place(origin), origin.user, page)
            except Refused:
                await self._to_person(pages[number:], origin, number)
                break
            except Doubtful:
                if offers:
                    await self._whisper([offers.pop()], origin, "")

    async def _in_place(self, pages: Sequence[Message], origin: Origin) -> None:
        try:
            await self.post(self.place(origin), origin.key, pages)
        except Refused as problem:
            if origin.direct:
                raise
            await self._to_person([note(f"I could not answer you there. {reason(problem)}")], origin)

    async def _to_person(self, pages: Sequence[Message], origin: Origin, first: int = 0) -> None:
        await self.post(await self.direct(origin), f"{origin.key}/direct", pages, first)
