"""`/healthz`, `/readyz` and `/metrics`, and the routes of platforms that are called over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TypeAlias

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.core.errors import SettingsError, StoreError
from bot.core.ports import Store
from bot.services.living import State

LARGEST_BODY = 1024 * 1024

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


def application(
    store: Store,
    states: Callable[[], Mapping[str, State]],
    metrics: Callable[[], bytes],
    routes: Mapping[str, Handler],
    fault: Callable[[], str | None] = lambda: None,
) -> web.Application:
    """The pages; `routes` are paths that take POST requests, `fault` what a check found wrong with the store."""

    async def healthy(_: web.Request) -> web.Response:
        return await _health(store)

    async def ready(_: web.Request) -> web.Response:
        return await _readiness(store, states(), fault())

    async def counted(_: web.Request) -> web.Response:
        return web.Response(body=metrics(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application(client_max_size=LARGEST_BODY)
    app.add_routes([web.get("/healthz", healthy), web.get("/readyz", ready), web.get("/metrics", counted)])
    app.add_routes([web.post(path, handler) for path, handler in routes.items()])
    return app


async def _health(store: Store) -> web.Response:
    """200 while the process runs and its store can be read."""
    try:
        await store.indexed()
    except StoreError as problem:
        return web.json_response({"status": "failing", "store": str(problem)}, status=503)
    return web.json_response({"status": "ok"})


async def _readiness(store: Store, states: Mapping[str, State], fault: str | None) -> web.Response:
    """200 when questions are answered somewhere: the store is whole, and a platform is up or none is wanted."""
    health = await _health(store)
    listed = {name: {"up": state.up, "problem": state.problem} for name, state in states.items()}
    able = health.status == 200 and not fault and (not states or any(state.up for state in states.values()))
    return web.json_response(
        {"status": "ready" if able else "not ready", "platforms": listed, "damage": fault}, status=200 if able else 503
    )


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serve on this address; yields the port, which is chosen by the system for 0."""
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=5.0)
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as problem:
            why = problem.strerror or problem
            said = f"HTTP_PORT: {host}:{port} cannot be listened on ({why}). Example: HTTP_PORT=8081"
            raise SettingsError(said) from problem
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
