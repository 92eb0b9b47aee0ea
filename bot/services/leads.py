"""What an answer from the web is, and what it says of the documents that it leads to; used by the loop and by workers.

Its bytes tell what it is, not its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.core.ports import Fetched
from bot.sources.discovery import page_looks
from bot.sources.feeds import Entry, Feed, read_feed
from bot.sources.found import Found
from bot.sources.opml import read_opml
from bot.sources.pdf import read_pdf
from bot.sources.sitemaps import Page, Sitemap
from bot.sources.xml_text import root_of, utf8

AnswerKind: TypeAlias = Literal["feed", "sitemap", "opml", "page"]

PDF = b"%PDF-"
FEEDS = frozenset({"rss", "rdf", "feed", "channel"})
SITEMAPS = frozenset({"urlset", "sitemapindex"})
LISTS = frozenset({"opml"})

STATUSES = {
    401: "wants a name and a password",
    403: "refuses us",
    404: "is not there",
    410: "is gone for good",
    429: "asks to be left alone for a while; try again later",
}


def kind_of(answer: Fetched) -> AnswerKind:
    """What the bytes of an answer are; raises `DocumentError` for what is neither page nor list."""
    text = answer.body.lstrip()
    if text[:1] in (b"{", b"["):
        return "feed"
    root = root_of(utf8(answer.body, answer.content_type), FEEDS | SITEMAPS | LISTS | {"html"})
    name = root.name if root else ""
    if name in FEEDS:
        return "feed"
    if name in SITEMAPS | LISTS:
        return "opml" if name in LISTS else "sitemap"
    if page_looks(answer.body) or name:
        return "page"
    if answer.url.endswith("/sitemap.txt") or answer.url.endswith(".txt.gz"):
        return "sitemap"
    raise DocumentError("is neither a page nor a feed")


def pdf_of(answer: Fetched) -> Iterator[Found]:
    """The document that a PDF is."""
    for found in read_pdf(answer.body, answer.url):
        yield replace(found, url=answer.url) if isinstance(found, RawDocument) else found


def listed_in(answer: Fetched) -> Sitemap:
    """A list of feeds as what it leads to."""
    listed = read_opml(answer.body, answer.content_type)
    return Sitemap(sitemaps=tuple(feed.url for feed in listed.feeds), notes=listed.notes)


def feed_of(answer: Fetched) -> Feed:
    """The feed that an answer is."""
    return read_feed(answer.body, answer.url, answer.content_type)


def status_words(answer: Fetched) -> str:
    """Why an answer that is no document is none."""
    return f"{STATUSES.get(answer.status, 'cannot be had')} (status {answer.status})"


def is_front(url: str) -> bool:
    """Whether this is a site's front page."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def of_entry(entry: Entry, feed: Feed) -> RawDocument:
    """What a feed says of an article whose page is still to be fetched."""
    return RawDocument(
        entry.url or "", title=entry.title, byline=entry.byline, published=entry.published,
        publisher=entry.publisher or feed.title, language=entry.language or feed.language,
    )  # fmt: skip


def of_page(page: Page) -> RawDocument:
    """What a sitemap says of a page that is still to be fetched."""
    return RawDocument(
        page.url, title=page.title, published=page.published, publisher=page.publisher, language=page.language
    )
