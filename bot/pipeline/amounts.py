"""Numbers in a sentence with the words that belong to them: sign, currency, modifier, unit or counted noun.

A number that is a name, a date, an hour, a score or a telephone number is passed over here.
"""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, TypeAlias

from bot.core import measures, modifiers, numerals
from bot.core.article import Change
from bot.core.numerals import Line, Number
from bot.pipeline import counted, wordclasses
from bot.pipeline.numbernames import is_name

Kind: TypeAlias = Literal["money", "measure", "time", "age", "counted", "bare"]

# "100m sprint" is a distance, "2.7m sales" are millions.
RACES = frozenset("sprint race dash final finals freestyle hurdles run relay backstroke butterfly breaststroke".split())
DASHES = frozenset("-–—")
# A number alone is a quantity after such words: "fell to 12", "was 5,884".
LEADING = frozenset(
    """
    to at of from by is was were are be reached hit totalled totaled than with stood stands averaged numbered exceeds
    exceeded surpassed topped between nearly about over
    """.split()
)
PARTITIVE = frozenset("the these those them which whom his her its their our my all".split())
# Adjectives that stand before the number instead of after it: "the previous two sessions".
RANKED = frozenset({"top", "previous", "record"})
# Verbs with which a number alone is a number of people: "12 were injured".
SUFFERING = frozenset("were are have had died survived remain remained dead injured wounded missing killed".split())
AGING = frozenset("aged age ages".split())
TURNING = frozenset("is was turned turns turning be who".split())


class Mention(NamedTuple):
    """A quantity: tokens from `first` up to `last`, its number at `at`, and what follows from the words around it.

    `noun` is where its unit or counted noun ends, which for "150,000 troops" is beyond `last`.
    """

    first: int
    last: int
    at: int
    number: Number
    low: float
    high: float
    change: Change
    unit: str
    kind: Kind
    noun: int


def mentions(line: Line, dated: Callable[[int], bool]) -> list[Mention]:
    """Every quantity of the line in order; `dated` tells tokens that are part of a calendar date."""
    found: list[Mention] = []
    at, stop = 0, len(line.raw)
    while at < stop:
        if not numerals.may_open(line, at):
            at += 1
            continue
        money = measures.currency_before(line, at - _minus(line, at))
        number = numerals.scan(line, at, short=_short(line, at, money))
        if number is None:
            at += 1
            continue
        if money or not (dated(at) or is_name(line, at, number)):
            mention = _mention(line, at, number, money)
            found += [mention] if mention else []
        at = number.end
    return found


def _minus(line: Line, at: int) -> int:
    """One for the sign inside "$-50.8bn"."""
    return int(
        at > 1 and line.glued(at) and line.low[at - 1] in modifiers.MINUS and line.low[at - 2] in measures.SYMBOLS
    )


def _short(line: Line, at: int, money: measures.Unit | None) -> bool:
    """Whether "m" after the number means million."""
    if money:
        return True
    word, follows = line.word(at + 1), line.word(at + 2)
    plain = follows.isalpha() and not wordclasses.is_function(follows)
    return word == "m" and line.glued(at + 1) and plain and follows not in RACES | wordclasses.EXTENT


def _mention(line: Line, at: int, number: Number, money: measures.Unit | None) -> Mention | None:
    first = money.end if money else at
    sign: Change = "down"
    if not (money and _minus(line, at)):
        first, sign = _signed(line, first)
    mention = Mention(first, number.end, at, number, number.low, number.high, sign, "-", "bare", number.end)
    mention = _with_money(line, mention, money) if money else _with_unit(line, mention)
    if sign == "down" and mention.kind in {"bare", "counted"} and not mention.low % 1:
        return None
    mention = _modified(line, mention)
    return None if _runs_on(line, mention.first) or _runs_on(line, mention.last) else mention


def _runs_on(line: Line, at: int) -> bool:
    """Whether a word is torn at token `at`, as in "600nearly"."""
    return line.glued(at) and line.word(at - 1)[-1].isalnum() and (line.word(at)[0].isalnum() or _is_sign(line, at))


def _is_sign(line: Line, at: int) -> bool:
    return line.word(at) in measures.SYMBOLS


def _signed(line: Line, first: int) -> tuple[int, Change]:
    """Take in "-1.3%" and "+2%"; a dash between words is none."""
    if first == 0:
        return first, "="
    word = line.low[first - 1]
    if word == "minus":
        return first - 1, "down"
    alone = line.glued(first) and (first == 1 or not line.glued(first - 1) or line.word(first - 2) == "minus")
    if word in modifiers.MINUS and alone:
        return first - 1 - (line.word(first - 2) == "minus"), "down"
    return (first - 1, "up") if word == "+" and alone else (first, "=")


def _with_money(line: Line, mention: Mention, money: measures.Unit) -> Mention:
    rate = measures.per_at(line, mention.last)
    if rate:
        return mention._replace(last=rate.end, noun=rate.end, unit=f"{money.name} per {rate.name}", kind="money")
    return mention._replace(unit=money.name, kind="money")


def _with_unit(line: Line, mention: Mention) -> Mention:
    end = mention.number.end
    hyphen = line.word(end) in DASHES and line.glued(end + 1) and line.glued(end)
    step = end + 1 if hyphen else end
    if hyphen and (line.word(step)[:1].isdigit() or line.word(step) in numerals.OPENERS):
        return mention
    found = _age(line, mention, step) or _measured(line, mention, step)
    if found:
        return found
    if hyphen and line.word(step).isalpha():
        unit = measures.singular(line.low[step])
        return mention._replace(last=step + 1, noun=step + 1, unit=unit, kind="counted")
    return _counted(line, mention)


def _measured(line: Line, mention: Mention, step: int) -> Mention | None:
    unit = measures.measure_at(line, step)
    if unit is None:
        return None
    rate = measures.per_at(line, unit.end)
    end = rate.end if rate else unit.end
    name = f"{unit.name} per {rate.name}" if rate else unit.name
    kind: Kind = "time" if unit.name in measures.TIMES else "measure"
    if unit.name in measures.CURRENCIES:
        kind = "money"
    return mention._replace(last=end, noun=end, unit=name, kind=kind)


def _age(line: Line, mention: Mention, step: int) -> Mention | None:
    """Read "65-year-old", "30 years old", "aged 10", and the 66 of "Maddon, 66, has"."""
    period = measures.singular(line.word(step))
    if period in {"year", "month", "week", "day"}:
        old = step + 1 + (line.word(step + 1) == "-")
        if line.word(old) in {"old", "olds"}:
            return mention._replace(last=old + 1, noun=old + 1, unit=f"{period} age", kind="age")
    at, value = mention.first, mention.low
    if not (value == mention.high and 0 < value < 120 and value % 1 == 0):
        return None
    before = line.word(at - 1)
    aged = before in AGING or (before == "of" and line.word(at - 2) == "age")
    bare = measures.measure_at(line, mention.last) is None
    return mention._replace(unit="year age", kind="age") if bare and (aged or _apposed(line, mention)) else None


def _apposed(line: Line, mention: Mention) -> bool:
    at, follows = mention.first, line.word(mention.last)
    if follows in {",", ")", "."} and line.word(at - 1) in {",", "("} and at > 1:
        name = line.raw[at - 2]
        closed = follows != "." or line.word(at - 1) == ","
        named = (
            name[0].isupper() and name.isalpha() and not name.isupper() and line.low[at - 2] not in wordclasses.MONTHS
        )
        return named and closed and line.raw[at].isdecimal() and (mention.low > 9 or line.word(at - 1) == ",")
    return line.word(at - 1) in TURNING and line.word(at - 2) == "who" and follows in {",", ".", "", ")"}


def _counted(line: Line, mention: Mention) -> Mention:
    behind = modifiers.after(line, mention.number.end)
    end = behind.start if behind else mention.number.end
    if line.low[mention.at].endswith("fold") or line.word(end) == "fold":
        return mention._replace(unit="fold", kind="counted")
    whole = mention.low >= 1 or mention.number.scale > 1
    of_what = line.raw[end + 1 : end + 2]
    if not whole:
        return mention
    if line.word(end) == "of" and (line.word(end + 1) in PARTITIVE or (of_what and of_what[0][0].isupper())):
        member = counted.member_at(line, end)
    else:
        step = end + (line.word(end) == "of" and mention.low != mention.high)
        member = counted.counted_at(line, step, one=mention.high == 1)
    if member is None:
        return mention
    rank = line.word(mention.first - 1)
    unit = f"{rank} {member.unit}" if rank in RANKED else member.unit
    return mention._replace(unit=unit, kind="counted", noun=member.end)


def stands_alone(line: Line, mention: Mention) -> bool:
    """Whether a number without unit is a quantity, and not the number of something."""
    raw, after = line.raw[mention.at], line.word(mention.last)
    if after in DASHES and line.word(mention.last + 1)[:1].isdigit():
        return False
    if raw.lower() in numerals.SCALES:
        return line.low[mention.first] != raw.lower()
    telling = mention.low != mention.high or mention.number.scale > 1 or "," in raw or mention.low % 1
    modified = mention.first != mention.at or modifiers.before(line, mention.first)
    partitive = after == "of" and line.word(mention.last + 1) in PARTITIVE
    return bool(telling or modified or partitive or _is_led(line, mention))


def _is_led(line: Line, mention: Mention) -> bool:
    """Whether a verb or preposition beside a plain number makes it a quantity: "fell to 12", "12 were injured"."""
    before, after = line.word(mention.first - 1), line.word(mention.last)
    capital = line.raw[mention.last : mention.last + 1]
    if mention.high > 1 and after in SUFFERING:
        return not line.raw[mention.first - 1][:1].isupper()
    if line.raw[mention.at][0].isdigit():
        return (before in LEADING or wordclasses.is_past(before)) and not (capital and capital[0][0].isupper())
    return mention.high > 1 and (wordclasses.is_past(before) or before.endswith("ing"))


def _modified(line: Line, mention: Mention) -> Mention:
    """Take in the modifier, and tell whether the number is an amount of rise or fall."""
    first, last, change = mention.first, mention.last, mention.change
    if ahead := modifiers.before(line, first):
        first, change = ahead.start, ahead.change if change == "=" else change
    behind = modifiers.after(line, last)
    if behind and not (behind.change == "~" and line.word(last) == "odd" and mention.kind == "bare"):
        last, change = behind.start, behind.change if change in {"=", "~"} else change
    later = mention.kind == "time" and line.word(mention.noun) in measures.LATER
    if change in {"=", "~"} and mention.kind != "age" and not later:
        plain = mention.kind in {"counted", "time"} and mention.unit not in {"point", "job", "position"}
        change = modifiers.moved(line, first, plain=plain) or change
    return mention._replace(first=first, last=last, change=change, noun=max(mention.noun, last))


def stands_before_noun(line: Line, first: int, last: int) -> bool:
    """Whether the quantity of tokens `[first, last)` is an adjective: "880-mile", and not "twenty-five"."""
    unit = line.low[last - 1]
    return last - first > 2 and line.low[last - 2] == "-" and unit.isalpha() and unit not in numerals.OPENERS
