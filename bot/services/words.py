"""Our own words in answers: counts, dates and the coverage line, said the same way everywhere."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.answers import span_of
from bot.core.ports import Found
from bot.core.when import say


def count(number: int, noun: str, plural: str | None = None) -> str:
    """`1 article`, `2,000 articles`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def moment(at: datetime | None) -> str:
    """`21 Nov 2026, 08:12 UTC`."""
    return at.astimezone(UTC).strftime("%-d %b %Y, %H:%M UTC") if at else "never"


def when(value: str | None) -> str | None:
    """An ISO value in a reader's words."""
    return say(value) if value else None


def coverage(found: Found, index: str, behind: str = "") -> str:
    """How far to trust the rest: articles, publishers, their span of time, the age of the index.

    `behind` says how many publishers are independent, where every article that matches was read for it.
    """
    if found.total == 1 and found.publishers <= 1:
        rests = (
            "1 article, 1 publisher: nothing to compare with" if found.publishers else "1 article, publisher unknown"
        )
    elif behind:
        rests = behind
    else:
        who = count(found.publishers, "publisher") if found.publishers else "publishers unknown"
        rests = f"{count(found.total, 'article')} · {who}"
    parts = [rests, span_of(found.first, found.last)]
    if found.undated and found.first:
        parts[-1] += f" and {found.undated:,} undated"
    parts += [f"not read: {language} {number:,}" for language, number in sorted(found.unread.items())]
    return " · ".join([*parts, index])
