"""Sites that mean harm, or are merely broken: each is given up within its limit, in one line, with memory flat."""

from __future__ import annotations

import asyncio
import gzip
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from bot.core.errors import FetchError
from bot.core.ports import DocumentKind, Fetch
from bot.sources.fetching.limits import KILOBYTE, MEGABYTE, Limits
from tests.unit.sources.fetching.served import QUICK, Script, fetcher_for, head, raw_site, writes

HTML = "Content-Type: text/html"
GZIP = "Content-Encoding: gzip"
SMALL = replace(QUICK, sent_bytes=MEGABYTE, text_bytes=4 * MEGABYTE)


async def failing(script: Script, limits: Limits = SMALL) -> str:
    """The words with which an address of such a site is given up."""
    async with raw_site(script) as served, fetcher_for(served, limits=limits) as fetcher:
        with pytest.raises(FetchError) as failure:
            await fetcher.fetch(Fetch(f"{served.url}/x", kinds=("feed", "page")))
    words = str(failure.value)
    assert words.startswith(f"{served.url}/x: ")
    assert 1 == len(words.splitlines())
    return words.removeprefix(f"{served.url}/x: ")


@contextmanager
def flat(megabytes: float, seconds: float) -> Iterator[None]:
    """Neither more memory than this at any moment, nor more time."""
    tracemalloc.start()
    begun = time.monotonic()
    try:
        yield
        took, peak = time.monotonic() - begun, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < megabytes * MEGABYTE
    assert took < seconds


def bomb(gigabytes: int) -> bytes:
    """A gzip body that unpacks to so much: one block of zeros over and over, without ever holding it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    start = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03"
    return start + block * (1024 * gigabytes) + packer.flush() + bytes(8)


def slices(body: bytes) -> list[bytes]:
    """A body in parts, so that the server of the test holds none of it back."""
    return [body[start : start + 16 * KILOBYTE] for start in range(0, len(body), 16 * KILOBYTE)]


async def test_a_bomb_of_ten_gigabytes_goes_off_in_a_small_room() -> None:
    """A body of 10 MB that unpacks to 10 GB is given up at the limit of what it may unpack to."""
    body = bomb(10)
    assert len(body) < 12 * MEGABYTE
    script = writes(head(HTML, GZIP), *slices(body))

    with flat(megabytes=10, seconds=10):
        words = await failing(script, replace(SMALL, sent_bytes=20 * MEGABYTE))

    assert "it unpacks to more than 4 MB, the limit for one document" == words


async def test_others_go_on_while_a_bomb_is_unpacked() -> None:
    """At the limits that hold in earnest the loop is never held up for long."""
    body = bomb(1)
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            before = time.thread_time()
            await asyncio.sleep(0)
            longest = max(longest, time.thread_time() - before)

    watcher = asyncio.create_task(watch())
    words = await failing(writes(head(HTML, GZIP, f"Content-Length: {len(body)}"), body), Limits(pause_seconds=0))
    watcher.cancel()

    assert "it unpacks to more than 10 MB, the limit for one document" == words
    assert longest < 0.25


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip, deflate", "gzip, identity, gzip"])
async def test_what_is_packed_twice_is_not_unpacked(encoding: str) -> None:
    """Nested encodings multiply; no honest site needs them."""
    body = gzip.compress(gzip.compress(b"x"))
    script = writes(head(HTML, f"Content-Encoding: {encoding}", f"Content-Length: {len(body)}"), body)

    assert "it is compressed more than once" == await failing(script)


async def test_two_headers_are_two_encodings() -> None:
    """Nesting is seen as well where each encoding has a header of its own."""
    assert "it is compressed more than once" == await failing(writes(head(HTML, GZIP, GZIP)))


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "'; rm -rf"])
async def test_an_encoding_that_was_not_asked_for_is_told(encoding: str) -> None:
    """A site that packs otherwise than was asked for is named with what it used."""
    words = await failing(writes(head(HTML, f"Content-Encoding: {encoding}"), b"xx"))

    assert words.startswith("it is compressed as ")
    assert words.endswith("though only gzip, deflate was asked for")


@pytest.mark.parametrize("extra", [(), ("Transfer-Encoding: chunked",)])
async def test_an_endless_body_is_cut_off(extra: tuple[str, ...]) -> None:
    """A body without end is given up when it is longer than one document may be, whichever way it is sent."""
    block = b"x" * 64 * KILOBYTE
    endless = b"10000\r\n" + block + b"\r\n" if extra else block

    with flat(megabytes=8, seconds=10):
        words = await failing(writes(head(HTML, *extra), endless=endless))

    assert "it is more than 1 MB, the limit for one document" == words


async def test_a_body_that_says_it_is_too_long_is_not_begun() -> None:
    """Ten announced gigabytes are refused at once."""
    with flat(megabytes=2, seconds=10):
        words = await failing(writes(head(HTML, "Content-Length: 10737418240"), endless=b"x"))

    assert "it is more than 1 MB, the limit for one document" == words


async def test_a_drip_is_too_slow() -> None:
    """A body that comes too slowly is given up after the grace, long before the whole time."""
    limits = replace(SMALL, grace_seconds=0.2, least_rate=1_000.0)
    with flat(megabytes=2, seconds=10):
        words = await failing(writes(head(HTML), endless=b"x", every=0.02), limits)

    assert "it sends less than 1,000 bytes a second; it may be better later" == words


async def test_a_dripping_head_is_too_slow() -> None:
    """Headers that come a byte at a time never reset the time for an answer."""
    script = writes(b"HTTP/1.1 200 OK\r\n", endless=b"X", every=0.05)

    assert "it gave no answer within 0.4 s" == await failing(script, replace(SMALL, answer_seconds=0.4))


async def test_the_whole_time_holds_for_all_steps_together() -> None:
    """A body that is fast enough by the second still ends with the whole time."""
    script = writes(head(HTML), endless=b"x" * 100, every=0.01)
    with flat(megabytes=2, seconds=10):
        words = await failing(script, replace(SMALL, whole_seconds=0.5))

    assert "it took over 0.5 s" == words


async def test_silence_is_given_up() -> None:
    """A site that takes the request and says no more, before or in the midst of its answer, is left."""
    limits = replace(SMALL, read_seconds=0.3)

    assert "it sent nothing for 0.3 s" == await failing(_mute(), limits)
    assert "it sent nothing for 0.3 s" == await failing(_mute(head(HTML), b"begun"), limits)


async def test_padding_without_end_is_no_body() -> None:
    """A chunk whose extension never ends brings nothing, however fast it comes."""
    script = writes(head(HTML, "Transfer-Encoding: chunked"), b"1;", endless=b"a" * 64 * KILOBYTE)
    with flat(megabytes=8, seconds=10):
        words = await failing(script, replace(SMALL, read_seconds=0.5))

    assert words.startswith(("it sent nothing for 0.5 s", "its answer"))


def _mute(*parts: bytes) -> Script:
    """Writes these and rests."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await writes(*parts)(reader, writer)
        await asyncio.Event().wait()

    return script


@pytest.mark.parametrize(
    ("start", "endless"),
    [(head()[:-2] + b"X-A: ", b"a" * 1000), (head()[:-2], b"X-A: b\r\n"), (b"", b"HTTP/1.1 100 Continue\r\n\r\n")],
    ids=["long", "many", "interim"],
)
async def test_a_head_without_end_is_given_up(start: bytes, endless: bytes) -> None:
    """One endless header, endless headers and endless interim answers are each bounded."""
    with flat(megabytes=4, seconds=10):
        words = await failing(writes(start, endless=endless), replace(SMALL, answer_seconds=1.0))

    assert words.startswith(("its answer is not HTTP as we know it: ", "it gave no answer within 1 s"))


@pytest.mark.parametrize(
    "body",
    [gzip.compress(b"x" * 9_999)[:-4], gzip.compress(b"x")[:9], b"\x1f\x8b\x08broken......", b"x"],
    ids=["its end is missing", "its start alone", "garbage after the head", "not packed"],
)
async def test_broken_packing_is_told(body: bytes) -> None:
    """Packed data that is damaged or breaks off is not half believed."""
    words = await failing(writes(head(HTML, GZIP, f"Content-Length: {len(body)}"), body))

    assert words in {"its compressed data breaks off", "its compressed data is broken"}


async def test_a_body_that_breaks_off_is_told() -> None:
    """Less than was announced is no document."""
    assert "its answer breaks off" == await failing(writes(head(HTML, "Content-Length: 1000"), b"x"))


async def test_a_reset_connection_is_told() -> None:
    """A connection that is reset, or closed without a word, is one line."""

    async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.transport.abort()

    async def close(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")

    for script in (reset, close):
        assert "the connection was closed without an answer" == await failing(script)


@pytest.mark.parametrize(
    "words", [b"SSH-2.0-OpenSSH_9.6\r\n", b"220 mail ESMTP\r\n", b"\x00\xff" * 99, b"HTTP/9 abc\r\n\r\n"]
)
async def test_another_protocol_is_told(words: bytes) -> None:
    """What is no HTTP is not handed on."""
    assert (await failing(writes(words))).startswith(
        ("its answer is not HTTP as we know it: ", "the connection was closed")
    )


async def test_tls_to_a_plain_port_is_told() -> None:
    """An https address of a site that speaks none says what to do."""

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()

    async with raw_site(plain) as served, fetcher_for(served, limits=SMALL) as fetcher:
        with pytest.raises(FetchError, match="it speaks no TLS that we know; if the site has none, begin"):
            await fetcher.fetch(Fetch(f"https://127.0.0.1:{served.port}/"))


async def test_a_closed_port_is_told() -> None:
    """Nobody listening is one line with the cause."""
    async with raw_site(writes()) as served:
        pass
    async with fetcher_for(served, limits=SMALL) as fetcher:
        with pytest.raises(FetchError, match="the connection failed: "):
            await fetcher.fetch(Fetch(f"{served.url}/"))


async def test_a_hundred_hostile_sites_at_once_leave_memory_flat() -> None:
    """However many are at it at once, only two bodies become large, and the others wait small."""
    limits = replace(
        SMALL, per_host=50, small_bytes=64 * KILOBYTE, text_bytes=2 * MEGABYTE, large_at_once=2, whole_seconds=60
    )
    script = writes(head(HTML, GZIP), *slices(bomb(1)))
    async with raw_site(script) as served, fetcher_for(served, limits=limits) as fetcher:
        with flat(megabytes=30, seconds=30):
            got = await asyncio.gather(
                *(fetcher.fetch(Fetch(f"{served.url}/{place}", kinds=("feed",))) for place in range(100)),
                return_exceptions=True,
            )

    assert all(isinstance(answer, FetchError) for answer in got)


@pytest.mark.parametrize(
    ("kinds", "status"),
    [(("feed",), None), (("page", "text"), None), (("page", "pdf"), 200), ((), 200)],
)
async def test_only_what_may_be_large_is_let_be_large(kinds: tuple[DocumentKind, ...], status: int | None) -> None:
    """A body over what a feed or a page may have is read where a PDF or anything may come."""
    limits = replace(QUICK, text_bytes=MEGABYTE)
    script = writes(head("Content-Type: text/html", "Content-Length: 2000000"), b"x" * 2_000_000)
    async with raw_site(script) as served, fetcher_for(served, limits=limits) as fetcher:
        try:
            got = (await fetcher.fetch(Fetch(served.url, kinds=kinds))).status
        except FetchError:
            got = None

    assert status == got
