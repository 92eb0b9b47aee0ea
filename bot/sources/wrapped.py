"""Lines that were broken to fit a page or a mail are joined again into paragraphs.

Whoever reads the text afterwards takes every line for a paragraph of its own, and no sentence would be whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

HYPHENS = ("-", "\u2010", "\xad")
COMPOUND = re.compile(r"\w+(?:-\w+)+")
ENDS = (".", "!", "?", ":", "”", '"', "’", "…", "。")
# Letters of a printed page differ in width, so a full line may have fewer of them than the fullest.
FULL = 0.85
# Below this many characters lines are a list, a table or verse, not running text.
NARROWEST = 40


def unwrap(text: str) -> str:
    """Paragraphs, parted by blank lines, of a text whose lines were broken at a page's width."""
    lines = [line.strip() for line in text.split("\n")]
    width = line_width(lines)
    compounds = frozenset(COMPOUND.findall(text))
    return "\n\n".join(_joined(group, compounds) for group in _groups(lines, width))


def line_width(lines: Iterable[str]) -> int:
    """How long a full line is: what nineteen in twenty of the longer ones do not exceed."""
    lengths = sorted(len(line) for line in lines if len(line) >= NARROWEST)
    return lengths[len(lengths) * 19 // 20] if lengths else 0


def runs_on(line: str, following: str, width: int) -> bool:
    """Whether the paragraph goes on: the next word would not have fitted, or a sentence is plainly unfinished."""
    if not following or not width:
        return False
    if len(line) + 1 + len(following.split(None, 1)[0]) > FULL * width:
        return True
    return following[0].islower() and not line.endswith(ENDS)


def _groups(lines: Sequence[str], width: int) -> Iterable[Sequence[str]]:
    group: list[str] = []
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        if line:
            group.append(line)
        if group and not (line and runs_on(line, following, width)):
            yield group
            group = []


def _joined(lines: Sequence[str], compounds: frozenset[str]) -> str:
    pieces: list[str] = []
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        pieces.append(_open_ended(line, following, compounds) if following else line)
    return "".join(pieces)


def _open_ended(line: str, following: str, compounds: frozenset[str]) -> str:
    """The line ready to be followed: with a space, or without the hyphen that only broke a word.

    A hyphen stays where the same compound stands unbroken elsewhere ("long-term").
    """
    if not line.endswith(HYPHENS) or not following[0].islower() or not line[-2:-1].isalpha():
        return f"{line} "
    compound = f"{line.rsplit(maxsplit=1)[-1]}{following.split(maxsplit=1)[0]}".strip("\"'“”‘’(),.;:")
    return line if compound in compounds else line[:-1]
