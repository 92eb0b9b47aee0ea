"""Messages, views and conversations as Slack writes them in JSON, and the checks every message goes through."""

from __future__ import annotations

import json
from typing import Any

from . import blocks as block_kit
from .model import Json, Message, Refused, View
from .world import World

TEXT = 40_000
UPDATED_TEXT = 4_000
ATTACHMENTS = 100
METADATA_BYTES = 16_384


def message_payload(world: World, message: Message, *, metadata: bool = False) -> Json:
    """A message; its metadata only where it was asked for."""
    done: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts, "team": world.team}
    if message.by_bot:
        done |= {"bot_id": world.bot_id, "app_id": world.app}
    if message.blocks:
        done["blocks"] = list(message.blocks)
    if message.attachments:
        done["attachments"] = list(message.attachments)
    if message.files:
        done["files"] = list(message.files)
    if message.thread_ts:
        done["thread_ts"] = message.thread_ts
    if message.edited:
        done["edited"] = {"user": message.user, "ts": message.edited}
    if message.broadcast:
        done["subtype"] = "thread_broadcast"
    if message.reactions:
        done["reactions"] = [{"name": name, "users": [world.bot], "count": 1} for name in message.reactions]
    if metadata and message.metadata is not None:
        done["metadata"] = message.metadata
    return done | _thread(world, message)


def _thread(world: World, message: Message) -> Json:
    replies = [each for each in world.said_in(message.channel) if each.thread_ts == message.ts != each.ts]
    if not replies:
        return {}
    latest = {"reply_count": len(replies), "latest_reply": replies[-1].ts}
    return {"thread_ts": message.ts, "reply_users": sorted({each.user for each in replies}), **latest}


def view_payload(world: World, view: View) -> Json:
    """A view, with what Slack adds to it."""
    body = {"private_metadata": "", "callback_id": "", "external_id": "", "close": None, "submit": None, **view.body}
    return {
        "id": view.id,
        "team_id": world.team,
        **body,
        "state": {"values": {}},
        "hash": view.hash,
        "root_view_id": view.root,
        "previous_view_id": view.previous,
        "app_id": world.app,
        "app_installed_team_id": world.team,
        "bot_id": world.bot_id,
    }


def content(given: Json, *, updating: bool = False) -> Json:
    """Text, blocks, attachments and metadata of a message, checked; keys as Message has them.

    An update that has text and no blocks takes the blocks away, as Slack does.
    """
    text = given.get("text") or ""
    if not isinstance(text, str):
        raise Refused("invalid_arguments", "must be a string [json-pointer:/text]")
    blocks, attachments = given.get("blocks") or [], given.get("attachments") or []
    if given.get("markdown_text"):
        if text or blocks:
            raise Refused("markdown_text_conflict")
        blocks = [{"type": "markdown", "text": given["markdown_text"]}]
    if not text.strip() and not blocks and not attachments:
        raise Refused("no_text")
    if len(text) > (UPDATED_TEXT if updating else TEXT):
        raise Refused("msg_too_long")
    if not isinstance(attachments, list):
        raise Refused("invalid_attachments")
    if len(attachments) > ATTACHMENTS:
        raise Refused("too_many_attachments")
    block_kit.check_message(blocks)
    for place, attachment in enumerate(attachments):
        if not isinstance(attachment, dict):
            raise Refused("invalid_attachments")
        block_kit.check_message(attachment.get("blocks", []), at=f"/attachments/{place}/blocks")
    return {"text": text, "blocks": blocks, "attachments": tuple(attachments), **_metadata(given)}


def _metadata(given: Json) -> Json:
    metadata: Any = given.get("metadata")
    if not metadata:
        return {}
    if not isinstance(metadata, dict):
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(metadata).encode()) > METADATA_BYTES:
        raise Refused("metadata_too_large")
    return {"metadata": metadata}
