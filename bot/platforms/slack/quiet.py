"""What Slack's libraries log, passed on to our own log: warnings alone, in one line, without anything secret."""

from __future__ import annotations

import logging
import re

import structlog

SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|ticket=[^\s&'\")]+|/responses/\S+|hooks\.slack\.com/\S+")

NO_MATTER = "`token` will be unused"  # bolt looks into the environment by itself, and finds our token there

log = structlog.get_logger()


class Forward(logging.Handler):
    """Hands records to structlog; their tracebacks are the library's own affair."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line, at its own level."""
        if NO_MATTER in record.getMessage():
            return
        words = " ".join(SECRET.sub("(secret)", record.getMessage()).split())[:300]
        log.log(record.levelno, words, action="slack_library", source=record.name)


def library_logger() -> logging.Logger:
    """A logger to give to the libraries; those they make themselves take after it."""
    logger = logging.Logger("slack", logging.WARNING)  # noqa: LOG001 - of one platform, so it is in no registry
    logger.addHandler(Forward())
    return logger
