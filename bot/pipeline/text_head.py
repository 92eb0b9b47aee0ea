"""The head of a plain text: headline, byline and day, which stand above the first paragraph in no fixed order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.pipeline import bylines, moments
from bot.pipeline.characters import key
from bot.pipeline.clutter import Block, ends_sentence, is_clutter, is_date_line

_DATELINE = re.compile(
    r"[A-Z][A-Z .'’-]{2,40}(?:, [A-Z][\w.]{2,20}){0,2},? "
    r"(?P<day>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})"
    r" ?(?:\([^()]{2,40}\) ?)?(?:[-–—:/]|\()"
)
# What ends or parts like a sentence, a dateline ("NAIROBI, Kenya (AP) --") or a line that ends in its date.
_NO_HEADLINE = re.compile(r"[.,;:…_]$|[-–—]{1,2}$|[^\W\d_]{5}\. [A-Z]|\.[”’\"']$|\d, (?:19|20)\d\d$|\d{4}-\d\d-\d\d$")
_LONGEST_HEADLINE = 200
_DEEPEST = 12
_LAST = 5


class Head(NamedTuple):
    """What the head tells, and the blocks below it."""

    title: str | None
    byline: str | None
    published: str | None
    body: list[Block]


def read(blocks: Sequence[Block], title: str | None) -> Head:
    """Part the head from the body; with a `title` known from elsewhere only its repetitions are taken for headlines."""
    found, byline, published = title, None, None
    at = 0
    while at < min(len(blocks), _DEEPEST):
        block = blocks[at]
        words = block.words
        if is_clutter(block) or (found and key(words) == key(found)):
            pass
        elif is_date_line(words):
            published = published or moments.moment(words)
        elif writers := bylines.from_line(words) or _named(blocks, at, found):
            byline = byline or writers
        elif not found and _is_headline(block, blocks[at + 1 :]):
            found = words
        else:
            break
        at += 1
    body = list(blocks[at:])
    return Head(found, byline or _followed(body), published or _dateline(body), body)


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


def _dateline(body: Sequence[Block]) -> str | None:
    match = _DATELINE.match(body[0].words) if body else None
    return moments.moment(match["day"]) if match else None
