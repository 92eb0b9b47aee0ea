"""Ten thousand digests due in one minute: how long they take, in which order, in how much memory, and what it costs.

    python bench/digests_many.py [digests=10000] [channels=400]

Starts `python -m bot run` against the loopback Slack and Discord, half of the channels on each, with their rate limits
on: one message a second and channel on Slack, five in five seconds and channel and fifty a second over all on Discord.
Each digest's slot is at a second of its own within one minute. Commands are asked all the while. Prints seconds, what
was refused for being too fast, messages out of order, memory, and the commands' times before and during.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.core.cadence import Every  # noqa: E402 - the repository is no installed package
from bot.core.digests import Digest, Subject  # noqa: E402
from bot.core.following import Adder  # noqa: E402
from bot.core.rooms import Room  # noqa: E402
from bot.core.schedule import Late, Schedule  # noqa: E402
from bot.core.slots import Rhythm  # noqa: E402
from bot.store import open_store  # noqa: E402
from tests.flow.slack_bot import Bot, start  # noqa: E402
from tests.loopback.discord import DiscordServer  # noqa: E402
from tests.loopback.slack import DESK, Slack  # noqa: E402
from tests.loopback.slack.model import Channel  # noqa: E402

LEAD = 60  # seconds from setting up to the first slot
MINUTE = 60
DAY = 86_400
TOPICS = ("tumen river", "defectors", "fence", "north korea", "china")
LINES = ("tumen river", "figures defectors", "people border", "timeline fence", "find fence")
PAGES = os.sysconf("SC_PAGE_SIZE")


async def set_up(store: Path, rooms: list[Room], digests: int) -> datetime:
    """Enter the digests; when the first of them is due."""
    opened = await open_store(f"sqlite:///{store}")
    first = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=LEAD)
    for number in range(digests):
        at = first + timedelta(seconds=number * MINUTE // digests)
        since = at - timedelta(seconds=DAY)
        schedule = Schedule(Rhythm(Every(DAY), ZoneInfo("UTC"), since), Late.SEND, since)
        subject = Subject((TOPICS[number % len(TOPICS)],))
        owner = Adder("terminal", "bench", None)
        made = Digest(0, f"Digest {number}", rooms[number % len(rooms)], owner, subject, schedule, since, "short")
        await opened.add_digest(made, digests)
    await opened.close()
    return first


async def ask(slack: Slack, until: float, times: list[float]) -> None:
    """Ask one command after the other, a few each second."""
    number = 0
    while time.monotonic() < until:
        call = await slack.command("/brief", LINES[number % len(LINES)], channel=DESK)
        await slack.until(lambda made=call: made.completed_after is not None or made.failed is not None, 60)
        times.append(call.completed_after or 60.0)
        number += 1
        await asyncio.sleep(0.15)


def told(name: str, times: list[float]) -> str:
    """One line of the table."""
    ranked = sorted(times)
    p50, p99 = (1000 * ranked[min(len(ranked) - 1, int(share * len(ranked)))] for share in (0.5, 0.99))
    return f"{name:<9} {len(times):5,} commands   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms"


def memory(bot: Bot) -> float:
    """Resident memory in MB."""
    return int(Path(f"/proc/{bot.process.pid}/statm").read_text().split()[1]) * PAGES / 1e6


def names(slack: Slack, discord: DiscordServer) -> dict[str, list[str]]:
    """The digests that each channel has, in the order of their messages."""
    found: dict[str, list[str]] = {}
    for message in sorted(slack.world.messages.values(), key=lambda message: message.ts):
        if message.metadata:
            found.setdefault(message.channel, []).append(message.words)
    for channel in discord.world.channels.values():
        found[str(channel.id)] = [message.text for message in channel.messages]
    return {room: [_name(words) for words in said if "Digest " in words] for room, said in found.items()}


def _name(words: str) -> str:
    at = words.index("Digest ")
    return words[at:].split(" · ", maxsplit=1)[0].split("\n", maxsplit=1)[0]


async def measure(digests: int, channels: int, folder: Path) -> None:
    """Print the figures."""
    store = folder / "sitrep.db"
    async with Slack(quiet=0.0) as slack, DiscordServer() as discord:
        discord.gateway.identify_every = 0.0
        rooms = []
        for number in range(channels // 2):
            slack.add_channel(Channel(f"C1{number:05}", f"many-{number}", members=frozenset({"U0BOT"})))
            rooms.append(Room("slack", f"C1{number:05}", None, "T0"))
            rooms.append(Room("discord", str(discord.add_channel(f"many-{number}", discord.guild).id), None, None))
        first = await set_up(store, rooms, digests)
        slack.limits.on, discord.limits.enabled = True, True
        told_by = {"DISCORD_TOKEN": discord.token, "DISCORD_API_URL": discord.api_url, "LOG_LEVEL": "WARNING"}
        bot = await start(slack, store, **told_by)
        try:
            await bot.ready()
            before: list[float] = []
            during: list[float] = []
            await ask(slack, time.monotonic() + (first - datetime.now(UTC)).total_seconds() - 1, before)
            print(told("before", before), f"  memory {memory(bot):.0f} MB", flush=True)
            began, peak = time.monotonic(), 0.0
            while (done := sum(map(len, names(slack, discord).values()))) < digests and time.monotonic() < began + 1800:
                await ask(slack, time.monotonic() + 15, during)
                peak = max(peak, memory(bot))
                print(f"{time.monotonic() - began:5.0f} s  {done:,} there  memory {memory(bot):.0f} MB", flush=True)
            report(names(slack, discord), digests, time.monotonic() - began)
            print(told("during", during), f"  memory at most {peak:.0f} MB")
            limited = sum(request.status == 429 for request in discord.requests)
            print(f"429 from Slack {len(slack.limits.refused)}, from Discord {limited}")
        finally:
            await bot.stop()


def report(found: dict[str, list[str]], digests: int, seconds: float) -> None:
    """How many are there, how often, and in which order."""
    times = Counter(name for said in found.values() for name in said)
    double = sum(count - 1 for count in times.values())
    order = [[int(name.split()[1]) for name in said] for said in found.values()]
    wrong = sum(later < earlier for said in order for earlier, later in pairwise(said))
    print(
        f"{digests:,} digests in {seconds:.0f} s: missing {digests - len(times)}, double {double}, out of order {wrong}"
    )


def main() -> None:
    """Read the arguments and measure."""
    digests, channels = (int(word) for word in (*sys.argv[1:3], *("10000", "400")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        settings = os.environ | {"STORE_URL": f"sqlite:///{folder}/sitrep.db", "PYTHONPATH": str(ROOT)}
        call = [sys.executable, "-m", "bot", "ingest", str(ROOT / "samples")]
        subprocess.run(call, env=settings, check=True, capture_output=True)
        asyncio.run(measure(digests, channels, Path(folder)))


if __name__ == "__main__":
    main()
