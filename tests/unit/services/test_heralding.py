"""Admins are told once when a source dies, however long it takes to reach them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.following import SETTINGS, Adder, Followed, Tried, after, begun
from bot.core.ports import Store
from bot.core.register import Wanted
from bot.core.reply import Reply
from bot.services.heralding import Herald, death_notices
from bot.store import open_store
from tests.unit.services.following import ADA, NOW, Clock

FEED = "https://news.test/feed"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = await open_store(f"sqlite:///{tmp_path}/store.db", clock=Clock())
    yield opened
    await opened.close()


class Postbox:
    """A `Teller` that reaches people only while it is open."""

    def __init__(self) -> None:
        self.open = False
        self.sent: list[tuple[str, str, str]] = []

    async def tell(self, platform: str, user: str, reply: Reply, key: str) -> bool:
        """Note who was told."""
        if platform == "discord":
            raise ConnectionResetError
        if self.open:
            self.sent.append((platform, user, key))
        return self.open and bool(reply.notes)


def dead(adder: Adder) -> Followed:
    """A source that has just died."""
    return after(Followed(1, FEED, FEED, adder, NOW, begun(NOW, "feed")), Tried("gone", "is gone"), NOW)


async def test_a_death_is_told_once_when_somebody_can_be_reached(store: Store) -> None:
    """Not reached is tried again, reached is reached, and a platform that breaks stops nobody."""
    await store.follow([Wanted(FEED, FEED, ADA, NOW)])
    notices = death_notices(["discord:7", "slack:U2"])(dead(SETTINGS), NOW)
    await store.settle([dead(SETTINGS)], notices)
    box = Postbox()
    herald = Herald(store, box, Clock())
    await herald.tell()
    assert 2 == len(await store.notices())

    box.open = True
    await herald.tell()
    await herald.tell()
    assert [("slack", "U2", notices[0].key)] == box.sent
    assert ["discord"] == [notice.platform for notice in await store.notices()]


@pytest.mark.parametrize(
    ("adder", "admins", "told"),
    [
        (ADA, ["slack:U2"], [("slack", "U1")]),
        (SETTINGS, ["slack:U2", "discord:7"], [("slack", "U2"), ("discord", "7")]),
        (Adder("terminal", "local"), ["slack:U2", "terminal:me"], [("slack", "U2")]),
        (SETTINGS, [], [("", "")]),
    ],
    ids=["who added it", "every admin", "added at the terminal", "nobody is known"],
)
def test_who_is_told(adder: Adder, admins: list[str], told: list[tuple[str, str]]) -> None:
    """Whoever added it, else every admin who can be written to."""
    notices = death_notices(admins)(dead(adder), NOW)

    assert told == [(notice.platform, notice.user) for notice in notices]
    assert 1 == len({notice.key for notice in notices})
