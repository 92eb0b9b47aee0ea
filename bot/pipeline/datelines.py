"""The dateline that opens a report: place, day and agency ("DANDONG, China, May 4, 2018 (Borderland Post) -")."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.pipeline.moments import moment

_LONGEST = 160
_DATELINE = re.compile(
    r"""
    [A-Z][A-Z\ .'’-]{1,40} (?:,\ [A-Z][\w.'’-]{1,20}(?:\ [A-Z][\w.'’-]{1,20}){0,2}){0,3}?
    (?:,?\ (?P<day>[A-Z][a-z]{2,8}\.?\ \d{1,2}(?:,\ \d{4})?|\d{1,2}\ [A-Z][a-z]{2,8}\.?(?:\ \d{4})?))?
    \ ?(?:\((?P<agency>[^()]{2,40})\))?
    (?:\ ?[–—:/]|\ ?-{1,2}(?=\ )|(?<=\)))
    """,
    re.VERBOSE,
)


class Dateline(NamedTuple):
    """What a dateline tells: the day if it has its year, and the agency as written."""

    day: str | None
    agency: str | None


def read(text: str) -> Dateline:
    """The dateline that the text opens with; nothing of one where there is none."""
    match = _DATELINE.match(text[:_LONGEST])
    if match is None:
        return Dateline(None, None)
    agency = (match["agency"] or "").strip()
    return Dateline(moment(match["day"]) if match["day"] else None, agency if agency[:1].isupper() else None)
