"""What the workers of followed sources do: read a body or a file, and prepare a document, in one pool for both.

A feed takes 10 to 20 ms to read; on the event loop every command would wait for it. Runs in a worker; what it takes and
gives is plain data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.core.ports import Fetched
from bot.services.leads import PDF, AnswerKind, feed_of, is_front, kind_of, of_entry, of_page, pdf_of
from bot.services.preparing import Refused, Result, prepare_document
from bot.sources.decode import decode
from bot.sources.discovery import canonical_address, feeds_in
from bot.sources.feeds import documents_of
from bot.sources.files import read_path
from bot.sources.found import Found, Skipped, shown
from bot.sources.opml import Listed, read_opml
from bot.sources.page import read_page
from bot.sources.sitemaps import Page, read_sitemap

# The newest pages of a sitemap that are looked at; older ones are for `ingest`.
LINKS = 10_000


@dataclass(frozen=True, slots=True)
class Body:
    """An answer to be read. `location` is where its documents come from, `known` what a list said of this page."""

    answer: Fetched
    location: str
    known: RawDocument | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file of a watched folder."""

    path: Path


@dataclass(frozen=True, slots=True)
class Reading:
    """What a body or a file holds.

    `documents` are whole; `links` lead to pages that are still to be fetched, newest first, with what is said of each.
    `lists` are the sitemaps of an index, `feeds` those of a list of feeds, `named` the feeds that a page names, best
    first. `hint` is in seconds; `newest` is the latest date of an entry; `entries` counts them.
    """

    kind: AnswerKind
    title: str | None = None
    hint: float | None = None
    documents: tuple[RawDocument, ...] = ()
    links: tuple[RawDocument, ...] = ()
    lists: tuple[str, ...] = ()
    feeds: tuple[Listed, ...] = ()
    named: tuple[str, ...] = ()
    entries: int = 0
    newest: str | None = None
    skipped: tuple[Skipped, ...] = ()


Item: TypeAlias = RawDocument | Body | File
Output: TypeAlias = Result | Reading


def work(items: Sequence[Item]) -> list[Output]:
    """Read or prepare each; runs in a worker."""
    return [_work(item) for item in items]


def _work(item: Item) -> Output:
    if isinstance(item, RawDocument):
        return prepare_document(item)
    name = shown(item.path) if isinstance(item, File) else item.location
    try:
        return _file(item) if isinstance(item, File) else read_body(item)
    except DocumentError as problem:
        return Refused(name, str(problem))
    except (Exception, RecursionError, MemoryError) as problem:  # noqa: BLE001 - one bad body never stops the others
        said = " ".join(str(problem).split())[:200]
        return Refused(name, f"cannot be read: {type(problem).__name__}: {said}")


def read_body(body: Body) -> Reading:
    """What an answer is and holds; raises `DocumentError`."""
    answer = body.answer
    if answer.body.startswith(PDF):
        return _found("page", pdf_of(answer))
    kind = "page" if body.known is not None else kind_of(answer)
    match kind:
        case "feed":
            return _feed(answer, body.location)
        case "sitemap":
            return _sitemap(answer)
        case "opml":
            listed = read_opml(answer.body, answer.content_type)
            return Reading("opml", feeds=listed.feeds, entries=len(listed.feeds))
        case "page":
            return _page(answer, body.known)


def _feed(answer: Fetched, location: str) -> Reading:
    feed = feed_of(answer)
    dates = [entry.published for entry in feed.entries if entry.published]
    return Reading(
        "feed",
        title=feed.title,
        hint=feed.interval,
        documents=tuple(documents_of(feed, location)),
        links=tuple(of_entry(entry, feed) for entry in feed.entries if entry.url and entry.needs_page),
        entries=len(feed.entries),
        newest=max(dates, default=None),
    )


def _sitemap(answer: Fetched) -> Reading:
    found = read_sitemap(answer.body, answer.url, answer.content_type)
    pages = sorted(found.pages, key=_dated, reverse=True)[:LINKS]
    return Reading(
        "sitemap",
        links=tuple(map(of_page, pages)),
        lists=found.sitemaps,
        entries=len(pages) or len(found.sitemaps),
        newest=_dated(pages[0]) or None if pages else None,
    )


def _dated(page: Page) -> str:
    return page.published or page.modified or ""


def _page(answer: Fetched, known: RawDocument | None) -> Reading:
    page = decode(answer.body, answer.charset)
    own = canonical_address(page, answer.url)
    if known is not None:
        return Reading("page", documents=(replace(known, html=page, url=own),), entries=1)
    documents = tuple(replace(document, html=page, url=own) for document in read_page(answer.body, answer.url))
    named = tuple(candidate.url for candidate in feeds_in(page, answer.url))
    # What a front page says is gone tomorrow; its feed is what is worth following.
    return Reading("page", documents=() if named and is_front(answer.url) else documents, named=named, entries=1)


def _file(file: File) -> Reading:
    return _found("page", read_path(file.path))


def _found(kind: AnswerKind, found: Iterable[Found]) -> Reading:
    items = tuple(found)
    documents = tuple(item for item in items if isinstance(item, RawDocument))
    return Reading(
        kind,
        documents=documents,
        entries=len(documents),
        skipped=tuple(item for item in items if isinstance(item, Skipped)),
    )
