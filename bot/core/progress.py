"""How a reindex goes and how it went, in words: for the chat and the command line alike."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.renewal import Renewal
from bot.core.stewardship import Progress

CELLS = 8
DOING = {
    "starting": "getting ready",
    "preparing": "",
    "checking": "proving the new index",
    "clearing": "removing the old index",
}


def bar_of(progress: Progress) -> str:
    """`▓▓▓▓░░░░ 41 %  ·  41,200 of 100,000  ·  180/s  ·  5 min left`; what it does once all is prepared."""
    if not progress.total:
        return DOING[progress.phase].capitalize()
    share = progress.done / progress.total
    full = int(share * CELLS)
    parts = [f"{'▓' * full}{'░' * (CELLS - full)} {int(100 * share)} %", f"{progress.done:,} of {progress.total:,}"]
    if DOING[progress.phase]:
        parts.append(DOING[progress.phase])
    elif progress.rate >= 1:
        parts.append(f"{progress.rate:,.0f}/s")
    if progress.left is not None:
        parts.append(f"{duration(progress.left)} left")
    return "  ·  ".join(parts)


def duration(seconds: float) -> str:
    """`40 s`, `5 min`, `2 h 10 min`, rounded up."""
    if seconds < 60:
        return f"{int(seconds) + 1} s"
    minutes = int(seconds / 60) + 1
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def ending_of(renewal: Renewal) -> str:
    """What came of a reindex, in one line."""
    if renewal.ending == "cancelled":
        return "Cancelled: the old index goes on serving. A later reindex goes on from where it stopped."
    if renewal.ending == "interrupted":
        return "Interrupted: the bot is stopping. The old index serves; this goes on when the bot starts again."
    if renewal.reason:
        return f"Refused: {renewal.reason}. The old index goes on serving."
    if not renewal.prepared and not renewal.failed:
        return "Nothing to do: every article chosen is up to date; with `all` each is prepared again."
    what = "1 article" if renewal.prepared == 1 else f"{renewal.prepared:,} articles"
    return f"{what} prepared anew, {renewal.failed:,} failed."


def last_of(last: tuple[datetime, Renewal] | None) -> str:
    """When the last reindex ended and how, in one line."""
    if last is None:
        return "never"
    at, renewal = last
    return f"{at.astimezone(UTC):%-d %b %Y, %H:%M} UTC: {ending_of(renewal)}"
