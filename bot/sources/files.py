"""A path becomes documents: picks the reader by the file's ending, and turns every trouble into one line.

Only one document is held at a time, and nothing is opened before it is asked for.
"""

from __future__ import annotations

import difflib
import stat
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TypeAlias

from bot.core.article import RawDocument
from bot.core.errors import DocumentError
from bot.sources.archives.gzipped import read_gzipped_lines
from bot.sources.archives.warc import read_warc
from bot.sources.archives.zipped import read_zip
from bot.sources.binary import binary_reason
from bot.sources.decode import decode, wide_encoding
from bot.sources.folder import ending, walk
from bot.sources.found import DOCUMENT_LIMIT, Found, Skipped, shown, system_reason, too_large
from bot.sources.jsonl import read_lines
from bot.sources.mail import read_mail
from bot.sources.markdown import markdown_document
from bot.sources.page import read_page
from bot.sources.pdf import read_pdf
from bot.sources.saved_feeds import read_list, read_saved_feed

Reader: TypeAlias = Callable[[bytes, str], Iterator[Found]]
ManyReader: TypeAlias = Callable[[Path, str, int], Iterator[Found]]


def read_text(data: bytes, location: str) -> Iterator[RawDocument]:
    """A plain text as it is."""
    yield RawDocument(location, text=_text_of(data))


def read_markdown(data: bytes, location: str) -> Iterator[RawDocument]:
    """A Markdown text without its marks."""
    document = markdown_document(_text_of(data), location)
    if not document.text:
        raise DocumentError("has no text beside its title")
    yield document


READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_page,
    ".htm": read_page,
    ".pdf": read_pdf,
    ".eml": read_mail,
    ".xml": read_saved_feed,
    ".rss": read_saved_feed,
    ".atom": read_saved_feed,
    ".opml": read_list,
}
# Files of many documents are read as streams, whatever their size.
MANY: Mapping[str, ManyReader] = {
    ".jsonl": read_lines,
    ".jsonl.gz": read_gzipped_lines,
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".zip": lambda path, location, limit: read_zip(path, location, limit, READERS),
}
# Among so many names a slip of the pen is looked for.
NEIGHBOURS = 1_000
KINDS = (*READERS, *MANY)


def read_path(path: Path, limit: int = DOCUMENT_LIMIT) -> Iterator[Found]:
    """Every document at `path`, a file or a folder, and every refusal, one after the other in a stable order.

    The path is made absolute, so that the same file is known again from another working directory. `limit` is the
    size in bytes that one document may have.
    """
    try:
        root = _absolute(path)
        folder = stat.S_ISDIR(root.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError, ValueError, RuntimeError):
        yield Skipped(shown(path), missing(path), failed=True)
    except OSError as error:
        yield Skipped(shown(path), system_reason(error), failed=True)
    else:
        yield from _read_folder(root, limit) if folder else _read_file(root, limit)


def missing(path: Path) -> str:
    """What to say of a path that leads nowhere, with the nearest thing that is there."""
    said = f"no such file or folder: {shown(path)}"
    try:
        names = sorted(child.name for child in islice(path.absolute().parent.iterdir(), NEIGHBOURS))
        near = difflib.get_close_matches(path.name, names, n=1)
    except (OSError, ValueError):
        return f"{said}; check the spelling of the folders before it"
    return f"{said}; did you mean {shown(path.with_name(near[0]))}?" if near else f"{said}; check the spelling"


def _absolute(path: Path) -> Path:
    written = path.expanduser() if str(path).startswith("~") else path
    return written.resolve()


def _read_folder(root: Path, limit: int) -> Iterator[Found]:
    empty = True
    for entry in walk(root, KINDS):
        empty = False
        if isinstance(entry, Skipped):
            yield entry
        else:
            yield from _read_file(entry, limit)
    if empty:
        yield Skipped(shown(root), "the folder is empty", failed=False)


def _read_file(path: Path, limit: int) -> Iterator[Found]:
    location = shown(path)
    try:
        yield from _documents(path, location, limit)
    except DocumentError as error:
        yield Skipped(location, str(error), failed=True)
    except OSError as error:
        yield Skipped(location, system_reason(error), failed=True)


def _documents(path: Path, location: str, limit: int) -> Iterator[Found]:
    kind = ending(path)
    if kind not in KINDS:
        raise DocumentError(f"no kind that is read: {kind or 'no ending'}; these are: {', '.join(KINDS)}")
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError("is no file: a pipe, socket or device cannot be read")
    if kind in MANY:
        if not status.st_size:
            raise DocumentError("the file is empty")
        return MANY[kind](path, location, limit)
    if status.st_size > limit:
        raise DocumentError(too_large(status.st_size, limit))
    return READERS[kind](_bytes(path, limit), location)


def _bytes(path: Path, limit: int) -> bytes:
    """The whole file; it may have grown since its size was asked."""
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise DocumentError(too_large(len(data), limit))
    if not data:
        raise DocumentError("the file is empty")
    return data


def _text_of(data: bytes) -> str:
    reason = None if wide_encoding(data) else binary_reason(data)
    if reason is not None:
        raise DocumentError(reason)
    text = decode(data)
    if not text.strip():
        raise DocumentError("the file is empty: it holds white space alone")
    return text
