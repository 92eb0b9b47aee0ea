"""Mirrors bot/sources/archives/bodies.py."""

from __future__ import annotations

import io
import tracemalloc
import zlib

import pytest
from fastwarc.stream_io import BrotliWriter
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import DocumentError
from bot.sources.archives.bodies import unpacked
from tests.unit.sources.archives.made import squeezed

PAGE = b"<p>Words of a page.</p>" * 20
CHUNKED = b"5\r\n<p>Wo\r\n6;a=b\r\nrds</p\r\n1\r\n>\r\n0\r\nX: y\r\n\r\n"
LIMIT = 10_000


def _brotli(data: bytes) -> bytes:
    packed = io.BytesIO()
    writer = BrotliWriter(packed)
    writer.write(data)
    writer.close()
    return packed.getvalue()


def _bare(data: bytes) -> bytes:
    return zlib.compress(data)[2:-4]


@pytest.mark.parametrize(
    ("body", "content"),
    [
        (PAGE, []),
        (PAGE, ["identity"]),
        (squeezed(PAGE), ["gzip"]),
        (squeezed(PAGE), ["X-GZIP"]),
        (zlib.compress(PAGE), ["deflate"]),
        (_bare(PAGE), ["deflate"]),
        (_brotli(PAGE), ["br"]),
        (_brotli(squeezed(PAGE)), ["gzip, br"]),
        (_brotli(squeezed(PAGE)), ["gzip", "br"]),
        *((PAGE, [name]) for name in ("gzip", "deflate", "br", "zstd")),
    ],
)
def test_a_body_is_unpacked(body: bytes, content: list[str]) -> None:
    """Every common encoding is undone, and one that the archive has undone already is left alone."""
    assert PAGE == unpacked(body, [], content, LIMIT)


@pytest.mark.parametrize("body", [CHUNKED, CHUNKED.replace(b"\r\n", b"\n"), b"<p>Words</p>"])
def test_chunks_are_joined(body: bytes) -> None:
    """Sizes, extensions and trailers of chunks are no part of the page; a body without them is whole already."""
    assert b"<p>Words</p>" == unpacked(body, ["chunked"], [], LIMIT)


@pytest.mark.parametrize(
    ("body", "transfer", "content", "reason"),
    [
        (CHUNKED[:20], ["chunked"], [], "is cut off: its last chunk is missing"),
        (b"ffffffff\r\n<p>", ["chunked"], [], "is cut off: its last chunk is missing"),
        (squeezed(PAGE)[:-9], [], ["gzip"], "is cut off: its compressed body has no end"),
        (squeezed(PAGE)[:12] + bytes(50), [], ["gzip"], "is damaged"),
        (b"\xff\xff\xff\xff", [], ["deflate"], "is damaged"),
        (_brotli(PAGE)[:-3], [], ["br"], "is damaged"),
        (b"\xff\xff\xff\xff", [], ["br"], "is damaged"),
        (b"\x28\xb5\x2f\xfd", [], ["zstd"], "is compressed in a way that is not read"),
        (PAGE, [], ["gzip, gzip, gzip, gzip"], "is compressed too many times over"),
    ],
)
def test_what_cannot_be_unpacked(body: bytes, transfer: list[str], content: list[str], reason: str) -> None:
    """Nothing that is damaged or cut off passes for a page."""
    with pytest.raises(DocumentError, match=reason):
        unpacked(body, transfer, content, LIMIT)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br"])
def test_a_bomb_is_not_unpacked(name: str) -> None:
    """Fifty megabytes in a few kilobytes are refused with no more than the limit held."""
    body = {"gzip": squeezed, "deflate": zlib.compress, "br": _brotli}[name](bytes(50_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(DocumentError, match="the limit for one document"):
            unpacked(body, [], [name], 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@given(
    st.binary(max_size=300) | st.builds(lambda a, b: CHUNKED[:a] + b, st.integers(0, 40), st.binary(max_size=30)),
    st.lists(st.sampled_from(["chunked", "gzip"]), max_size=2),
    st.lists(st.sampled_from(["gzip", "deflate", "br", "identity", ""]), max_size=3),
)
def test_any_body_gives_bytes_or_a_refusal(body: bytes, transfer: list[str], content: list[str]) -> None:
    """No body raises anything unforeseen or grows beyond the limit."""
    try:
        assert len(unpacked(body, transfer, content, LIMIT)) <= LIMIT
    except DocumentError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either outcome will do
