"""Stamps that pages set before a report's first words: "Tuesday 19 July 2005 00.53 BST", "(Updated 2:17 p.m. ET)".

A headline may stand before the stamp in one sentence with the report; it goes with it where it holds back nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

ZONES = frozenset("GMT UTC BST EST EDT CST CDT MST MDT PST PDT CET CEST EET MSK IST JST KST HKT SGT ET AEST".split())  # noqa: SIM905 - words
REACH, CLOCK, UPDATE = 36, 6, 24


def skip_stamp(words: Sequence[str], first: int, last: int, protected: Callable[[str], bool]) -> int:
    """The first token behind a stamp; `first` where there is none, or words before it must stay."""
    behind = _behind_update(words, first, last) or _behind_moment(words, first, last)
    if not behind or behind >= last or not words[behind][0].isupper():
        return first
    return first if any(protected(word.lower()) for word in words[first:behind] if word != "May") else behind


def _behind_update(words: Sequence[str], first: int, last: int) -> int:
    """Behind "(Update 2:17 p.m. in Cairo, 7:17 a.m. ET)"; 0 where it does not open so."""
    if first + 1 >= last or words[first] not in "([" or not words[first + 1].startswith(("Update", "UPDATE")):
        return 0
    depth = 0
    for at in range(first, min(last, first + UPDATE)):
        depth += (words[at] in "([") - (words[at] in ")]")
        if depth == 0:
            return at + 1
    return 0


def _behind_moment(words: Sequence[str], first: int, last: int) -> int:
    """Behind the zone of a year, a clock and a zone in a row; 0 where there is none near the opening."""
    for year in range(first, min(last, first + REACH)):
        if len(words[year]) == 4 and words[year].isdigit() and words[year][:2] in ("19", "20"):
            for at in range(year + 2, min(last, year + CLOCK + 1)):
                if words[at] in ZONES and words[year + 1][0].isdigit():
                    return at + 1
    return 0
