"""HTTP mode: signed requests to the bot's `/slack/events`, and forged ones."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout

from .delivery import ACK_SECONDS, Ack, NotAcknowledged
from .model import Json
from .state import State


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's v0 signature over the time and the body."""
    text = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it went out, so that it can be played again."""

    body: str
    headers: dict[str, str]


@dataclass
class Poster:
    """Posts to the bot. `sent` holds what went out, oldest first."""

    state: State
    url: str
    ack_seconds: float = ACK_SECONDS
    sent: list[Sent] = field(default_factory=list)

    async def deliver(self, kind: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Ack:
        """A signed request; any answer but 2xx, and none within the time, is no acknowledgement."""
        headers = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason} if attempt else {}
        sent = self.sign(*encode(kind, payload), headers)
        started = time.monotonic()
        status, text = 0, ""
        for _ in range(self.state.faults.deliveries):
            status, text = await self.send(sent)
        if not 200 <= status < 300:
            raise NotAcknowledged("http_error")
        return Ack(time.monotonic() - started, _answer(text))

    def sign(self, body: str, kind: str, headers: dict[str, str] | None = None, *, age: float = 0.0) -> Sent:
        """A request whose signature is right; `age` seconds old."""
        timestamp = str(int(time.time() - age))  # the bot reads the true clock
        stamped = {
            "Content-Type": kind,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self.state.access.signing_secret, timestamp, body),
        }
        return Sent(body, {**stamped, **(headers or {})})

    async def send(self, sent: Sent) -> tuple[int, str]:
        """Status and body of the answer; NotAcknowledged when there is none in time."""
        self.sent.append(sent)
        try:
            async with (
                ClientSession(timeout=ClientTimeout(total=self.ack_seconds)) as session,
                session.post(self.url, data=sent.body.encode(), headers=sent.headers) as answer,
            ):
                return answer.status, await answer.text()
        except TimeoutError:
            raise NotAcknowledged("http_timeout") from None
        except ClientError:
            raise NotAcknowledged("connection_failed") from None

    async def forge(self, kind: str, payload: Json) -> int:
        """The status that a request with a wrong signature is answered with."""
        sent = self.sign(*encode(kind, payload))
        wrong = {"X-Slack-Signature": signature("f" * 32, sent.headers["X-Slack-Request-Timestamp"], sent.body)}
        return (await self.send(Sent(sent.body, sent.headers | wrong)))[0]

    async def unsigned(self, kind: str, payload: Json) -> int:
        """The status that a request without any signature is answered with."""
        body, content_type = encode(kind, payload)
        return (await self.send(Sent(body, {"Content-Type": content_type})))[0]

    async def stale(self, kind: str, payload: Json, *, age: float = 600.0) -> int:
        """The status that a rightly signed request of some time ago is answered with."""
        return (await self.send(self.sign(*encode(kind, payload), age=age)))[0]

    async def replay(self) -> int:
        """The status that the last request is answered with when it is played again, byte for byte."""
        return (await self.send(self.sent[-1]))[0]

    async def verify_url(self) -> bool:
        """Whether the bot gives back the challenge that Slack sends when the address is entered."""
        challenge = f"challenge-{self.state.clock.number()}"
        body = json.dumps({"token": "loopback", "challenge": challenge, "type": "url_verification"})
        status, text = await self.send(self.sign(body, "application/json"))
        return status == 200 and (challenge == text or _answer(text) == {"challenge": challenge})


def encode(kind: str, payload: Json) -> tuple[str, str]:
    """The body and content type of a delivery, as HTTP mode has them."""
    if kind == "slash_commands":
        return urlencode({key: value for key, value in payload.items() if value is not None}), FORM
    if kind == "interactive":
        return urlencode({"payload": json.dumps(payload)}), FORM
    return json.dumps(payload), "application/json"


FORM = "application/x-www-form-urlencoded"


def _answer(text: str) -> Json | None:
    if not text:
        return None
    try:
        value = json.loads(text)
    except ValueError:
        return {"text": text}
    return value if isinstance(value, dict) else {"text": text}
