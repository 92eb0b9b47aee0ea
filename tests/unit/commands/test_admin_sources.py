"""`/admin sources` in pages, the sick first; `/admin remove` asks; `/admin status` shows what nobody was told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import dispatcher
from bot.core.command import Asker
from bot.core.following import Followed
from bot.core.ports import Store
from bot.core.register import Notice, Wanted
from bot.core.reply import Reply, TextRow
from bot.store import open_store
from tests.contract.made import made
from tests.unit.services.following import ADA, NOW

BOSS = Asker("slack", "U1", role="admin")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store with 45 followed feeds: one dead, one failing, the others well; and an article from elsewhere."""
    opened = await open_store(f"sqlite:///{tmp_path}/store.db", clock=lambda: NOW)
    places = [f"https://f{number:02}.test/feed" for number in range(45)]
    await opened.follow([Wanted(place, place, ADA, NOW, "feed", f"Paper {n:02}") for n, place in enumerate(places)])
    for source in await opened.followed():
        await opened.put_health(aged(source))
    await opened.save([made("/elsewhere", publisher="Elsewhere Times")])
    yield opened
    await opened.close()


def aged(source: Followed) -> Followed:
    """How each is: the seventh is dead, the ninth fails, the newest article is of the third."""
    health = replace(source.health, tried=NOW, succeeded=NOW, articles=source.number, due=NOW + timedelta(minutes=15))
    if source.number in (7, 9):
        state = "dead" if source.number == 7 else "failing"
        health = replace(health, state=state, failures=3, failing_since=NOW, reason="status 503")  # type: ignore[arg-type]
    return replace(source, health=replace(health, brought=NOW) if source.number == 3 else health)


async def said(store: Store, line: str) -> Reply:
    """The answer to an admin."""
    reply = await dispatcher(store).answer(line, BOSS)
    assert reply.error is None
    return reply


def labels(reply: Reply) -> list[str | None]:
    """The names of the rows."""
    return [row.label for row in reply.rows() if isinstance(row, TextRow)]


async def test_the_sick_come_first_and_pages_can_be_turned(store: Store) -> None:
    """Twenty to a page, with buttons to the others; a page too far is the last one."""
    first, last = await said(store, "/admin sources"), await said(store, "/admin sources page:99")

    assert ("Sources, page 1 of 3", "43 live · 1 failing · 1 dead") == (first.title, first.coverage)
    assert ["Paper 06", "Paper 08", "Paper 00"] == labels(first)[:3]
    assert ["/admin sources sort:health page:2"] == [button.line for button in first.buttons]
    assert ["/admin sources sort:health page:2"] == [button.line for button in last.buttons]
    assert ["Paper 44", "Elsewhere Times"] == labels(last)[-2:]


async def test_a_row_says_how_a_source_is(store: Store) -> None:
    """State with reason and since when, articles, newest, last asked, next, and its address."""
    row = next(iter((await said(store, "/admin sources")).rows()))
    newest = next(iter((await said(store, "/admin sources sort:newest")).rows()))

    assert isinstance(row, TextRow)
    assert (
        "dead since 21 Nov: status 503 · 7 articles · asked 21 Nov, 08:12 · next 21 Nov, 08:27 UTC · "
        "https://f06.test/feed"
    ) == row.text
    assert isinstance(newest, TextRow)
    assert "live · 3 articles, newest of 21 Nov 2026" in newest.text


async def test_removing_says_first_what_will_go(store: Store) -> None:
    """Nothing happens before the button; then it is not followed any more."""
    asked = await said(store, "/admin remove https://f04.test/feed")
    assert 45 == len(await store.followed())
    assert "Paper 04 (https://f04.test/feed) will not be asked any more. Its 5 articles stay." in asked.notes[0]
    assert '/admin forget source:"Paper 04"' in asked.notes[0]

    done = await said(store, asked.buttons[0].line)
    assert ("Paper 04 is not followed any more. Its 5 articles stay.",) == done.notes
    assert 44 == len(await store.followed())


async def test_what_nobody_was_told_stands_in_the_status(store: Store) -> None:
    """Until it was told."""
    notice = Notice("dead:7", 7, "", "", "Paper 06 is dead.", NOW)
    (seventh,) = [source for source in await store.followed() if source.number == 7]
    await store.settle([seventh], [notice])
    assert "Not told yet" in [card.title for card in (await said(store, "/admin status")).cards]

    await store.told(notice, NOW)
    assert "Not told yet" not in [card.title for card in (await said(store, "/admin status")).cards]


async def test_readers_see_the_health_of_sources(store: Store) -> None:
    """`/sources` tells it in words."""
    reply = await dispatcher(store).answer("/sources", Asker())
    rows = {row.label: row.text for row in reply.rows() if isinstance(row, TextRow)}

    assert "0 articles, none yet – dead since 21 Nov: status 503" == rows["Paper 06"]
    assert "1 article, undated" == rows["Elsewhere Times"]


@pytest.mark.parametrize(
    "line", ["/admin add x", "/admin sources page:two", "/admin sources sort:size", "/admin remove no"]
)
async def test_wrong_lines_are_one_clear_answer(store: Store, line: str) -> None:
    """What is wrong, in one line."""
    reply = await dispatcher(store).answer(line, BOSS)

    assert reply.error
    assert "asker" == reply.blame
