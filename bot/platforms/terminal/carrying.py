"""What was written down before, shown in the chat of the terminal, between two prompts. `bot.core.carrying.Carrier`.

There is nothing to look through afterwards: what was on its way when the chat ended is shown at the next one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from bot.core.carrying import Found, Letter, without_files
from bot.core.errors import UserError
from bot.core.reply import Reply
from bot.core.rooms import Room
from bot.platforms.terminal.render import plain

NAME = PLACE = "terminal"
CLEAR = "\r\x1b[2K"
PROMPT = "> "


class TerminalCarrier:
    """Shows letters; `person` says that somebody sits there, before a prompt that is drawn anew."""

    name = NAME

    def __init__(self, *, person: bool, write: Callable[[str], object] | None = None) -> None:
        self._person = person
        self._write = write or _out

    def pack(self, reply: Reply) -> Sequence[str]:
        """The answer as plain text, in one piece."""
        return [plain(without_files(reply))]

    async def carry(self, letter: Letter) -> str:
        """Show it; its own name is as good as any."""
        before, after = (CLEAR, PROMPT + _typed()) if self._person else ("", "")
        self._write(f"{before}{letter.body}\n\n{after}")
        return letter.name

    async def seek(self, letter: Letter) -> str | None:  # noqa: ARG002 - nobody knows what was on a screen
        """Never found."""
        return None

    async def look(self, room: Room) -> Found:
        """The terminal is one room."""
        if (room.platform, room.channel, room.thread) != (NAME, PLACE, None):
            raise UserError("The terminal is a place of its own; leave the channel out.")
        return Found(room, "this terminal")


def _out(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _typed() -> str:
    """What has been typed at the prompt so far, where the platform can tell."""
    try:
        import readline  # noqa: PLC0415 - not on every platform
    except ImportError:
        return ""
    return readline.get_line_buffer()
