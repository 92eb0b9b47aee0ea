"""Words of time and the class each belongs to, one character a class.

A text becomes a string of class characters, one for each token, so that the grammar can be one regular expression over
kinds of words instead of many over letters. Words are kept in the spellings that may mean time: "May" but not "may".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

OTHER: Final = "."


def listed(words: str) -> tuple[str, ...]:
    """The words of a list written as one text."""
    return tuple(words.split())


# Classes are named in capitals in the grammar; what character stands for each does not matter, only that it is one.
_NAMES: Final = (
    "DAY YY YEAR NUM DOTTED CARD BIG ORD SUFFIX MONTH MABBR WEEKDAY WDABBR UNIT AWEEK AYEAR UNITS QUARTER "
    "QUARTERS CENTURY WEEKEND HALF DAYPART SEASON DECADEWORD QCODE FYEAR TODAY TONIGHT OVERNIGHT EARLY "
    "EARLIER LATER EDGE THE THIS THESE THAT SAME LAST PAST PREV NEXT FOLL CURR LATEST RECENT COMING AGO "
    "BEFORE AFTER HENCE FROM NOW ART FEW COUPLE ADDL OF IN ON AND OR TO PREP ABOUT AT LEAST MORE THAN UP "
    "EVERY OLD LONG PERIOD FISCAL AMPM OCLOCK ZONE HYPHEN DASH SLASH COMMA DOT COLON APOS POSS SHORT_S "
    "FUTURE PRESENT RECENTLY MOMENT NEAR SO "
)
CLASSES: Final[Mapping[str, str]] = MappingProxyType(
    dict(zip(_NAMES.split(), (chr(code) for code in range(0x30, 0x100) if chr(code).isalnum()), strict=False))
)

MONTHS: Final[Mapping[str, int]] = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "january jan",
                "february feb",
                "march mar",
                "april apr",
                "may",
                "june jun",
                "july jul",
                "august aug",
                "september sept sep",
                "october oct",
                "november nov",
                "december dec",
            ),
            start=1,
        )
        for name in names.split()
    }
)
WEEKDAYS: Final[Mapping[str, int]] = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "monday mon",
                "tuesday tue tues",
                "wednesday wed",
                "thursday thu thur thurs",
                "friday fri",
                "saturday sat",
                "sunday sun",
            )
        )
        for name in names.split()
    }
)
_ONES: Final = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS: Final = listed("twenty thirty forty fifty sixty seventy eighty ninety")
CARDINALS: Final[Mapping[str, int]] = MappingProxyType(
    {word: number for number, word in enumerate(_ONES)}
    | {word: 10 * number for number, word in enumerate(_TENS, start=2)}
    | {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
)
ORDINALS: Final[Mapping[str, int]] = MappingProxyType(
    {
        word: number
        for number, word in enumerate(
            listed(
                "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
                "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
            ),
            start=1,
        )
    }
    | {"thirtieth": 30}
)
SEASONS: Final[Mapping[str, str]] = MappingProxyType(
    {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
)
DAYPARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "morning": "MO",
        "dawn": "MO",
        "noon": "12:00",
        "midday": "12:00",
        "lunchtime": "MI",
        "afternoon": "AF",
        "evening": "EV",
        "dusk": "EV",
        "night": "NI",
        "midnight": "24:00",
    }
)
UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        form: unit
        for unit in listed("second minute hour day week fortnight month quarter year decade weekend")
        for form in (unit, unit + "s")
    }
    | {"century": "century", "centuries": "century"}
)
DECADES: Final[Mapping[str, int]] = MappingProxyType(
    dict(
        zip(listed("twenties thirties forties fifties sixties seventies eighties nineties"), range(2, 10), strict=True)
    )
)

_ANY_CASE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "CARD": " ".join(word for word, number in CARDINALS.items() if 0 < number < 100 and word != "dozen"),
        "BIG": "dozen hundred thousand million billion",
        "ORD": " ".join(ORDINALS),
        "WEEKDAY": "monday tuesday wednesday thursday friday saturday sunday",
        "MONTH": "january february april june july september october november december",
        "UNIT": "minute hour day fortnight month decade",
        "AWEEK": "week",
        "AYEAR": "year",
        "UNITS": "seconds minutes hours days weeks fortnights months years decades centuries",
        "QUARTER": "quarter",
        "QUARTERS": "quarters",
        "CENTURY": "century",
        "WEEKEND": "weekend",
        "HALF": "half",
        "DAYPART": " ".join(DAYPARTS),
        "SEASON": " ".join(SEASONS),
        "DECADEWORD": " ".join(DECADES),
        "TODAY": "today yesterday tomorrow",
        "TONIGHT": "tonight",
        "OVERNIGHT": "overnight",
        "EARLY": "early late mid",
        "EARLIER": "earlier",
        "LATER": "later",
        "EDGE": "end start beginning middle close",
        "THE": "the",
        "THIS": "this",
        "THESE": "these",
        "THAT": "that",
        "SAME": "same",
        "LAST": "last",
        "PAST": "past",
        "PREV": "previous preceding prior",
        "NEXT": "next",
        "FOLL": "following",
        "COMING": "coming upcoming",
        "CURR": "current",
        "LATEST": "latest",
        "RECENT": "recent",
        "AGO": "ago",
        "BEFORE": "before",
        "AFTER": "after",
        "HENCE": "hence",
        "FROM": "from",
        "NOW": "now",
        "ART": "a an",
        "FEW": "few several many",
        "COUPLE": "couple",
        "ADDL": "additional extra consecutive straight full whole",
        "OF": "of",
        "IN": "in",
        "ON": "on",
        "AND": "and",
        "OR": "or",
        "TO": "to",
        "PREP": "for within during since until till by over through throughout between under into",
        "ABOUT": "about around nearly almost roughly approximately",
        "AT": "at",
        "LEAST": "least most",
        "MORE": "more less fewer",
        "THAN": "than",
        "UP": "up",
        "EVERY": "every each per",
        "OLD": "old",
        "LONG": "long",
        "PERIOD": "period",
        "FISCAL": "fiscal",
        "FUTURE": "future",
        "PRESENT": "currently nowadays presently",
        "RECENTLY": "recently lately",
        "MOMENT": "moment present",
        "SO": "so",
        "NEAR": "near foreseeable immediate distant",
    }
)
# Only these spellings: in others the words mean something else ("may", "sun", "est", "am" outside a clock time).
_AS_WRITTEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "MONTH": "May March August MARCH AUGUST",
        "MABBR": "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec JAN FEB APR JUN JUL AUG SEP SEPT OCT NOV DEC",
        "WDABBR": "Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun",
        "AMPM": "am pm AM PM a.m. p.m. A.M. P.M. a.m p.m",
        "OCLOCK": "o'clock o’clock",
        "ZONE": "EST EDT ET CST CDT CT MST MDT PST PDT PT GMT UTC BST CET CEST IST JST KST AEST AEDT Z",
        "QCODE": "Q1 Q2 Q3 Q4 H1 H2",
        "FISCAL": "FY",
        "SUFFIX": "st nd rd th",
        "SHORT_S": "s",
        "HYPHEN": "- ‐ ‑",
        "DASH": "– —",
        "SLASH": "/",
        "COMMA": ",",
        "DOT": ".",
        "COLON": ":",
        "APOS": "' ’ ‘",
        "POSS": "'s ’s",
    }
)


def _spellings(word: str) -> Iterable[str]:
    return (word, word.capitalize(), word.upper())


def _lexicon() -> dict[str, str]:
    by_word: dict[str, str] = {}
    for name, listed in _ANY_CASE.items():
        for word in listed.split():
            by_word |= dict.fromkeys(_spellings(word), CLASSES[name])
    for name, listed in _AS_WRITTEN.items():
        by_word |= dict.fromkeys(listed.split(), CLASSES[name])
    years = [str(year) for year in range(1990, 2060)]
    by_word |= dict.fromkeys([f"FY{year}" for year in years] + [f"FY{year[2:]}" for year in years], CLASSES["FYEAR"])
    return by_word


LEXICON: Final[Mapping[str, str]] = MappingProxyType(_lexicon())

_DOTTED: Final = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d{4}|\d\d)", re.ASCII)
_LONGEST_NUMBER: Final = 12


def classes(words: list[str]) -> str:
    """One class character for each word."""
    known = LEXICON.get
    return "".join([known(word) or (OTHER if word[0] > "9" or word[0] < "0" else _number(word)) for word in words])


def _number(word: str) -> str:
    if len(word) > _LONGEST_NUMBER or not word.isascii():
        return OTHER
    if len(word) == 4 and word.isdigit():
        return CLASSES["YEAR"] if "1400" <= word < "2200" else CLASSES["NUM"]
    if len(word) <= 2 and word.isdigit():
        return CLASSES["DAY"] if 1 <= int(word) <= 31 else CLASSES["YY"]
    return CLASSES["DOTTED"] if _DOTTED.fullmatch(word) else CLASSES["NUM"]
