"""Beside the steps: what an article tells of days, packed for timelines.

A timeline weighs a day by all that is told of it in hundreds of articles, which is too much to read while somebody
waits. So each article is kept a second time, in a few hundred bytes: only its title, the sentences that tell a calendar
time and those that open the report, and of their stems only hashes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.core.article import Article, DateMention, Statement
from bot.core.dated import Dated
from bot.pipeline.terms import stems_in

VERSION = 1

# `day` is the time that the statement of a sentence is dated to, `statement` its place among those of the article,
# `weight` its weight there in hundredths.
SENTENCE = np.dtype(
    [("day", "<i4"), ("statement", "<u2"), ("stems", "<u2"), ("words", "u1"), ("weight", "u1"), ("kind", "u1")]
)
MENTION = np.dtype([("day", "<i4"), ("sentence", "<u2")])
STEM = np.dtype("<u2")

# What a sentence is kept for: it mentions a time, its statement is dated by its own words, its statement reports the
# day that the article was published, or it is the title.
MENTIONS, OWN, REPORT, TITLE = range(4)

LEDE = 3  # a report opens with its news, in so many sentences
MOST = 2**16 - 1
LONGEST = 2**8 - 1

# Times are numbers: a day is its ordinal, what is longer stands below zero, years before months before weeks.
MONTHS, WEEKS = 10_000, 10_000_000
CALENDAR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-W(\d\d))?(?=T|\Z)", re.ASCII)
# A time that does not say another day than that of the article: "now", "for two years", "at 19:00".
# A clock beside a whole date is what pages print over comments and updates, not how a report tells of an event.
STAMP = re.compile(r"\b\d{4},?(?: at| -)? \d{1,2}[:.]\d\d\b|\d[:.]\d\d ?[ap]\.?m\.?,?(?: on)? \d{1,2} [A-Z]\w+ \d{4}\b")
OWNING = re.compile(r"['’]s\b")
TIMELESS = re.compile(r"PRESENT_REF|P[\dXT]|T\d")


class _Kept(NamedTuple):
    """A sentence on its way into bytes: `mentioned` are the times it mentions."""

    kind: int
    stems: Sequence[str]
    day: int = 0
    statement: int = 0
    words: int = 0
    weight: int = 0
    mentioned: Sequence[int] = ()


def dated(article: Article) -> Dated:
    """What an article that was prepared tells of days."""
    published = _published(article)
    kept = [_Kept(TITLE, _once(stems_in(article.title or ""))), *_kept(article, published)][:MOST]
    rows = [(row.day, row.statement, len(row.stems), row.words, row.weight, row.kind) for row in kept]
    mentions = [(day, at) for at, row in enumerate(kept) for day in row.mentioned]
    return Dated(
        published,
        np.array(rows, SENTENCE).tobytes(),
        np.array(mentions, MENTION).tobytes(),
        hashes(stem for row in kept for stem in row.stems).tobytes(),
    )


def hashes(stems: Iterable[str]) -> NDArray[Any]:
    """The number that stands for each stem; now and then two share one."""
    return np.fromiter((crc32(stem.encode("utf-8", "replace")) & MOST for stem in stems), STEM)


def code_of(value: str) -> int:
    """The number that stands for a day, month, year or week; 0 for any other time."""
    match = CALENDAR.match(value)
    if match is None:
        return 0
    year, month, day, week = (int(part or 0) for part in match.groups())
    if week:
        return -(WEEKS + 100 * year + week)
    if not day:
        return -(100 * year + month if month else year)
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return 0


def _kept(article: Article, published: int) -> Iterable[_Kept]:
    """The sentences that are kept, in order."""
    times = _times(article)
    statements = {item.sentence: place for place, item in enumerate(article.statements[:MOST])}
    for place, line in enumerate(article.stems):
        told = times.get(place, ())
        mentioned = sorted({code for time in told if (code := code_of(time.value or ""))})
        stems, at = _once(line.split()), statements.get(place)
        said = None if at is None else article.statements[at]
        kind, day = _dating(article, said, told, published) if said else (MENTIONS, 0)
        if said and at is not None and kind != MENTIONS:
            yield _Kept(kind, stems, day, at, _length(article, said), round(100 * said.weight), mentioned)
        elif mentioned:
            yield _Kept(MENTIONS, stems, mentioned=mentioned)


def _times(article: Article) -> Mapping[int, Sequence[DateMention]]:
    """The times that are told, by the place of their sentence."""
    found: defaultdict[int, list[DateMention]] = defaultdict(list)
    opens = [sentence.start for sentence in article.sentences]
    for time in article.dates:
        found[bisect_right(opens, time.start) - 1].append(time)
    return found


def _dating(article: Article, statement: Statement, told: Sequence[DateMention], published: int) -> tuple[int, int]:
    """Whether a statement has a date of its own or reports the day of its article, and that time."""
    if STAMP.search(article.text, statement.start, statement.end):
        return MENTIONS, 0
    if statement.date:
        code = code_of(statement.date)
        return (OWN, code) if code and not _is_loose(code, statement.date, told, article.text) else (MENTIONS, 0)
    opens = published > 0 and statement.sentence < LEDE
    reports = opens and all(_is_timeless(time.value or "", published) for time in told)
    return (REPORT, published) if reports else (MENTIONS, 0)


def _is_loose(code: int, value: str, told: Sequence[DateMention], text: str) -> bool:
    """Whether a statement has but a year for its date, and compares with it ("last year's") or tells another time."""
    if not -MONTHS < code < 0:
        return False
    if any(time.value == value and OWNING.match(text, time.end) for time in told):
        return True
    return any(not (time.value or "").startswith(value) and not TIMELESS.match(time.value or "") for time in told)


def _is_timeless(value: str, published: int) -> bool:
    return TIMELESS.match(value) is not None or code_of(value) == published


def _once(stems: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stems))


def _length(article: Article, statement: Statement) -> int:
    """How many words a statement has."""
    return min(LONGEST, len(article.text[statement.start : statement.end].split()))


def _published(article: Article) -> int:
    try:
        return date.fromisoformat((article.published or "")[:10]).toordinal()
    except ValueError:
        return 0
