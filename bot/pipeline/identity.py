"""Who is who: mentions of one person, organisation or place brought together within an article."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.core.article import EntityKind
from bot.pipeline.wordlists import listed

NAMESAKES = 40
GLUE = listed("of for and the on in de da la van von & - . 's")


class Mention(NamedTuple):
    """Tokens `first` to `last` (excluded) that name a thing of this kind; `role` are the tokens of an office."""

    first: int
    last: int
    name: str
    words: tuple[str, ...]
    kind: EntityKind
    role: range | None = None


@dataclass(slots=True)
class Group:
    """The mentions of one thing under its fullest name; `firsts` are the tokens where it is named in full."""

    kind: EntityKind
    fullest: str
    words: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)


def acronym_of(words: Iterable[str]) -> str:
    """The first letters of the words that matter."""
    return "".join(word[0] for word in words if word[0].isalnum() and word.lower() not in GLUE)


def grouped(mentions: list[Mention], short_forms: dict[str, str]) -> list[Group]:
    """Groups in the order of their first mention; `short_forms` maps an acronym to what it stands for."""
    groups: list[Group] = []
    by_name: dict[tuple[str, str], Group] = {}
    by_part: dict[tuple[str, str], list[Group]] = {}
    # Full names first, so that a surname in the headline finds its owner.
    for mention in sorted(mentions, key=lambda one: -len(one.words)):
        key = (mention.kind, mention.name.lower())
        group, full = by_name.get(key), True
        if group is None:
            group = _owner(mention, by_name, by_part, short_forms)
            full = group is None
        if group is None:
            group = Group(mention.kind, mention.name, mention.words)
            groups.append(group)
            for part in _parts(mention):
                by_part.setdefault((mention.kind, part), []).append(group)
        group.mentions.append(mention)
        if full:
            by_name[key] = group
            insort(group.firsts, mention.first)
    for group in groups:
        group.mentions.sort(key=lambda one: one.first)
    return sorted(groups, key=lambda group: group.mentions[0].first)


def _owner(
    mention: Mention,
    by_name: dict[tuple[str, str], Group],
    by_part: dict[tuple[str, str], list[Group]],
    short_forms: dict[str, str],
) -> Group | None:
    """The group of a fuller name that this shorter one stands for."""
    full = short_forms.get(mention.name)
    if full and (mention.kind, full.lower()) in by_name:
        return by_name[mention.kind, full.lower()]
    if mention.kind == "place":
        return None
    key = mention.words[-1] if mention.kind == "person" else mention.words[0]
    owners = [one for one in by_part.get((mention.kind, key.lower()), [])[:NAMESAKES] if _fits(mention, one)]
    return _nearest(mention, owners)


def _nearest(mention: Mention, owners: list[Group]) -> Group | None:
    """The owner named last before the mention, or else the first after it."""
    if len(owners) < 2:
        return owners[0] if owners else None
    last = {at: bisect_right(one.firsts, mention.first) for at, one in enumerate(owners)}
    before = [(owners[at].firsts[place - 1], at) for at, place in last.items() if place]
    return owners[max(before)[1]] if before else owners[0]


def _fits(mention: Mention, group: Group) -> bool:
    short, long = mention.words, group.words
    if mention.kind == "organisation":
        return len(short) < len(long) and long[: len(short)] == short
    if len(short) == 1:
        return short[0] in {long[-1], long[0]} or _stem(long)[-1] == short[0]
    return _stem(short)[-1] == _stem(long)[-1] and short[0] == long[0]


def _stem(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without "Jr."."""
    bare = tuple(word for word in words if word not in {"Jr", "Sr", ".", "II", "III"})
    return bare or words


def _parts(mention: Mention) -> Iterator[str]:
    """The words by which a shorter mention may be known."""
    if mention.kind == "person":
        yield from {word.lower() for word in (mention.words[-1], _stem(mention.words)[-1], mention.words[0])}
    else:
        yield mention.words[0].lower()
