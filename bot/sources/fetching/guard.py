"""The guard at the door: whatever a host is called and whoever says so, a connection goes only to a checked address.

It stands in three places. An address that is written out is checked before anything else; a name is resolved by the
guard's own resolver, which hands on checked addresses alone, so that no later answer of a name server can matter; and
each socket is made by the guard, which looks once more at where it will lead.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address
from typing import TypeAlias

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import AddrInfoType

from bot.core.errors import FetchRefused
from bot.sources.fetching.addresses import NEVER, Address, is_local_name, refused_kind
from bot.sources.fetching.targets import Target

# Name servers that do not answer hold a thread for half a minute; these are not the threads that the rest works with.
LOOKUP_THREADS = 16
LOOPBACK = IPv4Address("127.0.0.1")

Allowance: TypeAlias = Callable[[Address, int], bool]
Lookup: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]


def nothing_more(_address: Address, _port: int) -> bool:
    """The allowance of a guard that has none."""
    return False


@dataclass(frozen=True, slots=True)
class Guard:
    """Which addresses may be reached: public ones, with `private` those of one's own network, and what `allow` adds.

    `allow` is asked with an address and a port, for a single service that is known to be harmless.
    """

    private: bool = False
    allow: Allowance = nothing_more

    def check(self, address: Address, port: int) -> None:
        """Raises `FetchRefused` where no request may go."""
        kind = refused_kind(address)
        if kind is None or self.allow(address, port):
            return
        if kind in NEVER:
            raise FetchRefused(f"{address} is a {kind} address, which is never fetched from; use another")
        if not self.private:
            raise FetchRefused(f"{address} is a {kind} address; set FETCH_PRIVATE=true to allow it")

    def check_target(self, target: Target) -> None:
        """What can be said of a target before any name server is asked."""
        if target.address is not None:
            self.check(target.address, target.port)
        elif is_local_name(target.host):
            self.check(LOOPBACK, target.port)

    def open_socket(self, info: AddrInfoType) -> socket.socket:
        """The socket of one connection; raises OSError for an address that came here unchecked."""
        family, kind, protocol, _, (host, port, *_) = info
        try:
            self.check(ip_address(host), int(port))
        except FetchRefused as problem:
            raise PermissionError(errno.EACCES, str(problem)) from None
        return socket.socket(family, kind, protocol)


class GuardedResolver(AbstractResolver):
    """Names to checked addresses.

    One refused address among several refuses the name: no public site lists an inner address beside its own, and which
    of them a connection ends at would be left to chance.
    """

    def __init__(self, guard: Guard, lookup: Lookup | None = None) -> None:
        self._guard = guard
        self._threads = ThreadPoolExecutor(LOOKUP_THREADS, thread_name_prefix="lookup")
        self._lookup = lookup or self._ask_system

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - the interface's; the connector picks
    ) -> list[ResolveResult]:
        """The addresses of a name; raises `FetchRefused`, or OSError where it has none."""
        found = [ip_address(written) for written in await self._lookup(host, port)]
        if not found:
            raise OSError(errno.ENOENT, "no address")
        for address in found:
            self._guard.check(address, port)
        return [_result(host, address, port) for address in found]

    async def close(self) -> None:
        """Let go of the threads; look-ups under way end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _ask_system(self, host: str, port: int) -> Sequence[str]:
        return await asyncio.get_running_loop().run_in_executor(self._threads, _system_addresses, host, port)


def _system_addresses(host: str, port: int) -> list[str]:
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [str(info[4][0]) for info in infos]


def _result(host: str, address: Address, port: int) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=str(address),
        port=port,
        family=socket.AF_INET if address.version == 4 else socket.AF_INET6,
        proto=socket.IPPROTO_TCP,
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )
