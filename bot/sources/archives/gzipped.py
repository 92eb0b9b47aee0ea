"""Compressed JSON Lines, unpacked as they are read."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from bot.core.errors import DocumentError
from bot.sources.binary import SAMPLE
from bot.sources.found import MEGABYTE, Found, Skipped
from bot.sources.jsonl import read_stream

# Text that repeats itself shrinks to a twentieth; what shrinks to less than this was made to fill memory and time.
RATIO = 200
UNSUSPECTED = 10 * MEGABYTE


class Bomb(Exception):
    """Data that grows beyond reason when it is unpacked."""


class Measured(io.RawIOBase):
    """What a compressed file holds; raises `Bomb` when it grows beyond reason."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._unpacked = gzip.GzipFile(fileobj=file)
        self._size = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes."""
        count: int = self._unpacked.readinto(buffer)
        self._size += count
        if self._size > max(UNSUSPECTED, RATIO * self._file.tell()):
            raise Bomb
        return count


def read_gzipped_lines(path: Path, location: str, limit: int) -> Iterator[Found]:
    """Every line's document; where the file is cut off or damaged, what came before it has been read."""
    begun = False
    try:
        with path.open("rb") as file:
            for found in read_stream(io.BufferedReader(Measured(file), SAMPLE), location, limit):
                begun = True
                yield found
    except Bomb:
        yield Skipped(location, f"grows to more than {RATIO} times its size; the rest is not read", failed=True)
    except gzip.BadGzipFile as error:
        if not begun:
            raise DocumentError(f"is no gzip file: {error}") from None
        yield Skipped(location, "is damaged; the lines before the damage were read", failed=True)
    except zlib.error:
        yield Skipped(location, "is damaged; the lines before the damage were read", failed=True)
    except EOFError:
        yield Skipped(location, "is cut off; the lines before the cut were read", failed=True)
