"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine, so that a green run stays green; `make fuzz` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("fuzz", max_examples=3000, deadline=None)
settings.load_profile(os.environ.get("SITREP_EXAMPLES", "steady"))

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds, descriptions and evaluation data that lies beside the repository during development."""
    folder = Path(os.environ.get("SITREP_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared development data is not here; set SITREP_SHARED to its folder to run this")
    return folder
