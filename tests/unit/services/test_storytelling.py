"""Stories kept in line in short steps."""

from __future__ import annotations

from bot.services.storytelling import AT_ONCE, MOST_AT_ONCE, STEP_SECONDS, adjusted


def test_steps_are_as_long_as_others_can_wait() -> None:
    """Slow steps get shorter down to one article, fast ones longer up to a bound, and others stay."""
    assert AT_ONCE // 2 == adjusted(AT_ONCE, 2 * STEP_SECONDS)
    assert 1 == adjusted(1, 9.0)
    assert 2 * AT_ONCE == adjusted(AT_ONCE, STEP_SECONDS / 4)
    assert MOST_AT_ONCE == adjusted(MOST_AT_ONCE, 0.0)
    assert AT_ONCE == adjusted(AT_ONCE, STEP_SECONDS / 2)
