"""Rooms, and the channels that words name."""

from __future__ import annotations

import pytest

from bot.core.command import Asker
from bot.core.rooms import Room, channel_id, room_of


@pytest.mark.parametrize(
    ("platform", "words", "channel"),
    [
        ("discord", "<#1234567890123456789>", "1234567890123456789"),
        ("discord", " #1234567890123456789 ", "1234567890123456789"),
        ("discord", "https://discord.com/channels/111111111111111111/222222222222222222", "222222222222222222"),
        ("discord", "https://ptb.discord.com/channels/111111111111111111/222222222222222222/3", "222222222222222222"),
        ("discord", "#border", None),
        ("discord", "<@1234567890123456789>", None),
        ("discord", "12345", None),
        ("slack", "<#C024BE91L>", "C024BE91L"),
        ("slack", "<#C024BE91L|border-desk>", "C024BE91L"),
        ("slack", "#C024BE91L", "C024BE91L"),
        ("slack", "G0INNER", "G0INNER"),
        ("slack", "https://desk.slack.com/archives/C024BE91L/p1700000000000100", "C024BE91L"),
        ("slack", "#border-desk", None),
        ("slack", "<@U024BE91L>", None),
        ("slack", "", None),
        ("terminal", "terminal", "terminal"),
        ("terminal", "here", None),
        ("irc", "#desk", None),
    ],
)
def test_words_name_a_channel(platform: str, words: str, channel: str | None) -> None:
    """A mention, an identifier or a link is a channel; a mere name is none, for two may bear it."""
    assert channel == channel_id(words, platform)


def test_a_room_is_where_somebody_asks() -> None:
    """The channel and the thread make its name; the terminal is one room."""
    asker = Asker("slack", "U1", workspace="T1", channel="C1", thread="1700000000.000100")

    assert Room("slack", "C1", "1700000000.000100", "T1") == room_of(asker)
    assert "slack:C1/1700000000.000100" == room_of(asker).key
    assert "terminal:terminal" == room_of(Asker()).key
