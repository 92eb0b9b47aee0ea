"""Feeds and lists of feeds that were saved as files: the articles that they carry, and one line on what they do not."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.errors import DocumentError
from bot.sources.feeds import Feed, documents_of, read_feed
from bot.sources.found import Found, Skipped
from bot.sources.opml import read_opml


def read_saved_feed(data: bytes, location: str) -> Iterator[Found]:
    """The entries that carry their whole article; the others are told, since no page is fetched for them."""
    try:
        feed = read_feed(data, "")
    except DocumentError as problem:
        if not location.lower().endswith(".xml"):
            raise
        yield Skipped(location, str(problem), failed=False)  # the ending of many things that were never a feed
        return
    yield from documents_of(feed, location)
    for note in feed.notes:
        yield Skipped(location, note, failed=False)
    reason = _rest(feed)
    if reason is not None:
        yield Skipped(location, reason, failed=False)


def read_list(data: bytes, location: str) -> Iterator[Found]:
    """No article: a list of feeds names addresses, which are not fetched from here."""
    feeds = read_opml(data).feeds
    if not feeds:
        raise DocumentError("is an OPML list without any feed")
    count = f"{len(feeds):,} feeds" if len(feeds) > 1 else "one feed"
    yield Skipped(location, f"is a list of {count}; name the file itself to have them fetched", failed=False)


def _rest(feed: Feed) -> str | None:
    left = sum(entry.summary_only for entry in feed.entries)
    if not feed.entries:
        return "is a feed without entries"
    if not left:
        return None
    said = f"{left:,} of {len(feed.entries):,} entries are summaries" if left > 1 else "an entry is a summary"
    return f"{said}; name the feed's own address to have the articles behind its links"
