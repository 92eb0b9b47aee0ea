"""The Web API: reads a call, checks the caller, and answers in Slack's shape."""

from __future__ import annotations

from aiohttp import web

from . import arguments
from .methods import METHODS, Method
from .model import Json, Refused
from .sockets import Sockets
from .state import State

CONNECT = "apps.connections.open"


class WebApi:
    """Answers `/api/METHOD`."""

    def __init__(self, state: State, sockets: Sockets) -> None:
        self._state = state
        open_socket = Method(lambda _state, _given: {"url": sockets.ticket()})
        self._methods = {**METHODS, CONNECT: open_socket}

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call: always 200 with `ok`, save for 429."""
        name = request.match_info["method"]
        given: Json = {}
        try:
            method = self._method(name)
            given, token = await arguments.read(request, form_only=method.form_only)
            self._state.access.check(token, app=name == CONNECT)
            seconds = self._state.limits.wait(name, str(given.get("channel", "")))
            if seconds:
                wait = {"Retry-After": str(seconds)}
                return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=wait)
            answer = {"ok": True, **self._run(name, method, given)}
        except Refused as refused:
            self._state.refuse(refused.error, name, given)
            answer = {"ok": False, "error": refused.error, **refused.extra}
        return web.json_response(answer, headers=self._headers(name))

    def _method(self, name: str) -> Method:
        if name not in self._methods:
            raise Refused("unknown_method", req_method=name)
        return self._methods[name]

    def _run(self, name: str, method: Method, given: Json) -> Json:
        self._state.access.need(*method.scopes)
        if self._state.description is not None:
            self._state.description.check(name, given)
        return method.answer(self._state, arguments.structured(given))

    def _headers(self, name: str) -> dict[str, str]:
        accepted = self._methods[name].scopes if name in self._methods else ()
        return {
            "X-OAuth-Scopes": ",".join(sorted(self._state.access.scopes)),
            "X-Accepted-OAuth-Scopes": ",".join(accepted),
            "X-Slack-Req-Id": f"{name}-{self._state.clock.number()}",
        }
