"""What was written down before, brought to Slack: each message once, also after a crash. `bot.core.carrying.Carrier`.

One try at a time, since Slack has no nonce: whoever calls looks in the channel's history for the letter's name, which
is in the message's metadata, before it is tried again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import structlog

from bot.core.carrying import Found, Letter, NotCarried, RoomGone, without_files
from bot.core.errors import PlatformDenied, SitrepError
from bot.core.ports import Ledger
from bot.core.reply import Reply
from bot.core.rooms import Room
from bot.platforms.slack.looking import Looker
from bot.platforms.slack.render import Frame, Message, long_lines, messages
from bot.platforms.slack.sending import PLATFORM, Place, Sender
from bot.platforms.slack.verdicts import GaveUp, Refused, Verdict

SECONDS, SEEK_SECONDS = 15.0, 25.0
CLOCKS_APART = timedelta(seconds=60)
NO_THREAD = ("thread_not_found", "restricted_action_non_threadable_channel", "restricted_action_thread_locked")
INVITE = "I am not in that channel. Invite me with /invite @Sitrep, then resume it."
CLOSED = "My direct messages are closed to that person, or they have left. Nothing can be brought there."
GONE = {
    "not_in_channel": INVITE,
    "channel_not_found": "That channel is no more, or I am not in it. If it is there, invite me with /invite @Sitrep, "
    "then resume it.",
    "is_archived": "That channel is archived. Unarchive it, then resume it.",
    "is_inactive": "That channel is frozen. When it is active again, resume it.",
    "thread_not_found": "The first message of that thread is no more. Set it up again in the channel.",
    "missing_scope": "I lack a permission for that. Install me again (see docs/slack.md), then resume it.",
    "user_disabled": CLOSED,
    "messages_tab_disabled": CLOSED,
    "cannot_dm_bot": CLOSED,
}
RESTRICTED = "I may not post in that channel: its rules let only some people do so. Change them, then resume it."

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Packed:
    """A letter's body: the message, and the lines that its buttons need kept."""

    text: str
    blocks: list[dict[str, Any]]
    lines: dict[str, str]


class SlackCarrier:
    """Brings letters to channels, threads and direct conversations. `names` are the commands, as in `render.Frame`."""

    name = PLATFORM

    def __init__(self, sender: Callable[[], Sender], ledger: Ledger, names: Sequence[str]) -> None:
        self._sender = sender
        self._ledger = ledger
        self._frame = Frame(tuple(names))

    def pack(self, reply: Reply) -> Sequence[str]:
        """The messages of an answer, as `Carrier.pack`."""
        shown = without_files(reply)
        lines = long_lines(shown)
        return [
            msgspec.json.encode(Packed(page.text, list(page.blocks), lines if number == 0 else {})).decode()
            for number, page in enumerate(messages(shown, self._frame))
        ]

    async def carry(self, letter: Letter) -> str:
        """Post one message, as `Carrier.carry`."""
        packed = msgspec.json.decode(letter.body, type=Packed)
        await self._keep(packed.lines)
        message = Message(packed.text, tuple(packed.blocks))
        for place in _places(letter):
            try:
                came = await self._sender().post_once(place, message, letter.name)
            except Refused as problem:
                if str(problem) in NO_THREAD and not letter.room.thread and place.thread:
                    log.info("no thread there", action="no_thread", reason=str(problem), channel=place.channel)
                    continue
                raise _failed(problem) from None
            except PlatformDenied as problem:
                raise _denied(problem) from None
            if isinstance(came, Verdict):
                raise NotCarried(f"Slack: {came.reason}", taken=not came.untaken, retry_after=came.after or None)
            return f"{place.thread}/{came}" if place.thread else came
        raise RoomGone(GONE["thread_not_found"])

    async def seek(self, letter: Letter) -> str | None:
        """The name of a message that is there already, as `Carrier.seek`."""
        try:
            async with asyncio.timeout(SEEK_SECONDS):
                return await self._sought(letter)
        except TimeoutError:
            raise NotCarried("Slack: the history took too long to read", taken=True) from None
        except GaveUp as problem:
            raise NotCarried(f"Slack: {problem}", taken=True, retry_after=problem.after or None) from None
        except Refused as problem:
            raise _failed(problem) from None
        except PlatformDenied as problem:
            raise _denied(problem) from None

    async def look(self, room: Room) -> Found:
        """The room as Slack knows it, as `Carrier.look`."""
        return await Looker(self._sender()).look(room)

    async def _sought(self, letter: Letter) -> str | None:
        for place in _places(letter):
            try:
                stamp = await self._sender().stamp(place, letter.name, SECONDS)
            except Refused as problem:
                if str(problem) in NO_THREAD and not letter.room.thread and place.thread:
                    continue
                raise
            if stamp is not None:
                return f"{place.thread}/{stamp}" if place.thread else stamp
        return None

    async def _keep(self, lines: dict[str, str]) -> None:
        if not lines:
            return
        try:
            await self._ledger.keep_lines(lines)
        except SitrepError as problem:
            log.warning("buttons will not work", action="lines_not_kept", problem=str(problem))


def _places(letter: Letter) -> Iterator[Place]:
    """Where a message belongs, and where it goes if there is no such thread: the channel.

    A thread is read as a whole, a channel from when the letter was written.
    """
    room = letter.room
    since = f"{(letter.written - CLOCKS_APART).timestamp():.6f}"
    if thread := room.thread or (letter.under or "").partition("/")[0]:
        yield Place(room.channel, thread)
    if not room.thread:
        yield Place(room.channel, None, since)


def _failed(problem: Refused) -> SitrepError:
    """What is to be raised where Slack will not have it."""
    word = str(problem)
    if word in GONE or word.startswith("restricted_action"):
        return RoomGone(GONE.get(word, RESTRICTED))
    return NotCarried(f"Slack: {word}", taken=False)


def _denied(problem: PlatformDenied) -> PlatformDenied:
    return PlatformDenied(f"SLACK_BOT_TOKEN: Slack refuses it ({problem}).")
