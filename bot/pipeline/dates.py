"""Step: dates, times and durations with their TIMEX3 values, told from the text and its day of publication alone.

What the text leaves open stays open (`XXXX-04`): the clock of the machine is never asked. For an article without a
date, `not_before` is set to the latest calendar date that it states as past.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.core.article import DateMention
from bot.pipeline.draft import Draft
from bot.pipeline.timex.lexicon import classes
from bot.pipeline.timex.past import latest_past
from bot.pipeline.timex.readers import readings
from bot.pipeline.timex.scene import Scene

VERSION = 4


def run(draft: Draft) -> Draft:
    """Find every expression of time, and for an undated article the date it cannot be older than."""
    tokens = draft.tokens
    scene = Scene(
        written=tokens.words,
        words=tokens.lower,
        codes=classes(tokens.words),
        firsts=tokens.firsts,
        published=_day(draft.published),
    )
    found = readings(scene, [(first, last) for first, last in pairwise(tokens.paragraphs) if last > first])
    mentions = tuple(DateMention(tokens.starts[one.first], tokens.ends[one.end - 1], one.value) for one in found)
    not_before = None if draft.published else latest_past(scene, found)
    return replace(draft, dates=mentions, not_before=not_before)


def _day(published: str | None) -> date | None:
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return day if 1400 <= day.year < 2200 else None
