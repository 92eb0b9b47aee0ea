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
from bot.core.command import Asker
from bot.core.errors import UserError
from bot.core.lines import read_line
from bot.core.ports import Store
from bot.core.reply import Reply
from bot.dispatch import SILENT, Dispatcher
from bot.platforms.terminal.carrying import TerminalCarrier
from bot.platforms.terminal.connect import converse, is_person
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
    return asyncio.run(_ask(line, Asker(role=role.value), json))


async def _ask(line: str, asker: Asker, json: bool) -> int:
    settings = parts.settings()
    status = 0
    lines = (read.strip() for read in sys.stdin) if line == "-" else iter([line])
    async with AsyncExitStack() as stack:
        opened: dict[bool, Dispatcher] = {}
        for wanted in lines:
            # A user's questions need a store that can be read, their digests one that can be written.
            read_only = asker.role == "user" and not _is_deed(wanted)
            if read_only not in opened:
                store = await stack.enter_async_context(parts.opened(settings.store_url, read_only=read_only))
                opened[read_only] = _dispatcher(settings, store)
            if wanted:
                status = max(status, await _one(opened[read_only], wanted, asker, json))
    return status


def _is_deed(line: str) -> bool:
    """Whether a line does something rather than ask."""
    try:
        command = read_line(line, parts.discover()).command
    except UserError:
        return False
    return command.deed or command.admin


def _dispatcher(settings: Settings, store: Store) -> Dispatcher:
    keeper = parts.source_keeper(store, private=settings.fetch_private, named=settings.sources)
    return parts.dispatcher(store, sources=keeper, planning=parts.planning_of(settings))


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
        from bot.delivered import delivering  # noqa: PLC0415 - `ask` needs none of it
        from bot.services.metrics import Metrics  # noqa: PLC0415

        carriers, stop = {"terminal": TerminalCarrier(person=is_person())}, asyncio.Event()
        keeper = parts.source_keeper(store, private=settings.fetch_private, named=settings.sources)
        dispatcher = parts.dispatcher(store, sources=keeper, planning=parts.planning_of(settings, carriers))
        delivery = asyncio.create_task(delivering(settings, store, carriers, Metrics()).run(stop))
        parts.settle()
        try:
            await converse(dispatcher)
        finally:
            stop.set()
            await delivery
    return 0
