"""PDF: the text of all pages as paragraphs, with what the file says of its title, author and date.

pypdf raises errors of many kinds on broken files, warns and logs a great deal, and takes a quarter of a second to
import; all of that stays in here.
"""

from __future__ import annotations

import logging
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.sources.found import Found, Skipped
from bot.sources.wrapped import unwrap

if TYPE_CHECKING:
    from pypdf import PdfReader

PAGE_LIMIT = 2_000
TEXT_LIMIT = 20_000_000
SECONDS = 120.0

# A scan may still carry a page number or a stamp; that is no text.
LEAST_LETTERS = 20
# A line at the edge of this share of the pages, apart from its digits, is a running head.
RUNNING = 0.5
PAGE_NUMBER = re.compile(r"\W{0,3}(?:page|p\.)?\s{0,3}\d{1,4}(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?\W{0,3}", re.IGNORECASE)
DIGITS = re.compile(r"\d+")

# What word processors put where a title should be.
FILE_TITLE = re.compile(r"untitled\b.*|.*\.(?:docx?|indd|pdf|odt|rtf|tex|pptx?|xlsx?|qxp|wpd)\s*", re.IGNORECASE)
PROGRAM = re.compile(r"Microsoft (?:Word|PowerPoint|Excel) - ")


def read_pdf(data: bytes, location: str, *, clock: Callable[[], float] = time.monotonic) -> Iterator[Found]:
    """One document; pages that cannot be read are told beside it."""
    if b"%PDF-" not in data[:1024]:
        raise DocumentError("is no PDF, whatever its ending says")
    with _silence():
        reader = _opened(data)
        pages, lost = _page_texts(reader, clock() + SECONDS, clock)
        title, byline, published = _about(reader)
    text = unwrap("\n".join(without_running_heads(pages)))
    if sum(map(str.isalpha, text)) < LEAST_LETTERS:
        raise DocumentError(_no_text(len(pages), lost))
    yield RawDocument(location, text=text, title=title, byline=byline, published=published)
    if lost:
        yield Skipped(location, f"{lost} of {len(pages)} pages cannot be read; the others were taken", failed=True)


def without_running_heads(pages: Sequence[str]) -> list[str]:
    """The pages without page numbers, nor the line that comes back at the top or the bottom of most of them."""
    split = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    tops = _recurring([lines[0] for lines in split if lines], len(split))
    feet = _recurring([lines[-1] for lines in split if lines], len(split))
    return ["\n".join(_trimmed(lines, tops, feet)) for lines in split]


def _recurring(edges: Sequence[str], pages: int) -> frozenset[str]:
    counts = Counter(DIGITS.sub("#", line) for line in edges)
    return frozenset(line for line, count in counts.items() if count >= 3 and count > RUNNING * pages)


def _trimmed(lines: Sequence[str], tops: frozenset[str], feet: frozenset[str]) -> Sequence[str]:
    first, last = 0, len(lines)
    while first < last and (PAGE_NUMBER.fullmatch(lines[first]) or DIGITS.sub("#", lines[first]) in tops):
        first += 1
    while first < last and (PAGE_NUMBER.fullmatch(lines[last - 1]) or DIGITS.sub("#", lines[last - 1]) in feet):
        last -= 1
    return lines[first:last]


def _opened(data: bytes) -> PdfReader:
    from pypdf import PasswordType, PdfReader  # noqa: PLC0415 - a quarter of a second, for PDFs alone

    try:
        reader = PdfReader(BytesIO(data))
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
        count = 0 if locked else len(reader.pages)
    except Exception as error:  # noqa: BLE001 - a broken file makes pypdf raise nearly anything
        raise DocumentError(f"is a broken PDF: {_cause(error)}") from None
    if locked:
        raise DocumentError("is protected by a password; save a copy without one")
    if count > PAGE_LIMIT:
        raise DocumentError(f"has {count:,} pages; the limit is {PAGE_LIMIT:,}")
    return reader


def _page_texts(reader: PdfReader, deadline: float, clock: Callable[[], float]) -> tuple[list[str], int]:
    """The text of each page, and how many gave only an error."""
    texts: list[str] = []
    lost = length = 0
    for number in range(len(reader.pages)):
        try:
            text = reader.pages[number].extract_text()
        except Exception:  # noqa: BLE001 - as above; the other pages may be whole
            lost, text = lost + 1, ""
        texts.append(_whole(text))
        length += len(text)
        if length > TEXT_LIMIT:
            raise DocumentError(f"holds over {TEXT_LIMIT // 1_000_000} million characters of text; split it")
        if clock() > deadline:
            raise DocumentError(f"took over {SECONDS:.0f} seconds to read; it may be broken, or split it")
    return texts, lost


def _no_text(pages: int, lost: int) -> str:
    if not pages:
        return "is a broken PDF: it has no pages"
    if lost:
        return f"is a broken PDF: {lost} of {pages} pages cannot be read and the rest has no text"
    return f"has no text on its {pages} page{'s' * (pages != 1)}: scans need to go through text recognition (OCR) first"


def _about(reader: PdfReader) -> tuple[str | None, str | None, str | None]:
    """Title, author and date of creation, as far as the file tells."""
    try:
        info = reader.metadata
        title, author = (info.title, info.author) if info is not None else (None, None)
    except Exception:  # noqa: BLE001 - the text is worth having without
        return None, None, None
    return _title(title), _line(author), _created(reader)


def _created(reader: PdfReader) -> str | None:
    try:
        info = reader.metadata
        created = info.creation_date if info is not None else None
        return _utc(created) if created is not None else None
    except Exception:  # noqa: BLE001 - a date in any form but the standard's raises
        return None


def _utc(moment: datetime) -> str:
    known = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return known.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _title(written: object) -> str | None:
    title = PROGRAM.sub("", _line(written) or "", count=1)
    return None if not title or FILE_TITLE.fullmatch(title) else title


def _line(written: object) -> str | None:
    return " ".join(_whole(written).split()) or None if isinstance(written, str) else None


def _whole(text: str) -> str:
    """Fonts without a proper map give half characters and zeros."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "\ufffd")


def _cause(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


@contextmanager
def _silence() -> Iterator[None]:
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
