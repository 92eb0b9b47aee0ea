"""One document through the pipeline; whatever goes wrong with it is its own affair and becomes one line.

Imports `bot.core` alone until a document comes: the pipeline takes a quarter of a second to load.
"""

from __future__ import annotations

import gc

from bot.core.article import Article, RawDocument
from bot.core.errors import DocumentError

# A full collection walks the pipeline's word lists; what preparing leaves behind has few cycles.
COLLECTIONS = (20_000, 20, 100)


def collect_seldom() -> None:
    """Set up the garbage collector of a process that does nothing but prepare."""
    gc.set_threshold(*COLLECTIONS)


def attempt(document: RawDocument) -> Article | str:
    """The article with the fields of the contract, or the reason why there is none."""
    from bot.pipeline.steps import FOR_THE_STORE, prepare  # noqa: PLC0415

    try:
        return prepare(document, FOR_THE_STORE)
    except Exception as problem:  # noqa: BLE001 - one bad document never stops the others
        return reason_of(problem)


def reason_of(problem: Exception) -> str:
    """Why a document could not be prepared, in one line."""
    if isinstance(problem, DocumentError):
        return str(problem)
    return f"cannot be prepared: {type(problem).__name__}: {' '.join(str(problem).split())[:200]}"
