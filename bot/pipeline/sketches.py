"""What is compared of an article to tell whether another tells of the same event; a few numbers for each of its words.

A report says what happened first and fills in after: words weigh less the further down they stand, and those far down
are not looked at. Imports the core, and NumPy.
"""

from __future__ import annotations

import re
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise
from math import log, sqrt
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.core.article import Article
from bot.pipeline.terms import keys_of, stems_in

HEAD = 150  # words from the top that are looked at
HALVED = 100  # after so many a word weighs half
NAMES, NUMBERS, PLACES = 96, 64, 32
DATELINE = 250  # a whole date within so many characters is the day of the report
WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
NUMBER = re.compile(r"\d[\d,.]*\d|\d")

Array: TypeAlias = NDArray[Any]
KEY, WEIGHT = np.dtype("<u4"), np.dtype("<f2")
SECTIONS = ("words", "pairs", "names", "numbers", "places", "lead")
PREFIXES = {name: crc32(f"{name} ".encode()) for name in SECTIONS}
HEADER = struct.Struct(f"<{1 + len(SECTIONS)}I")  # the day, 0 for none, and how long each section is


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """Keys, ascending, with what each weighs."""

    keys: Array
    weights: Array


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """An article as it is compared; `day` counts from the year 1 and is null where none is known.

    The sections lie in `keys` and `weights` one behind the other, from one of `bounds` to the next: `words` are those
    of the title and the head, `pairs` two of them in a row; `names` the words of all names, `numbers` all numbers,
    `places` whole names. `lead` is the last name of the person named most, as it is a key of `words` and as it is one
    of `names`. No key of one section is a key of another.
    """

    day: int | None
    keys: Array
    weights: Array
    bounds: tuple[int, ...]

    def section(self, name: str) -> Section:
        """One of `SECTIONS`."""
        at = SECTIONS.index(name)
        here = slice(self.bounds[at], self.bounds[at + 1])
        return Section(self.keys[here], self.weights[here])


def sketch_of(article: Article) -> Sketch:
    """The sketch of a prepared article."""
    title = stems_in(article.title or "")
    head = _head(article.stems)
    numbers = Counter(found.replace(",", "") for found in NUMBER.findall(f"{article.text} {article.title or ''}"))
    stems = dict(zip(named := _named(article), map(str.split, keys_of(named)), strict=True))
    sections = (
        _section("words", _weights((*title, *title, *head))),
        _section("pairs", _weights(list(map(" ".join, pairwise((*title, *head)))))),
        _section("names", _most(_name_weights(article, stems), NAMES)),
        _section("numbers", _most({number: 1 + log(n) for number, n in numbers.items()}, NUMBERS)),
        _section("places", _most(dict.fromkeys(_places(article, stems), 1.0), PLACES)),
        _lead(article, stems),
    )
    return Sketch(
        _day_of(article),
        np.concatenate([section.keys for section in sections]),
        np.concatenate([section.weights for section in sections]),
        (0, *accumulate(len(section.keys) for section in sections)),
    )


def packed(sketch: Sketch) -> bytes:
    """The sketch in a row of the store."""
    sizes = np.array([sketch.day or 0, *np.diff(sketch.bounds)], "<u4")
    return sizes.tobytes() + sketch.keys.astype(KEY).tobytes() + sketch.weights.astype(WEIGHT).tobytes()


def unpacked(row: bytes) -> Sketch:
    """The sketch of a row; raises `ValueError` when it is none."""
    day, *sizes = HEADER.unpack_from(row)
    bounds = (0, *accumulate(sizes))
    keys = np.frombuffer(row, KEY, bounds[-1], HEADER.size)
    return Sketch(day or None, keys, np.frombuffer(row, WEIGHT, bounds[-1], HEADER.size + keys.nbytes), bounds)


def _head(stems: Iterable[str]) -> list[str]:
    head: list[str] = []
    for sentence in stems:
        head += sentence.split()
        if len(head) >= HEAD:
            break
    return head[:HEAD]


def _weights(words: Sequence[str]) -> Mapping[str, float]:
    """The square root of what the places of each word weigh together."""
    found: defaultdict[str, float] = defaultdict(float)
    for place, word in enumerate(words):
        found[word] += 1 / (1 + place / HALVED)
    return {key: sqrt(weight) for key, weight in found.items()}


def _most(weights: Mapping[str, float], limit: int) -> Mapping[str, float]:
    kept = sorted(weights, key=lambda key: (-weights[key], key))[:limit]
    return {key: weights[key] for key in kept if key}


def _section(name: str, weights: Mapping[str, float]) -> Section:
    before = PREFIXES[name]
    found = sorted({crc32(word.encode("utf-8", "replace"), before): weight for word, weight in weights.items()}.items())
    return Section(np.array([key for key, _ in found], KEY), np.array([weight for _, weight in found], np.float32))


def _named(article: Article) -> list[str]:
    """Every wording of a name, once."""
    mentions = (span.of(article.text) for entity in article.entities for span in entity.mentions)
    return list(dict.fromkeys([*mentions, *(entity.name for entity in article.entities)]))


def _name_weights(article: Article, stems: Mapping[str, Sequence[str]]) -> Mapping[str, float]:
    found = Counter[str]()
    for entity in article.entities:
        for span in entity.mentions:
            found.update(stems[span.of(article.text)])
    return {name: sqrt(times) for name, times in found.items()}


def _places(article: Article, stems: Mapping[str, Sequence[str]]) -> Iterable[str]:
    return (" ".join(stems[entity.name]) for entity in article.entities if entity.kind == "place")


def _lead(article: Article, stems: Mapping[str, Sequence[str]]) -> Section:
    persons = Counter[str]()
    for entity in article.entities:
        if entity.kind == "person" and stems[entity.name]:
            persons[stems[entity.name][-1]] += len(entity.mentions)
    if not persons:
        return Section(np.zeros(0, KEY), np.zeros(0, np.float32))
    lead = max(persons, key=lambda name: (persons[name], name)).encode("utf-8", "replace")
    # In this order, not sorted: first the key among words, then the one among names.
    return Section(np.array([crc32(lead, PREFIXES[name]) for name in ("words", "names")], KEY), np.ones(2, np.float32))


def _day_of(article: Article) -> int | None:
    """The day of publication, or else the latest whole date of the dateline."""
    stated = [found.value for found in article.dates if found.start < DATELINE and found.value]
    for days in ([article.published] if article.published else [], stated):
        found = [match.group() for day in days if (match := WHOLE_DAY.match(day))]
        if found:
            return _ordinal(max(found))
    return None


def _ordinal(day: str) -> int | None:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None
