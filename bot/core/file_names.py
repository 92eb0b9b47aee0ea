"""Names for files that come with answers: safe in any folder and on any platform, and no two alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.reply import File

LONGEST = 80
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
EDGES = " .-"
NAMELESS = "file"


def safe_name(name: str) -> str:
    """The name in letters, digits, dots, dashes and underscores: no path, no hidden file, no device of Windows."""
    stem, ending = parts(re.split(r"[/\\]", name)[-1])
    kept = _plain(stem)[: LONGEST - len(ending)].strip(EDGES) or NAMELESS
    return f"_{kept}{ending}" if RESERVED.match(kept) else f"{kept}{ending}"


def _plain(text: str) -> str:
    return UNSAFE.sub("-", unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode())


def parts(name: str) -> tuple[str, str]:
    """A file name without what stands at its edges, and its ending with the dot."""
    whole = name.strip(EDGES)
    stem, dot, ending = whole.rpartition(".")
    if not dot or not (ending.isascii() and ending.isalnum()) or len(ending) > LONGEST // 4:
        return whole, ""
    return stem.strip(EDGES), f".{ending}"


def numbered(name: str, number: int) -> str:
    """`table.csv` as it is for 1, `table-2.csv` for 2."""
    stem, ending = parts(name)
    return name if number == 1 else f"{stem}-{number}{ending}"


def named(files: Sequence[File]) -> Iterator[File]:
    """The files under safe names, no two alike, whatever the case of their letters."""
    taken: set[str] = set()
    for file in files:
        safe, number = safe_name(file.name), 1
        while numbered(safe, number).lower() in taken:
            number += 1
        taken.add(numbered(safe, number).lower())
        yield replace(file, name=numbered(safe, number))


def size_words(count: int) -> str:
    """A size as people read it: `812 bytes`, `3.4 kB`, `10.5 MB`."""
    if count < 1000:
        return f"{count} byte{'' if count == 1 else 's'}"
    return f"{count / 1e3:.1f} kB" if count < 1e6 else f"{count / 1e6:.1f} MB"
