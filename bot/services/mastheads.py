"""The lines around a digest: its title, its coverage, and what is said on a day without news; in its own time zone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.digests import Digest, Period
from bot.core.following import Followed
from bot.core.plain import safe
from bot.core.wallclock import wall_at
from bot.services.words import count

NAME, TOPICS, TOPIC = 80, 120, 60
WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Watchfulness:
    """How many sources are followed, how many were asked in the period, the last when, and which have failed since."""

    followed: int = 0
    asked: int = 0
    last: datetime | None = None
    failing: tuple[datetime | None, ...] = ()


def title_of(digest: Digest, period: Period) -> str:
    """`Morning digest · China – North Korea border · Mon 23 Nov 2026, 08:00 Asia/Seoul`."""
    zone = digest.schedule.rhythm.zone
    name, topics = short(digest.name, NAME), topics_line(digest)
    parts = [name or "Digest", topics if topics.casefold() != name.casefold() else ""]
    slot = f"{wall_at(period.at, zone):%a %-d %b %Y, %H:%M} {zone.key}"
    return " · ".join([*filter(None, parts), slot])


def topics_line(digest: Digest) -> str:
    """The topics in one line, as many as fit; the sources where there is no topic."""
    named = [short(topic, TOPIC) for topic in digest.subject.topics or digest.subject.sources]
    shown = 1
    while shown < len(named) and len(", ".join(named[: shown + 1])) <= TOPICS:
        shown += 1
    left = len(named) - shown
    return ", ".join(named[:shown]) + (f" and {left} more" if left > 0 else "")


def short(words: str, most: int) -> str:
    """Somebody's words as one line of at most so many characters."""
    line = " ".join(safe(words).split())
    return line if len(line) <= most else f"{line[: most - 2].rstrip()} …"


def coverage_of(digest: Digest, period: Period, new: int, publishers: int, updated: int) -> str:
    """`3 new articles, 2 publishers, since Sun 08:00 · 1 article updated`, a late one with its label before it."""
    zone = digest.schedule.rhythm.zone
    since = clock(period.began, period.ended, zone)
    counts = [count(new, "new article"), *([count(publishers, "publisher")] if publishers else [])]
    first = period.last is None
    parts = [
        late_label(period, zone),
        ", ".join([*counts, *([] if first else [f"since {since}"])]),
        f"{count(updated, 'article')} updated" if updated else "",
        f"first digest; articles taken in since {since}" if first else "",
    ]
    return " · ".join(filter(None, parts))


def late_label(period: Period, zone: ZoneInfo) -> str:
    """`Late: due at 08:00, sent at 09:12`; empty for what is on time."""
    if not period.late:
        return ""
    due, sent = wall_at(period.at, zone), wall_at(period.ended, zone)
    if due.date() == sent.date():
        return f"Late: due at {due:%H:%M}, sent at {sent:%H:%M}"
    return f"Late: due {clock(period.at, period.ended, zone)}, sent {sent:%a %H:%M}"


def nothing_note(period: Period, zone: ZoneInfo, arrived: int, watch: Watchfulness) -> str:
    """`Nothing new since Sun 08:00. 214 sources checked, the last at 07:55; 3 have failed since Saturday …`."""
    parts = [f"Nothing new since {clock(period.began, period.ended, zone)}."]
    if arrived:
        came = "1 article came in, but not" if arrived == 1 else f"{arrived:,} articles came in, none"
        parts.append(f"{came} on these topics.")
    if watch.followed:
        parts.append(f"{_asked(watch, period, zone)}{_failing(watch, period, zone)}.")
    return " ".join(parts)


def watchfulness_of(followed: Iterable[Followed], began: datetime) -> Watchfulness:
    """What the register says; paused sources are left out."""
    active = [source for source in followed if source.health.state != "paused"]
    tried = [source.health.tried for source in active if source.health.tried and source.health.tried >= began]
    failing = (source.health.failing_since for source in active if source.health.state in ("failing", "dead"))
    return Watchfulness(len(active), len(tried), max(tried, default=None), tuple(failing))


def told_words(told: str, now: datetime) -> str:
    """`Sunday's digest`, from the wall times of that digest and of this one."""
    then = datetime.fromisoformat(told)
    days = (now.date() - then.date()).days
    if days == 0:
        return f"the digest of {then:%H:%M}"
    if 0 < days <= WEEK.days:
        return f"{then:%A}'s digest"
    return f"the digest of {then:%-d %b}" + (f" {then.year}" if then.year != now.year else "")


def clock(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """`Sun 08:00` within the last days, else `8 Nov, 08:00`, with its year where that is another."""
    then, today = wall_at(moment, zone), wall_at(now, zone)
    if timedelta() <= today.date() - then.date() <= WEEK:
        return f"{then:%a %H:%M}"
    return f"{then:%-d %b %Y, %H:%M}" if then.year != today.year else f"{then:%-d %b, %H:%M}"


def _asked(watch: Watchfulness, period: Period, zone: ZoneInfo) -> str:
    if watch.last is None:
        return (
            f"None of {count(watch.followed, 'source')} was checked since"
            if watch.followed > 1
            else ("The one source that is followed was not checked since")
        )
    last = wall_at(watch.last, zone)
    same = last.date() == wall_at(period.ended, zone).date()
    when = f"{last:%H:%M}" if same else clock(watch.last, period.ended, zone)
    of = f" of {watch.followed:,}" if watch.asked < watch.followed else ""
    return f"{watch.asked:,}{of} {'source' if watch.followed == 1 else 'sources'} checked, the last at {when}"


def _failing(watch: Watchfulness, period: Period, zone: ZoneInfo) -> str:
    if not watch.failing:
        return ""
    days = sorted(day for day in watch.failing if day)
    since = _days(days, period, zone)
    have = "has" if len(watch.failing) == 1 else "have"
    return f"; {len(watch.failing):,} {have} failed{since} (details: /sources)"


def _days(days: Sequence[datetime], period: Period, zone: ZoneInfo) -> str:
    """` since Saturday`, or where they are of several days ` , the first on Saturday`."""
    if not days:
        return ""
    walls = [wall_at(day, zone) for day in days]
    today = wall_at(period.ended, zone)
    recent = timedelta() <= today.date() - walls[0].date() <= WEEK
    first = f"{walls[0]:%A}" if recent else f"{walls[0]:%-d %b}" + (f" {walls[0].year}" * (walls[0].year != today.year))
    return f" since {first}" if walls[0].date() == walls[-1].date() else f", the first on {first}"
