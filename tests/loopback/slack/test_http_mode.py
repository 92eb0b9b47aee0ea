"""The real bolt behind a web server of its own, in HTTP mode."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from . import Slack
from .made import actions, button, section
from .signing import Poster, signature


@pytest.fixture
async def poster(slack: Slack, app: AsyncApp) -> AsyncIterator[Poster]:
    """The bot behind a port, and the server posting to it."""

    async def events(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    site = web.Application()
    site.router.add_post("/slack/events", events)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield slack.post_to(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    await runner.cleanup()


async def test_commands_actions_and_events_are_posted(slack: Slack, app: AsyncApp, poster: Poster) -> None:
    """All three kinds reach the real bolt with signatures that it accepts, and are answered."""

    @app.command("/brief")
    async def brief(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="brief", blocks=[section("brief"), actions(button())])

    @app.action("more")
    async def more(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="more", replace_original=True)

    @app.event("app_mention")
    async def mentioned(say: Any) -> None:
        await say("heard")

    call = await (await slack.command("/brief", "tumen & river = ?")).finished()
    assert call.acknowledged_after is not None
    assert ["more"] == [
        each.text for each in (await (await slack.press(call.messages[0], "more")).finished()).messages
    ]  # fmt: skip
    assert ["heard"] == [each.text for each in (await (await slack.mention("x")).finished()).messages]
    assert "SLACK_SIGNING_SECRET" in slack.environment
    assert [] == slack.violations


async def test_forged_and_stale_requests_are_refused(slack: Slack, app: AsyncApp, poster: Poster) -> None:
    """A wrong signature, none, and one of ten minutes ago are answered with 401 by the real bolt."""
    payload = {"type": "event_callback", "team_id": slack.world.team, "event": {"type": "app_mention"}}
    assert 401 == await poster.forge("events_api", payload)
    assert 401 == await poster.unsigned("events_api", payload)
    assert 401 == await poster.stale("events_api", payload)
    assert await poster.verify_url()


async def test_a_request_can_be_played_again(slack: Slack, app: AsyncApp, poster: Poster) -> None:
    """A replay within five minutes is the same request, byte for byte."""
    seen: list[str] = []

    @app.command("/brief")
    async def brief(ack: Any, command: Any) -> None:
        await ack()
        seen.append(command["trigger_id"])

    await slack.command("/brief")
    assert 200 == await poster.replay()
    assert 2 == len(seen)
    assert 1 == len(set(seen))


async def test_an_event_refused_comes_again(slack: Slack, app: AsyncApp, poster: Poster) -> None:
    """An answer other than 2xx is no acknowledgement: the event comes again and says so."""
    slack.retry_scale = 0.0001
    call = await slack.mention("nobody listens")
    assert "http_error" == call.failed
    await slack.until(lambda: len(poster.sent) == 4)
    assert [None, "1", "2", "3"] == [sent.headers.get("X-Slack-Retry-Num") for sent in poster.sent]
    assert "http_error" == poster.sent[-1].headers["X-Slack-Retry-Reason"]


async def test_a_bot_that_is_not_there(slack: Slack) -> None:
    """A refused connection is a failure of its own kind."""
    async with Slack() as other:
        slack.post_to(other.api_url)
    assert "connection_failed" == (await slack.command("/brief")).failed


def test_the_signature_is_slacks() -> None:
    """The SDK's own verifier makes the same signature."""
    made = SignatureVerifier("secret").generate_signature(timestamp="1700000000", body="a=b")
    assert made == signature("secret", "1700000000", "a=b")
