"""Markdown to plain paragraphs: marks of layout are no words, and a quoted sentence should not show its asterisks.

Not a renderer: what is not plainly a mark stays as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.core.article import RawDocument
from bot.sources.wrapped import NARROWEST

HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*)")
CLOSING = re.compile(r"[ \t]#+$")
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
FENCE = re.compile(r" {0,3}(?:```|~~~)")
DEFINITION = re.compile(r" {0,3}\[[^\[\]]{1,300}\]:[ \t]")
QUOTED = re.compile(r"^ {0,3}(?:>[ \t]?)+")
ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,4}[.)])[ \t]+")
BULLET = re.compile(r"^[ \t]*[-*+][ \t]+")

# Every run is bounded and stops at the mark that opens it, so that the cost is linear in the line.
INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[([^\[\]\n]{0,300})\]\([^()\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,500})\]\[[^\[\]\n]{0,300}\]"), r"\1"),
    (re.compile(r"<(https?://[^\s<>]{1,2000})>"), r"\1"),
    (re.compile(r"(?<!\\)`{1,2}([^`\n]{1,500})`{1,2}"), r"\1"),
    (re.compile(r"(?<!\\)\*{1,3}(?=[^\s*])([^*\n]{1,1000})(?<=\S)\*{1,3}"), r"\1"),
    (re.compile(r"(?<![\w\\])_{1,3}(?=[^\s_])([^_\n]{1,1000})(?<=[^\s_])_{1,3}(?!\w)"), r"\1"),
    (re.compile(r"~~([^~\n]{1,1000})~~"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)

FRONT = {
    "title": "title",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "date": "published",
    "published": "published",
    "publisher": "publisher",
    "source": "publisher",
    "site": "publisher",
    "url": "url",
    "link": "url",
    "canonical": "url",
    "canonical_url": "url",
    "lang": "language",
    "language": "language",
}
FRONT_LINES = 100


@dataclass(frozen=True, slots=True)
class Front:
    """What stands between the dashes at the top, and the number of lines that it takes."""

    fields: dict[str, str] = field(default_factory=dict)
    lines: int = 0


def markdown_document(source: str, location: str) -> RawDocument:
    """The document with the front matter's title, or else its first heading's."""
    lines = source.split("\n")
    front = front_matter(lines)
    paragraphs = list(_paragraphs(lines[front.lines :]))
    title = front.fields.get("title")
    if paragraphs and paragraphs[0].heading and title in (None, paragraphs[0].text):
        title, paragraphs = paragraphs[0].text, paragraphs[1:]
    fields = {**front.fields, "title": title}
    return RawDocument(location, text="\n\n".join(p.text for p in paragraphs if p.text), **fields)


def front_matter(lines: list[str]) -> Front:
    """Plain `key: value` lines alone; anything more elaborate is passed over."""
    if not lines or lines[0].rstrip() != "---":
        return Front()
    end = next((n for n, line in enumerate(lines[1:FRONT_LINES], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return Front()
    pairs = (line.partition(":") for line in lines[1:end])
    known = {FRONT.get(key.strip().lower()): value.strip().strip("\"'") for key, _, value in pairs}
    return Front({name: value for name, value in known.items() if name and value}, end + 1)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    heading: bool = False


def _paragraphs(lines: list[str]) -> Iterator[_Paragraph]:
    open_lines: list[str] = []
    for line in lines:
        heading = HEADING.match(line)
        if open_lines and UNDERLINE.match(line):
            yield _Paragraph(_inline(" ".join(open_lines)), heading=True)
            open_lines = []
        elif heading or _parts(line):
            yield from _closed(open_lines)
            open_lines = []
            if heading:
                yield _Paragraph(_inline(CLOSING.sub("", heading[1].rstrip())), heading=True)
        else:
            if ITEM.match(line) or _verse(open_lines):
                yield from _closed(open_lines)
                open_lines = []
            open_lines.append(BULLET.sub("", QUOTED.sub("", line), count=1).strip())
    yield from _closed(open_lines)


def _parts(line: str) -> bool:
    """Whether the line only parts what stands above from what stands below."""
    bare = QUOTED.sub("", line, count=1)
    return not bare.strip() or bool(RULE.match(line) or FENCE.match(line) or DEFINITION.match(line))


def _verse(open_lines: list[str]) -> bool:
    """Two spaces at the end of a line keep the break; so do lines too short to have been broken at a width."""
    return bool(open_lines) and (open_lines[-1].endswith("\\") or len(open_lines[-1]) < NARROWEST)


def _closed(open_lines: list[str]) -> Iterator[_Paragraph]:
    text = _inline(" ".join(open_lines)).strip()
    if text:
        yield _Paragraph(text)


def _inline(text: str) -> str:
    for pattern, words in INLINE:
        text = pattern.sub(words, text)
    return text
