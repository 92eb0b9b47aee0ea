"""Readers of expressions that count from another day: from publication, or from what was told before."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.core.days import moved
from bot.core.when import day_range
from bot.pipeline.timex.days import LEADS, NOT_A_TIME, daypart, ordinal, year_near
from bot.pipeline.timex.lexicon import MONTHS, UNITS, WEEKDAYS, listed
from bot.pipeline.timex.periods import a_year_before
from bot.pipeline.timex.scene import Hit
from bot.pipeline.timex.values import OPEN, amount_of, day_of, length, shifted

_STEPS: Final = {"last": -1, "past": -1, "next": 1, "coming": 1, "upcoming": 1}


_FROM_BEFORE: Final = {"previous": -1, "preceding": -1, "prior": -1, "following": 1, "same": 0, "that": 0}


def ago(hit: Hit) -> str | None:
    """Three months ago counts from publication; a week later, from what was told before."""
    way = hit.word("way")
    back = way in ("ago", "earlier")
    if hit.word("bare"):
        if way in ("earlier", "later") or hit.before in ("not", "that", "too", "so", "how"):
            return NOT_A_TIME
        return "PAST_REF" if back else "FUTURE_REF"
    unit = UNITS[hit.word("unit")]
    amount = amount_of(hit.list("amount"))
    if amount is None and way in ("earlier", "later"):
        return length(None, unit)
    if amount is None:
        return "PAST_REF" if back else "FUTURE_REF"
    if unit == "year" and amount == 1 and back:
        return a_year_before(hit)
    base = hit.base(unit, told=True) if way in ("earlier", "later") else hit.published
    return _counted(base, unit, -amount if back else amount)


def _counted(base: date | None, unit: str, amount: float) -> str | None:
    if amount != int(amount) and unit in ("year", "decade"):
        unit, amount = "month", round(amount * (12 if unit == "year" else 120))
    if unit in ("hour", "minute", "second"):
        whole_days = unit == "hour" and amount % 24 == 0
        return shifted(base, "day", int(amount) // 24) if whole_days else None
    return shifted(base, unit, int(amount)) if abs(amount) < 1e7 else None


def deictic(hit: Hit) -> str | None:
    """Today, late yesterday, tonight."""
    if hit.word("night"):
        return shifted(hit.published, "day", 0) + "TNI"
    step = {"today": 0, "yesterday": -1, "tomorrow": 1}[hit.word("day")]
    return shifted(hit.published, "day", step) + daypart(hit.word("part"))


def relative(hit: Hit) -> str | None:
    """Last year, earlier this month, the previous day, next Friday, this morning, last April."""
    which = hit.word("which").removeprefix("the ").split()[0]
    if hit.titled("unit"):
        return NOT_A_TIME
    part = hit.word("part", "part_")
    if hit.word("part_"):
        return _part_of_day(hit, which, part)
    if hit.word("weekday"):
        return _weekday_said(hit, which) + daypart(part)
    if hit.word("month"):
        return _month_said(hit, which)
    if hit.word("unit") == "period":
        return _quarter_meant(hit) if which == "latest" else NOT_A_TIME
    return _unit_said(hit, which, UNITS[hit.word("unit")])


def _part_of_day(hit: Hit, which: str, part: str) -> str:
    if which in _FROM_BEFORE or hit.word("which").startswith("the "):
        step = {**_FROM_BEFORE, "next": 1, "last": -1}.get(which, 0)
        return shifted(hit.base("day"), "day", step) + daypart(part)
    return shifted(hit.published, "day", _STEPS.get(which, 0)) + daypart(part)


def _unit_said(hit: Hit, which: str, unit: str) -> str | None:
    if unit in ("hour", "minute"):
        return length(1, unit) if which in ("past", "last", "next") else NOT_A_TIME
    determined = hit.word("which").startswith("the ")
    if which == "past" or (determined and which in ("next", "coming") and unit != "day"):
        return length(1, unit) if unit != "weekend" else None
    if which in _FROM_BEFORE or (determined and unit == "day"):
        step = {**_FROM_BEFORE, "next": 1}.get(which)
        base = hit.base(unit, told=which in ("that", "same"))
        return shifted(base, unit, step) if step is not None else None
    if which == "latest" and unit == "quarter":
        return _quarter_meant(hit)
    return shifted(hit.published, unit, _STEPS.get(which, 0))


def _weekday_said(hit: Hit, which: str) -> str:
    wanted = WEEKDAYS[hit.word("weekday")]
    if hit.word("date"):
        month, day = MONTHS[hit.list("date")[0]], ordinal([word for word in hit.list("date")[1:] if word != "."])
        return day_of(year_near(hit, month, day, wanted), month, day) or OPEN["day"]
    from_before = which in ("previous", "preceding", "prior", "following", "that", "same")
    base = hit.base("day") if from_before else hit.published
    if base is None:
        return f"XXXX-WXX-{wanted + 1}"
    if which in ("this", "coming", "upcoming", "next", "following"):
        ahead = (wanted - base.weekday()) % 7 or (0 if which == "this" else 7)
        behind = which == "this" and hit.tense == "past" and "coming" not in hit.word("which")
        return shifted(base, "day", ahead - 7 if behind and ahead else ahead)
    return shifted(base, "day", -((base.weekday() - wanted) % 7 or 7))


def _month_said(hit: Hit, which: str) -> str | None:
    number = MONTHS[hit.list("month")[0]]
    today = hit.published
    if today is None:
        return day_of(None, number, None)
    if which in ("last", "past", "previous"):
        return day_of(today.year - (number >= today.month), number, None)
    if which in ("next", "coming", "following", "upcoming"):
        return day_of(today.year + (number <= today.month), number, None)
    if which == "this":
        return day_of(today.year, number, None)
    days = day_range(hit.reference or "")
    return day_of(days[0].year if days else year_near(hit, number, None), number, None)


def weekday(hit: Hit) -> str | None:
    """Monday: the last one, or the next where the sentence looks forward; the day of publication counts as either."""
    wanted = WEEKDAYS[hit.word("weekday")]
    today = hit.published
    end = daypart(hit.word("part"))
    if today is None or _comes_back(hit):
        return f"XXXX-WXX-{wanted + 1}{end}"
    behind = (today.weekday() - wanted) % 7
    return shifted(today, "day", (7 - behind if hit.tense == "future" else -behind) if behind else 0) + end


def _comes_back(hit: Hit) -> bool:
    """For "the second Sunday of every month", which is no one day."""
    end = hit.match.end()
    return hit.after == "of" and hit.scene.words[end + 1 : end + 2] in (["every"], ["each"], ["the"])


def weekend(hit: Hit) -> str | None:
    """The weekend: the last, or the one ahead."""
    if hit.after[:1].isalpha() and hit.before not in LEADS:
        return NOT_A_TIME
    today = hit.published
    early = today is not None and today.weekday() < 5 and hit.tense != "future"
    return shifted(today, "weekend", -1 if early else 0)


def beside(hit: Hit) -> str | None:
    """The day before; the day after tomorrow; not "the day before the vote", whose day is not told."""
    unit = UNITS[hit.word("unit")]
    step = -1 if hit.word("way") == "before" else 1
    if hit.word("date"):
        base = _day_named(hit, hit.list("date"))
        return shifted(base, unit, step) if unit in OPEN else NOT_A_TIME
    if hit.after[:1].isalnum() or hit.after[:1] in "“\"'‘" or unit not in OPEN:
        return NOT_A_TIME
    return shifted(hit.base(unit), unit, step)


def _day_named(hit: Hit, words: list[str]) -> date | None:
    today = hit.published
    if today is None:
        return None
    if words[-1] in WEEKDAYS:
        behind = (today.weekday() - WEEKDAYS[words[-1]]) % 7 or 7
        return moved(today, "day", 7 - behind % 7 if words[0] == "next" or hit.tense == "future" else -behind)
    return moved(today, "day", {"today": 0, "yesterday": -1, "tomorrow": 1}[words[-1]])


def year_end(hit: Hit) -> str | None:
    """Year-end."""
    if hit.word("edge") not in ("end", "close"):
        return NOT_A_TIME
    return "XXXX-12-31" if hit.published is None else f"{hit.published.year:04d}-12-31"


def mid_unit(hit: Hit) -> str | None:
    """Mid-year, midweek written apart."""
    unit = UNITS[hit.word("unit")]
    return shifted(hit.published, unit, 0) if unit in OPEN else NOT_A_TIME


def unit(hit: Hit) -> str | None:
    """The year, where something holds for it; the end of the month; the quarter told last."""
    name = UNITS[hit.word("unit")]
    if name == "quarter":
        return _quarter_meant(hit) if hit.before in LEADS and hit.after != "of" else NOT_A_TIME
    framed = hit.word("edge") or hit.word("sooner")
    if name not in ("year", "month", "week") or not (framed or hit.before in _FOR_A_UNIT):
        return NOT_A_TIME
    if not framed and hit.after in ("of", "that", "when", "before", "after", "in", "since"):
        return NOT_A_TIME
    if hit.after in ("ended", "ending") or (hit.after == "to" and _month_follows(hit)):
        return length(1, name)
    return shifted(hit.published, name, 0)


def _month_follows(hit: Hit) -> bool:
    """For "in the year to January"."""
    end = hit.match.end()
    return not MONTHS.keys().isdisjoint(hit.scene.words[end + 1 : end + 2])


def part_of_day(hit: Hit) -> str | None:
    """Mid-afternoon, the early morning."""
    return shifted(hit.published, "day", 0) + daypart(hit.word("part")) if hit.before in LEADS else NOT_A_TIME


_FOR_A_UNIT: Final = frozenset(listed("for in during of by within throughout through over so later"))


def _quarter_ended(hit: Hit) -> str | None:
    """For "the quarter ended July 31": the quarter of the calendar that most of it lies in."""
    end = hit.match.end()
    words = hit.scene.words[end : end + 3]
    name = words[1].rstrip(".") if len(words) > 1 and words[0] in ("ended", "ending") else ""
    if name not in MONTHS or hit.published is None:
        return None
    closed = date(hit.published.year, MONTHS[name], 1)
    if closed > hit.published and words[0] == "ended":
        closed = date(closed.year - 1, closed.month, 1)
    return shifted(moved(closed, "month", -1), "quarter", 0)


def _quarter_meant(hit: Hit) -> str:
    """The quarter told last, that which ends on the day that follows, or the one before publication."""
    if found := hit.quarter or _quarter_ended(hit):
        return found
    if hit.published is None:
        return OPEN["quarter"]
    return shifted(hit.published, "quarter", 0 if hit.tense == "future" else -1)
