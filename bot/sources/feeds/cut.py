"""The part of a feed that is read: as many whole entries as there is room for, however it ends.

feedparser takes about 20 µs for each mark ("<" outside of CDATA) and 0.6 µs for each reference and line, whatever the
feed is made of, so these are what is counted; it knows no bound of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.errors import DocumentError
from bot.sources.xml_text import CLOSE, OPEN, SLIP_LIMIT, Root, mended, with_prefixes

ENTRY_LIMIT = 1_000
MARK_LIMIT = 30_000
# So many references or ends of lines cost as much as one mark.
SMALL = 30
# Caches write notes of their own below the last tag.
TAIL = 8 * 1024

ENTRY_START = re.compile(rb"<(?:[\w.-]{1,60}:)?(?:item|entry)[\s/>]", re.IGNORECASE)
ENTRY_END = re.compile(rb"</(?:[\w.-]{1,60}:)?(?:item|entry)\s*>", re.IGNORECASE)
# What can only follow an entry's end outside of CDATA: a section that holds it was never closed.
RUN_ON = re.compile(
    rb"(?:</[\w.:-]{1,60}>\s{0,99})?</(?:[\w.-]{1,60}:)?(?:item|entry)\s*>\s{0,99}(?=</?(?:[\w.-]{1,60}:)?(?:item|entry|channel|feed|rss|rdf)\b)",
    re.IGNORECASE,
)
# Captions of pictures, which feedparser takes for the entry's own title and text.
CAPTION = re.compile(rb"(</?media:)(?=title|description)")
# feedparser cuts addresses of mail in two where their last part is longer than four letters.
WRITER = re.compile(
    rb"(<(?:author|managingEditor|dc:creator|dc:author)\b[^<>]{0,200}>\s{0,99}(?:<!\[CDATA\[)?)([^<>\]]{1,500})",
    re.IGNORECASE,
)
MAIL = re.compile(rb"(?:mailto:)?[\w.+-]{1,64}@[\w.-]{1,200}|[()]|&lt;|&gt;")


@dataclass(frozen=True, slots=True)
class Cut:
    """A feed that is ready for the parser, how many whole entries it seems to have, and what is to be said of it."""

    text: bytes
    root: Root
    entries: int
    notes: tuple[str, ...]

    def one_by_one(self) -> Iterator[bytes]:
        """The feed without entries, then with each of them alone: for one where an entry swallows the next."""
        first = ENTRY_START.search(self.text)
        start = first.start() if first else len(self.text)
        yield self.text[:start] + _closing(self.text, self.root)
        # Not the whole head, which may be long: what the root declares is all that an entry needs.
        own = self.text[: self.text.find(b">", 0, TAIL) + 1] or b"<" + self.root.written + b">"
        channel = self.root.name == "rss"
        for end in ENTRY_END.finditer(self.text, start):
            entry = self.text[start : end.end()]
            yield b"".join(
                (own, b"<channel>" * channel, entry, b"</channel>" * channel, b"</", self.root.written, b">")
            )
            start = end.end()


@dataclass(slots=True)
class _Pieces:
    """What is taken so far; `whole` is how many pieces there were when the last entry ended."""

    text: list[bytes]
    marks: int = 0
    entries: int = 0
    slips: int = 0
    whole: int = 0


def cut(text: bytes, root: Root) -> Cut:
    """The feed from its root on, mended and within the limits; raises `DocumentError` if no entry is within them."""
    pieces = _Pieces([])
    full = _take(text, root.start, pieces)
    if full and not pieces.entries:
        raise DocumentError(
            f"has over {MARK_LIMIT:,} tags or as much else before its first entry ends; that is no feed"
        )
    notes: tuple[str, ...] = ()
    whole = b"".join(pieces.text)
    if full:
        total = len(ENTRY_END.findall(text, root.start))
        notes = (f"has about {total:,} entries; the first {pieces.entries:,} are read",)
    elif not _ended(whole, root):
        notes = ("ends too early; an entry that it leaves unfinished is not read",)
    if notes:
        first = ENTRY_START.search(whole)
        kept = b"".join(pieces.text[: pieces.whole]) if pieces.entries else whole[: first.start()] if first else whole
        whole = kept + _closing(whole, root)
    return Cut(with_prefixes(WRITER.sub(_name, whole), root.written), root, pieces.entries, notes)


def _take(text: bytes, position: int, pieces: _Pieces) -> bool:
    """Fill the pieces; true when the limits ended it before the text did."""
    closing = -2
    while position < len(text):
        opening = text.find(OPEN, position)
        if _markup(text[position : opening if opening >= 0 else len(text)], pieces):
            return True
        if opening < 0:
            break
        start = opening + len(OPEN)
        if closing != -1 and closing < start:
            closing = text.find(CLOSE, start)
        end = closing if closing >= 0 else len(text)
        run_on = RUN_ON.search(text, start, end)
        section = text[start : run_on.start() if run_on else end]
        pieces.text += (OPEN, section.replace(OPEN, b""), CLOSE)
        pieces.marks += 1 + section.count(b"\n") // SMALL
        position = run_on.start() if run_on else end + len(CLOSE)
    return False


def _markup(stretch: bytes, pieces: _Pieces) -> bool:
    """Add what stands between two CDATA sections, entry by entry; true when the limits are reached."""
    start = 0
    for found in ENTRY_END.finditer(stretch):
        if pieces.entries >= ENTRY_LIMIT or _add(stretch[start : found.end()], pieces):
            return True
        pieces.entries += 1
        pieces.whole = len(pieces.text)
        start = found.end()
    return _add(stretch[start:], pieces)


def _add(piece: bytes, pieces: _Pieces) -> bool:
    pieces.marks += piece.count(b"<") + (piece.count(b"&") + piece.count(b"\n")) // SMALL
    if pieces.marks > MARK_LIMIT:
        return True
    text, slips = mended(piece, SLIP_LIMIT - pieces.slips)
    pieces.slips += slips
    pieces.text.append(CAPTION.sub(rb"\1own-", text))
    return False


def _ended(whole: bytes, root: Root) -> bool:
    name = re.escape(root.written)
    return bool(
        re.search(rb"</" + name + rb"\s*>", whole[-TAIL:]) or re.match(rb"<" + name + rb"[^<>]*/>", whole[:TAIL])
    )


def _closing(whole: bytes, root: Root) -> bytes:
    """The tags that a feed needs after its last entry."""
    channel = re.search(rb"<(channel)[\s>]", whole, re.IGNORECASE) if root.name == "rss" else None
    return (b"</" + channel[1] + b">" if channel else b"") + b"</" + root.written + b">"


def _name(found: re.Match[bytes]) -> bytes:
    return found[1] + MAIL.sub(b" ", found[2])
