"""Characters that carry no words: removed or made plain before anything else looks at a text.

Words, quotation marks and dashes stay as they were written, since evidence is shown verbatim.
"""

from __future__ import annotations

import re

# Zero-width and bidirectional marks, soft hyphens, controls and lone surrogates can hide words from search and from
# the reader, or break the encoding of an answer.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0e\ufe0f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ODD_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_WITHOUT_MARKS = dict.fromkeys(code for code in range(128) if not chr(code).isalnum())
_PRINTABLE = "\u034f\ufe0e\ufe0f"  # what is invisible and counts as printable all the same
_RUNS = re.compile("  +")


def plain(text: str) -> str:
    """The text without invisible characters, with the line feed as its only line end and one kind of space."""
    if not _is_plain(text):
        text = _ODD_SPACES.sub(" ", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))
    return _RUNS.sub(" ", text) if "  " in text else text


def _is_plain(text: str) -> bool:
    """Whether a glance tells that there is nothing to remove: all can be printed but line feeds and three joiners."""
    return text.replace("\n", " ").isprintable() and not any(mark in text for mark in _PRINTABLE)


def one_line(text: str | None) -> str:
    """The same, folded into one line; an empty string for nothing."""
    return " ".join(plain(text).split()) if text else ""


def key(text: str | None) -> str:
    """What two spellings of the same line share: its letters and digits alone, without case."""
    if not text:
        return ""
    if text.isascii():
        return text.translate(_WITHOUT_MARKS).lower()
    return "".join(filter(str.isalnum, text)).casefold()
