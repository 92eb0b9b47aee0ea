"""What was written down before, brought to Discord: each message once, also after a crash. `bot.core.carrying.Carrier`.

For some minutes a nonce made of the letter's name lets Discord itself tell a message that it has. After that it is
looked for in the history by a mark, made of the same name, in the id of its first control; every message has one.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import msgspec
import structlog

from bot.core.carrying import Found, Letter, NotCarried, RoomGone, without_files
from bot.core.errors import PlatformDenied
from bot.core.ports import Ledger, Tally
from bot.core.reply import Button, Reply
from bot.core.rooms import Room
from bot.platforms.discord import ids
from bot.platforms.discord.controls import controls
from bot.platforms.discord.looking import GONE, Looker
from bot.platforms.discord.posting import Poster, keep_lines
from bot.platforms.discord.render import Payload, render
from bot.platforms.discord.rest import Answer, Rest
from bot.platforms.discord.texts import clip, visible
from bot.platforms.discord.threads import Threads
from bot.platforms.pacing import Pace

SECONDS = 20.0
THREAD_NAME = 100
UNKNOWN_CHANNEL, ARCHIVED, EMPTY = 10003, 50083, 50006
HELP = Button("Help", "/help")
BLANK = "I may not show embeds there, so nothing would be seen. Give me Embed Links in that channel, then resume it."

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Packed:
    """A letter's body: the message, the lines that its buttons need kept, what a thread that it begins is called."""

    message: Payload
    lines: dict[str, str]
    thread: str


class DiscordCarrier:
    """Brings letters to channels, threads and direct conversations."""

    name = "discord"

    def __init__(self, rest: Rest, poster: Poster, ledger: Ledger, tally: Tally) -> None:
        self._rest = rest
        self._poster = poster
        self._ledger = ledger
        self._tally = tally
        self._looker = Looker(rest)
        self._pace = Pace()
        self._threads = Threads(rest)

    def pack(self, reply: Reply) -> Sequence[str]:
        """The messages of an answer, as `Carrier.pack`."""
        rendered = render(without_files(reply))
        title = clip(visible(reply.title), THREAD_NAME) or "Continued"
        packed = (_markable(message, reply) for message in rendered.messages)
        return [
            msgspec.json.encode(Packed(message, {**rendered.kept, **lines}, title)).decode()
            for message, lines in packed
        ]

    async def carry(self, letter: Letter) -> str:
        """Post one message, as `Carrier.carry`."""
        until = time.monotonic() + SECONDS
        packed = msgspec.json.decode(letter.body, type=Packed)
        await keep_lines(self._ledger, packed.lines)
        channel = await self._channel(letter, packed, until)
        message = _marked(packed.message, _mark(letter))
        answer = await self._posted(channel, message, _nonce(letter), until)
        if answer.refused and channel != letter.room.channel:  # the thread was deleted or closed
            channel = letter.room.channel
            answer = await self._posted(channel, message, _nonce(letter), until)
        if not answer.ok:
            raise self._failed(answer, channel, taken=answer.doubted)
        there = answer.body if isinstance(answer.body, dict) else {}
        if there.get("embeds") == []:
            # Discord drops embeds without a word where they are not allowed; buttons alone say nothing.
            await self._rest.ask("DELETE", f"/channels/{channel}/messages/{there['id']}", until=until)
            raise RoomGone(BLANK)
        return f"{channel}/{there.get('id')}"

    async def seek(self, letter: Letter) -> str | None:
        """The name of a message that is there already, as `Carrier.seek`."""
        until = time.monotonic() + SECONDS
        me = await self._looker.me(until)
        if not me.ok:
            raise self._failed(me, letter.room.channel, taken=True)
        mark, author = _mark(letter), me.body["id"]
        for channel in await self._places(letter, until):
            answer = await self._poster.find(
                channel, letter.written, lambda each: _author(each) == author and _marks(each) == mark, until
            )
            if answer.ok and answer.body is not None:
                return f"{channel}/{answer.body['id']}"
            if not answer.ok and (channel == letter.room.channel or answer.code != UNKNOWN_CHANNEL):
                raise self._failed(answer, channel, taken=True)
        return None

    async def look(self, room: Room) -> Found:
        """The room as Discord knows it, as `Carrier.look`."""
        return await self._looker.look(room)

    async def _channel(self, letter: Letter, packed: Packed, until: float) -> str:
        """Where a letter goes: the room, or the thread below the message that it continues."""
        room = letter.room.channel
        if letter.under is None:
            return room
        channel, _, message = letter.under.partition("/")
        if channel != room:
            return channel
        answer = await self._threads.below(room, message, packed.thread, until)
        if not answer.ok:
            raise self._failed(answer, room, taken=False)
        return str(answer.body)

    async def _places(self, letter: Letter, until: float) -> Sequence[str]:
        """Where a message may be: in the thread below the one that it continues, and in the room."""
        room = letter.room.channel
        if letter.under is None:
            return [room]
        channel, _, message = letter.under.partition("/")
        if channel != room:
            return [channel, room]
        thread = await self._threads.of(room, message, until)
        # Where the message itself is gone, or cannot be read, there may be a thread all the same.
        return [room] if thread.ok and thread.body is None else [message, room]

    async def _posted(self, channel: str, message: Payload, nonce: str, until: float) -> Answer[Any]:
        await self._pace.turn(channel)
        answer = await self._poster.one(channel, message, nonce, until)
        if answer.code == ARCHIVED and await self._threads.open(channel, until):
            return await self._poster.one(channel, message, nonce, until)
        return answer

    def _failed(self, answer: Answer[Any], channel: str, *, taken: bool) -> Exception:
        """What is to be raised where Discord did not do it."""
        self._tally.failed("discord", answer.reason)
        log.info("not brought", action="not_carried", problem=answer.problem, channel=channel)
        if answer.status == 401:
            return PlatformDenied("DISCORD_TOKEN: the token is refused.")
        if answer.code == EMPTY:
            return RoomGone(BLANK)
        # A proxy that refuses knows no code of Discord's, and says nothing about the room.
        if answer.refused and answer.code and (answer.code in GONE or answer.status in (403, 404)):
            return RoomGone(GONE.get(answer.code, f"Discord refuses it there: {answer.problem}"))
        return NotCarried(f"Discord: {answer.problem}", taken=taken, retry_after=answer.again or None)


def _markable(message: Payload, reply: Reply) -> tuple[Payload, dict[str, str]]:
    """The message with a control whose id has room for a mark, and the lines to be kept for it."""
    rows: Sequence[Payload] = message["components"]
    kept: dict[str, str] = {}
    if not rows:
        shown = controls((next((each for each in reply.buttons if not each.form), HELP),), ())
        rows, kept = list(shown.rows), dict(shown.kept or {})
    carried = ids.markable(rows[0]["components"][0]["custom_id"])
    return message | {"components": _renamed(rows, carried.id)}, {**kept, **carried.kept}


def _marked(message: Payload, mark: str) -> Payload:
    rows = message["components"]
    return message | {"components": _renamed(rows, ids.marked(rows[0]["components"][0]["custom_id"], mark))}


def _renamed(rows: Sequence[Payload], custom_id: str) -> list[Payload]:
    """The rows with another id for their first control."""
    first, *others = rows[0]["components"]
    return [rows[0] | {"components": [first | {"custom_id": custom_id}, *others]}, *rows[1:]]


def _marks(message: Mapping[str, Any]) -> str | None:
    """The mark of a message."""
    parts = (part for row in message.get("components") or () for part in row.get("components") or ())
    return next((ids.mark_of(str(part.get("custom_id"))) for part in parts), None)


def _author(message: Mapping[str, Any]) -> str | None:
    return (message.get("author") or {}).get("id")


def _nonce(letter: Letter) -> str:
    return blake2b(letter.name.encode(), digest_size=10).hexdigest()


def _mark(letter: Letter) -> str:
    return blake2b(letter.name.encode(), digest_size=6).hexdigest()
