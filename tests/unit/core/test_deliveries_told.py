"""What digests did, in words that people say: times, fates, states."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.agenda import Parcel
from bot.core.carrying import Letter
from bot.core.deliveries_told import edition_rows, parcel_rows, slot_words, states_words
from bot.core.delivery import Delivery, State
from bot.core.digests import Edition, Fate
from bot.core.rooms import Room

SEOUL = ZoneInfo("Asia/Seoul")
EIGHT = datetime(2026, 11, 22, 23, tzinfo=UTC)
MADE = Edition(
    3, "2026-11-23T08:00", "2026-11-23T08:00", EIGHT, EIGHT, EIGHT - timedelta(days=1), Fate.SENT, (7, 8), (), 9
)
SENT = Delivery(
    3, "2026-11-23T08:00", "slack:C1", 0, EIGHT, EIGHT + timedelta(days=1), State.SENT, attempts=1, message="m"
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "2 new articles of 9 articles that came in since Sun 22 Nov, 08:00"),
        ({"new": (7,), "updated": (2, 3), "arrived": 1},
         "1 new article of 1 article that came in since Sun 22 Nov, 08:00 · 2 updated"),
        ({"new": (), "arrived": 9}, "said that nothing is new; 9 articles came in since Sun 22 Nov, 08:00"),
        ({"new": (), "arrived": 0}, "said that nothing is new; no article came in since Sun 22 Nov, 08:00"),
        ({"new": (), "updated": (2,), "arrived": 0},
         "no new article on its topics, 1 updated; no article came in since Sun 22 Nov, 08:00"),
        ({"new": (), "fate": Fate.SILENT},
         "silent: nothing new on its topics; 9 articles came in since Sun 22 Nov, 08:00"),
        ({"fate": Fate.MISSED, "written": EIGHT + timedelta(hours=9)},
         "missed, and left out by its own rule; made Mon 23 Nov, 17:00"),
        ({"first": "2026-11-21T08:00", "late": True, "written": EIGHT + timedelta(hours=9)},
         ("2 new articles of 9 articles that came in since Sun 22 Nov, 08:00 · for all slots from Sat 21 Nov, 08:00 on"
         " · late: made Mon 23 Nov, 17:00")),
    ],
    ids=["new", "updated", "nothing of some", "nothing at all", "only updated", "silent", "missed", "merged and late"],
)  # fmt: skip
def test_what_was_done_for_a_slot(changes: dict[str, object], said: str) -> None:
    """The slot's time in the digest's zone, what it had, and why."""
    (row,) = edition_rows([replace(MADE, **changes)], SEOUL)  # type: ignore[arg-type]

    assert ("Mon 23 Nov, 08:00", said) == (row.label, row.text)


@pytest.mark.parametrize(
    ("changes", "label", "said"),
    [
        ({}, "Mon 23 Nov, 08:00", "sent · 1 attempt · slack:C1"),
        ({"part": 1}, "Mon 23 Nov, 08:00, part 2", "sent · 1 attempt · slack:C1"),
        ({"state": State.DUE, "attempts": 0, "message": None}, "Mon 23 Nov, 08:00",
         "to be sent · 0 attempts · slack:C1"),
        ({"state": State.DUE, "attempts": 2, "reason": "429"}, "Mon 23 Nov, 08:00",
         "to be sent · 2 attempts · 429 · next try Mon 23 Nov, 08:00 · slack:C1"),
        ({"state": State.GONE, "reason": "The channel was deleted."}, "Mon 23 Nov, 08:00",
         "not sent, its channel is closed · 1 attempt · The channel was deleted. · slack:C1"),
    ],
    ids=["sent", "a part", "not tried", "tried again", "gone"],
)  # fmt: skip
def test_where_a_message_stands(changes: dict[str, object], label: str, said: str) -> None:
    """Its slot, its state, how often it was tried, and why it is not there."""
    delivery = replace(SENT, **changes)  # type: ignore[arg-type]
    (row,) = parcel_rows([Parcel(1, delivery, Letter("n", Room("slack", "C1"), "", EIGHT))], SEOUL)

    assert (label, said) == (row.label, row.text)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("2026-11-23T08:00", "Mon 23 Nov, 08:00"),
        ("2026-11-23T08:00:00Z", "Mon 23 Nov, 17:00"),
        ("2026-11-23T08:00:00.000100Z#3.17", "Mon 23 Nov, 17:00"),
        ("slot 1", "slot 1"),
    ],
    ids=["on the wall", "counted", "of watches", "another"],
)
def test_a_slot_is_told_as_its_people_know_it(key: str, said: str) -> None:
    """The time on the wall as it stands there, one counted in UTC in the zone of the digest."""
    assert said == slot_words(key, SEOUL)


def test_how_many_are_in_each_state() -> None:
    """What is to be done first."""
    assert "1,210 sent, 2 given up" == states_words({State.GIVEN_UP: 2, State.SENT: 1210})
    assert "none yet" == states_words({})
