"""How a body becomes a message, and how an edit changes one."""

from __future__ import annotations

import copy
from typing import Any

from .errors import Refusal, invalid
from .interactions import Interaction
from .shapes import message_json
from .state import Call, State, Upload
from .world import COMPONENTS_V2, EPHEMERAL, LOADING, Attachment, Channel, Message, User, walk

FILE_BYTES, FILES = 10 * 1024 * 1024, 10
JSON = dict[str, Any]


def post(state: State, channel: Channel, call: Call, body: JSON, source: Interaction | None = None) -> Message:
    """A new message by the bot from a body that was checked."""
    flags = body.get("flags") or 0
    message = Message(state.clock.snowflake(), channel, state.app, state.clock.now(), flags=flags)
    message.nonce = str(body["nonce"]) if body.get("nonce") is not None else None
    message.content = (body.get("content") or "").strip()
    message.allowed_mentions = body.get("allowed_mentions")
    if source is not None:
        message.source = _source_json(source)
        message.only_for = source.user if flags & EPHEMERAL else None
    message.attachments = _attachments(state, channel, body, call.files, ())
    _dress(message, body)
    channel.log.append(message)
    if message.only_for is None:
        state.gateway.tell_message("MESSAGE_CREATE", message)
    return message


def edit(state: State, message: Message, call: Call, body: JSON) -> Message:
    """Change a message by what the body names; the rest stays."""
    message.revisions.append(message_json(message))
    if not message.loading:
        message.edited = state.clock.now()
    message.flags = message.flags & ~LOADING | (body.get("flags") or 0) & COMPONENTS_V2
    if "content" in body:
        message.content = (body["content"] or "").strip()
    if "allowed_mentions" in body:
        message.allowed_mentions = body["allowed_mentions"]
    if "attachments" in body or call.files:
        kept = message.attachments
        message.attachments = _attachments(state, message.channel, body, call.files, kept)
    _dress(message, body)
    if message.only_for is None:
        state.gateway.tell_message("MESSAGE_UPDATE", message)
    return message


def merged(message: Message, body: JSON) -> JSON:
    """What a message would hold after an edit, to be checked before it is made."""
    before: JSON = {"content": message.content, "embeds": message.embeds, "components": message.components}
    return before | {name: body[name] for name in before if name in body}


def say(state: State, user: User, channel: Channel, content: str, reference: Message | None = None) -> Message:
    """A message that somebody wrote by hand."""
    message = Message(state.clock.snowflake(), channel, user, state.clock.now(), content, reference=reference)
    channel.log.append(message)
    state.gateway.tell_message("MESSAGE_CREATE", message)
    return message


def remove(state: State, message: Message) -> None:
    """Take a message away."""
    message.deleted = True
    guild = message.channel.guild
    event = {"id": str(message.id), "channel_id": str(message.channel.id)}
    if message.only_for is None:
        state.gateway.dispatch("MESSAGE_DELETE", event | ({"guild_id": str(guild.id)} if guild else {}), guild, 1 << 9)


def _source_json(source: Interaction) -> JSON:
    user = {"id": str(source.user.id), "username": source.user.name, "discriminator": "0", "avatar": None}
    shape = {"id": str(source.id), "type": source.kind, "user": user, "authorizing_integration_owners": {}}
    if source.message is not None:
        shape["interacted_message_id"] = str(source.message.id)
    return shape | ({"name": source.data["name"]} if "name" in source.data else {})


def _dress(message: Message, body: JSON) -> None:
    urls = {f"attachment://{file.filename}": file.url for file in message.attachments}
    if "embeds" in body:
        message.embeds = [_placed({"type": "rich", **embed}, urls) for embed in body["embeds"] or ()]
    if "components" in body:
        message.components = _placed(copy.deepcopy(body["components"] or []), urls)
        parts = list(walk(message.components))
        used = {part.get("id") for part in parts}
        free = (number for number in range(1, 10_000) if number not in used)
        for part in parts:
            part["id"] = part.get("id") or next(free)


def _placed(part: Any, urls: dict[str, str]) -> Any:
    if isinstance(part, dict):
        return {name: _placed(value, urls) for name, value in part.items()}
    if isinstance(part, list):
        return [_placed(value, urls) for value in part]
    return urls.get(part, part) if isinstance(part, str) else part


def _attachments(
    state: State, channel: Channel, body: JSON, files: tuple[Upload, ...], kept: list[Attachment] | tuple[()]
) -> list[Attachment]:
    listed = body.get("attachments")
    about = {str(one.get("id")): one for one in listed or ()}
    stay = [file for file in kept if listed is None or str(file.id) in about]
    for place, lost in enumerate(about.keys() - {str(file.id) for file in kept} - {file.number for file in files}):
        raise invalid(("attachments", str(place)), "ATTACHMENT_NOT_FOUND", f"Attachment data for {lost} not found")
    if len(stay) + len(files) > FILES:
        raise invalid(("attachments",), "BASE_TYPE_MAX_LENGTH", f"Must be {FILES} or fewer in length.")
    most = FILE_BYTES if channel.guild is None else channel.guild.file_bytes
    if any(len(file.data) > most for file in files):
        raise Refusal(413, 40005, "Request entity too large")
    return stay + [_attach(state, channel, file, about.get(file.number, {})) for file in files]


def _attach(state: State, channel: Channel, file: Upload, about: JSON) -> Attachment:
    number, name = state.clock.snowflake(), about.get("filename") or file.filename
    url = f"{state.base}/attachments/{channel.id}/{number}/{name}"
    made = Attachment(number, name, file.data, file.content_type, url, about.get("description"))
    state.files[number] = made
    return made
