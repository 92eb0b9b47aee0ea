"""Files and progress on the command line, with commands made up for it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.cli.asking import _one
from bot.core.command import Asker
from bot.dispatch import Dispatcher, Helpers
from bot.platforms.terminal import progress
from tests.flow.inside import CHART, Shelf, Work, commands

ADMIN = Asker(role="admin")


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    """A long work; the working directory is empty, and progress is told at once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "PLAIN_SECONDS", 0.0)
    return Work()


@pytest.fixture
def ask(work: Work) -> Callable[..., int]:
    """One call of `ask`: its exit status."""

    def ask(line: str, *, as_json: bool) -> int:
        library: Any = Shelf()
        made = Dispatcher(tuple(commands(work).values()), library, lambda: date(2026, 11, 24), Helpers())
        return asyncio.run(_one(made, line, ADMIN, as_json))

    return ask


@pytest.mark.parametrize("as_json", [False, True], ids=["plain", "json"])
def test_only_the_answer_is_on_standard_output(
    ask: Callable[..., int], work: Work, capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    """Progress is on standard error, and with JSON nowhere."""
    for number in range(1, 6):
        work.show(number)
    work.finish()
    status = ask("/admin count", as_json=as_json)
    out, err = capsys.readouterr()

    assert 0 == status
    assert "5 of 5" in out
    assert "Counting" not in out
    assert ([] if as_json else [f"Counting: {number} of 5" for number in range(1, 6)]) == err.splitlines()
    assert not as_json or "Counted" == json.loads(out)["title"]


def test_files_are_saved_and_their_paths_said(
    ask: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked twice, each answer has its own files; as JSON they are listed."""
    ask("/attach small", as_json=False)
    ask("/attach small", as_json=True)
    first, second = capsys.readouterr().out.split("{", 1)

    assert f"Saved: {tmp_path / 'chart.png'} ({len(CHART.data)} bytes)" in first.splitlines()
    assert ["chart-2.png", "figures-of-2024-2.csv"] == [
        Path(file["path"]).name for file in json.loads("{" + second)["files"]
    ]
    assert CHART.data == (tmp_path / "chart-2.png").read_bytes()
