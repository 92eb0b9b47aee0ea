"""Finds paragraphs that a page's article has and the extraction missed, because the page cuts it into several boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.pipeline.characters import key, one_line
from bot.pipeline.clutter import Block, ends_sentence

_TAGS = ("p", "h2", "h3", "blockquote")
_SHORTEST = 80
_OUTSIDE = frozenset({"aside", "footer", "nav", "header", "form", "figure", "figcaption"})
_MISSED = 0.4


def fill(tree: Any, found: Sequence[Block]) -> list[Block]:
    """The blocks of all boxes like those of the found paragraphs, where those hold much that was not found.

    Boxes are alike when tag and class agree and they are parts of the same `<article>`.
    """
    known = {key(block.words) for block in found if len(block.words) >= _SHORTEST}
    paragraphs = [(element, words, key(words) in known) for element, words in _paragraphs(tree, ("p",), _SHORTEST)]
    boxes = {_box(element) for element, _, is_found in paragraphs if is_found}
    missed = [
        words
        for element, words, is_found in paragraphs
        if not is_found and ends_sentence(words) and _box(element) in boxes
    ]
    if sum(map(len, missed)) < _MISSED * sum(len(block.words) for block in found):
        return list(found)
    return [
        Block(words, "head" if element.tag in {"h2", "h3"} else "text")
        for element, words in _paragraphs(tree, _TAGS, 1)
        if _box(element) in boxes
    ]


def _paragraphs(tree: Any, tags: Sequence[str], shortest: int) -> Iterator[tuple[Any, str]]:
    for element in tree.iter(*tags):
        words = one_line("".join(element.itertext()))
        if len(words) >= shortest and next(element.iterancestors(*_OUTSIDE), None) is None:
            yield element, words


def _box(element: Any) -> tuple[str, str, Any]:
    parent = element.getparent()
    article = next(element.iterancestors("article"), None)
    return (parent.tag, parent.get("class", ""), article) if parent is not None else ("", "", article)
