"""How English writes numbers: "3.9 million", "twenty-five", "a few dozen", "hundreds of thousands", "two-thirds".

The pipeline finds figures with it and the prover re-reads them, so it knows numbers alone: no units, no modifiers.
Standard library only. What it cannot read for certain ("1,5", "1.234,5", "007") is no number.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# As the pipeline's tokens, but a currency's code is parted from digits that it touches: "USD|10", "$|A|82,615". "PS" is
# the pound's sign in text that was made plain letters, and a PS5 is none.
TOKEN = re.compile(
    r"""
    [A-Za-z]{2,}+(?![\w'’])
    | \d+(?:[.,]\d+)*
    | (?:[^\W\d_]\.){2,}
    | (?<![^\W_])(?:USD|EUR|GBP|AUD|CAD|NZD|HKD|SGD|INR|JPY|CNY|RMB|CHF|SEK|NOK|DKK|KRW|ZAR|MYR|RUB|BRL|MXN|RM|Rs)(?=\d)
    | (?<![^\W_])PS(?=\d+(?:\.\d+)?(?:bn|m|k)\b|\d+\.\d\d\b|\d{1,3}(?:,\d{3})+\b)
    | (?<=\$)(?:US|AU?|CA?|NZ|HK|S)(?=\d)
    | [^\W_]+(?:['’](?!s\b)[^\W_]+)*
    | ['’]s\b
    | [^\w\s]
    """,
    re.VERBOSE,
)
PLAIN = re.compile(r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3})(?:\.\d+)?")

# A float keeps fifteen digits; longer runs are serial numbers, and their last digits could be changed unseen.
MOST_DIGITS = 15

ONES = {
    word: value
    for value, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        start=1,
    )
}
TENS = {
    word: value * 10
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
LARGE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7}
SCALES = {"hundred": 1e2, "dozen": 12.0, **LARGE}
ABBREVIATED = {"k": 1e3, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12}
# One letter may as well be metres or bytes, so that its reader must say that it wants them.
SHORT = {"m": 1e6, "b": 1e9}
PLURALS = {
    "tens": (10.0, 100.0),
    "dozens": (24.0, 99.0),
    "scores": (40.0, 99.0),
    "hundreds": (1e2, 1e3),
    "thousands": (1e3, 1e4),
    "millions": (1e6, 1e7),
    "billions": (1e9, 1e10),
    "trillions": (1e12, 1e13),
}
PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
PARTS |= {f"{word}s": value for word, value in PARTS.items() if value > 2}
VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5, "⅛": 1 / 8}
FOLD = {f"{word}fold": value for word, value in (ONES | TENS | {"hundred": 100}).items()}
FEW = frozenset({"few", "several", "couple"})
# Words with which a number may begin; everything else is passed over without a closer look.
OPENERS = frozenset({*ONES, *TENS, *SCALES, *PLURALS, *VULGAR, *FOLD, *FEW, "half", "a", "an"})
ARTICLES = frozenset({"a", "an"})
# Most articles open no number: "a few", "a third", "a hundred" do.
AFTER_ARTICLE = frozenset({*FEW, *PARTS, *SCALES, "-"})
# A text without any of these words, and without digits, holds no number.
TELLING = OPENERS - ARTICLES | PARTS.keys()


class Line(NamedTuple):
    """Tokens in a row: as written, in lower case, and where each starts and ends in the text."""

    raw: Sequence[str]
    low: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]

    def glued(self, at: int) -> bool:
        """Whether token `at` touches the one before it."""
        return 0 < at < len(self.raw) and self.starts[at] == self.ends[at - 1]

    def word(self, at: int) -> str:
        """The token at `at` in lower case, empty outside the line."""
        return self.low[at] if 0 <= at < len(self.low) else ""


class Number(NamedTuple):
    """A number of tokens up to `end`; `low` and `high` are equal but for "dozens"; `scale` is its "million"."""

    end: int
    low: float
    high: float
    scale: float = 1.0


def tokenise(text: str, offset: int = 0) -> Line:
    """The tokens of a short text that starts at `offset`."""
    found = list(TOKEN.finditer(text))
    raw = [match.group() for match in found]
    starts = [offset + match.start() for match in found]
    return Line(raw, [word.lower() for word in raw], starts, [offset + match.end() for match in found])


@lru_cache(maxsize=2048)
def numeral(word: str) -> float | None:
    """The value of digits with English separators: "3,900,000.5"; null for anything doubtful."""
    if len(word) > MOST_DIGITS + 5 or not word.isascii() or not PLAIN.fullmatch(word):
        return None
    return float(word.replace(",", "")) if sum(map(str.isdigit, word)) <= MOST_DIGITS else None


def may_open(line: Line, at: int) -> bool:
    """Whether a number may begin at token `at`, as far as a glance tells."""
    word = line.low[at]
    if word in ARTICLES:
        return line.word(at + 1) in AFTER_ARTICLE
    return word in OPENERS or word[0].isdigit()


def scan(line: Line, at: int, *, short: bool = False) -> Number | None:
    """The longest number that begins at token `at`; `short` reads "m" and "b" as million and billion."""
    word = line.low[at]
    if word[0].isdigit():
        return _ratio(line, _digits(line, at, short=short))
    if not may_open(line, at):
        return None
    if word in FOLD:
        return Number(at + 1, FOLD[word], FOLD[word])
    if word in VULGAR:
        return Number(at + 1, VULGAR[word], VULGAR[word])
    return _plural(line, at) or _few(line, at) or _half(line, at) or _fraction(line, at) or _words(line, at)


def numbers(line: Line, *, short: bool = False) -> Iterator[tuple[int, Number]]:
    """Every number of the line from left to right, each as long as it can be, with its first token."""
    end = 0
    for at, word in enumerate(line.low):
        if at >= end and (word in OPENERS or word[0].isdigit()) and (found := scan(line, at, short=short)):
            yield at, found
            end = found.end


def joined(first: Number, second: Number) -> tuple[float, float]:
    """The bounds of "first to second"; "4 to 5 million" shares its scale with the 4."""
    shares = first.scale == 1 and second.scale > 1 and first.low < second.low / second.scale
    low = _product(first.low, second.scale) if shares else first.low
    return min(low, second.low), max(first.high if not shares else low, second.high)


def _digits(line: Line, at: int, *, short: bool) -> Number | None:
    value = numeral(line.low[at])
    if value is None:
        return None
    end = at + 1
    part = _slashed(line, at)
    if part:
        return Number(at + 3, part, part)
    part = VULGAR.get(line.word(end)) or 0.0
    end += bool(part)
    if not part and (sliced := _slashed(line, end)):
        part, end = sliced, end + 3
    return _scaled(line, end, value + part, short=short)


def _slashed(line: Line, at: int) -> float | None:
    """Read "1/2" but neither "9/11" nor "1/2/2019"."""
    if line.word(at + 1) != "/" or not (line.glued(at + 1) and line.glued(at + 2)):
        return None
    over, under = line.word(at), line.word(at + 2)
    if not (over.isdecimal() and under.isdecimal() and len(over) == 1 and len(under) <= 2):
        return None
    if line.word(at + 3) == "/" or line.word(at - 1) == "/" or not 0 < int(over) < int(under) <= 10:
        return None
    return int(over) / int(under)


def _scaled(line: Line, end: int, value: float, *, short: bool = False) -> Number:
    if line.word(end) == "and" and line.word(end + 1) == "a" and line.word(end + 2) == "half":
        value, end = value + 0.5, end + 3
    scale = 1.0
    while step := _scale(line, end, short=short and scale == 1):
        scale *= step[0]
        end = step[1]
    whole = _product(value, scale)
    return Number(end, whole, whole, scale)


def _product(value: float, scale: float) -> float:
    """The product without the dust of binary fractions: 16.1 million is 16100000."""
    product = value * scale
    return product if scale == 1 and product.is_integer() else float(f"{product:.15g}")


def _scale(line: Line, at: int, *, short: bool) -> tuple[float, int] | None:
    word = line.word(at)
    if word in SCALES:
        return SCALES[word], at + 1
    if word in ABBREVIATED and (line.glued(at) or len(word) > 1):
        return ABBREVIATED[word], at + 1
    if short and word in SHORT:
        return SHORT[word], at + 1
    if word == "-" and line.glued(at) and line.glued(at + 1) and line.word(at + 1) in SCALES:
        return SCALES[line.word(at + 1)], at + 2
    return None


def _plural(line: Line, at: int) -> Number | None:
    bounds = PLURALS.get(line.low[at])
    if bounds is None:
        return None
    low, high = bounds
    end, word = at + 1, line.low[at]
    while line.word(end) == "of" and line.word(end + 1) in PLURALS:
        scale = PLURALS[line.word(end + 1)][0]
        low, high, end = low * scale, high * scale, end + 2
    needs_of = (word == "tens" and end == at + 1) or (word == "scores" and line.word(end) != "of")
    return None if needs_of else Number(end, low, high)


def _few(line: Line, at: int) -> Number | None:
    at += line.low[at] == "a"
    if line.word(at) not in FEW:
        return None
    at += 1 + (line.word(at) == "couple" and line.word(at + 1) == "of")
    if line.word(at) == "dozen":
        return Number(at + 1, *PLURALS["dozens"])
    scale = 1.0
    while line.word(at) in SCALES:
        scale, at = scale * SCALES[line.word(at)], at + 1
    return Number(at, scale, scale * 10) if scale > 1 else None


def _half(line: Line, at: int) -> Number | None:
    if line.low[at] != "half":
        return None
    step = at + 1 + (line.word(at + 1) in {"a", "-"})
    if line.word(step) in SCALES:
        scaled = _scaled(line, step, 0.5)
        return Number(scaled.end, scaled.low, scaled.high)
    return Number(at + 1 + (line.word(at + 1) in {"a", "an"}), 0.5, 0.5)


def _fraction(line: Line, at: int) -> Number | None:
    """Read "two-thirds", "one third", and "a third" where "of" follows, since "a third man" is no third."""
    over = 1 if line.low[at] == "a" else ONES.get(line.low[at], 0)
    if not 0 < over < 10:
        return None
    step = at + 1 + (line.word(at + 1) == "-")
    word = line.word(step)
    under = PARTS.get(word, 0)
    if not over < under or (over > 1) != word.endswith(("s", "halves")):
        return None
    if line.low[at] == "a" and line.word(step + 1) != "of":
        return None
    return Number(step + 1, over / under, over / under)


def _words(line: Line, at: int) -> Number | None:
    article = line.low[at] in {"a", "an"}
    if article and line.word(at + 1) not in SCALES:
        return None
    small = (at + 1, 1.0) if article else _below_thousand(line, at)
    if small is None:
        return None
    end, value = small
    total, scale, last = 0.0, 1.0, float("inf")
    while line.word(end) in LARGE and LARGE[line.word(end)] < last:
        last = LARGE[line.word(end)]
        total, value, scale, end = total + (value or 1) * last, 0.0, last, end + 1
        more = end + (line.word(end) == "and")
        rest = _below_thousand(line, more) if line.word(more) in ONES or line.word(more) in TENS else None
        if rest:
            (end, value), scale = rest, 1.0
    if total == 0:
        return _ratio(line, _scaled(line, end, value))
    return Number(end, total + value, total + value, scale)


def _below_thousand(line: Line, at: int) -> tuple[int, float] | None:
    """Read "nine", "ninety-nine", "nine hundred and ninety-nine", "hundred"."""
    small = _below_hundred(line, at)
    end, value = small or (at, 1.0)
    if line.word(end) != "hundred":
        return small or ((at, 1.0) if line.word(at) in SCALES else None)
    end, value = end + 1, value * 100
    rest = _below_hundred(line, end + (line.word(end) == "and"))
    return (rest[0], value + rest[1]) if rest else (end, value)


def _below_hundred(line: Line, at: int) -> tuple[int, float] | None:
    word = line.word(at)
    if word in ONES:
        return at + 1, ONES[word]
    if word not in TENS:
        return None
    step = at + 1 + (line.word(at + 1) == "-")
    one = ONES.get(line.word(step), 10)
    return (step + 1, TENS[word] + one) if one < 10 else (at + 1, TENS[word])


def _ratio(line: Line, first: Number | None) -> Number | None:
    """Read "one in five", "nine out of 10"; neither "two in 2019" nor "three in 10 years"."""
    if first is None or first.scale != 1 or not 1 <= first.low < 100 or first.low % 1:
        return first
    joint = line.word(first.end)
    if joint != "in" and not (joint == "out" and line.word(first.end + 1) == "of"):
        return first
    step = first.end + (1 if joint == "in" else 2)
    word = line.word(step)
    whole = numeral(word) if word[:1].isdigit() else ONES.get(word, TENS.get(word))
    if whole is None or not first.low < whole or 1000 < whole < 2100 or whole % 1:
        return first
    follows = line.word(step + 1)
    if joint == "in" and (first.low > 9 or whole < 3 or not (_counts(follows) or _shares(whole, follows))):
        return first
    return Number(step + 1, first.low / whole, first.low / whole)


def _shares(whole: float, follows: str) -> bool:
    """For "nine in ten of those who fled"."""
    return follows == "of" and whole in {5, 10, 20, 100}


def _counts(word: str) -> bool:
    """Whether "one in five" may be followed by it: a unit of time or size makes it "one, in five years"."""
    times = ("second", "minute", "hour", "day", "week", "month", "year", "decade", "centur", "game", "match")
    return not word.startswith((*times, "million", "%", "per", "-", ":", "/")) and word not in {"of", "the"}
