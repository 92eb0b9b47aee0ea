"""Words that can be written on a page: what the font lacks is left out rather than drawn as boxes.

The font that comes with matplotlib has Latin, Greek and Cyrillic. Scripts that run from right to left or join their
letters would come out wrong, so their words are left out as well; the source's number stands for them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import cache, lru_cache

from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font, LoadFlags

from bot.core.plain import KEPT, safe

FONT = "DejaVu Sans"
RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
# Devanagari to Khmer: letters that join and change places, which the font has in part.
JOINING = range(0x0900, 0x1800)
LONGEST = 400


def writable(text: str) -> str:
    """One line without the words that cannot be written; joiners, which show nothing, are gone too."""
    line = unicodedata.normalize("NFC", safe(text[:LONGEST]))
    words = ("".join(char for char in word if char not in KEPT) for word in line.split())
    return " ".join(word for word in words if word and all(map(_is_writable, word)))


def cut(text: str, room: float, width: Callable[[str], float]) -> str:
    """As much of a line as has room, with "…" where something is missing."""
    return wrapped(text, room, width, 1)[0]


def wrapped(text: str, room: float, width: Callable[[str], float], most: int) -> list[str]:
    """The text in at least one and at most `most` lines of `room`, the last of them cut; a long word is cut as well."""
    words, lines = text.split(), list[str]()
    while words and len(lines) < most:
        size = _fitting(words, room, width)
        if size == len(words) or len(lines) < most - 1:
            line, words = " ".join(words[: max(size, 1)]), words[max(size, 1) :]
        else:
            line, words = _shortened(" ".join(words), room, width), []
        lines.append(line if width(line) <= room else _shortened(line, room, width))
    return lines or [""]


def _fitting(words: list[str], room: float, width: Callable[[str], float]) -> int:
    """How many words have room in one line."""
    return bisect_right(range(1, len(words) + 1), room, key=lambda size: width(" ".join(words[:size])))


def _shortened(text: str, room: float, width: Callable[[str], float]) -> str:
    """Cut between words where that loses little, else within one."""
    kept = text[: bisect_right(range(1, len(text) + 1), room, key=lambda size: width(f"{text[:size]}…"))]
    before, _, broken = kept.rpartition(" ")
    if before and broken and len(broken) < len(kept) / 4 and not text[len(kept) :].startswith(" "):
        kept = before
    return f"{kept.rstrip(' ,;:–-')}…"


def _is_writable(char: str) -> bool:
    if unicodedata.bidirectional(char) in RIGHT_TO_LEFT or ord(char) in JOINING:
        return False
    return ord(char) in _known()


@lru_cache(maxsize=4096)
def advance(char: str, size: float, dots: int, *, bold: bool) -> float:
    """How many pixels a character takes in a line, of letters of `size` points at so many dots to the inch."""
    font = _font(bold=bold)
    font.set_size(size, dots)
    return float(font.load_char(ord(char), LoadFlags.NO_HINTING).linearHoriAdvance) / 65536


@cache
def _known() -> frozenset[int]:
    """The characters that both weights of the font have."""
    return frozenset(_font(bold=False).get_charmap()) & frozenset(_font(bold=True).get_charmap())


def _font(*, bold: bool) -> FT2Font:
    return get_font(findfont(FontProperties(family=FONT, weight="bold" if bold else "normal")))
