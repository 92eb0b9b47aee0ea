"""Which module has which call, and the parser that reads their options."""

from __future__ import annotations

import importlib
from typing import Annotated

import typer

from bot.core.errors import UserError

# The module of each call, in the order of the help.
CALLS = {
    "run": "running",
    "ask": "asking",
    "chat": "asking",
    "ingest": "taking",
    "reindex": "renewing",
    "prepare": "preparing",
    "show": "keeping",
    "verify": "keeping",
    "status": "keeping",
    "stories": "grouping",
    "export": "exporting",
    "sources": "following",
    "admin": "following",
    "backup": "safekeeping",
    "restore": "safekeeping",
    "discord-invite": "inviting",
    "slack-manifest": "manifesting",
}


def program(call: str | None = None) -> typer.Typer:
    """The command line; where the call is known, its own module alone, since all of them take most of a second."""
    app = typer.Typer(
        name="sitrep",
        help="A briefing bot: what is known, the figures, the people, with a source behind every line.",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    wanted = [CALLS[call]] if call in CALLS else dict.fromkeys(CALLS.values())
    for module in wanted:
        importlib.import_module(f"bot.cli.{module}").register(app)
    return app


def run_call(arguments: list[str]) -> object:
    """What the call returns; without any the help is shown, as a wrong usage. Raises `UserError` for a wrong one."""
    try:
        if arguments:
            return program(arguments[0])(arguments, standalone_mode=False)
        program()(["--help"], standalone_mode=False)
    except typer.TyperException as problem:
        raise UserError(f"{problem.format_message()} See: python -m bot --help") from None
    return 2


def _options(debug: Annotated[bool, typer.Option(help="Show a traceback when something fails.")] = False) -> None:
    """Options of every call; `bot.cli.main` reads --debug itself, since it is wanted before anything else can fail."""
