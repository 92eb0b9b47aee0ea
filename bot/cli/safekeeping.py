"""`backup` and `restore`: a copy of the store while the bot runs, and the way back."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import app as parts
from bot import store
from bot.cli.output import say

IN_USE_SECONDS = 1.0


def register(app: typer.Typer) -> None:
    """Add these calls."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="Where the copy goes; a file there is replaced once the copy is whole.")],
) -> int:
    """Write a consistent copy of the store, also while the bot runs."""
    size = asyncio.run(store.back_up(parts.settings().store_url, file))
    say(f"{file}: {size / 1e6:,.1f} MB")
    return 0


def restore(file: Annotated[Path, typer.Argument(help="A file that `backup` wrote.")]) -> int:
    """Put a copy in the place of the store; the old one is kept beside it."""
    url = parts.settings().store_url
    aside = asyncio.run(store.restore(url, file, busy_seconds=IN_USE_SECONDS))
    say(f"{store.path_of(url)} is now the copy {file}" + (f"; what was there is {aside}" if aside else ""))
    return 0
