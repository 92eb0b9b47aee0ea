"""Who wrote it: the names of authors alone, from the many ways in which pages and texts give them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.pipeline.characters import key, one_line

_OPENER = re.compile(
    r"^\W*(?:(?:written|reported|posted|published|story|article|words|text|report|exclusive)\s+)?by\b[\s:]*",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[^<>]{0,300}>")
_ADDRESS = re.compile(r"\S*@\S+|(?:https?://|www\.)\S+", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_PARTS = re.compile(r"\s*(?:[,;|/•·\n]|\s&\s|\s\+\s|\s[-–—]\s|\band\b|\bwith\b(?=\s[A-Z]))\s*")
# What stands beside a name in a byline and is none: what the author is, or where or for whom he writes.
_ROLES = frozenset(
    """
    reporter reporters editor editors writer writers correspondent correspondents journalist columnist contributor
    contributors contributing producer anchor author authors blogger staff bureau desk newsroom team admin administrator
    webmaster guest photographer analyst fellow professor director manager intern commentary opinion news updated
    published chief head senior deputy special freelance digital online web associate assistant
    """.split()  # noqa: SIM905 - words
)
_DEGREES = frozenset(
    {"phd", "md", "esq", "rd", "rdn", "ld", "rn", "jd", "mph", "ma", "ms", "msc", "bs", "ba", "cpa", "mba"}
)
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SUFFIXES = _DEGREES | _GENERATIONS
_NAME_WORD = re.compile(r"(?:[^\W\d_][\w.’'‘-]*)")
_LOWER = frozenset(
    "de da di do dos das del della der den van von vom zu la le el al bin ibn y e du ter ten of the for".split()  # noqa: SIM905 - words
)
_LONGEST = 400
MOST = 12


def authors(written: str | Iterable[str] | None) -> str | None:
    """The names in what a source gives as its author or authors, joined by a comma; None where there is none."""
    given = [written] if isinstance(written, str) else list(written or ())
    found: dict[str, str] = {}
    for entry in given[:50]:
        for name in _names(entry):
            found.setdefault(key(name), name)
    # "Smith" beside "Jane Smith" is the same person
    full = [name for at, name in found.items() if not any(at != other and at in other for other in found)]
    return ", ".join(full[:MOST]) or None


def _names(entry: str) -> list[str]:
    text = _ADDRESS.sub(" ", _ASIDE.sub(" ", _MARKUP.sub(" ", entry[:_LONGEST])))
    text = _OPENER.sub("", one_line(text))
    return [name for part in _PARTS.split(text) if (name := _name(part))]


def _name(part: str) -> str | None:
    words = part.strip(" .:*\"“”'").split()
    bare = [key(word) for word in words]
    if not words or len(words) > 6 or not all(_NAME_WORD.fullmatch(word) for word in words):
        return None
    if any(word in _ROLES for word in bare) or all(word in _SUFFIXES for word in bare):
        return None
    while bare[-1] in _DEGREES and words[-1].isupper() and not words[0].isupper():
        bare, words = bare[:-1], words[:-1]
    name = " ".join(words)
    return name if _capitalised(words) else name.title() if name.islower() and len(words) > 1 else None


def _capitalised(words: list[str]) -> bool:
    return all(word[0].isupper() or not word[0].islower() or word.lower() in _LOWER for word in words) and any(
        not word[0].islower() for word in words
    )


_LINE = re.compile(
    r"""
    (?:written\ |reported\ |posted\ |story\ |words\ )?by[:\ ]\ ?
    (?P<names>[^.!?…]{3,120}?(?:\b[A-Z]\.[^.!?…]{1,60}?)?)\.?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FOLLOW = re.compile(r"(?:You can )?[Ff]ollow (?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}) (?:on|at|via)\b")


def from_line(line: str) -> str | None:
    """The authors of a byline standing on a line of its own ("By Jane Smith and Li Wei, Reuters")."""
    if len(line) > 140 or not (match := _LINE.fullmatch(line)):
        return None
    names = match["names"]
    first = names.split()[0]
    return authors(names) if first[0].isupper() else None


def from_follow_line(line: str) -> str | None:
    """The author whose address the text gives ("You can follow Jane Smith on ...")."""
    match = _FOLLOW.match(line)
    return authors(match["name"]) if match else None


def is_name(line: str) -> bool:
    """Whether a line is one person's name and nothing else."""
    words = line.split()
    return 2 <= len(words) <= 4 and authors(line) == line and not line.isupper()
