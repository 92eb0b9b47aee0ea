"""One bot on both platforms for tests of what arrives by itself: who asks on each, what they see, what is posted."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bot.app import discover
from bot.core.library import Kind
from bot.core.lines import read_line
from tests.conftest import ROOT
from tests.flow.conftest import Program
from tests.flow.slack_bot import Bot, description, start
from tests.flow.test_both_platforms import described
from tests.loopback.discord import DiscordServer
from tests.loopback.slack import Slack

HOSTILE = "@everyone <!channel> *x* [click](https://evil.example) <@U0BEN>"
SECONDS = 40.0  # how long at most something takes that comes by itself


@dataclass(frozen=True)
class Answer:
    """What somebody sees: the words, whether they alone see them, and what their buttons are on."""

    text: str
    private: bool
    on: Any


class Side(Protocol):
    """One platform with its people (ann, ben, ada who is an admin) and its rooms, named by their identifiers."""

    name: str
    main: str

    async def ask(self, line: str, who: str = "ann", room: str | None = None) -> Answer:
        """Somebody's line and its answer."""

    async def press(self, on: Any, button: str, who: str = "ann") -> Answer:
        """Somebody presses a button, by its label."""

    def posted(self, room: str | None = None) -> list[str]:
        """What the bot has posted in a room for all to see, oldest first."""

    def told(self, who: str) -> list[str]:
        """What somebody was told directly."""

    def new_room(self) -> str:
        """A room of its own for a test."""

    def close_room(self, room: str) -> None:
        """The room is no more."""


class SlackSide:
    """Slack."""

    name, main = "slack", "C0DESK"
    people = {"ann": "U0ANNA", "ben": "U0BEN", "ada": "U0ADMIN"}  # noqa: RUF012 - never changed

    def __init__(self, server: Slack) -> None:
        self.server = server

    async def ask(self, line: str, who: str = "ann", room: str | None = None) -> Answer:
        """As `/brief ...`."""
        user, typed = self.people[who], line.removeprefix("/").replace("<", "&lt;").replace(">", "&gt;")
        call = await self.server.command("/brief", typed, user=user, channel=room or self.main)
        return await self._answer(call)

    async def press(self, on: Any, button: str, who: str = "ann") -> Answer:
        """A button under a message."""
        return await self._answer(await self.server.press(on, button, user=self.people[who]))

    async def _answer(self, call: Any) -> Answer:
        """Of what is seen the part for this person alone: a digest may come meanwhile."""
        await call.finished(when=lambda made: made.failed or any(each.ephemeral for each in made.messages))
        mine = [message for message in call.messages if message.ephemeral]
        return Answer("\n".join(message.words for message in mine), bool(mine), mine[-1] if mine else None)

    def posted(self, room: str | None = None) -> list[str]:
        """The bot's messages in a channel."""
        return [each.words for each in self.server.channel(room or self.main).messages if each.by_bot]

    def told(self, who: str) -> list[str]:
        """Their direct conversation."""
        return [each.words for each in self.server.direct_channel(self.people[who]).messages if each.by_bot]

    def new_room(self) -> str:
        """A public channel that the bot is in."""
        members = self.server.world.channels[self.main].members
        made = type(self.server.world.channels[self.main])(self.server.state.clock.id("C"), "passing", members=members)
        self.server.add_channel(made)
        return made.id

    def close_room(self, room: str) -> None:
        """Somebody deletes the channel."""
        del self.server.world.channels[room]


class DiscordSide:
    """Discord."""

    name = "discord"

    def __init__(self, server: DiscordServer) -> None:
        self.server, self.main = server, str(server.channel.id)
        self.people = {"ann": server.member, "ben": server.add_member("ben", server.guild), "ada": server.admin}

    async def ask(self, line: str, who: str = "ann", room: str | None = None) -> Answer:
        """As a slash command with its options."""
        read = read_line(line, discover())
        channel = self.server.world.channels[int(room or self.main)]
        flags = {option.name for option in read.command.options if option.kind is Kind.FLAG}
        user = self.people[who]
        values = {name: value == "true" if name in flags else value for name, value in read.values.items()}
        asked = await self.server.command(read.command.name, values, user=user, channel=channel)
        return await self._answer(asked)

    async def press(self, on: Any, button: str, who: str = "ann") -> Answer:
        """A button under a message."""
        return await self._answer(await self.server.press(on, button, self.people[who]))

    async def _answer(self, asked: Any) -> Answer:
        made = await asked.finished()
        private = all(message.ephemeral for message in made.messages)
        return Answer(plain(made.text), private, made.messages[-1])

    def posted(self, room: str | None = None) -> list[str]:
        """The bot's messages in a channel."""
        channel = self.server.world.channels[int(room or self.main)]
        return [plain(each.text) for each in channel.messages if each.author is self.server.app]

    def told(self, who: str) -> list[str]:
        """Their direct conversation."""
        return [plain(each.text) for each in self.server.direct(self.people[who]).messages]

    def new_room(self) -> str:
        """A channel of the server."""
        return str(self.server.add_channel("passing", self.server.guild).id)

    def close_room(self, room: str) -> None:
        """Somebody deletes the channel."""
        self.server.delete_channel(self.server.world.channels[int(room)])


async def until(holds: Callable[[], object]) -> None:
    """Wait for what comes by itself, on whichever platform."""
    async with asyncio.timeout(SECONDS):
        while not holds():  # noqa: ASYNC110 - what comes by itself tells nobody
            await asyncio.sleep(0.05)


def plain(text: str) -> str:
    """Words without the marks that keep them from being read as markup."""
    return text.replace("\\", "")


@dataclass
class Desks:
    """The bot, both platforms, and the program that works on the same store."""

    slack: SlackSide
    discord: DiscordSide
    program: Program
    bot: Bot
    settings: dict[str, str]

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both."""
        return (self.slack, self.discord)

    def side(self, name: str) -> Side:
        """One of them."""
        return self.slack if name == "slack" else self.discord

    async def begin(self) -> None:
        """Start the bot, again where it was stopped or killed."""
        self.bot = await start(self.slack.server, self.program.store, **self.settings)
        await self.bot.ready()
        await self.discord.server.ready("brief")
        await self.slack.server.sockets.connected(timeout=15)


def made_article(number: int, **fields: str) -> dict[str, str]:
    """An article on the dredgers of Ostrava; no two alike."""
    town = ("Bravany", "Cestin", "Dolany", "Evanov", "Frydek", "Hulin")[number]
    return {
        "id": f"made-{number}", "title": f"Dredgers reach {town}", "publisher": f"Paper {number}",
        "published": f"2024-02-{number + 1:02}", "url": f"https://paper{number}.example/dredgers",
        "text": f"The dredgers of Ostrava harbour moved {number + 1300} tonnes of sand past {town} on Monday, the "
        f"mayor of {town} said, and the sluices there stayed shut for the whole of that week because of it.",
        **fields,
    }  # fmt: skip


def taken_in(program: Program, *articles: dict[str, str]) -> None:
    """Articles come in through another process."""
    path = program.store.parent / f"{articles[0]['id']}.jsonl"
    path.write_text("\n".join(map(json.dumps, articles)))
    program.ingest(path)


@asynccontextmanager
async def opened_desks(filled: Program, folder: Path) -> AsyncIterator[Desks]:
    """Both servers with the official descriptions, and one process on both over a store of its own."""
    program = Program(folder / "sitrep.db")
    shutil.copy(filled.store, program.store)
    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(DiscordServer(description=described()))
        discord.gateway.identify_every = 0.0
        slack = await stack.enter_async_context(Slack(description=description(), quiet=0.1))
        settings = {
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "ADMINS": f"slack:U0ADMIN,discord:{discord.admin.id}",
            "DIGEST_MIN_SECONDS": "1",
        }
        bot = await start(slack, program.store, **settings)
        desks = Desks(SlackSide(slack), DiscordSide(discord), program, bot, settings)
        try:
            await bot.ready()
            await discord.ready("brief")
            await slack.sockets.connected(timeout=15)
            yield desks
        finally:
            await desks.bot.stop()


__all__ = ["HOSTILE", "ROOT", "Answer", "Desks", "Side", "made_article", "opened_desks", "plain", "taken_in", "until"]
