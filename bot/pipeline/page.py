"""A page of HTML -> the blocks of its article and what it says of itself.

trafilatura finds the article in the tree; here are the parsing around it, the choice between its ways of looking, and
the reading of its result. The page is parsed once.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html
from trafilatura import bare_extraction

from bot.pipeline import page_claims, page_gaps
from bot.pipeline.characters import key, one_line
from bot.pipeline.clutter import Block
from bot.pipeline.page_claims import Claims

# What trafilatura logs as errors ("empty HTML tree") is told to the user as one DocumentError instead.
for _library in ("trafilatura", "htmldate", "justext"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

# The parser stops at the 256th level and the rest of the page is lost; these tags alone are nested without end.
_NESTING = re.compile(
    r"</?(?:div|span|font|b|i|em|strong|center|small|big|u|blockquote|table|tbody|tr|td|section|ul|ol|li|dl|dd)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_DEEPEST = 250
_BREAKS = frozenset({"p", "head", "item", "quote", "row", "list", "table", "lb", "code", "div", "body"})
_KINDS = {"head": "head", "item": "item", "row": "row"}
# An article body given in JSON-LD that is this much longer than what was found shows that too little was found.
_TOO_LITTLE = 1.3
_SHORT = 60
_LONGEST_LINK = 200
_TAGS = re.compile(r"<(?:/p|br ?/?|/h\d|/li)>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,500}>")


@dataclass(frozen=True, slots=True)
class Page:
    """The article's blocks in order, and the page's claims."""

    blocks: tuple[Block, ...]
    claims: Claims


def read(markup: str, url: str | None) -> Page | None:
    """Read a page; None where there is nothing that could be read."""
    tree = _parse(markup)
    if tree is None:
        return None
    claims = page_claims.read(tree, url)
    found = _article(tree, claims)
    return Page(tuple(found), claims)


def _parse(markup: str) -> html.HtmlElement | None:
    tree = _tree(markup)
    if tree is not None and _depth_reached(tree):
        tree = _tree(_NESTING.sub("\n", markup))
    return tree


def _tree(markup: str) -> html.HtmlElement | None:
    if "<" not in markup:
        return None
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    data = markup.replace("\x00", "").encode("utf-8", "replace")
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _depth_reached(tree: html.HtmlElement) -> bool:
    """Whether the last branch, where a parser that gives up stops, is as deep as it goes."""
    depth, element = 0, tree
    while len(element) and depth < _DEEPEST:
        depth, element = depth + 1, element[-1]
    return depth >= _DEEPEST


def _article(tree: html.HtmlElement, claims: Claims) -> list[Block]:
    links = _link_words(tree)
    found = _extract(tree, links, fast=True)
    wanted = claims.words
    if _size(found) * _TOO_LITTLE < wanted or _size(found) < _SHORT:
        found = max(found, _extract(tree, links, fast=False), key=_size)
    if wanted > _SHORT and _size(found) * _TOO_LITTLE < wanted:
        return _claimed(claims.body or "")
    return page_gaps.fill(tree, found)


def _extract(tree: html.HtmlElement, links: frozenset[str], fast: bool) -> list[Block]:
    document: Any = bare_extraction(tree, fast=fast, include_comments=False)
    return list(_blocks(document.body, links)) if document is not None else []


def _blocks(body: Any, links: frozenset[str]) -> Iterator[Block]:
    pieces: list[str] = []
    kind = "text"
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        if tag in _BREAKS:
            words = one_line("".join(pieces))
            if words:
                yield Block(words, kind, len(words) < _LONGEST_LINK and key(words) in links)
            pieces.clear()
            kind = _KINDS.get(tag, kind if tag == "lb" else "text") if event == "start" else "text"
        elif tag == "cell" and event == "start" and pieces:
            pieces.append(" | ")
        pieces.append((element.text if event == "start" else element.tail) or "")


def _link_words(tree: html.HtmlElement) -> frozenset[str]:
    """What the links of the page say; a paragraph that says no more is a link to somewhere else."""
    return frozenset(
        words
        for link in tree.iter("a")
        if (text := "".join(link.itertext()).strip()) and len(text) < _LONGEST_LINK and len(words := key(text)) > 5
    )


def _size(blocks: list[Block]) -> int:
    return sum(block.words.count(" ") + 1 for block in blocks)


def _claimed(body: str) -> list[Block]:
    lines = _TAG.sub("", _TAGS.sub("\n", body)).splitlines()
    return [Block(words) for line in lines if (words := one_line(line))]
