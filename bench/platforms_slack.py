"""Slack under load: acknowledgement and complete answers with many commands in flight, against the loopback Slack.

    python bench/platforms_slack.py [IN_FLIGHT] [ROUNDS]

Starts `python -m bot run` over a store of the samples. Each command comes from a user of its own; "in flight" keeps so
many unanswered at any moment, the next one coming when one is answered.
"""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.flow.slack_bot import Bot, start  # noqa: E402 - the repository is no installed package
from tests.loopback.slack import DESK, Call, Slack, User  # noqa: E402 - the same

LINES = ("tumen river", "figures defectors", "people border", "timeline fence", "find fence", "sources", "china")


def percentile(values: list[float], part: float) -> float:
    """The value that this part of all does not exceed, in milliseconds."""
    return 1000 * sorted(values)[min(len(values) - 1, int(part * len(values)))]


def told(name: str, values: list[float]) -> str:
    """One line of the table."""
    median = 1000 * statistics.median(values)
    return (
        f"{name:<14} p50 {median:7.1f} ms   p99 {percentile(values, 0.99):7.1f} ms   max {1000 * max(values):7.1f} ms"
    )


async def told_by_bot(bot: Bot) -> str:
    """How fast the bot itself says it acknowledged, which leaves out what this process made it wait."""
    _, page = await bot.get("/metrics")
    found = dict(re.findall(r'acknowledge_seconds_bucket\{le="([^"]+)",platform="slack"\} (\S+)', page))
    every = float(found["+Inf"])
    shares = ", ".join(f"{100 * float(found[edge]) / every:.1f} % in {edge} s" for edge in ("0.005", "0.025", "0.1"))
    return f"by its own measure it acknowledged {shares}"


async def ask(slack: Slack, user: str, line: str) -> Call:
    """One command until its answer is there."""
    call = await slack.command("/brief", line, user=user, channel=DESK)
    await slack.until(lambda: call.completed_after is not None or call.failed is not None, 60)
    return call


async def measure(in_flight: int, rounds: int, store: Path) -> None:
    """Print the figures."""
    async with Slack(quiet=0.0) as slack:
        users = [f"U1{number:04d}" for number in range(in_flight)]
        for user in users:
            slack.add_user(User(user, user.lower()))
        bot = await start(slack, store)
        try:
            print(f"ready after {await bot.ready():.2f} s")
            await ask(slack, users[0], LINES[0])
            lines = cycle(LINES)
            started, busy = time.monotonic(), time.process_time()

            async def asking(user: str) -> list[Call]:
                return [await ask(slack, user, next(lines)) for _ in range(rounds)]

            calls = [call for found in await asyncio.gather(*map(asking, users)) for call in found]
            seconds = time.monotonic() - started
            done = [call.completed_after for call in calls if call.completed_after is not None]
            print(f"{len(calls)} commands, {in_flight} in flight, {len(calls) / seconds:.0f} a second")
            print(told("acknowledged", [call.acknowledged_after or 60.0 for call in calls]))
            print(told("answered", done))
            print(await told_by_bot(bot))
            print(f"this process was busy for {100 * (time.process_time() - busy) / seconds:.0f} % of the time")
            print(f"failed {len(calls) - len(done)}, violations {len(slack.violations)}")
        finally:
            await bot.stop()


def main() -> None:
    """Fill a store and measure."""
    in_flight, rounds = (int(word) for word in (*sys.argv[1:3], *("200", "5")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "sitrep.db"
        settings = os.environ | {"STORE_URL": f"sqlite:///{store}", "PYTHONPATH": str(ROOT)}
        call = [sys.executable, "-m", "bot", "ingest", str(ROOT / "samples")]
        subprocess.run(call, env=settings, check=True, capture_output=True)
        asyncio.run(measure(in_flight, rounds, store))


if __name__ == "__main__":
    main()
