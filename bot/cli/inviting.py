"""`discord-invite`: the link that installs the bot, made of the token alone; nothing is asked of Discord."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated
from urllib.parse import quote, urlencode

import typer

from bot import app as parts
from bot.cli.output import say
from bot.core.errors import SettingsError

# What is used and nothing more; docs/discord.md says what each is for.
PERMISSIONS = {
    "View Channel": 1 << 10,
    "Send Messages": 1 << 11,
    "Embed Links": 1 << 14,
    "Attach Files": 1 << 15,
    "Read Message History": 1 << 16,
    "Create Public Threads": 1 << 35,
    "Send Messages in Threads": 1 << 38,
}
SCOPES = ("bot", "applications.commands")
AUTHORIZE = "https://discord.com/oauth2/authorize"
WHERE = "Copy it from the developer portal, page Bot. Example: DISCORD_TOKEN=MTIz...; or give --application ID."


def register(app: typer.Typer) -> None:
    """Add this call."""
    app.command("discord-invite")(invite)


def invite(
    application: Annotated[
        int | None, typer.Option(help="The application's id, where no token is set.", min=1, show_default=False)
    ] = None,
) -> int:
    """Print the link that installs the bot in a Discord server."""
    say(link(application or application_of(_token())))
    return 0


def link(application: int) -> str:
    """The link for an application, with exactly the scopes and permissions that are used."""
    asked = {
        "client_id": application,
        "scope": " ".join(SCOPES),
        "permissions": sum(PERMISSIONS.values()),
        "integration_type": 0,
    }
    return f"{AUTHORIZE}?{urlencode(asked, quote_via=quote)}"


def application_of(token: str) -> int:
    """The application's id, which is the first part of its token in base64."""
    head = token.strip().removeprefix("Bot ").partition(".")[0]
    try:
        number = base64.b64decode(head + "=" * (-len(head) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        number = ""
    if not number.isdecimal() or token.count(".") != 2:
        raise SettingsError(f"DISCORD_TOKEN: is no bot token. {WHERE}")
    return int(number)


def _token() -> str:
    token = parts.settings().discord_token
    if token is None:
        raise SettingsError(f"DISCORD_TOKEN: is not set. {WHERE}")
    return token.get_secret_value()
