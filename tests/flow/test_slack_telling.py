"""Messages that nobody asked for, on Slack: to admins directly and to channels and threads, each there once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio

from bot.core.errors import PlatformDenied, PlatformError
from bot.core.reply import Button, Card, Reply, TextRow
from bot.platforms.slack import sending, verdicts
from bot.platforms.slack.connect import SlackPlatform
from bot.services.telling import Teller
from tests.flow.inside import CHART, Inside
from tests.flow.slack_inside import access, quick, slack_inside, unhurried
from tests.loopback.slack import DESK, Slack, User

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("quick")]

__all__ = ["quick"]

POST, COMPLETE = "chat.postMessage", "files.completeUploadExternal"
Running = tuple[Slack, Inside]
NOTICE = Reply("A feed died", cards=(Card("", (TextRow("example.org: 410 since Monday"),)),))
LONG = Reply(
    "Digest",
    cards=(Card("New", tuple(TextRow(f"{n}: {'word ' * 600}") for n in range(9))),),
    files=(CHART,),
    buttons=(Button("Sources", "/sources " + "x" * 2100),),
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """One server and one platform for all tests of this module."""
    async with slack_inside(tmp_path_factory.mktemp("slack")) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module")
async def slack(running: Running) -> AsyncIterator[Slack]:
    """The server, without faults at the beginning and at the end."""
    running[0].violations.clear()
    yield running[0]
    running[0].faults.clear()


@pytest.fixture
def user(slack: Slack, request: pytest.FixtureRequest) -> str:
    """Somebody whom nobody has written to."""
    made = User(slack.state.clock.id("U"), request.node.name[:20])
    slack.add_user(made)
    return made.id


@asynccontextmanager
async def again(running: Running) -> AsyncIterator[SlackPlatform]:
    """The platform as it is after a restart: another one, over the same store."""
    slack, made = running
    nobody: Any = made.platform
    platform = SlackPlatform(access(slack), nobody._dispatcher, made.store, made.tally)
    unhurried(platform)
    yield platform
    await platform.close()


def said(slack: Slack, user: str) -> list[str]:
    """The first line of each direct message."""
    return [message.words.partition("\n")[0] for message in slack.direct_channel(user).messages]


@pytest.mark.parametrize(
    "kind", ["429", "500", "503", "502-after", "reset-before", "reset-after", "reset-middle", "silent-after"]
)
async def test_an_admin_is_told_once(running: Running, slack: Slack, user: str, kind: str) -> None:
    """Whatever happens to the request, and however often it is asked for, the message is there once."""
    fault, teller = slack.faults.add(POST, kind), Teller([running[1].platform])

    assert [True, True] == [await teller.tell("slack", user, NOTICE, "feed/7") for _ in range(2)]
    assert 1 == fault.hits
    assert ["A feed died"] == said(slack, user)
    assert [] == slack.violations


@pytest.mark.parametrize("kind", ["silent-after", "silent"])
async def test_a_restart_in_the_middle(running: Running, slack: Slack, user: str, kind: str) -> None:
    """The process ends between sending and hearing that it was taken: what is there then is not sent again."""
    fault = slack.faults.add(POST, kind)
    first = asyncio.create_task(running[1].platform.tell(user, NOTICE, "feed/7"))
    await slack.until(lambda: fault.hits and (kind == "silent" or said(slack, user)))
    first.cancel()
    await asyncio.wait({first})

    async with again(running) as later:
        assert await later.tell(user, NOTICE, "feed/7")
    assert ["A feed died"] == said(slack, user)
    assert [] == slack.violations


async def test_the_same_words_under_another_key_are_another_message(running: Running, slack: Slack, user: str) -> None:
    """A feed that dies a second time is told a second time; five calls at once with one key tell it once."""
    told = [running[1].platform.tell(user, NOTICE, key) for key in ("monday", "friday", *["sunday"] * 5)]

    assert [True] * 7 == await asyncio.gather(*told)
    assert ["A feed died"] * 3 == said(slack, user)


async def test_who_cannot_be_told(running: Running, slack: Slack, user: str) -> None:
    """Nobody of that id, somebody gone, a bot, no id, closed messages: false, without an error."""
    teller = Teller([running[1].platform])
    admins = ("slack:U0NOBODY", "slack:U0GONE", "slack:USLACKBOT", "slack:", "discord:1")
    assert [False] * 5 == [await teller.tell(*admin.split(":"), NOTICE, "feed/8") for admin in admins]

    slack.world.messages_tab = False
    assert not await teller.tell("slack", user, NOTICE, "feed/8")
    slack.world.messages_tab = True
    assert await teller.tell("slack", user, NOTICE, "feed/8")


async def test_an_outage_is_told_as_one(
    running: Running, slack: Slack, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it is not known whether it arrived the caller hears that, and may call again."""
    monkeypatch.setattr(verdicts, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr(sending, "PATIENCE_SECONDS", 0.1)
    slack.faults.add(POST, "502-after")
    slack.faults.add("conversations.history", "503", times=99)
    with pytest.raises(PlatformError, match="gave_up"):
        await running[1].platform.tell(user, NOTICE, "feed/9")
    slack.faults.clear()

    assert await running[1].platform.tell(user, NOTICE, "feed/9")
    assert ["A feed died"] == said(slack, user)


@pytest.mark.parametrize("threaded", [False, True], ids=["channel", "thread"])
@pytest.mark.parametrize("cut", [POST, COMPLETE])
async def test_a_long_post_with_a_file_is_whole_and_once(
    running: Running, slack: Slack, threaded: bool, cut: str
) -> None:
    """A digest of several messages that broke off in the middle is finished, not begun anew; its file too."""
    start = slack.world.post("C0OTHER", "U0ANNA", text="a thread").ts if threaded else None
    key, before = f"digest/{cut}/{threaded}", len(slack.channel("C0OTHER").messages)
    if cut == POST:
        slack.faults.add(POST, "delay", seconds=0.0)
    fault = slack.faults.add(cut, "silent-after")
    first = asyncio.create_task(running[1].platform.post("C0OTHER", LONG, key, start))
    await slack.until(lambda: fault.hits and len(slack.channel("C0OTHER").messages) > before + 1)
    await slack.until(lambda: fault.hits and (cut == POST or slack.channel("C0OTHER").messages[-1].files))
    first.cancel()
    await asyncio.wait({first})

    async with again(running) as later:
        assert await later.post("C0OTHER", LONG, key, start)
    posted = slack.channel("C0OTHER").messages[before:]
    numbers = [n for message in posted for n in range(9) if f"{n}: word" in message.words]
    assert list(range(9)) == numbers
    assert [["chart.png"]] == [[file["name"] for file in message.files] for message in posted if message.files]
    assert {start} == {message.thread_ts for message in posted}
    assert [] == slack.violations


async def test_a_channel_that_is_gone_or_closed(running: Running, slack: Slack) -> None:
    """Where the bot is not, may not write, or nobody may: false, after one try."""
    before = len(slack.requests(POST))
    channels = ("C0NOWHERE", "C0WITHOUT", "C0ARCHIVE", "C0ANNOUNCE", "G0HIDDEN")

    assert [False] * 5 == [await running[1].platform.post(channel, NOTICE, "digest/3") for channel in channels]
    assert not await running[1].platform.post(DESK, NOTICE, "digest/3", "1700000000.000001")
    assert 6 == len(slack.requests(POST)) - before


async def test_a_revoked_token_is_said(running: Running, slack: Slack, user: str) -> None:
    """It is not the message that is wrong, so that is not `false`."""
    slack.access.revoke()
    async with again(running) as later:
        with pytest.raises(PlatformDenied, match="SLACK_BOT_TOKEN"):
            await later.tell(user, NOTICE, "feed/10")
    slack.access.restore()
