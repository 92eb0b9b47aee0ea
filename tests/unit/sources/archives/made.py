"""Web archives made by hand, right and wrong."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

from bot.core.article import RawDocument
from bot.sources.files import read_path
from bot.sources.found import Found, Skipped

PAGE = b"<html><p>Words of a page.</p></html>"
HTML = b"Content-Type: text/html; charset=utf-8\r\n"
CAPTURED = " 2020-01-01T00:00:00Z"


def record(
    name: str,
    body: bytes = PAGE,
    *,
    headers: bytes = HTML,
    kind: bytes = b"response",
    status: bytes = b"200 OK",
    length: int | None = None,
) -> bytes:
    """A WARC record of an answer to a request for `https://a.example/{name}`; `length` is what it claims to have."""
    content = b"HTTP/1.1 " + status + b"\r\n" + headers + b"\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: " + kind + b"\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        b"WARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Target-URI: https://a.example/" + name.encode() + b"\r\n"
        b"Content-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n" % (len(content) if length is None else length)
    ) + content + b"\r\n\r\n"  # fmt: skip


def squeezed(data: bytes) -> bytes:
    """A gzip stream that is the same whenever it is made."""
    return gzip.compress(data, mtime=0)


def packed(pieces: Iterable[bytes], *, compressed: bool) -> bytes:
    """The records one after the other, each a gzip member of its own where they are compressed."""
    return b"".join(squeezed(piece) if compressed else piece for piece in pieces)


def read(path: Path, content: bytes, limit: int = 100_000) -> list[Found]:
    """What the archive of this content gives."""
    path.write_bytes(content)
    return list(read_path(path, limit))


def names(found: Iterable[Found]) -> list[str]:
    """The last parts of the documents' addresses or places, without the time of their capture."""
    return [item.location.rpartition("/")[2].removesuffix(CAPTURED) for item in found if isinstance(item, RawDocument)]


def reasons(found: Iterable[Found]) -> list[str]:
    """Why something gave no document."""
    return [item.reason for item in found if isinstance(item, Skipped)]
