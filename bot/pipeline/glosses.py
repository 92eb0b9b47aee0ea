"""What an answer may add in brackets so that a statement can be read alone: who "the group" is, which year "October".

Only what is certain: the sentence before has exactly one candidate; the date's value is a full calendar value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date as day_of

from bot.core.article import DateMention, Gloss, Span
from bot.pipeline.draft import Draft
from bot.pipeline.pointers import AUXILIARIES, DEMONSTRATIVES, MODIFIERS, PRONOUNS
from bot.pipeline.speech import VERBS

MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905 - a list of words reads best as words
SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "AU": "autumn", "WI": "winter"}
SEASON_NAMES = frozenset(SEASONS.values())
QUARTERS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
CALENDAR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-W(\d\d)|-Q([1-4])|-(SP|SU|FA|AU|WI))?(?:T.*)?\Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SECOND_HALF = re.compile(r" ?(?:and|to|or|through|until|[-–—]) ?\d{1,2}\b(?![.,:]?\d|\s?%)")
EXPLICIT_YEAR = re.compile(r"\d{4}|['’]\d\d\b")

POSSESSIVES = ("'s", "’s")

PHRASE_REACH = 8
DETERMINERS = frozenset(("a", "an", "the"))
SPANS_OF_TIME = frozenset(("year", "month", "week", "day", "hour"))
PHRASE_ENDS = MODIFIERS | AUXILIARIES | DEMONSTRATIVES | PRONOUNS | frozenset(("and", "or", "as", "than", "per"))

MEN = frozenset(("he", "him", "his", "mr", "sir", "king", "lord"))
WOMEN = frozenset(("she", "her", "hers", "mrs", "ms", "miss", "queen", "lady"))
TITLE_REACH = 5
OBJECTS = frozenset(("told", "asked", "with", "from", "by", "to", "for", "against", "of", "on", "about", "after"))
# Anybody told of in this way in the sentence before might be meant by "he" or "she".
PEOPLE = frozenset(
    """
    man woman boy girl spokesman spokeswoman spokesperson officer official wife husband mother father son daughter
    brother sister lawyer attorney judge teacher driver victim suspect child teenager student soldier gunman attacker
    friend colleague partner boyfriend girlfriend doctor nurse neighbour neighbor witness resident somebody someone
    colleague rival opponent aide adviser advisor predecessor successor boss employee worker player coach captain
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


def date_glosses(dates: Sequence[DateMention], text: str) -> list[Gloss]:
    """The resolved value of each date that does not say it already, right behind its words.

    What an earlier gloss of the same statement says already is left out, and a week or month that holds a day told.
    """
    said: dict[str, Gloss] = {}
    days = [date.value for date in dates if date.value and DAY.match(date.value)]
    for date in dates:
        words = "" if _is_habit(text, date) else say_date(date.value or "", text[date.start : date.end])
        if words and words not in said and not any(_holds(date.value or "", day) for day in days):
            said[words] = Gloss(_behind(text, date.end), words)
    return list(said.values())


def _is_habit(text: str, date: DateMention) -> bool:
    """For "who wade across in winter": every winter is meant."""
    return text[date.start : date.end] in SEASON_NAMES and text[max(0, date.start - 3) : date.start] == "in "


def _behind(text: str, end: int) -> int:
    """The place behind the date, its "'s" and the other half of a range ("July 27 and 29")."""
    end += 2 * (text[end : end + 2] in POSSESSIVES)
    more = SECOND_HALF.match(text, end)
    return more.end() if more else end


def _holds(period: str, day: str) -> bool:
    """Whether a week or month is that of a day told beside it."""
    match = CALENDAR.match(period)
    if not match or match[3] or not (match[2] or match[4]):
        return False
    if match[2]:
        return day.startswith(f"{match[1]}-{match[2]}-")
    try:
        year, week, _ = day_of.fromisoformat(day[:10]).isocalendar()
    except ValueError:
        return False
    return (year, week) == (int(match[1]), int(match[4]))


def say_date(value: str, words: str) -> str:
    """What `words` leave open of a calendar value, for readers: "2017-04" for "April" is "2017"; "" if nothing."""
    match = CALENDAR.match(value)
    if not match or EXPLICIT_YEAR.search(words):
        return ""
    year, month, day, week, quarter, season = match.groups()
    said = words.lower()
    if week:
        return _say_week(int(year), int(week))
    if quarter or season:
        part = f"{QUARTERS[quarter]} quarter" if quarter else SEASONS[season]
        return year if part in said else f"{part} of {year}"
    if month:
        return _say_day(year, int(month), int(day or 0), said)
    return year


def _say_day(year: str, month: int, day: int, said: str) -> str:
    if not 1 <= month <= len(MONTHS):
        return ""
    name = MONTHS[month - 1]
    spelled = not any(map(str.isdigit, said))  # "the first of May"
    if name[:3].lower() in said and (not day or spelled or str(day) in said):
        return year
    return f"{day} {name} {year}" if day else f"{name} {year}"


def _say_week(year: int, week: int) -> str:
    try:
        monday = day_of.fromisocalendar(year, week, 1)
    except ValueError:
        return ""
    return f"week of {monday.day} {MONTHS[monday.month - 1]} {monday.year}"


def fuller_phrase(draft: Draft, lower: Sequence[str], place: int, head: str) -> str:
    """The one noun phrase with this head in the sentence, as "The … group"; "" if there is none or several."""
    tokens = draft.tokens
    first, last = tokens.firsts[place], tokens.firsts[place + 1]
    heads = [at for at in range(first, last) if lower[at] == head]
    if len(heads) != 1:
        return ""
    at = heads[0]
    begin = _phrase_start(tokens.words, lower, first, at)
    if begin in (-1, at) or lower[begin] in SPANS_OF_TIME:  # "$75 billion a year plan"
        return ""
    return "The " + draft.text[tokens.starts[begin] : tokens.ends[at]]


def _phrase_start(words: Sequence[str], lower: Sequence[str], first: int, head: int) -> int:
    """The first token of the phrase behind its article; -1 if no article stands before it within reach."""
    for at in range(head - 1, max(first, head - PHRASE_REACH) - 1, -1):
        word = lower[at]
        if word in DETERMINERS:
            return at + 1
        if word in PHRASE_ENDS or (word in VERBS and word == words[at]) or not (word[0].isalnum() or word == "-"):
            return -1
    return -1


def only_person(draft: Draft, lower: Sequence[str], place: int, people: Mapping[str, list[Span]], pronoun: str) -> str:
    """The name of the only person that the sentence tells of, if "he" or "she" can mean nobody else; else ""."""
    if len(people) != 1:
        return ""
    ((name, mentions),) = people.items()
    starts = draft.tokens.starts
    first, last = draft.tokens.firsts[place], draft.tokens.firsts[place + 1]
    same, other = (MEN, WOMEN) if pronoun in MEN else (WOMEN, MEN)
    named = [(bisect_left(starts, mention.start), bisect_left(starts, mention.end)) for mention in mentions]
    if not other.isdisjoint(lower[first:last]) or not same.isdisjoint(lower[first : named[0][0]]):
        return ""
    if any(_is_aside(lower, first, begin, end, last) for begin, end in named):
        return ""
    return "" if _others_told_of(lower, first, last, named) else name


def _is_aside(lower: Sequence[str], first: int, begin: int, end: int, last: int) -> bool:
    """Whether the name only says whose, with whom or to whom: "Smith's lawyer", "told Smith"."""
    if end < last and lower[end] in POSSESSIVES:
        return True
    before = lower[max(first, begin - TITLE_REACH) : begin]
    return not OBJECTS.isdisjoint(before) and "according" not in before


def _others_told_of(lower: Sequence[str], first: int, last: int, named: Sequence[tuple[int, int]]) -> bool:
    """Whether a word for a person stands apart from the name, neither before it nor in "Lu Kang, a lawyer"."""
    beside: set[int] = set()
    for begin, end in named:
        beside.add(begin - 2 if begin > first and lower[begin - 1] == "," else begin - 1)
        if end < last and lower[end] == ",":
            beside.update(range(end, end + TITLE_REACH))
    return any(lower[at] in PEOPLE and at not in beside for at in range(first, last))
