"""What people type as a topic, read as a Query: aliases, quoted phrases, "-word" exclusions, slips of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources

from bot.core.library import Ask
from bot.core.ports import Concept, Query, Store
from bot.pipeline.terms import stems_of

PART = re.compile(r'(?P<minus>(?:(?<=\s)|^)-(?=[\w"]))?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"]+))')
LONGEST_ALIAS = 8


def names_in(lines: Iterable[str]) -> list[tuple[str, ...]]:
    """The names of each thing, from lines with names parted by "="."""
    found = (tuple(name.strip() for name in line.partition("#")[0].split("=")) for line in lines)
    return [names for names in found if any(names)]


def shipped_names() -> list[tuple[str, ...]]:
    """The table that comes with the project."""
    return names_in(resources.files("bot.data").joinpath("aliases.txt").read_text("utf-8").splitlines())


@dataclass(frozen=True, slots=True)
class Aliases:
    """Names that mean the same: from the stems of one name to the stems of all of them."""

    groups: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]

    @classmethod
    def read(cls, lines: Iterable[str]) -> Aliases:
        """From the lines of `bot/data/aliases.txt`."""
        return cls.of(names_in(lines))

    @classmethod
    def of(cls, things: Iterable[Sequence[str]]) -> Aliases:
        """From the names of each thing."""
        groups: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
        for names in things:
            same = tuple(dict.fromkeys(stems for stems in map(stems_of, names) if stems))
            groups.update({stems: same for stems in same if len(same) > 1})
        return cls(groups)

    @classmethod
    def shipped(cls) -> Aliases:
        """The table that comes with the project."""
        return cls.of(shipped_names())

    def others(self, stems: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """Every name of the same thing, the one asked for first."""
        same = self.groups.get(stems, ())
        return (stems, *(name for name in same if name != stems))


@dataclass(frozen=True, slots=True)
class Asked:
    """A topic as read: its words with slips mended, the query, and what to tell the asker about the reading."""

    topic: str
    query: Query
    notes: tuple[str, ...] = ()


def read_topic(ask: Ask, aliases: Aliases) -> Asked:
    """The query for an Ask, as typed."""
    bare: list[str] = []
    quoted: list[str] = []
    left_out: list[str] = []
    for part in PART.finditer(ask.topic):
        words = part["quoted"] if part["quoted"] is not None else part["bare"]
        (left_out if part["minus"] else bare if part["quoted"] is None else quoted).append(words)
    singles = [Concept(stem, ((stem,),)) for stem in stems_of(" ".join(bare))]
    concepts = [*_phrases(quoted, aliases), *join_aliases(singles, aliases)]
    without = tuple(filter(None, map(stems_of, left_out)))
    query = Query(tuple(_unique(concepts)), without, ask.since, ask.until, ask.source)
    notes = (f"Without: {', '.join(left_out)}.",) if without else ()
    return Asked(" ".join(ask.topic.split()), query, notes)


def _phrases(quoted: Iterable[str], aliases: Aliases) -> Iterator[Concept]:
    for words in quoted:
        if stems := stems_of(words):
            yield Concept(words, aliases.others(stems), exact=len(stems) > 1)


def join_aliases(concepts: list[Concept], aliases: Aliases) -> Iterator[Concept]:
    """Neighbouring single words that together are a known name become one concept with all its names."""
    at = 0
    while at < len(concepts):
        size = next(
            (size for size in range(LONGEST_ALIAS, 0, -1) if _is_name(concepts[at : at + size], size, aliases)), 0
        )
        if size:
            stems = tuple(concept.alternatives[0][0] for concept in concepts[at : at + size])
            words = " ".join(concept.words for concept in concepts[at : at + size])
            yield Concept(words, aliases.others(stems))
        else:
            yield concepts[at]
        at += size or 1


def _is_name(run: list[Concept], size: int, aliases: Aliases) -> bool:
    if len(run) < size or any(concept.exact or len(concept.alternatives) > 1 for concept in run):
        return False
    return tuple(concept.alternatives[0][0] for concept in run) in aliases.groups


def _unique(concepts: Iterable[Concept]) -> Iterator[Concept]:
    seen = set()
    for concept in concepts:
        names = frozenset(concept.alternatives)
        if names not in seen:
            seen.add(names)
            yield concept


async def mend(asked: Asked, topic: str, store: Store, aliases: Aliases) -> Asked | None:
    """The same with words of no article replaced by the nearest that are in one; null when nothing can be mended."""
    mended = topic
    swaps = []
    for word in dict.fromkeys(re.findall(r"[^\W\d_]{4,}", topic)):
        near = await store.spell(word)
        if near is not None:
            swaps.append(f"'{word}' as '{near}'")
            mended = re.sub(rf"\b{word}\b", near, mended)
    if not swaps:
        return None
    query = asked.query
    again = read_topic(Ask(mended, query.since, query.until, query.source), aliases)
    return replace(again, notes=(*again.notes, f"Read {', '.join(swaps)}."))
