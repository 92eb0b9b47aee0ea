"""Moments as they lie in rows: seconds since 1970."""

from __future__ import annotations

from datetime import UTC, datetime


def seconds(at: datetime | None) -> float | None:
    """A moment for a row."""
    return None if at is None else at.timestamp()


def moment(stored: float) -> datetime:
    """The moment of a row, in UTC."""
    return datetime.fromtimestamp(stored, UTC)


def moment_or_none(stored: float | None) -> datetime | None:
    """The moment of a row that may have none."""
    return None if stored is None else moment(stored)
