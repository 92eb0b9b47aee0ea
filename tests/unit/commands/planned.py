"""People who set up digests and watches by typing, over a real store, a made platform and a clock that stands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.app import Planning, dispatcher
from bot.core.article import RawDocument
from bot.core.command import Asker
from bot.core.ports import Prepared, Store
from bot.core.reply import Reply, TextRow
from bot.dispatch import Dispatcher
from bot.services.preparing import prepare_document
from bot.services.watch_planning import Terms
from bot.store import open_store
from tests.unit.services.delivering import Postbox, Setting

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
ANN = Asker("slack", "U1", workspace="T1", channel="C1234")
BEN = Asker("slack", "U2", workspace="T1", channel="C1234")
MANAGER = Asker("slack", "U3", workspace="T1", channel="C1234", manages=True)
STRANGER = Asker("slack", "U4", workspace="T2", channel="C9999", manages=True)
BOSS = Asker("slack", "U5", role="admin", workspace="T2", channel="C9999")


@dataclass
class Typing:
    """A store, and what people type over it."""

    store: Store
    clock: Setting
    box: Postbox
    dispatcher: Dispatcher

    async def say(self, line: str, who: Asker = ANN) -> Reply:
        """A line and its answer, which must be one."""
        reply = await self.dispatcher.answer(line, who)
        assert reply.error is None, reply.error
        assert reply.private
        return reply

    async def fails(self, line: str, who: Asker = ANN) -> str:
        """A line that is refused: the one line that says why."""
        reply = await self.dispatcher.answer(line, who)
        assert reply.error is not None, reply
        assert reply.private
        return reply.error

    async def comes(self, *texts: str) -> None:
        """Articles come in."""
        known = len(await self.store.everyone())
        documents = [RawDocument(f"/made/{n}", text=text, title=f"Report {n}") for n, text in enumerate(texts, known)]
        await self.store.save([one for one in map(prepare_document, documents) if isinstance(one, Prepared)])


@asynccontextmanager
async def typing(folder: Path, terms: Terms | None = None) -> AsyncIterator[Typing]:
    """An empty store at noon, with Slack served here."""
    clock, box = Setting(NOON), Postbox("slack")
    store = await open_store(f"sqlite:///{folder}/store.db", clock=clock)
    planning = Planning({"slack": box}, terms or Terms(), clock)
    yield Typing(store, clock, box, dispatcher(store, planning=planning))
    await store.close()


def rows(reply: Reply) -> dict[str, str]:
    """The rows of our own words, by their labels."""
    return {row.label: row.text for row in reply.rows() if isinstance(row, TextRow) and row.label}


def lines(reply: Reply) -> list[str]:
    """What its buttons ask."""
    return [button.line for button in reply.buttons]
