"""The life of the bot on Slack: starting, HTTP mode, admins, hostile articles, tokens taken away, stopping."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.conftest import ROOT
from tests.flow.conftest import Program
from tests.flow.slack_bot import Bot, description, running, start
from tests.loopback.slack import ANNA, DESK, Slack

pytestmark = pytest.mark.asyncio(loop_scope="module")

TITLE = "@everyone <!channel> [click](https://evil.example) ||x|| *bold* :fire: `code`"
PUBLISHER = "Gazette of Very Long Names " * 11 + "end"


@pytest_asyncio.fixture(loop_scope="module")
async def slack() -> AsyncIterator[Slack]:
    """A Slack of its own for each test."""
    async with Slack(description=description(), quiet=0.1) as made:
        yield made


@pytest.fixture
def store(filled: Callable[..., Program]) -> Path:
    """A store with the samples."""
    return filled(ROOT / "samples").store


async def test_requests_over_http(slack: Slack, store: Path) -> None:
    """With a signing secret alone everything comes by signed requests; forged, unsigned and stale ones are refused."""
    poster = slack.post_to("http://127.0.0.1:1/slack/events")
    async with running(slack, store) as bot:
        poster.url = f"http://127.0.0.1:{bot.port}/slack/events"
        assert await poster.verify_url()
        call = await (await slack.command("/brief", "tumen river")).finished()
        assert "WHAT IS KNOWN" in call.words
        pressed = await (await slack.press(call.messages[-1], "Figures")).finished()
        assert "FIGURES" in pressed.words
        await (await slack.mention("tumen river")).finished()
        await slack.open_home()
        await slack.until(lambda: slack.home(ANNA))
        payload = {"type": "event_callback", "event": {"type": "app_mention", "user": ANNA, "text": "tumen"}}
        answered = await bot.counted("sitrep_answers_total")
        for refused in (poster.forge, poster.unsigned, poster.stale):
            assert 401 == await refused("events_api", payload)
        assert answered == await bot.counted("sitrep_answers_total")
    assert [] == slack.violations


@pytest.mark.parametrize("over_http", [False, True])
async def test_a_port_that_is_taken(slack: Slack, store: Path, over_http: bool) -> None:
    """Without its pages the bot goes on where it needs none; where Slack calls it there, it says so and ends."""
    taken = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = taken.sockets[0].getsockname()[1]
    if over_http:
        slack.post_to(f"http://127.0.0.1:{port}/slack/events")
    bot = await start(slack, store, port)
    try:
        await bot.says(f"HTTP_PORT: 127.0.0.1:{port} cannot be listened on")
        if over_http:
            assert 2 == await asyncio.wait_for(bot.process.wait(), 10)
        else:
            await slack.sockets.connected(timeout=10)
            call = await (await slack.command("/brief", "tumen river")).finished()
            assert "WHAT IS KNOWN" in call.words
    finally:
        await bot.stop()
        taken.close()


async def test_admins_of_the_home_workspace(slack: Slack, store: Path) -> None:
    """Its admins and owners, and whoever is named, look after the store; others are refused, for their eyes only."""
    named = {"HOME_WORKSPACES": slack.world.team, "ADMINS": "slack:U0BEN"}
    async with running(slack, store, **named):
        for user in ("U0ADMIN", "U0OWNER", "U0BEN"):
            call = await (await slack.command("/brief", "admin status", user=user)).finished()
            assert "STORE" in call.words, user
            assert "Post to channel" not in call.words
        call = await (await slack.command("/brief", "admin status")).finished()
        assert "for admins" in call.words
        assert {ANNA} == {message.only_for for message in call.messages}
        elsewhere = await slack.command("/brief", "admin status", user="U0ADMIN", team="T0ELSEWHERE")
        assert "for admins" in (await elsewhere.finished()).words
        call = await (await slack.command("/brief", "admin audit", user="U0BEN")).finished()
        assert "refused" in call.words
        assert [] == slack.channel(DESK).messages
        asked = len(slack.requests("users.info"))
        await (await slack.command("/brief", "tumen river")).finished()
        assert asked == len(slack.requests("users.info"))
    assert [] == slack.violations


async def test_an_admin_of_another_workspace_is_none_here(slack: Slack, store: Path) -> None:
    """Where no workspace is called home, being an admin of one gives no power over the store."""
    async with running(slack, store):
        call = await (await slack.command("/brief", "admin status", user="U0OWNER")).finished()
        assert "for admins" in call.words


async def test_chosen_channels_alone(slack: Slack, store: Path) -> None:
    """Outside the channels of ANSWER_IN nobody is answered, and is told so."""
    async with running(slack, store, ANSWER_IN=DESK):
        assert "chosen channels" in (await (await slack.command("/brief", "fence", channel="C0OTHER")).finished()).words
        assert "WHAT IS KNOWN" in (await (await slack.command("/brief", "fence")).finished()).words


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with many articles whose titles, publishers and words try to break out."""
    folder = tmp_path_factory.mktemp("hostile")
    texts = [
        f"The Gadfly Institute counted {n + 20} barges on the Vistrel canal on {n % 27 + 1} March 2023, "
        f"said Director Mara Quill of section {n}. “We <!here> saw *every* barge of convoy {n}”, Mara Quill said. "
        f"The canal <@U0BEN> moved {n * 7 + 100} tonnes of grain in week {n}, the harbour office said."
        for n in range(60)
    ]
    lines: list[dict[str, Any]] = [
        {
            "id": str(n), "text": text, "title": f"{TITLE} {n}", "publisher": f"{PUBLISHER}{n % 7}",
            "published": f"2023-0{n % 9 + 1}-10", "url": f"https://gazette.example/{'slug-' * 60}{n}?a=<b>|c&d=*e*",
        }
        for n, text in enumerate(texts)
    ]  # fmt: skip
    (folder / "articles.jsonl").write_text("\n".join(map(json.dumps, lines)))
    program = Program(folder / "sitrep.db")
    program.ingest(folder / "articles.jsonl")
    return program.store


async def test_hostile_articles_are_only_text(slack: Slack, hostile: Path) -> None:
    """Titles, names and topics that mention, link, format or hide are shown as they are, and within all limits."""
    async with running(slack, hostile):
        for words in ("vistrel canal size:long", "figures vistrel canal", "people vistrel", "find barges", "latest"):
            call = await (await slack.command("/brief", words)).finished()
            direct = slack.direct_channel(ANNA).messages
            assert "Vistrel" in call.words or "|| *bold*" in call.words, words
            for message in [*call.messages, *direct]:
                assert [] == message.pings, words
                assert not any("evil" in link for link in message.links), words
        call = await (await slack.command("/brief", "latest")).finished()
        assert TITLE in call.words
        call = await (await slack.command("/brief", "x" * 5000)).finished()
        assert "characters long" in call.words
        call = await (await slack.command("/brief", TITLE)).finished()
        assert [] == [ping for message in call.messages for ping in message.pings]
    assert [] == slack.violations


async def test_the_largest_briefing_is_whole(slack: Slack, hostile: Path) -> None:
    """Every source of the answer is there, over as many messages as it takes."""
    async with running(slack, hostile):
        call = await slack.mention("vistrel canal size:long")
        await call.finished(timeout=30, when=lambda call: "Choose a line" in call.words)
        assert 1 < len(call.messages)
        words = "\n".join(message.words for message in call.messages)
        cited = {int(part.partition("]")[0]) for part in words.split("[")[1:] if part[:1].isdigit() and "]" in part[:4]}
        assert set(range(1, max(cited) + 1)) == cited
        assert all(f"[{n}] @everyone" in words for n in cited)
    assert [] == slack.violations


async def test_a_revoked_token(slack: Slack, store: Path) -> None:
    """One clear line, not ready any more, and no flood of requests that are refused."""
    async with running(slack, store) as bot:
        slack.access.revoke()
        await slack.mention("tumen river")
        await bot.says("SLACK_BOT_TOKEN: Slack refuses it (token_revoked)")
        await asyncio.sleep(0.5)
        assert ["token_revoked"] == [each.what for each in slack.violations]
        assert 503 == (await bot.get("/readyz"))[0]
        assert slack.access.bot_token not in bot.written
        assert "Traceback" not in bot.written


@pytest.mark.parametrize(("kind", "setting"), [("bot", "SLACK_BOT_TOKEN"), ("app", "SLACK_APP_TOKEN")])
async def test_a_token_that_never_held(slack: Slack, store: Path, kind: str, setting: str) -> None:
    """A refused token is told by the name of its setting, and the process stays, for the other platform."""
    if kind == "bot":
        slack.access.revoke("invalid_auth")
    else:
        slack.access.revoke_app()
    bot = await start(slack, store)
    try:
        await bot.says(f"{setting}: Slack refuses it (invalid_auth)")
        assert 503 == (await bot.get("/readyz"))[0]
        assert len(slack.violations) <= 1
    finally:
        assert 10 > await bot.stop()


async def test_slack_is_away_and_comes_back(slack: Slack, store: Path) -> None:
    """The process starts while Slack cannot be reached, stays healthy, and connects when it can."""
    async with slack.refusing():
        bot = await start(slack, store)
        try:
            await bot.says("Slack cannot be reached")
            assert 200 == (await bot.get("/healthz"))[0]
        except BaseException:
            await bot.stop()
            raise
    try:
        await bot.ready()
        call = await (await slack.command("/brief", "tumen river")).finished()
        assert 1 == len(call.messages)
    finally:
        await bot.stop()


async def test_it_stops_within_ten_seconds_and_finishes_its_work(slack: Slack, store: Path) -> None:
    """On SIGTERM what is under way is answered, nothing new is taken, and the process ends cleanly."""
    async with running(slack, store) as bot:
        slack.faults.add("/responses/", "delay", seconds=1.0)
        call = await slack.command("/brief", "tumen river")
        stopping = asyncio.create_task(bot.stop())
        await call.finished()
        assert 10 > await stopping
        assert 0 == bot.process.returncode
        assert "Traceback" not in bot.written
        assert "Unclosed" not in bot.written


async def test_killed_and_started_again(slack: Slack, store: Path) -> None:
    """After SIGKILL, old buttons work, and an event that Slack brings again is answered only if it was not before."""
    async with running(slack, store) as bot:
        call = await (await slack.mention("figures tumen river")).finished()
        answered = [message for message in call.messages if message.by_bot]
        sent = [envelope for socket in slack.sockets.live for envelope in socket.sent]
        await bot.stop(signal.SIGKILL)
    async with running(slack, store):
        pressed = await (await slack.press(answered[-1], "People")).finished()
        assert pressed.words
        envelope = next(each for each in sent if each["type"] == "events_api")
        await slack.line.deliver("events_api", envelope["payload"], attempt=1, reason="timeout")
        await slack.until(lambda: slack.requests("conversations.replies"))
        await (await slack.command("/brief", "tumen river")).finished()
        said = [message for message in slack.channel(DESK).messages if message.by_bot]
        assert len(answered) == len(said)
    assert [] == slack.violations


async def test_ready_within_three_seconds(slack: Slack, store: Path) -> None:
    """From the start of the process to the first answer takes no more than three seconds on an idle machine."""
    bot: Bot = await start(slack, store)
    try:
        assert 6 > await bot.ready()  # twice as long, for machines that do other things as well
    finally:
        await bot.stop()
