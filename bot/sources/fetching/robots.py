"""What sites ask of robots (RFC 9309), asked once a day and kept for a bounded number of sites.

A site without a robots.txt allows everything; one whose robots.txt cannot be had just now allows nothing until it can.
"""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from weakref import WeakValueDictionary

from protego import Protego

from bot.core.errors import FetchError, FetchRefused
from bot.core.ports import Fetched
from bot.sources.fetching.limits import MEGABYTE, Limits
from bot.sources.fetching.targets import Target

KEPT_CHARS = 4 * MEGABYTE
# What an entry weighs beside its text, so that empty ones are bounded too.
ENTRY_CHARS = 1_000
AGENT_LINE = re.compile(r"user[\s-]*agent\s*[:\s]\s*([^#]*)", re.IGNORECASE)
PRODUCT = re.compile(r"[a-z_-]+")

Load = Callable[[str], Awaitable[Fetched]]


@dataclass(frozen=True, slots=True)
class _Site:
    """What one site said, until the loop's time `until`; `fault` says why nothing could be had."""

    until: float
    rules: Protego | None = None
    fault: FetchError | None = None
    weight: int = ENTRY_CHARS


class Robots:
    """Asks each site's robots.txt through `load`, which must go through the same guard as everything else."""

    def __init__(self, load: Load, agent: str, limits: Limits) -> None:
        self._load = load
        self._agent = agent
        self._limits = limits
        self._sites: OrderedDict[str, _Site] = OrderedDict()
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def admit(self, target: Target) -> float:
        """The pause in seconds that the site asks for; raises `FetchError` where it forbids or is silent."""
        site = await self._site(str(target.url.origin()))
        if site.fault is not None:
            raise type(site.fault)(
                f"its site's robots.txt cannot be read, so that its pages are left alone: {site.fault}"
            )
        if site.rules is None:
            return 0.0
        if not site.rules.can_fetch(str(target.url), self._agent):
            raise FetchRefused(f"its site's robots.txt does not allow {self._agent} to read it")
        asked = site.rules.crawl_delay(self._agent) or 0.0
        return min(asked, self._limits.longest_pause_seconds)

    async def _site(self, origin: str) -> _Site:
        lock = self._asking.setdefault(origin, asyncio.Lock())
        async with lock:
            now = asyncio.get_running_loop().time()
            site = self._sites.get(origin)
            if site is None or site.until <= now:
                site = await self._ask(origin, now)
                self._keep(origin, site)
            self._sites.move_to_end(origin)
            return site

    async def _ask(self, origin: str, now: float) -> _Site:
        try:
            answer = await self._load(f"{origin}/robots.txt")
        except FetchError as problem:
            return _Site(now + self._limits.robots_again_seconds, fault=type(problem)(str(problem)))
        if answer.status >= 500 or answer.status == 429:
            return _Site(now + self._limits.robots_again_seconds, fault=FetchError(f"it answers {answer.status}"))
        until = now + self._lasting(answer)
        if answer.status >= 300 or not answer.body:
            return _Site(until)
        text = plain_groups(answer.body.decode("utf-8-sig", "replace"), self._agent)
        return _Site(until, Protego.parse(text), weight=ENTRY_CHARS + len(text))

    def _lasting(self, answer: Fetched) -> float:
        longest = self._limits.robots_seconds
        wished = longest if answer.expires is None else answer.expires
        return min(longest, max(wished, self._limits.robots_again_seconds))

    def _keep(self, origin: str, site: _Site) -> None:
        self._sites[origin] = site
        weight = sum(kept.weight for kept in self._sites.values())
        while weight > KEPT_CHARS and len(self._sites) > 1:
            weight -= self._sites.popitem(last=False)[1].weight


def plain_groups(text: str, agent: str) -> str:
    """The same rules for us, with every other robot under one name.

    Each rule is kept once for each robot of its group: half a megabyte of names and half a megabyte of rules would come
    to hundreds of millions.
    """
    ours = agent.lower()

    def renamed(line: str) -> str:
        found = AGENT_LINE.match(line.strip())
        if found is None:
            return line
        written = found[1].strip().lower()
        token = PRODUCT.match(written)
        name = "*" if written == "*" else ours if token and token[0] == ours else "another"
        return f"User-agent: {name}"

    return "\n".join(map(renamed, text.splitlines()))
