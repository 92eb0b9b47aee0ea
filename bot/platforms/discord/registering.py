"""Application commands brought to Discord: only where what it has differs, never on every start."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog

from bot.platforms.discord.definitions import Definition, same
from bot.platforms.discord.rest import Answer, Rest

LONGEST_WAIT = 60.0
GONE = (403, 404)

log = structlog.get_logger()


async def register(rest: Rest, application: int, guilds: Sequence[int], wanted: Sequence[Definition]) -> None:
    """Bring the definitions everywhere and into each of these guilds; one that refuses does not stop the others."""
    places = ("/commands", *(f"/guilds/{guild}/commands" for guild in guilds))
    for place in places:
        await _bring(rest, f"/applications/{application}{place}", list(wanted))


async def _bring(rest: Rest, path: str, wanted: list[Definition]) -> None:
    had = await _patiently(lambda: rest.ask("GET", path))
    if had.ok and same(wanted, had.body):
        return
    done = await _patiently(lambda: rest.ask("PUT", path, wanted)) if had.ok else had
    if done.ok:
        log.info("commands registered", action="commands_registered", path=path, commands=len(wanted))
        return
    words = "commands not registered; is the bot in this server?" if done.status in GONE else "commands not registered"
    log.error(words, action="commands_refused", path=path, problem=done.problem)


async def _patiently(ask: Callable[[], Awaitable[Answer[Any]]]) -> Answer[Any]:
    """The answer, asked for again as long as Discord is out of order."""
    wait = 1.0
    while True:
        answer = await ask()
        if answer.ok or answer.refused:
            return answer
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)
