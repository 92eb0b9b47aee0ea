"""The same report at other addresses: reprints, wire copies, print pages. The article answers; these carry it too."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Copy:
    """A document whose text is that of an article, as far as it is known; `published` is ISO 8601."""

    publisher: str | None
    title: str | None
    url: str | None
    published: str | None


def carriers(copies: tuple[Copy, ...], publisher: str | None) -> tuple[str, ...]:
    """Who else carries an article of this publisher, each once, in the order in which their copies came."""
    own = (publisher or "").casefold()
    named = {copy.publisher.casefold(): copy.publisher for copy in reversed(copies) if copy.publisher}
    return tuple(name for key, name in reversed(named.items()) if key != own)
