"""The running bot follows what SOURCES names, and admins add to it, from the chat and from the command line."""

# ruff: noqa: ASYNC240 - a test may wait for a small file

from __future__ import annotations

import asyncio
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

from aiohttp import web

from bot.sources.opml import read_opml
from bot.store import open_store
from tests.flow.conftest import Program
from tests.flow.running import running_bot
from tests.flow.test_ingest_web import PAGES, served
from tests.flow.test_ingest_web import Site as WebSite
from tests.loopback.discord import DiscordServer
from tests.unit.services.following import feed
from tests.unit.services.test_watching import MAIL, lay
from tests.unit.sources.fetching.served import page, site

# A token turns a platform on, so that the bot runs; nobody listens at this address.
OFFLINE = {"DISCORD_TOKEN": "no.such.token", "DISCORD_API_URL": "http://127.0.0.1:9/api/v10", "FETCH_PRIVATE": "true"}


async def articles(store: Path, count: int) -> None:
    """Wait until the store has so many."""
    async with asyncio.timeout(90):
        while not store.exists():  # noqa: ASYNC110 - another process makes it
            await asyncio.sleep(0.1)
        opened = await open_store(f"sqlite:///{store}")
        while len(await opened.latest(10)) < count:  # noqa: ASYNC110 - the same
            await asyncio.sleep(0.1)
        await opened.close()


async def test_the_bot_follows_feeds_and_folders_and_asks_nothing_twice_after_a_kill(tmp_path: Path) -> None:
    """Articles of a feed and of a watched folder come in; killed and started again, it does not ask the feed anew."""
    store, log, folder = tmp_path / "sitrep.db", tmp_path / "log", tmp_path / "letters"
    folder.mkdir()
    lay(folder / "one.eml", MAIL)
    async with site({"/feed": page(feed(1, 2), "application/rss+xml")}) as served_feed:
        settings = {"SOURCES": f"{served_feed.url}/feed,{folder}"} | OFFLINE
        async with running_bot(store, log, **settings) as bot:
            await articles(store, 3)
            await bot.stop(signal.SIGKILL)
        with closing(sqlite3.connect(store, isolation_level=None)) as asleep:
            asleep.execute("UPDATE followed SET due = 0 WHERE kind = 'folder'")  # as if its minute had passed
        async with running_bot(store, log, **settings) as bot:
            lay(folder / "two.eml", MAIL.replace("9", "8"))
            await articles(store, 4)
            assert 10 > await bot.stop()

    assert ["/feed"] == served_feed.paths
    assert "SOURCES brought in line" in log.read_text()


async def test_an_admin_is_told_once_that_a_feed_has_died(tmp_path: Path) -> None:
    """A feed that is gone for good is told to the admins in direct messages, and not again after a new start."""
    store, log = tmp_path / "sitrep.db", tmp_path / "log"
    async with site({"/feed": web.Response(status=410)}) as gone, DiscordServer() as discord:
        discord.gateway.identify_every = 0.0
        settings = {
            "SOURCES": f"{gone.url}/feed", "FETCH_PRIVATE": "true", "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url, "ADMINS": f"discord:{discord.admin.id}",
        }  # fmt: skip
        told = discord.direct(discord.admin).log
        async with running_bot(store, log, **settings) as bot:
            async with asyncio.timeout(90):
                while not told:  # noqa: ASYNC110 - a message that comes in rings no bell of the test
                    await asyncio.sleep(0.1)
            await bot.stop(signal.SIGKILL)
        async with running_bot(store, log, **settings):
            await discord.ready("brief")
            asked = await (await discord.command("admin status", user=discord.admin)).finished()

    assert ["A source has died"] == [message.text.splitlines()[0] for message in told]
    assert "is gone for good (status 410)" in told[0].text
    assert "Not told yet" not in asked.text
    assert ["/feed"] == gone.paths


def test_an_admin_follows_lists_and_removes_from_the_command_line(program: Program) -> None:
    """`admin` is `ask --as admin`; what is followed is listed, also as OPML; removing asks first."""
    with served(WebSite(PAGES)) as base:
        added = program.run("admin", "add", f"{base}/feed.xml", FETCH_PRIVATE="true")
        refused = program.run("admin", "add", f"{base}/sitemap.xml")
        listed, opml = program.run("sources"), program.run("sources", "--opml")
        lines = [f"add {base}/feed.xml", "remove quarrel herald", f"remove {base}/feed.xml sure:true", "sources"]
        done = program.run("ask", "-", "--as", "admin", given="\n".join(f"/admin {line}" for line in lines))

    said, later = joined(added.stdout), joined(done.stdout)
    assert "Following Quarrel Herald: a feed, 3 entries, the newest of 2024-03-05, asked every 15 min at first." in said
    assert (2, True) == (refused.returncode, "set FETCH_PRIVATE=true" in refused.stdout)
    assert f"{base}/feed.xml  feed, not asked yet, 0 articles" in listed.stdout
    assert [f"{base}/feed.xml"] == [one.url for one in read_opml(opml.stdout.encode()).feeds]
    assert "Quarrel Herald is followed already: a feed" in later
    assert "will not be asked any more. It has brought no article." in later
    assert f"/admin remove {base}/feed.xml sure:true" in later
    assert "Quarrel Herald is not followed any more" in later
    assert later.endswith("Nothing is followed yet. /admin add https://example.org/feed.xml begins.")


def joined(text: str) -> str:
    """The text without the breaks of its lines."""
    return " ".join(text.split())
