"""Modals and home tabs as Slack checks them."""

from __future__ import annotations

import json
from typing import Any

from . import blocks as block_kit
from .elements import NAME, plain
from .model import Json, Refused
from .rules import Findings, anything, boolean, by_type, say, shape, string

BYTES = 250_000
DEPTH = 3  # a modal and two pushed on it

_ALWAYS = {"type": anything, "blocks": anything}
_COMMON = {"private_metadata": string(3000), "callback_id": NAME, "external_id": NAME}
VIEWS = by_type(
    {
        "modal": shape(
            {**_ALWAYS, "title": plain(24)},
            {
                **_COMMON,
                "close": plain(24),
                "submit": plain(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
        ),
        "home": shape(_ALWAYS, _COMMON),
    }
)


def check(view: Any, *, home: bool = False) -> Json:
    """The view, if Slack takes it; Refused as `invalid_arguments` or `view_too_large` otherwise."""
    found: Findings = []
    VIEWS(view, "/view", found)
    if isinstance(view, dict):
        wanted = "home" if home else "modal"
        if view.get("type") not in (wanted, None):
            say(found, f"must be a valid enum value: {wanted}", "/view/type")
        _inputs(view, found)
        found += block_kit.findings(view.get("blocks", []), "/view/blocks", block_kit.IN_VIEW)
    if found:
        raise Refused("invalid_arguments", *found)
    if len(json.dumps(view, ensure_ascii=False).encode()) > BYTES:
        raise Refused("view_too_large")
    return dict(view)


def _inputs(view: Json, found: Findings) -> None:
    blocks = view.get("blocks")
    asks = isinstance(blocks, list) and any(isinstance(each, dict) and each.get("type") == "input" for each in blocks)
    if view.get("type") == "modal" and asks and "submit" not in view:
        say(found, "missing required field: submit", "/view")
