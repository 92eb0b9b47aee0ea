"""`prepare`: the pipeline alone, with no store; see `piping` for the work."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.piping import pipe


def register(app: typer.Typer) -> None:
    """Add this call."""
    app.command("prepare")(prepare)


def prepare(
    jobs: Annotated[int, typer.Option(help="Worker processes.", min=1, max=64)] = 1,
) -> int:
    """Prepare documents from standard input: one JSON object a line in, one a line out."""
    return pipe(jobs)
