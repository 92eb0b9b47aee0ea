"""The real bolt in Socket Mode against the server."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncApp

from . import Slack


async def test_a_command_is_acknowledged_and_answered(slack: Slack, connected: AsyncApp) -> None:
    """A command's acknowledgement is timed, and what its response URL is sent is seen by the asker alone."""

    @connected.command("/brief")
    async def brief(ack: Any, respond: Any, command: Any) -> None:
        await ack()
        await respond(f"about {command['text']}")

    call = await (await slack.command("/brief", "tumen river")).finished()
    assert call.acknowledged_after is not None
    assert call.acknowledged_after < 1
    assert ["about tumen river"] == [message.text for message in call.messages]
    assert call.messages == slack.seen_by("U0ANNA", "C0DESK")
    assert [] == slack.seen_by("U0BEN", "C0DESK")
    assert [] == slack.violations
