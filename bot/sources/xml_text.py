"""XML as the web serves it, made readable for a parser: what every feed, list and sitemap goes through first.

Everything before the root element is dropped, and with it every DOCTYPE: no entity that a document declares is ever
expanded or fetched. Characters that HTML has names for are put in, and what can only be a slip (a bare ampersand, a
stray "<", a control character) is written as XML wants it. Bytes in and out are UTF-8, so that a single emoji does not
make a text of five megabytes one of twenty.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from bot.core.errors import DocumentError
from bot.sources.binary import CONTROLS, binary_reason
from bot.sources.decode import charset, decode, wide_encoding
from bot.sources.page import declared_charset

# Warnings of a script and licence notices are found before a root; a book is not.
PROLOGUE = 256 * 1024
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
FIRST = re.compile(rb"<((?:[A-Za-z_][\w.-]{0,60}:)?([A-Za-z_][\w.-]{0,60}))(?=[\s/>])")
LABEL = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{1,40})", re.IGNORECASE)

# Lone characters that XML has no place for; the noncharacters are two of three bytes in UTF-8.
FORBIDDEN = re.compile(b"\xef\xbf[\xbe\xbf]")

WHITE = "\t\n\xa0\u3000"

# The common references that need no look are passed over, since a feed may have hundreds of thousands of them.
REFERENCE = re.compile(
    rb"&(?!(?:lt|gt|amp|quot|apos|#(?:[3-9]\d|1[01]\d|12[0-7]|1[6-9]\d|[2-9]\d\d|[1-9]\d{3}"
    rb"|[1-4]\d{4}|5[0-4]\d{3}|[xX](?:[2-7A-Fa-f][\da-fA-F]|[1-9a-cA-C][\da-fA-F]{3})));)"
    rb"(?:#(?P<number>\d{1,7}|[xX][0-9a-fA-F]{1,6});|(?P<name>[A-Za-z]\w{1,31});)?"
)
STRAY = re.compile(rb"<(?![A-Za-z_/!?])|]]>")
PREFIX = re.compile(rb"</?([A-Za-z_][\w.-]{0,60}):")
DECLARED = re.compile(rb"xmlns:([\w.-]{1,60})\s*=")
PREFIXES = 50
OPEN, CLOSE = b"<![CDATA[", b"]]>"
SLIP_LIMIT = 50_000

# What the prefixes that feeds forget to declare always mean.
MEANT = {
    b"atom": b"http://www.w3.org/2005/Atom",
    b"content": b"http://purl.org/rss/1.0/modules/content/",
    b"dc": b"http://purl.org/dc/elements/1.1/",
    b"dcterms": b"http://purl.org/dc/terms/",
    b"feedburner": b"http://rssnamespace.org/feedburner/ext/1.0",
    b"itunes": b"http://www.itunes.com/dtds/podcast-1.0.dtd",
    b"media": b"http://search.yahoo.com/mrss/",
    b"news": b"http://www.google.com/schemas/sitemap-news/0.9",
    b"rdf": b"http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    b"sy": b"http://purl.org/rss/1.0/modules/syndication/",
    b"xhtml": b"http://www.w3.org/1999/xhtml",
}


@dataclass(frozen=True, slots=True)
class Root:
    """The first element of a document: its name as written, without prefix and in lower case, and where it starts."""

    written: bytes
    name: str
    start: int


def utf8(data: bytes, content_type: str | None = None) -> bytes:
    """The document in UTF-8, whatever it was in; raises `DocumentError` for what is no text."""
    if not data.strip():
        raise DocumentError("is empty")
    reason = None if wide_encoding(data) else binary_reason(data)
    if reason is not None:
        raise DocumentError(reason)
    text = decode(data, _label(data, content_type)).encode("utf-8", "replace")
    return FORBIDDEN.sub(b"", text.translate(None, CONTROLS))


def root_of(text: bytes, wanted: frozenset[str] = frozenset()) -> Root | None:
    """The first element that is one of `wanted`, else the first of all; None where there is no element."""
    position, first = 0, None
    while position < PROLOGUE and (found := FIRST.search(text, position)) is not None:
        aside = COMMENT.search(text, position, found.start())
        if aside is not None:
            whole = COMMENT.match(text, aside.start())
            position = whole.end() if whole else found.end()
            continue
        root = Root(found[1], found[2].decode("ascii").lower(), found.start())
        if not wanted or root.name in wanted:
            return root
        first, position = first or root, found.end()
    return first


def mended(text: bytes, limit: int = SLIP_LIMIT) -> tuple[bytes, int]:
    """Text between CDATA sections with every slip written as XML wants it, and how many there were.

    Raises `DocumentError` when there are more than `limit`: that is no XML that somebody wrote.
    """
    straightened, strays = STRAY.subn(_escaped, text, limit + 1)
    done, references = REFERENCE.subn(_character, straightened, limit + 1)
    if strays + references > limit:
        raise DocumentError("is broken in too many places to be mended")
    return done, strays + references


def with_prefixes(text: bytes, root: bytes) -> bytes:
    """The document with every prefix declared that it uses and forgets; it starts with the element named `root`."""
    missing = set(PREFIX.findall(text)) - set(DECLARED.findall(text)) - {b"xml", b"xmlns"}
    if not missing or len(missing) > PREFIXES:
        return text
    said = b"".join(
        b' xmlns:%b="%b"' % (prefix, MEANT.get(prefix, b"urn:unknown:" + prefix)) for prefix in sorted(missing)
    )
    start = 1 + len(root)
    return b"".join((text[:start], said, text[start:]))


def _label(data: bytes, content_type: str | None) -> str | None:
    """The encoding that is asked for when the bytes are no UTF-8, by the document before its server."""
    own = declared_charset(data)
    served = LABEL.search(content_type or "")
    useful = charset(own) is not None and not (charset(own) or "").startswith("utf")
    return own if useful or served is None else served[1]


def _escaped(found: re.Match[bytes]) -> bytes:
    return b"&lt;" if found[0] == b"<" else b""


def _character(found: re.Match[bytes]) -> bytes:
    """A reference as the character that it means, or as the plain words that it is."""
    if not (found["name"] or found["number"]):
        return b"&amp;"
    # This also reads the numbers of Windows-1252 that old editors wrote.
    meant = html.unescape(found[0].decode("ascii"))
    if found["name"]:
        return b"&amp;" + found[0][1:] if meant.startswith("&") else escape(meant).encode()
    return escape(meant).encode() if meant.isprintable() or meant in WHITE else b""
