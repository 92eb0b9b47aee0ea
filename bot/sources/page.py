"""Web pages saved as files: which encoding they declare, and from which address they were saved."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.sources.binary import binary_reason
from bot.sources.decode import decode, wide_encoding

# The HTML standard looks for a declared encoding in the first kilobyte; saved pages are often later with it.
HEAD = 8 * 1024
DECLARED = re.compile(
    rb"<(?:meta\s[^<>]{0,200}?|\?xml\s[^<>]{0,100}?en)(?:charset|coding)\s{0,9}=\s{0,9}[\"']?([\w:.-]{1,40})",
    re.IGNORECASE,
)

# Some sites put the address below half a megabyte of scripts.
ADDRESS_HEAD = 512 * 1024
TAG = re.compile(r"<(link|meta)\s([^<>]{1,2000})>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s{0,9}=\s{0,9}(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s\"'>]{1,2000}))")
SAVED_FROM = re.compile(r"<!--\s{0,9}saved from url=\(\d{1,6}\)(\S{1,2000})")


def read_page(data: bytes, location: str) -> Iterator[RawDocument]:
    """The page as it is, decoded."""
    reason = None if wide_encoding(data) else binary_reason(data)
    if reason is not None:
        raise DocumentError(reason)
    page = decode(data, declared_charset(data))
    yield RawDocument(location, html=page, url=saved_address(page))


def declared_charset(data: bytes) -> str | None:
    """What the page's own `<meta>` or XML declaration says of its encoding."""
    found = DECLARED.search(data[:HEAD])
    return found.group(1).decode("ascii") if found else None


def saved_address(page: str) -> str | None:
    """The page's own address: canonical link, else OpenGraph's, else the note that browsers leave when saving."""
    head = page[:ADDRESS_HEAD]
    social = None
    for tag in TAG.finditer(head):
        fields = {name.lower(): double or single or bare for name, double, single, bare in ATTRIBUTE.findall(tag[2])}
        if "canonical" in fields.get("rel", "").lower().split():
            address = _address(fields.get("href"))
            if address is not None:
                return address
        elif fields.get("property", "").lower() == "og:url":
            social = social or _address(fields.get("content"))
    saved = SAVED_FROM.search(head)
    return social or _address(saved[1] if saved else None)


def _address(written: str | None) -> str | None:
    address = html.unescape(written or "").strip()
    whole = address.lower().startswith(("http://", "https://")) and not any(c.isspace() for c in address)
    return address if whole else None
