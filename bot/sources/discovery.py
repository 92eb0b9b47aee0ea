"""From a site's page to its feed, and from a page to its own address. Nothing here connects to anything."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from bot.sources.links import host_of, web_address
from bot.sources.page import ADDRESS_HEAD, ATTRIBUTE, saved_address

# Types by which a page tells that a link leads to a feed, best first.
FEED_TYPES = (
    "application/atom+xml",
    "application/rss+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    "application/json",
)
# Where the commonest programs keep the feed of a site that does not say.
COMMON_PATHS = ("/feed", "/feed/", "/rss", "/rss.xml", "/atom.xml", "/feed.xml", "/index.xml", "/feed.json")

TAG = re.compile(r"<(link|a|base)\s([^<>]{1,2000})>", re.IGNORECASE)
FEED_PATH = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:[/._-]|$)|\.(?:rss|atom|rdf)$|/index\.xml$", re.IGNORECASE)
COMMENTS = re.compile(r"comment|kommentar|commentaire|comentario|replies", re.IGNORECASE)
PART = re.compile(r"/(?:tag|category|author|topics?|search)/|podcast|[?&](?:tag|cat|s)=", re.IGNORECASE)
PAGE = re.compile(rb"<!doctype\s+html|<(?:html|head|body)[\s>]", re.IGNORECASE)
CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that a page names; `title` as the page has it."""

    url: str
    title: str | None


def feeds_in(page: str, url: str) -> tuple[Candidate, ...]:
    """The feeds that the page at `url` names, best first.

    Links that the page declares go before those it only shows, the whole site's feed before a part of it and before
    comments, the page's own host before others.
    """
    found: dict[str, tuple[tuple[int | bool, ...], Candidate]] = {}
    for order, (weight, candidate) in enumerate(_candidates(page, url)):
        found.setdefault(candidate.url, ((*_rank(candidate, url), weight, order), candidate))
        if len(found) >= CANDIDATES:
            break
    return tuple(candidate for _, candidate in sorted(found.values(), key=lambda pair: pair[0]))


def common_feeds(url: str) -> tuple[str, ...]:
    """Addresses worth a try on the site of `url` when its page names no feed."""
    parts = urlsplit(url)
    own = parts.path.rstrip("/")
    first = (f"{own}/feed",) if own and "." not in own.rpartition("/")[2] else ()
    return tuple(dict.fromkeys(urljoin(url, path) for path in (*first, *COMMON_PATHS)))


def canonical_address(page: str, url: str) -> str:
    """The address that the page at `url` gives itself, if it is on the same site; else `url`.

    A page that points to another site may be a copy or a lie, and is kept under where it was found. So is one that
    calls the front page its own address, which is a common slip.
    """
    own = saved_address(page)
    if own is None or host_of(own) != host_of(url):
        return url
    is_front = urlsplit(own).path in ("", "/") and not urlsplit(own).query
    return url if is_front and urlsplit(url).path not in ("", "/") else own


def page_looks(data: bytes) -> bool:
    """Whether these bytes start as a web page does."""
    return PAGE.search(data[: 8 * 1024]) is not None


def _candidates(page: str, url: str) -> Iterator[tuple[int, Candidate]]:
    base = url
    for tag in TAG.finditer(page[:ADDRESS_HEAD]):
        fields = _fields(tag[2])
        name = tag[1].lower()
        if name == "base":
            base = web_address(fields.get("href"), url) or base
            continue
        weight = _declared(fields) if name == "link" else _shown(fields)
        address = web_address(fields.get("href"), base) if weight is not None else None
        if weight is not None and address is not None:
            yield weight, Candidate(address, fields.get("title", "").strip() or None)


def _declared(fields: Mapping[str, str]) -> int | None:
    """How good a `<link>` is as a feed's, the smaller the better."""
    relations = fields.get("rel", "").lower().split()
    kind = fields.get("type", "").partition(";")[0].strip().lower()
    if "stylesheet" in relations or not {"alternate", "feed"} & set(relations):
        return None
    if kind in FEED_TYPES[:4]:
        return FEED_TYPES.index(kind)
    plausible = kind in FEED_TYPES and FEED_PATH.search(fields.get("href", "").partition("?")[0])
    return FEED_TYPES.index(kind) if plausible else 4 if "feed" in relations and not kind else None


def _shown(fields: Mapping[str, str]) -> int | None:
    path = fields.get("href", "").partition("?")[0].partition("#")[0]
    return len(FEED_TYPES) if FEED_PATH.search(path) and not path.lower().endswith((".html", ".htm", ".php")) else None


def _rank(candidate: Candidate, url: str) -> tuple[bool, bool, bool]:
    said = f"{candidate.title or ''} {candidate.url}"
    own = host_of(candidate.url) == host_of(url)
    return COMMENTS.search(said) is not None, not own, PART.search(said) is not None


def _fields(written: str) -> dict[str, str]:
    found = ATTRIBUTE.findall(written)
    return {name.lower(): html.unescape(double or single or bare) for name, double, single, bare in reversed(found)}
