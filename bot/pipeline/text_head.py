"""The head of a plain text: headline, byline and day, which stand above the first paragraph in no fixed order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.pipeline import bylines, datelines, moments
from bot.pipeline.characters import key
from bot.pipeline.clutter import Block, ends_sentence, is_clutter, is_date_line

# What ends or parts like a sentence, a dateline ("NAIROBI, Kenya (AP) --") or a line that ends in its date.
_NO_HEADLINE = re.compile(r"[.,;:…_]$|[-–—]{1,2}$|[^\W\d_]{5}\. [A-Z]|\.[”’\"']$|\d, (?:19|20)\d\d$|\d{4}-\d\d-\d\d$")
# "Home | Border | Trade", "Skip to comments · Print this page"
_MENU_BREAK = re.compile(r"\s*[|•·»›]\s*")
_LEAST_ENTRIES, _LONGEST_ENTRY, _LONGEST_MENU = 3, 4, 300
_LONGEST_MASTHEAD = 5
_SMALL = frozenset(("of", "the", "and", "for", "on", "in"))
_LONGEST_HEADLINE = 200
_DEEPEST = 12
_LAST = 5


class Head(NamedTuple):
    """What the head tells, and the blocks below it."""

    title: str | None
    byline: str | None
    published: str | None
    publisher: str | None
    body: list[Block]


def read(blocks: Sequence[Block], title: str | None) -> Head:
    """Part the head from the body; with a `title` known from elsewhere only its repetitions are taken for headlines."""
    found, byline, published = title, None, None
    at = _below_masthead(blocks)
    publisher = blocks[0].words if at else None
    while at < min(len(blocks), _DEEPEST):
        block = blocks[at]
        words = block.words
        if is_date_line(words):
            published = published or moments.moment(words)
        elif is_clutter(block) or _is_menu(words) or (found and key(words) == key(found)):
            pass
        elif writers := bylines.from_line(words) or _named(blocks, at, found):
            byline = byline or writers
        elif not found and _is_headline(block, blocks[at + 1 :]):
            found = words
        else:
            break
        at += 1
    body = list(blocks[at:])
    day = datelines.read(body[0].words).day if body else None
    return Head(found, byline or _followed(body), published or day, publisher, body)


def _below_masthead(blocks: Sequence[Block]) -> int:
    """The place behind the paper's own name above everything, and the menu or section under it; 0 for none.

    A name alone could be a short headline: a menu, a section or capitals that the headline has not must tell.
    """
    if not blocks or not _is_masthead(blocks[0]):
        return 0
    at = 1
    while at < min(len(blocks), _DEEPEST) and (_is_menu(blocks[at].words) or _is_section(blocks[at])):
        at += 1
    if at == len(blocks) or not _is_headline(blocks[at], blocks[at + 1 :]):
        return 0
    headline, name = blocks[at].words, blocks[0].words
    told = at > 1 or (name.isupper() and not headline.isupper())
    return at if told and headline.count(" ") > name.count(" ") else 0


def _is_masthead(block: Block) -> bool:
    words = block.words.split()
    if block.kind != "text" or len(words) > _LONGEST_MASTHEAD or is_clutter(block) or is_date_line(block.words):
        return False
    named = all(word[0].isupper() or word in _SMALL or word == "&" for word in words)
    return named and not _NO_HEADLINE.search(block.words) and not _is_menu(block.words)


def _is_section(block: Block) -> bool:
    return " " not in block.words and block.words.isalpha() and block.words[0].isupper()


def _is_menu(words: str) -> bool:
    """Whether a line is a row of short entries: "Home | Border | Trade"."""
    if len(words) > _LONGEST_MENU or ends_sentence(words):
        return False
    entries = [entry.split() for entry in _MENU_BREAK.split(words) if entry.strip()]
    return len(entries) >= _LEAST_ENTRIES and all(len(entry) <= _LONGEST_ENTRY for entry in entries)


def _is_headline(block: Block, after: Sequence[Block]) -> bool:
    words = block.words
    if len(words) > _LONGEST_HEADLINE or not 2 <= words.count(" ") + 1 <= 30 or _NO_HEADLINE.search(words):
        return False
    if block.kind == "head":
        return True
    return words[0] not in '"“-' and not words[0].islower() and any(_is_paragraph(block) for block in after[:_DEEPEST])


def _is_paragraph(block: Block) -> bool:
    return len(block.words) > 60 and ends_sentence(block.words)


def _named(blocks: Sequence[Block], at: int, title: str | None) -> str | None:
    """A name alone on its line is the author's where clutter, a day or the headline again stand around it."""
    words = blocks[at].words
    if title is None or not bylines.is_name(words):
        return None
    before = at > 0 and is_clutter(blocks[at - 1])
    after = blocks[at + 1] if at + 1 < len(blocks) else None
    framed = after is not None and (is_clutter(after) or is_date_line(after.words) or key(after.words) == key(title))
    return words if before or framed else None


def _followed(body: Sequence[Block]) -> str | None:
    names = (bylines.from_follow_line(block.words) for block in body[-_LAST:])
    return next(filter(None, names), None)
