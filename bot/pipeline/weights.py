"""How much a sentence tells of its article: a small scorer whose every part can be read and argued with.

`tools/fit_summary.py` refits the weights from articles with reference summaries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log
from operator import mul
from typing import NamedTuple

from bot.core.article import Span
from bot.pipeline.asides import find_asides
from bot.pipeline.draft import Draft
from bot.pipeline.quote_marks import quoted_spans, stretches
from bot.pipeline.standalone import Lean, find_lean, introduced_nouns

STEM = 6
COMMON = frozenset(
    """
    about above after again against also although among another around because been before being between both could
    does doing down during each either even ever every from further gave gets give given goes going gone have having
    here hers herself himself into itself just know known last like made make makes making many might more most much
    must myself never next none only onto other others ours over really said same says shall should since some still
    such take taken takes than that their theirs them themselves then there these they this those though through told
    took toward towards under until upon very want wants well went were what when where whether which while whom whose
    will with within without would year years your yours month months week weeks time times people
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
EMPTY = frozenset(("",))


SHORT, LONG, OVERLONG = 12, 40, 35


class Features(NamedTuple):
    """What is measured of one sentence.

    `early` falls from 1 as one over the root of the place; `title` and `lede` are the shares of content words held in
    common; `central` is how often the content words come back in other sentences on average, `covering` the same
    summed up; the rest is what its name says, the last four counting against it.
    """

    early: float
    title: float
    lede: float
    central: float
    covering: float
    figures: float
    names: float
    length: float
    short: float
    overlong: float
    quoted: float
    contrast: float


# Fitted on public articles with highlights or summaries that people wrote, which have no titles: that one weight is
# set as the lede's.
WEIGHTS = Features(
    early=0.286,
    title=0.133,
    lede=0.133,
    central=0.037,
    covering=0.044,
    figures=0.029,
    names=0.015,
    length=0.084,
    short=-0.051,
    overlong=-0.029,
    quoted=-0.038,
    contrast=-0.016,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What summary and statements both need to know of an article's sentences, by their place.

    `lower` has the tokens in lower case, `known` where nouns are introduced, `stretches` the quotations. `quoted` is
    how much of a sentence is quoted; `torn` says that a quotation goes on before or behind it.
    """

    lower: list[str]
    known: dict[str, int]
    bags: list[set[str]]
    leans: list[Lean]
    asides: set[int]
    stretches: list[tuple[int, int]]
    quoted: list[float]
    torn: list[bool]


def read(draft: Draft) -> Reading:
    """Walk the article once."""
    tokens, sentences = draft.tokens, draft.sentences
    bounds = list(pairwise(tokens.firsts))
    lower = tokens.lower
    stems = [word[:STEM] if len(word) > 3 and word not in COMMON else "" for word in lower]
    known = introduced_nouns(lower)
    spans = quoted_spans(draft.text, stretches(draft.text, tokens), tokens)
    quoted, torn = _quotations(sentences, spans)
    return Reading(
        lower=lower,
        known=known,
        bags=[set(stems[first:last]) - EMPTY for first, last in bounds],
        leans=[find_lean(tokens.words, lower, first, last, known) for first, last in bounds],
        asides=find_asides(draft.text, sentences, [lower[first:last] for first, last in bounds]),
        stretches=spans,
        quoted=quoted,
        torn=torn,
    )


def _quotations(sentences: Sequence[Span], spans: Sequence[tuple[int, int]]) -> tuple[list[float], list[bool]]:
    """Of each sentence, how much of it is quoted, and whether it holds a piece of a longer quotation."""
    shares, torn = [], []
    at = 0
    for start, end in sentences:
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        look = at
        covered, piece = 0, False
        while look < len(spans) and spans[look][0] < end:
            opened, closed = spans[look]
            covered += min(end, closed) - max(start, opened)
            piece = piece or opened < start or closed > end
            look += 1
        shares.append(covered / (end - start))
        torn.append(piece)
    return shares, torn


def measure(draft: Draft, reading: Reading) -> list[Features]:
    """The features of every sentence."""
    firsts, words = draft.tokens.firsts, draft.tokens.words
    spread = Counter(chain.from_iterable(reading.bags))
    logs = {stem: log(count) for stem, count in spread.items()}
    title = {word[:STEM] for word in (draft.title or "").lower().split() if len(word) > 3 and word not in COMMON}
    lede = reading.bags[0] if reading.bags else set()
    rows = []
    for place, bag in enumerate(reading.bags):
        first, last = firsts[place], firsts[place + 1]
        length, size = last - first, len(bag) or 1
        shared = sum(map(logs.__getitem__, bag))
        initials = [word[0] for word in words[first:last]]
        rows.append(
            Features(
                early=(1 + place) ** -0.5,
                title=len(bag & title) / (len(title) or 1),
                lede=len(bag & lede) / size if place else 0.0,
                central=shared / size,
                covering=shared / 10,
                figures=float(any(map(str.isdigit, initials))),
                names=min(1.0, sum(map(str.isupper, initials[1:])) / 6),
                length=min(length, LONG) / LONG,
                short=float(length < SHORT),
                overlong=max(0, length - OVERLONG) / 20,
                quoted=reading.quoted[place],
                contrast=float(reading.leans[place].contrast),
            )
        )
    return rows


def score(row: Features, weights: Features = WEIGHTS) -> float:
    """The weighted sum."""
    return float(sum(map(mul, row, weights)))
