"""The program started against a loopback Slack: one running bot with a store of its own."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import ClientError, ClientSession
from prometheus_client.parser import text_string_to_metric_families

from tests.conftest import ROOT
from tests.loopback.slack import Slack

READY_SECONDS = 15.0


@dataclass
class Bot:
    """`python -m bot run` and the Slack that it is connected to; `log` is all that it wrote to standard error."""

    slack: Slack
    process: asyncio.subprocess.Process
    port: int
    log: list[str] = field(default_factory=list)
    heard: asyncio.Condition = field(default_factory=asyncio.Condition)
    _reader: asyncio.Task[None] | None = None

    @property
    def written(self) -> str:
        """Its log as one text."""
        return "\n".join(self.log)

    async def get(self, path: str) -> tuple[int, str]:
        """A page of its HTTP port; status 0 when nobody answers."""
        async with ClientSession() as session:
            try:
                async with session.get(f"http://127.0.0.1:{self.port}{path}") as answer:
                    return answer.status, await answer.text()
            except ClientError:
                return 0, ""

    async def ready(self) -> float:
        """Return once it says that it is ready: after how many seconds."""
        started = time.monotonic()
        while (await self.get("/readyz"))[0] != 200:
            assert self.process.returncode is None, self.written
            assert time.monotonic() - started < READY_SECONDS, self.written
            await asyncio.sleep(0.02)
        return time.monotonic() - started

    async def counted(self, name: str) -> float:
        """The sum of a counter over all its labels."""
        _, text = await self.get("/metrics")
        families = text_string_to_metric_families(text)
        return sum(sample.value for family in families for sample in family.samples if sample.name == name)

    async def says(self, words: str, seconds: float = 10.0) -> None:
        """Return once its log has these words."""
        async with asyncio.timeout(seconds), self.heard:
            await self.heard.wait_for(lambda: words in self.written)

    async def stop(self, number: int = signal.SIGTERM) -> float:
        """Stop it; the seconds it took."""
        started = time.monotonic()
        if self.process.returncode is None:
            self.process.send_signal(number)
        await asyncio.wait_for(self.process.wait(), 20)
        if self._reader is not None:
            await self._reader
        return time.monotonic() - started

    async def read(self) -> None:
        """Keep what it writes."""
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.log.append(line.decode().rstrip())
            async with self.heard:
                self.heard.notify_all()


def description() -> Path | None:
    """The official description of the Web API, which calls are held against where it is at hand."""
    folder = Path(os.environ.get("SITREP_SHARED", ROOT.parent / "shared"))
    path = folder / "specs" / "slack_web_openapi_v2.json"
    return path if path.exists() else None


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def start(slack: Slack, store: Path, port: int | None = None, **settings: str) -> Bot:
    """Start the program; it may not be ready yet."""
    port = port or free_port()
    names = ("DISCORD_TOKEN", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")
    kept = {name: value for name, value in os.environ.items() if name not in names}
    environment = kept | slack.environment | {"STORE_URL": f"sqlite:///{store}", "HTTP_PORT": str(port)}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error::ResourceWarning", **settings}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, cwd=store.parent,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    bot = Bot(slack, process, port)
    bot._reader = asyncio.create_task(bot.read())
    return bot


@asynccontextmanager
async def running(slack: Slack, store: Path, **settings: str) -> AsyncIterator[Bot]:
    """A bot that is ready, with a copy of this store."""
    copied = store.parent / f"{free_port()}.db"
    shutil.copy(store, copied)
    bot = await start(slack, copied, **settings)
    try:
        await bot.ready()
        yield bot
    finally:
        await bot.stop()
