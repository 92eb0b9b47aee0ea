"""OPML: the list of feeds that one reader hands to another, in and out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from bot.core.errors import DocumentError
from bot.sources.links import web_address
from bot.sources.xml_text import Root, root_of, utf8
from bot.sources.xml_tree import elements

LIMIT = 10_000
UNWRITABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
# Written by programs that open such an address in a reader of feeds.
FEED_SCHEME = re.compile(r"^feed:(?://(?=https?:))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed in a list: its address, its name there, and the page that it belongs to."""

    url: str
    title: str | None = None
    site: str | None = None


@dataclass(frozen=True, slots=True)
class Opml:
    """A list of feeds, each once, in the order of the file; `notes` says in one line each what was left out."""

    feeds: tuple[Listed, ...]
    notes: tuple[str, ...] = ()


def read_opml(data: bytes, content_type: str | None = None) -> Opml:
    """Every feed in the list, however deep; raises `DocumentError` for what is no OPML."""
    text = utf8(data, content_type)
    root = root_of(text, frozenset({"opml"}))
    if root is None or root.name != "opml":
        raise DocumentError("is no OPML list" + (f": its first element is <{root.name}>" if root else ""))
    found: dict[str, Listed] = {}
    repeated = unusable = over = 0
    for outline in elements(text, root, ("outline", "OUTLINE", "Outline"), "start"):
        fields = {_local(name): str(value) for name, value in outline.items()}
        if "xmlurl" not in fields:
            continue
        listed = _listed(fields)
        if listed is None:
            unusable += 1
        elif listed.url in found:
            repeated += 1
        elif len(found) >= LIMIT:
            over += 1
        else:
            found[listed.url] = listed
    return Opml(tuple(found.values()), _notes(repeated, unusable, over, ended=_ended(text, root)))


def write_opml(feeds: Iterable[Listed], title: str = "Sitrep") -> bytes:
    """The list as OPML 2.0 in UTF-8, which `read_opml` reads back as it was."""
    top = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(top, "head"), "title").text = _line(title)
    body = etree.SubElement(top, "body")
    for feed in feeds:
        name = _line(feed.title) or None
        fields = {"type": "rss", "text": name or feed.url, "title": name, "xmlUrl": feed.url, "htmlUrl": feed.site}
        etree.SubElement(body, "outline", {key: value for key, value in fields.items() if value is not None})
    written: bytes = etree.tostring(top, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _local(name: str) -> str:
    """An attribute's name as all writers mean it, whatever its letters."""
    return name.rpartition("}")[2].lower()


def _listed(fields: Mapping[str, str]) -> Listed | None:
    written = FEED_SCHEME.sub("", fields["xmlurl"].strip())
    url = web_address("http:" + written if written.startswith("//") else written)
    if url is None:
        return None
    title = _line(fields.get("title")) or _line(fields.get("text"))
    return Listed(url, None if title in ("", url) else title, web_address(fields.get("htmlurl")))


def _line(written: str | None) -> str:
    return " ".join(UNWRITABLE.sub(" ", written or "").split())


def _ended(text: bytes, root: Root) -> bool:
    return b"</" + root.written + b">" in text or text.rstrip().endswith(b"/>")


def _notes(repeated: int, unusable: int, over: int, *, ended: bool) -> tuple[str, ...]:
    said = (
        (repeated, f"names {repeated:,} feeds again; each is taken once"),
        (unusable, f"has {unusable:,} addresses that lead nowhere on the web"),
        (over, f"has {over:,} feeds over the limit of {LIMIT:,}; they are left out"),
        (not ended, "is broken: it ends too early; what is whole was read"),
    )
    return tuple(words for count, words in said if count)
