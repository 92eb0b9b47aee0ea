"""A platform inside the test's own process, with commands made up for it: what they show and when is the test's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.core.command import Asker, Command, Invocation, Option
from bot.core.library import Kind
from bot.core.ports import Platform, Store
from bot.core.reply import Button, Card, File, Reply, TextRow
from bot.dispatch import Dispatcher, Helpers
from bot.store import open_store

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)
CHART = File("chart.png", "image/png", PNG, "defectors by year, falling")
TABLE = File("../figures of 2024.csv", "text/csv", b"value,unit\n600,person\n")
LARGE = File("large.bin", "application/octet-stream", b"x" * 300_000)
TOO_LARGE = File("huge.bin", "application/octet-stream", b"x" * (10 * 1024 * 1024 + 1))
END = Reply("Counted", cards=(Card("Result", (TextRow("all 5 of 5"),)),))
LONG_END = replace(END, cards=(Card("Result", (TextRow("all 5 of 5 " + "word " * 9000),)),), files=(CHART,))
FILES = {"small": (CHART, TABLE), "large": (LARGE,), "huge": (TOO_LARGE, TABLE), "many": (TABLE,) * 12}


@dataclass
class Work:
    """A long work that goes a step on whenever the test says so."""

    steps: asyncio.Queue[Reply] = field(default_factory=asyncio.Queue)
    ended: int = 0

    async def run(self, invocation: Invocation) -> Reply:
        """Show what the test puts in, until it puts in the end."""
        while (reply := await self.steps.get()) not in (END, LONG_END):
            invocation.interim.show(reply)
        self.ended += 1
        return reply

    def show(self, number: int) -> None:
        """One step, with a button that would stop it."""
        self.steps.put_nowait(Reply(f"Counting: {number} of 5", buttons=(Button("Cancel", "/help"),)))

    def finish(self, *, long: bool = False) -> None:
        """The end; a `long` one has several messages and a file."""
        self.steps.put_nowait(LONG_END if long else END)


async def _attach(invocation: Invocation) -> Reply:
    return Reply(
        "Files", cards=(Card("Here", (TextRow("as asked"),)),), files=FILES[invocation.text("which") or "small"]
    )


async def _help(_: Invocation) -> Reply:
    return Reply("Help")


class Shelf:
    """A library with nothing in it."""

    async def version(self) -> int:
        """Never changes."""
        return 1

    async def generation(self) -> int:
        """Nothing is ever swapped in."""
        return 1


class Everybody:
    """Everybody is an admin."""

    def admit(self, asker: Asker) -> Asker:
        """The asker as an admin."""
        return replace(asker, role="admin")


class Counted:
    """What a platform counts, as lists."""

    def __init__(self) -> None:
        self.retries: list[str] = []
        self.failures: list[str] = []

    def acknowledged(self, platform: str, seconds: float) -> None:
        """Not counted."""

    def retried(self, platform: str, reason: str) -> None:
        """A request is sent again."""
        self.retries.append(reason)

    def failed(self, platform: str, reason: str) -> None:
        """A request is given up."""
        self.failures.append(reason)


@dataclass
class Inside:
    """A platform that is connected, and what it works with."""

    platform: Platform
    work: Work
    store: Store
    tally: Counted
    up: bool = False


def commands(work: Work) -> Mapping[str, Command]:
    """Files for all or for one, and an admin's long work."""
    which = Option("which", Kind.CHOICE, "which files", choices=tuple(FILES))
    private = Option("private", Kind.FLAG, "for your eyes only")
    made = (
        Command("attach", "answer with files", _attach, (which, private), "/attach large"),
        Command("admin count", "count for long", work.run, (), "/admin count", admin=True, private=True, seconds=60.0),
        Command("count", "count for all", work.run, (), "/count", seconds=60.0),
        Command("help", "what can be asked", _help, (), "/help"),
        Command("brief", "as `attach`", _attach, (which,), "/brief small"),
    )
    return {command.name: command for command in made}


@asynccontextmanager
async def inside(folder: Path, make: Callable[[Dispatcher, Store, Counted], Platform]) -> AsyncIterator[Inside]:
    """A platform over an empty store, connected; closed at the end."""
    work, tally, shelf = Work(), Counted(), Shelf()
    store = await open_store(f"sqlite:///{folder}/inside.db")
    library: Any = shelf
    dispatcher = Dispatcher(
        tuple(commands(work).values()), library, lambda: date(2026, 11, 24), Helpers(Everybody(), remembers=0)
    )
    platform, up = make(dispatcher, store, tally), asyncio.Event()
    made = Inside(platform, work, store, tally)

    def hear(there: bool) -> None:
        made.up = there
        up.set()

    serving = asyncio.create_task(platform.serve(hear))
    try:
        while not made.up:
            await asyncio.wait_for(up.wait(), 15)
            up.clear()
        yield made
    finally:
        await platform.close()
        await asyncio.wait({serving}, timeout=10)
        if serving.done() and not serving.cancelled():
            serving.exception()  # it may have ended by a token that was taken away
        await store.close()


async def until(holds: Callable[[], object], seconds: float = 10.0) -> None:
    """Return once it holds; TimeoutError otherwise. What is waited for is on a server that tells nobody."""
    async with asyncio.timeout(seconds):
        for _ in range(int(seconds * 1000)):
            if holds():
                return
            await asyncio.sleep(0.01)
