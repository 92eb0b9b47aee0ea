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

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, TypeAlias

import structlog

from bot.core.command import Asker
from bot.core.ports import Ledger, Tally
from bot.core.reply import Button, Reply
from bot.platforms.discord.files import Parcel, bare, fitting, parcels
from bot.platforms.discord.limits import FILE_BYTES
from bot.platforms.discord.posting import Poster, keep_lines, without_files
from bot.platforms.discord.render import Payload, Rendered, render, with_rest
from bot.platforms.discord.rest import Answer, Request, Rest

Opened: TypeAlias = Literal["open", "deferred", "shown", "void", "taken"]
Way: TypeAlias = Literal["begun", "elsewhere", "nowhere"]

ANSWER, DEFER, CHOICES, FORM = 4, 5, 8, 9
EPHEMERAL = 64
FIRST_SECONDS, TRY_SECONDS, FIRST_WAIT_SECONDS = 2.8, 1.0, 0.4
TOKEN_SECONDS = 890.0
FIRST_BYTES = 200_000  # of files that a first answer may have; more takes longer than a first answer may
INTERIM_SECONDS = 10.0
AT_ONCE = 10
RENDERED = 128
TAKEN_BEFORE, UNKNOWN_INTERACTION, UNKNOWN_MESSAGE = 40060, 10062, 10008
TOKEN_VOID = (UNKNOWN_INTERACTION, 10015, 50027)
GOES_ON = "This goes on. Press Refresh to see how far it is; the result comes to {where}."

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Arrived:
    """An interaction as it came in, at a time of the monotonic clock; `limit` is the most bytes of a file there."""

    id: int
    token: str
    application: int
    kind: int
    asker: Asker
    data: Mapping[str, Any]
    limit: int = FILE_BYTES
    at: float = field(default_factory=time.monotonic)

    @property
    def webhook(self) -> str:
        """The path under which its messages are."""
        return f"/webhooks/{self.application}/{self.token}"


class Sender:
    """Sends what answers an interaction."""

    def __init__(self, rest: Rest, poster: Poster, ledger: Ledger, tally: Tally) -> None:
        self._rest = rest
        self._poster = poster
        self._ledger = ledger
        self._tally = tally
        self._remembered = lru_cache(RENDERED)(render)  # many ask the same within a minute

    async def first(self, arrived: Arrived, kind: int, data: Any = None, parcel: Parcel | None = None) -> Answer[Any]:
        """The first answer to an interaction, of a callback type; a `parcel` is its data with files."""
        data, files = (parcel.message, parcel.files) if parcel else (data, ())
        body = {"type": kind} | ({} if data is None else {"data": data})
        path = f"/interactions/{arrived.id}/{arrived.token}/callback"
        until = arrived.at + FIRST_SECONDS
        answer = await self._rest.send(
            Request("POST", path, body, until=until, seconds=TRY_SECONDS, longest=FIRST_WAIT_SECONDS, files=files)
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
        rendered = self._render(fitting(reply, arrived.limit))
        await keep_lines(self._ledger, rendered.kept)
        messages = [_hidden(message) if hidden else message for message in rendered.messages[start:]]
        if not messages:
            return
        if len(messages) > AT_ONCE:
            messages = [*messages[: AT_ONCE - 1], await self._rest_of(messages[AT_ONCE - 1], reply, start + AT_ONCE)]
        sent = list(parcels(messages, rendered.files if start == 0 else ()))
        if opened == "open" and sent[0].size > FIRST_BYTES:
            opened = await self.defer(arrived, hidden=hidden) or "taken"
        way = await self._begin(arrived, sent[0], opened)
        if way == "elsewhere":
            await self._elsewhere(arrived, sent, 0, hidden=hidden)
        elif way == "begun":
            await self._go_on(arrived, reply, sent, start, hidden=hidden)

    async def progress(self, arrived: Arrived, reply: Reply) -> float | None:
        """Put the answer so far in its place, once: seconds to wait beyond the usual, null when it cannot be there."""
        rendered = self._render(replace(reply, files=()))
        await keep_lines(self._ledger, rendered.kept)
        answer = await self._rest.once(self._edited(arrived, Parcel(rendered.messages[0]), INTERIM_SECONDS))
        return None if answer.refused else answer.again

    async def leave(self, arrived: Arrived, reply: Reply, *, hidden: bool) -> None:
        """Put the answer so far in its place for good, before the token is void, with a button that asks anew."""
        where = "your direct messages" if hidden and arrived.asker.workspace is not None else "this channel"
        refresh = (Button("Refresh", reply.line),) if reply.line else ()
        last = replace(
            reply, files=(), notes=(*reply.notes, GOES_ON.format(where=where)), buttons=(*refresh, *reply.buttons)
        )
        rendered = self._render(last)
        await keep_lines(self._ledger, rendered.kept)
        answer = await self._edit(arrived, Parcel(rendered.messages[0]))
        if not answer.ok:
            self._give_up(arrived, answer, "progress could not be left in its place")

    def _render(self, reply: Reply) -> Rendered:
        return render(reply) if reply.files else self._remembered(reply)

    async def _begin(self, arrived: Arrived, sent: Parcel, opened: Opened) -> Way:
        """Bring the first message; nowhere if another process has brought it, or Discord will not have it at all."""
        if opened in ("void", "taken"):
            return "elsewhere" if opened == "void" else "nowhere"
        if opened == "open":
            answer = await self.first(arrived, ANSWER, parcel=sent)
            if without_files(sent, answer):
                sent = bare(sent, answer.problem)
                answer = await self.first(arrived, ANSWER, parcel=sent)
            if answer.ok or answer.refused:
                return _way(answer)
        # Also where no first answer came through: if it was taken after all this changes nothing, else it is refused.
        answer = await self._edit(arrived, sent)
        if without_files(sent, answer):
            answer = await self._edit(arrived, bare(sent, answer.problem))
        if not answer.ok:
            self._give_up(arrived, answer, "an answer could not be put in its place")
        # Who takes away what shows how far the work is still wants to know what came of it.
        return "elsewhere" if opened == "shown" and answer.code == UNKNOWN_MESSAGE else _way(answer)

    async def _edit(self, arrived: Arrived, sent: Parcel) -> Answer[Any]:
        """Put a message in the place of the first one; the files of the same one twice are there once."""
        return await self._rest.send(self._edited(arrived, sent, arrived.at + TOKEN_SECONDS - time.monotonic()))

    def _edited(self, arrived: Arrived, sent: Parcel, seconds: float) -> Request:
        body = {name: value for name, value in sent.message.items() if name != "flags"}
        path = f"{arrived.webhook}/messages/@original"
        return Request("PATCH", path, body, until=time.monotonic() + seconds, files=sent.files)

    async def _go_on(self, arrived: Arrived, reply: Reply, sent: Sequence[Parcel], start: int, *, hidden: bool) -> None:
        """Bring the messages after the first."""
        for place in range(1, len(sent)):
            path, until = arrived.webhook, arrived.at + TOKEN_SECONDS
            answer = await self._rest.send(Request("POST", path, sent[place].message, safe=False, until=until))
            if answer.code in TOKEN_VOID:
                await self._elsewhere(arrived, sent, place, hidden=hidden)
                return
            if not answer.ok:
                self._give_up(arrived, answer, "the rest of an answer is behind its button")
                first = {name: value for name, value in sent[0].message.items() if name != "attachments"}
                await self._edit(arrived, Parcel(await self._rest_of(first, reply, start + place)))
                return

    async def _rest_of(self, message: Payload, reply: Reply, page: int) -> Payload:
        """The message with a button that shows the answer from `page` on."""
        if not reply.line:
            return message
        rendered = with_rest(message, reply.line, page)
        await keep_lines(self._ledger, rendered.kept)
        return rendered.messages[0]

    async def _elsewhere(self, arrived: Arrived, sent: Sequence[Parcel], start: int, *, hidden: bool) -> None:
        """Bring the messages from `start` on as the bot's own, where the asker will see them."""
        channel = await self._channel(arrived, hidden=hidden)
        if channel is None:
            return
        answer = await self._poster.send(channel, sent[start:], str(arrived.id), start)
        if not answer.ok:
            self._give_up(arrived, answer, "an answer could not be given", channel=channel)

    async def _channel(self, arrived: Arrived, *, hidden: bool) -> str | None:
        """Where the bot's own message goes."""
        if not hidden or arrived.asker.workspace is None:
            return arrived.asker.channel
        answer = await self._poster.direct(arrived.asker.user)
        if answer.ok:
            return str(answer.body["id"])
        self._give_up(arrived, answer, "an answer could not be given")
        return None

    def _give_up(self, arrived: Arrived, answer: Answer[Any], words: str, **where: str) -> None:
        self._tally.failed("discord", answer.reason)
        log.warning(words, action="not_sent", problem=answer.problem, interaction=arrived.id, **where)


def _way(answer: Answer[Any]) -> Way:
    if answer.ok:
        return "begun"
    return "nowhere" if answer.refused and answer.code not in TOKEN_VOID else "elsewhere"


def _hidden(message: Payload) -> Payload:
    return message | {"flags": EPHEMERAL}
