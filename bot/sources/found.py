"""What a source hands over, document or refusal, and the words for refusals that every kind of source shares."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.core.article import RawDocument

MEGABYTE = 1024 * 1024
DOCUMENT_LIMIT = 50 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that gave no document, and why, in one line.

    `failed` is true when it should have been read and could not be, false when it was passed over on purpose.
    """

    source: str
    reason: str
    failed: bool


Found: TypeAlias = RawDocument | Skipped


def shown(path: Path) -> str:
    """The path as one printable line that names this file and no other, whatever bytes its name is made of."""
    name = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def too_large(size: int, limit: int, what: str = "") -> str:
    """Why something of this size is refused; sizes are rounded up, so that they never look allowed."""
    return f"{what}is {-(-size // MEGABYTE)} MB; the limit for one document is {limit // MEGABYTE} MB"


def system_reason(error: OSError) -> str:
    """What the operating system's refusal means for whoever asked."""
    if isinstance(error, PermissionError):
        return "no permission to read it; give this user the right to read it"
    if error.errno == errno.ELOOP:
        return "a link that leads back to itself"
    if isinstance(error, FileNotFoundError):
        return "it is gone, or a link to something that is gone"
    return f"cannot be read: {error.strerror or type(error).__name__}"
