"""What a failed request to Slack means, and how long to go on trying.

*Again*: Slack did not take it (429, 500, 503, no connection). *Doubtful*: it may have (502, 504, a connection that
broke after sending). *Refused*: it will not. *Denied*: it does not know us any more.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import dataclass
from typing import Any, Literal

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.core.errors import PlatformError

PATIENCE_SECONDS = 30 * 60.0
FIRST_WAIT, LONGEST_WAIT = 0.3, 30.0
DENIALS = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"}
)


class Refused(PlatformError):
    """Slack will not do it; the text is Slack's word for why."""


class GaveUp(Refused):
    """Slack did not take it for so long that it is given up; what was in doubt may have arrived.

    `after` is what Slack asked to wait in the end, in seconds.
    """

    def __init__(self, words: str, after: float = 0.0) -> None:
        super().__init__(words)
        self.after = after


class Gone(Refused):
    """A response URL that is used up or too old."""


class Doubtful(PlatformError):
    """It may have arrived or not."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a failure means; `after` is what Slack asked us to wait, in seconds."""

    kind: Literal["again", "doubt", "refused", "denied"]
    reason: str
    after: float = 0.0

    @property
    def untaken(self) -> bool:
        """Whether Slack surely did nothing: a 5xx promises no such thing."""
        return self.kind != "doubt" and not self.reason.startswith("5")


class Failed(PlatformError):
    """An answer that says no, already judged."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


PROBLEMS = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError, json.JSONDecodeError, Failed)


def judge(problem: BaseException) -> Verdict:
    """What came of a request that failed."""
    if isinstance(problem, Failed):
        return problem.verdict
    if isinstance(problem, SlackApiError):
        response = problem.response
        status = getattr(response, "status_code", None) or getattr(response, "status", 0)
        data = getattr(response, "data", None)
        error = str(data.get("error", "")) if isinstance(data, dict) else ""
        return judge_status(int(status or 0), error, getattr(response, "headers", {}))
    if isinstance(problem, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, ConnectionRefusedError)):
        return Verdict("again", "unreachable")
    return Verdict("doubt", type(problem).__name__)


def judge_status(status: int, error: str, headers: Any) -> Verdict:
    """The same for an answer that came."""
    if status == 429 or error in ("ratelimited", "rate_limited"):
        return Verdict("again", "429", _seconds(headers.get("Retry-After")))
    if status in (500, 503) or error in ("service_unavailable", "team_added_to_org"):
        return Verdict("again", str(status) if status >= 500 else error)
    if status >= 500 or error in ("fatal_error", "internal_error", "request_timeout"):
        return Verdict("doubt", str(status) if status >= 500 else error)
    if error in DENIALS:
        return Verdict("denied", error)
    if status == 200 and not error:
        return Verdict("doubt", "unreadable")
    return Verdict("refused", error or str(status))


def _seconds(value: str | None) -> float:
    try:
        return max(0.0, float(value or 1))
    except ValueError:
        return 1.0


class Patience:
    """How long to go on: waits that double, with jitter, until the time is over."""

    def __init__(self, seconds: float | None = None) -> None:
        self._until = time.monotonic() + (PATIENCE_SECONDS if seconds is None else seconds)
        self._failures = 0

    async def wait(self, verdict: Verdict) -> None:
        """Wait for the next try; raises `GaveUp` when there is no time left for one."""
        self._failures += 1
        most = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(self._failures - 1, 10))
        seconds = verdict.after + most * (0.5 + random.random() / 2)  # noqa: S311 - jitter, not a secret
        if time.monotonic() + seconds > self._until:
            raise GaveUp(f"gave_up_after_{verdict.reason}", verdict.after)
        await asyncio.sleep(seconds)
