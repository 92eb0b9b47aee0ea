"""Logs: structured lines on standard error, as text or JSON; a traceback only when debugging or in JSON."""

from __future__ import annotations

import logging
import sys
from typing import Literal, TextIO, cast

import structlog
from structlog.typing import Processor


def configure(level: str, form: Literal["text", "json"], *, debug: bool) -> None:
    """Set up structlog for this process."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if form == "json":
        tail: list[Processor] = [structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer()]
    else:
        tail = [*([] if debug else [_in_one_line]), structlog.processors.ExceptionRenderer(), _text()]
    structlog.configure(
        processors=[*shared, *tail],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _Stderr())),
        cache_logger_on_first_use=True,
    )


class _Stderr:
    """Standard error as it is at each line: loggers outlive what a test, or a program that embeds us, puts there."""

    def write(self, text: str) -> int:
        """Write to it."""
        return sys.stderr.write(text)

    def flush(self) -> None:
        """Flush it."""
        sys.stderr.flush()


def _text() -> Processor:
    return structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)


def _in_one_line(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """The exception's kind and words in the place of its traceback."""
    if event.pop("exc_info", None):
        problem = sys.exc_info()[1]
        event["problem"] = f"{type(problem).__name__}: {problem}"
    return event
