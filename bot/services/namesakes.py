"""Whether names in different articles are one person's, by nothing but how they are written.

"Kim Jong-un" is "Kim Jong Un", "Barack H. Obama" is "Barack Obama", and "Mubarak" is "Hosni Mubarak" unless another
Mubarak is told of nearly as often: then nobody can tell who is meant, and the short name stays by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.core.article import EntityKind

# Of two people of a name the one who is told of so many times as often is meant by it.
DOMINANT = 4
ACCENT = re.compile("[\u0300-\u036f]+")
PART = re.compile(r"[^\W_]+")


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name as they compare: without case, accents, hyphens and dots."""
    plain = name.casefold().replace("'", "").replace("’", "")
    if not plain.isascii():
        plain = ACCENT.sub("", unicodedata.normalize("NFD", plain))
    return tuple(PART.findall(plain))


def same_name(one: str, other: str) -> bool:
    """Whether two names are surely one person's: equal, or one has an initial or a name more between first and last."""
    short, long = sorted((parts_of(one), parts_of(other)), key=len)
    if "".join(short) == "".join(long):
        return True
    if len(short) < 2 or len(long) > len(short) + 1:
        return False
    return short[0] == long[0] and short[-1] == long[-1] and set(short) <= set(long)


def same_body(one: str, other: str) -> bool:
    """Whether two names are one organisation's: equal but for a "the", or one has the capitals of the other."""
    if parts_of(one.removeprefix("the ")) == parts_of(other.removeprefix("the ")):
        return True
    return any(
        short.isupper() and len(short) > 1 and short == "".join(word[0] for word in long.split() if word[0].isupper())
        for short, long in ((one.replace(".", ""), other), (other.replace(".", ""), one))
    )


def homes_of(counts: Mapping[str, int], kind: EntityKind) -> dict[str, str]:
    """For each name the one under which its owner goes, told from all names and in how many articles each is."""
    homes: dict[str, str] = {}
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(counts, key=lambda name: (-len(name.split()), -counts[name], name)):
        ends = _ends(name, kind)
        near = list(dict.fromkeys(other for end in ends for other in by_word[end]))
        homes[name] = _owner(name, near, counts, kind) or name
        if homes[name] == name:
            for end in ends:
                by_word[end].append(name)
    return homes


def _ends(name: str, kind: EntityKind) -> tuple[str, ...]:
    """Words under which a name is looked for: a person's first and last, the first letter of a body."""
    parts = parts_of(name.removeprefix("the ")) or (name,)
    return (parts[0], parts[-1]) if kind == "person" else (parts[0][0],)


def _owner(name: str, near: Sequence[str], counts: Mapping[str, int], kind: EntityKind) -> str | None:
    """Which of the longer names this one is short for; null where that is not sure."""
    if kind != "person":
        return next((other for other in near if same_body(name, other)), None)
    if len(parts_of(name)) > 1:
        return next((other for other in near if same_name(name, other)), None)
    first, *rest = sorted(near, key=lambda other: -counts[other]) or [""]
    return first if first and (not rest or counts[first] >= DOMINANT * counts[rest[0]]) else None
