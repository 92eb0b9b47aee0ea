"""Files of an answer, saved where the program was started: never over another one, under a name that is safe there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.file_names import named, numbered, size_words
from bot.core.reply import File

MOST = 10_000  # files of one name in one folder


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a file is; without a path, `problem` says in a few words why it is nowhere."""

    file: File
    path: Path | None = None
    problem: str = ""

    @property
    def words(self) -> str:
        """In one line where it is."""
        if self.path is None:
            return f"{self.file.name} could not be saved: {self.problem}"
        return f"Saved: {self.path} ({size_words(len(self.file.data))})"


def save(files: Sequence[File]) -> tuple[Saved, ...]:
    """Each file into the working directory, or where nothing can be written there, into that for temporary files."""
    folders = (Path.cwd(), Path(tempfile.gettempdir()))
    return tuple(_saved(file, folders) for file in named(files))


def _saved(file: File, folders: Iterable[Path]) -> Saved:
    problem = ""
    for folder in folders:
        try:
            return Saved(file, _written(folder, file))
        except OSError as fault:
            problem = fault.strerror or type(fault).__name__
    return Saved(file, problem=problem)


def _written(folder: Path, file: File) -> Path:
    for path in _paths(folder, file.name):
        try:
            new = path.open("xb")
        except FileExistsError:
            continue
        try:
            with new:
                new.write(file.data)
        except OSError:
            path.unlink(missing_ok=True)  # half a file is none
            raise
        return path
    raise FileExistsError(None, "too many files of that name")


def _paths(folder: Path, name: str) -> Iterator[Path]:
    yield from (folder / numbered(name, number) for number in range(1, MOST))
