"""One interaction: what a user did, and all that the bot has answered to it so far."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from .news import News
from .world import Channel, Message, User

PING, COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 1, 2, 3, 4, 5
ANSWER, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
FIRST_ANSWER_SECONDS, TOKEN_SECONDS = 3.0, 900.0


@dataclass(eq=False)
class Interaction:
    """What a user did and what came of it. Times are seconds of the clock, shifts included, from the dispatch.

    `messages` holds the original answer first, then the follow-ups, each as it is after all edits. `choices` are
    those of an autocomplete, `modal` is the form that was opened. `callback` is the type of the first answer.
    """

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    dispatched: float
    data: dict[str, Any]
    message: Message | None = None
    event: dict[str, Any] = field(default_factory=dict)
    callback: int | None = None
    acknowledged_after: float | None = None
    answered_after: float | None = None
    original: Message | None = None
    messages: list[Message] = field(default_factory=list)
    choices: list[dict[str, Any]] | None = None
    modal: dict[str, Any] | None = None
    ephemeral: bool = False
    news: News = field(default_factory=News)
    _touched: float = 0.0

    def touch(self) -> None:
        """Note that something arrived for it, and wake who waits."""
        self._touched = time.monotonic()
        self.news.tell()

    @property
    def answered(self) -> bool:
        """Whether there is more than a bare defer."""
        return self.choices is not None or self.modal is not None or any(not m.loading for m in self.messages)

    async def finished(self, seconds: float = 30.0, *, quiet: float = 0.25) -> Interaction:
        """Wait until it is answered and nothing has come for `quiet` seconds; TimeoutError says what is missing."""
        end = time.monotonic() + seconds
        while True:
            now = time.monotonic()
            rest = self._touched + quiet - now
            if self.answered and rest <= 0:
                return self
            if now >= end:
                raise TimeoutError(f"{self.describe()} after {seconds} s")
            await self.news.pause(min(rest if self.answered else end - now, end - now))

    async def acknowledged(self, seconds: float = 5.0) -> Interaction:
        """Wait for the first answer of any kind, a bare defer included."""
        await self.news.until(lambda: self.callback is not None, seconds, "acknowledged")
        return self

    def describe(self) -> str:
        """In words: what was done and how far the bot has come with it."""
        name = self.data.get("name") or self.data.get("custom_id")
        state = "answered" if self.answered else "only deferred" if self.callback else "not acknowledged"
        return f"interaction {name!r} is {state}"

    @property
    def text(self) -> str:
        """The words of all its messages."""
        return "\n".join(message.text for message in self.messages)
