"""RSS, RDF and Atom: what feedparser makes of them, in the project's own terms.

feedparser is asked neither to clean nor to resolve: that takes twenty times as long as the reading, and the pipeline
does it for the articles that are new. It is imported when the first feed comes, and it never sees what it could fetch
or open.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from typing import Any

from bot.core.errors import DocumentError
from bot.sources.feeds.cut import Cut
from bot.sources.feeds.dates import moment
from bot.sources.feeds.drafts import Draft, Says, assembled
from bot.sources.feeds.entry import Feed
from bot.sources.feeds.wholeness import title_of
from bot.sources.links import web_address
from bot.sources.xml_tree import straightened

TEXT_KINDS = ("text/plain", "text/html", "application/xhtml+xml", "text/xml", "application/xml", "")
PERIODS = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}


def parsed(feed: Cut, url: str) -> Feed:
    """The feed that this XML is; raises `DocumentError` when feedparser makes nothing of it."""
    found = _read(feed.text)
    if found["bozo"] and len(found["entries"]) < feed.entries:
        found = _read_each(feed)
    about, entries = dict(found["feed"]), found["entries"]
    site = _alternate(about, url)
    atom = str(found.get("version", "")).startswith("atom")
    # Atom says what its links are relative to; elsewhere everybody takes the site.
    base = url if atom else site or url
    default = _byline(about) if atom else None
    language = _words(about.get("language"))
    drafts = [_draft(dict(entry), base, default, language) for entry in entries]
    links = [link for link in _links(about) if link.get("href")]
    return assembled(
        Feed(
            title=title_of(about.get("title")),
            site=site,
            language=language,
            entries=(),
            interval=_interval(about),
            next_page=_first(links, "next", url),
            hub=_first(links, "hub", url),
            notes=feed.notes,
        ),
        drafts,
    )


def _read(text: bytes) -> Mapping[str, Any]:
    import feedparser  # noqa: PLC0415 - it takes a while, and most of what is read is no feed

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return dict(
                feedparser.parse(
                    BytesIO(text),
                    response_headers={"content-type": "application/xml; charset=utf-8"},
                    sanitize_html=False,
                    resolve_relative_uris=False,
                )
            )
    except Exception as error:  # noqa: BLE001 - its parser of last resort raises nearly anything
        raise DocumentError(f"is a broken feed: {' '.join(str(error).split())[:120] or type(error).__name__}") from None


def _read_each(feed: Cut) -> Mapping[str, Any]:
    """The same, every entry straightened and read alone; one that cannot be read is passed over."""
    found: list[Mapping[str, Any]] = []
    for text in feed.one_by_one():
        with suppress(DocumentError):
            found.append(_read(straightened(text)))
    entries = [entry for alone in found[1:] for entry in alone["entries"][:1]]
    return {**found[0], "entries": entries} if found else {"feed": {}, "entries": entries}


def _draft(entry: Mapping[str, Any], base: str, author: str | None, language: str | None) -> Draft:
    updated = moment(entry.get("updated"))
    published = moment(entry.get("published")) or moment(entry.get("created")) or updated
    source = entry.get("source") or {}
    says = tuple(_contents(entry))
    return Draft(
        ids=_words(entry.get("id")),
        url=_address(entry, base),
        title=title_of(entry.get("title")),
        published=published,
        updated=updated,
        byline=_byline(entry) or author,
        publisher=title_of(source.get("title")),
        language=next((s.language for s in says if s.language), language),
        says=says,
    )


def _contents(entry: Mapping[str, Any]) -> Iterator[Says]:
    """Everything that the entry says of its article."""
    for content in entry.get("content", ()):
        value, kind = content.get("value"), str(content.get("type") or "").lower()
        if isinstance(value, str) and not content.get("src") and kind in TEXT_KINDS:
            yield Says(value, content=True, markup=kind != "text/plain", language=_words(content.get("language")))
    detail = entry.get("summary_detail") or {}
    for value in (entry.get("summary"), entry.get("media_own-description")):
        if isinstance(value, str):
            yield Says(value, content=False, markup=detail.get("type") != "text/plain")


def _address(entry: Mapping[str, Any], base: str) -> str | None:
    """Where the article is: its own address before that of a service that counts readers, and before its id."""
    counted = web_address(entry.get("feedburner_origlink"), base)
    alternate = counted or _alternate(entry, base)
    # feedparser takes an id for a link; only a whole address is one.
    return alternate or web_address(entry.get("id"))


def _alternate(about: Mapping[str, Any], base: str) -> str | None:
    links = [link for link in _links(about) if link.get("rel", "alternate") == "alternate"]
    links.sort(key=lambda link: "html" not in str(link.get("type", "")))
    found = (web_address(link.get("href"), base) for link in links)
    return next((address for address in found if address), None)


def _links(about: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return list(about.get("links", ()))


def _first(links: Iterable[Mapping[str, Any]], rel: str, base: str) -> str | None:
    found = (web_address(link["href"], base) for link in links if rel in str(link.get("rel", "")).lower().split())
    return next((address for address in found if address), None)


def _byline(about: Mapping[str, Any]) -> str | None:
    names = [title_of(author.get("name")) for author in about.get("authors", ())]
    single = title_of(about.get("author")) if not any(names) else None
    known = [name for name in dict.fromkeys((*names, single)) if name and "@" not in name]
    return ", ".join(known) or None


def _interval(about: Mapping[str, Any]) -> int | None:
    """The longer of the two times that a feed may ask for, in seconds; nonsense is no wish."""
    minutes = _number(about.get("ttl"))
    period = PERIODS.get(str(about.get("sy_updateperiod", "")).strip().lower(), 0)
    times = _number(about.get("sy_updatefrequency")) or 1
    return max(minutes * 60, period // times) or None


def _number(written: object) -> int:
    digits = str(written or "").strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 6 else 0


def _words(written: object) -> str | None:
    return " ".join(written.split()) or None if isinstance(written, str) else None
