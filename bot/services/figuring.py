"""Choosing the figures of an answer and laying each out so that it can be read without its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.article import NO_UNIT, Figure
from bot.core.measures import CURRENCIES, TABLE
from bot.pipeline.terms import stems_in
from bot.services.candidates import Number
from bot.services.choosing import overlap
from bot.services.words import when

MEASURES = CURRENCIES | {name for runs in TABLE.values() for _, name in runs}
ASIDE = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "year age", "count", "time", "decade"})
LEAST_TOPICAL = 0.34
LEAST_RANK = 0.5
FEW = 12
SAME_THING = 0.5

CLAUSE = re.compile(r"[,;:–—()“”\"]|[.?!](?:\s|$)|\s-\s")
LONGEST, SHORTEST = 12, 3
BEFORE = 120
JOINTS = frozenset({"and", "or", "but", "which", "who", "while", "as", "because", "after", "before"})
LEANING = JOINTS | frozenset(
    {"a", "an", "the", "of", "in", "on", "at", "to", "by", "for", "with", "from", "that", "its"}
)
# Words after a figure that do not tell what it counts: then the sentence must.
LOOSE = (LEANING - {"of"}) | frozenset({"last", "this", "was", "were", "is", "are", "had", "have"})


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure for the answer, with others that say the same."""

    number: Number
    same: tuple[Number, ...] = ()


def rank(number: Number) -> float:
    """How much a figure matters: on the topic, of something, with a unit, dated or sourced; ages and durations last."""
    figure = number.figure
    score = number.near + 0.5 * number.source.fit
    tells = bool(figure.what) or not (figure.unit == NO_UNIT or measured(figure.unit))
    score += 0.3 * tells + 0.3 * (figure.unit != NO_UNIT) + 0.2 * bool(figure.date) + 0.2 * bool(figure.by)
    score -= 1.5 * (figure.unit in ASIDE) + 0.6 * (figure.unit == NO_UNIT and not figure.what)
    return score - 0.9 * is_small(figure)


def is_small(figure: Figure) -> bool:
    """Whether it counts fewer than a dozen things: "two contractors", "five points"; a figure, but rarely a key one."""
    size = figure.value if figure.value is not None else figure.high or 0.0
    return size < FEW and not measured(figure.unit)


def measured(unit: str) -> bool:
    """Whether a unit is one of measure or money: then even a small figure may matter."""
    return unit == "percentage" or unit in MEASURES


def choose_figures(pool: Iterable[Number], most: int, *, key: bool) -> list[Counted]:
    """At most `most` figures, the one that the topic is most about first; the same said twice is one.

    `key` figures alone leave out small counts and spans of time.
    """
    groups: list[list[Number]] = []
    for number in sorted(pool, key=lambda number: -rank(number)):
        aside = key and (is_small(number.figure) or number.figure.unit in ASIDE)
        if number.near >= LEAST_TOPICAL and rank(number) > LEAST_RANK and not aside:
            same = next((group for group in groups if _same(group[0], number)), None)
            if same is None:
                groups.append([number])
            else:
                same.append(number)
    return [Counted(first, tuple(_others(first, rest))) for first, *rest in groups[:most]]


def _same(one: Number, other: Number) -> bool:
    """Whether two figures are one: an equal number alone is none, "two kilometres" of wire and of a camera's range."""
    if _key(one) != _key(other):
        return False
    return overlap(_told(one), _told(other)) >= SAME_THING


def _told(number: Number) -> frozenset[str]:
    """What a figure's sentence says beside the figure itself."""
    own = stems_in(amount(number.source.stored.article.text, number.figure))
    return number.source.stems[number.sentence].difference(own)


def _key(number: Number) -> tuple[object, ...]:
    figure = number.figure
    head = figure.unit if figure.unit != NO_UNIT else (figure.what.lower().split() or [""])[-1]
    return figure.value, figure.low, figure.high, figure.change, head


def _others(first: Number, rest: Sequence[Number]) -> Iterable[Number]:
    seen = {first.source.stored.number}
    for number in rest:
        if number.source.stored.number not in seen:
            seen.add(number.source.stored.number)
            yield number


def amount(text: str, figure: Figure) -> str:
    """The figure's own words: "up to 600", "880-mile"."""
    return " ".join(text[figure.start : figure.end].split())


def label(text: str, figure: Figure, end: int) -> str:
    """What the figure counts: the words after it up to `end`, or what it is about, or the words before it."""
    follows = _follows(text[figure.end : end])
    if not follows or follows.split()[0].lower() in LOOSE:
        follows = f"{figure.what} {follows}".strip()
    follows = follows.removeprefix("of ") or _precedes(text[max(0, figure.start - BEFORE) : figure.start])
    return ", ".join(part for part in (follows, _undated(when(figure.date), follows)) if part)


def _precedes(before: str) -> str:
    """The last words of the clause before a figure, where nothing else says what it counts."""
    words = CLAUSE.split(before)[-1].split()[-LONGEST // 2 :]
    while words and words[-1].lower() in LEANING:
        words.pop()
    while words and words[0].lower() in LEANING:
        words.pop(0)
    return " ".join(words)


def _undated(dated: str | None, follows: str) -> str:
    """What the words before do not yet say of a date: all of it, the year alone, or nothing."""
    if not dated or dated.split()[-1] in follows.split():
        return ""
    *day, year = dated.split()
    return year if day and all(re.search(rf"\b{part}\b", follows) for part in day) else dated


def _follows(rest: str) -> str:
    """The words up to the end of the clause, at most twelve, not ending in a word that leans on the next."""
    words = CLAUSE.split(rest.lstrip(" -"), maxsplit=1)[0].split()
    if len(words) > LONGEST:
        breaks = [at for at, word in enumerate(words[:LONGEST]) if at >= SHORTEST and word.lower() in JOINTS]
        words = words[: breaks[0] if breaks else LONGEST]
    while words and words[-1].lower() in LEANING:
        words.pop()
    return " ".join(words)
