"""A delivery's way from due to sent, and every other end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.delivery import (
    Delivery,
    Failure,
    State,
    absent,
    failed,
    gone,
    is_expired,
    lease,
    renew,
    succeeded,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DUE = Delivery(1, "2026-11-23T08:00", "discord:5", 1, ready=NOW, deadline=NOW + timedelta(hours=1))
LEASED = replace(DUE, state=State.LEASED, attempts=1, holder="a", lease_until=NOW + MINUTE)
LOST = Failure("reset", taken=True)
BUSY = Failure("429", taken=False, retry_after=30)


@pytest.mark.parametrize(
    ("delivery", "seconds", "unsure"),
    [
        (DUE, 0, False),
        (replace(DUE, ready=NOW + MINUTE), 60, False),
        (replace(DUE, unsure=True), 0, True),
        (LEASED, 60, True),
        (DUE, 100_000, False),
    ],
    ids=["due", "its wait is over", "doubtful", "run out", "past its deadline"],
)
def test_what_may_be_leased(delivery: Delivery, seconds: int, unsure: bool) -> None:
    """A due one may be taken, and one whose holder is gone, which is then looked for before it is sent."""
    now = NOW + timedelta(seconds=seconds)
    taken = replace(delivery, state=State.LEASED, attempts=delivery.attempts + 1, unsure=unsure)
    assert replace(taken, holder="b", lease_until=now + MINUTE) == lease(delivery, "b", now, MINUTE)


@pytest.mark.parametrize(
    "delivery",
    [
        replace(DUE, ready=NOW + MINUTE),
        LEASED,
        replace(DUE, state=State.SENT),
        replace(DUE, state=State.GONE),
        replace(DUE, state=State.GIVEN_UP),
    ],
    ids=["waits", "leased", "sent", "gone", "given up"],
)
def test_what_may_not_be_leased(delivery: Delivery) -> None:
    """One that waits, is held or has come to an end is left alone."""
    assert lease(delivery, "b", NOW, MINUTE) is None


def test_a_lease_is_renewed_by_its_holder_alone_and_never_shortened() -> None:
    """Also after a clock was set back the lease lasts as long as was promised."""
    assert replace(LEASED, lease_until=NOW + 2 * MINUTE) == renew(LEASED, "a", NOW + MINUTE, MINUTE)
    assert renew(LEASED, "a", NOW - MINUTE, MINUTE) == LEASED
    assert renew(LEASED, "b", NOW, MINUTE) is None
    assert [False, True] == [is_expired(LEASED, NOW), is_expired(LEASED, NOW + MINUTE)]


def test_what_was_sent_is_sent_whoever_says_so() -> None:
    """Success is a fact: it holds after the lease was lost or the delivery given up, and the first report counts."""
    sent = replace(DUE, state=State.SENT, attempts=1, message="m1")
    for before in (LEASED, replace(LEASED, holder="b", unsure=True), replace(LEASED, state=State.GIVEN_UP, reason="x")):
        assert sent == succeeded(before, "m1")
    assert sent == succeeded(sent, "m2")


@pytest.mark.parametrize(
    ("attempts", "failure", "spread", "seconds"),
    [
        (1, LOST, 0.0, 2),
        (2, LOST, 0.0, 4),
        (4, LOST, 0.5, 24),
        (9, LOST, 0.0, 300),
        (5000, LOST, 0.0, 300),
        (1, BUSY, 0.0, 30),
        (9, BUSY, 0.0, 300),
        (1, Failure("429", taken=False, retry_after=-1), 0.0, 2),
    ],
)
def test_a_failure_waits_longer_each_time_and_as_long_as_was_asked(
    attempts: int, failure: Failure, spread: float, seconds: int
) -> None:
    """The wait doubles up to five minutes and is never shorter than Retry-After."""
    after = failed(replace(LEASED, attempts=attempts), "a", NOW, failure, spread)
    assert after
    assert (State.DUE, NOW + timedelta(seconds=seconds)) == (after.state, after.ready)
    assert (None, None, failure.reason) == (after.holder, after.lease_until, after.reason)


def test_only_what_the_platform_may_have_taken_is_doubtful() -> None:
    """After a lost reply the message is looked for; after a refusal it is not, and looking settles the doubt."""
    lost, busy = failed(LEASED, "a", NOW, LOST), failed(LEASED, "a", NOW, BUSY)
    assert lost
    assert busy
    assert [True, False] == [lost.unsure, busy.unsure]
    again = lease(lost, "a", NOW + MINUTE, MINUTE)
    assert again
    assert replace(again, unsure=False) == absent(again, "a")
    unseen = failed(again, "a", NOW + MINUTE, BUSY)
    assert unseen
    assert unseen.unsure


@pytest.mark.parametrize("failure", [LOST, Failure("429", taken=False, retry_after=1e300)], ids=["late", "asked"])
def test_past_the_deadline_a_failure_is_the_end(failure: Failure) -> None:
    """A wait that would end after the deadline is not begun, and the reason stays to be read."""
    after = failed(replace(LEASED, deadline=NOW + timedelta(seconds=1)), "a", NOW, failure)
    assert after
    assert (State.GIVEN_UP, failure.reason) == (after.state, after.reason)


def test_a_channel_that_is_gone_ends_the_delivery() -> None:
    """Nobody tries again, and the reason is kept."""
    expected = replace(LEASED, state=State.GONE, holder=None, lease_until=None, reason="channel deleted")
    assert expected == gone(LEASED, "a", "channel deleted")


def test_who_has_lost_the_lease_changes_nothing() -> None:
    """A process that wakes up late cannot undo what another does now."""
    other = replace(LEASED, holder="b")
    assert failed(other, "a", NOW, LOST) is None
    assert gone(other, "a", "deleted") is None
    assert absent(other, "a") is None


@given(st.data())
def test_two_workers_that_crash_at_will_send_each_message_once(data: st.DataObject) -> None:
    """Two workers over one delivery, killed before or after the platform took it, leave one message in the channel."""
    delivery, channel, now = DUE, 0, NOW
    for _ in range(data.draw(st.integers(1, 12))):
        now += timedelta(seconds=data.draw(st.integers(0, 200)))
        taken = lease(delivery, data.draw(st.sampled_from("ab")), now, MINUTE)
        if taken is None or taken.holder is None:
            continue
        delivery = taken
        fate = data.draw(st.sampled_from(["sent", "killed before", "killed after", "lost reply", "refused"]))
        if taken.unsure and channel:
            delivery = succeeded(taken, "found")
        elif fate in ("killed after", "lost reply", "sent"):
            channel += 1
        if fate == "sent" and delivery.state is State.LEASED:
            delivery = succeeded(taken, "m")
        elif fate in ("lost reply", "refused") and delivery.state is State.LEASED:
            delivery = failed(taken, taken.holder, now, LOST if fate == "lost reply" else BUSY) or delivery
    assert channel <= 1
    assert delivery.state is not State.SENT or channel == 1
