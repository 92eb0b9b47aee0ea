"""Words for Slack: runs of text as mrkdwn where that shows them unchanged, and as rich text where it would not.

In mrkdwn `&`, `<` and `>` can be escaped, and then nothing can mention or link; but `*`, `_`, `~`, backquotes and
`:codes:` cannot. A rich text block reads no markup at all, so words that hold any of these go there and are shown as
they are. Imports the core alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote

from bot.core.plain import safe

Json: TypeAlias = dict[str, Any]

SECTION = 2900  # of 3,000: some room for what Slack may count otherwise
ADDRESS = 2000  # in mrkdwn, so that it leaves room for the words that are linked
WILD = re.compile(r"[*_~`|]|:[^\s:]+:|^\s*>")
SENTENCES = re.compile(r".+?(?:[.!?…。！？]['\"”’)\]]*\s+|$)", re.DOTALL)
WORDS = re.compile(r"\S+(?:\s+(?=\d)\S+)*\s*")  # a number is not parted from the words before it


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a line, without control characters; `url` is an address made by `address`."""

    text: str
    bold: bool = False
    url: str | None = None


Line: TypeAlias = tuple[Run, ...]


def size(text: str) -> int:
    """Length as Slack may count it at most: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str) -> str:
    """Text that cannot mention, link or hide in mrkdwn."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def address(url: str | None) -> str | None:
    """A web address that cannot break out of a link; null for anything that Slack could not follow."""
    if url is None or not url.lower().startswith(("https://", "http://")):
        return None
    kept = "".join(
        char if char.isprintable() and not char.isspace() and char not in '|<>"' else quote(char, errors="ignore")
        for char in url.strip()
    )
    return kept if len(kept) > len("https://") and size(escape(kept)) <= ADDRESS else None


def plain(text: str) -> Json:
    """A plain_text object; its codes for emoji stay codes."""
    return {"type": "plain_text", "text": text, "emoji": False}


def mrkdwn(text: str) -> Json:
    """A mrkdwn object in which plain addresses and names are not turned into links."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def tame(lines: Iterable[Line]) -> bool:
    """Whether mrkdwn shows these words as they are."""
    return not any(WILD.search(run.text) for line in lines for run in line)


def marked(line: Line) -> str:
    """A line in mrkdwn."""
    return "".join(map(_marked, line))


def _marked(run: Run) -> str:
    words = escape(run.text)
    if run.url:
        return f"<{escape(run.url)}|{words}>"
    inner = words.strip()
    return words.replace(inner, f"*{inner}*", 1) if run.bold and inner else words  # "*word *" would not be bold


def rich(lines: Sequence[Line]) -> Json:
    """Lines as a rich_text block."""
    elements: list[Json] = []
    for place, line in enumerate(lines):
        if place:
            elements.append({"type": "text", "text": "\n"})
        elements += [_element(run) for run in line if run.text]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _element(run: Run) -> Json:
    if run.url:
        return {"type": "link", "url": run.url, "text": run.text}
    element: Json = {"type": "text", "text": run.text}
    return element | {"style": {"bold": True}} if run.bold else element


def sections(lines: Iterable[Line]) -> Iterator[Json]:
    """Lines as blocks that Slack takes, as few as will do."""
    for group in packed((part for line in lines for part in folded(line)), SECTION):
        if tame(group):
            yield {"type": "section", "text": mrkdwn("\n".join(map(marked, group))), "expand": True}
        else:
            yield rich(group)


def packed(lines: Iterable[Line], most: int, count: int = 10_000) -> Iterator[list[Line]]:
    """Lines in groups of at most `most` characters and `count` lines."""
    group: list[Line] = []
    used = 0
    for line in lines:
        cost = size(marked(line)) + 1
        if group and (used + cost > most or len(group) == count):
            yield group
            group, used = [], 0
        group.append(line)
        used += cost
    if group:
        yield group


def folded(line: Line, most: int = SECTION - 1) -> Iterator[Line]:
    """The line, or lines that follow one another when it is too long for one block."""
    current: list[Run] = []
    used = 0
    for run in line:
        for part in _parts(run, most):
            cost = size(_marked(part))
            if current and used + cost > most:
                yield tuple(current)
                current, used = [], 0
            current.append(part)
            used += cost
    if current:
        yield tuple(current)


def _parts(run: Run, most: int) -> Iterator[Run]:
    """A run that fits as it is, a longer one in pieces."""
    if size(_marked(run)) <= most and (run.url or run.bold):
        yield run
        return
    room = most - size(escape(run.url or "")) - len("<|>**")
    for piece in pieces(run.text, room):
        yield Run(piece, run.bold, run.url)


def pieces(text: str, most: int, breaks: Sequence[re.Pattern[str]] = (SENTENCES, WORDS)) -> Iterator[str]:
    """Text in pieces that are at most `most` long when escaped: whole sentences, else whole words, else what fits."""
    if text and size(escape(text)) <= most:
        yield text
        return
    parts = (match.group() for match in breaks[0].finditer(text)) if breaks else iter(text)
    piece = ""
    used = 0
    for part in parts:
        cost = size(escape(part))
        if piece and used + cost > most:
            yield piece
            piece, used = "", 0
        if cost > most:
            *whole, piece = pieces(part, most, breaks[1:])
            yield from whole
            used = size(escape(piece))
        else:
            piece += part
            used += cost
    if piece:
        yield piece


def clipped(text: str, most: int) -> str:
    """One clean line for a label, ended with … at a word where it is too long."""
    text = safe(text).strip()
    if size(text) <= most:
        return text
    first = next(pieces(text, most - 1, (WORDS,)), "").rstrip()
    while size(first) > most - 1:
        first = first[:-1]
    return first + "…"
