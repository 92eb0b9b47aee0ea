"""Response URLs: five uses, thirty minutes, and then no more."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from aiohttp import web

from .arguments import flag
from .model import Json, Message, Refused
from .shapes import content
from .state import State

USES = 5
SECONDS = 30 * 60
KNOWN = frozenset(
    {
        "text", "blocks", "attachments", "response_type", "replace_original", "delete_original", "thread_ts",
        "metadata", "unfurl_links", "unfurl_media", "mrkdwn", "parse", "link_names",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ResponseUrl:
    """Where a bot may answer what one user did. `message` is the key of the one whose button was pressed."""

    channel: str
    user: str
    cause: str
    at: float
    message: tuple[str, str] | None = None
    uses: int = 0


@dataclass
class ResponseUrls:
    """Gives out response URLs and takes what is sent to them."""

    state: State
    given: dict[str, ResponseUrl] = field(default_factory=dict)

    def issue(self, channel: str, user: str, cause: str, message: Message | None = None) -> str:
        """A new address."""
        name = f"{self.state.clock.number():024d}"
        key = (message.channel, message.ts) if message else None
        self.given[name] = ResponseUrl(channel, user, cause, self.state.clock.now(), key)
        return f"{self.state.base}/responses/{self.state.world.team}/{name}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One use: 200 `{"ok": true}`; 404 when it is used up or too old, 400 when the message is wrong."""
        raw = await request.text()
        try:
            url = self._valid(request.match_info["name"])
            body = _object(raw)
            self._take(url, body)
        except Refused as refused:
            self.state.refuse(refused.error, "response_url", raw)
            gone = refused.error in ("used_url", "expired_url", "invalid_url")
            answer = {"ok": False, "error": refused.error, **refused.extra}
            return web.json_response(answer, status=404 if gone else 400)
        self.given[request.match_info["name"]] = replace(url, uses=url.uses + 1)
        return web.json_response({"ok": True})

    def say(self, url: ResponseUrl, body: Json) -> None:
        """Show an answer as if it had been sent to the address; Refused when Slack would not take it."""
        self._take(url, body)

    def _valid(self, name: str) -> ResponseUrl:
        url = self.given.get(name)
        if url is None:
            raise Refused("invalid_url")
        if self.state.clock.now() - url.at > SECONDS:
            raise Refused("expired_url")
        if url.uses >= USES:
            raise Refused("used_url")
        return url

    def _take(self, url: ResponseUrl, body: Json) -> None:
        unknown = sorted(body.keys() - KNOWN)
        if unknown:
            raise Refused("invalid_arguments", *(f"unknown argument: {name}" for name in unknown))
        kind = body.get("response_type") or "ephemeral"
        if kind not in ("ephemeral", "in_channel"):
            raise Refused("invalid_response_type")
        world = self.state.world
        original = world.messages.get(url.message) if url.message else None
        if flag(body.get("delete_original")):
            if original is not None:
                world.remove(original, cause=url.cause)
            return
        what = content(body)
        if flag(body.get("replace_original")) and original is not None:
            world.change(original, cause=url.cause, **what)
            return
        only_for = url.user if kind == "ephemeral" else None
        thread = body.get("thread_ts") or None
        if thread and (url.channel, thread) not in world.messages:
            raise Refused("thread_not_found")
        world.post(
            url.channel, world.bot, cause=url.cause, by_bot=True, only_for=only_for, thread_ts=thread, **what
        )  # fmt: skip


def _object(raw: str) -> Json:
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise Refused("invalid_payload") from error
    if not isinstance(body, dict):
        raise Refused("invalid_payload")
    return body
