"""Proof that a figure follows from the words of its span, whoever found it and however.

It shares with the step that finds figures only how English writes numbers, units and modifiers, never the way to them:
the span is read again, in its sentence, and must yield the same value, change and unit. Standard library only.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re
from math import isclose
from typing import NamedTuple

from bot.core import measures, modifiers, numerals
from bot.core.article import NO_UNIT, Figure, Span
from bot.core.numerals import Line, Number

# A number phrase with its unit and what governs it lies well within so many characters of its span.
REACH = 250
NEAR = 12
# Two floats this near are the same number written in fifteen digits.
SAME = 4e-16
BY_REACH = 3000
DASHES = frozenset("-–—")
LINKS = frozenset({"to", "and", "or", "through", *DASHES})
# Words that may stand between a number and the noun it counts.
LOOSE = frozenset(
    """
    of the a an and or & - – / ' ’ 's ’s more other additional such his her its their our my these those most only
    all both extra further
    """.split()
)
# Behind these the number counts no more.
PARTING = frozenset(
    """
    to in on at for with from by than that which who were was are is be been have has had will would can could may
    might as if when while where because since until into over under about after before between through
    """.split()
)
AGING = frozenset("aged age ages of is was turned turns turning be who , (".split())
ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?:/\d{4}(?:-\d{2}(?:-\d{2})?)?)?")
YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d{2}(?!\d)")
DATING = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter|\w*days?|today|tonight|tomorrow|(?:year|month|week|"
    r"weekend|quarter|decade)(?:s|ly)?|century|centuries|now|current|currently|recent|recently|ago|\d{1,2}[/.-]\d{1,2})\b",
    re.IGNORECASE,
)


class Reading(NamedTuple):
    """The span read again: its tokens, the numbers inside it, and the bounds they make."""

    line: Line
    first: int
    last: int
    inside: list[tuple[int, Number]]
    low: float
    high: float


def prove_figure(text: str, figure: Figure, sentence: Span) -> str | None:
    """Null when the figure follows from its span, else why it does not."""
    fault = _placed(text, figure, sentence)
    if fault:
        return fault
    line = _line(text, figure, sentence)
    if figure.start not in line.starts or figure.end not in line.ends:
        return "the span cuts a word or a number"
    fault = _prove_reading(line, figure, short=False)
    if fault and _prove_reading(line, figure, short=True):
        return fault
    return _prove_words(text, figure, sentence)


def _placed(text: str, figure: Figure, sentence: Span) -> str | None:
    if not 0 <= sentence.start <= figure.start < figure.end <= sentence.end <= len(text):
        return "the span is not inside its sentence"
    words = text[figure.start : figure.end]
    return "the span begins or ends with white space" if words != words.strip() else None


def _line(text: str, figure: Figure, sentence: Span) -> Line:
    """The tokens around the span, from a white space on, so that none is cut at the edges."""
    low, high = figure.start - REACH, min(sentence.end, figure.end + REACH)
    if low <= sentence.start:
        low = sentence.start
    else:
        while low < figure.start and not text[low].isspace():
            low += 1
    while high < sentence.end and not text[high - 1].isspace() and high > figure.end:
        high -= 1
    return numerals.tokenise(text[low : max(high, figure.end)], low)


def _lower(words: str) -> frozenset[str]:
    return frozenset(numerals.tokenise(words).low)


def _prove_reading(line: Line, figure: Figure, *, short: bool) -> str | None:
    first, last = line.starts.index(figure.start), line.ends.index(figure.end) + 1
    inside = []
    for at, number in numerals.numbers(line, short=short):
        if at < last and number.end > first:
            if at < first or number.end > last:
                return "the span cuts a number"
            inside.append((at, number))
    if not 0 < len(inside) < 3:
        return "the span holds no number that can be read" if not inside else "the span holds more than a range"
    low, high = _bounds(inside)
    reading = Reading(line, first, last, inside, low, high)
    return _edges(reading) or _value(reading, figure) or _unit(reading, figure.unit) or _change(reading, figure)


def _bounds(inside: list[tuple[int, Number]]) -> tuple[float, float]:
    if len(inside) == 1:
        return inside[0][1].low, inside[0][1].high
    return numerals.joined(inside[0][1], inside[1][1])


def _edges(reading: Reading) -> str | None:
    """A span may not stop short inside a run of letters, digits and signs."""
    line, first, last = reading.line, reading.first, reading.last
    if _torn(line, last):
        return "the span cuts what its number is part of"
    if _dashed(line, last) and line.raw[last - 1][-1].isdigit():
        return "the span cuts a range or score"
    before = line.word(first - 1)
    if not line.glued(first):
        return None
    digit = line.word(first)[0].isdigit()
    if before[0].isalnum() or (digit and (before in _SIGNS or before in {"/", "#", "@", ":", "."})):
        return "the span cuts what its number is part of"
    digits = before in DASHES and line.glued(first - 1) and line.word(first - 2)[:1].isalnum()
    return "the span cuts a compound" if digit and digits and not _prefix(line, first) else None


_SIGNS = frozenset(measures.SYMBOLS)


def _torn(line: Line, at: int) -> bool:
    """Whether a word or sign at `at` touches the letters or digits before it."""
    if not line.glued(at) or not line.word(at - 1)[-1].isalnum():
        return False
    return line.word(at)[0].isalnum() or line.word(at) in {"%", "°", "/", "′", "″"} or line.word(at) in _SIGNS


def _dashed(line: Line, at: int) -> bool:
    """Whether a dash at `at` ties digits on."""
    return _is_joint(line, at) and line.word(at + 1)[0].isdigit()


def _prefix(line: Line, first: int) -> bool:
    return line.word(first - 2) in {"sub", "minus", "then", "over", "under", "mid", "some", "to", "a", "the"}


def _value(reading: Reading, figure: Figure) -> str | None:
    single = reading.low == reading.high
    if len(reading.inside) == 2:
        (_, number), (at, _) = reading.inside
        between = reading.line.low[number.end : at]
        if not LINKS.intersection(between):
            return "two numbers in the span make no range"
    if single and (figure.low is not None or figure.high is not None):
        return "the span states one value, not a range"
    claimed = (figure.value, figure.value) if single else (figure.low, figure.high)
    stated = (reading.low, reading.high)
    if any(
        one is None or not isclose(one, other, rel_tol=SAME) for one, other in zip(claimed, stated, strict=True)
    ) or not (single or figure.value is None):
        return f"the span reads {_shown(stated)}, not {_shown(claimed)}"
    return None


def _shown(bounds: tuple[float | None, float | None]) -> str:
    low, high = bounds
    if low is None or high is None:
        return "nothing"
    return f"{low:.15g}" if low == high else f"{low:.15g} to {high:.15g}"


def _unit(reading: Reading, unit: str) -> str | None:
    stated = _stated(reading)
    if unit.endswith(" age"):
        return None if _is_age(reading, unit) else f"the words around the span give no {unit}"
    base, *rates = unit.split(" per ")
    for name, end in stated:
        if name == unit or (name == base and all(_has_rate(reading.line, end, rate) for rate in rates)):
            return None
    if stated:
        return f"the span is in {stated[0][0]}, not {unit}"
    if unit == NO_UNIT or _counts(reading, base, rates) or _taken_over(reading, base):
        return None
    return f"the words around the span give no {unit}"


def _stated(reading: Reading) -> list[tuple[str, int]]:
    """Units of measure and currencies that touch the numbers of the span, each with where it ends."""
    found = []
    for at, number in reading.inside:
        money = measures.currency_before(reading.line, at - _inner_sign(reading.line, at))
        hyphen = _is_joint(reading.line, number.end)
        measure = measures.measure_at(reading.line, number.end + hyphen)
        if money:
            found.append((money.name, number.end))
        elif measure:
            found.append((measure.name, measure.end))
    return found


def _is_joint(line: Line, at: int) -> bool:
    """Whether a dash at `at` ties two words."""
    return line.glued(at) and line.word(at) in DASHES and line.glued(at + 1)


def _has_rate(line: Line, at: int, name: str) -> bool:
    rates = (measures.per_at(line, step) for step in range(at, min(at + NEAR, len(line.raw))))
    return any(rate is not None and rate.name == name for rate in rates)


def _is_age(reading: Reading, unit: str) -> bool:
    span = [measures.singular(word) for word in reading.line.low[reading.first : reading.last]]
    if unit.removesuffix(" age") in span and ("old" in span or "olds" in span):
        return True
    return unit == "year age" and reading.line.word(reading.inside[0][0] - 1) in AGING


def _counts(reading: Reading, base: str, rates: list[str]) -> bool:
    """Whether the words of the unit stand, in their order, in the group of nouns that the number opens."""
    line, end = reading.line, reading.inside[-1][1].end
    wanted = _words(base)
    if wanted[:1] == [line.word(reading.inside[0][0] - 1)]:
        del wanted[0]
    if base == "fold":
        return line.low[reading.inside[0][0]].endswith("fold") or line.word(end + _is_joint(line, end)) == "fold"
    behind = modifiers.after(line, end)
    place = behind.start if behind else end
    while wanted and place < min(end + NEAR, len(line.raw)):
        word = line.low[place]
        if word in PARTING or (not word[0].isalnum() and word not in LOOSE):
            return False
        if wanted[0] in {word, measures.singular(word)}:
            del wanted[0]
        place += 1
    return not wanted and all(_has_rate(line, place, rate) for rate in rates)


def _words(base: str) -> list[str]:
    return [word for word in numerals.tokenise(base).low if word[0].isalnum()]


def _taken_over(reading: Reading, base: str) -> bool:
    """Whether the unit is that of another number of the sentence, as in "460 vehicles, compared with 63"."""
    line = reading.line
    others = (
        Reading(line, at, number.end, [(at, number)], number.low, number.high)
        for at, number in numerals.numbers(line)
        if not reading.first <= at < reading.last
    )
    return any(base in {name for name, _ in _stated(other)} or _counts(other, base, []) for other in others)


def _change(reading: Reading, figure: Figure) -> str | None:
    meant = _meant(reading.line, reading.inside)
    if reading.line.word(reading.first - 1) in {"(", "or"} or reading.line.word(reading.first - 2) == "(":
        for at, number in numerals.numbers(reading.line):
            if at < reading.first:
                meant |= _meant(reading.line, [(at, number)]) & {"<", ">", "up", "down"}
        if figure.change == "=":
            meant = _meant(reading.line, reading.inside)
    if figure.change == "=":
        dropped = meant & {"<", ">", "~"}
        return f"the words say {min(dropped)}, the figure says =" if dropped else None
    return None if figure.change in meant else f"no words make it {figure.change}"


def _meant(line: Line, inside: list[tuple[int, Number]]) -> set[str]:
    """Every change that signs and modifiers around these numbers give."""
    meant: set[str] = set()
    for at, number in inside:
        start, signs = _core(line, at)
        meant |= signs
        ahead = modifiers.before(line, start)
        start = ahead.start if ahead else start
        start -= line.word(start - 1) == "between"
        moved = modifiers.moved(line, start, plain=False)
        measure = measures.measure_at(line, number.end)
        behind = modifiers.after(line, measure.end if measure else number.end)
        meant |= {one.change for one in (ahead, behind) if one} | ({moved} if moved else set())
    return meant


def _core(line: Line, at: int) -> tuple[int, set[str]]:
    """Where the number starts with its currency and sign, and what the sign means."""
    inner = _inner_sign(line, at)
    money = measures.currency_before(line, at - inner)
    start = money.end if money else at
    if inner:
        return start, {"down"}
    sign = line.word(start - 1) if line.glued(start) or line.word(start - 1) == "minus" else ""
    if sign in modifiers.MINUS or sign == "+":
        step = start - 1 - (line.word(start - 2) == "minus")
        return step, {"up"} if sign == "+" else {"down"}
    return start, set()


def _inner_sign(line: Line, at: int) -> bool:
    """Whether a minus stands between the currency and the number: "$-50"."""
    return line.glued(at) and line.word(at - 1) in modifiers.MINUS and line.word(at - 2) in measures.SYMBOLS


def _prove_words(text: str, figure: Figure, sentence: Span) -> str | None:
    """The words for what it counts and for who says so, and its date."""
    said = sentence.of(text)
    if figure.hedged and not modifiers.HEDGES.intersection(_lower(said)):
        return "no word of its sentence casts doubt on it"
    if figure.what and figure.what not in said and not _lower(said).issuperset(numerals.tokenise(figure.what).low):
        return "what it counts is not in the words of its sentence"
    if figure.by is not None:
        around = text[max(figure.start - BY_REACH, 0) : figure.end + BY_REACH]
        if not _is_named(figure.by, around):
            return "who says so is not named near it"
    return _date(figure.date, said)


def _is_named(name: str, text: str) -> bool:
    """Whether the text has these words, as whole words, whatever white space parts them."""
    words = name.split()
    at = text.find(name) if words else -1
    while at >= 0:
        if not (_is_in_word(text[at - 1 : at]) or _is_in_word(text[at + len(name) : at + len(name) + 1])):
            return True
        at = text.find(name, at + 1)
    spaced = r"\s+".join(map(re.escape, words))
    return bool(words) and re.search(rf"(?<!\w){spaced}(?!\w)", text) is not None


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _date(date: str | None, said: str) -> str | None:
    if date is None:
        return None
    if not ISO.fullmatch(date):
        return f"{date} is no ISO 8601 date"
    named = YEAR.findall(said)
    years = [part[:4] for part in date.split("/")]
    if named and not DATING.search(said) and not set(years) & set(named):
        return f"its sentence names {named[0]}, not {years[0]}"
    return None if named or DATING.search(said) else "its sentence names no date"
