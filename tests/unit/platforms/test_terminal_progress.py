"""How far a command is, in the terminal."""

from __future__ import annotations

import pytest

from bot.core.reply import Card, Reply, TextRow
from bot.platforms.terminal.progress import ProgressLine, words


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def step(number: int) -> Reply:
    """A step of some work."""
    return Reply("Reindex", cards=(Card("", (TextRow(f"{number} of 5"),)),))


def test_elsewhere_a_plain_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing at once, then a line every five seconds at most, and none that says nothing new."""
    clock = Clock()
    line = ProgressLine(clock)
    for number, now in ((1, 0.1), (2, 5.0), (3, 6.0), (2, 11.0), (4, 12.0)):
        clock.now = now
        line.show(step(number))
    line.close()

    assert "Reindex: 2 of 5\nReindex: 4 of 5\n" == capsys.readouterr().err


def test_on_a_terminal_the_line_is_drawn_anew(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, then five times a second at most, and taken away at the end."""
    clock = Clock()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    line = ProgressLine(clock)
    for number, now in ((1, 0.0), (2, 0.1), (3, 0.2)):
        clock.now = now
        line.show(step(number))
    line.close()
    line.close()

    assert "\r\x1b[2KReindex: 1 of 5\r\x1b[2KReindex: 3 of 5\r\x1b[2K" == capsys.readouterr().err


def test_a_line_fits_and_is_only_text() -> None:
    """Whatever is said: one line of at most 79 characters, with nothing that steers a terminal."""
    assert "Reindex: half" == words(Reply("Reindex", notes=("half",)))
    assert 79 == len(words(Reply("word " * 40)))
    assert "a bc" == words(Reply("a\nb\x1b[2Kc".replace("[2K", "")))
