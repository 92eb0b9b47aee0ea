"""What Slack sends, as plain words and plain values: its entities undone, its payloads read. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

ENTITY = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
CHANNEL_VALUE = re.compile(r"(?<=\w):\"?<#([A-Z0-9]+)(?:\|[^<>]*)?>\"?")
DIRECT = "D"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was asked, and so where its answer goes.

    `teams` are all the workspaces that the payload names; `key` names what happened, the same when Slack tells it
    twice. `since` is a time stamp of Slack's not later than it. `public` says that the answer is for all in `channel`.
    `thread` is the thread that the answer goes to, `within` the one that was asked in.
    """

    user: str
    teams: tuple[str, ...] = ()
    channel: str | None = None
    thread: str | None = None
    response_url: str | None = None
    key: str = ""
    since: str = "0"
    public: bool = False
    within: str | None = None

    @property
    def direct(self) -> bool:
        """Whether it is a direct conversation with the bot."""
        return (self.channel or DIRECT).startswith(DIRECT)


def unescaped(text: str, bot: str | None = None) -> str:
    """Typed words without Slack's markup; mentions of `bot` are left out.

    A channel is its name, but as the value of an option (`in:#desk`) its identifier: a name leads to no channel.
    """
    words = CHANNEL_VALUE.sub(r":#\1", text)
    words = ENTITY.sub(lambda match: _entity(match[1], match[2], bot), words)
    words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(words.split())


def _entity(inner: str, label: str | None, bot: str | None) -> str:
    if inner.startswith(("@", "#")):
        return "" if inner[1:] == bot else inner[0] + (label or inner[1:]).lstrip("@#")
    if inner.startswith("!"):
        return label or inner[1:].partition("^")[0]
    if inner.startswith("mailto:"):
        return label or inner.removeprefix("mailto:")
    return inner


def line_of(words: str) -> str:
    """The command line that typed words stand for: with or without a slash, a command or a topic."""
    words = words.strip().removeprefix("/").lstrip()
    head, _, rest = words.partition(" ")
    if head.lower() == "brief":
        words = rest.strip()
    return f"/brief {words}" if words else "/brief"


def of_command(body: Mapping[str, Any]) -> Origin:
    """Where a slash command was typed."""
    return Origin(
        user=body["user_id"],
        teams=_teams(body.get("team_id")),
        channel=body.get("channel_id"),
        response_url=body.get("response_url"),
        key=body.get("trigger_id", ""),
    )


def of_event(body: Mapping[str, Any]) -> Origin:
    """Where the bot was named or written to: a mention is answered in its thread."""
    event = body["event"]
    mention = event["type"] == "app_mention"
    return Origin(
        user=event["user"],
        teams=_teams(body.get("team_id"), event.get("user_team"), event.get("team")),
        channel=event.get("channel"),
        thread=event.get("thread_ts") or (event["ts"] if mention else None),
        key=body.get("event_id", ""),
        since=event.get("thread_ts") or event.get("ts", "0"),
        public=True,
        within=event.get("thread_ts"),
    )


def of_interaction(body: Mapping[str, Any]) -> Origin:
    """Where something was pressed, chosen or sent off."""
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id")
    actions = body.get("actions") or [{}]
    return Origin(
        user=body["user"]["id"],
        teams=_teams((body.get("team") or {}).get("id"), body["user"].get("team_id")),
        channel=channel,
        thread=container.get("thread_ts"),
        response_url=body.get("response_url"),
        key=body.get("trigger_id") or actions[0].get("action_ts", ""),
        since=actions[0].get("action_ts", "0"),
        # An answer seen by one alone is gone at the next start of their client: a direct conversation keeps it.
        public=str(channel).startswith(DIRECT) and not container.get("is_ephemeral"),
        within=container.get("thread_ts"),
    )


def _teams(*teams: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(team for team in teams if team))


def packed(origin: Origin) -> str:
    """An origin as a form carries it."""
    return json.dumps({name: value for name, value in asdict(origin).items() if value and name not in ("user", "key")})


def unpacked(text: str, sender: Origin) -> Origin:
    """The origin that a form carries, for the one who sent it off."""
    kept = json.loads(text)
    kept["teams"] = sender.teams
    return replace(sender, **kept)
