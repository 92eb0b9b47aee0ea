"""Who may ask, where, and how often."""

from __future__ import annotations

import pytest

from bot.core.command import Asker, Role
from bot.core.errors import NotAllowed
from bot.services.doorman import CHANNEL_PACE, USER_PACE, Buckets, Doorman, Pace, Rules

RULES = Rules(admins=frozenset({"discord:1"}), homes=frozenset({"G1"}))


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


@pytest.mark.parametrize(
    ("asker", "role"),
    [
        (Asker("discord", "1", workspace="G9"), "admin"),
        (Asker("slack", "1", workspace="G9"), "user"),
        (Asker("discord", "2", workspace="G1", manages=True), "admin"),
        (Asker("discord", "2", workspace="G1", manages=False), "user"),
        (Asker("discord", "2", workspace="G9", manages=True), "user"),
        (Asker("discord", "2", workspace=None, manages=True), "user"),
    ],
)
def test_the_store_belongs_to_named_admins_and_those_of_home_workspaces(asker: Asker, role: Role) -> None:
    """Managing a workspace that is not home makes nobody an admin of the store."""
    assert role == Doorman(RULES).admit(asker).role


@pytest.mark.parametrize(
    ("channel", "parent", "admitted"),
    [("C1", None, True), ("T5", "C1", True), ("C2", None, False), (None, None, False)],
)
def test_it_answers_in_the_channels_that_were_chosen(channel: str | None, parent: str | None, admitted: bool) -> None:
    """A thread counts as its channel; everything else is refused, direct messages too."""
    door = Doorman(Rules(channels=frozenset({"C1"})))
    asker = Asker("slack", "U1", channel=channel, parent=parent)

    if admitted:
        assert asker == door.admit(asker)
    else:
        with pytest.raises(NotAllowed, match="chosen channels"):
            door.admit(asker)


def test_one_person_cannot_ask_without_end() -> None:
    """After the burst of a user the wait is said; others go on; after the wait it is answered again."""
    clock = Hands()
    door = Doorman(Rules(), clock)
    fast = Asker("slack", "U1", channel="C1")
    for _ in range(int(USER_PACE.burst)):
        door.admit(fast)

    with pytest.raises(NotAllowed, match="Try again in"):
        door.admit(fast)
    assert door.admit(Asker("slack", "U2", channel="C1")).user == "U2"
    clock.now += 1
    assert door.admit(fast).user == "U1"


def test_one_channel_cannot_be_flooded_by_many() -> None:
    """Many people together are slowed down in one channel and not in another."""
    door = Doorman(Rules(), Hands())
    for number in range(int(CHANNEL_PACE.burst)):
        door.admit(Asker("slack", f"U{number}", channel="C1"))

    with pytest.raises(NotAllowed, match="in this channel"):
        door.admit(Asker("slack", "U-last", channel="C1"))
    assert door.admit(Asker("slack", "U-last", channel="C2")).channel == "C2"


def test_buckets_forget_those_who_have_not_asked_for_longest() -> None:
    """Memory is bounded whatever the number of people."""
    buckets = Buckets(Pace(1, 1), Hands())

    waits = [buckets.take(str(number)) for number in range(20_000)]

    assert 0.0 == max(waits)
    assert 10_000 == len(buckets._levels)
