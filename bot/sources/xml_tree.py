"""lxml, where it is the better reader: flat lists, element by element, and entries whose tags are crossed.

It gets text that `xml_text` has been through, so there is no DOCTYPE left; it may neither expand, load nor
fetch anything all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from bot.core.errors import DocumentError
from bot.sources.xml_text import CLOSE, OPEN, Root, mended, with_prefixes

# Elements that nobody asked for stay in memory until the next that somebody did; each takes about 100 bytes.
IDLE_MARKS, MARKS_EACH = 100_000, 60
# A sitemap may have forgotten to escape the "&" in every address.
SLIP_LIMIT = 200_000


def elements(text: bytes, root: Root, names: tuple[str, ...], event: str) -> Iterator[Any]:
    """Every element with one of these local names at its "start" or "end"; what is broken is passed over."""
    asked = sum(text.count(b"<%b" % name.encode("ascii")) for name in names)
    if text.count(b"<", root.start) > IDLE_MARKS + MARKS_EACH * asked:
        raise DocumentError(f"has hundreds of thousands of tags, and only {asked:,} of those it should have")
    whole = with_prefixes(_mended(text, root.start), root.written)
    parser = etree.iterparse(
        BytesIO(whole),
        events=(event,) if event == "end" else (event, "end"),
        tag=[f"{{*}}{name}" for name in names],
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for happened, element in parser:
            if happened == event:
                yield element
            if happened == "end":
                _forget(element)
    except (etree.LxmlError, AssertionError) as error:
        raise DocumentError(f"is broken: {' '.join(str(error).split())[:120]}") from None


def straightened(text: bytes) -> bytes:
    """The document with every tag closed where it must be; as it is when there is nothing to be made of it."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False, huge_tree=False
    )
    try:
        top = etree.fromstring(text, parser)
    except (etree.LxmlError, ValueError):
        return text
    return text if top is None else bytes(etree.tostring(top, encoding="utf-8"))


def local(element: Any) -> str:
    """The element's name without its namespace, in lower case."""
    return str(element.tag).rpartition("}")[2].lower()


def _mended(text: bytes, position: int) -> bytes:
    """The document from `position` on, mended outside of CDATA."""
    pieces: list[bytes] = []
    slips = 0
    while position < len(text):
        opening = text.find(OPEN, position)
        closing = text.find(CLOSE, opening) if opening >= 0 else -1
        # A section that is never closed is none.
        end = opening if closing >= 0 else len(text)
        piece, found = mended(text[position:end], SLIP_LIMIT - slips)
        slips += found
        position = closing + len(CLOSE) if closing >= 0 else end
        pieces += (piece, text[end:position])
    return b"".join(pieces)


def _forget(element: Any) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
