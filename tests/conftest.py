"""Fixtures that every room's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds, descriptions and evaluation data that lies beside the repository during development."""
    folder = Path(os.environ.get("SITREP_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the shared development data is not here; set SITREP_SHARED to its folder to run this")
    return folder
