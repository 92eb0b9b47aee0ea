"""Files of an answer as Discord takes them: attachments of its first message, an image shown in the embed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.core.file_names import named, size_words
from bot.core.reply import File, Reply
from bot.platforms.discord.limits import ATTACHMENTS, CONTENT, FILE_BYTES, FILE_WORDS, REQUEST_BYTES
from bot.platforms.discord.texts import clip, escape

Payload = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message as it is sent: its body, and the files that go with it."""

    message: Payload
    files: tuple[File, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(len(file.data) for file in self.files)


def fitting(reply: Reply, limit: int = FILE_BYTES) -> Reply:
    """The answer with the files that Discord takes, under safe names, and a note for each that it does not."""
    if not reply.files:
        return reply
    kept: list[File] = []
    notes: list[str] = []
    room = max(REQUEST_BYTES, limit)
    for file in named(reply.files):
        size = len(file.data)
        if size > limit:
            notes.append(f"{file.name} is not here: it has {size_words(size)}, and {size_words(limit)} is the most.")
        elif size > room or len(kept) == ATTACHMENTS:
            notes.append(f"{file.name} is not here: all files of an answer together are too many or too large.")
        else:
            kept.append(file)
            room -= size
    return replace(reply, files=tuple(kept), notes=(*reply.notes, *notes))


def parcels(messages: Sequence[Payload], files: Sequence[File]) -> Iterator[Parcel]:
    """The messages of an answer, its files with the first."""
    for place, message in enumerate(messages):
        yield Parcel(_with(message, files), tuple(files)) if files and place == 0 else Parcel(message)


def _with(message: Payload, files: Sequence[File]) -> Payload:
    attachments = [_attachment(number, file) for number, file in enumerate(files)]
    image = next((file for file in files if file.image), None)
    first, *others = message["embeds"]
    if image is not None:
        first = first | {"image": {"url": f"attachment://{image.name}"}}
    return message | {"embeds": [first, *others], "attachments": attachments}


def _attachment(number: int, file: File) -> Payload:
    words = clip(file.alt, FILE_WORDS)
    return {"id": number, "filename": file.name} | ({"description": words} if words else {})


def bare(parcel: Parcel, problem: str) -> Parcel:
    """The message without its files, and in one line why."""
    names = ", ".join(file.name for file in parcel.files)
    said = clip(f"Without {names}: Discord did not take it. {problem}", CONTENT // 2)
    first, *others = parcel.message["embeds"]
    left = {name: value for name, value in first.items() if name != "image"}
    body = {name: value for name, value in parcel.message.items() if name != "attachments"}
    return Parcel(body | {"embeds": [left, *others], "content": escape(said)})
