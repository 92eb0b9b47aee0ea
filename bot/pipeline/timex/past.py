"""The latest calendar date that an undated text states as past: it cannot be older than that.

A date that is wrongly taken for past would make a false claim, one that is missed only a weaker one, so only plain
statements count.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bot.core.when import day_range
from bot.pipeline.timex.lexicon import listed
from bot.pipeline.timex.readers import Reading
from bot.pipeline.timex.scene import Scene
from bot.pipeline.timex.tense import tense_at

_EXPLICIT: Final = re.compile(r"((?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?)(?:T.*|-[QHSFW].*)?")
_FULL_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d.*")
_STATING: Final = frozenset(listed("in on since during from between and , ( )"))
_AIMED_AT: Final = frozenset(
    listed(
        "target goal deadline plan plans bid forecast outlook projection ambition pledge commitment roadmap vision "
        "schedule scheduled election reelection nomination candidate candidates race campaign primary potential "
        "proposed delay extension would could should may might host facing"
    )
)
# Who speaks in the past may speak of the future: "runs from 2025 to 2030, officials said".
_REPORTING: Final = frozenset(listed("said told added announced reported noted explained estimated predicted warned"))
# In the present tense these announce: "the law takes effect on 1 January".
_ANNOUNCING: Final = frozenset(
    listed(
        "is are takes take begins begin starts start opens open ends end expires expire closes runs meets returns "
        "kicks arrives hits launches comes goes falls"
    )
)
# How many words before a date, and on either side of it, say what it is of.
_LEAD: Final = 8
_AROUND: Final = 40


def latest_past(scene: Scene, found: list[Reading]) -> str | None:
    """The ISO date or year, or None where the text states none."""
    stated = {
        match[1]
        for one in found
        if (match := _EXPLICIT.fullmatch(one.value or "")) and _written_out(scene, one) and _is_past(scene, one)
    }
    return max(stated, key=lambda value: (_first_day(value), len(value)), default=None)


def _first_day(value: str) -> date:
    days = day_range(value)
    return days[0] if days else date.min


def _written_out(scene: Scene, one: Reading) -> bool:
    year = (one.value or "")[:4]
    return any(word.startswith(year) or word.endswith(year) for word in scene.words[one.first : one.end])


def _is_past(scene: Scene, one: Reading) -> bool:
    first, last = scene.sentence(one.first)
    before = scene.words[one.first - 1] if one.first > first else ""
    if before == "since":
        return True
    if before and before not in _STATING:
        return False
    lead = scene.words[max(first, one.first - _LEAD) : one.first]
    if not _AIMED_AT.isdisjoint(lead) or not _ANNOUNCING.isdisjoint(lead) or _infinitive(scene, first, one):
        return False
    tense = tense_at(scene.words, (first, last), (one.first, one.end), _REPORTING)
    full = bool(_FULL_DAY.fullmatch(one.value or ""))
    around = scene.words[max(first, one.first - _AROUND) : min(last, one.end + _AROUND)]
    return tense == "past" or (tense is None and full and _ANNOUNCING.isdisjoint(around))


def _infinitive(scene: Scene, first: int, one: Reading) -> bool:
    """Something that was still to come then: "was chosen to host the games in 2030"."""
    return any(
        scene.words[place] == "to" and scene.written[place + 1].isalpha() and scene.written[place + 1].islower()
        for place in range(max(first, one.first - _LEAD), one.first - 1)
        if scene.words[place + 1] not in ("the", "a", "an", "his", "her", "its", "their", "more", "over", "about")
    )
