"""What the command line prints: results on standard output, everything else on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from bot.core.plain import safe

EVERY = 5.0


def complain(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(safe(" ".join(line.split())) + "\n")


def say(line: str = "") -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")


def say_json(value: Any) -> None:
    """One JSON object a line."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


class Meter:
    """Progress of long work: a bar on a terminal, now and then a plain line elsewhere."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._start = self._last = time.monotonic()
        self._live = sys.stderr.isatty()
        self._shown = False

    def show(self, done: int, total: int | None = None) -> None:
        """`done` units so far, of `total` where that is known."""
        now = time.monotonic()
        if now - self._last < (0.2 if self._live else EVERY):
            return
        self._last = now
        rate = done / max(now - self._start, 1e-9)
        of = f" of {total:,}" if total else ""
        left = f", {(total - done) / rate:.0f} s left" if total and rate else ""
        line = f"{self._what}: {done:,}{of}, {rate:.0f}/s{left}"
        sys.stderr.write(f"\r\x1b[2K{_bar(done, total)}{line}" if self._live else f"{line}\n")
        sys.stderr.flush()
        self._shown = True

    def close(self) -> None:
        """Take the bar away."""
        if self._live and self._shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def _bar(done: int, total: int | None, size: int = 24) -> str:
    if not total:
        return ""
    full = min(size, size * done // total)
    return "[" + "#" * full + "." * (size - full) + "] "


@contextmanager
def meter(what: str) -> Iterator[Meter]:
    """A meter that is taken away at the end, whatever happens."""
    shown = Meter(what)
    try:
        yield shown
    finally:
        shown.close()
