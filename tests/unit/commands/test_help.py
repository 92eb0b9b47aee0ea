"""`/help` on groups and on what changes something; a group's name alone; hours and places offered while typing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.app import discover
from bot.core.command import Asker
from bot.platforms.discord.definitions import definitions
from bot.services.completing import COMMON_ZONES

from .planned import Typing, rows, typing


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Typing]:
    """An empty store."""
    async with typing(tmp_path) as made:
        yield made


@pytest.mark.parametrize("group", ["digest", "watch"])
async def test_the_help_of_a_group_lists_its_parts(desk: Typing, group: str) -> None:
    """Each with what it does and an example."""
    reply = await desk.dispatcher.answer(f"/help {group}", Asker())
    parts = [command for command in discover() if command.group == group]

    assert {f"/{part.name}": f"{part.summary}. {part.example}" for part in parts} == rows(reply)


@pytest.mark.parametrize(
    ("command", "buttons"),
    [
        ("digest create", [('/digest create tumen river at:"daily 08:00" zone:Asia/Seoul', True)]),
        ("watch add", [('/watch add tumen river "people smuggling" -football', True)]),
        ("digest delete", []),
        ("digest show", [("/digest show 1", False)]),
        ("brief", [("/brief tumen river", False)]),
    ],
)
async def test_help_changes_nothing_at_a_press(desk: Typing, command: str, buttons: list[tuple[str, bool]]) -> None:
    """An example that would set something up is filled in first, one that would take away is only read."""
    reply = await desk.dispatcher.answer(f"/help {command}", Asker())

    assert buttons == [(button.line, button.form) for button in reply.buttons]


@pytest.mark.parametrize(
    ("line", "said", "offered"),
    [
        ("/digest", "/digest needs one more word. It takes: create, ", "/help digest"),
        ("/digest creat x", "/digest has no 'creat'. Did you mean /digest create?", "/digest create"),
        ("/brief digest", "/digest needs one more word. It takes: create, ", "/help digest"),
        ("/brief watch", 'For a briefing on the word: /brief "watch"', "/help watch"),
        ("/brief digest create", "/digest create needs topics: /digest create tumen river", "/digest create tumen"),
        ("/digest show", "/digest show needs a number: /digest show 1", "/digest show 1"),
        ("/watch add", "/watch add needs words: ", "/watch add tumen"),
        ("/admin add", "/admin add needs an address: ", "/admin add "),
    ],
)
async def test_what_is_missing_is_said(desk: Typing, line: str, said: str, offered: str) -> None:
    """In one line, with what would work to press."""
    reply = await desk.dispatcher.answer(line, Asker(role="admin"))

    assert said in (reply.error or "")
    assert reply.buttons[0].line.startswith(offered)


async def test_a_group_in_quotes_or_with_more_words_is_a_topic(desk: Typing) -> None:
    """Only its name alone asks for it."""
    for line in ('/brief "digest"', "/brief digest of the week"):
        assert (await desk.dispatcher.answer(line, Asker())).error is None


async def test_zones_are_offered(desk: Typing) -> None:
    """Before anything is typed one for most people, then those that hold what was typed."""
    create = next(command for command in discover() if command.name == "digest create")
    first = await desk.dispatcher.complete(create, "zone", "")
    typed = await desk.dispatcher.complete(create, "zone", "new y")

    assert (25, "UTC") == (len(first), first[0].value)
    assert [zone.value for zone in first] == [ZoneInfo(zone).key for zone in COMMON_ZONES]
    assert ["America/New_York"] == [zone.value for zone in typed]


def test_discord_takes_the_definitions() -> None:
    """No description or list of choices is too long, and nothing of ours had to be cut for it."""
    for command in discover():
        for words in (command.summary, *(option.help for option in command.options)):
            assert 1 <= len(words) <= 100
    for definition in definitions(discover()):
        parts = [part for part in definition["options"] if part["type"] == 1] or [definition]
        assert len(parts) <= 25
        for part in parts:
            assert 1 <= len(part["description"]) <= 100
            assert len(part["options"]) <= 25
            assert all(len(option.get("choices", ())) <= 25 for option in part["options"])
