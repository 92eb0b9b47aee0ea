"""Watches from outside: set up with the real commands, told of what another process takes in, once, not too often."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from tests.conftest import ROOT
from tests.flow.conftest import Program
from tests.flow.desks import Desks, made_article, opened_desks, taken_in, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

BOTH = pytest.mark.parametrize("name", ["slack", "discord"])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desks(filled: Callable[[Path], Program], tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desks]:
    """A bot with a watch in each main channel, and an article that came in for them."""
    async with opened_desks(filled(ROOT / "samples"), tmp_path_factory.mktemp("watches")) as made:
        for side in made.sides:
            answer = await side.ask('/watch add dredgers "Ostrava harbour" -football')
            assert answer.private
            assert "is set up" in answer.text
        football = made_article(1, text="The dredgers of Ostrava harbour play football on Monday, the mayor said.")
        await asyncio.to_thread(taken_in, made.program, made_article(0), football)
        await until(lambda: all(side.posted() for side in made.sides))
        yield made


def waiting(desks: Desks) -> int:
    """How many articles are to be told of later."""
    with closing(sqlite3.connect(f"file:{desks.program.store}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM matched").fetchone()[0])


@BOTH
async def test_what_comes_in_is_told_with_its_link_and_evidence(desks: Desks, name: str) -> None:
    """The title, the sentence that has what is watched for, and the address; nothing of what was left out."""
    (said,) = desks.side(name).posted()

    assert 'Watch · dredgers "Ostrava harbour" -football' in said
    assert "1 new article · 1 publisher" in said
    assert "Dredgers reach Bravany" in said
    assert "moved 1300 tonnes of sand past Bravany" in said
    assert "https://paper0.example/dredgers" in said
    assert "football on Monday" not in said


async def test_more_within_ten_minutes_is_held_back(desks: Desks) -> None:
    """A second batch is noted and waits for its time; the first message stays the only one."""
    await asyncio.to_thread(taken_in, desks.program, made_article(2), made_article(3))
    await until(lambda: waiting(desks) == 4)
    listed = await desks.slack.ask("/watch list")

    assert [1, 1] == [len(side.posted()) for side in desks.sides]
    assert "told of 1 article" in listed.text
    assert listed.private


@BOTH
async def test_who_may_delete_a_watch(desks: Desks, name: str) -> None:
    """Its maker and an admin; others are told so, and those of other channels do not see it."""
    side = desks.side(name)
    answer = await side.ask('/watch add "carts > 50" quiet:22:00-07:00 zone:Asia/Seoul')
    number = answer.text.partition("Watch ")[2].split()[0]
    refused = await side.ask(f"/watch delete {number}", "ben")
    elsewhere = await side.ask(f"/watch delete {number}", "ben", side.new_room())

    assert "22:00-07:00 (Asia/Seoul)" in answer.text
    assert f"Watch {number} is somebody else's" in refused.text
    assert f"There is no watch {number} here" in elsewhere.text
    gone = await side.press(answer.on, "Delete")
    again = await side.press(gone.on, "Add it again")
    assert "is no more" in gone.text
    assert "is set up" in again.text
    number = again.text.partition("Watch ")[2].split()[0]
    assert "is no more" in (await side.ask(f"/watch delete {number}", "ada")).text


@BOTH
async def test_a_watch_that_cannot_be_read(desks: Desks, name: str) -> None:
    """What is wrong is said in one line with what would work."""
    side = desks.side(name)

    assert "What shall be watched? Try 'tumen river' or 'defectors > 1000'." in (await side.ask("/watch add -x")).text
    assert "quiet" in (await side.ask("/watch add fence quiet:late")).text


async def test_neither_platform_objects_to_anything(desks: Desks) -> None:
    """After all of that no limit, schema or rule of either platform was broken."""
    assert ([], []) == (desks.discord.server.violations, desks.slack.server.violations)
