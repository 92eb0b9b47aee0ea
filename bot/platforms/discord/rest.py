"""One request to Discord, sent again where that is safe and as long as that is worth it.

Our own rather than the library's, which sends again after a lost reply: what Discord may have taken already must be
sent again only if it does no harm twice (`safe`). Retry-After is obeyed everywhere. After the token has been refused
once nothing more is sent with it, since a flood of invalid requests gets an address banned.
"""

from __future__ import annotations

import asyncio
import io
import random
import time
from dataclasses import dataclass, replace
from typing import Any, Generic, Literal, TypeVar

import aiohttp
import msgspec

import bot
from bot.core.ports import Tally
from bot.core.reply import File
from bot.platforms.pacing import Pace

Body = TypeVar("Body")
Fate = Literal["taken", "refused", "untaken", "doubtful"]

UNTAKEN = (429, 500, 503)
TAKEN_BEFORE = 40060
FIRST_WAIT, LONGEST_WAIT = 0.15, 15.0
SECONDS = 10.0
UPLOAD_RATE = 250_000.0  # bytes a second that a try is given for files at least
UNTIL_GIVEN_UP = 30.0
CONNECTIONS = 256
AGENT = f"DiscordBot (Sitrep, {bot.__version__}) aiohttp/{aiohttp.__version__}"


@dataclass(frozen=True, slots=True)
class Answer(Generic[Body]):
    """What became of a request: `untaken` surely had no effect, `doubtful` may have had it.

    `status` is 0 and `code` empty where no answer came; `again` is how long Discord asks to wait, in seconds.
    `doubted` says that some try may have had its effect, though the last one surely had none.
    """

    fate: Fate
    status: int = 0
    code: int = 0
    body: Any = None
    reason: str = ""
    again: float = 0.0
    tries: int = 1
    doubted: bool = False

    @property
    def ok(self) -> bool:
        """Whether Discord has taken it."""
        return self.fate == "taken"

    @property
    def refused(self) -> bool:
        """Whether Discord will not take it, however often it is sent."""
        return self.fate == "refused"

    @property
    def problem(self) -> str:
        """In one line why it failed."""
        said = self.body.get("message") if isinstance(self.body, dict) else None
        words = " ".join(str(said or self.reason).split())[:200]
        return f"{words} ({self.code or self.status})" if self.status else words


@dataclass(frozen=True, slots=True)
class Request:
    """`safe`: twice does no harm. `until` is a time of the monotonic clock.

    One try takes `seconds` at most, by default `SECONDS`, and more with `files`; a wait between two tries takes
    `longest` where Discord names no time.
    """

    method: str
    path: str
    payload: Any = None
    safe: bool = True
    until: float = 0.0
    seconds: float | None = None
    longest: float = LONGEST_WAIT
    signed: bool = False
    files: tuple[File, ...] = ()

    @property
    def patience(self) -> float:
        """Seconds for one try."""
        return (SECONDS if self.seconds is None else self.seconds) + sum(
            len(file.data) for file in self.files
        ) / UPLOAD_RATE


OVERALL, OVERALL_RATE = "", 45


class Rest:
    """Requests to one REST base over one session; `token` signs those that need it."""

    def __init__(self, base: str, token: str, tally: Tally) -> None:
        self._base = base
        self._token = token
        self._tally = tally
        self._session: aiohttp.ClientSession | None = None
        self._free_at = 0.0
        self._pace = Pace(1 / OVERALL_RATE)
        self._denied = False

    async def ask(self, method: str, path: str, payload: Any = None, until: float | None = None) -> Answer[Any]:
        """A signed request that does no harm twice, tried until then, by default for `UNTIL_GIVEN_UP`."""
        until = time.monotonic() + UNTIL_GIVEN_UP if until is None else until
        return await self.send(Request(method, path, payload, until=until, signed=True))

    async def send(self, request: Request) -> Answer[Any]:
        """Send until it is taken, refused, in doubt, or too late."""
        tries, doubted = 0, False
        while True:
            tries += 1
            answer = await self.once(request)
            doubted = doubted or answer.fate == "doubtful" or answer.status >= 500
            if answer.code == TAKEN_BEFORE and tries > 1:
                return Answer("taken", answer.status, tries=tries)
            if answer.fate in ("taken", "refused") or (answer.fate == "doubtful" and not request.safe):
                return replace(answer, doubted=doubted)
            wait = answer.again or min(request.longest, FIRST_WAIT * 2 ** min(tries - 1, 16)) * _jitter()
            if time.monotonic() + wait > request.until:
                return replace(answer, doubted=doubted)
            self._tally.retried("discord", answer.reason)
            await asyncio.sleep(wait)

    async def once(self, request: Request) -> Answer[Any]:
        """Send one time, and no more whatever comes of it."""
        if request.signed and self._denied:
            return Answer("refused", 401, reason="the token was refused before")
        now = time.monotonic()
        if request.signed and (wait := self._free_at - now) > 0:
            if now + wait > request.until:
                return Answer("untaken", 429, reason="429", again=wait)
            await asyncio.sleep(wait)
        if request.signed:
            # Fifty a second over all are allowed; a burst that runs into that only costs answers of 429.
            if (wait := self._pace.delay(OVERALL)) > request.until - time.monotonic():
                return Answer("untaken", 429, reason="429", again=wait)
            await self._pace.turn(OVERALL)
        try:
            return await self._exchange(request)
        except aiohttp.ClientConnectorError:
            return Answer("untaken", reason="no connection")
        except (aiohttp.ClientError, TimeoutError, OSError) as problem:
            return Answer("doubtful", reason=type(problem).__name__)

    async def _exchange(self, request: Request) -> Answer[Any]:
        headers = {"Authorization": f"Bot {self._token}"} if request.signed else {}
        body: bytes | aiohttp.FormData | None = None
        if request.files:
            body = _form(request)
        elif request.payload is not None:
            body = msgspec.json.encode(request.payload)
            headers["Content-Type"] = "application/json"
        limit = aiohttp.ClientTimeout(total=max(0.1, min(request.patience, request.until - time.monotonic())))
        url = self._base + request.path
        async with self._opened().request(request.method, url, data=body, headers=headers, timeout=limit) as answer:
            raw = await answer.read()
        return self._judged(answer, raw, request.signed)

    def _judged(self, answer: aiohttp.ClientResponse, raw: bytes, signed: bool) -> Answer[Any]:
        """What an answer means for the request."""
        status, body = answer.status, _parsed(raw)
        if 200 <= status < 300:
            return Answer("taken", status, body=body)
        code = body.get("code", 0) if isinstance(body, dict) else 0
        reason = str(code or status)
        if status == 429:
            again = _again(answer, body)
            if answer.headers.get("X-RateLimit-Global"):
                self._free_at = time.monotonic() + again
            return Answer("untaken", status, code, body, "429", again)
        if status >= 500:
            return Answer("untaken" if status in UNTAKEN else "doubtful", status, code, body, str(status))
        self._denied = self._denied or (signed and status == 401)
        return Answer("refused", status, code, body, reason)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": AGENT},
            )
        return self._session

    def trust(self) -> None:
        """Send with the token again: it is tried anew."""
        self._denied = False

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()


def _form(request: Request) -> aiohttp.FormData:
    """The message and its files; made anew for each try, for what was read once is at its end."""
    form = aiohttp.FormData()
    form.add_field("payload_json", msgspec.json.encode(request.payload).decode(), content_type="application/json")
    for number, file in enumerate(request.files):
        data = io.BytesIO(file.data)
        form.add_field(f"files[{number}]", data, filename=file.name, content_type=file.media_type)
    return form


def _jitter() -> float:
    return 0.5 + random.random() / 2  # noqa: S311 - spreads tries out, and is no secret


def _parsed(raw: bytes) -> Any:
    """The JSON of an answer; null for a page that a proxy made."""
    try:
        return msgspec.json.decode(raw) if raw else None
    except msgspec.DecodeError:
        return None


def _again(answer: aiohttp.ClientResponse, body: Any) -> float:
    """Seconds to wait after a 429: from the body, which is exact, else from the header."""
    said = body.get("retry_after") if isinstance(body, dict) else answer.headers.get("Retry-After")
    try:
        return max(0.05, float(said or 1.0))
    except ValueError:
        return 1.0
