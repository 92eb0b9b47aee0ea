"""The app manifest that Slack makes an app from: what it is called, what it hears, and the scopes it needs. Pure."""

from __future__ import annotations

from typing import Any

from bot.core.command import Command

NAME = "Sitrep"
ABOUT = "Briefings from your own store of articles: what is known, the figures, the people, a source behind every line."
SCOPES = {
    "app_mentions:read": "hear a question that names the bot",
    "channels:history": "look in a public channel whether an answer arrived, before sending it again",
    "channels:read": "know whether a digest can come to a public channel, before it is set up",
    "chat:write": "answer",
    "commands": "the command /brief",
    "files:write": "bring the files of an answer: charts, tables",
    "groups:history": "look in a private channel whether an answer arrived",
    "groups:read": "know whether a digest can come to a private channel",
    "im:history": "read questions in direct messages",
    "im:write": "open a direct conversation for what a channel cannot take, and for messages to admins",
    "mpim:history": "look in a group conversation whether an answer arrived",
    "mpim:read": "know whether a digest can come to a group conversation",
    "users:read": "know whether who gives an admin command is an admin of the workspace, and whose 8 o'clock is meant",
}
EVENTS = ("app_home_opened", "app_mention", "message.im")


def manifest(command: Command, url: str | None = None) -> dict[str, Any]:
    """The manifest, with a hint at the options of `command`; `url` is where requests come to, if not by socket."""
    request = {} if url is None else {"request_url": url}
    called = {} if url is None else {"url": url}
    slash = {
        "command": f"/{command.name}",
        "description": command.summary[:1].upper() + command.summary[1:],
        "usage_hint": hint(command),
        "should_escape": True,
        **called,
    }
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {"name": NAME, "description": ABOUT, "background_color": "#1d2b3a"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "slash_commands": [slash],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **request, **_menus(url)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _menus(url: str | None) -> dict[str, str]:
    """Where Slack asks for the options of a menu."""
    return {} if url is None else {"message_menu_options_url": url}


def hint(command: Command) -> str:
    """What may stand after the command: `topic since: until: source: | figures … | help`."""
    words = [option.name if option.required else f"{option.name}:" for option in command.options[:4]]
    return " ".join([*words, "| figures … | help"])
