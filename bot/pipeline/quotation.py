"""Where the text is somebody's words: stretches between quotation marks, found from the marks alone.

Unlike the quotes step, which asks who speaks, this only needs to know which words are not the reporter's own.
"""

from __future__ import annotations

import re

MARKS = re.compile(r"[\"“”„«»‘’']|\n\n")
OPENING, CLOSING, SINGLES = frozenset("“„«"), frozenset("”»"), frozenset("‘’'")
PARAGRAPH = "\n\n"


def quoted_stretches(text: str) -> list[tuple[int, int]]:
    """Start and end of each quotation, marks included, in order.

    One that its paragraph leaves open goes on in the next: its end lies past the paragraph's.
    """
    stretches: list[tuple[int, int]] = []
    opened, single = -1, False
    for match in MARKS.finditer(text):
        at, mark = match.start(), match.group()
        turn = _turn(text, at, mark)
        if opened >= 0 and (mark == PARAGRAPH or (turn == "open" and mark not in SINGLES and not single)):
            if not single or _must_be_quotation(text, opened):
                stretches.append((opened, at + (mark == PARAGRAPH)))
            opened = -1
        if turn == "open" and (opened < 0 or (single and mark not in SINGLES)):
            opened, single = at, mark in SINGLES
        elif turn == "close" and opened >= 0 and single == (mark in SINGLES):
            stretches.append((opened, at + 1))
            opened = -1
    if opened >= 0 and (not single or _must_be_quotation(text, opened)):
        stretches.append((opened, len(text) + 1))
    return stretches


def _must_be_quotation(text: str, at: int) -> bool:
    """Whether a single mark never closed is more than an apostrophe: it opens a paragraph or follows a colon."""
    return text[max(0, at - 2) : at] in ("", PARAGRAPH, ": ")


def _turn(text: str, at: int, mark: str) -> str:
    """Whether this mark opens or closes words; "" for an apostrophe."""
    if mark == PARAGRAPH:
        return ""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if mark in OPENING:
        return "open"
    if mark in CLOSING:
        return "open" if before.isspace() else "close"  # Swedish opens with the same sign
    if mark not in SINGLES:
        return "open" if not after.isspace() and (before.isspace() or before in "([—–-") else "close"
    if not before.isalnum() and after.isalpha():
        return "open"
    return "" if after.isalnum() or before.isspace() or mark == "‘" else "close"
