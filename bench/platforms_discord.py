"""Discord under load: acknowledgement and complete answers with many commands in flight, against the loopback Discord.

python bench/platforms_discord.py [--flight 200] [--rounds 5] [--command brief]

Bot and platform are two processes on the same machine, so that the platform's own work is in the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.flow.conftest import Program  # noqa: E402 - the root has to be on the path first
from tests.flow.running import running_bot  # noqa: E402
from tests.loopback.discord import DiscordServer  # noqa: E402

OPTIONS = {"topic": ("brief", "figures", "people", "timeline"), "words": ("find",)}
TOPIC = "tumen river"
PEOPLE, CHANNELS = 100, 20  # so many that nobody asks faster than the bot lets one person or channel
PATIENCE = 60.0

Ask = Callable[[str, int], Awaitable[tuple[float, float]]]


@asynccontextmanager
async def discord(store: Path) -> AsyncIterator[Ask]:
    """Asks on the loopback Discord: seconds to the acknowledgement and to the whole answer of one command."""
    async with DiscordServer() as server:
        people = [server.add_member(f"reader {n}", server.guild) for n in range(PEOPLE)]
        channels = [server.add_channel(f"desk {n}", server.guild) for n in range(CHANNELS)]

        async def ask(command: str, number: int) -> tuple[float, float]:
            options = {name: TOPIC for name, commands in OPTIONS.items() if command in commands}
            where = {"user": people[number % PEOPLE], "channel": channels[number % CHANNELS]}
            asked = await server.command(command, options, **where)
            await asked.finished(PATIENCE, quiet=0.01)
            return asked.acknowledged_after, asked.answered_after

        told = {"DISCORD_TOKEN": server.token, "DISCORD_API_URL": server.api_url}
        async with running_bot(store, store.parent / "log", **told):
            await server.ready("brief")
            yield ask
        print(f"violations: {len(server.violations)}")


async def measure(command: str, flight: int, rounds: int) -> None:
    """Print the figures of each round, the first of which warms up."""
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder) / "sitrep.db")
        program.ingest(ROOT / "samples")
        async with discord(program.store) as ask:
            await ask(command, 0)
            for number in range(rounds):
                found = await asyncio.gather(*(ask(command, n) for n in range(flight)))
                shown = zip(("acknowledged", "answered"), zip(*found, strict=True), strict=True)
                print(f"round {number + 1}: {flight} in flight; " + "; ".join(figures(*pair) for pair in shown))


def figures(name: str, seconds: tuple[float, ...]) -> str:
    """p50 and p99 in milliseconds."""
    ranked = sorted(seconds)
    half, most = (ranked[min(len(ranked) - 1, int(len(ranked) * share))] * 1000 for share in (0.5, 0.99))
    return f"{name} p50 {half:.0f} ms, p99 {most:.0f} ms"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", default="brief")
    parser.add_argument("--flight", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    asyncio.run(measure(given.command, given.flight, given.rounds))
