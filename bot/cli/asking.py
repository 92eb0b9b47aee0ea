"""`ask` and `chat`: commands from arguments, standard input or a person at the terminal."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from enum import StrEnum
from typing import Annotated

import typer

from bot import app as parts
from bot.cli.output import say, say_json
from bot.cli.talking import talk
from bot.core.command import Asker, Command
from bot.core.errors import UserError
from bot.core.lines import read_line
from bot.core.ports import Store
from bot.core.reply import Reply
from bot.core.stewardship import SourceKeeper
from bot.dispatch import SILENT, Dispatcher
from bot.platforms.terminal.progress import ProgressLine
from bot.platforms.terminal.render import plain
from bot.platforms.terminal.saving import Saved, save
from bot.platforms.terminal.wire import to_object
from bot.settings import Settings


class As(StrEnum):
    """Who asks."""

    USER = "user"
    ADMIN = "admin"


def register(app: typer.Typer) -> None:
    """Add these calls."""
    app.command("ask")(ask)
    app.command("chat")(chat)


def ask(
    line: Annotated[str, typer.Argument(help='A command, as in "/brief tumen river"; - reads one a line.')],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    role: Annotated[As, typer.Option("--as", help="The role of the asker.")] = As.USER,
) -> int:
    """Answer one command on standard output."""
    return asyncio.run(_ask(line, Asker(role=role.value, whole=json), json))


async def _ask(line: str, asker: Asker, json: bool) -> int:
    settings, commands = parts.settings(), parts.discover()
    status = 0
    lines = (read.strip() for read in sys.stdin) if line == "-" else iter([line])
    async with AsyncExitStack() as stack:
        opened: dict[bool, Dispatcher] = {}
        hand = await stack.enter_async_context(parts.drawing())
        for wanted in filter(None, lines):
            # A user's questions need a store that can be read, their digests one that can be written.
            read_only = asker.role == "user" and not _is_deed(wanted, commands)
            if read_only not in opened:
                store = await stack.enter_async_context(parts.opened(settings.store_url, read_only=read_only))
                planning = parts.planning_of(settings)
                opened[read_only] = parts.dispatcher(
                    store, sources=_keeper(settings, store), planning=planning, draughtsman=hand
                )
            status = max(status, await _one(opened[read_only], wanted, asker, json))
    return status


def _is_deed(line: str, commands: Sequence[Command]) -> bool:
    """Whether a line does something rather than ask."""
    try:
        command = read_line(line, commands).command
    except UserError:
        return False
    return command.deed or command.admin


def _keeper(settings: Settings, store: Store) -> SourceKeeper:
    return parts.source_keeper(store, private=settings.fetch_private, named=settings.sources)


async def _one(dispatcher: Dispatcher, line: str, asker: Asker, json: bool) -> int:
    progress = ProgressLine()
    reply = await dispatcher.answer(line, asker, SILENT if json else progress)
    progress.close()
    saved = await asyncio.to_thread(save, reply.files)
    if json:
        show_json(reply, saved)
    else:
        say("\n".join([plain(reply), *(each.words for each in saved)]))
    if reply.error is None:
        return 0
    return 2 if reply.blame == "asker" else 1


def show_json(reply: Reply, saved: Sequence[Saved] = ()) -> None:
    """One answer as a JSON object."""
    say_json(to_object(reply, saved))
    sys.stdout.flush()


def chat() -> int:
    """Talk in the terminal; standard input may be a pipe, then each line is one command."""
    return asyncio.run(_chat(parts.settings()))


async def _chat(settings: Settings) -> int:
    async with parts.opened(settings.store_url) as store:
        await talk(settings, store, _keeper(settings, store))
    return 0
