"""`files.*` of the Web API, and the address that a file is sent to."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from .arguments import need, whole
from .chat import place
from .model import Json, Refused
from .state import State


def upload_url(state: State, given: Json) -> Json:
    """`files.getUploadURLExternal`."""
    need(given, "filename", "length")
    length = whole(given["length"], 0)
    if length <= 0:
        raise Refused("invalid_arguments", "length must be positive")
    file_id = state.clock.id("F")
    state.uploads[file_id] = {"id": file_id, "name": str(given["filename"]), "size": length, "content": None}
    if given.get("alt_txt"):
        state.uploads[file_id]["alt_txt"] = given["alt_txt"]
    return {"upload_url": f"{state.base}/upload/v1/{file_id}", "file_id": file_id}


async def receive(state: State, request: web.Request) -> web.Response:
    """The upload address: takes the bytes, raw or as a form, and answers in plain text."""
    upload = state.uploads.get(request.match_info["file"])
    body = await _bytes(request)
    if upload is None or len(body) != upload["size"]:
        state.refuse("upload_failed", request.path, len(body))
        return web.Response(status=400, text="FAILED - length does not match")
    upload["content"] = body
    state.bell.ring()
    return web.Response(text=f"OK - {len(body)}")


async def _bytes(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    fields = [field for field in (await request.post()).values() if isinstance(field, web.FileField)]
    return fields[0].file.read() if fields else b""


def complete(state: State, given: Json) -> Json:
    """`files.completeUploadExternal`: the files, posted into a channel if one is named."""
    need(given, "files")
    if not isinstance(given["files"], list):
        raise Refused("invalid_arguments", "must be an array [json-pointer:/files]")
    files = [_finished(state, each) for each in given["files"]]
    shown: list[Json] = [{key: value for key, value in each.items() if key != "content"} for each in files]
    names = given.get("channel_id") or given.get("channels")
    for name in str(names).split(",") if names else []:
        channel = place(state, name, writing=True)
        thread = given.get("thread_ts") or None
        if thread and (channel.id, thread) not in state.world.messages:
            raise Refused("invalid_arguments", "thread_ts not found")
        text = str(given.get("initial_comment") or "")
        state.world.post(channel.id, state.world.bot, by_bot=True, text=text, files=tuple(shown), thread_ts=thread)
    return {"files": shown}


def _finished(state: State, wanted: Any) -> Json:
    upload = state.uploads.get(wanted.get("id", "")) if isinstance(wanted, dict) else None
    if upload is None or upload["content"] is None:
        raise Refused("file_not_found", json.dumps(wanted))
    upload["title"] = wanted.get("title") or upload["name"]
    return upload
