"""Who is an admin of what: asked of Slack only where it matters, and not twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from bot.app import discover
from bot.platforms.slack.people import FRESH_SECONDS, People
from bot.platforms.slack.sending import Sender
from bot.platforms.slack.verdicts import Refused
from bot.platforms.slack.words import Origin

COMMANDS = {command.name: command for command in discover()}
ADMIN = COMMANDS["admin status"]


class Directory:
    """Answers `users.info`; counts how often it was asked."""

    def __init__(self, user: dict[str, Any] | None) -> None:
        self.user = user
        self.asked = 0

    async def call(self, method: str, patience: float, **given: Any) -> dict[str, Any]:
        """As `Sender.call`."""
        self.asked += 1
        if self.user is None:
            raise Refused(f"{method} {given} within {patience}")
        return {"user": self.user}


@pytest.mark.parametrize(
    ("user", "teams", "manages"),
    [
        ({"team_id": "T1", "is_admin": True}, ("T1",), True),
        ({"team_id": "T1", "is_owner": True}, ("T1",), True),
        ({"team_id": "T1"}, ("T1",), False),
        ({"team_id": "T2", "is_admin": True}, ("T1",), False),
        ({"team_id": "T2", "is_admin": True}, ("T1", "T2"), False),
        ({"is_admin": True}, (), False),
        (None, ("T1",), False),
    ],
)
async def test_who_manages(user: dict[str, Any] | None, teams: tuple[str, ...], manages: bool) -> None:
    """An admin or owner of the one workspace that everything speaks of; nobody when Slack does not say."""
    people = People(cast("Sender", Directory(user)))

    assert manages == (await people.asker(Origin("U1", teams), ADMIN)).manages


async def test_slack_is_asked_seldom() -> None:
    """Never for what anybody may ask, and once in five minutes for the rest."""
    now = [0.0]
    directory = Directory({"team_id": "T1", "is_admin": True})
    people = People(cast("Sender", directory), lambda: now[0])
    for command in (COMMANDS["brief"], None):
        assert not (await people.asker(Origin("U1", ("T1",)), command)).manages
    assert 0 == directory.asked
    for _ in range(3):
        assert (await people.asker(Origin("U1", ("T1",)), ADMIN)).manages
    assert 1 == directory.asked
    now[0] += FRESH_SECONDS
    await people.asker(Origin("U1", ("T1",)), ADMIN)
    assert 2 == directory.asked


@pytest.mark.parametrize(
    ("user", "zone"), [({"team_id": "T1", "tz": "Asia/Seoul"}, "Asia/Seoul"), ({"tz": None}, None), (None, None)]
)
async def test_whose_eight_o_clock(user: dict[str, Any] | None, zone: str | None) -> None:
    """Who sets up a digest is asked for with their zone; the thread that they ask in comes with them."""
    directory = Directory(user)
    people = People(cast("Sender", directory))
    create = replace(ADMIN, name="digest create", admin=False)
    asker = await people.asker(Origin("U1", ("T1",), "C1", "5.0", within="4.0"), create)

    assert ("U1", "C1", "4.0", zone) == (asker.user, asker.channel, asker.thread, asker.zone)
    assert 1 == directory.asked
