"""How far a command is: one line drawn anew on a terminal, a plain line now and then elsewhere; on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from bot.core.plain import safe
from bot.core.reply import Reply
from bot.core.wording import row_words

REDRAWN_SECONDS, PLAIN_SECONDS = 0.2, 5.0
WIDTH = 79
CLEAR = "\r\x1b[2K"


class ProgressLine:
    """`bot.core.command.Interim` in the terminal."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._live = sys.stderr.isatty()
        self._next = clock() + (0.0 if self._live else PLAIN_SECONDS)
        self._last = ""

    def show(self, reply: Reply) -> None:
        """Draw it, if it is new and the last one was not drawn just now."""
        line, now = words(reply), self._clock()
        if line == self._last or now < self._next:
            return
        self._next = now + (REDRAWN_SECONDS if self._live else PLAIN_SECONDS)
        self._last = line
        sys.stderr.write(f"{CLEAR}{line}" if self._live else f"{line}\n")
        sys.stderr.flush()

    def close(self) -> None:
        """Take the line away."""
        if self._live and self._last:
            sys.stderr.write(CLEAR)
            sys.stderr.flush()
            self._last = ""


def words(reply: Reply) -> str:
    """The answer so far in one line that fits: its title and its first row, or a note where it has none."""
    row = next(reply.rows(), None)
    said = reply.title, row_words(row) if row is not None else next(iter(reply.notes), "")
    line = safe(" ".join(": ".join(part for part in said if part).split()))
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
