"""Digests through SIGKILL and bad servers: whether each slot's message is in each channel exactly once.

    python bench/digests_killed.py [kills=300] [seconds=3]

Starts `python -m bot run` against the loopback Slack and Discord with digests due every few seconds, kills it at random
moments (a third of them between a server's receipt of a message and its reply), and starts it again. All the while one
request in ten is answered with 429 or 5xx, or its connection is reset, half of these after the server took it. Prints
slots, kills, messages, missing, double; exits 1 unless the last two are 0.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.loopback.discord import DiscordServer  # noqa: E402 - the repository is no installed package
from tests.loopback.slack import Slack  # noqa: E402

SEED = 7
SHARE = 0.1
TOPICS = ("tumen river", "fence")
POSTED = {"slack": r"chat\.postMessage", "discord": r"/channels/\d+/messages$"}
SETTLE_SECONDS = 180.0
UNFINISHED = "SELECT count(*) FROM delivery WHERE state IN ('due', 'leased')"


@dataclass
class Desk:
    """Both servers, the store, and what was done to the bot."""

    slack: Slack
    discord: DiscordServer
    store: Path
    log: Path
    chance: random.Random
    kills: int = 0
    between: int = 0
    rooms: list[str] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The settings of the bot."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "SLACK_"))}
        return {
            **kept,
            **self.slack.environment,
            "DISCORD_TOKEN": self.discord.token,
            "DISCORD_API_URL": self.discord.api_url,
            "STORE_URL": f"sqlite:///{self.store}",
            "PYTHONPATH": str(ROOT),
            "HTTP_PORT": "0",
            "DIGEST_MIN_SECONDS": "2",
            "LOG_LEVEL": "WARNING",
        }

    def call(self, *arguments: str) -> str:
        """One call of the program, which must work."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{arguments}: {done.stderr}{done.stdout}")
        return done.stdout

    async def start(self) -> asyncio.subprocess.Process:
        """The bot, begun."""
        with self.log.open("ab") as errors:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", env=self.environment, stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL, stderr=errors,
            )  # fmt: skip


def misbehave(desk: Desk) -> None:
    """Let one request in ten go wrong on both servers."""
    kinds = ("429", "500", "502-after", "reset-before", "reset-after")
    others = (
        ("limit", {"seconds": 0.5}),
        ("refuse", {"status": 500}),
        ("refuse_after", {"status": 502}),
        ("reset", {}),
        ("reset_after", {}),
    )
    take_slack, take_discord = desk.slack.faults._take, desk.discord.faults.take  # noqa: SLF001 - what chance decides

    def slack(path: str) -> object:
        if "/api/" in path and desk.chance.random() < SHARE:
            desk.slack.faults.add(".*", desk.chance.choice(kinds), seconds=1.0)
        return take_slack(path)

    def discord(method: str, path: str) -> object:
        if desk.chance.random() < SHARE:
            kind, settings = desk.chance.choice(others)
            desk.discord.faults.add(kind, **settings)
        return take_discord(method, path)

    desk.slack.faults._take, desk.discord.faults.take = slack, discord  # noqa: SLF001


async def kill(desk: Desk, number: int) -> None:
    """Start the bot and kill it: at a random moment, or when a server has taken a message and has not replied."""
    process = await desk.start()
    until = time.monotonic() + desk.chance.uniform(0.8, 8.0)
    fault = None
    if number % 3 == 0:
        fault = (
            desk.slack.faults.add(POSTED["slack"], "silent-after")
            if number % 2
            else desk.discord.faults.add("never_after", method="POST", path=POSTED["discord"])
        )
        until += 10.0
    await _until(lambda: process.returncode is not None or bool(fault and fault.hits), until, 0.01)
    if process.returncode is not None:
        sys.exit(f"the bot ended by itself with {process.returncode}: {desk.log.read_text()[-2000:]}")
    desk.between += bool(fault and fault.hits)
    if fault:
        fault.times = 0
    process.send_signal(signal.SIGKILL)
    await process.wait()
    desk.kills += 1


async def _until(done: Callable[[], bool], ends: float, every: float) -> None:
    """Wait for what nobody tells, until a moment."""
    while not done():
        await asyncio.sleep(min(every, max(ends - time.monotonic(), 0.0)))
        if time.monotonic() >= ends:
            return


async def settle(desk: Desk) -> None:
    """Let the digests rest, and a last bot bring what is left."""
    numbers = _column(desk.store, "SELECT number FROM digest")
    for number in numbers:
        await asyncio.to_thread(desk.call, "ask", "--as", "admin", f"/digest pause {number}")
    process = await desk.start()
    ends = time.monotonic() + SETTLE_SECONDS
    await _until(lambda: _column(desk.store, UNFINISHED) == [0], ends, 0.5)
    process.send_signal(signal.SIGTERM)
    await process.wait()


def _column(store: Path, statement: str) -> list[int]:
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        return [row[0] for row in connection.execute(statement)]


def there(desk: Desk) -> Counter[str]:
    """How often each message is there, by its name."""
    found: Counter[str] = Counter()
    for message in desk.slack.world.messages.values():
        if message.metadata:
            found[str(message.metadata["event_payload"]["key"])] += 1
    for channel in desk.discord.world.channels.values():
        found.update(message.nonce for message in channel.messages if message.nonce)
    return found


def written(desk: Desk) -> dict[str, str]:
    """The state of each message that was written down, by the name under which its server has it."""
    with closing(sqlite3.connect(f"file:{desk.store}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT schedule, slot, destination, part, platform, state FROM delivery").fetchall()
    return {_known_as(platform, "/".join(map(str, about))): state for *about, platform, state in rows}


def _known_as(platform: str, name: str) -> str:
    """Slack keeps the name in a message's metadata, Discord a nonce that is made of it."""
    return name if platform == "slack" else blake2b(name.encode(), digest_size=10).hexdigest()


async def measure(kills: int, seconds: int, folder: Path) -> int:
    """Kill and count."""
    chance = random.Random(SEED)
    async with Slack() as slack, DiscordServer() as discord:
        discord.gateway.identify_every = 0.0
        discord.state.nonce_window = 20.0
        desk = Desk(slack, discord, folder / "sitrep.db", folder / "log", chance)
        desk.call("ingest", str(ROOT / "samples"))
        other = discord.add_channel("other", discord.guild)
        desk.rooms = ["slack:C0DESK", "slack:C0OTHER", f"discord:{discord.channel.id}", f"discord:{other.id}"]
        for room in desk.rooms:
            for topic in TOPICS:
                line = f'/digest create {topic} at:"every {seconds} seconds" channel:{room}'
                desk.call("ask", "--as", "admin", line)
        misbehave(desk)
        began = time.monotonic()
        for number in range(kills):
            await kill(desk, number)
            if number % 20 == 19:
                print(f"{number + 1} kills, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        await settle(desk)
        return report(desk)


def report(desk: Desk) -> int:
    """Print the figures."""
    states, found = written(desk), there(desk)
    missing = [name for name, state in states.items() if state == "sent" and not found[name]]
    given_up = [name for name, state in states.items() if state != "sent"]
    double = [name for name, times in found.items() if times > 1]
    unknown = [name for name in found if name not in states]
    slots = len(_column(desk.store, "SELECT DISTINCT slot FROM edition"))
    between = f"{desk.between} between receipt and reply"
    print(f"slots {slots}, kills {desk.kills} ({between}), messages {sum(found.values())}, written {len(states)}")
    print(f"not sent {len(given_up)}, missing {len(missing)}, double {len(double)}, unknown {len(unknown)}")
    return int(bool(missing or double or unknown or given_up))


def main() -> None:
    """Fill a store and kill."""
    kills, seconds = (int(word) for word in (*sys.argv[1:3], *("300", "3")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(asyncio.run(measure(kills, seconds, Path(folder))))


if __name__ == "__main__":
    main()
