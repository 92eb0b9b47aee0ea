"""Everything that goes to Slack: in time with its limits, again when it was not taken, and never blindly twice.

A post that is doubtful is looked for in the channel's history by its metadata before it is sent again; an answer to a
response URL, or one that a single person sees, has no history, so the caller is told and decides.
"""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import PlatformDenied
from bot.core.ports import Tally
from bot.platforms.pacing import Pace
from bot.platforms.slack.render import Message
from bot.platforms.slack.verdicts import (
    PATIENCE_SECONDS,
    PROBLEMS,
    Doubtful,
    Failed,
    Gone,
    Patience,
    Refused,
    Verdict,
    judge,
    judge_status,
)

PLATFORM = "slack"
EVENT = "sitrep_answer"
CALL_SECONDS = 60.0
TRIGGER_SECONDS = 2.5
TRY_SECONDS, TURN_SECONDS = 15.0, 5.0  # of a single try, and of waiting for its turn
UPLOAD_RATE = 250_000.0  # bytes a second that an upload is given at least
LOOKED_THROUGH = 200
UNFURLED = {"unfurl_links": False, "unfurl_media": False, "mrkdwn": False}
READS = frozenset(
    {
        "conversations.history",
        "conversations.info",
        "conversations.replies",
        "files.getUploadURLExternal",
        "users.info",
    }
)

Found: TypeAlias = Mapping[str, Any]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message is posted; `since` is a time stamp of Slack's from before it was first tried."""

    channel: str
    thread: str | None = None
    since: str = "0"


class Sender:
    """Talks to Slack with one token; `denied` hears when the token holds no longer."""

    def __init__(
        self, client: AsyncWebClient, session: aiohttp.ClientSession, tally: Tally, denied: Callable[[str], None]
    ) -> None:
        self._client = client
        self._session = session
        self._tally = tally
        self._denied = denied
        self._pace = Pace()
        self._direct: dict[str, str] = {}
        self._barred: str | None = None

    def admit(self) -> None:
        """The token holds again."""
        self._barred = None

    async def call(self, method: str, patience: float = CALL_SECONDS, **given: Any) -> dict[str, Any]:
        """A call that does no harm when it is made twice; `Refused` or `PlatformDenied` when it cannot be made."""
        waiting = Patience(patience)
        while True:
            try:
                return await self._ask(method, **given)
            except PROBLEMS as problem:
                await waiting.wait(self._heard(judge(problem), method))

    async def attempt(self, method: str, **given: Any) -> float | None:
        """One try of a call: null when Slack took it, else the seconds that it asks to wait. Raises as `call`."""
        try:
            await self._ask(method, **given)
        except PROBLEMS as problem:
            return self._heard(judge(problem), method).after
        return None

    async def direct(self, user: str) -> str:
        """The direct conversation with a user; raises as `call`."""
        if user not in self._direct:
            opened = await self.call("conversations.open", users=user)
            self._direct[user] = str(opened["channel"]["id"])
        return self._direct[user]

    async def post(self, place: Place, message: Message, key: str) -> str:
        """A message for all in a channel, once: `key` in its metadata is how it is found again. Its time stamp."""
        given = _posting(place, message, key)
        there = await self.once(place, "chat.postMessage", given, lambda each: _key(each) == key)
        return str(there["ts"])

    async def post_once(self, place: Place, message: Message, key: str) -> str | Verdict:
        """The same in a single try: its time stamp, or what came of it where that is not known to be the end.

        Raises `Refused` and `PlatformDenied`.
        """
        if (delay := self._pace.delay(place.channel)) > TURN_SECONDS:
            return Verdict("again", "busy", delay)
        await self._pace.turn(place.channel)
        try:
            async with asyncio.timeout(TRY_SECONDS):
                there = await self._ask("chat.postMessage", **_posting(place, message, key))
        except PROBLEMS as problem:
            verdict = self._heard(judge(problem), "chat.postMessage")
            self._pace.hold(place.channel, verdict.after)
            return verdict
        return str(there.get("ts"))

    async def update(self, place: Place, ts: str, message: Message) -> None:
        """Put a message in the place of another one of ours; raises as `call`."""
        await self.call("chat.update", PATIENCE_SECONDS, **changed(place, ts, message))

    async def once(self, place: Place, method: str, given: Found, ours: Callable[[Found], bool]) -> Found:
        """A call that posts, made until it is taken; after a doubt `ours` tells whether a message is what it posted."""
        waiting, doubted = Patience(), False
        while True:
            await self._pace.turn(place.channel)
            try:
                return await self._ask(method, **given)
            except PROBLEMS as problem:
                verdict = self._heard(judge(problem), method)
                self._pace.hold(place.channel, verdict.after)
                doubted = doubted or not verdict.untaken
                await waiting.wait(verdict)
            if doubted and (there := await self.find(place, ours)):
                return there

    async def posted(self, place: Place, key: str) -> bool:
        """Whether a message with this key is in the channel, or in the thread."""
        return await self.find(place, lambda each: _key(each) == key) is not None

    async def stamp(self, place: Place, key: str, patience: float) -> str | None:
        """The time stamp of the message with this key, as `find`; among a channel's latest it is sought in any case.

        So a clock that was ahead of the time when `place.since` was taken misleads nobody.
        """
        ours = partial(_has_key, key)
        there: Found | None = None
        if not place.thread:
            given = {"channel": place.channel, "limit": LOOKED_THROUGH, "include_all_metadata": True}
            page = await self.call("conversations.history", patience, **given)
            latest: list[dict[str, Any]] = page.get("messages") or []
            there = next(filter(ours, latest), None)
            if there is None and (not page.get("has_more") or float(latest[-1]["ts"]) < float(place.since)):
                return None
        there = there or await self.find(place, ours, patience)
        return None if there is None else str(there["ts"])

    async def find(self, place: Place, ours: Callable[[Found], bool], patience: float | None = None) -> Found | None:
        """A message of a channel, or of a thread, since `place.since`; `patience` is in seconds, for each page."""
        patience = PATIENCE_SECONDS if patience is None else patience
        method = "conversations.replies" if place.thread else "conversations.history"
        given: dict[str, Any] = {"channel": place.channel, "oldest": place.since, "limit": LOOKED_THROUGH}
        given |= {"inclusive": True, "include_all_metadata": True}
        if place.thread:
            given["ts"] = place.thread
        while True:
            page = await self.call(method, patience, **given)
            there = next((each for each in page.get("messages", ()) if ours(each)), None)
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if there is not None or not cursor:
                return there
            given["cursor"] = cursor

    async def upload(self, url: str, data: bytes) -> float | None:
        """The bytes of a file to the address that Slack named for them: as `attempt`."""
        try:
            await self._give_bytes(url, data)
        except PROBLEMS as problem:
            return self._heard(judge(problem), "upload").after
        return None

    async def whisper(self, place: Place, user: str, message: Message) -> None:
        """A message in a channel that one user alone sees; raises `Doubtful`, for it can be found by nobody."""
        given: dict[str, Any] = {"channel": place.channel, "user": user, **_said(message)}
        if place.thread:
            given["thread_ts"] = place.thread
        await self._surely("chat.postEphemeral", lambda: self._ask("chat.postEphemeral", **given))

    async def respond(self, url: str, message: Message, *, thread: str | None = None, replace: bool = False) -> None:
        """An answer to a response URL; raises `Gone` when it takes no more, `Doubtful` when it may have arrived."""
        body = {"response_type": "ephemeral", "replace_original": replace, **_said(message), **UNFURLED}
        if thread and not replace:
            body["thread_ts"] = thread
        await self._surely("response_url", lambda: self._give(url, body))

    async def open(self, trigger: str, view: dict[str, Any]) -> None:
        """A form, while its trigger is good."""
        await self._surely(
            "views.open", lambda: self._ask("views.open", trigger_id=trigger, view=view), TRIGGER_SECONDS
        )

    async def _surely(self, what: str, send: Callable[[], Awaitable[Any]], patience: float = PATIENCE_SECONDS) -> None:
        waiting = Patience(patience)
        while True:
            try:
                await send()
            except PROBLEMS as problem:
                verdict = self._heard(judge(problem), what)
                if verdict.kind == "doubt":
                    self._tally.failed(PLATFORM, verdict.reason)
                    raise Doubtful(verdict.reason) from None
                await waiting.wait(verdict)
            else:
                return

    async def _give(self, url: str, body: dict[str, Any]) -> None:
        async with self._session.post(url, json=body) as answer:
            text = await answer.text()
            if answer.status == 200:
                return
            if answer.status in (404, 410):
                raise Gone("response_url_gone")
            verdict = judge_status(answer.status, _error(text), answer.headers)
        raise Failed(verdict)

    async def _give_bytes(self, url: str, data: bytes) -> None:
        limit = aiohttp.ClientTimeout(total=CALL_SECONDS + len(data) / UPLOAD_RATE)
        async with self._session.post(url, data=io.BytesIO(data), timeout=limit) as answer:
            text = await answer.text()
            if answer.status == 200:
                return
        raise Failed(judge_status(answer.status, _error(text), answer.headers))

    async def _ask(self, method: str, **given: Any) -> dict[str, Any]:
        if self._barred:
            raise PlatformDenied(self._barred)
        if method in READS:
            flat = {name: int(value) if isinstance(value, bool) else value for name, value in given.items()}
            answer = await self._client.api_call(method, http_verb="GET", params=flat)
        else:
            answer = await self._client.api_call(method, json=given)
        return dict(answer.data) if isinstance(answer.data, dict) else {}

    def _heard(self, verdict: Verdict, what: str) -> Verdict:
        """Count a failure; raises where it is the end of it."""
        if verdict.kind == "denied":
            self._barred = verdict.reason
            self._denied(verdict.reason)
            raise PlatformDenied(verdict.reason)
        if verdict.kind == "refused":
            self._tally.failed(PLATFORM, verdict.reason)
            log.warning("Slack refuses", action="slack_refused", method=what, reason=verdict.reason)
            raise Refused(verdict.reason)
        self._tally.retried(PLATFORM, verdict.reason)
        log.info("Slack did not take it", action="slack_again", method=what, reason=verdict.reason)
        return verdict


def changed(place: Place, ts: str, message: Message) -> dict[str, Any]:
    """What `chat.update` is given to put a message in the place of another."""
    said = {name: value for name, value in _said(message).items() if name != "link_names"}  # takes no false
    return {"channel": place.channel, "ts": ts, **said}


def _said(message: Message) -> dict[str, Any]:
    """A message as every way of sending takes it; nothing in it is looked for to be linked or named."""
    return {"text": message.text, "blocks": list(message.blocks), "parse": "none", "link_names": False}


def _posting(place: Place, message: Message, key: str) -> dict[str, Any]:
    """A message for all in a channel or thread, with its key."""
    given: dict[str, Any] = {"channel": place.channel, **_said(message), **UNFURLED}
    given["metadata"] = {"event_type": EVENT, "event_payload": {"key": key}}
    return given | ({"thread_ts": place.thread} if place.thread else {})


def _has_key(key: str, message: Found) -> bool:
    return _key(message) == key


def _key(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    key = (metadata.get("event_payload") or {}).get("key") if metadata.get("event_type") == EVENT else None
    return str(key) if key else None


def _error(text: str) -> str:
    """Slack's word in the answer of a response URL."""
    try:
        found = json.loads(text)
    except ValueError:
        return text.strip()[:60] if text.strip().isidentifier() else ""
    return str(found.get("error") or "") if isinstance(found, dict) else ""
