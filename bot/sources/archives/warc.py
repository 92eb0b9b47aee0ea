"""Web archives, plain or compressed: every page that a crawler was given, with the address it asked for.

A page's date is for the page to say: when the crawler came by is not when it was published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.sources.archives.bodies import unpacked
from bot.sources.archives.mending import end_of, next_record, unread
from bot.sources.binary import binary_reason
from bot.sources.decode import decode, wide_encoding
from bot.sources.found import Found, Skipped, too_large
from bot.sources.page import declared_charset

PAGES = frozenset({"text/html", "application/xhtml+xml"})
OK = 200
ADDRESS_LIMIT = 2_000
# Each bad place costs a search; what has more of them than this is no archive any more.
BAD_PLACES = 1_000


class CutShort(Exception):
    """A record holds less than its length says; `end` is where the search goes on, if that is known."""

    def __init__(self, end: int | None = None) -> None:
        super().__init__(end)
        self.end = end


@dataclass
class _Reading:
    """How far an archive is read: `start` is where reading went on, `at` the record read last and its `length`."""

    path: Path
    location: str
    limit: int
    start: int = 0
    at: int | None = None
    length: int = 0
    held: Found | None = None
    passed_over: int = 0


def read_warc(path: Path, location: str, limit: int) -> Iterator[Found]:
    """Every page of the archive; what is no page is counted, and what is damaged is told, with the rest read."""
    reading = _Reading(path, location, limit)
    for _ in range(BAD_PLACES):
        try:
            yield from _until_damage(reading)
            break
        except CutShort as cut:
            end = cut.end
        except OSError as error:
            if error.errno is not None:
                raise
            end = _end(reading)
        following = next_record(path, _last(reading) + 1 if end is None else end)
        yield from _damage(reading, end, following)
        if following is None:
            break
        reading.start, reading.at = following, None
    else:
        yield Skipped(location, f"is damaged in {BAD_PLACES:,} places; what follows is not read", failed=True)
    if reading.passed_over:
        count = f"{reading.passed_over:,} record{'s are' if reading.passed_over > 1 else ' is'}"
        yield Skipped(location, f"{count} no page (requests, pictures, moved pages and the like)", failed=False)


def _until_damage(reading: _Reading) -> Iterator[Found]:
    """Each page, once what follows it is known to be in order; raises where something is not."""
    with reading.path.open("rb") as file:
        file.seek(reading.start)
        for record in ArchiveIterator(file, parse_http=False):
            if reading.held is not None:
                yield reading.held
            reading.held = None
            reading.at, reading.length = record.stream_pos, record.content_length
            reading.held = _found(record, reading.location, reading.limit)
            reading.passed_over += reading.held is None
    if reading.held is not None:
        yield reading.held
        reading.held = None
    following = unread(reading.path, _last(reading))
    if following is not None:
        raise CutShort(following)


def _last(reading: _Reading) -> int:
    return reading.start if reading.at is None else reading.at


def _end(reading: _Reading) -> int | None:
    return None if reading.at is None else end_of(reading.path, reading.at, reading.length)


def _damage(reading: _Reading, end: int | None, following: int | None) -> Iterator[Found]:
    """What was read before the damage, if that is whole, and a line about it."""
    if reading.start == 0 and reading.at is None and following is None:
        raise DocumentError("is no WARC archive")
    if reading.held is not None and end is not None:
        yield reading.held
    reading.held = None
    then = "no record follows" if following is None else f"reading went on at byte {following}"
    where = "after the record " if end is not None else ""
    yield Skipped(f"{reading.location}#byte {_last(reading)}", f"{where}the archive is damaged; {then}", failed=True)


def _found(record: WarcRecord, location: str, limit: int) -> Found | None:
    """The page that a record holds, why it cannot be read, or nothing when it holds none."""
    address = _judged(record, location, limit)
    if not isinstance(address, str):
        # A length beyond the archive's end would otherwise swallow what follows without a word.
        if record.reader.consume() < record.content_length:
            raise CutShort
        return address
    body = record.reader.read()
    if len(body) < record.content_length:
        raise CutShort
    place = f"{location}#{address}"
    captured = (record.headers.get("WARC-Date") or "").strip()
    try:
        page = _page(record, body, limit)
    except DocumentError as error:
        return Skipped(place, str(error), failed=True)
    # An archive may hold a page several times; each of them is a place of its own.
    return RawDocument(f"{place} {captured}".strip(), html=page, url=address) if page.strip() else None


def _judged(record: WarcRecord, location: str, limit: int) -> str | Skipped | None:
    """The address of the page that a record holds, without reading it; or why it is not read."""
    if record.record_type != WarcRecordType.response or not record.is_http:
        return None
    place = f"{location}#byte {record.stream_pos}"
    try:
        record.parse_http()
    except OSError:
        return Skipped(place, "has HTTP headers that cannot be read", failed=True)
    if record.http_headers.status_code is None:
        return Skipped(place, "has no HTTP status", failed=True)
    if record.http_headers.status_code != OK or (record.http_content_type or "").strip().lower() not in PAGES:
        return None
    address = _address(record)
    if address is None:
        return Skipped(place, "has no web address", failed=True)
    if record.content_length > limit:
        return Skipped(f"{location}#{address}", too_large(record.content_length, limit), failed=True)
    return address


def _address(record: WarcRecord) -> str | None:
    """What the crawler asked for; the first edition of the format writes it in angle brackets."""
    address = (record.headers.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
    whole = address.lower().startswith(("http://", "https://")) and len(address) <= ADDRESS_LIMIT
    return address if whole and address.isprintable() and " " not in address else None


def _page(record: WarcRecord, body: bytes, limit: int) -> str:
    headers = record.http_headers
    encodings = headers.get_multiple("Transfer-Encoding"), headers.get_multiple("Content-Encoding")
    data = unpacked(body, *encodings, limit)
    reason = None if wide_encoding(data) else binary_reason(data)
    if reason is not None:
        raise DocumentError(reason)
    return decode(data, record.http_charset or declared_charset(data))
