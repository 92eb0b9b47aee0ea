"""The author as a page shows him, for pages that say nothing of him in their head."""

from __future__ import annotations

import re
from typing import Any

from bot.pipeline import bylines
from bot.pipeline.characters import one_line

_TAGS = ("h1", "a", "span", "div", "p", "address", "li", "strong", "h2", "h3", "h4", "cite", "em", "section")
_CLASS = re.compile(r"author|by-?line|writer|contributor", re.IGNORECASE)
_ADDRESS = re.compile(
    r"/(?:authors?|writers?|staff|people|profiles?|contributors?|reporters?|by|bios?|journalists?|columnists?)/[^/]",
    re.IGNORECASE,
)
_OUTSIDE = frozenset({"nav", "footer", "aside", "form"})
_LONGEST = 120
_MOST = 40


def find(tree: Any) -> str | None:
    """The first element that is marked as the author; else the first under the headline that is named so."""
    likely: str | None = None
    tried = 0
    for element in tree.iter(*_TAGS):
        if element.tag == "h1":
            likely = None
        marked = "author" in f"{element.get('rel', '')} {element.get('itemprop', '')}".split()
        if not (marked or (likely is None and _is_named_so(element))):
            continue
        tried += 1
        if tried > _MOST:
            break
        if found := _authors(element, marked):
            if marked:
                return found
            likely = found
    return likely


def _is_named_so(element: Any) -> bool:
    if element.tag == "a" and _ADDRESS.search(element.get("href", "")):
        return True
    return bool(_CLASS.search(element.get("class", "")))


def _authors(element: Any, marked: bool) -> str | None:
    words = one_line(" ".join(element.itertext()))
    if not 3 < len(words) <= _LONGEST or any(above.tag in _OUTSIDE for above in element.iterancestors()):
        return None
    if found := bylines.from_line(words):
        return found
    return bylines.authors(words) if marked or bylines.is_name(words) else None
