"""Reindex while commands run in another process: whether every answer is whole and quick, and what SIGKILL does.

    python bench/reindex.py [articles=3000] [kills=20] [seed=1]

Each reindex marks the titles it prepares, so that an answer that mixes two indexes shows. Prints how long answers take
before and during a reindex, then kills one reindex after another at random moments, and says what the store then holds;
exits 1 unless every answer was whole and right, every article is there, and `verify` finds nothing.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from corpus import Generator  # noqa: E402 - found by the line above
from filled import fill, store_of  # noqa: E402

from bot import app as parts  # noqa: E402
from bot.core.command import Asker  # noqa: E402
from bot.core.renewal import Selection, Task  # noqa: E402
from bot.core.reply import Reply  # noqa: E402
from bot.dispatch import Dispatcher  # noqa: E402
from bot.services.preparing import Workshop, default_jobs  # noqa: E402
from bot.services.renewing import Builder  # noqa: E402
from bot.services.repreparing import Outcome, Renewed, renew_documents  # noqa: E402

MARK = "generation"
COMMANDS = ("brief", "find", "figures", "people", "timeline")
RANKS = (3, 40, 400, 2000)  # of the words that are asked for, by how common they are
BEFORE = 1500
PAUSE = 0.01
SMALL = 1000  # stores up to this size are made on the spot, larger ones are kept


def renew_marked(mark: str, tasks: Sequence[Task]) -> list[Outcome]:
    """The pipeline of one generation: as usual, with its mark in each title."""
    return [_marked(mark, result) for result in renew_documents(tasks)]


def _marked(mark: str, result: Outcome) -> Outcome:
    if not isinstance(result, Renewed):
        return result
    article = replace(result.prepared.article, title=f"{result.prepared.article.title} {mark}")
    return replace(result, prepared=replace(result.prepared, article=article, fingerprint=mark))


async def build(url: str, mark: str) -> None:
    """One reindex to its end, in this process."""
    async with parts.opened(url, busy_seconds=60) as store:
        builder = Builder(store, mark, lambda _: Workshop(partial(renew_marked, mark), default_jobs()))
        renewal = await builder.run(Selection(everything=True))
        print(f"{renewal.ending} {renewal.prepared} {renewal.failed} {renewal.reason or ''}")


def start(url: str, mark: str) -> subprocess.Popen[bytes]:
    """A reindex in a niced process of its own."""
    return subprocess.Popen(["nice", "-n", "5", sys.executable, __file__, "--build", url, mark], stdout=subprocess.PIPE)


@dataclass
class Asked:
    """What came of asking: milliseconds, and answers that failed or mixed two indexes."""

    times: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def hear(self, line: str, reply: Reply, seconds: float) -> None:
        """One answer."""
        self.times.append(1000 * seconds)
        marks = {MARK + (link.title or "").rpartition(MARK)[2] for link in reply.links}
        self.seen |= marks
        if reply.error:
            self.failed.append(f"{line}: {reply.error}")
        if len({mark if mark[len(MARK) :].isdigit() else "" for mark in marks}) > 1:
            self.mixed.append(f"{line}: {sorted(marks)}")

    def centile(self, share: float) -> float:
        """Milliseconds within which that share of the answers came."""
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))] if self.times else 0.0

    def say(self, what: str) -> None:
        """One line."""
        print(
            f"{what}: {len(self.times):,} answers, p50 {self.centile(0.5):.1f} ms, p99 {self.centile(0.99):.1f} ms,"
            f" slowest {self.centile(1):.0f} ms, {len(self.failed)} failed, {len(self.mixed)} half old",
            flush=True,
        )
        for line in (*self.failed[:3], *self.mixed[:3]):
            print(f"  {line}")


@dataclass(frozen=True)
class Desk:
    """Somebody who asks all the time."""

    dispatcher: Dispatcher
    lines: Sequence[str]
    chance: random.Random

    async def ask(self, until: asyncio.Event | None = None, count: int = 0) -> Asked:
        """Ask one thing after another, so many or until the event."""
        asked = Asked()
        while len(asked.times) < count or (until and not until.is_set()):
            line = self.chance.choice(self.lines)
            began = time.perf_counter()
            reply = await self.dispatcher.answer(line, Asker())
            asked.hear(line, reply, time.perf_counter() - began)
            await asyncio.sleep(PAUSE)
        return asked

    async def ask_during(self, process: subprocess.Popen[bytes], seconds: float | None = None) -> Asked:
        """Ask until a process ends, or is killed after so many seconds."""
        over = asyncio.Event()

        async def watch() -> None:
            try:
                await asyncio.wait_for(asyncio.to_thread(process.wait), seconds)
            except TimeoutError:
                process.send_signal(signal.SIGKILL)
                await asyncio.to_thread(process.wait)
            over.set()

        watching = asyncio.create_task(watch())
        asked = await self.ask(over)
        await watching
        return asked


async def measure(url: str, kills: int, chance: random.Random) -> bool:
    """Print the figures; whether every answer was whole and right."""
    words = Generator().words
    lines = [f"/{command} {words[rank]}" for command in COMMANDS for rank in RANKS]
    async with parts.opened(url) as store:
        desk = Desk(parts.dispatcher(store, remembers=0), lines, chance)
        parts.settle()
        await desk.ask(count=len(lines) * 5)
        before = await desk.ask(count=BEFORE)
        before.say("before")
        began = time.monotonic()
        process = start(url, f"{MARK}0")
        during = await desk.ask_during(process)
        took = time.monotonic() - began
        during.say(f"during a reindex of {took:.0f} s")
        print(f"  {said(process)}; p99 {during.centile(0.99) / before.centile(0.99):.2f} times that before")
        killed = await kill(url, desk, kills, took)
        after = await desk.ask(count=len(lines) * 5)
        after.say("after")
    return not any(part.failed or part.mixed for part in (before, during, killed, after))


async def kill(url: str, desk: Desk, kills: int, took: float) -> Asked:
    """Kill reindexes at random moments, spread over about one and a half of them; the last one ends."""
    whole, done, turn = Asked(), 0, 1
    while True:
        process = start(url, f"{MARK}{turn}")
        seconds = desk.chance.uniform(0, took * 1.5 / kills) if done < kills else None
        asked = await desk.ask_during(process, seconds)
        for name in ("times", "failed", "mixed"):
            getattr(whole, name).extend(getattr(asked, name))
        if process.returncode == -signal.SIGKILL:
            done += 1
        elif done >= kills:
            break
        else:
            turn += 1
    whole.say(f"killed {done} times")
    print(f"  in {turn} reindexes; the last: {said(process)}")
    return whole


def said(process: subprocess.Popen[bytes]) -> str:
    """What a process has printed."""
    return process.stdout.read().decode().strip() if process.stdout else ""


def held(path: Path, count: int) -> bool:
    """Print what the store holds; whether it is whole."""
    with sqlite3.connect(path) as connection:
        (articles,) = connection.execute("SELECT count(*) FROM article").fetchone()
        marks = connection.execute("SELECT count(DISTINCT fingerprint), count(*) FROM prepared").fetchone()
        left = connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'next_%' OR name LIKE 'old_%'")
        left = [name for (name,) in left]
    proof = subprocess.run(
        [sys.executable, "-m", "bot", "verify"],
        env=os.environ | {"STORE_URL": f"sqlite:///{path}"}, cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    print(f"articles {articles:,} of {count:,}, of {marks[0]} generation, left over: {left or 'nothing'}")
    print(f"verify exit {proof.returncode}: {proof.stdout.decode().strip()}; {path.stat().st_size / 1e6:.0f} MB")
    return articles == count == marks[1] and marks[0] == 1 and not left and proof.returncode == 0


def main() -> int:
    """Fill, ask, kill, count."""
    if sys.argv[1:2] == ["--build"]:
        asyncio.run(build(sys.argv[2], sys.argv[3]))
        return 0
    count, kills, seed = (int(value) for value in (*sys.argv[1:], *("3000", "20", "1")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sitrep.db"
        if count <= SMALL:
            asyncio.run(fill(f"sqlite:///{path}", count))
        else:
            shutil.copy(store_of(count).removeprefix("sqlite:///"), path)
        print(f"{count:,} articles, {path.stat().st_size / 1e6:.0f} MB")
        whole = asyncio.run(measure(f"sqlite:///{path}", kills, random.Random(seed)))
        return 0 if held(path, count) and whole else 1


if __name__ == "__main__":
    sys.exit(main())
