"""Sites on 127.0.0.1: well-behaved ones made with aiohttp, and ones that write the bytes of a script."""

from __future__ import annotations

import asyncio
import gzip
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.sources.fetching import GuardedFetcher, Limits
from bot.sources.fetching.addresses import Address

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

# No waiting in tests; every limit that a test is about is set by it.
QUICK = Limits(pause_seconds=0.0, connect_seconds=2.0, answer_seconds=2.0, read_seconds=2.0, whole_seconds=5.0)


@dataclass
class Site:
    """A site that is being served, and what was asked of it, in order."""

    port: int
    asked: list[web.Request] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address without a path."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for."""
        return [request.path_qs for request in self.asked]

    def allow(self, address: Address, port: int) -> bool:
        """The guard's allowance for this site and nothing else."""
        return (str(address), port) == ("127.0.0.1", self.port)


@asynccontextmanager
async def site(pages: Mapping[str, Handler | web.Response]) -> AsyncIterator[Site]:
    """Serve these paths; any other is 404."""
    served = Site(0)

    async def answer(request: web.Request) -> web.StreamResponse:
        served.asked.append(request)
        page = pages.get(request.path)
        if page is None:
            return web.Response(status=404)
        if isinstance(page, web.Response):
            return web.Response(status=page.status, headers=page.headers, body=page.body)
        return await page(request)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.port = runner.addresses[0][1]
    try:
        yield served
    finally:
        await runner.cleanup()


@asynccontextmanager
async def tls_site() -> AsyncIterator[Site]:
    """A site with a certificate that it signed itself, for news.test."""
    context = _signed_by_itself("news.test")
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0, ssl=context)
    try:
        yield Site(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        await server.wait_closed()


def _signed_by_itself(name: str) -> ssl.SSLContext:
    """What a site of this name would speak TLS with; Python takes certificates from files alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with TemporaryDirectory() as folder:
        file = Path(folder, "site.pem")
        file.write_bytes(_certificate(name))
        context.load_cert_chain(file)
    return context


def _certificate(name: str) -> bytes:
    """Key and certificate in PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(pem, form, serialization.NoEncryption()) + certificate.public_bytes(pem)


@asynccontextmanager
async def raw_site(script: Script) -> AsyncIterator[Site]:
    """Serve each connection with a script that is run when the head of a request has come in."""
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            await script(reader, writer)
        writer.close()
        tasks.discard(task)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield Site(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


def writes(*parts: bytes, endless: bytes = b"", every: float = 0.0) -> Script:
    """Reads a request, writes `parts`, then `endless` for ever, resting `every` seconds between writes."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(every)
        while endless:
            writer.write(endless)
            await writer.drain()
            await asyncio.sleep(every)

    return script


def head(*lines: str, status: str = "200 OK") -> bytes:
    """The head of an answer."""
    return "\r\n".join((f"HTTP/1.1 {status}", *lines, "", "")).encode("latin-1")


def redirect_to(location: str, status: int = 302) -> web.Response:
    """An answer that sends elsewhere."""
    return web.Response(status=status, headers={"Location": location})


def page(text: str = "hello", content_type: str = "text/html", **headers: str) -> web.Response:
    """An ordinary answer; underscores in header names stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.Response(body=text.encode(), headers={"Content-Type": content_type, **named})


def packed(text: bytes) -> web.Response:
    """An ordinary answer, compressed."""
    return web.Response(body=gzip.compress(text), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


def fetcher_for(*sites: Site, limits: Limits = QUICK) -> GuardedFetcher:
    """A fetcher that may reach these sites, by their numbers or by any name under `.test`, and nothing else inside."""

    async def lookup(host: str, _port: int) -> list[str]:
        assert host.endswith(".test")
        return ["127.0.0.1"]

    return GuardedFetcher(
        limits=limits,
        allow=lambda address, port: any(served.allow(address, port) for served in sites),
        lookup=lookup,
    )
