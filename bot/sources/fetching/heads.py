"""What the head of an answer says: its type, how long it holds, when to come again, where to go instead. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.core.errors import FetchError
from bot.sources.fetching.targets import Redirect

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})

MEDIA_TYPE = re.compile(r"\s{0,9}([\w!#$&^.+-]{1,80}/[\w!#$&^.+-]{1,80})\s{0,9}(?:;|,|$)")
CHARSET = re.compile(r";\s{0,9}charset\s{0,9}=\s{0,9}[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s{0,9}=\s{0,9}\"?(\d{1,10})", re.IGNORECASE)
STALE = re.compile(r"(?:^|[,\s])no-(?:store|cache)\b", re.IGNORECASE)
SECONDS = re.compile(r"\s{0,9}(\d{1,10})(?:\.\d{0,9})?\s{0,9}")
TAG_CHARS = 1_000


def media_type(headers: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Content type and charset in lower case, each None where it is not said."""
    written = headers.get("Content-Type", "")
    kind, charset = MEDIA_TYPE.match(written), CHARSET.search(written)
    return kind[1].lower() if kind else None, charset[1].lower() if charset else None


def freshness(headers: Mapping[str, str], now: datetime) -> float | None:
    """For how many seconds from now the answer holds; None where it is not said."""
    control = headers.get("Cache-Control", "")
    if STALE.search(control):
        return 0.0
    age = MAX_AGE.search(control)
    if age:
        return max(0.0, float(age[1]) - (_seconds(headers.get("Age", "")) or 0.0))
    if "Expires" not in headers:
        return None
    until, sent = _moment(headers["Expires"]), _moment(headers.get("Date", ""))
    return max(0.0, (until - (sent or now)).total_seconds()) if until else 0.0


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """For how many seconds the site asks to be left alone; None where it does not ask."""
    written = headers.get("Retry-After", "")
    seconds = _seconds(written)
    if seconds is not None:
        return seconds
    until = _moment(written)
    return max(0.0, (until - now).total_seconds()) if until else None


def redirect(status: int, headers: Mapping[str, str]) -> Redirect | None:
    """Where an answer sends us; raises `FetchError` when it does not say where."""
    if status not in REDIRECTS:
        return None
    to = headers.get("Location", "").strip()
    if not to:
        raise FetchError(f"it answers {status}, a redirect, without saying where to")
    # Many servers write it in UTF-8; bytes that are not come as surrogates, which no address can hold.
    return Redirect(to.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), status in PERMANENT)


def validator(headers: Mapping[str, str], name: str) -> str | None:
    """An ETag or Last-Modified that can be sent back as it came."""
    written = headers.get(name, "").strip()
    return written if written.isascii() and written.isprintable() and 0 < len(written) <= TAG_CHARS else None


def _seconds(written: str) -> float | None:
    found = SECONDS.fullmatch(written)
    return float(found[1]) if found else None


def _moment(written: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
