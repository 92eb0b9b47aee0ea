"""The contract's JSON of a document and of a prepared article (`prepare`, `show`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from bot.core.article import Article
from bot.core.errors import DocumentError
from bot.services.attempting import attempt
from bot.sources.jsonl import decode_line, document_of

FIELDS = (
    "url", "title", "byline", "publisher", "language", "published", "not_before", "text", "sentences", "summary",
    "figures", "entities", "dates", "quotes",
)  # fmt: skip


def article_object(article: Article) -> dict[str, Any]:
    """The contract's fields of an article, in the contract's order."""
    return {name: getattr(article, name) for name in FIELDS} | {"error": None}


def prepare_lines(lines: Sequence[bytes]) -> list[tuple[bytes, bool]]:
    """The output line for each input line, and whether its document could be prepared; runs in a worker."""
    return [prepare_line(line) for line in lines]


def prepare_line(line: bytes) -> tuple[bytes, bool]:
    """The output line for one input line, and whether the document could be prepared."""
    identity = None
    try:
        fields = decode_line(line.decode("utf-8", "replace"))
        identity = fields.get("id")
        article = attempt(document_of(fields, str(identity)))
    except DocumentError as problem:
        reason = str(problem)
        return error_line(identity, f"the line {reason}" if reason.startswith(("is ", "has ")) else reason), False
    if isinstance(article, str):
        return error_line(identity, article), False
    return msgspec.json.encode({"id": identity} | article_object(article)) + b"\n", True


def broken_line(line: bytes, reason: str) -> tuple[bytes, bool]:
    """The output line for a document that its worker never answered for."""
    try:
        identity = decode_line(line.decode("utf-8", "replace")).get("id")
    except DocumentError:
        identity = None
    return error_line(identity, reason), False


def error_line(identity: object, reason: str) -> bytes:
    """A line with nothing but the reason why."""
    return msgspec.json.encode({"id": identity} | dict.fromkeys(FIELDS) | {"error": reason}) + b"\n"
