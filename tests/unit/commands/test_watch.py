"""`/watch`: set up, listed in pages, and taken away by who may."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.services.watch_planning import MOST_WATCHES

from .planned import ANN, BEN, BOSS, MANAGER, STRANGER, Typing, lines, rows, typing


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Typing]:
    """An empty store at noon."""
    async with typing(tmp_path) as made:
        yield made


async def test_what_is_watched_for_is_said_as_it_was_typed(desk: Typing) -> None:
    """With phrase, exclusion, source and condition; the quiet hours with their zone."""
    typed = 'tumen river "people smuggling" -football source:kestrel, defectors > 1000'
    reply = await desk.say(f"/watch add {typed} quiet:22:00-07:00 zone:Asia/Seoul")
    said = rows(reply)

    assert ("Watch 1 is set up", typed) == (reply.title, said["Watching for"])
    assert "22:00-07:00 (Asia/Seoul)" == said["Quiet"]
    assert said["Where"].startswith("#C1234 is told within a minute")
    assert ["/watch delete 1", "/watch list"] == lines(reply)
    assert typed in rows(await desk.say("/watch list"))["1"]


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("-football", "It says only what to leave out."),
        ('fence "open', "A quote is not closed"),
        ("defectors > many", "compares with no number"),
        ("fence quiet:late", "late"),
        ("fence zone:Mars", "Mars"),
        ("x" * 301, "is too long; keep it under 300."),
    ],
    ids=["only without", "open quote", "no number", "no hours", "no zone", "too long"],
)
async def test_what_is_wrong_is_one_line(desk: Typing, typed: str, fault: str) -> None:
    """Each says what to do; nothing is set up."""
    said = await desk.fails(f"/watch add {typed}")

    assert fault in said
    assert "\n" not in said
    assert [] == list(await desk.store.watches())


async def test_who_may_delete_it(desk: Typing) -> None:
    """Its maker, an admin of its workspace, an admin of the store; elsewhere it is not even there."""
    for who in (ANN, MANAGER, BOSS):
        await desk.say("/watch add fence")
        (watch,) = await desk.store.watches()
        line = f"/watch delete {watch.number}"
        assert f"Watch {watch.number} is somebody else's" in await desk.fails(line, BEN)
        assert f"There is no watch {watch.number} here." in await desk.fails(line, STRANGER)
        gone = await desk.say(line, who)
        assert ["/watch add fence", "/watch list"] == lines(gone)
    assert [] == list(await desk.store.watches())


async def test_the_101st_of_a_channel_is_refused(desk: Typing) -> None:
    """In one line; the list has pages, and those of another channel name it."""
    await desk.say("/watch add fence")
    (first,) = await desk.store.watches()
    for _ in range(MOST_WATCHES - 1):
        assert await desk.store.add_watch(replace(first, number=0), MOST_WATCHES)
    await desk.say("/watch add fence channel:C5678", BOSS)

    assert "This channel has 100 watches already" in await desk.fails("/watch add fence")
    page = await desk.say("/watch list page:5")
    assert ("Watches, page 5 of 5", "100 watches", 20) == (page.title, page.coverage, len(list(page.rows())))
    assert ["/watch list where:here page:4"] == lines(page)
    assert "slack:C5678" in rows(await desk.say("/watch list where:mine", BOSS))["101"]


async def test_adding_one_wakes_those_of_its_channel(desk: Typing) -> None:
    """They rested because the channel was closed; that it can be told again is known now."""
    await desk.say("/watch add fence")
    await desk.store.pause_watches("slack:C1234", "The channel was deleted.")
    assert "rests: The channel was deleted." in rows(await desk.say("/watch list"))["1"]

    await desk.say("/watch add trade")
    assert "rests" not in rows(await desk.say("/watch list"))["1"]
