"""Whether another article says all that a statement says, so that it may stand behind it as a second source. Pure.

It is a question with a direction: "600 were sent back" is borne out by "600 were sent back and 20 were held", and not
the other way round. In doubt it is no: a source that does not say what it is named for is worse than one too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.core.article import Figure
from bot.core.when import day_range
from bot.pipeline.terms import stems_in
from bot.services.candidates import Candidate

# The share of the stems that must come back: less among articles on one event, which speak of the same anyway.
BORNE_OUT, BORNE_OUT_IN_STORY = 0.75, 0.65
LEAST_STEMS = 4
_DENIES = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|den(?:y|ies|ied|ying)|refus\w+|reject\w+|false"
    r"|fail(?:s|ed)?|unlikely|untrue)\b|n['’]t\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:if|may|might|could|would|should|plan\w*|expect\w*|propos\w+|threat\w+|hop(?:e|es|ed|ing)|likely|possibl[ey])\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def bears_out(other: Candidate, said: Candidate, stories: Mapping[int, int]) -> bool:
    """Whether `other`, of another article, says what `said` says; `stories` has the story of each article."""
    here, there = said.source.stored, other.source.stored
    if here.number == there.number or len(said.stems) < LEAST_STEMS:
        return False
    story = stories.get(here.number)
    least = BORNE_OUT_IN_STORY if story is not None and story == stories.get(there.number) else BORNE_OUT
    if len(said.stems & other.stems) < least * len(said.stems):
        return False
    return (
        _names(said) <= other.stems
        and _same_numbers(said, other)
        and _same_days(said, other)
        and all(bool(tone.search(_words(said))) == bool(tone.search(_words(other))) for tone in (_DENIES, _OPEN))
    )


def _words(item: Candidate) -> str:
    return item.source.stored.article.text[item.statement.start : item.statement.end]


def _names(item: Candidate) -> frozenset[str]:
    """Stems of the names in a statement, by which nobody is taken for somebody else."""
    article, statement = item.source.stored.article, item.statement
    named = (
        article.text[mention.start : mention.end]
        for entity in article.entities
        for mention in entity.mentions
        if statement.start <= mention.start < statement.end
    )
    return frozenset(stems_in(" ".join(named)))


def _same_numbers(said: Candidate, other: Candidate) -> bool:
    """Whether every number of the one is in the other, moving the same way."""
    mine, theirs = _numbers(said), _numbers(other)
    return mine.keys() <= theirs.keys() and all(mine[value] & theirs[value] for value in mine)


def _numbers(item: Candidate) -> dict[tuple[float, float], set[str]]:
    """The numbers of a statement as ranges, with what is said of their change; digits that are no figure count too."""
    found: dict[tuple[float, float], set[str]] = {}
    statement, text = item.statement, item.source.stored.article.text
    figures = [*_within(item)]
    for figure in figures:
        low = figure.value if figure.value is not None else figure.low or 0.0
        high = figure.value if figure.value is not None else figure.high or 0.0
        found.setdefault((low, high), set()).add(figure.change)
    for digits in _DIGITS.finditer(text, statement.start, statement.end):
        if not any(figure.start <= digits.start() < figure.end for figure in figures):
            plain = float(digits.group().replace(",", "").replace(".", "") or 0)
            found.setdefault((plain, plain), set()).add("=")
    return found


def _within(item: Candidate) -> Iterator[Figure]:
    statement = item.statement
    return (one for one in item.source.stored.article.figures if statement.start <= one.start < statement.end)


def _same_days(said: Candidate, other: Candidate) -> bool:
    """Whether the days that both give are the same, as far as each is told."""
    if not said.statement.date or not other.statement.date:
        return True
    mine, theirs = day_range(said.statement.date), day_range(other.statement.date)
    return not mine or not theirs or (mine[0] <= theirs[1] and theirs[0] <= mine[1])
