"""A desk on the loopback Discord: the server, a store that is filled, and the bot that runs over both."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from tests.flow.conftest import Program
from tests.flow.running import RunningBot, running_bot
from tests.loopback.discord import DiscordServer, Interaction, Message, User

HOSTILE = "@everyone <!channel> [click](https://evil.example) ||x||"
LONG_NAME = "The Gazette of " + "very " * 56 + "far"


@dataclass
class Desk:
    """What the tests of a module share."""

    discord: DiscordServer
    store: Path
    log: Path
    stack: AsyncExitStack
    bot: RunningBot | None = None

    async def start(self, **settings: str) -> None:
        """Start the bot, and wait until it is ready; it is stopped with the desk at the latest."""
        told = {
            "DISCORD_TOKEN": self.discord.token,
            "DISCORD_API_URL": self.discord.api_url,
            "HOME_WORKSPACES": str(self.discord.guild.id),
        }
        self.bot = await self.stack.enter_async_context(running_bot(self.store, self.log, **told | settings))
        await self.discord.ready("brief")

    async def asked(self, name: str, user: User | None = None, **options: object) -> Interaction:
        """A command used and its whole answer."""
        asked = await self.discord.command(name, options, user=user)
        return await asked.finished()

    async def pressed(self, message: Message, button: str, user: User | None = None) -> Interaction:
        """A button pressed and its whole answer."""
        return await (await self.discord.press(message, button, user)).finished()

    async def offered(self, name: str, option: str, typed: str) -> list[str]:
        """The values offered for what was typed."""
        typing = await self.discord.autocomplete(name, option, typed)
        return [choice["value"] for choice in (await typing.finished()).choices]


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Another process writes to the store and takes its time: nothing that changes it gets done."""
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def fill(folder: Path) -> Path:
    """A store with the samples, an article that is hostile, and fifty that make a large briefing."""
    program = Program(folder / "sitrep.db")
    hostile = {
        "id": "hostile", "title": HOSTILE, "publisher": LONG_NAME, "published": "2024-03-01",
        "url": "https://gazette.example/x_(y)?a=[b]",
        "text": f"Guards at Quibble counted 77 carts on Monday. The sign reads {HOSTILE} in red.",
    }  # fmt: skip
    lines = [hostile, *(_report(number) for number in range(50))]
    (folder / "made.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    program.ingest(ROOT / "samples", folder / "made.jsonl")
    return program.store


def _report(number: int) -> dict[str, str]:
    """One of many articles on one subject, no two alike, with a long address."""
    town = f"{'BCDFGHKLMN'[number % 10]}{'aeiou'[number // 10]}rovia"
    return {
        "id": f"report-{number}", "title": f"Dredgers reach {town}", "publisher": f"Paper {number}",
        "published": f"2024-02-{number % 28 + 1:02}", "url": f"https://paper{number}.example/{'long/' * 40}{number}",
        "text": f"The dredgers of Ostrava harbour moved {number + 1300} tonnes of sand past {town} in {number + 3} days"
        f", the mayor of {town} said, and the sluices there stayed shut for all of the spring because of it.",
    }  # fmt: skip


@asynccontextmanager
async def opened_desk(folder: Path, **settings: str) -> AsyncIterator[Desk]:
    """The server with the bot connected to it and its commands registered."""
    store, log = fill(folder), folder / "log"
    async with DiscordServer() as discord:
        discord.gateway.identify_every = 0.0
        async with AsyncExitStack() as stack:
            desk = Desk(discord, store, log, stack)
            await desk.start(**settings)
            yield desk
