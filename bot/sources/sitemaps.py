"""Sitemaps: the addresses of a site's pages, and what news sitemaps say of each; plain, zipped, or a plain list.

A sitemap index leads to further sitemaps; following it is for whoever fetches.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.core.errors import DocumentError
from bot.sources.decode import decode
from bot.sources.feeds.dates import moment
from bot.sources.found import MEGABYTE
from bot.sources.links import web_address
from bot.sources.xml_text import Root, root_of, utf8
from bot.sources.xml_tree import elements, local

# What sitemaps.org allows for one file.
ADDRESS_LIMIT = 50_000
SIZE_LIMIT = 50 * MEGABYTE
MEMBER_END = re.compile(rb"</(?:[\w.-]{1,60}:)?(?:url|sitemap)\s*>")
GZIP = b"\x1f\x8b"
# A window of 32 KB, and the header of gzip expected.
GZIP_WINDOW = 31
NEWS = {"name": "publisher", "language": "language", "publication_date": "published", "title": "title"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a site; what is set beside `modified` comes from a news sitemap. Times as in a feed's entry."""

    url: str
    modified: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Pages, or for an index the sitemaps that it leads to, each address once, and what was left out."""

    pages: tuple[Page, ...] = ()
    sitemaps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_sitemap(data: bytes, url: str, content_type: str | None = None) -> Sitemap:
    """The sitemap that `data` is, found at `url`; raises `DocumentError` for what is none."""
    text = utf8(_unzipped(data), content_type)
    root = root_of(text, frozenset({"urlset", "sitemapindex"}))
    if root is None:
        return _listed(decode(text).split("\n"))
    if root.name not in ("urlset", "sitemapindex"):
        raise DocumentError(f"is no sitemap: its first element is <{root.name}>")
    member = "url" if root.name == "urlset" else "sitemap"
    whole, notes = _whole(text, root, member)
    found = islice(elements(whole, root, (member,), "end"), ADDRESS_LIMIT)
    pages, said = _once((_page(element, url) for element in found), len(MEMBER_END.findall(whole)))
    if member == "sitemap":
        return Sitemap(sitemaps=tuple(page.url for page in pages), notes=(*notes, *said))
    return Sitemap(pages, notes=(*notes, *said))


def _unzipped(data: bytes) -> bytes:
    """The file itself; what unpacks to more than is allowed is stopped at that size."""
    if not data.startswith(GZIP):
        return data
    unpacking = zlib.decompressobj(GZIP_WINDOW)
    pieces: list[bytes] = []
    size, rest = 0, data
    while rest and size <= SIZE_LIMIT:
        try:
            pieces.append(unpacking.decompress(rest, MEGABYTE))
        except zlib.error:
            raise DocumentError("is a broken gzip file") from None
        size, rest = size + len(pieces[-1]), unpacking.unconsumed_tail
    if size > SIZE_LIMIT:
        raise DocumentError(f"unpacks to over {SIZE_LIMIT // MEGABYTE} MB, the limit for one sitemap")
    return b"".join(pieces)


def _whole(text: bytes, root: Root, member: str) -> tuple[bytes, tuple[str, ...]]:
    """The text up to its last whole member, where it ends too early."""
    closing = b"</" + root.written + b">"
    if closing in text or text.rstrip().endswith(b"/>"):
        return text, ()
    prefix, colon, _ = root.written.rpartition(b":")
    end = b"</" + prefix + colon + member.encode("ascii") + b">"
    last = text.rfind(end)
    kept = text[: last + len(end)] if last >= 0 else text[: text.find(b">", root.start) + 1]
    return kept + closing, ("ends too early; an address that it leaves unfinished is not read",)


def _page(element: Any, base: str) -> Page | None:
    fields: dict[str, str] = {}
    for child in element:
        name = local(child)
        if name in ("loc", "lastmod"):
            fields.setdefault(name, "".join(child.itertext()).strip())
        elif name == "news":
            for detail in child.iter():
                if local(detail) in NEWS:
                    fields.setdefault(NEWS[local(detail)], " ".join("".join(detail.itertext()).split()))
    url = web_address(fields.pop("loc", None), base)
    modified, published = moment(fields.pop("lastmod", None)), moment(fields.pop("published", None))
    words = {name: value for name, value in fields.items() if value}
    return None if url is None else Page(url, modified, published=published, **words)


def _listed(lines: Iterable[str]) -> Sitemap:
    """A plain list: one whole address a line, and nothing but addresses in the first lines."""
    written = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not written or not all(web_address(line) for line in written[:3]):
        raise DocumentError("is no sitemap: neither XML nor a list of addresses")
    pages, notes = _once(
        (Page(address) if (address := web_address(line)) else None for line in written[:ADDRESS_LIMIT]), len(written)
    )
    return Sitemap(pages, notes=notes)


def _once(found: Iterable[Page | None], total: int) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    pages: dict[str, Page] = {}
    unusable = 0
    for page in found:
        if page is None:
            unusable += 1
        else:
            pages.setdefault(page.url, page)
    said = (
        (unusable, f"has {unusable:,} addresses that lead nowhere on the web"),
        (total > ADDRESS_LIMIT, f"has {total:,} addresses; the first {ADDRESS_LIMIT:,} are read"),
    )
    return tuple(pages.values()), tuple(words for count, words in said if count)
