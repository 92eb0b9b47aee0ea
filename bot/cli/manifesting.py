"""`slack-manifest`: what a workspace installs the bot from."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot import app as parts
from bot.cli.output import say
from bot.core.errors import UserError

URL = Annotated[
    str | None,
    typer.Option("--http", metavar="URL", help="Requests come to URL/slack/events instead of through a socket."),
]


def register(app: typer.Typer) -> None:
    """Add this call."""
    app.command("slack-manifest")(slack_manifest)


def slack_manifest(http: URL = None) -> int:
    """Print the manifest to make the Slack app from."""
    from bot.platforms.slack.manifest import manifest  # noqa: PLC0415 - other calls do without Slack

    if http is not None and not http.startswith("https://"):
        raise UserError(f"--http: '{http[:80]}' is no https address. Example: --http https://bot.example.org")
    brief = next(command for command in parts.discover() if command.name == "brief")
    made = manifest(brief, f"{http.rstrip('/')}/slack/events" if http else None)
    say(json.dumps(made, indent=2, ensure_ascii=False))
    return 0
