"""Plain text and Markdown -> blocks: where the paragraphs are, and what the marks mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.pipeline.characters import plain
from bot.pipeline.clutter import Block, ends_sentence

_PARAGRAPHS = re.compile(r"\n(?: *\n)+")
# Typewriters, mail and terminals wrap at 60 to 100 characters; anything longer was a paragraph on one line.
_NARROWEST_WRAP, _WIDEST_WRAP = 45, 130
_RAGGED = 0.8

_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_HEADING = re.compile(r"^ {0,3}#{1,6} +(.*?)(?: +#+)?$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+) *$")
_RULE = re.compile(r"^ {0,3}(?:[-*_] ?){3,}$")
_BULLET = re.compile(r"^ {0,8}(?:[-*+]|\d{1,3}[.)]) +")
_QUOTED = re.compile(r"^(?: {0,3}> ?)+")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\](?:\([^()\s]{0,2000}(?: \"[^\"\n]{0,300}\")?\)|\[[^\[\]\n]{0,200}\])")
_LINK = re.compile(
    r"\[([^\[\]\n]{1,500})\]"
    r"(?:\([^()\s]{0,1000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?(?: \"[^\"\n]{0,300}\")?\)|\[[^\[\]\n]{0,200}\])"
)
_REFERENCE = re.compile(r"^ {0,3}\[[^\[\]\n]{1,200}\]: *\S+.*$")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,1000})>")
_EMPHASIS = re.compile(r"(?<![\w*_~])(\*{1,3}|_{1,3}|~~)(?=[^\s*_~])([^*_~\n]{1,1000})(?<=[^\s])\1(?![\w*_~])")
_CODE = re.compile(r"`{1,3}([^`\n]{1,500})`{1,3}")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_MARKDOWN = re.compile(r"\A\s{0,20}#{1,6} +\S|\[[^\[\]\n]{1,300}\]\((?:https?:|/|#|mailto:)[^()\s]{0,1000}\)")
_LATEST_HEADING = 30
_FRONT_FIELD = re.compile(r"^([A-Za-z_][\w-]{0,40}):[ \t]*(.*)$")
_MOST_FRONT_LINES = 60


class FrontMatter(NamedTuple):
    """The fields above a Markdown text, by lower-case name, and the text after them."""

    fields: dict[str, str]
    rest: str


def blocks(text: str) -> list[Block]:
    """The paragraphs of a plain text."""
    return [Block(words) for words in _paragraphs(plain(text))]


def is_markdown(text: str) -> bool:
    """Whether a text uses the marks of Markdown for headings or links."""
    return ("](" in text or "#" in text[:_LATEST_HEADING]) and bool(_MARKDOWN.search(text))


def markdown_blocks(text: str) -> list[Block]:
    """The paragraphs of a Markdown text without its marks; headings and list items are known as such."""
    found: list[Block] = []
    lines: list[str] = []

    def close(kind: str = "text") -> None:
        words = _inline(" ".join(" ".join(lines).split()))
        if words:
            found.append(Block(words, kind))
        lines.clear()

    for line in plain(text).split("\n"):
        bare = _QUOTED.sub("", line)
        heading = _HEADING.match(bare)
        if heading:
            close()
            lines.append(heading[1])
            close("head")
        elif lines and _UNDERLINE.match(bare):
            close("head")
        elif not bare.strip() or _RULE.match(bare) or _FENCE.match(bare) or _REFERENCE.match(bare):
            close()
        elif _BULLET.match(bare):
            close()
            lines.append(_BULLET.sub("", bare))
            if len(lines[0]) < _WIDEST_WRAP:
                close("item")
        else:
            lines.append(bare)
    close()
    return found


def front_matter(text: str) -> FrontMatter:
    """Fields between two `---` lines at the very start ("title: ..."); none where there are no such lines."""
    lines = text.lstrip("\ufeff\n\r ").split("\n", _MOST_FRONT_LINES)
    bare = [line.rstrip() for line in lines]
    if bare[0] != "---" or "---" not in bare[1:_MOST_FRONT_LINES]:
        return FrontMatter({}, text)
    end = bare.index("---", 1)
    fields: dict[str, str] = {}
    listed = ""
    for line in bare[1:end]:
        if match := _FRONT_FIELD.match(line):
            listed = match[1].lower()
            fields[listed] = match[2].strip().strip("\"'[]")
        elif listed and (item := line.strip().removeprefix("-").strip()):
            fields[listed] = f"{fields[listed]}, {item}".strip(", ")
    return FrontMatter(fields, "\n".join(lines[end + 1 :])) if fields else FrontMatter({}, text)


def _inline(words: str) -> str:
    words = _LINK.sub(r"\1", _IMAGE.sub("", words))
    words = _AUTOLINK.sub(r"\1", _CODE.sub(r"\1", words))
    for _ in range(2):
        words = _EMPHASIS.sub(r"\2", words)
    return _ESCAPE.sub(r"\1", words).strip()


def _paragraphs(text: str) -> list[str]:
    groups = [[line for raw in group.split("\n") if (line := raw.strip())] for group in _PARAGRAPHS.split(text)]
    width = _wrap_width(groups)
    joined: list[str] = []
    for group in groups:
        joined += _unwrap(group, width) if width else group
    return joined


def _wrap_width(groups: Sequence[Sequence[str]]) -> int:
    """How wide the lines of a hard-wrapped text are; 0 where each line is a paragraph of its own."""
    breaks = [(line, after) for group in groups for line, after in pairwise(group)]
    long = [(line, after) for line, after in breaks if len(line) >= _NARROWEST_WRAP]
    if len(long) < 2 or any(len(line) > _WIDEST_WRAP and " " in line for group in groups for line in group):
        return 0
    inside = sum(not ends_sentence(line) for line, _ in long)
    lower = sum(after[0].islower() for _, after in long)
    if inside < len(long) / 2 or lower < len(long) / 5:
        return 0
    return max(len(line) for line, _ in long)


def _unwrap(lines: Sequence[str], width: int) -> list[str]:
    """Join each line to the one before unless that one had room for its first word, as only a last line has."""
    joined: list[str] = []
    room = 0
    for line in lines:
        first = line.partition(" ")[0]
        if joined and (
            room < len(first) + 1 or (room < width * (1 - _RAGGED) + len(first) and not ends_sentence(joined[-1]))
        ):
            glue = "" if joined[-1].endswith("-") and joined[-1][-2:-1].isalpha() and first[:1].islower() else " "
            joined[-1] += glue + line
        else:
            joined.append(line)
        room = width - len(line)
    return joined
