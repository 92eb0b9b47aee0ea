"""Reading what a Web API call was given: query, form or JSON, and the objects that a form carries as text."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from .model import Json, Refused

STRUCTURED = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
    "view": "invalid_arguments",
    "files": "invalid_arguments",
}


async def read(request: web.Request, *, form_only: bool) -> tuple[Json, str]:
    """The arguments and the token. A method that reads forms alone does not see a JSON body, as at Slack."""
    given: Json = dict(request.query)
    kind = request.content_type
    if kind == "application/json":
        given |= {} if form_only else await _json(request)
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        given |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    in_body = str(given.pop("token", ""))
    return given, token.strip() if scheme == "Bearer" else in_body


async def _json(request: web.Request) -> Json:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError as error:
        raise Refused("invalid_json") from error
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    return body


def structured(given: Json) -> Json:
    """The arguments with objects in place of their JSON text."""
    done = dict(given)
    for name, error in STRUCTURED.items():
        if isinstance(given.get(name), str):
            try:
                done[name] = json.loads(given[name]) if given[name] else None
            except ValueError as fault:
                raise Refused(error) from fault
    return done


def need(given: Json, *names: str) -> None:
    """Refuse a call that lacks one of these."""
    missing = [name for name in names if given.get(name) in (None, "")]
    if missing:
        raise Refused("invalid_arguments", *(f"missing required field: {name}" for name in missing))


def flag(value: Any) -> bool:
    """A boolean, however it was sent."""
    return value in (True, 1, "1", "true", "True")


def whole(value: Any, default: int) -> int:
    """An integer, however it was sent; Refused when it is none."""
    try:
        return default if value in (None, "") else int(value)
    except (TypeError, ValueError) as error:
        raise Refused("invalid_arguments", "must be an integer") from error
