"""One process on both platforms: the same facts on each, and one that fails does not touch the other."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.app import discover
from bot.core.lines import read_line
from tests.conftest import ROOT
from tests.flow.conftest import Program
from tests.flow.slack_bot import Bot, description, running
from tests.loopback.discord import DiscordServer
from tests.loopback.slack import Slack

pytestmark = pytest.mark.asyncio(loop_scope="module")

LINES = (
    "/brief tumen river size:long", "/brief trade", "/figures defectors since:2019", "/people border",
    "/timeline fence", "/find cameras on the river pier", "/latest", "/sources", "/article 11", "/why 7:68-265",
    "/help", "/help brief",
)  # fmt: skip


@dataclass
class Both:
    """A bot on both platforms, and the program that answers the same from the command line."""

    discord: DiscordServer
    slack: Slack
    bot: Bot
    program: Program

    async def on_discord(self, line: str) -> str:
        """What Discord shows for a line, without the marks that keep its words from being read as markup."""
        read = read_line(line, discover())
        asked = await (await self.discord.command(read.command.name, dict(read.values))).finished()
        return folded(asked.text.replace("\\", ""))

    async def on_slack(self, line: str) -> str:
        """What Slack shows for it."""
        call = await (await self.slack.command("/brief", line.removeprefix("/"))).finished()
        return folded(call.words)


def folded(text: str) -> str:
    """Text with its white space folded."""
    return " ".join(text.split())


def described() -> Path | None:
    """Discord's official description, where it is at hand."""
    path = Path(os.environ.get("SITREP_SHARED", ROOT.parent / "shared")) / "specs" / "discord_openapi.json"
    return path if path.exists() else None


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def both(filled: Callable[[Path], Program]) -> AsyncIterator[Both]:
    """Both servers with the official descriptions, and one process on both."""
    program = filled(ROOT / "samples")
    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(DiscordServer(description=described()))
        slack = await stack.enter_async_context(Slack(description=description(), quiet=0.1))
        told = {
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GUILD_IDS": str(discord.guild.id),
        }
        bot = await stack.enter_async_context(running(slack, program.store, **told))
        await discord.ready("brief")
        await slack.sockets.connected(timeout=15)
        yield Both(discord, slack, bot, program)


def facts(answer: dict[str, Any]) -> Iterator[str]:
    """What an answer states: its statements, names, roles and quotations, titles of sources, and notes."""
    yield from (statement["text"] for statement in answer["statements"])
    for person in answer["people"]:
        yield from (person["name"], person["role"] or "", person["quote"]["text"] if person["quote"] else "")
    yield from (source["title"] for source in answer["sources"])


@pytest.mark.parametrize("line", LINES)
async def test_both_platforms_show_the_same_facts(both: Both, line: str) -> None:
    """Whatever the command line states for a question stands in the answer on Discord and on Slack, word for word.

    A timeline is longer as JSON than on any screen: there the row of each event that the terminal shows is looked for.
    """
    (answer,) = both.program.ask(line)
    if line.startswith("/timeline"):
        screen = folded(both.program.run("ask", line).stdout)
        answer["statements"] = [said for said in answer["statements"] if folded(said["text"]) in screen]
        answer["sources"] = [source for source in answer["sources"] if folded(source["title"]) in screen]
        assert answer["statements"]
    amounts = re.findall(r"^  (\S.{0,22}?)  +\S", answer["text"], re.MULTILINE) if answer["figures"] else []

    for shown in (await both.on_discord(line), await both.on_slack(line)):
        missing = [fact for fact in (*facts(answer), *amounts) if folded(fact) not in shown]
        assert [] == missing


async def test_neither_platform_objects_to_anything(both: Both) -> None:
    """After all of that no limit, schema or rule of either platform was broken."""
    assert ([], []) == (both.discord.violations, both.slack.violations)


async def test_what_was_answered_is_counted_by_platform(both: Both) -> None:
    """The HTTP port says that both are up, and how much was answered on each."""
    await both.on_discord("/latest")
    await both.on_slack("/latest")

    status, text = await both.bot.get("/metrics")
    assert 200 == status
    for platform in ("discord", "slack"):
        assert f'sitrep_connected{{platform="{platform}"}} 1.0' in text
        assert f'sitrep_answers_total{{command="latest",outcome="answered",platform="{platform}"}}' in text
        assert re.search(rf'sitrep_acknowledge_seconds_count{{platform="{platform}"}} [1-9]', text)


async def test_a_token_taken_away_on_one_platform_leaves_the_other_answering(both: Both) -> None:
    """Discord refuses the token: one clear line without it, Slack goes on, and the process is still ready."""
    token = both.discord.token
    both.discord.revoke_token()
    await both.bot.says("DISCORD_TOKEN: the token is refused")

    assert "WHAT IS KNOWN" in await both.on_slack("/brief tumen river")
    status, text = await both.bot.get("/readyz")
    assert (200, True) == (status, '"slack": {"up": true' in text and '"discord": {"up": false' in text)
    assert token not in both.bot.written
    assert 1 == both.bot.written.count("DISCORD_TOKEN: the token is refused")


async def test_it_stops_in_time(both: Both) -> None:
    """SIGTERM ends the process on both platforms within ten seconds, and it ends well."""
    assert await both.bot.stop() < 10
    assert 0 == both.bot.process.returncode
