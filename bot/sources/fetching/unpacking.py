"""Bodies that are sent compressed, unpacked piece by piece, so that no answer can make more of itself than a piece.

Only what is asked for in `ACCEPTED` is unpacked, and only once: a site that packs twice packs for harm.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.core.errors import FetchError

ACCEPTED = "gzip, deflate"
PIECE_BYTES = 64 * 1024
# Some servers end a gzip member at each flush; thousands of empty ones would only cost time.
MEMBERS = 1_000
GZIP_MARK = b"\x1f\x8b"
GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
BARE = -zlib.MAX_WBITS


class Unpacker(Protocol):
    """Bytes as sent in, bytes as meant out."""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """What this much of the body holds, in pieces; raises `FetchError` for broken data."""

    def finish(self) -> None:
        """The body has ended; raises `FetchError` if it should not have."""


def unpacker(encodings: Sequence[str]) -> Unpacker:
    """What undoes these content encodings, each header's value as it came."""
    names = [name for value in encodings for part in value.lower().split(",") if (name := part.strip())]
    packed = [name for name in names if name != "identity"]
    if len(packed) > 1:
        raise FetchError("it is compressed more than once")
    if not packed:
        return Plain()
    if packed[0] not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError(f"it is compressed as {packed[0][:40]!r}, though only {ACCEPTED} was asked for")
    return Inflater()


class Plain:
    """Nothing to undo."""

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The chunk itself."""
        yield chunk

    def finish(self) -> None:
        """Any end will do."""


class Inflater:
    """gzip, also of several members, and deflate with or without its frame, told by their first bytes."""

    def __init__(self) -> None:
        self._inner: zlib._Decompress | None = None
        self._start = b""
        self._members = 0
        self._over = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """At most `PIECE_BYTES` at a time."""
        chunk, self._start = self._start + chunk, b""
        more = False
        while (chunk or more) and not self._over:
            if self._inner is None:
                if len(chunk) < len(GZIP_MARK):
                    self._start = chunk
                    return
                self._begin(chunk)
                continue
            piece = _step(self._inner, chunk)
            yield piece
            ended = self._inner.eof
            chunk = self._inner.unused_data if ended else self._inner.unconsumed_tail
            more = len(piece) == PIECE_BYTES and not ended
            self._inner = None if ended else self._inner

    def finish(self) -> None:
        """A body that breaks off is not believed."""
        if self._inner is not None or (self._start and not self._members):
            raise FetchError("its compressed data breaks off")

    def _begin(self, chunk: bytes) -> None:
        """Another member, or what browsers pass over: padding behind the last one."""
        gzip = chunk.startswith(GZIP_MARK)
        self._over = self._members > 0 and not gzip
        self._members += 1
        if self._members > MEMBERS:
            raise FetchError(f"its compressed data comes in over {MEMBERS:,} parts")
        framed = gzip or (chunk[0] & 0x0F == zlib.DEFLATED and int.from_bytes(chunk[:2]) % 31 == 0)
        self._inner = None if self._over else zlib.decompressobj(GZIP_OR_ZLIB if framed else BARE)


def _step(inner: zlib._Decompress, chunk: bytes) -> bytes:
    try:
        return inner.decompress(chunk, PIECE_BYTES)
    except zlib.error:
        raise FetchError("its compressed data is broken") from None
