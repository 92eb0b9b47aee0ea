"""Files to Slack: an address for each, the bytes, and then all of them shown in one message, once.

What was uploaded is seen by nobody until it is shown, so only that last step must not be done twice: in doubt its
message is looked for by the ids of its files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.core.file_names import named
from bot.core.reply import File
from bot.platforms.slack.markup import clipped
from bot.platforms.slack.sending import Found, Place, Sender
from bot.platforms.slack.verdicts import Patience, Verdict

WORDS = 1000  # that an image may be described in


class Uploads:
    """Brings files to places."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    async def show(self, place: Place, files: Sequence[File]) -> None:
        """All files in one message; an empty one is left out, for Slack takes none. Raises as `Sender.call`."""
        sent = [(file, await self._uploaded(file)) for file in named(files) if file.data]
        if not sent:
            return
        given: dict[str, Any] = {"files": [{"id": number, "title": file.name} for file, number in sent]}
        given["channel_id"] = place.channel
        if place.thread:
            given["thread_ts"] = place.thread
        await self._sender.once(place, "files.completeUploadExternal", given, _with_id(sent[0][1]))

    async def _uploaded(self, file: File) -> str:
        """The id that Slack gives a file whose bytes it has."""
        waiting = Patience()
        about: dict[str, Any] = {"filename": file.name, "length": len(file.data)}
        about |= {"alt_txt": clipped(file.alt, WORDS)} if file.alt else {}
        while True:
            given = await self._sender.call("files.getUploadURLExternal", **about)
            after = await self._sender.upload(str(given["upload_url"]), file.data)
            if after is None:
                return str(given["file_id"])
            await waiting.wait(Verdict("again", "upload", after))


def missing(files: Sequence[File]) -> Iterator[str]:
    """A line for each file that Slack does not take."""
    yield from (f"{file.name} is not here: it is empty." for file in named(files) if not file.data)


def named_so(files: Sequence[File]) -> Callable[[Found], bool]:
    """Whether a message of a bot shows files of just these names."""
    names = [file.name for file in named(files) if file.data]
    return lambda message: (
        bool(message.get("bot_id")) and names == [each.get("name") for each in message.get("files") or ()]
    )


def _with_id(number: str) -> Callable[[Found], bool]:
    return lambda message: any(each.get("id") == number for each in message.get("files") or ())
