"""What an address asks for: read once, by the library that will also connect, so that both see the same host."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from yarl import URL

from bot.core.errors import FetchError, FetchRefused
from bot.sources.fetching.addresses import Address, read_host

ADDRESS_CHARS = 4_000
SHOWN_CHARS = 200

# Those that browsers refuse (WHATWG Fetch, "port blocking"): what listens there may take a request for its own tongue.
REFUSED_PORTS = frozenset(
    {0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109}
    | {110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530}
    | {531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190}
    | {5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where one request goes. `host` is an address's own spelling or a name; `address` is None for a name."""

    url: URL
    host: str
    port: int
    address: Address | None


@dataclass(frozen=True, slots=True)
class Redirect:
    """An answer that sends us elsewhere, for now or for good."""

    to: str
    permanent: bool


def read_target(written: str, base: URL | None = None) -> Target:
    """Where an address leads; `base` is the page that a redirect came from. Raises `FetchRefused`.

    An address with a user's name in it is refused and not stripped: its password would come to lie in the store and in
    links, it would not work without, and `http://news.example@10.0.0.1/` is written to be misread.
    """
    if len(written) > ADDRESS_CHARS:
        raise FetchRefused(f"it is longer than {ADDRESS_CHARS:,} characters")
    try:
        url = URL(written.strip())
        url = (base.join(url) if base is not None else url).with_fragment(None)
    except ValueError:
        raise FetchRefused("it is no address; check its spelling") from None
    if url.scheme not in {"http", "https"} or not url.raw_host:
        raise FetchRefused("only addresses that begin with http:// or https:// and a host are fetched")
    if url.raw_user is not None or url.raw_password is not None:
        raise FetchRefused("it holds a user's name or password; give an address that works without")
    return _pinned(url, url.raw_host)


def _pinned(url: URL, written: str) -> Target:
    """The same address with its host in the one spelling that all later checks see."""
    try:
        host = read_host(written)
    except ValueError as problem:
        raise FetchRefused(str(problem)) from None
    port = url.port or 0
    if port in REFUSED_PORTS:
        raise FetchRefused(f"port {port} belongs to something other than the web")
    address = None if isinstance(host, str) else host
    return Target(url.with_host(str(host)), str(host), port, address)


def shown(address: str) -> str:
    """An address as a short printable line, without a password that may stand in it."""
    head, mark, tail = address.partition("://")
    authority = re.split(r"[/?#\\]", tail, maxsplit=1)[0]
    bare = f"{head}{mark}{authority.rpartition('@')[2]}{tail.removeprefix(authority)}"
    line = "".join(c if c.isprintable() else "?" for c in bare)
    return line if len(line) <= SHOWN_CHARS else line[: SHOWN_CHARS - 1] + "…"


@dataclass(frozen=True, slots=True)
class Trail:
    """The way from the address that was asked for to `at`; `moved` is how far along it is said to be for good."""

    at: Target
    seen: tuple[str, ...] = ()
    moved: str | None = None
    for_good: bool = True

    def follow(self, redirect: Redirect, most: int) -> Trail:
        """One step further; raises `FetchError` for a way without end."""
        seen = (*self.seen, str(self.at.url))
        if len(seen) > most:
            raise FetchError(f"it is redirected over {most} times")
        try:
            at = read_target(redirect.to, self.at.url)
        except FetchRefused as problem:
            raise FetchRefused(f"it leads to {shown(redirect.to)}: {problem}") from None
        if str(at.url) in seen:
            raise FetchError("its redirects go round in a circle")
        for_good = self.for_good and redirect.permanent
        step = replace(self, at=at, seen=seen, for_good=for_good)
        return replace(step, moved=str(at.url)) if for_good else step
