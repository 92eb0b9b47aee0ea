"""`discord-invite`: the link, and one clear line where it cannot be made."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.cli.inviting import application_of, link
from bot.core.errors import SettingsError


def test_the_link_asks_for_what_is_used() -> None:
    """Two scopes, seven permissions, the application of the token."""
    asked = parse_qs(urlsplit(link(1234)).query)

    assert ["1234"] == asked["client_id"]
    assert ["bot applications.commands"] == asked["scope"]
    assert [str(sum(1 << bit for bit in (10, 11, 14, 15, 16, 35, 38)))] == asked["permissions"]


def test_the_token_names_its_application() -> None:
    """The first part of a token is the application's id in base64."""
    assert 1574753371727116288 == application_of("MTU3NDc1MzM3MTcyNzExNjI4OA.GabcDE.secret")


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "bm8gbnVtYmVy.b.c", "MTIz"])
def test_what_is_no_token_is_said(token: str) -> None:
    """A wrong token is one line that names the setting and not the token."""
    with pytest.raises(SettingsError, match="DISCORD_TOKEN: is no bot token"):
        application_of(token)
