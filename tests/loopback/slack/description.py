"""Holds each call against the official description of the Web API (OpenAPI 2.0), where a test gives its path.

The description is old: it is from before several arguments came, and knows only form bodies. Where today's
documentation disagrees, the documentation holds; every such place is listed here with its reason.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .model import Json, Refused

# Arguments that came after the description was written, or that every method takes.
ADDED: dict[str, frozenset[str]] = {
    "*": frozenset({"token", "team_id"}),  # a token may stand in the body; team_id is for org-wide installations
    "chat.postMessage": frozenset({"metadata", "markdown_text"}),  # 2022 and 2025
    "chat.update": frozenset(
        {
            "metadata",  # 2022
            "markdown_text",  # 2025
            "file_ids",  # 2021
            "reply_broadcast",  # documented, absent from the description
        }
    ),
    "chat.postEphemeral": frozenset({"markdown_text"}),  # 2025
    "conversations.history": frozenset({"include_all_metadata"}),  # 2022, with message metadata
    "conversations.replies": frozenset({"include_all_metadata"}),  # 2022, with message metadata
    "conversations.open": frozenset({"prevent_creation"}),  # documented, absent from the description
    "views.open": frozenset({"interactivity_pointer"}),  # 2023, in place of trigger_id
    "views.push": frozenset({"interactivity_pointer"}),  # the same
    "team.info": frozenset({"domain"}),  # documented, absent from the description
}
# Required on paper, and optional today.
LOOSENED: dict[str, frozenset[str]] = {
    "*": frozenset({"token"}),  # it is in the Authorization header
    "views.open": frozenset({"trigger_id"}),  # interactivity_pointer may stand for it
    "views.push": frozenset({"trigger_id"}),  # the same
}
# Optional on paper, and demanded by the server.
TIGHTENED: dict[str, frozenset[str]] = {
    "chat.delete": frozenset({"channel", "ts"}),
    "conversations.history": frozenset({"channel"}),
    "conversations.replies": frozenset({"channel", "ts"}),
    "conversations.info": frozenset({"channel"}),
    "users.info": frozenset({"user"}),
    "views.update": frozenset({"view"}),
}
# Objects that a form carries as JSON text, and a JSON body as they are; the description calls them strings.
STRUCTURED = frozenset({"blocks", "attachments", "metadata", "view", "files"})
# Time stamps are called numbers, and are sent as strings in JSON bodies: a float would lose digits.
STAMPS = frozenset({"ts", "oldest", "latest", "thread_ts"})


@dataclass(frozen=True, slots=True)
class Description:
    """The methods of the description."""

    methods: dict[str, dict[str, Json]]

    @classmethod
    def read(cls, path: Path) -> Description:
        """From `slack_web_openapi_v2.json`."""
        paths = json.loads(path.read_text(encoding="utf-8"))["paths"]
        return cls({name.lstrip("/"): _parameters(verbs) for name, verbs in paths.items()})

    def check(self, method: str, arguments: Json) -> None:
        """Refuse unknown, missing and ill-typed arguments; a method that the description lacks is not checked."""
        known = self.methods.get(method)
        if known is None:
            return
        added = ADDED["*"] | ADDED.get(method, frozenset())
        wrong = [f"unknown argument: {name}" for name in arguments if name not in known and name not in added]
        needed = {name for name, parameter in known.items() if parameter.get("required")}
        needed = (needed - LOOSENED["*"] - LOOSENED.get(method, frozenset())) | TIGHTENED.get(method, frozenset())
        wrong += [f"missing required field: {name}" for name in sorted(needed - arguments.keys())]
        for name, value in arguments.items():
            if name in known and name not in STRUCTURED and not _fits(known[name], name, value):
                wrong.append(f"must be of type {known[name]['type']} [json-pointer:/{name}]")
        if wrong:
            raise Refused("invalid_arguments", *wrong)


def _parameters(verbs: dict[str, Any]) -> dict[str, Json]:
    return {each["name"]: each for verb in verbs.values() for each in verb.get("parameters", ())}


def _fits(parameter: Json, name: str, value: Any) -> bool:
    kind = parameter.get("type")
    if name in STAMPS:
        return isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?", value) is not None
    if kind == "boolean" or name == "as_user":
        return isinstance(value, bool) or value in ("true", "false", "1", "0")
    if kind == "integer":
        return not isinstance(value, bool) and re.fullmatch(r"-?\d+", str(value)) is not None
    return isinstance(value, str) if kind == "string" else True
