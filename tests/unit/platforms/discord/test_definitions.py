"""The commands as Discord registers them."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.app import discover
from bot.core.command import Command, Invocation, Option
from bot.core.library import Kind
from bot.core.reply import Reply
from bot.platforms.discord.definitions import definitions, same
from tests.loopback.discord.commands import check_commands
from tests.loopback.discord.made import faults


async def run(_: Invocation) -> Reply:
    """Nothing."""
    return Reply("")


names = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
options = st.lists(
    st.builds(
        Option,
        names,
        st.sampled_from(Kind),
        st.text(min_size=1, max_size=300).filter(str.strip),
        st.booleans(),
        st.lists(names, max_size=30, unique=True).map(tuple),
    ),
    max_size=20,
    unique_by=lambda option: option.name,
).map(tuple)


def test_our_commands_are_what_discord_takes() -> None:
    """No definition of the real commands is refused, and each command is there by its name."""
    found = definitions(discover())

    assert faults(check_commands, found) == ""
    assert {command.group or command.name for command in discover()} == {one["name"] for one in found}


@given(st.lists(st.builds(Command, names, names, st.just(run), options), max_size=5, unique_by=lambda one: one.name))
def test_any_command_can_be_defined(commands: list[Command]) -> None:
    """Whatever options a command has, its definition keeps Discord's rules; its texts may be of any length."""
    assert "APPLICATION" not in faults(check_commands, definitions(commands))


def test_a_group_has_its_parts_and_is_for_managers() -> None:
    """Two words make a subcommand; admin commands are hidden from those who do not manage the server."""
    admin = next(one for one in definitions(discover()) if one["name"] == "admin")

    assert {"add", "audit", "reindex", "remove", "sources", "status"} <= {part["name"] for part in admin["options"]}
    assert (32, [0, 1]) == (admin["default_member_permissions"], admin["contexts"])


def test_options_are_typed() -> None:
    """Topics and days are completed, sizes chosen, flags switched; what is required comes first."""
    brief = next(one for one in definitions(discover()) if one["name"] == "brief")
    known = {option["name"]: option for option in brief["options"]}

    assert (3, True, True) == (known["topic"]["type"], known["topic"]["required"], known["topic"]["autocomplete"])
    assert ["short", "normal", "long"] == [choice["value"] for choice in known["size"]["choices"]]
    assert (5, True) == (known["private"]["type"], known["since"]["autocomplete"])


def told(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The definitions as Discord tells them back: with ids and defaults, in another order."""
    listed = copy.deepcopy(found)
    for number, one in enumerate(listed):
        one |= {
            "id": str(number),
            "version": "1",
            "nsfw": False,
            "description_localizations": None,
            "dm_permission": True,
        }
        one["default_member_permissions"] = (
            str(one["default_member_permissions"]) if "default_member_permissions" in one else None
        )
        one["contexts"] = one["contexts"][::-1]
        for option in one["options"]:
            option |= {"required": option.get("required", False), "name_localizations": None}
    return listed[::-1]


def test_what_discord_tells_back_is_the_same() -> None:
    """Ids, defaults and order make no difference, so that nothing is registered twice."""
    found = definitions(discover())

    assert same(found, told(found))


def test_a_change_is_seen() -> None:
    """Another word of help, a missing option or command, and other permissions each are a difference."""
    found = definitions(discover())
    changed = [told(found) for _ in range(4)]
    changed[0][0]["description"] = "otherwise"
    changed[1][-1]["options"].pop()
    changed[2].pop()
    changed[3] = [one | {"default_member_permissions": None} for one in changed[3]]

    assert [False] * 4 == [same(found, other) for other in changed]
