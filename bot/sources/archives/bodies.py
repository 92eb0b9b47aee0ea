"""What a web server sent, out of its encodings for transport, within a limit and never a guess at what is cut off."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from io import BytesIO

from fastwarc.stream_io import BrotliReader

from bot.core.errors import DocumentError
from bot.sources.found import MEGABYTE

# Encodings stack; nobody means more than this.
NESTED = 3
CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
GZIP = b"\x1f\x8b"
# zlib tells its own format and gzip's apart with this; some servers send neither and mean the bare stream.
EITHER, BARE = 47, -15


def unpacked(body: bytes, transfer: Sequence[str], content: Sequence[str], limit: int) -> bytes:
    """The body as the page's author wrote it; at most `limit` bytes, else it raises `DocumentError`.

    Archives often keep the headers of a body that they unpacked themselves, so one without the marks of its encoding
    is taken as it is.
    """
    if "chunked" in _names(transfer):
        body = _joined(body)
    for name in _names(content)[::-1]:
        body = _decompressed(body, name, limit)
    return body


def _names(headers: Sequence[str]) -> list[str]:
    names = [name.strip().lower() for header in headers for name in header.split(",")]
    if len(names) > NESTED:
        raise DocumentError("is compressed too many times over")
    return names


def _joined(body: bytes) -> bytes:
    """The chunks without their sizes."""
    if CHUNK.match(body) is None:
        return body
    pieces: list[bytes] = []
    at = 0
    while found := CHUNK.match(body, at):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(pieces)
        at = found.end() + size
        pieces.append(body[found.end() : at])
        at += 2 if body.startswith(b"\r\n", at) else 1
    raise DocumentError("is cut off: its last chunk is missing")


def _decompressed(body: bytes, name: str, limit: int) -> bytes:
    match name:
        case "gzip" | "x-gzip":
            return _inflated(body, EITHER, limit) if body.startswith(GZIP) else body
        case "deflate":
            return _deflated(body, limit)
        case "br":
            return _brotli(body, limit)
        case "" | "identity" | "none" | "utf-8":
            return body
    if _looks_plain(body):
        return body
    raise DocumentError("is compressed in a way that is not read; gzip, deflate and br are")


def _inflated(body: bytes, form: int, limit: int) -> bytes:
    stream = zlib.decompressobj(form)
    try:
        data = stream.decompress(body, limit + 1)
    except zlib.error:
        raise DocumentError("is damaged: its compressed body cannot be unpacked") from None
    _within(data, limit)
    if not stream.eof:
        raise DocumentError("is cut off: its compressed body has no end")
    return data


def _deflated(body: bytes, limit: int) -> bytes:
    if _looks_plain(body):
        return body
    # zlib's own header: the method, and two bytes that 31 divides.
    headed = body[:1] and body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    return _inflated(body, EITHER if headed else BARE, limit)


def _brotli(body: bytes, limit: int) -> bytes:
    if _looks_plain(body):
        return body
    try:
        data = BrotliReader(BytesIO(body)).read(limit + 1)
    except OSError:
        raise DocumentError("is damaged: its compressed body cannot be unpacked") from None
    _within(data, limit)
    return data


def _looks_plain(body: bytes) -> bool:
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _within(data: bytes, limit: int) -> None:
    if len(data) > limit:
        raise DocumentError(f"is over {limit // MEGABYTE} MB unpacked, the limit for one document")
