"""Choosing the figures of an answer and laying each out so that it can be read without its sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.core.article import NO_UNIT, Figure, Label, Span
from bot.pipeline.terms import stems_in
from bot.services.amounts import ASIDE, amount, is_small
from bot.services.candidates import Number
from bot.services.choosing import overlap
from bot.services.relating import Group, at_of, relate
from bot.services.words import when

LEAST_TOPICAL = 0.34
LEAST_RANK = 0.5
SAME_THING, SAME_THING_HERE = 0.5, 0.25
# So many digits that tell make two equal numbers of one article the same figure.
TELLING_DIGITS = 3
SAME_ARTICLE = 0.25
# Only this many of the best, for each row wanted, are read word by word.
CLOSER = 3
# So many of the best for each row wanted are compared with each other, and never more than so many: the cost grows
# faster than their number. What the comparison brings lifts a line.
FOR_EACH, COMPARED = 5, 64
BONUS = {"disagreement": 0.8, "history": 0.7, "same": 0.3}
ENOUGH = 8


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure for the answer, with others that say the same; `group` where others tell another value of it."""

    number: Number
    same: tuple[Number, ...] = ()
    group: Group | None = None


class Ranked(NamedTuple):
    """A figure with its rank."""

    score: float
    number: Number


class Line(NamedTuple):
    """A line of the answer: its figures, the shown one first, and how they stand to each other where they differ."""

    ranked: tuple[Ranked, ...]
    group: Group | None

    @property
    def first(self) -> Ranked:
        """The figure that it shows."""
        return self.ranked[0]


def rank(number: Number) -> float:
    """How much a figure matters: readable, on the topic, of something, dated or sourced; ages and durations last."""
    figure = number.figure
    score = number.near + 0.5 * number.source.fit + number.label.alone
    score += 0.3 * (figure.unit != NO_UNIT) + 0.2 * bool(figure.date) + 0.2 * bool(figure.by)
    score -= 1.5 * (figure.unit in ASIDE) + 0.6 * (figure.unit == NO_UNIT and not figure.what)
    return score - 0.9 * is_small(figure)


def choose_figures(pool: Iterable[Number], most: int, *, key: bool) -> list[Counted]:
    """At most `most` figures, the one that the topic is most about first; the same said twice is one.

    `key` figures alone leave out small counts, spans of time and what cannot be read without its sentence, and come
    from several articles where several have something to say.
    """
    ranked = [Ranked(rank(number), number) for number in pool if number.near >= LEAST_TOPICAL]
    fit = [item for item in ranked if item.score > LEAST_RANK and (not key or _is_key(item.number))]
    fit.sort(key=_worst_last)
    closer = [Ranked(item.score + _told_of(item.number), item.number) for item in fit[: CLOSER * most]]
    groups = _grouped([*sorted(closer, key=_worst_last), *fit[CLOSER * most :]])
    lines = _joined_lines(
        groups, relate(item.number for item in sorted(ranked, key=_worst_last)[: min(COMPARED, FOR_EACH * most)])
    )
    chosen = _spread(lines, most) if key else _weighty(lines)[:most]
    return [_counted(line) for line in chosen]


def _joined_lines(groups: Sequence[list[Ranked]], related: Iterable[Group]) -> list[Line]:
    """One line for each quantity: what is told of it in several values comes in the place of its best figure."""
    told = (group for group in related if group.kind == "same" or _telling(group).label.alone)
    of = {reading.at: group for group in told for reading in group.readings}
    lines: dict[object, Line] = {}
    for place, (first, *rest) in enumerate(groups):
        found = [group for item in (first, *rest) if (group := of.get(at_of(item.number)))]
        group = found[0] if found else None
        known = lines.get(id(group) if group else place)
        ranked = (*known.ranked, first, *rest) if known else (first, *rest)
        lines[id(group) if group else place] = Line(ranked, group)
    return sorted(map(_raised, lines.values()), key=lambda line: _worst_last(line.first))


def _raised(line: Line) -> Line:
    """The line with the figure that it shows in front, raised by what it tells beyond a lone number."""
    kind = line.group.kind if line.group else None
    score = line.ranked[0].score + BONUS.get(kind or "", 0.0)
    if line.group is None or kind == "same":
        return Line((Ranked(score, line.ranked[0].number), *line.ranked[1:]), line.group)
    return Line((Ranked(score, _telling(line.group)), *line.ranked), line.group)


def _telling(group: Group) -> Number:
    """The figure whose words tell best what the group is of: one that can be read alone, of a history the latest."""
    shown = [side.shown.number for side in group.sides]
    if group.kind == "disagreement":
        shown.sort(key=rank)
    others = (reading.number for reading in group.readings)
    return next((number for number in (*reversed(shown), *others) if number.label.alone), shown[-1])


def _counted(line: Line) -> Counted:
    first, *rest = (item.number for item in line.ranked)
    if line.group is None or line.group.kind != "same":
        group = line.group
        return Counted(first, () if group else tuple(_others(first, rest)), group)
    shown = line.group.sides[0].shown.number
    best = shown if shown.label.alone or not first.label.alone else first
    others = (*(number for number in (first, *rest) if number is not best),)
    return Counted(best, tuple(_others(best, [*others, *(reading.number for reading in line.group.readings)])))


def _weighty(lines: list[Line]) -> list[Line]:
    """Those that might be key figures, where there are enough of them: nobody reads on for "two contractors"."""
    good = [line for line in lines if _is_key(line.first.number)]
    return good if len(good) >= ENOUGH else lines


def _worst_last(item: Ranked) -> tuple[bool, float]:
    """What may be a key figure comes before small counts, spans of time and what leans on its sentence."""
    return not _is_key(item.number), -item.score


def _is_key(number: Number) -> bool:
    return number.label.alone and not is_small(number.figure) and number.figure.unit not in ASIDE


def _told_of(number: Number) -> float:
    """How much of the topic a figure's own row names (0 to 1)."""
    topic, text = number.source.topic, number.source.stored.article.text
    words = " ".join(piece.of(text) for piece in number.label.pieces)
    return topic.share(frozenset(stems_in(f"{words} {number.figure.unit}"))) if topic.concepts else 0.0


def _grouped(ranked: Iterable[Ranked]) -> list[list[Ranked]]:
    """Figures that say the same together, each group and its members in the order given."""
    groups: list[list[Ranked]] = []
    keys: dict[tuple[object, ...], list[list[Ranked]]] = {}
    for item in ranked:
        alike = keys.setdefault(_key(item.number), [])
        same = next((group for group in alike if _same(group[0].number, item.number)), None)
        if same is None:
            groups.append([item])
            alike.append(groups[-1])
        else:
            same.append(item)
    return groups


def _spread(lines: Sequence[Line], most: int) -> list[Line]:
    """The best lines, where each that an article has given already counts against its next; none told in another."""
    firsts = [line.first for line in lines]
    chosen: list[int] = []
    articles: Counter[int] = Counter()
    waiting = list(range(len(lines)))
    while waiting and len(chosen) < most:
        best = max(waiting, key=lambda at: firsts[at].score - SAME_ARTICLE * articles[_article(firsts[at].number)])
        waiting.remove(best)
        if not any(_shows(firsts[at].number, firsts[best].number) for at in chosen):
            chosen.append(best)
            articles[_article(firsts[best].number)] += 1
    return [lines[at] for at in chosen]


def _article(number: Number) -> int:
    return number.source.stored.number


def _shows(one: Number, other: Number) -> bool:
    """Whether the row of one figure shows the other one too."""
    figure = other.figure
    here = _article(one) == _article(other)
    return here and any(piece.start <= figure.start < piece.end for piece in one.label.pieces)


def _same(one: Number, other: Number) -> bool:
    """Whether two figures are one: an equal number alone is none, "two kilometres" of wire and of a camera's range."""
    here = _article(one) == _article(other)
    if here and len(f"{one.figure.value or 0:.15g}".strip("0").replace(".", "")) >= TELLING_DIGITS:
        return True
    return overlap(_told(one), _told(other)) >= (SAME_THING_HERE if here else SAME_THING)


def _told(number: Number) -> frozenset[str]:
    """What a figure's sentence says beside the figure itself."""
    own = stems_in(amount(number.source.stored.article.text, number.figure))
    return number.source.stems[number.sentence].difference(own)


def _key(number: Number) -> tuple[object, ...]:
    figure = number.figure
    head = figure.unit if figure.unit != NO_UNIT else (figure.what.lower().split() or [""])[-1]
    return figure.value, figure.low, figure.high, figure.change, head


def _others(first: Number, rest: Iterable[Number]) -> Iterable[Number]:
    seen = {_article(first)}
    for number in rest:
        if _article(number) not in seen:
            seen.add(_article(number))
            yield number


def label(text: str, figure: Figure, told: Label) -> str:
    """What stands beside the number: the pieces of its sentence, "…" where one is parted from the next, its date.

    Where nothing was prepared it is what the figure counts, as far as that is known.
    """
    words = _joined(text, figure, told.pieces) or figure.what
    return ", ".join(part for part in (words, _undated(when(figure.date), words)) if part)


def _joined(text: str, figure: Figure, pieces: Sequence[Span]) -> str:
    """The pieces with "…" between them, and behind the last where it leads up to the number."""
    parts = [" ".join(piece.of(text).split()) for piece in pieces]
    # "exports of …", but "the length of the border" needs no mark of what follows it.
    leads = bool(pieces) and pieces[-1].end < figure.start and not text[pieces[-1].end : figure.start].strip()
    return " … ".join(parts) + " …" * leads


def _undated(dated: str | None, follows: str) -> str:
    """What the words before do not yet say of a date: all of it, the year alone, or nothing."""
    if not dated or dated.split()[-1] in follows.split():
        return ""
    *day, year = dated.split()
    return year if day and all(re.search(rf"\b{part}\b", follows) for part in day) else dated
