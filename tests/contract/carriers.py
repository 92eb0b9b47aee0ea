"""The platforms that are put under the same tests as carriers, each with its server; a new one is an `Office` more."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, Protocol

from bot.core.carrying import Carrier, Letter, NotCarried
from bot.core.reply import Card, Reply, TextRow
from bot.core.rooms import Room
from bot.platforms.discord.connect import Access as DiscordAccess
from bot.platforms.discord.connect import DiscordPlatform
from bot.platforms.slack.connect import Access as SlackAccess
from bot.platforms.slack.connect import SlackPlatform
from tests.flow.discord_inside import description as discord_description
from tests.flow.slack_bot import description as slack_description
from tests.loopback.discord import DiscordServer
from tests.loopback.slack import Slack

NOBODY: Any = SimpleNamespace(commands=(), library=None)


class Tally:
    """Counts nothing."""

    def acknowledged(self, platform: str, seconds: float) -> None:
        """Not counted."""

    def retried(self, platform: str, reason: str) -> None:
        """Not counted."""

    def failed(self, platform: str, reason: str) -> None:
        """Not counted."""


@dataclass
class Lines:
    """A memory of lines alone."""

    kept: dict[str, str] = field(default_factory=dict)

    async def keep_lines(self, lines: dict[str, str]) -> None:
        """As `Ledger.keep_lines`."""
        self.kept |= lines


class Office(Protocol):
    """A platform over its server, as the tests use it. `fail` lets so many posts fail in a way that both know."""

    carrier: Carrier
    room: Room
    thread: Room
    gone: Sequence[Room]
    lines: Lines

    def fail(self, kind: str, times: int = 1) -> Any:
        """429, 500, 502-after, reset-before, reset-after, reset-middle, silent, silent-after; with its `hits`."""

    def said(self, room: Room) -> list[str]:
        """What is to be read there, oldest first, without what is in threads below."""

    def below(self, name: str) -> list[str]:
        """What is to be read in the thread below a message, without that itself."""

    def write(self, count: int) -> None:
        """Let somebody else say something in the room, so many times."""

    def later(self) -> None:
        """So much time passes that nothing helps but the history."""

    def deny(self) -> None:
        """The token holds no longer."""

    def again(self) -> Carrier:
        """The carrier of a process that was started anew."""

    def violations(self) -> list[Any]:
        """What the platform objected to."""


@dataclass
class DiscordOffice:
    """Discord. A nonce holds for three minutes."""

    server: DiscordServer
    stack: AsyncExitStack
    lines: Lines = field(default_factory=Lines)

    def __post_init__(self) -> None:
        server, guild = self.server, str(self.server.guild.id)
        thread = server.add_thread("talk", server.channel)
        hidden = server.add_channel("hidden", server.guild, app_permissions=0)
        closed = server.add_channel("closed", server.guild, app_permissions=1 << 10)
        locked = server.add_thread("locked", server.channel)
        locked.locked = True
        self.room = Room("discord", str(server.channel.id), None, guild)
        self.thread = Room("discord", str(thread.id), None, guild)
        channels = ("100000000000000000", *(str(each.id) for each in (hidden, closed, locked)))
        self.gone = [Room("discord", channel, None, guild) for channel in channels]
        self.carrier = self.again()

    def again(self) -> Carrier:
        """As `Office.again`."""
        memory: Any = self.lines
        access = DiscordAccess(self.server.token, self.server.api_url)
        platform = DiscordPlatform(access, NOBODY, memory, Tally())
        self.stack.push_async_callback(platform.close)
        return platform.carrier

    def fail(self, kind: str, times: int = 1) -> Any:
        """As `Office.fail`."""
        faults = {
            "429": ("limit", {"seconds": 30.0}),
            "500": ("refuse", {"status": 500}),
            "502-after": ("refuse_after", {"status": 502}),
            "reset-before": ("reset", {}),
            "reset-after": ("reset_after", {}),
            "reset-middle": ("reset_in_reply", {}),
            "silent": ("never", {}),
            "silent-after": ("never_after", {}),
        }
        name, settings = faults[kind]
        return self.server.faults.add(name, method="POST", path=r"/messages$", times=times, **settings)

    def said(self, room: Room) -> list[str]:
        """As `Office.said`."""
        return [message.text for message in self.server.world.channels[int(room.channel)].messages]

    def below(self, name: str) -> list[str]:
        """As `Office.below`."""
        thread = self.server.world.channels[int(name.partition("/")[2])]
        return [message.text for message in thread.messages]

    def write(self, count: int) -> None:
        """As `Office.write`."""
        for number in range(count):
            self.server.say(self.server.member, self.server.channel, f"word {number}")

    def later(self) -> None:
        """As `Office.later`."""
        self.server.clock.shift(self.server.state.nonce_window + 1)

    def deny(self) -> None:
        """As `Office.deny`."""
        self.server.state.token = None

    def violations(self) -> list[Any]:
        """As `Office.violations`."""
        return list(self.server.violations)


@dataclass
class SlackOffice:
    """Slack, with no more than a moment between two posts."""

    server: Slack
    stack: AsyncExitStack
    lines: Lines = field(default_factory=Lines)

    def __post_init__(self) -> None:
        team = self.server.world.team
        start = self.server.world.post("C0OTHER", "U0ANNA", text="a thread").ts
        self.room = Room("slack", "C0DESK", None, team)
        self.thread = Room("slack", "C0OTHER", start, team)
        channels = ("C0NOWHERE", "C0WITHOUT", "C0ARCHIVE", "C0ANNOUNCE", "G0HIDDEN")
        gone = [Room("slack", channel, None, team) for channel in channels]
        self.gone = [*gone, Room("slack", "C0DESK", "1700000000.000001", team)]
        self.carrier = self.again()

    def again(self) -> Carrier:
        """As `Office.again`."""
        memory: Any = self.lines
        secrets = self.server.access
        access = SlackAccess(secrets.bot_token, secrets.app_token, None, self.server.api_url)
        platform = SlackPlatform(access, NOBODY, memory, Tally())
        platform._made_tools().sender._pace._seconds = 0.0
        self.stack.push_async_callback(platform.close)
        return platform.carrier

    def fail(self, kind: str, times: int = 1) -> Any:
        """As `Office.fail`."""
        return self.server.faults.add("chat.postMessage", kind, times=times, seconds=30.0)

    def said(self, room: Room) -> list[str]:
        """As `Office.said`."""
        messages = self.server.world.said_in(room.channel)
        return [each.words for each in messages if each.by_bot and each.thread_ts == room.thread]

    def below(self, name: str) -> list[str]:
        """As `Office.below`."""
        messages = self.server.world.said_in(self.room.channel)
        return [each.words for each in messages if each.thread_ts == name]

    def write(self, count: int) -> None:
        """As `Office.write`."""
        for number in range(count):
            self.server.world.post(self.room.channel, "U0ANNA", text=f"word {number}")

    def later(self) -> None:
        """As `Office.later`."""
        self.server.clock.advance(600)

    def deny(self) -> None:
        """As `Office.deny`."""
        self.server.access.revoke()

    def violations(self) -> list[Any]:
        """As `Office.violations`."""
        return list(self.server.violations)


@asynccontextmanager
async def discord_office() -> AsyncIterator[Office]:
    """Discord, gone at the end."""
    async with DiscordServer(description=discord_description()) as server, AsyncExitStack() as stack:
        yield DiscordOffice(server, stack)


@asynccontextmanager
async def slack_office() -> AsyncIterator[Office]:
    """Slack, gone at the end."""
    async with Slack(description=slack_description(), quiet=0.1) as server, AsyncExitStack() as stack:
        yield SlackOffice(server, stack)


OFFICES = {"discord": discord_office, "slack": slack_office}


def digest(title: str = "Border desk", *words: str) -> Reply:
    """A digest with so many lines."""
    return Reply(title, cards=(Card("New", tuple(TextRow(each) for each in words or ("nothing new",))),))


def letter(office: Office, name: str = "digest/1/a/0", reply: Reply | None = None, **settings: Any) -> Letter:
    """A letter that was written just now, with the first message of an answer."""
    body = office.carrier.pack(reply or digest())[0]
    return Letter(name, **{"room": office.room, "body": body, "written": datetime.now(UTC)} | settings)


async def bring(carrier: Carrier, sent: Letter, tries: int = 4) -> str:
    """What a caller does: try again, and look first wherever the platform may have it."""
    taken = False
    for _ in range(tries):
        try:
            if taken and (found := await carrier.seek(sent)):
                return found
            return await carrier.carry(sent)
        except NotCarried as problem:
            taken = taken or problem.taken
    raise AssertionError(f"not brought in {tries} tries")
