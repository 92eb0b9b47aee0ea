"""Mirrors bot/sources/fetching/unpacking.py."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import FetchError
from bot.sources.fetching.unpacking import MEMBERS, PIECE_BYTES, unpacker


def bare(data: bytes) -> bytes:
    """Deflate without a frame, as some servers send it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def unpacked(encoding: str, body: bytes, step: int = 4096) -> bytes:
    """A whole body, fed in parts of `step` bytes."""
    unpack = unpacker([encoding] if encoding else [])
    parts = [piece for start in range(0, len(body), step) for piece in unpack.feed(body[start : start + step])]
    unpack.finish()
    assert all(len(part) <= max(PIECE_BYTES, step) for part in parts)
    return b"".join(parts)


packings = st.sampled_from(
    [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("Deflate", zlib.compress), ("deflate", bare)]
)


@given(st.binary(max_size=2_000), packings, st.integers(1, 50), st.integers(1, 300))
def test_what_was_packed_comes_out_whole(
    data: bytes, packing: tuple[str, Callable[[bytes], bytes]], step: int, times: int
) -> None:
    """Any body in any packing, cut anywhere, is what it was."""
    encoding, pack = packing

    assert data * times == unpacked(encoding, pack(data * times), step)


@given(st.binary(max_size=200), st.integers(1, 9), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_are_unpacked_or_refused(data: bytes, step: int, encoding: str) -> None:
    """No body raises anything but a `FetchError`."""
    try:
        words = ""
        unpacked(encoding, data, step)
    except FetchError as problem:
        words = str(problem)

    assert words.startswith("its compressed data") or not words


@given(st.binary(min_size=20, max_size=500), st.data())
def test_a_body_cut_short_is_never_believed(data: bytes, draw: st.DataObject) -> None:
    """Any part of a packed body that is not the whole is refused."""
    body = gzip.compress(data)
    cut = draw.draw(st.integers(1, len(body) - 1))

    with pytest.raises(FetchError, match="breaks off"):
        unpacked("gzip", body[:cut])


def test_members_follow_each_other_and_padding_is_passed_over() -> None:
    """Several gzip members are one body; what is no member behind them is none of it."""
    body = gzip.compress(b"one ") + gzip.compress(b"two") + bytes(99)

    for step in (1, 2, 7, 4096):
        assert b"one two" == unpacked("gzip", body, step)


def test_members_without_number_are_refused() -> None:
    """A body of nothing but empty members costs only time, and is given up."""
    with pytest.raises(FetchError, match="in over 1,000 parts"):
        unpacked("gzip", gzip.compress(b"") * (MEMBERS + 1))


def test_nothing_at_all_is_an_empty_body() -> None:
    """Servers that name an encoding and send no body mean an empty one."""
    assert b"" == unpacked("gzip", b"")
    assert b"plain" == unpacked("identity", b"plain")
