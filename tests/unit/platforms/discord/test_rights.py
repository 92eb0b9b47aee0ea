"""What a member may do in a channel, by Discord's rules of roles and overwrites."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.discord.rights import ADMINISTRATOR, EMBED, EVERYTHING, HISTORY, SEND, VIEW, lacking, rights

USUAL = VIEW | SEND | EMBED | HISTORY
GUILD, MOD, DESK, ME = "1", "2", "3", "9"


def over(who: str, kind: int, *, allow: int = 0, deny: int = 0) -> dict[str, Any]:
    """What a channel says of a role (0) or a member (1)."""
    return {"id": who, "type": kind, "allow": str(allow), "deny": str(deny)}


def held(
    *overwrites: dict[str, Any], everyone: int = USUAL, mod: int = 0, roles: tuple[str, ...] = (), owner: str = "7"
) -> int:
    """The permissions of the bot."""
    listed = [{"id": GUILD, "permissions": str(everyone)}, {"id": MOD, "permissions": str(mod)}]
    listed.append({"id": DESK, "permissions": "0"})
    guild = {"id": GUILD, "owner_id": owner, "roles": listed}
    return rights(guild, {"user": {"id": ME}, "roles": list(roles)}, overwrites)


@pytest.mark.parametrize(
    ("overwrites", "settings", "expected"),
    [
        ((), {}, USUAL),
        ((), {"everyone": 0}, 0),
        ((), {"everyone": 0, "mod": USUAL, "roles": (MOD,)}, USUAL),
        ((), {"everyone": 0, "mod": USUAL}, 0),
        ((over(GUILD, 0, deny=SEND),), {}, USUAL & ~SEND),
        ((over(GUILD, 0, deny=SEND), over(MOD, 0, allow=SEND)), {"roles": (MOD,)}, USUAL),
        ((over(GUILD, 0, deny=SEND), over(MOD, 0, allow=SEND)), {}, USUAL & ~SEND),
        ((over(MOD, 0, deny=SEND), over(DESK, 0, allow=SEND)), {"roles": (MOD, DESK)}, USUAL),
        ((over(MOD, 0, allow=SEND), over(ME, 1, deny=SEND)), {"roles": (MOD,)}, USUAL & ~SEND),
        ((over(ME, 1, allow=SEND), over(GUILD, 0, deny=SEND)), {}, USUAL),
        ((over(ME, 0, deny=SEND), over(MOD, 1, deny=SEND)), {"roles": (MOD,)}, USUAL),
        ((over(GUILD, 0, deny=VIEW),), {}, 0),
        ((over(GUILD, 0, deny=USUAL),), {"mod": ADMINISTRATOR, "roles": (MOD,)}, EVERYTHING),
        ((over(GUILD, 0, deny=USUAL),), {"owner": ME}, EVERYTHING),
    ],
    ids=[
        "everyone", "nobody", "by a role", "a role of others", "denied", "denied but to a role", "to others",
        "allowing roles win", "the member last", "in any order", "kinds are kept apart", "unseen", "administrator",
        "owner",
    ],
)  # fmt: skip
def test_rights(overwrites: tuple[dict[str, Any], ...], settings: dict[str, Any], expected: int) -> None:
    """Roles add up; the channel speaks of everyone first, then of the roles together, then of the member."""
    assert expected == held(*overwrites, **settings)


@pytest.mark.parametrize("thread", [False, True], ids=["channel", "thread"])
def test_what_is_lacking_is_named(thread: bool) -> None:
    """As Discord's own page of permissions names it; in a thread another one counts."""
    assert [] == lacking(EVERYTHING, thread=thread)
    assert (["Send Messages in Threads"] if thread else []) == lacking(USUAL, thread=thread)
    assert ["View Channel", "Embed Links"] == [
        name for name in lacking(0, thread=thread) if name in ("View Channel", "Embed Links")
    ]
