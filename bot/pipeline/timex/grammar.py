"""The grammar of time expressions: one regular expression over word classes, a named rule for each kind.

Capitals are classes of `lexicon` or the macros below; a rule's own groups say what its reader needs. Rules stand in
the order in which they are tried: the longer and surer ones first. No repetition is unbounded, so a scan is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, NamedTuple

from bot.pipeline.timex.lexicon import CLASSES

_MACROS: Final[Mapping[str, str]] = {
    "ONE": "[UNIT AWEEK AYEAR]",
    "ANYUNIT": "[UNIT AWEEK AYEAR UNITS QUARTER CENTURY]",
    "MONTHNAME": "(?:MONTH|MABBR DOT?)",
    "DAYNAME": "(?:WEEKDAY|WDABBR DOT?)",
    "DAYNUM": "(?:DAY SUFFIX?|CARD HYPHEN? ORD|ORD)",
    "JOINED": "[AND OR TO HYPHEN DASH]",
    "RANGE": "[HYPHEN DASH]",
    "APPROX": "(?:ABOUT|AT LEAST|MORE THAN|UP TO)",
    "SOONER": "[EARLY EARLIER LATER]",
    "PHASE": "(?:EARLY HYPHEN?|THE? EDGE OF)",
    "NUMBER": "(?:[CARD BIG](?:HYPHEN?[CARD BIG]){0,3}|[DAY YY NUM YEAR] BIG?)",
    "FRACTION": "(?:HYPHEN? AND HYPHEN? ART HYPHEN? HALF|DAY SLASH DAY)",
    "COUNT": "(?:NUMBER FRACTION?(?:[OR TO HYPHEN DASH AND] NUMBER)?)",
    "VAGUE": "(?:ART (?:FEW|COUPLE OF?)|FEW)",
    "AMOUNT": "(?:(?:COUNT|VAGUE|ART HALF HYPHEN?|HALF ART|HALF HYPHEN|ART BIG?)[ADDL MORE]?)",
    "TOWARDS": "(?:THE? [LAST PAST PREV NEXT FOLL COMING CURR LATEST SAME]|THIS COMING?|THAT)",
    "NUMERALS": "(?:DAY|YY)",
    "WHICHYEAR": "(?:[LAST THIS NEXT] AYEAR)",
    "MDY": "(?:MONTHNAME DAYNUM(?:COMMA? YEAR)?)",
    "DMY": "(?:THE? DAYNUM OF? MONTHNAME(?:COMMA? YEAR)?)",
}

# The name of a rule is the name of its reader in `readers`, unless it is among NO_TIME.
RULES: Final[Mapping[str, str]] = {
    "iso": "(?P<year>YEAR)[HYPHEN SLASH](?P<month>DAY)[HYPHEN SLASH](?P<day>DAY)",
    "slashed": """
        (?P<one>DAY)
        (?:SLASH (?P<two>DAY) SLASH (?P<year>YEAR|YY|DAY)|HYPHEN (?P<two_>DAY) HYPHEN (?P<year_>YEAR))""",
    "attacks": "(?P<one>DAY) SLASH (?P<two>DAY)(?!SLASH)",
    "dotted": "(?P<date>DOTTED)",
    "set": r"EVERY(?:\.|ORD|COUNT|FEW)?(?:ANYUNIT|WEEKDAY|DAYPART|WEEKEND|SEASON|MONTHNAME)|EVERY NOW",
    "age": "(?:COUNT|FEW) HYPHEN?[UNIT AYEAR AWEEK UNITS] HYPHEN? OLD",
    "rate": "COUNT[UNIT AYEAR AWEEK UNITS] ART ONE(?![AGO EARLIER LATER BEFORE OR])",
    "clock": """
        ABOUT? (?:(?P<hour>NUMERALS)(?:COLON (?P<minute>NUMERALS))? (?P<half>AMPM)
            |(?P<hour_>NUMERALS) COLON (?P<minute_>NUMERALS)(?!COLON)
            |(?P<four>[YEAR NUM])(?=ZONE)
            |(?P<oclock>DAY|CARD) OCLOCK
            |(?P<part>DAYPART)(?=[WEEKDAY TODAY]|ON WEEKDAY))
        (?P<zone>ZONE)?
        (?:COMMA? ON? (?P<date>(?:WEEKDAY COMMA?)?(?:MDY|DMY)|(?:[LAST NEXT THIS])?WEEKDAY|TODAY))?""",
    "calendar": """
        (?:ABOUT(?=MONTHNAME)|PHASE)? (?:(?P<weekday>DAYNAME) COMMA?)?
        (?:(?P<month>MONTHNAME) THE? (?P<day>DAYNUM)(?:RANGE (?P<last>DAY))?(?!AMPM|COLON NUMERALS)
            (?:COMMA? (?P<year>YEAR))?
        |THE? (?P<day_>DAYNUM)(?:RANGE (?P<last_>DAY))? OF? (?P<month_>MONTHNAME)(?:COMMA? (?P<year_>YEAR))?)
        (?P<part>DAYPART)?
        (?:(?=JOINED(?:MONTHNAME DAYNUM|DAYNUM MONTHNAME) COMMA? (?P<later>YEAR))|)""",
    "week_of": "THE? (?P<which>ORD|LAST)? AWEEK OF (?P<date>MDY|DMY|MONTHNAME(?:COMMA? YEAR)?)",
    "month_year": """
        PHASE? (?P<month>MONTHNAME) (?:[COMMA OF]? (?P<year>YEAR)(?!HYPHEN ANYUNIT)|OF? (?P<year_>WHICHYEAR))""",
    "compared": """
        THE? AYEAR HYPHEN[AGO EARLIER](?:(?P<which>ORD) HYPHEN? QUARTER|QUARTER|PERIOD)?
        |THE [QUARTER PERIOD] ART AYEAR [AGO EARLIER]""",
    "quarter": """
        (?:THE EDGE OF)? (?:(?P<year_>[LAST NEXT THIS] AYEAR) POSS|THE)? (?P<year>YEAR)? (?:FISCAL HYPHEN?)?
        (?P<which>ORD|LAST(?=HALF|QUARTER OF)) HYPHEN? FISCAL? (?P<part>[QUARTER HALF])
        (?:OF? FISCAL? AYEAR? (?P<year__>YEAR)|OF? (?P<year___>WHICHYEAR|(?<=OF)THE FISCAL? AYEAR))?""",
    "coded_quarter": "(?P<year>YEAR)? (?P<code>QCODE) (?:[OF COMMA]? FISCAL? (?P<year_>YEAR))?",
    "fiscal": """
        (?:(?P<which>TOWARDS)|THE)? FISCAL
        (?:AYEAR? (?P<year>YEAR)(?:[HYPHEN SLASH DASH] (?P<until>NUMERALS))?|AYEAR)""",
    "coded_fiscal": "(?P<code>FYEAR)",
    "season": """
        (?:PHASE? (?P<which>TOWARDS|THE)|PHASE)? EARLY? (?P<season>SEASON) (?:OF(?=YEAR))? (?P<year>YEAR)?""",
    "decade": """
        (?:THE EDGE OF)? THE? (?:EARLY HYPHEN?)?
        (?:(?P<year>YEAR)[SHORT_S POSS]|APOS (?P<short>NUMERALS)[SHORT_S POSS]|(?<=THE)(?P<word>DECADEWORD))""",
    "century": "THE? (?:EARLY HYPHEN?)? (?P<which>DAYNUM) HYPHEN? CENTURY",
    "ago": """
        APPROX? (?:(?P<amount>AMOUNT) (?P<unit>ANYUNIT)(?:OR SO)?|(?P<bare>UNITS|LONG))
        (?P<way>AGO|EARLIER|LATER|HENCE|FROM NOW)""",
    "stretch": """
        APPROX? (?:THE|THESE)? (?:LAST|PAST|PREV|NEXT|FOLL|COMING|ORD) (?P<amount>COUNT|VAGUE)
        (?P<unit>[UNITS QUARTERS UNIT])""",
    "vague": "THE? (?P<way>[RECENT COMING PAST LAST NEXT]) (?P<unit>[UNITS QUARTERS])",
    "deictic": "SOONER? (?P<day>TODAY) (?P<part>DAYPART)?|(?P<night>TONIGHT|OVERNIGHT)",
    "relative": """
        (?:(?:SOONER|THE EDGE OF)(?=THE|THIS|LAST|NEXT|THAT|PREV|FOLL))?
        (?!THAT[WEEKDAY MONTH MABBR]) (?P<which>TOWARDS)
        (?:(?P<unit>[UNIT AWEEK AYEAR QUARTER CENTURY WEEKEND PERIOD])
        |(?P<weekday>WEEKDAY)(?:COMMA (?P<date>MDY)|(?P<part>DAYPART))?
        |(?P<month>MONTHNAME)(?!DOT? DAYNUM)
        |(?P<part_>DAYPART))""",
    "weekend": "THE? WEEKEND",
    "weekday": "SOONER? (?:ON(?=WEEKDAY))? (?P<weekday>WEEKDAY) (?P<part>DAYPART)?",
    "beside": "THE (?P<unit>ONE) (?P<way>[BEFORE AFTER]) (?P<date>TODAY|[LAST NEXT]? WEEKDAY)?",
    "year_end": "AYEAR[HYPHEN POSS]? (?P<edge>EDGE)(?!OF)",
    "mid_unit": "EARLY HYPHEN (?P<unit>ONE)(?!HYPHEN)",
    "unit": "(?:(?P<edge>THE EDGE) OF|(?P<sooner>SOONER) IN)? THE (?P<unit>[UNIT AWEEK AYEAR QUARTER])(?!HYPHEN)",
    "year": """
        (?:THE AYEAR|PHASE)? (?P<year>YEAR)
        (?:[HYPHEN DASH SLASH] (?P<until>NUMERALS)(?![HYPHEN SLASH COLON]))?""",
    "month": "(?P<phase>PHASE)? (?P<month>MONTHNAME)(?:(?=JOINED MONTHNAME COMMA? (?P<later>YEAR))|)",
    "duration": """
        APPROX? (?:THE(?!NUMBER HYPHEN))? (?P<amount>AMOUNT)
        HYPHEN? (?P<unit>ANYUNIT) (?P<half>AND ART HALF)? (?P<long>HYPHEN LONG)?
        (?!HYPHEN OLD)""",
    "bare": "(?P<unit>UNITS)(?:HYPHEN LONG)?",
    "spoken_year": "CARD CARD (?:HYPHEN? CARD)?",
    "part_of_day": "(?:ABOUT|THE)? EARLY HYPHEN? (?P<part>DAYPART)",
    "ref": """
        (?P<now>NOW(?!THAT)|PRESENT|AT THE? MOMENT|THESE UNITS)|(?P<recent>RECENTLY)
        |THE NEAR? (?P<future>FUTURE)|THE [RECENT NEAR]? (?P<past>PAST)""",
}
NO_TIME: Final = frozenset({"set", "age", "rate"})

_NAME: Final = re.compile(r"(?<![A-Za-z_])[A-Z][A-Z_]+")


class Found(NamedTuple):
    """A rule that matches, its groups being spans of tokens."""

    rule: str
    match: re.Match[str]


def _spell(pattern: str) -> str:
    """The pattern over class characters."""
    spelt = _NAME.sub(lambda name: CLASSES.get(name[0]) or _spell(_MACROS[name[0]]), pattern)
    return re.sub(r"\s+", "", spelt)


def _without_groups(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


SPELT: Final = {name: _spell(pattern) for name, pattern in RULES.items()}
# Nothing begins with a mark, a preposition or a word of no class; most tokens are passed over by this alone.
_NO_START: Final = _spell(
    r"\.COMMA DOT COLON HYPHEN DASH SLASH POSS SHORT_S SUFFIX OF IN ON AND OR TO FROM THAN PREP OLD AMPM"
)
# No expression is one of these alone, so none begins where a word of no class follows it: "the", "a", "that" mostly.
NEVER_ALONE: Final = (
    "THE ART THAT THIS THESE SAME APOS CARD BIG DAY YY NUM AT ABOUT MORE UP LEAST LAST FEW ADDL AFTER BEFORE SO"
)
_ANY: Final = re.compile(
    rf"(?=[^{_NO_START}])(?![{_spell(NEVER_ALONE)}]\.)(?:"
    + "|".join(f"(?P<{name}>{_without_groups(p)})" for name, p in SPELT.items())
    + ")"
)


@cache  # few texts need all of them
def _by_rule(name: str) -> re.Pattern[str]:
    return re.compile(SPELT[name])


def scan(codes: str, first: int, last: int) -> Iterator[Found]:
    """Every expression between two tokens, in order; none reaches over either."""
    for match in _ANY.finditer(codes, first, last):
        rule = match.lastgroup
        if rule is None or rule in NO_TIME:
            continue
        inner = _by_rule(rule).match(codes, match.start(), last)
        if inner is not None:
            yield Found(rule, inner)
