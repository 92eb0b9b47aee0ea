"""The command line: one module for each family of calls, joined here.

Exit status: 0 done, 1 it ran and something failed, 2 wrong usage or settings. Errors are one line on standard error
that says what to do, with a traceback only under `--debug`. Standard output carries only the result.
"""

from __future__ import annotations

import os
import select
import sys

from bot import DEBUG
from bot.cli.output import complain
from bot.core.errors import SettingsError, SitrepError, UserError

INTERRUPTED = 130  # what typer makes of Ctrl-C
REPORT = "Run it again with --debug and report what it prints."


def main(arguments: list[str] | None = None) -> int:
    """Run one call and return its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    if debug:
        os.environ[DEBUG] = "1"
    arguments = [argument for argument in arguments if argument != "--debug"]
    try:
        status = _run(arguments)
    except (UserError, SettingsError) as problem:
        return _failed(str(problem), 2)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except (SystemExit, BrokenPipeError) as end:  # an exit is what typer makes of a pipe that breaks
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


def _run(arguments: list[str]) -> object:
    """One call; what is piped through `prepare` need not wait for the parser of options, which takes as long to load.

    Raises whatever the call does.
    """
    if arguments == ["prepare"]:
        from bot.cli.piping import pipe  # noqa: PLC0415

        return pipe(jobs=1)
    from bot.cli.calls import run_call  # noqa: PLC0415

    return run_call(arguments)


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
