"""Text from outside made harmless for one line of output: nothing that steers a terminal, hides or reorders words."""

from __future__ import annotations

import unicodedata

KEPT = frozenset("\u200d\u200c")  # joiners that scripts and emoji need


def safe(text: str) -> str:
    """One line: control, escape, direction and other invisible characters out, white space folded."""
    if text.isprintable():
        return text
    shown = "".join(" " if char.isspace() else char for char in text if _visible(char))
    return " ".join(shown.split(" "))


def _visible(char: str) -> bool:
    return char.isspace() or char in KEPT or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
