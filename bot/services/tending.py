"""Which sources are followed: what admins add and remove, and what SOURCES names, brought in line at start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.core.errors import DocumentError, FetchError, SettingsError, UserError
from bot.core.following import LEASE, SETTINGS, Adder, Followed, revived
from bot.core.ports import Store
from bot.core.register import Notice, Wanted
from bot.core.stewardship import Begun
from bot.services.looking import Look, Looker
from bot.sources.files import missing
from bot.sources.links import web_address

LOCAL = "terminal"
# The feeds of a list come due one after the other.
APART = timedelta(seconds=0.05)


@dataclass(frozen=True, slots=True)
class Means:
    """What a keeper works with.

    `looking` lends the eyes for a first look. `adopt` takes a new source with what was seen of it; without one it is
    left to the bot, which may run in another process. `named` are the parts of SOURCES.
    """

    looking: Callable[[], AbstractAsyncContextManager[Looker]]
    clock: Callable[[], datetime]
    named: tuple[str, ...] = ()
    adopt: Callable[[Followed, Look], None] | None = None


class StoreKeeper:
    """The `SourceKeeper` of `bot.core.stewardship` over any store."""

    def __init__(self, store: Store, means: Means) -> None:
        self._store = store
        self._means = means

    async def add(self, address: str, adder: Adder) -> Begun:
        """Look at an address and follow what is there."""
        where = self._readable(place_of(address), adder)
        known = await self._store.followed_at(where)
        if known is not None and known.health.state in ("live", "failing"):
            return Begun(known=(known,))
        if not is_web(where):
            return await self._begin([Wanted(where, where, adder, self._means.clock(), "folder")], known)
        async with self._means.looking() as looker:
            try:
                look = await looker.look(where)
            except (FetchError, DocumentError) as problem:
                raise UserError(f"Not followed: {problem}.".replace("..", ".")) from None
        known = known or await self._store.followed_at(look.place)
        if known is not None and known.health.state in ("live", "failing"):
            return Begun(known=(known,))
        return await self._follow(where, look, adder, known)

    async def _follow(self, address: str, look: Look, adder: Adder, known: Followed | None) -> Begun:
        now, reading = self._means.clock(), look.reading
        if look.kind is None:
            wanted = [
                Wanted(feed.url, feed.url, adder, now + place * APART, "feed", feed.title)
                for place, feed in enumerate(reading.feeds)
            ]
            return replace(await self._begin(wanted, None), listed=True)
        # What was seen is taken in by the bot at hand, as if it had been claimed; else the bot asks as soon as it can.
        due = now if self._means.adopt is None else now + timedelta(seconds=LEASE)
        begun = await self._begin([Wanted(address, look.place, adder, due, look.kind, reading.title)], known)
        if self._means.adopt is not None:
            for source in (*begun.new, *begun.revived):
                self._means.adopt(source, look)
        named = reading.named[0] if look.kind == "page" and reading.named else None
        return replace(begun, entries=reading.entries, newest=reading.newest, named=named)

    async def _begin(self, wanted: Sequence[Wanted], known: Followed | None) -> Begun:
        """Enter these; one that is known already, dead or paused, is woken."""
        if known is not None:
            woken = replace(revived(known, wanted[0].due), place=wanted[0].place, kind=wanted[0].kind)
            await self._store.put_health(woken)
            return Begun(revived=(woken,))
        numbers = await self._store.follow(wanted)
        by_number = {source.number: source for source in await self._store.followed()}
        old = [
            await self._store.followed_at(one.address) or await self._store.followed_at(one.place)
            for one, number in zip(wanted, numbers, strict=True)
            if not number
        ]
        return Begun(
            new=tuple(by_number[number] for number in numbers if number in by_number),
            known=tuple(source for source in old if source is not None),
        )

    def _readable(self, where: str, adder: Adder) -> str:
        """The same; `UserError` for a folder that may not be read at the wish of somebody in a chat.

        A path is one of the bot's own machine, of which people in a chat are to see nothing that its owner has not
        named. Whoever calls the program there reads the files anyway.
        """
        if is_web(where):
            return where
        path = Path(where)
        roots = [Path(part) for part in map(named_place, self._means.named) if not is_web(part)]
        if adder.platform != LOCAL and not any(path.is_relative_to(root) for root in roots):
            raise UserError(
                "A folder is followed from the chat only where it lies below one that SOURCES names. "
                "Name it there, or call: python -m bot admin add FOLDER"
            )
        if not path.exists():
            raise UserError(f"Not followed: {missing(path)}.")
        return where

    async def followed(self) -> Sequence[Followed]:
        """All that are followed."""
        return await self._store.followed()

    async def named(self, address: str) -> Followed:
        """The source of this address, place or name."""
        found = await self._store.followed_at(place_of(address) if looks_like_place(address) else address)
        if found is None:
            low = address.casefold()
            alike = [source for source in await self._store.followed() if source.name.casefold() == low]
            found = alike[0] if len(alike) == 1 else None
        if found is None:
            raise UserError(f"No source '{address[:200]}' is followed. /admin sources lists them.", "/admin sources")
        return found

    async def remove(self, source: Followed) -> bool:
        """Ask it no more."""
        if source.adder == SETTINGS and source.address in set(map(named_place, self._means.named)):
            await self._store.put_health(replace(source, health=replace(source.health, state="paused")))
            return False
        await self._store.unfollow([source.number])
        return True

    async def untold(self) -> Sequence[Notice]:
        """News that nobody could be told yet."""
        return await self._store.notices()


async def bring_in_line(store: Store, named: Sequence[str], clock: Callable[[], datetime]) -> tuple[int, int]:
    """Follow what SOURCES names and no longer what it named before; how many came and went."""
    places = [named_place(part) for part in named]
    kept = {source.number for place in places if (source := await store.followed_at(place))}
    gone = [one.number for one in await store.followed() if one.adder == SETTINGS and one.number not in kept]
    if gone:
        await store.unfollow(gone)
    wanted = [
        Wanted(place, place, SETTINGS, clock() + at * APART, None if is_web(place) else "folder")
        for at, place in enumerate(places)
    ]
    # A store that can only be read is none to follow sources for, but one to answer from.
    came = await store.follow(wanted) if wanted else ()
    return sum(number is not None for number in came), len(gone)


def place_of(written: str) -> str:
    """An address or a path as it is kept; `UserError` for what is neither."""
    written = written.strip().strip("<>\"'")
    if is_web(written):
        address = web_address(written)
        if address is None:
            raise UserError(f"'{written[:200]}' is no web address; check its spelling.")
        return address
    if "://" in written:
        raise UserError(f"'{written[:200]}' is not followed: only http:// and https:// addresses are, and folders.")
    if looks_like_place(written):
        return str(Path(written).expanduser().resolve())
    raise UserError(f"'{written[:200]}' is no address. Write it whole, as in https://example.org/feed.xml.")


def named_place(part: str) -> str:
    """A part of SOURCES as it is kept: what is no address is a path. Raises `SettingsError`."""
    try:
        return place_of(part) if "://" in part else str(Path(part).expanduser().resolve())
    except UserError as problem:
        raise SettingsError(f"SOURCES: {problem} Example: SOURCES=https://example.org/feed.xml,/srv/articles") from None


def looks_like_place(written: str) -> bool:
    """Whether this is an address or a path, and not a name."""
    return "://" in written or written.startswith(("/", "~", "./", "../")) or Path(written).is_dir()


def is_web(written: str) -> bool:
    """Whether this is an address on the web."""
    return written.lower().startswith(("http://", "https://"))
