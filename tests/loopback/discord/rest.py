"""One REST request's way: fault, limit, token, body, handler, description, answer, record."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from .errors import Refusal, Violation, not_found, unauthorized
from .faults import Fault, Faults
from .ratelimits import Limited, RateLimits, limited_headers
from .routes import ROUTES, Route
from .state import Call, Request, State, Upload

HEADERS = {"Via": "1.1 google", "Server": "loopback"}
REQUEST_BYTES = 25 * 1024 * 1024


class Rest:
    """The REST side. `requests` is the record of everything that came, in order of its end."""

    def __init__(self, state: State, faults: Faults, limits: RateLimits) -> None:
        self.state, self.faults, self.limits = state, faults, limits
        self.requests: list[Request] = []

    def routes(self, prefix: str) -> list[web.RouteDef]:
        """What aiohttp serves, with a last one for all that nobody knows."""
        known = [web.route(route.method, prefix + route.path, self._handler(route)) for route in ROUTES]
        lost = Route("*", "/{tail:.*}", _lost)
        files = web.get("/attachments/{channel}/{id}/{name}", self._file)
        return [*known, files, web.route("*", lost.path, self._handler(lost))]

    def _handler(self, route: Route) -> Callable[[web.Request], Any]:
        async def handle(request: web.Request) -> web.StreamResponse:
            started, answer = time.monotonic(), web.Response(status=500)
            note: dict[str, Any] = {"status": 0, "body": None}
            try:
                answer = await self._answer(route, request, note)
            finally:
                seconds = time.monotonic() - started
                path = request.path
                self.requests.append(Request(started, request.method, route.path, path, seconds=seconds, **note))
            return answer

        return handle

    async def _answer(self, route: Route, request: web.Request, note: dict[str, Any]) -> web.StreamResponse:
        raw = await _read(request)
        fault = self.faults.take(request.method, request.path)
        if fault is not None and not fault.takes:
            return await self._fail(fault, request, note)
        call, status, body, headers = self._take(route, request, raw)
        note["body"] = call.body
        if fault is not None and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        elif fault is not None:
            return await self._fail(fault, request, note, body)
        note["status"] = status
        return _json(status, body, headers)

    def _take(self, route: Route, request: web.Request, raw: Any) -> tuple[Call, int, Any, dict[str, str]]:
        call = Call(request.method, route.path, dict(request.match_info), dict(request.query))
        counted = self.limits.count(call, counts_overall=route.authorized)
        if isinstance(counted, Limited):
            return call, 429, _limited(counted.retry_after, everywhere=counted.everywhere), dict(counted.headers)
        try:
            if route.authorized and request.path.startswith("/api/"):
                self._authorize(request)
            call = _parsed(call, request, raw)
            status, body = _handled(route, self.state, call)
        except Refusal as refusal:
            where = f"{request.method} {route.path if route.method != '*' else request.path}"
            self.state.violations.append(
                Violation(refusal.message + _details(refusal), where, call.body, refusal.code, refusal.status)
            )
            status, body = refusal.status, refusal.body()
        return call, status, body, counted

    def _authorize(self, request: web.Request) -> None:
        if self.state.token is None or request.headers.get("Authorization") != f"Bot {self.state.token}":
            raise unauthorized()

    async def _fail(
        self, fault: Fault, request: web.Request, note: dict[str, Any], body: Any = None
    ) -> web.StreamResponse:
        if fault.kind == "limit":
            note["status"] = 429
            scope = "global" if fault.everywhere else "user"
            return _json(
                429, _limited(fault.seconds, everywhere=fault.everywhere), limited_headers(fault.seconds, scope)
            )
        if fault.kind == "ban":
            note["status"] = 429
            return web.Response(status=429, text="error code: 1015", headers={"Retry-After": str(int(fault.seconds))})
        if fault.kind in {"refuse", "refuse_after"}:
            note["status"] = fault.status
            return _json(fault.status, {"message": f"{fault.status}: made to fail", "code": 0}, {})
        if fault.kind in {"never", "never_after"}:
            await asyncio.Event().wait()
        return await _cut(request, body if fault.kind == "reset_in_reply" else None)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = self.state.files.get(int(request.match_info["id"]))
        if file is None:
            return web.Response(status=404)
        return web.Response(body=file.data, content_type=file.content_type.split(";")[0])


def _lost(state: State, call: Call) -> tuple[int, Any]:
    raise not_found()


def _handled(route: Route, state: State, call: Call) -> tuple[int, Any]:
    try:
        return route.handler(state, call)
    except (AttributeError, KeyError, TypeError) as error:
        # The checks read bodies as if they had the right shape; every check comes before any effect.
        raise Refusal(400, 50035, f"Invalid Form Body: {error!r}") from error


async def _read(request: web.Request) -> Any:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    fields: dict[str, Any] = {"files": []}
    async for part in await request.multipart():
        name = part.name or ""
        if part.filename is None:
            fields[name] = await part.read()
        else:
            number = name.removeprefix("files[").removesuffix("]")
            kind = part.headers.get("Content-Type", "application/octet-stream")
            fields["files"].append(Upload(number, part.filename, bytes(await part.read()), kind))
    return fields


def _parsed(call: Call, request: web.Request, raw: Any) -> Call:
    if isinstance(raw, dict):
        if sum(len(file.data) for file in raw["files"]) > REQUEST_BYTES:
            raise Refusal(413, 40005, "Request entity too large")
        body = _load(raw["payload_json"]) if "payload_json" in raw else {}
        return Call(call.method, call.route, call.params, call.query, body, tuple(raw["files"]))
    if not raw:
        return call
    if request.content_type != "application/json":
        raise Refusal(400, 50035, f'Expected "Content-Type" header to be application/json, got {request.content_type}')
    return Call(call.method, call.route, call.params, call.query, _load(raw))


def _load(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise Refusal(400, 50109, "The request body contains invalid JSON.") from None


def _json(status: int, body: Any, headers: dict[str, str]) -> web.Response:
    if status == 204:
        return web.Response(status=204, headers=HEADERS | headers)
    # The content type is exactly this, without a charset: discord.py parses nothing else.
    whole = HEADERS | headers | {"Content-Type": "application/json"}
    return web.Response(status=status, body=json.dumps(body).encode(), headers=whole)


def _limited(seconds: float, *, everywhere: bool) -> dict[str, Any]:
    return {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}


async def _cut(request: web.Request, body: Any) -> web.StreamResponse:
    answer = web.StreamResponse(headers=HEADERS | {"Content-Type": "application/json"})
    if body is not None:
        raw = json.dumps(body).encode()
        answer.content_length = len(raw)
        await answer.prepare(request)
        await answer.write(raw[: len(raw) // 2])
    if request.transport is not None:
        request.transport.abort()
    return answer


def _details(refusal: Refusal) -> str:
    return f" {json.dumps(refusal.errors)}" if refusal.errors else ""
