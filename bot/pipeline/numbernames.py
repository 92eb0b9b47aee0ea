"""Numbers that measure nothing: years, days, hours, telephone and model numbers, scores in names, idioms of "one"."""
# ruff: noqa: SIM905 - a list of words reads best as words

from __future__ import annotations

import re

from bot.core import measures
from bot.core.numerals import Line, Number
from bot.pipeline import counted, wordclasses

ORDINALS = frozenset({"st", "nd", "rd", "th"})
DASHES = frozenset("-–—")
# A dash between these and a number makes no name of the two: "sub-500", "minus-130".
PREFIXES = frozenset("sub minus then over under some mid some a the to".split())
# Signs that make one thing of a number and what stands before it: "#1", "@9", "5:17".
TEARING = frozenset("# @ : / . _ ' ’ * & = −".split())
CODES = frozenset(code.lower() for code in measures.CODES) | frozenset(measures.COUNTRY_DOLLARS) | {"$"}
YEARS = range(1500, 2100)
OPENING = frozenset(
    """
    about over nearly almost some around at up more less only just under between roughly approximately in on of for
    with by from the a an and but or since after before when while as to into than last next all another both first
    meanwhile however currently previously still also additional total per is was are were
    """.split()
)
POINTED_HOUR = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
PARTS_OF_DAY = frozenset("morning afternoon evening night noon midnight".split())
HALF_OF = frozenset("of the a an its their all his her an".split())


def is_name(line: Line, at: int, number: Number) -> bool:
    """Tell whether the number at `at` is part of a name, a date, an hour or an idiom."""
    if not line.raw[at][0].isdigit():
        return _idiom(line, at, number)
    plain = number.end == at + 1 and line.raw[at].isdecimal()
    return (
        _broken(line, at, number.end)
        or _in_list(line, at, number.end)
        or (plain and (_calendar(line, at) or _labelled(line, at) or _year(line, at)))
        or _hour(line, at, number.end)
    )


def _broken(line: Line, at: int, end: int) -> bool:
    """Whether the digits touch letters or digits that they cannot be parted from."""
    return _torn_before(line, at) or (line.glued(end) and _torn_after(line, at, end)) or line.word(end) == "×"


def _torn_before(line: Line, at: int) -> bool:
    before = line.word(at - 1)
    if not line.glued(at):
        return before == "×"
    if before == "+":
        return line.glued(at - 1)
    if before in TEARING or before[-1:].isalnum():
        return before not in CODES
    if before not in DASHES or not line.glued(at - 1):
        return False
    root = line.word(at - 2)
    return _chain(line, at) or not (root[0].isdigit() or root in PREFIXES or root in {"%", "$"})


def _torn_after(line: Line, at: int, end: int) -> bool:
    after = line.word(end)
    if after in {":", "/", "_", "@", "'"} or after.startswith(("'", "’")):
        return line.word(end + 1)[:1].isalnum() or after not in {"/", ":", "'", "’"}
    if after in measures.SYMBOLS:
        return line.glued(end + 1) and line.word(end + 1)[0].isalnum()
    if after[0].isalnum():
        plural = after == "s" and "." not in line.raw[at]
        return plural or after in ORDINALS or not measures.measure_at(line, end)
    return after in DASHES and line.glued(end + 1) and (_chain(line, end + 1) or _letter(line, end + 1))


def _chain(line: Line, at: int) -> bool:
    """Whether three runs of digits are chained by dashes: a telephone number, an ISO date."""
    first = last = at
    while at - first < 4 and line.glued(first) and _is_link(line, first - 1):
        first -= 1
    while last - at < 4 and line.glued(last + 1) and _is_link(line, last + 1):
        last += 1
    return sum(line.low[place].isdecimal() for place in range(first, last + 1)) > 2


def _is_link(line: Line, at: int) -> bool:
    return line.low[at].isdecimal() or line.low[at] in DASHES


def _letter(line: Line, at: int) -> bool:
    """Read "3-D": a single letter that is no unit."""
    return len(line.word(at)) == 1 and line.word(at).isalpha() and not measures.measure_at(line, at)


def _in_list(line: Line, at: int, end: int) -> bool:
    """Read "1." or "2)" at the head of a line."""
    return at == 0 and line.word(end) in {".", ")"} and line.glued(end) and end + 1 < len(line.raw)


def _calendar(line: Line, at: int) -> bool:
    """Whether a month stands beside it: "March 29", "9 May"; "may" alone is a verb."""
    if len(line.raw[at]) > 4:
        return False
    before = at - 1 - (line.word(at - 1) in {".", ","})
    month = line.raw[before] if before >= 0 else ""
    if month[:1].isupper() and line.word(before) in wordclasses.MONTHS:
        return True
    after = at + 1 + (line.word(at + 1) == "of")
    month = line.raw[after] if after < len(line.raw) else ""
    if month[:1].isupper() and month.lower() in wordclasses.MONTHS and len(line.raw[at]) < 3:
        return True
    dash = before >= 1 and line.low[before] in DASHES and line.low[before - 1].isdecimal()
    return dash and line.glued(at) and _calendar(line, before - 1)


def _labelled(line: Line, at: int) -> bool:
    """Whether the word before makes it a name: "Article 5", "Boeing 737", "top 10"."""
    if at == 0:
        return False
    before, raw = line.low[at - 1], line.raw[at - 1]
    if before in wordclasses.LABELS:
        return not measures.measure_at(line, at + 1)
    if before in {"top", "bottom", "last"}:
        return counted.counted_at(line, at + 1) is None and not measures.measure_at(line, at + 1)
    if not raw[0].isupper() or not raw.isalpha() or before in OPENING or (at == 1 and before.endswith("ly")):
        return False
    unit = measures.measure_at(line, at + 1 + (line.word(at + 1) == "-"))
    if unit or line.word(at + 1) == "%":
        return False
    return not _titled(line) or counted.counted_at(line, at + 1) is None


def _titled(line: Line) -> bool:
    """Whether the line is a headline with a capital on nearly every word."""
    words = [word for word in line.raw[:40] if len(word) > 3 and word.isalpha()]
    return sum(word[0].isupper() for word in words) > 0.8 * len(words)


def _year(line: Line, at: int) -> bool:
    """Whether four digits are a year: no unit, no plural noun right after them."""
    raw, before = line.raw[at], line.word(at - 1)
    if len(raw) != 4 or int(raw) not in YEARS:
        return False
    if measures.measure_at(line, at + 1 + (line.word(at + 1) == "-")):
        return line.word(at + 1) == "'s"
    plural = wordclasses.is_plural(line.word(at + 1)) and not line.raw[at + 1][0].isupper()
    round_year = raw.endswith("00")
    return not (plural and (round_year or before in {"about", "some", "over", "nearly", "than", "least", "of", "to"}))


def _hour(line: Line, at: int, end: int) -> bool:
    word = line.word(end)
    if word not in wordclasses.CLOCK:
        return (line.word(at - 1) == ":" and line.glued(at)) or _pointed_hour(line, at, end)
    return word != "et" or line.raw[end] == "ET"


def _pointed_hour(line: Line, at: int, end: int) -> bool:
    """For "at 8.40 on Monday evening"."""
    if not POINTED_HOUR.fullmatch(line.raw[at]) or line.word(at - 1) not in {"at", "until", "by", "before", "after"}:
        return False
    return not PARTS_OF_DAY.isdisjoint(line.low[end : end + 5])


def _idiom(line: Line, at: int, number: Number) -> bool:
    """Whether the words name no count: "one day", "no one", "first half", "hundred-year"."""
    word, after, before = line.low[at], line.word(number.end), line.word(at - 1)
    if line.glued(at) and before in {"-", "’", "'"} and line.glued(at - 1):
        return True
    if line.raw[at] == "second" or (after.startswith(("'s", "’s")) and number.low == 1):
        return True
    if word == "half" and number.low == 0.5:
        return line.word(at + 1) not in HALF_OF or before in {
            "the",
            "first",
            "second",
            "other",
            "better",
            "a",
            "s",
            "'s",
            "’s",
            "and",
        }
    if line.raw[at] == "One" and at > 0 and line.raw[at - 1][0].isupper():
        return True
    if word == "one" and number.end == at + 1:
        return _idle_one(line, at)
    return line.raw[at][0].isupper() and at > 0 and after[:1].isalpha() and _named_after(line, at, number.end)


def _named_after(line: Line, at: int, end: int) -> bool:
    """Read "the Group of Seven", "Big Ten", "Seven Sisters" inside a sentence."""
    return not _titled(line) and (
        line.raw[at - 1][0].isupper() or line.raw[end][0].isupper() or line.word(at - 1) == "of"
    )


def _idle_one(line: Line, at: int) -> bool:
    after, before = line.word(at + 1), line.word(at - 1)
    if after == "of":
        member = counted.member_at(line, at + 1)
        return member is None or before in wordclasses.BEFORE_ONE
    if measures.measure_at(line, at + 1 + (after == "-")):
        return after in wordclasses.ONE_IDIOMS and before in wordclasses.BEFORE_ONE | {"", "and", "but"}
    if after == "-":
        return True
    if wordclasses.is_finite(after) or wordclasses.is_past(after):
        return True
    return (
        before in wordclasses.BEFORE_ONE
        or after in wordclasses.ONE_IDIOMS
        or wordclasses.is_function(after)
        or not after
    )
