"""Digests in the terminal: shown between two prompts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.carrying import Letter
from bot.core.errors import UserError
from bot.core.reply import Card, File, Reply, TextRow
from bot.core.rooms import Room
from bot.platforms.terminal.carrying import TerminalCarrier

ROOM = Room("terminal", "terminal")
DIGEST = Reply("Border desk", cards=(Card("New", (TextRow("nothing new"),)),), files=(File("a.csv", "text/csv", b"1"),))


@pytest.mark.parametrize("person", [False, True], ids=["pipe", "person"])
async def test_a_digest_is_shown(person: bool) -> None:
    """Whole, with a word on what it cannot hold; a person gets the prompt again behind it."""
    written: list[str] = []
    carrier = TerminalCarrier(person=person, write=written.append)
    (body,) = carrier.pack(DIGEST)
    sent = Letter("digest/1/a/0", ROOM, body, datetime(2026, 11, 24, tzinfo=UTC))

    assert None is await carrier.seek(sent)
    assert sent.name == await carrier.carry(sent)
    (shown,) = written
    assert ("nothing new" in shown, "a.csv is not here" in shown) == (True, True)
    assert person == shown.endswith("\n\n> ")


async def test_the_terminal_is_one_room() -> None:
    """No other place can be looked at."""
    carrier = TerminalCarrier(person=False)
    assert ROOM == (await carrier.look(ROOM)).room
    for room in (Room("terminal", "desk"), Room("slack", "terminal"), Room("terminal", "terminal", "1.0")):
        with pytest.raises(UserError, match="place of its own"):
            await carrier.look(room)
