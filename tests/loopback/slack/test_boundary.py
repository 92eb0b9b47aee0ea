"""What the server may not know."""

from __future__ import annotations

import ast
from pathlib import Path


def test_nothing_of_the_bot_is_imported() -> None:
    """It is a server, not our code: what it demands cannot follow what the bot happens to do."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    parts = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and node.level == 0]
    assert not {name.split(".")[0] for name in plain + parts} & {"bot", "commands"}
