"""Killed at any moment, `ingest` leaves whole articles, and the same command finishes the work."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT


def test_ingest_survives_sigkill() -> None:
    """After three kills in the midst of it every article is there once and all of them verify."""
    done = subprocess.run(
        [sys.executable, ROOT / "bench" / "kill_ingest.py", "3", "240", "5"],
        capture_output=True, text=True, check=False, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, timeout=240,
    )  # fmt: skip

    assert 0 == done.returncode, done.stdout + done.stderr
    assert "kills 3, articles 240 of 240, missing 0, double 0" in done.stdout
    assert "verify exit 0" in done.stdout
