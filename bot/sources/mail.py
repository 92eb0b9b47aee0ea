"""Saved mail, which is what newsletters arrive as: the web page part where there is one, else the plain text.

The old `compat32` rules of the standard library are used on purpose: they hand over broken headers as they are, where
the newer ones raise on some of them.
"""

from __future__ import annotations

import re
from binascii import Error as BadBase64
from collections.abc import Iterator
from datetime import UTC
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.sources.decode import decode
from bot.sources.page import declared_charset
from bot.sources.wrapped import unwrap

HEADER_LIMIT = 10_000
ADDRESS = re.compile(r"<?(https?://[^\s<>]{1,2000})>?", re.IGNORECASE)


def read_mail(data: bytes, location: str) -> Iterator[RawDocument]:
    """The message's own text; what is attached to it is left alone."""
    try:
        message = message_from_bytes(data)
        parts = tuple(_bodies(message))
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise DocumentError(f"is a broken mail: {str(error) or type(error).__name__}") from None
    if not message.keys():
        raise DocumentError("is no mail: it has no headers")
    page, text = _first(parts, "text/html"), _first(parts, "text/plain")
    if page is None and text is None:
        raise DocumentError("the mail has no text")
    yield RawDocument(
        location,
        html=page,
        text=unwrap(text) if page is None and text is not None else None,
        url=_address(message),
        title=_header(message, "subject"),
        publisher=_sender(message),
        published=_sent(message),
    )


def _bodies(message: Message) -> Iterator[Message]:
    for part in message.walk():
        if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            yield part


def _first(parts: tuple[Message, ...], kind: str) -> str | None:
    """The first part of this kind that says anything."""
    for part in parts:
        if part.get_content_type() == kind:
            text = _text(part)
            if text.strip():
                return text
    return None


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    declared = part.get_param("charset")
    label = declared if isinstance(declared, str) else None
    return decode(data, label or declared_charset(data))


def _raw(message: Message, name: str) -> str:
    """A header as its bytes were, before the library puts marks in the place of what is not ASCII."""
    for key, value in message.raw_items():
        if key.lower() == name:
            return " ".join(str(value)[:HEADER_LIMIT].split())
    return ""


def _header(message: Message, name: str) -> str | None:
    return _decoded(_raw(message, name))


def _decoded(value: str) -> str | None:
    """A header's words, out of their encoding for transport."""
    try:
        pieces = decode_header(value)
    except (MessageError, BadBase64, ValueError):
        pieces = [(value, None)]
    words = "".join(_piece(piece, label) for piece, label in pieces)
    return " ".join(words.split()) or None


def _piece(piece: bytes | str, label: str | None) -> str:
    # Without an encoding the library gives back "raw-unicode-escape" bytes, or the string itself.
    data = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
    return decode(data, label)


def _sender(message: Message) -> str | None:
    """The name before the address: for a newsletter that is who publishes it."""
    name, _ = parseaddr(_raw(message, "from"))
    return _decoded(name) if name else None


def _sent(message: Message) -> str | None:
    try:
        moment = parsedate_to_datetime(_raw(message, "date"))
        known = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
        return known.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _address(message: Message) -> str | None:
    """Where the message is kept on the web, for those who say so."""
    found = ADDRESS.fullmatch(_raw(message, "archived-at"))
    return found[1] if found else None
