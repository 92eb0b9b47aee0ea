"""What a feed says, whatever its dialect."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    `key` knows it again at the next visit: its own id, else its address, else a digest of its words. `url` is absolute
    and leads to the web. Times are ISO 8601 in UTC, a day alone where no hour is given. `publisher` is set when the
    feed took the entry from another one. At most one of `html` and `text` is set, to the longest that the entry says
    of its article; `summary_only` tells that this is less than the whole of it.
    """

    key: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    byline: str | None = None
    publisher: str | None = None
    language: str | None = None
    html: str | None = None
    text: str | None = None
    summary_only: bool = True

    @property
    def needs_page(self) -> bool:
        """Whether the article is behind the entry's address."""
        return self.summary_only and self.url is not None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was when it was read.

    `interval` is how many seconds it asks to be left alone; `next_page` leads to older entries, `hub` to a server
    that tells of new ones. `notes` says in one line each what was found wrong and left out.
    """

    title: str | None
    site: str | None
    language: str | None
    entries: tuple[Entry, ...]
    interval: int | None = None
    next_page: str | None = None
    hub: str | None = None
    notes: tuple[str, ...] = ()
