"""What a member may do in a channel of Discord: roles, then what the channel allows and denies them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

ADMINISTRATOR = 1 << 3
VIEW = 1 << 10
SEND = 1 << 11
EMBED = 1 << 14
HISTORY = 1 << 16
SEND_IN_THREADS = 1 << 38
EVERYTHING = (1 << 64) - 1

OF_ROLE, OF_MEMBER = 0, 1


def rights(guild: Json, member: Json, overwrites: Sequence[Json]) -> int:
    """The permissions of a member in a channel; for a thread the overwrites are those of the channel it is in.

    `guild` has `id`, `owner_id` and `roles`, `member` has `user` and `roles`, as Discord sends them.
    """
    everyone, user, own = str(guild["id"]), str(member["user"]["id"]), set(map(str, member["roles"]))
    if user == str(guild.get("owner_id")):
        return EVERYTHING
    held = 0
    for role in guild["roles"]:
        if str(role["id"]) in own | {everyone}:
            held |= int(role["permissions"])
    if held & ADMINISTRATOR:
        return EVERYTHING
    for kind, who in ((OF_ROLE, {everyone}), (OF_ROLE, own - {everyone}), (OF_MEMBER, {user})):
        held = _over(held, (each for each in overwrites if int(each["type"]) == kind), who)
    return held if held & VIEW else 0


def _over(held: int, overwrites: Iterable[Json], who: Collection[str]) -> int:
    """The permissions after what a channel says of some: all that it allows any of them outweighs what it denies."""
    deny = allow = 0
    for each in overwrites:
        if str(each["id"]) in who:
            deny |= int(each["deny"])
            allow |= int(each["allow"])
    return held & ~deny | allow


def lacking(held: int, *, thread: bool) -> list[str]:
    """The names of what is missing to bring messages there and to find them again, as Discord shows them."""
    needed = {
        "View Channel": VIEW,
        "Send Messages in Threads" if thread else "Send Messages": SEND_IN_THREADS if thread else SEND,
        "Embed Links": EMBED,
        "Read Message History": HISTORY,
    }
    return [name for name, bit in needed.items() if not held & bit]
