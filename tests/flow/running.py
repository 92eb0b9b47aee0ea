"""`python -m bot run` as a process of its own, started, watched and stopped by tests."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

KEPT_OUT = ("DISCORD_", "SLACK_", "ADMINS", "HOME_WORKSPACES", "ANSWER_IN")


@dataclass
class RunningBot:
    """The process and its log, a file that it writes its standard error to."""

    process: asyncio.subprocess.Process
    errors: Path

    @property
    def log(self) -> str:
        """What it has logged so far."""
        return self.errors.read_text()

    async def stop(self, number: signal.Signals = signal.SIGTERM, seconds: float = 15.0) -> float:
        """Send a signal and wait for the end: how many seconds that took."""
        started = time.monotonic()
        if self.process.returncode is None:
            self.process.send_signal(number)
        await asyncio.wait_for(self.process.wait(), seconds)
        return time.monotonic() - started


@asynccontextmanager
async def running_bot(store: Path, log: Path, **settings: str) -> AsyncIterator[RunningBot]:
    """The bot over a store, stopped at the end whatever happens."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(KEPT_OUT)}
    environment = kept | {"STORE_URL": f"sqlite:///{store}", "PYTHONPATH": str(ROOT), "HTTP_PORT": "0"} | settings
    with log.open("ab") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run",
            env=environment, cwd=store.parent, stdin=asyncio.subprocess.DEVNULL, stderr=errors,
        )  # fmt: skip
    bot = RunningBot(process, log)
    try:
        yield bot
    finally:
        try:
            await bot.stop()
        except TimeoutError:
            process.kill()
            await process.wait()
