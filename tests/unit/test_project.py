"""The project's own files agree with each other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib

from bot.app import discover
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def pinned(name: str) -> set[str]:
    """The packages that a lock file pins."""
    return set(re.findall(r"^([a-z0-9-]+)==", (ROOT / name).read_text(), re.MULTILINE))


def wanted(requirements: list[str]) -> set[str]:
    """The package names of requirements."""
    return {re.split(r"[<>=\[; ]", requirement)[0].lower().replace(".", "-") for requirement in requirements}


def test_the_locks_pin_every_dependency_with_a_hash_and_no_address() -> None:
    """What pyproject.toml asks for is pinned, and the lock names no place to download from."""
    assert wanted(PROJECT["project"]["dependencies"]) <= pinned("requirements.lock")
    assert wanted(PROJECT["dependency-groups"]["dev"]) <= pinned("requirements-dev.lock")
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert text.count("--hash=sha256:") >= len(pinned(name))


def test_every_ruff_exclusion_has_a_reason() -> None:
    """No rule is switched off without a word why."""
    block = (ROOT / "pyproject.toml").read_text().partition("\nignore = [")[2].partition("]")[0]

    assert all("#" in line for line in block.strip().splitlines())


def test_every_command_has_an_example_that_names_it() -> None:
    """`/help` can show a line that works for each command."""
    for command in discover():
        assert command.example.startswith(f"/{command.name}")
        assert command.summary


def test_the_readme_names_every_command_and_the_column_of_the_text() -> None:
    """What a reader of the README may look for is there."""
    readme = (ROOT / "README.md").read_text()

    assert all(f"/{command.name}" in readme for command in discover())
    assert "revision.text" in readme


def test_every_benchmark_fits_the_program() -> None:
    """Each script of `bench/` and `tools/` finds all that it uses of the program."""
    probe = "import runpy, sys\nfor path in sys.argv[1:]: runpy.run_path(path, run_name='probe')"
    scripts = sorted(map(str, [*(ROOT / "bench").glob("*.py"), *(ROOT / "tools").glob("*.py")]))
    paths = os.pathsep.join((str(ROOT), str(ROOT / "bench")))
    done = subprocess.run(
        [sys.executable, "-c", probe, *scripts],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )

    assert scripts
    assert 0 == done.returncode, done.stderr
