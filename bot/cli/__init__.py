"""The command line: one module for each family of calls, joined here.

Exit status: 0 done, 1 it ran and something failed, 2 wrong usage or settings. Errors are one line on standard error
that says what to do, with a traceback only under `--debug`. Standard output carries only the result.
"""

from __future__ import annotations

import os
import select
import sys
from typing import Annotated

import typer

from bot.app import DEBUG
from bot.cli import (
    asking,
    exporting,
    following,
    grouping,
    inviting,
    keeping,
    manifesting,
    preparing,
    renewing,
    running,
    safekeeping,
    taking,
)
from bot.cli.output import complain
from bot.core.errors import SettingsError, SitrepError, UserError

INTERRUPTED = 130  # what typer makes of Ctrl-C
REPORT = "Run it again with --debug and report what it prints."

app = typer.Typer(
    name="sitrep",
    help="A briefing bot: what is known, the figures, the people, with a source behind every line.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _options(debug: Annotated[bool, typer.Option(help="Show a traceback when something fails.")] = False) -> None:
    """Options of every call; `main` reads --debug itself, since it is wanted before anything else can fail."""


FAMILIES = (
    running,
    asking,
    taking,
    renewing,
    preparing,
    keeping,
    grouping,
    exporting,
    following,
    safekeeping,
    inviting,
    manifesting,
)

for family in FAMILIES:
    family.register(app)


def main(arguments: list[str] | None = None) -> int:
    """Run one call and return its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    if debug:
        os.environ[DEBUG] = "1"
    arguments = [argument for argument in arguments if argument != "--debug"]
    try:
        status = app(arguments, standalone_mode=False) if arguments else _lost()
    except typer.TyperException as problem:
        return _failed(f"{problem.format_message()} See: python -m bot --help", 2)
    except (UserError, SettingsError) as problem:
        return _failed(str(problem), 2)
    except SystemExit as end:  # what typer makes of a pipe that breaks
        return 0 if _reader_has_left() else _failed(_defect(end.__context__ or end), 1)
    except Exception as problem:
        if debug:
            raise
        return _failed(str(problem) if isinstance(problem, SitrepError) else _defect(problem), 1)
    if status == INTERRUPTED:
        return _failed("Interrupted. What was done is kept; the same call again goes on.", 1)
    return status if isinstance(status, int) else 0


def _defect(problem: BaseException) -> str:
    return f"A defect in Sitrep: {type(problem).__name__}: {problem}. {REPORT}"


def _lost() -> int:
    app(["--help"], standalone_mode=False)
    return 2


def _reader_has_left() -> bool:
    """Whether standard output goes to a program that has had enough, such as `head`."""
    poll = select.poll()
    poll.register(sys.stdout.fileno(), select.POLLOUT)
    left = any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))
    if left:
        # The interpreter flushes once more at its end, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return left


def _failed(line: str, status: int) -> int:
    complain(line)
    return status
