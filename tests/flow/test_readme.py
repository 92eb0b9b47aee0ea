"""The examples of the README are what the program prints."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT


def test_the_examples_of_the_readme_are_what_the_program_prints() -> None:
    """Every example over the samples is word for word what comes back today; `make readme` brings them up to date."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "refresh_readme.py", "--check"],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (0, "") == (done.returncode, done.stderr)
