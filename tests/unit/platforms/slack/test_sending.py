"""What failures mean, whose turn it is, and what was seen before."""

from __future__ import annotations

import asyncio
import time
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.platforms import pacing as pace
from bot.platforms.pacing import Pace
from bot.platforms.slack.once import Once
from bot.platforms.slack.verdicts import Patience, Refused, Verdict, judge


def api_error(status: int, error: str = "", headers: dict[str, str] | None = None) -> SlackApiError:
    """What the library raises for such an answer."""
    response: Any = SimpleNamespace(status_code=status, data={"error": error} if error else {}, headers=headers or {})
    return SlackApiError("no", response)


@pytest.mark.parametrize(
    ("problem", "kind", "after"),
    [
        (api_error(429, "ratelimited", {"Retry-After": "7"}), "again", 7.0),
        (api_error(429, "ratelimited", {"Retry-After": "soon"}), "again", 1.0),
        (api_error(500), "again", 0.0),
        (api_error(503), "again", 0.0),
        (api_error(502), "doubt", 0.0),
        (api_error(504), "doubt", 0.0),
        (api_error(200, "fatal_error"), "doubt", 0.0),
        (api_error(200), "doubt", 0.0),
        (api_error(200, "service_unavailable"), "again", 0.0),
        (api_error(200, "not_in_channel"), "refused", 0.0),
        (api_error(200, "token_revoked"), "denied", 0.0),
        (api_error(404), "refused", 0.0),
        (ConnectionRefusedError(), "again", 0.0),
        (aiohttp.ServerDisconnectedError(), "doubt", 0.0),
        (ConnectionResetError(), "doubt", 0.0),
        (TimeoutError(), "doubt", 0.0),
    ],
)
def test_what_a_failure_means(problem: Exception, kind: str, after: float) -> None:
    """Not taken is sent again, unknown is looked for, a no is a no, and Retry-After is obeyed."""
    verdict = judge(problem)

    assert (kind, after) == (verdict.kind, verdict.after)


async def test_patience_ends() -> None:
    """A wait that would be over too late is not begun."""
    with pytest.raises(Refused, match="gave_up_after_429"):
        await Patience(1.0).wait(Verdict("again", "429", 5.0))


async def test_turns_are_a_second_apart_for_each_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty messages at once into one channel wait their turns; another channel waits for none of them."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(pace.asyncio, "sleep", sleep)
    turns = Pace(1.0)
    for _ in range(30):
        await turns.turn("C1")
    await turns.turn("C2")

    assert list(range(1, 30)) == [round(seconds) for seconds in slept]


async def test_a_held_channel_waits() -> None:
    """When Slack asks to wait, the next turn comes after that."""
    turns = Pace(0.0)
    started = time.monotonic()
    turns.hold("C1", 0.05)
    await asyncio.gather(turns.turn("C1"), turns.turn("C2"))

    assert 0.05 <= time.monotonic() - started


def test_once_is_once_and_bounded() -> None:
    """A key is new one time, until it is forgotten or so many others came."""
    once = Once(kept=2)

    assert [True, False, True, True, True] == [once.first(key) for key in ("a", "a", "b", "c", "a")]
    once.forget("a")
    assert once.first("a")
    assert once.first("")
    assert once.first("")
