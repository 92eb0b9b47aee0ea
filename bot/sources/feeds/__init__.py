"""Feeds: bytes in, entries out. No network and no store; imports `bot.core` and the readers of `bot.sources`.

read_feed(data, url, content_type)    RSS 0.90 to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1 -> Feed
documents_of(feed, location)          the entries that carry their article -> RawDocument
Entry.needs_page                      the others, whose article is behind their address
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.sources.decode import decode
from bot.sources.discovery import feeds_in, page_looks
from bot.sources.feeds.cut import Cut, cut
from bot.sources.feeds.entry import Entry, Feed
from bot.sources.feeds.json_feed import json_feed
from bot.sources.feeds.parsed import parsed
from bot.sources.xml_text import root_of, utf8

__all__ = ["Entry", "Feed", "PageInstead", "documents_of", "read_feed"]

BLANK = b"\xef\xbb\xbf \t\r\n"
ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
OTHERS = {
    "opml": "is an OPML list of feeds, no feed",
    "urlset": "is a sitemap, no feed",
    "sitemapindex": "is an index of sitemaps, no feed",
}


class PageInstead(DocumentError):
    """A web page came where a feed was expected; `feeds` are the addresses of those that it names, best first."""

    def __init__(self, feeds: tuple[str, ...]) -> None:
        super().__init__(f"is a web page, no feed; {'its feed is ' + feeds[0] if feeds else 'it names no feed either'}")
        self.feeds = feeds


def read_feed(data: bytes, url: str, content_type: str | None = None) -> Feed:
    """The feed that `data` is, found at `url` and served as `content_type`.

    What is broken in it is mended or left out and said in `Feed.notes`. Raises `DocumentError` for what is no feed,
    and its kind `PageInstead` for a web page.
    """
    ready = _ready(utf8(data, content_type), url)
    return ready if isinstance(ready, Feed) else parsed(ready, url)


def documents_of(feed: Feed, location: str) -> Iterator[RawDocument]:
    """The entries that carry their article; `location` is where the feed is."""
    for entry in feed.entries:
        if entry.summary_only or (entry.html is None and entry.text is None):
            continue
        yield RawDocument(
            f"{location}#{entry.key}",
            html=entry.html,
            text=entry.text,
            url=entry.url,
            title=entry.title,
            byline=entry.byline,
            publisher=entry.publisher or feed.title,
            published=entry.published,
            language=entry.language or feed.language,
        )


def _ready(text: bytes, url: str) -> Cut | Feed:
    """What is left to be parsed; a function of its own, so that the uncut text is not kept beside it."""
    if text.lstrip(BLANK)[:1] in (b"{", b"["):
        return json_feed(text.lstrip(BLANK).decode("utf-8", "replace"), url)
    root = root_of(text, ROOTS)
    if root is None:
        raise DocumentError("is no feed: it has no tags")
    if root.name not in ROOTS:
        raise _no_feed(text, root.name, url)
    return cut(text, root)


def _no_feed(text: bytes, name: str, url: str) -> DocumentError:
    if page_looks(text):
        return PageInstead(tuple(candidate.url for candidate in feeds_in(decode(text), url)))
    return DocumentError(OTHERS.get(name, f"is no feed: its first element is <{name}>"))
