"""A condition on a figure, as a watch has it ("defectors > 1000"), and whether a figure of an article surely meets it.

Surely means: whatever the article's words leave open, the condition holds, and the figure counts or measures just what
the condition names. A doubtful figure meets nothing, so a channel may miss a figure but is not called for a wrong one.
Standard library and the core alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias

from bot.core.article import NO_UNIT, Article, Figure, Span
from bot.core.errors import UserError
from bot.core.measures import CURRENCIES, currency_before, measure_at, singular
from bot.core.numerals import PLURALS, Line, numbers, tokenise

Comparison: TypeAlias = Literal[">", ">=", "<", "<=", "="]

ABOUT: Final = 0.2  # "about 1,000" may be this much more or less
_SIGNS: Final[Mapping[str, Comparison]] = MappingProxyType(
    {">=": ">=", "=>": ">=", "≥": ">=", "<=": "<=", "=<": "<=", "≤": "<=", "==": "=", ">": ">", "<": "<", "=": "="}
)
_WORDS: Final[Mapping[str, Comparison]] = MappingProxyType(
    {
        **dict.fromkeys(("more than", "greater than", "higher than", "over", "above", "exceeds", "exceeding"), ">"),
        **dict.fromkeys(("less than", "fewer than", "lower than", "under", "below"), "<"),
        **dict.fromkeys(("at least", "no fewer than", "no less than"), ">="),
        **dict.fromkeys(("at most", "no more than"), "<="),
        "exactly": "=",
    }
)
_AMOUNT: Final = r"(?:(?:[A-Z]{1,3}|us|u\.s\.)?\s?[$€£¥₹₩₽₪₺₴₫₱฿₦¢₿]|[A-Z]{3}\s)?\s?\d"
SIGN: Final = re.compile("|".join(map(re.escape, _SIGNS)))
SPOKEN: Final = re.compile(rf"\b(?:{'|'.join(_WORDS)})\s+(?={_AMOUNT})", re.IGNORECASE)
_FILLERS: Final = frozenset({"the", "a", "an", "is", "are", "was", "were", "of", "any", "all"})
_GENERIC: Final = re.compile(
    r"^(?:(?:the|a|an)\s+)?(?:total\s+)?(?:number|total|count|amount|rate|level|share)s?\s+of\s+"
)
_PREPOSITION: Final = re.compile(r"\b(?:of|in|on|at|for|from|by|to|with|among|per|between|against|who|that|which)\b")
_MEASURE_TAILS: Final = frozenset({"rate", "level"})

# "Over" leaves its number out, "at least" does not; the figure's own words tell which it was.
_STRICT: Final = re.compile(
    r"(?i)\b(?:over|more|above|exceed\w*|excess|beyond|greater|higher|larger|longer|under|below|less|fewer|lower|smaller)\b|[<>]"
)
_INCLUSIVE: Final = re.compile(r"(?i)\b(?:no|not|or|and|plus|least|most|up|upto)\b|[+≤≥]")


@dataclass(frozen=True, slots=True)
class Condition:
    """What is counted or measured, compared with a value in a unit; `NO_UNIT` for things that are counted.

    `words` are the whole condition as it was typed.
    """

    what: str
    comparison: Comparison
    value: float
    unit: str = NO_UNIT
    words: str = field(default="", compare=False)


class Reach(NamedTuple):
    """Between what bounds the true value is, by the article's words; `inside` when the bounds are not part of it."""

    low: float
    high: float
    inside: bool = False


def read_condition(words: str, *, spoken: bool = True) -> Condition | None:
    """The condition in a piece of a watch, null where it has none; `UserError` for one that is not complete.

    `spoken` also reads "price below $3"; without it only signs compare.
    """
    sign = SIGN.search(words) or (SPOKEN.search(words) if spoken else None)
    if sign is None:
        return None
    comparison = _SIGNS.get(sign.group()) or _WORDS[" ".join(sign.group().lower().split())]
    what, amount = words[: sign.start()].strip(" :"), tokenise(words[sign.end() :])
    at, number = next(numbers(amount, short=True), (0, None))
    money = currency_before(amount, at)
    if number is None or (money.end if money else at) > 0 or number.low != number.high:
        raise UserError(f"'{words.strip()}' compares with no number. Try 'defectors > 1000'.")
    measure = measure_at(amount, number.end)
    unit = money or measure
    counted = " ".join(amount.raw[measure.end if measure else number.end :])
    found = Condition(
        what=f"{what} {counted}".strip(),
        comparison=comparison,
        value=number.low,
        unit=unit.name if unit else NO_UNIT,
        words=" ".join(words.split()),
    )
    _check(found)
    return found


def _check(condition: Condition) -> None:
    if SIGN.search(condition.what) or SPOKEN.search(condition.what):
        raise UserError(f"'{condition.words}' compares twice. Write 'defectors > 1000, defectors < 2000'.")
    if not _head(condition.what):
        raise UserError(f"'{condition.words}' names nothing that is counted. Try 'defectors > 1000' or 'price < $3'.")


def figures_meeting(condition: Condition, article: Article) -> tuple[Figure, ...]:
    """The figures of an article that surely meet a condition."""
    return tuple(
        figure
        for figure in article.figures
        if meets(condition, figure, Span(figure.start, figure.end).of(article.text))
    )


def meets(condition: Condition, figure: Figure, words: str) -> bool:
    """Whether a figure surely meets a condition; `words` are the figure's own, "more than 1,000 defectors"."""
    reach = reach_of(figure, words)
    return reach is not None and _is_about(condition, figure) and _HOLDS[condition.comparison](reach, condition.value)


def reach_of(figure: Figure, words: str) -> Reach | None:
    """The bounds of what a figure says; null for the amount of a rise or fall, which says nothing of the level."""
    low = figure.low if figure.value is None else figure.value
    high = figure.high if figure.value is None else figure.value
    if low is None or high is None or figure.change in ("up", "down"):
        return None
    if set(tokenise(words).low) & PLURALS.keys():
        high = inf  # "thousands" may be twenty thousand
    inside = bool(_STRICT.search(words)) and not _INCLUSIVE.search(words)
    match figure.change:
        case ">":
            return Reach(low, inf, inside)
        case "<":
            return Reach(-inf, high, inside)
        case "~":
            return Reach(low * (1 - ABOUT), high * (1 + ABOUT))
    return Reach(low, high)


_HOLDS: Final[Mapping[Comparison, Callable[[Reach, float], bool]]] = MappingProxyType(
    {
        ">": lambda reach, value: reach.low > value or (reach.inside and reach.low == value),
        ">=": lambda reach, value: reach.low >= value,
        "<": lambda reach, value: reach.high < value or (reach.inside and reach.high == value),
        "<=": lambda reach, value: reach.high <= value,
        "=": lambda reach, value: reach.low == value == reach.high,
    }
)


def _is_about(condition: Condition, figure: Figure) -> bool:
    """Whether the figure is of the very thing: same unit, same head noun, and every other word said of it too."""
    base, _, rate = figure.unit.partition(" per ")
    if condition.unit != NO_UNIT:
        same = figure.unit == condition.unit or (base == condition.unit and base in CURRENCIES)
        noun = figure.what
    else:
        same = not rate
        noun = figure.what if base == NO_UNIT else base
    said = _words(tokenise(f"{figure.unit} {figure.what}"))
    return same and _head(noun) == _head(condition.what) and _words(tokenise(condition.what)) <= said


def _head(phrase: str) -> str:
    """The noun that a phrase is about, in the singular: "average price of rice" is about a price."""
    plain = _GENERIC.sub("", phrase.lower().strip())
    nouns = [word for word in tokenise(_PREPOSITION.split(plain)[0]).low if word[0].isalpha() and word not in _FILLERS]
    while len(nouns) > 1 and nouns[-1] in _MEASURE_TAILS:
        nouns.pop()
    return singular(nouns[-1]) if nouns else ""


def _words(line: Line) -> set[str]:
    plain = _GENERIC.sub("", " ".join(line.low))
    found = {singular(word) for word in plain.split() if word[0].isalpha()}
    return {word for word in found if word not in _FILLERS and not _PREPOSITION.fullmatch(word)}
