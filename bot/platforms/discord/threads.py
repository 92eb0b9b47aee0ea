"""Threads below messages of the bot's own, in which a long message goes on. A message's thread has its id."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import structlog

from bot.platforms.discord.rest import Answer, Rest

TEXT, NEWS = 0, 5  # the kinds of channels in which a message may have a thread
HAS_THREAD, UNKNOWN_CHANNEL = 160004, 10003
ARCHIVE_MINUTES = 1440
KEPT = 10_000

log = structlog.get_logger()


class Threads:
    """Opens threads."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        self._kinds: OrderedDict[str, int] = OrderedDict()

    async def below(self, channel: str, message: str, name: str, until: float) -> Answer[Any]:
        """The channel to go on in: the thread, else the channel itself where there can be none.

        It is the body of an answer that is taken; any other says why it is not known.
        """
        kind = await self._kind(channel, until)
        if not kind.ok:
            return _chosen(kind, channel, message)
        if kind.body not in (TEXT, NEWS):
            return Answer("taken", body=channel)
        there = await self.of(channel, message, until)
        if there.ok and there.body is None:
            path, body = f"/channels/{channel}/messages/{message}/threads", {"name": name}
            there = await self._rest.ask("POST", path, body | {"auto_archive_duration": ARCHIVE_MINUTES}, until)
        return _chosen(there, channel, message)

    async def of(self, channel: str, message: str, until: float) -> Answer[Any]:
        """The thread below a message: taken with its id as body, or null where there is none."""
        answer = await self._rest.ask("GET", f"/channels/{channel}/messages/{message}", until=until)
        if not answer.ok or not isinstance(answer.body, dict):
            return answer
        return Answer("taken", body=message if answer.body.get("thread") else None)

    async def open(self, thread: str, until: float) -> bool:
        """Whether a thread that was archived is open again."""
        return (await self._rest.ask("PATCH", f"/channels/{thread}", {"archived": False}, until)).ok

    async def _kind(self, channel: str, until: float) -> Answer[Any]:
        """The kind of a channel; that of one it was asked about before is remembered."""
        if channel in self._kinds:
            return Answer("taken", body=self._kinds[channel])
        answer = await self._rest.ask("GET", f"/channels/{channel}", until=until)
        if not answer.ok or not isinstance(answer.body, dict):
            return answer
        self._kinds[channel] = answer.body["type"]
        if len(self._kinds) > KEPT:
            self._kinds.popitem(last=False)
        return Answer("taken", body=self._kinds[channel])


def _chosen(answer: Answer[Any], channel: str, message: str) -> Answer[Any]:
    if answer.ok or answer.code == HAS_THREAD:
        return Answer("taken", body=message)
    if answer.refused and answer.status != 401 and answer.code != UNKNOWN_CHANNEL:
        log.info("no thread there", action="no_thread", problem=answer.problem, channel=channel)
        return Answer("taken", body=channel)
    return answer
