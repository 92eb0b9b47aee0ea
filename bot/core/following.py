"""Sources that are followed by themselves: what is known of each, and what the outcome of a try makes of it.

Pure: a try and the time give the next state. Imports the standard library alone.

    claimed -> asked -> Tried -> after(source, tried, now) -> the source with its next time
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

SourceKind: TypeAlias = Literal["feed", "page", "sitemap", "folder"]
SourceState: TypeAlias = Literal["live", "failing", "dead", "paused"]
TriedOutcome: TypeAlias = Literal["new", "same", "failed", "gone"]

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0

FIRST = 15 * MINUTE
SHORTEST, LONGEST = 5 * MINUTE, DAY
FOLDER = MINUTE
SHORTER, LONGER = 0.6, 1.3
# What feeds and caches ask for counts up to here: many a header was set once for pictures and asks for a year.
LONGEST_HINT = 6 * HOUR
# A site may ask to be left alone for as long as a dead source is.
LONGEST_LEAVE = 7 * DAY
JITTER = 0.1

DEAD_AFTER = timedelta(days=7)
# While no source on the web can be reached the fault may be on our side: then a source has longer to come back.
DEAD_ALONE = timedelta(days=28)
# A clock that leaps a week ahead kills nothing: so many tries take half a week, whatever the clock says.
LEAST_FAILURES = 12
ASK_DEAD = 7 * DAY

# How long a claim keeps others away, so that a source whose process was killed is neither asked twice nor forgotten.
LEASE = 15 * MINUTE
# A last try further than this in the future was noted by a clock that has been set back since.
CLOCK_SLACK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Adder:
    """Who had a source followed, and where; the platform `settings` stands for SOURCES."""

    platform: str
    user: str = ""
    workspace: str | None = None


SETTINGS = Adder("settings")


@dataclass(frozen=True, slots=True)
class Validators:
    """By what an unchanged body is known: the site's own marks, and the SHA-256 (hex) of the last one."""

    etag: str | None = None
    modified: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """How a source is. `interval` is in seconds; times are in UTC; `failures` counts those in a row."""

    due: datetime
    state: SourceState = "live"
    interval: float = FIRST
    tried: datetime | None = None
    succeeded: datetime | None = None
    brought: datetime | None = None
    articles: int = 0
    failures: int = 0
    failing_since: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """A source that is followed.

    `address` is as it was given, `place` where it lives now. `kind` is null until it was looked at for the first time.
    `publisher` is what its articles name, `hint` how many seconds the feed itself asks to be left alone.
    """

    number: int
    address: str
    place: str
    adder: Adder
    added: datetime
    health: Health
    kind: SourceKind | None = None
    title: str | None = None
    publisher: str | None = None
    hint: float | None = None
    validators: Validators = Validators()

    @property
    def name(self) -> str:
        """What to call it."""
        return self.title or self.publisher or self.address


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of asking a source once.

    `wait` is how many seconds the site asks to be left alone after a refusal, `fresh` for how many its answer holds;
    `moved` is its address from now on, `articles` how many it brought.
    """

    outcome: TriedOutcome
    reason: str | None = None
    wait: float | None = None
    fresh: float | None = None
    moved: str | None = None
    articles: int = 0


def after(source: Followed, tried: Tried, now: datetime) -> Followed:
    """The source after a try that ended `now`."""
    if source.health.state == "paused":
        return source
    if tried.outcome in ("new", "same"):
        well = replace(source, place=tried.moved or source.place)
        return replace(well, health=_well(well, tried, now))
    return replace(source, health=_ill(source, tried, now))


def _well(source: Followed, tried: Tried, now: datetime) -> Health:
    old = source.health
    interval = _adapted(source.kind, old.interval, new=tried.outcome == "new")
    asked = min(max(source.hint or 0.0, tried.fresh or 0.0), LONGEST_HINT) if source.kind != "folder" else 0.0
    return Health(
        due=_later(source.number, now, max(interval, asked)),
        interval=interval,
        tried=now,
        succeeded=now,
        brought=now if tried.articles else old.brought,
        articles=old.articles + tried.articles,
    )


def _adapted(kind: SourceKind | None, interval: float, *, new: bool) -> float:
    """Shorter where there was something new, longer where not."""
    if kind == "folder":
        return FOLDER
    return min(LONGEST, max(SHORTEST, interval * (SHORTER if new else LONGER)))


def _ill(source: Followed, tried: Tried, now: datetime) -> Health:
    old = source.health
    failures = old.failures + 1
    since = min(old.failing_since or now, now)
    dead = old.state == "dead" or tried.outcome == "gone" or _too_long(since, failures, now)
    wait = ASK_DEAD if dead else _backed_off(source.kind, old.interval, failures)
    return replace(
        old,
        due=_later(source.number, now, max(wait, min(tried.wait or 0.0, LONGEST_LEAVE))),
        state="dead" if dead else "failing",
        tried=now,
        failures=failures,
        failing_since=since,
        reason=tried.reason or old.reason,
    )


def _too_long(since: datetime, failures: int, now: datetime) -> bool:
    return now - since >= DEAD_AFTER and failures >= LEAST_FAILURES


def _backed_off(kind: SourceKind | None, interval: float, failures: int) -> float:
    """Doubling up to a day, and never sooner than a source that is well would be asked."""
    first = FOLDER if kind == "folder" else SHORTEST
    return min(LONGEST, max(interval, first * 2.0 ** min(failures - 1, 16)))


def _later(number: int, now: datetime, seconds: float) -> datetime:
    """So many seconds from now and up to a tenth more, so that those asked together come apart; never less."""
    return now + timedelta(seconds=seconds * (1 + JITTER * chance(number, now)))


def chance(number: int, now: datetime) -> float:
    """A number from 0 to 1, the same for the same source and second."""
    return zlib.crc32(f"{number}:{now.timestamp():.0f}".encode()) / 2**32


def claimed(source: Followed, now: datetime) -> Followed:
    """The source while one process asks it: nobody else does before its interval, or the lease, is over."""
    due = _later(source.number, now, max(LEASE if source.kind != "folder" else FOLDER, source.health.interval))
    return replace(source, health=replace(source.health, tried=now, due=due))


def set_right(source: Followed, now: datetime) -> Followed:
    """The same after the clock was set back: it waits from now as long as it would have from its last try."""
    health = source.health
    waits = max(0.0, (health.due - (health.tried or health.due)).total_seconds())
    spread = 1 + chance(source.number, now) / 4
    due = now + timedelta(seconds=waits * spread)
    return replace(source, added=min(source.added, now), health=replace(health, tried=health.tried and now, due=due))


def begun(due: datetime, kind: SourceKind | None) -> Health:
    """How a source is that was just entered."""
    return Health(due, interval=FOLDER if kind == "folder" else FIRST)


def revived(source: Followed, now: datetime) -> Followed:
    """The source as if it had just been added, with what it brought so far."""
    fresh = replace(begun(now, source.kind), brought=source.health.brought, articles=source.health.articles)
    return replace(source, health=fresh, validators=Validators())


def spared(source: Followed, now: datetime) -> Followed:
    """A source that has just died of failures at a time when no other could be reached: not yet, unless it is long."""
    health = source.health
    if health.failing_since is None or now - health.failing_since >= DEAD_ALONE:
        return source
    return replace(source, health=replace(health, state="failing", due=_later(source.number, now, DAY)))


def died(before: Followed, then: Followed) -> bool:
    """Whether this try was its last for a while: the moment in which its admin is told."""
    return before.health.state != "dead" and then.health.state == "dead"


def health_words(health: Health) -> str:
    """How a source is, for a reader: `live`, `failing since 21 Nov: status 503`."""
    if health.state in ("live", "paused"):
        waiting = health.state == "live" and health.succeeded is None
        return "not asked yet" if waiting else health.state
    since = f" since {health.failing_since:%-d %b}" if health.failing_since else ""
    return f"{health.state}{since}: {health.reason}" if health.reason else f"{health.state}{since}"


def every_words(seconds: float) -> str:
    """A length of time for a reader: `5 min`, `2 h`, `1 day`."""
    for size, unit in ((DAY, "day"), (HOUR, "h"), (MINUTE, "min")):
        if seconds >= size:
            return f"{round(seconds / size)} {unit}"
    return f"{seconds:.0f} s"
