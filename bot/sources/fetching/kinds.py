"""Which content types may stand for which kind of document.

Only what a site claims is looked at: the readers of each kind look at the bytes themselves. Feeds come under nearly any
name of text, and files of any kind as "some bytes", so that those pass; a film, a picture or a program does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.core.errors import FetchError
from bot.core.ports import DocumentKind

BYTES = r"(?:application|binary)/octet-stream"
TYPES: dict[DocumentKind, re.Pattern[str]] = {
    "feed": re.compile(rf"text/.*|application/(?:[\w.-]+\+)?(?:xml|json)|application/(?:x-)?(?:rss|atom|rdf)|{BYTES}"),
    "page": re.compile(r"text/(?:html|plain|xml)|application/(?:xhtml\+)?xml|application/vnd\.wap\.xhtml\+xml"),
    "pdf": re.compile(rf"application/(?:x-)?pdf|{BYTES}"),
    "text": re.compile(rf"text/.*|message/rfc822|application/(?:json|jsonl|x-ndjson|xml)|{BYTES}"),
    "archive": re.compile(
        rf"application/(?:zip|x-zip-compressed|gzip|x-gzip|warc|jsonl|x-ndjson|x-jsonlines)|text/plain|{BYTES}"
    ),
}


def check_kind(content_type: str | None, kinds: Iterable[DocumentKind]) -> None:
    """Raises `FetchError` for an answer that claims to be something else; one that claims nothing passes."""
    wanted = tuple(kinds)
    if content_type is None or not wanted or any(TYPES[kind].fullmatch(content_type) for kind in wanted):
        return
    raise FetchError(f"it sends {content_type[:80]}, where a {' or '.join(wanted)} was asked for")
