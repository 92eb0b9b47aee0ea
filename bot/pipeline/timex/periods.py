"""Readers of expressions that name a longer stretch of the calendar: quarters, seasons, years, decades, centuries."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.core.days import moved
from bot.core.when import day_range
from bot.pipeline.timex.days import LEADS, NOT_A_TIME, full_year, ordinal
from bot.pipeline.timex.lexicon import DECADES, SEASONS, listed
from bot.pipeline.timex.scene import Hit
from bot.pipeline.timex.values import shifted, size

_GAME: Final = frozenset(
    listed("game games points touchdown touchdowns rebounds yards halftime scored quarterback innings goal goals")
)


def quarter(hit: Hit) -> str | None:
    """The third quarter of 2016, third-quarter, the first half of this year; not those of a game."""
    which = 0 if hit.word("which") == "last" else ordinal(hit.list("which"))
    half = hit.word("part") == "half"
    count = 2 if half else 4
    which = which or count
    tail = hit.word("year_", "year___")
    year = hit.number("year", "year__")
    if which > count or (half and not tail and year is None) or _in_a_game(hit):
        return NOT_A_TIME
    letter = "H" if half else "Q"
    if year is None and hit.published is None:
        return f"XXXX-{letter}{which}"
    if year is None:
        year = _year_of_part(hit, which, 12 // count, tail)
    return f"{year:04d}-{letter}{which}"


# Words on either side that are looked at, so that a sentence without end costs no more than its length.
_AROUND: Final = 40


def _in_a_game(hit: Hit) -> bool:
    start = hit.match.start()
    first, last = hit.scene.sentence(start)
    return not _GAME.isdisjoint(hit.scene.words[max(first, start - _AROUND) : min(last, start + _AROUND)])


def _year_of_part(hit: Hit, which: int, months: int, tail: str) -> int:
    today = hit.published or date.min
    for word, step in (("last", -1), ("next", 1), ("this", 0), ("the", 0)):
        if tail.startswith(word):
            return today.year + step
    begun = date(today.year, months * (which - 1) + 1, 1) <= today
    return today.year if begun or hit.tense == "future" else today.year - 1


def coded_quarter(hit: Hit) -> str | None:
    """Q3 2016, 2016 Q3."""
    code = hit.word("code").upper()
    year = hit.number("year", "year_")
    if year is None and _in_a_game(hit):
        return NOT_A_TIME
    if year is None and hit.published:
        year = _year_of_part(hit, int(code[1]), 3 if code[0] == "Q" else 6, "")
    return f"XXXX-{code}" if year is None else f"{year:04d}-{code}"


def compared(hit: Hit) -> str | None:
    """The year-ago quarter, the year-earlier third quarter: what a figure is held against."""
    which = ordinal(hit.list("which"))
    base = hit.base("year")
    if which and base:
        return f"{base.year - 1:04d}-Q{which}"
    return a_year_before(hit)


def a_year_before(hit: Hit) -> str:
    """The quarter that is reported on or the month of the sentence, a year before; else the year before publication."""
    days = day_range(hit.quarter or "")
    if days and hit.published and days[0] > hit.published:  # what is foreseen is not reported on
        return shifted(hit.published, "quarter", -5)
    if days:
        return shifted(days[0], "quarter", -4)
    if hit.near and size(hit.reference) == "month":
        return shifted(hit.base("month"), "month", -12)
    return shifted(hit.published, "year", -1)


def fiscal(hit: Hit) -> str | None:
    """Fiscal 2016, fiscal year 2016-17, the current fiscal year."""
    year = hit.number("year")
    if year is not None:
        return spanned(year, hit.word("until"))
    step = {"last": -1, "previous": -1, "prior": -1, "next": 1, "coming": 1, "following": 1}
    which = hit.word("which").removeprefix("the ")
    return shifted(hit.published, "year", step.get(which, 0))


def coded_fiscal(hit: Hit) -> str | None:
    """FY2016, FY16."""
    year = int(hit.word("code")[2:])
    return str(year if year > 99 else full_year(year))


def spanned(year: int, until: str) -> str:
    """A year, or the span from it to another written short: 2016-17."""
    if not until:
        return f"{year:04d}"
    last = year // 100 * 100 + int(until)
    return f"{year:04d}/{last:04d}" if last > year else f"{year:04d}"


def season(hit: Hit) -> str | None:
    """Summer 2016, last summer, the summer; a bare "fall" is a verb and "spring" may be one."""
    code = SEASONS[hit.word("season")]
    year = hit.number("year")
    if year is not None:
        return f"{year:04d}-{code}"
    which = hit.word("which").removeprefix("the ")
    verb = hit.word("season") in ("fall", "spring")
    plain = not which or which == "the"
    if plain and (
        hit.before not in LEADS - {"and", "or", "than"}
        or hit.after == "of"
        or (verb and hit.before != "in" and not which)
    ):
        return NOT_A_TIME
    if hit.published is None:
        return f"XXXX-{code}"
    return f"{_year_of_season(hit, code, hit.published, which):04d}-{code}"


def _year_of_season(hit: Hit, code: str, today: date, which: str) -> int:
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    starts = [date(year, begins, 1) for year in range(today.year - 2, today.year + 3)]
    over = [start for start in starts if moved(start, "month", 3) <= today]
    if which in ("last", "past", "previous"):
        return over[-1].year
    open_now = [start for start in starts if start <= today < moved(start, "month", 3)]
    ahead = [start for start in starts if start > today]
    if which in ("next", "coming", "following", "upcoming"):
        return ahead[0].year
    if open_now:
        return open_now[0].year
    if which.startswith("this"):
        return today.year
    return ahead[0].year if hit.tense == "future" else over[-1].year


def decade(hit: Hit) -> str | None:
    """The 1990s, the '80s, the nineties."""
    if hit.word("word"):
        return f"19{DECADES[hit.word('word')]}"
    year = hit.word("year")
    if year:
        return year[:3] if year.endswith("0") else NOT_A_TIME
    short = hit.word("short").zfill(2)
    if not short.endswith("0"):
        return NOT_A_TIME
    return f"{'20' if short < '30' else '19'}{short[0]}"


def century(hit: Hit) -> str | None:
    """The 19th century is the hundred years that begin with 18."""
    which = ordinal(hit.list("which"))
    return f"{which - 1:02d}" if which and which <= 30 else NOT_A_TIME


def year(hit: Hit) -> str | None:
    """2016, mid-2016, 2016-17; not the number of things, of money, or in a name."""
    start, end = hit.match.span()
    if end - start == 1 and (hit.before in _NOT_BEFORE_A_YEAR or _counts(hit) or _named_after(hit, start)):
        return NOT_A_TIME
    return spanned(int(hit.word("year")), hit.word("until"))


_NOT_BEFORE_A_YEAR: Final = frozenset(
    listed(
        "$ £ € ¥ # . : / no nearly almost over some least most than up number section room route highway page "
        "model flight km chapter article resolution channel"
    )
)


_NOT_COUNTED: Final = frozenset(
    listed("elections games olympics championships sales results earnings midterms protests")
)


_COUNTED: Final = frozenset(
    listed(
        "people men women children percent km kg mm cm m feet ft meters metres miles dollars euros hours minutes "
        "troops words points votes calories meters rpm mph hp degrees acres tons tonnes employees workers soldiers"
    )
)


def _counts(hit: Hit) -> bool:
    after = hit.after
    if after in ("%", "°") or after in _COUNTED:
        return True
    value = int(hit.word("year"))
    if 1900 <= value <= 2100 and hit.before in LEADS:
        return False
    plural = after.islower() and after.endswith("s") and after not in _NOT_COUNTED and len(after) > 3
    return plural or (not 1800 <= value <= 2100 and hit.before not in LEADS)


def _named_after(hit: Hit, start: int) -> bool:
    """A number joined to a word: Mission-2016, but not mid-2016 or post-1989."""
    if hit.before not in ("-", "–"):
        return False
    prefix = hit.scene.words[start - 2] if start > 1 else ""
    return prefix.isalpha() and prefix not in ("mid", "post", "pre", "early", "late", "since")
