"""Whether two texts are one report: a reprint, a wire copy, the print page; or two reports that only look alike.

Reports made from one mould (exchange rates, weather, quakes, matches) share nearly all their words and none of their
news. So likeness alone never decides: sentences that stand for each other are laid side by side, and where one states
another figure, day or name, or denies what the other affirms, the texts are two articles. In doubt they are two: a
reprint that is not seen is counted twice, a fact that is taken for a reprint is lost. Standard library only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from bot.core.told import DAYS, DENIALS, Told, told_in, words_in

# Nothing shorter can be told from a stub, such as "the rest of this article is for subscribers".
LEAST_WORDS = 25
# Nor is a longer one, in characters, any report: comparing it would hold up whoever waits to save.
LONGEST = 100_000
# Weeks later it is published anew.
NEAR = timedelta(days=14)
# So much of a copy must stand in the article: what is new in the copy is not read, so it must not be much.
LEAST_SHARED = 0.65
LEAST_VERBATIM = 0.3
# A fuller text of a report has at most so many times its words; more is a page of several reports.
MOST_FULLER = 3
# Sentences stand for each other when so many of their pairs of words are the same, facts aside.
ALIKE = 0.6
LEAST_PAIRS = 4
# Of two such sentences one is the other edited or cut when so many of its words are the other's.
EDITED = 0.8
# One that lacks some of the other's facts is the other with words left out, and no others put in their place.
CUT = 0.95
# A report opens with its news, in the first sentences that are more than a heading.
OPENING = 2
LEAST_LEDE = 6
# With so many words more a sentence has a clause more, which may have a denial of its own.
CLAUSE = 4
# Texts with more sentences than this that have no twin are not compared: copies have few.
MOST_ALONE = 60


@dataclass(frozen=True)
class Report:
    """A text to compare, with its title and the day it was published (ISO 8601), as far as they are known."""

    text: str
    title: str | None = None
    published: str | None = None

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Its sentences."""
        return told_in(self.text)

    @cached_property
    def length(self) -> int:
        """How many words it has."""
        return sum(len(told.words) for told in self.told)


def same_report(copy: Report, article: Report) -> bool:
    """Whether the text of `copy` is that of `article` as reprints are edited and cut, and states no other fact."""
    if not _near(copy.published, article.published) or _titles_differ(copy.title, article.title):
        return False
    if max(len(copy.text), len(article.text)) > LONGEST or min(copy.length, article.length) < LEAST_WORDS:
        return False
    alone, others = _without_twins(copy.told, article.told)
    verbatim = copy.length - sum(len(told.words) for told in alone)
    if verbatim < LEAST_VERBATIM * copy.length or max(len(alone), len(others)) > MOST_ALONE:
        return False
    edited = _edited(alone, others)
    if edited is None or verbatim + sum(len(told.words) for told, _ in edited) < LEAST_SHARED * copy.length:
        return False
    return _lede_shared(copy, article, edited)


def fuller(text: Report, article: Report) -> bool:
    """Whether `article` is a cut copy of `text`, which tells more of the same report and not a whole page of others."""
    return article.length < text.length <= MOST_FULLER * article.length and same_report(article, text)


def _near(one: str | None, other: str | None) -> bool:
    """Whether two days of publication are near, or one is not known."""
    days = _day(one), _day(other)
    return days[0] is None or days[1] is None or abs(days[0] - days[1]) <= NEAR


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _titles_differ(one: str | None, other: str | None) -> bool:
    """Whether each of two titles has a number or a day that the other has not."""
    first, second = _marks(one), _marks(other)
    return bool(first - second and second - first)


def _marks(title: str | None) -> set[str]:
    return {word for word in words_in(title or "") if (word[-1].isdigit() and word not in ("1", "2")) or word in DAYS}


def _without_twins(copy: Sequence[Told], article: Sequence[Told]) -> tuple[list[Told], list[Told]]:
    """The sentences of each that do not stand in the other word for word."""
    left, alone = Counter(told.words for told in article), []
    for told in copy:
        if left[told.words] > 0:
            left[told.words] -= 1
        else:
            alone.append(told)
    others = []
    for told in article:
        if left[told.words] > 0:
            left[told.words] -= 1
            others.append(told)
    return alone, others


def _edited(alone: Sequence[Told], others: Sequence[Told]) -> list[tuple[Told, Told]] | None:
    """The sentences that are edited ones of the other text, with those; null when one of them states another fact."""
    found = []
    free = list(others)
    for told in alone:
        twin = max(free, key=lambda other: _likeness(told, other), default=None)
        if twin is None or _likeness(told, twin) < ALIKE:
            continue
        if _facts_differ(told, twin):
            return None
        if _share(told.words, twin.words) >= EDITED:
            found.append((told, twin))
            free.remove(twin)
    return found


def _lede_shared(copy: Report, article: Report, edited: Sequence[tuple[Told, Told]]) -> bool:
    """Whether one opens with what the other says too: what a publisher sets below all it prints is no report."""
    standing = {told.words for told in copy.told} & {told.words for told in article.told}
    standing |= {told.words for pair in edited for told in pair}
    return any(told.words in standing for text in (copy, article) for told in _opening(text))


def _opening(text: Report) -> Sequence[Told]:
    return [told for told in text.told if len(told.words) >= LEAST_LEDE][:OPENING]


def _likeness(one: Told, other: Told) -> float:
    """The share of the pairs of the shorter sentence that both have (0 to 1); very short ones are alike or not."""
    shorter = min(len(one.pairs), len(other.pairs))
    if shorter == 0:
        return _likeness_of_rows(one, other)
    if shorter < LEAST_PAIRS:
        near = abs(len(one.words) - len(other.words)) < CLAUSE and _share(one.words, other.words) >= EDITED
        return float(near or one.pairs == other.pairs)
    return len(one.pairs & other.pairs) / shorter


def _likeness_of_rows(one: Told, other: Told) -> float:
    """The same for rows of a table and headings: numbers in the same columns, or the same words."""
    if not one.shape or one.shape != other.shape:
        return 0.0
    same = sum(word == twin for word, twin in zip(one.words, other.words, strict=True))
    return 1.0 if any(one.shape) else same / len(one.words)


def _facts_differ(one: Told, other: Told) -> bool:
    """Whether neither sentence is the other with facts left out; they must stand in the same order."""
    poor, rich = sorted((one, other), key=lambda told: len(told.facts))
    if len(rich.words) - len(poor.words) < CLAUSE and _denials(one) != _denials(other):
        return True
    remaining = iter(rich.facts)
    if not all(fact in remaining for fact in poor.facts):
        return True
    return len(poor.facts) < len(rich.facts) and _share(poor.words, rich.words) < CUT


def _denials(told: Told) -> list[str]:
    return [word for word in told.words if word in DENIALS]


def _share(words: Iterable[str], others: Iterable[str]) -> float:
    """The share of the words of the shorter that the other has, each as often (0 to 1)."""
    one, other = Counter(words), Counter(others)
    return (one & other).total() / max(1, min(one.total(), other.total()))
