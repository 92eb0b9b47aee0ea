"""What the outcome of a try makes of a followed source: a table, and what must hold whatever happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.following import (
    ASK_DEAD,
    DAY,
    FIRST,
    HOUR,
    LEASE,
    LEAST_FAILURES,
    LONGEST,
    LONGEST_HINT,
    MINUTE,
    SETTINGS,
    SHORTEST,
    Followed,
    Health,
    Tried,
    after,
    claimed,
    died,
    every_words,
    health_words,
    revived,
    set_right,
    spared,
)

NOW = datetime(2026, 11, 21, 8, 12, tzinfo=UTC)
FEED = "https://news.test/feed"


def source(kind: str | None = "feed", hint: float | None = None, **health: object) -> Followed:
    """A source as it was before the try."""
    known = {"due": NOW} | health
    return Followed(7, FEED, FEED, SETTINGS, NOW, Health(**known), kind, hint=hint)  # type: ignore[arg-type]


def waits(then: Followed, now: datetime = NOW) -> float:
    """Seconds until it is asked again."""
    return (then.health.due - now).total_seconds()


@pytest.mark.parametrize(
    ("before", "tried", "least"),
    [
        pytest.param(source(), Tried("new"), FIRST * 0.6, id="something new: sooner"),
        pytest.param(source(), Tried("same"), FIRST * 1.3, id="nothing new: later"),
        pytest.param(source(interval=SHORTEST), Tried("new"), SHORTEST, id="never below five minutes"),
        pytest.param(source(interval=LONGEST), Tried("same"), LONGEST, id="never above a day"),
        pytest.param(source(hint=2 * HOUR), Tried("new"), 2 * HOUR, id="the feed's own wish"),
        pytest.param(source(), Tried("same", fresh=HOUR), HOUR, id="what the cache header says"),
        pytest.param(source(hint=HOUR), Tried("same", fresh=2 * HOUR), 2 * HOUR, id="the longer of both"),
        pytest.param(source(), Tried("same", fresh=365 * DAY), LONGEST_HINT, id="a year is no wish"),
        pytest.param(source(kind="folder", interval=FIRST), Tried("same"), MINUTE, id="a folder every minute"),
        pytest.param(source(), Tried("failed"), FIRST, id="a failure is no reason to ask sooner"),
        pytest.param(source(failures=4), Tried("failed"), SHORTEST * 16, id="failures double the wait"),
        pytest.param(source(failures=30), Tried("failed"), DAY, id="up to a day"),
        pytest.param(source(), Tried("failed", wait=7 * HOUR), 7 * HOUR, id="Retry-After"),
        pytest.param(source(failures=30), Tried("failed", wait=60.0), DAY, id="the longer of backoff and Retry-After"),
        pytest.param(source(), Tried("failed", wait=365 * DAY), 7 * DAY, id="a week at most"),
        pytest.param(source(), Tried("gone"), ASK_DEAD, id="gone: once a week"),
        pytest.param(source(state="dead", failures=99), Tried("failed"), ASK_DEAD, id="dead: once a week"),
    ],
)
def test_when_it_is_asked_again(before: Followed, tried: Tried, least: float) -> None:
    """Not before that time, and at most a tenth later."""
    assert least <= waits(after(before, tried, NOW)) <= least * 1.1


@pytest.mark.parametrize(
    ("before", "tried", "state"),
    [
        pytest.param(source(), Tried("same"), "live", id="well"),
        pytest.param(source(state="failing", failures=3), Tried("same"), "live", id="well again"),
        pytest.param(source(state="dead", failures=30), Tried("new"), "live", id="back from the dead"),
        pytest.param(source(), Tried("failed"), "failing", id="one failure"),
        pytest.param(source(), Tried("gone"), "dead", id="gone"),
        pytest.param(source(state="paused"), Tried("failed"), "paused", id="paused while under way"),
        pytest.param(
            source(state="failing", failures=LEAST_FAILURES, failing_since=NOW - timedelta(days=6)),
            Tried("failed"), "failing", id="many failures in less than a week",
        ),
        pytest.param(
            source(state="failing", failures=LEAST_FAILURES, failing_since=NOW - timedelta(days=7)),
            Tried("failed"), "dead", id="many failures for a week",
        ),
        pytest.param(
            source(state="failing", failures=2, failing_since=NOW - timedelta(days=700)),
            Tried("failed"), "failing", id="the clock was set ahead",
        ),
    ],
)  # fmt: skip
def test_how_it_is_afterwards(before: Followed, tried: Tried, state: str) -> None:
    """Its state, and whether this was its death."""
    then = after(before, tried, NOW)

    assert state == then.health.state
    assert (state == "dead" and before.health.state != "dead") == died(before, then)


def test_a_new_address_counts_only_when_it_answers_well() -> None:
    """A redirect for good to something that fails changes nothing."""
    moved = "https://new.test/feed"

    assert moved == after(source(), Tried("same", moved=moved), NOW).place
    assert FEED == after(source(), Tried("failed", moved=moved), NOW).place


def test_articles_are_counted_and_kept_through_failures() -> None:
    """What it brought, and when last."""
    then = after(source(articles=3), Tried("new", articles=2), NOW)
    later = after(after(then, Tried("failed", "status 503"), NOW), Tried("same"), NOW + timedelta(days=1))

    assert (5, NOW) == (then.health.articles, then.health.brought)
    assert (5, NOW, 0, None) == (
        later.health.articles,
        later.health.brought,
        later.health.failures,
        later.health.reason,
    )


def test_many_that_were_asked_together_come_apart() -> None:
    """Two thousand sources with one interval are spread over a tenth of it, evenly enough."""
    many = [waits(after(replace(source(), number=number), Tried("same"), NOW)) for number in range(2000)]
    tenths = [0] * 10
    for wait in many:
        tenths[int((wait / (FIRST * 1.3) - 1) * 100)] += 1

    assert all(120 < count < 280 for count in tenths)


def test_a_claim_holds_others_off_for_the_interval_and_the_lease() -> None:
    """Whoever is killed after a claim has asked for nothing twice."""
    assert LEASE <= waits(claimed(source(interval=SHORTEST), NOW))
    assert LONGEST <= waits(claimed(source(interval=LONGEST), NOW))


def test_a_clock_that_was_set_back_makes_nobody_wait_for_it() -> None:
    """What was to wait an hour from a time that is in the future now waits about an hour from now."""
    ahead = NOW + timedelta(days=400)
    right = set_right(source(tried=ahead, due=ahead + timedelta(hours=1)), NOW)

    assert HOUR <= waits(right) <= 1.25 * HOUR
    assert right.health.tried == NOW


TRIES = st.builds(
    Tried,
    st.sampled_from(["new", "same", "failed", "gone"]),
    st.just("status 503"),
    st.none() | st.floats(0, 1e9),
    st.none() | st.floats(0, 1e9),
    st.none(),
    st.integers(0, 9),
)
STEPS = st.lists(st.tuples(TRIES, st.floats(-1e7, 1e7)), max_size=60)


@given(STEPS, st.sampled_from(["feed", "page", "sitemap", "folder", None]))
def test_whatever_happens_it_is_asked_again_neither_at_once_nor_never(
    steps: list[tuple[Tried, float]], kind: str | None
) -> None:
    """After any outcomes, with a clock that jumps as it likes, the next time is a minute to eight days away."""
    one, now = source(kind), NOW
    for tried, seconds in steps:
        now += timedelta(seconds=seconds)
        one = after(one, tried, now)
        health = one.health

        assert MINUTE <= waits(one, now) <= 7.7 * DAY
        assert SHORTEST <= max(health.interval, SHORTEST) <= LONGEST
        assert (health.state in ("failing", "dead")) == (health.failures > 0)


@pytest.mark.parametrize(
    ("health", "words"),
    [
        (Health(NOW, succeeded=NOW), "live"),
        (Health(NOW), "not asked yet"),
        (Health(NOW, "failing", failing_since=NOW, reason="status 503"), "failing since 21 Nov: status 503"),
        (Health(NOW, "dead", failing_since=NOW, reason="is gone for good (status 410)"),
         "dead since 21 Nov: is gone for good (status 410)"),
        (Health(NOW, "paused"), "paused"),
    ],
    ids=["live", "new", "failing", "dead", "paused"],
)  # fmt: skip
def test_health_in_words(health: Health, words: str) -> None:
    """As `/sources` shows it."""
    assert words == health_words(health)


@pytest.mark.parametrize(("seconds", "words"), [(60, "1 min"), (900, "15 min"), (7200, "2 h"), (86400, "1 day")])
def test_lengths_in_words(seconds: float, words: str) -> None:
    """As a person says them."""
    assert words == every_words(seconds)


def test_a_revived_source_begins_anew_with_what_it_brought() -> None:
    """It is due at once and has no past failures."""
    then = revived(source(state="dead", failures=20, articles=5, reason="status 404"), NOW)

    assert Health(NOW, articles=5) == then.health


@pytest.mark.parametrize(("days", "state"), [(7, "failing"), (27, "failing"), (28, "dead")])
def test_a_death_while_nothing_can_be_reached_waits(days: int, state: str) -> None:
    """A fault on our side kills no source in a week; in four weeks it does, so that its admin is told."""
    before = source(state="failing", failures=40, failing_since=NOW - timedelta(days=days))
    then = spared(after(before, Tried("failed", "no route"), NOW), NOW)

    assert state == then.health.state
    assert DAY <= waits(then) <= ASK_DEAD * 1.1
