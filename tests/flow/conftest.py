"""The program as a user runs it: processes, a store in a temporary folder, and what they print."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT


@dataclass(frozen=True)
class Program:
    """`python -m bot` with a store of its own."""

    store: Path

    def run(self, *arguments: str, given: str | bytes = "", **settings: str) -> subprocess.CompletedProcess[str]:
        """One call, whatever its exit status."""
        kept = {name: value for name, value in os.environ.items() if name not in ("DISCORD_TOKEN", "SLACK_BOT_TOKEN")}
        environment = kept | {"STORE_URL": f"sqlite:///{self.store}", "PYTHONPATH": str(ROOT)} | settings
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=given if isinstance(given, bytes) else given.encode(),
            capture_output=True, env=environment, cwd=self.store.parent, timeout=120, check=False,
        )  # fmt: skip
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    def ask(self, *lines: str) -> list[dict[str, Any]]:
        """The answers to these lines as JSON objects."""
        done = self.run("ask", "-", "--json", given="\n".join(lines))
        return [json.loads(line) for line in done.stdout.splitlines()]

    def ingest(self, *paths: Path | str) -> dict[str, Any]:
        """What `ingest --json` says."""
        return json.loads(self.run("ingest", "--json", *map(str, paths)).stdout)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program with an empty store."""
    return Program(tmp_path / "sitrep.db")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Program]:
    """A program whose store holds a folder; each folder is ingested once and only read afterwards."""
    known: dict[Path, Program] = {}

    def fill(folder: Path) -> Program:
        if folder not in known:
            known[folder] = Program(tmp_path_factory.mktemp(folder.name) / "sitrep.db")
            known[folder].ingest(folder)
        return known[folder]

    return fill
