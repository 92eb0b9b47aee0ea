"""What is compared of an article to tell whether another tells of the same event; a few numbers for each of its words.

A report says what happened first and fills in after: words weigh less the further down they stand, and those far down
are not looked at. Imports the core, and NumPy.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log, sqrt
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.core.article import Article
from bot.pipeline.terms import stems_in

HEAD = 150  # words from the top that are looked at
HALVED = 100  # after so many a word weighs half
NAMES, NUMBERS, PLACES = 96, 64, 32
DATELINE = 250  # a whole date within so many characters is the day of the report
WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
NUMBER = re.compile(r"\d[\d,.]*\d|\d")

Array: TypeAlias = NDArray[Any]
KEY, WEIGHT = np.dtype("<u4"), np.dtype("<f2")
SECTIONS = ("words", "pairs", "names", "numbers", "places", "lead")


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """Keys, ascending, with what each weighs."""

    keys: Array
    weights: Array


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """An article as it is compared; `day` counts from the year 1 and is null where none is known.

    `words` are those of the title and the head, `pairs` two of them in a row; `names` the words of all names,
    `numbers` all numbers, `places` whole names. `lead` is the last name of the person named most, as it is a key of
    `words` and as it is one of `names`.
    """

    day: int | None
    words: Section
    pairs: Section
    names: Section
    numbers: Section
    places: Section
    lead: Section


def sketch_of(article: Article) -> Sketch:
    """The sketch of a prepared article."""
    title = stems_in(article.title or "")
    head = _head(article.stems)
    mentions = [span.of(article.text) for entity in article.entities for span in entity.mentions]
    numbers = Counter(found.replace(",", "") for found in NUMBER.findall(f"{article.text} {article.title or ''}"))
    places = {" ".join(stems_in(entity.name)): 1.0 for entity in article.entities if entity.kind == "place"}
    return Sketch(
        _day_of(article),
        _section("words", _weights((*title, *title, *head))),
        _section("pairs", _weights(list(map(" ".join, pairwise((*title, *head)))))),
        _section(
            "names", _most({name: sqrt(n) for name, n in Counter(stems_in(" \n ".join(mentions))).items()}, NAMES)
        ),
        _section("numbers", _most({number: 1 + log(n) for number, n in numbers.items()}, NUMBERS)),
        _section("places", _most(places, PLACES)),
        _lead(article),
    )


def packed(sketch: Sketch) -> bytes:
    """The sketch in a row of the store."""
    sections = [getattr(sketch, name) for name in SECTIONS]
    head = np.array([sketch.day or 0, *(len(section.keys) for section in sections)], "<u4")
    keys = [section.keys.astype(KEY) for section in sections]
    weights = [section.weights.astype(WEIGHT) for section in sections]
    return b"".join(part.tobytes() for part in (head, *keys, *weights))


def unpacked(row: bytes) -> Sketch:
    """The sketch of a row; raises `ValueError` when it is none."""
    head = np.frombuffer(row, "<u4", 1 + len(SECTIONS))
    total = int(head[1:].sum())
    keys = np.frombuffer(row, KEY, total, head.nbytes)
    weights = np.frombuffer(row, WEIGHT, total, head.nbytes + keys.nbytes).astype(np.float32)
    sections, start = [], 0
    for size in head[1:].tolist():
        sections.append(Section(keys[start : start + size], weights[start : start + size]))
        start += size
    return Sketch(int(head[0]) or None, *sections)


def day_in(row: bytes) -> int | None:
    """The day of the sketch of a row."""
    return int.from_bytes(row[:4], "little") or None


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
    keys = np.fromiter((_key(name, word) for word in weights), KEY, len(weights))
    keys, first = np.unique(keys, return_index=True)
    return Section(keys, np.fromiter(weights.values(), np.float32, len(weights))[first])


def _key(name: str, word: str) -> int:
    return crc32(f"{name} {word}".encode("utf-8", "replace"))


def _lead(article: Article) -> Section:
    persons = Counter[str]()
    for entity in article.entities:
        stems = stems_in(entity.name) if entity.kind == "person" else ()
        if stems:
            persons[stems[-1]] += len(entity.mentions)
    if not persons:
        return Section(np.zeros(0, KEY), np.zeros(0, np.float32))
    lead = max(persons, key=lambda name: (persons[name], name))
    # In this order, not sorted: first the key among words, then the one among names.
    return Section(np.array([_key("words", lead), _key("names", lead)], KEY), np.ones(2, np.float32))


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
