"""An answer brought to whoever asked: all of it, once, by whatever way is open.

    first answer   within 3 s of the interaction; sent again freely, since Discord takes only one (40060: it has it)
    @original      the first message put in place of "is thinking"; the same twice is the same, so sent again freely
    follow-ups     further messages; twice is twice. One in doubt is not sent again: the first message then gets a
                   button that shows the rest
    elsewhere      the token is void or its 15 minutes are over: to the channel, or for the asker's eyes to their direct
                   messages, under a nonce by which Discord knows a message that it has

What cannot be brought is one line in the log, and counted.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, TypeAlias
from weakref import WeakValueDictionary

import structlog

from bot.core.command import Asker
from bot.core.errors import SitrepError
from bot.core.ports import Ledger, Tally
from bot.core.reply import Reply
from bot.platforms.discord.render import Payload, render, with_rest
from bot.platforms.discord.rest import Answer, Request, Rest

Opened: TypeAlias = Literal["open", "deferred", "void"]
Way: TypeAlias = Literal["begun", "elsewhere", "nowhere"]

ANSWER, DEFER, CHOICES, FORM = 4, 5, 8, 9
EPHEMERAL = 64
FIRST_SECONDS, TRY_SECONDS, FIRST_WAIT_SECONDS = 2.8, 1.0, 0.4
TOKEN_SECONDS = 890.0
ELSEWHERE_SECONDS = 120.0
AT_ONCE = 10
RENDERED = 128
TAKEN_BEFORE, UNKNOWN_INTERACTION = 40060, 10062
TOKEN_VOID = (UNKNOWN_INTERACTION, 10015, 50027)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Arrived:
    """An interaction as it came in, at a time of the monotonic clock."""

    id: int
    token: str
    application: int
    kind: int
    asker: Asker
    data: Mapping[str, Any]
    at: float = field(default_factory=time.monotonic)

    @property
    def webhook(self) -> str:
        """The path under which its messages are."""
        return f"/webhooks/{self.application}/{self.token}"


class Sender:
    """Sends what answers an interaction."""

    def __init__(self, rest: Rest, ledger: Ledger, tally: Tally) -> None:
        self._rest = rest
        self._ledger = ledger
        self._tally = tally
        self._render = lru_cache(RENDERED)(render)  # many ask the same within a minute
        self._places: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def first(self, arrived: Arrived, kind: int, data: Any = None) -> Answer[Any]:
        """The first answer to an interaction, of a callback type."""
        body = {"type": kind} | ({} if data is None else {"data": data})
        path = f"/interactions/{arrived.id}/{arrived.token}/callback"
        until = arrived.at + FIRST_SECONDS
        answer = await self._rest.send(
            Request("POST", path, body, until=until, seconds=TRY_SECONDS, longest=FIRST_WAIT_SECONDS)
        )
        if answer.ok:
            self._tally.acknowledged("discord", time.monotonic() - arrived.at)
        elif answer.code != TAKEN_BEFORE:
            self._give_up(arrived, answer, "an interaction could not be acknowledged")
        return answer

    async def defer(self, arrived: Arrived, *, hidden: bool) -> Opened | None:
        """Say that the answer will take a while: how to bring it then; null if another process has the interaction."""
        answer = await self.first(arrived, DEFER, {"flags": EPHEMERAL} if hidden else None)
        if answer.code == TAKEN_BEFORE:
            return None
        return "void" if answer.code == UNKNOWN_INTERACTION else "deferred"

    async def deliver(self, arrived: Arrived, reply: Reply, opened: Opened, *, hidden: bool, start: int = 0) -> None:
        """Bring the whole answer, from message number `start`; `opened` says what came before."""
        rendered = self._render(reply)
        await self._keep(rendered.kept)
        messages = [_hidden(message) if hidden else message for message in rendered.messages[start:]]
        if not messages:
            return
        if len(messages) > AT_ONCE:
            messages = [*messages[: AT_ONCE - 1], await self._rest_of(messages[AT_ONCE - 1], reply, start + AT_ONCE)]
        way = await self._begin(arrived, messages[0], opened)
        if way == "elsewhere":
            await self._elsewhere(arrived, messages, 0, hidden=hidden)
        elif way == "begun":
            await self._go_on(arrived, reply, messages, start, hidden=hidden)

    async def _begin(self, arrived: Arrived, message: Payload, opened: Opened) -> Way:
        """Bring the first message; nowhere if another process has brought it, or Discord will not have it at all."""
        if opened == "void":
            return "elsewhere"
        if opened == "open":
            answer = await self.first(arrived, ANSWER, message)
            if answer.ok or answer.refused:
                return _way(answer)
        # Also where no first answer came through: if it was taken after all this changes nothing, else it is refused.
        answer = await self._edit(arrived, message)
        if not answer.ok:
            self._give_up(arrived, answer, "an answer could not be put in its place")
        return _way(answer)

    async def _edit(self, arrived: Arrived, message: Payload) -> Answer[Any]:
        """Put a message in the place of the first one."""
        body = {name: value for name, value in message.items() if name != "flags"}
        path = f"{arrived.webhook}/messages/@original"
        return await self._rest.send(Request("PATCH", path, body, until=arrived.at + TOKEN_SECONDS))

    async def _go_on(
        self, arrived: Arrived, reply: Reply, messages: Sequence[Payload], start: int, *, hidden: bool
    ) -> None:
        """Bring the messages after the first."""
        for place in range(1, len(messages)):
            path, until = arrived.webhook, arrived.at + TOKEN_SECONDS
            answer = await self._rest.send(Request("POST", path, messages[place], safe=False, until=until))
            if answer.code in TOKEN_VOID:
                await self._elsewhere(arrived, messages, place, hidden=hidden)
                return
            if not answer.ok:
                self._give_up(arrived, answer, "the rest of an answer is behind its button")
                await self._edit(arrived, await self._rest_of(messages[0], reply, start + place))
                return

    async def _rest_of(self, message: Payload, reply: Reply, page: int) -> Payload:
        """The message with a button that shows the answer from `page` on."""
        if not reply.line:
            return message
        rendered = with_rest(message, reply.line, page)
        await self._keep(rendered.kept)
        return rendered.messages[0]

    async def _elsewhere(self, arrived: Arrived, messages: Sequence[Payload], start: int, *, hidden: bool) -> None:
        """Bring the messages from `start` on as the bot's own, where the asker will see them."""
        channel = await self._channel(arrived, hidden=hidden)
        if channel is None:
            return
        # One after the other in each channel: many at once would only run into its rate limit together.
        async with self._places.setdefault(channel, asyncio.Lock()):
            for place in range(start, len(messages)):
                body = {name: value for name, value in messages[place].items() if name != "flags"}
                body |= {"nonce": f"{arrived.id}.{place}", "enforce_nonce": True}
                until = time.monotonic() + ELSEWHERE_SECONDS
                answer = await self._rest.send(
                    Request("POST", f"/channels/{channel}/messages", body, until=until, signed=True)
                )
                if not answer.ok:
                    self._give_up(arrived, answer, "an answer could not be given", channel=channel)
                    return

    async def _channel(self, arrived: Arrived, *, hidden: bool) -> str | None:
        """Where the bot's own message goes."""
        if not hidden or arrived.asker.workspace is None:
            return arrived.asker.channel
        answer = await self._rest.ask("POST", "/users/@me/channels", {"recipient_id": arrived.asker.user})
        if answer.ok:
            return str(answer.body["id"])
        self._give_up(arrived, answer, "an answer could not be given")
        return None

    async def _keep(self, lines: Mapping[str, str]) -> None:
        """Remember the lines of buttons; an answer is not lost because they cannot be."""
        if not lines:
            return
        try:
            await self._ledger.keep_lines(lines)
        except SitrepError as problem:
            log.warning("buttons will not work", action="lines_not_kept", problem=str(problem))

    def _give_up(self, arrived: Arrived, answer: Answer[Any], words: str, **where: str) -> None:
        self._tally.failed("discord", answer.reason)
        log.warning(words, action="not_sent", problem=answer.problem, interaction=arrived.id, **where)


def _way(answer: Answer[Any]) -> Way:
    if answer.ok:
        return "begun"
    return "nowhere" if answer.refused and answer.code not in TOKEN_VOID else "elsewhere"


def _hidden(message: Payload) -> Payload:
    return message | {"flags": EPHEMERAL}
