"""The chat in the terminal: reads a line, answers it, until the end of input."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from bot.core.command import Asker
from bot.core.reply import Reply
from bot.dispatch import Dispatcher
from bot.platforms.terminal.progress import ProgressLine
from bot.platforms.terminal.render import WIDTH, lines, plain
from bot.platforms.terminal.saving import Saved, save

GREETING = "Sitrep. Ask with /brief TOPIC; /help shows all commands, Ctrl-D leaves."
ADMIN = Asker(role="admin")


async def converse(dispatcher: Dispatcher) -> None:
    """Answer every line of standard input; a person gets colours and a prompt, a pipe plain text."""
    person = is_person()
    console = Console(highlight=False, soft_wrap=True)
    if person:
        _prepare_editing()
        console.print(GREETING, style="dim")
    while (line := await asyncio.to_thread(_read, person)) is not None:
        if line.strip() in ("exit", "quit", "/exit", "/quit"):
            break
        if line.strip():
            await _answer(dispatcher, line, console, person)


def is_person() -> bool:
    """Whether somebody sits there, and no pipe."""
    return sys.stdin.isatty() and sys.stdout.isatty()


async def _answer(dispatcher: Dispatcher, line: str, console: Console, person: bool) -> None:
    progress = ProgressLine()
    reply = await dispatcher.answer(line, ADMIN, progress)
    progress.close()
    show(console, reply, person, await asyncio.to_thread(save, reply.files))


def show(console: Console, reply: Reply, person: bool, saved: Sequence[Saved] = ()) -> None:
    """Print one answer and where its files are, parted from the next by an empty line."""
    if not person:
        sys.stdout.write("\n".join([plain(reply), *(each.words for each in saved)]) + "\n\n")
        sys.stdout.flush()
        return
    for line in lines(reply, min(console.width, 100) if console.width > WIDTH else console.width):
        style = f"{line.style} link {line.link}" if line.link and _plain_address(line.link) else line.style
        console.print(Text(line.text, style=style))
    for each in saved:
        console.print(Text(each.words, style="green" if each.path else "red"))
    console.print()


def _plain_address(link: str) -> bool:
    return link.isascii() and link.isprintable() and " " not in link and link.startswith(("https://", "http://"))


def _read(person: bool) -> str | None:
    """The next line, or null at the end of input."""
    try:
        return input("> ") if person else (sys.stdin.readline() or None)
    except EOFError:
        return None


def _prepare_editing() -> None:
    """Arrow keys and history at the prompt, where the platform has them."""
    try:
        import readline  # noqa: F401, PLC0415 - importing it is what changes input()
    except ImportError:
        return
