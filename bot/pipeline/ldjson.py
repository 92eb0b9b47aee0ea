"""JSON-LD in a page: what its scripts say of the article, as schema.org names it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any, TypeAlias

from bot.pipeline.characters import one_line

Node: TypeAlias = dict[str, Any]

_ARTICLES = ("article", "blogposting", "report", "posting", "review")
_PAGES = ("webpage", "itempage", "videoobject", "podcastepisode", "creativework")
_WRAPPING = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_MOST_NODES = 500
_LONGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class Linked:
    """What the nodes of a page say together."""

    headlines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    body: str | None = None


def read(scripts: Iterable[Any]) -> Linked:
    """Read every JSON-LD script; what is no JSON is passed over."""
    nodes = [
        node
        for script in scripts
        if "ld+json" in (script.get("type") or "").lower()
        for node in _nodes(_load(script.text))
    ]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 2}
    articles = [node for node in nodes if _is(node, _ARTICLES)]
    pages = [node for node in nodes if _is(node, _PAGES)]
    article = articles[0] if articles else {}
    dated = next((when for node in (*articles[:1], *pages) if (when := _string(node.get("datePublished")))), None)
    return Linked(
        headlines=tuple(
            words for field in ("headline", "name", "alternativeHeadline") if (words := _string(article.get(field)))
        ),
        authors=_names(article.get("author") or article.get("creator"), named),
        publisher=next(iter(_names(article.get("publisher"), named, organisations=True)), None),
        published=dated or _string(article.get("dateCreated")),
        body=_body(article),
    )


def _load(text: str | None) -> Any:
    if not text or len(text) > _LONGEST:
        return None
    bare = _WRAPPING.sub("", text).strip().rstrip(";")
    for attempt in (bare, _TRAILING_COMMA.sub(r"\1", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[Node]:
    """The objects of a document that may speak of the page: top level, `@graph`, `mainEntity` and their lists."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        entry = waiting.pop(0)
        if isinstance(entry, list):
            waiting[:0] = entry[:_MOST_NODES]
        elif isinstance(entry, dict):
            yield entry
            waiting += [
                entry[field]
                for field in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(entry.get(field), dict | list)
            ]


def _is(node: Node, kinds: tuple[str, ...]) -> bool:
    given = node.get("@type")
    types = given if isinstance(given, list) else [given]
    return any(isinstance(one, str) and one.lower().endswith(kinds) for one in types)


def _names(value: Any, named: dict[str, Node], organisations: bool = False) -> tuple[str, ...]:
    people: list[str] = []
    others: list[str] = []
    for entry in value if isinstance(value, list) else [value]:
        node = (
            named.get(entry["@id"], entry) if isinstance(entry, dict) and isinstance(entry.get("@id"), str) else entry
        )
        words = _string(node.get("name") if isinstance(node, dict) else node)
        if not words or words.startswith("http"):
            continue
        is_other = isinstance(node, dict) and _is(node, ("organization",))
        (others if is_other else people).append(words)
    return tuple(others + people if organisations else people or others)


def _string(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = ", ".join(entry for entry in value if isinstance(entry, str)) or value[0]
    return one_line(unescape(value)) or None if isinstance(value, str) else None


def _body(article: Node) -> str | None:
    value = article.get("articleBody") or article.get("text")
    return unescape(value) if isinstance(value, str) else None
