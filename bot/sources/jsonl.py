"""JSON Lines: one document a line, read a line at a time, so that a file of any length needs no more memory than one.

`decode_line` and `document_of` are for whoever else takes such lines, from standard input for one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from io import BufferedReader, TextIOWrapper
from pathlib import Path
from typing import TextIO

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.sources.binary import SAMPLE, binary_reason
from bot.sources.decode import wide_encoding
from bot.sources.found import MEGABYTE, Found, Skipped

OPTIONAL = ("url", "title", "byline", "publisher", "published", "language")
BYTE_ORDER_MARK = "\ufeff"


def read_lines(path: Path, location: str, limit: int) -> Iterator[Found]:
    """Every line's document; a line that holds none is told with its number, and the rest goes on."""
    with path.open("rb", buffering=0) as file:
        yield from read_stream(BufferedReader(file, SAMPLE), location, limit)


def read_stream(stream: BufferedReader, location: str, limit: int) -> Iterator[Found]:
    """The same of a stream, whose buffer must hold `SAMPLE` bytes; it is closed at the end."""
    encoding = _encoding(stream.peek(SAMPLE)[:SAMPLE])
    with TextIOWrapper(stream, encoding, errors="replace", newline="\n") as lines:
        number = 0
        while line := lines.readline(limit + 1):
            number += 1
            line = line.removeprefix(BYTE_ORDER_MARK) if number == 1 else line
            if line and not line.isspace():
                yield _found(line, f"{location}#line {number}", location, limit)
            if len(line) > limit and not line.endswith("\n"):
                _pass_over_rest(lines)
        if not number:
            raise DocumentError("the file is empty")


def decode_line(line: str) -> dict[str, object]:
    """The object that a line holds; raises `DocumentError` when it is no JSON object."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise DocumentError(f"is no JSON: {error.msg.lower()} at character {error.colno}") from None
    except RecursionError:
        raise DocumentError("is no JSON that can be read: nested too deeply") from None
    except ValueError:
        raise DocumentError("is no JSON that can be read: a number has too many digits") from None
    if not isinstance(value, dict):
        raise DocumentError('is no JSON object; expected {"id": …, "text": …} or {"id": …, "html": …}')
    return value


def document_of(fields: Mapping[str, object], location: str) -> RawDocument:
    """The document that these fields describe; raises `DocumentError` when they do not. `html` goes before `text`."""
    page, text = _words(fields, "html"), _words(fields, "text")
    if page is None and text is None:
        raise DocumentError('has neither "html" nor "text"')
    if not (page or text or "").strip():
        raise DocumentError("the document is empty")
    optional = {name: (_words(fields, name) or "").strip() or None for name in OPTIONAL}
    return RawDocument(location, html=page, text=text if page is None else None, **optional)


def _found(line: str, place: str, location: str, limit: int) -> Found:
    if len(line) > limit:
        return Skipped(place, f"the line is over {limit // MEGABYTE} MB, the limit for one document", failed=True)
    try:
        fields = decode_line(line)
        name = fields.get("id")
        named = isinstance(name, str | int) and str(name).strip() != ""
        return document_of(fields, f"{location}#{_whole(str(name))}" if named else place)
    except DocumentError as error:
        return Skipped(place, str(error), failed=True)


def _words(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise DocumentError(f'"{name}" is no string')
    return None if value is None else _whole(value).replace("\x00", "\ufffd")


def _whole(value: str) -> str:
    """JSON may escape half a character; such text could be neither stored nor sent."""
    try:
        value.encode()  # in a tenth of the time that a search for such halves takes
    except UnicodeEncodeError:
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return value


def _encoding(first: bytes) -> str:
    wide = wide_encoding(first)
    reason = None if wide else binary_reason(first)
    if reason is not None:
        raise DocumentError(reason)
    return wide or "utf-8"


def _pass_over_rest(lines: TextIO) -> None:
    while (piece := lines.readline(MEGABYTE)) and not piece.endswith("\n"):
        continue
