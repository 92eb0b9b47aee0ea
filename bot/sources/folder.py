"""Walks a folder in a stable order and says of every entry either that it is to be read or why it is passed over."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from bot.sources.found import Skipped, shown, system_reason

# A folder's own description is about its documents, and is none of them.
DESCRIPTIONS = frozenset({"readme", "readme.md", "readme.txt", "readme.html"})
COMPRESSED = ".gz"


def walk(root: Path, endings: Container[str]) -> Iterator[Path | Skipped]:
    """Files below `root` with one of these endings, folder by folder, by name; links are followed, but never twice."""
    seen: set[tuple[int, int]] = set()
    open_folders: list[Iterator[Path]] = [iter((root,))]
    while open_folders:
        path = next(open_folders[-1], None)
        if path is None:
            open_folders.pop()
            continue
        try:
            if not path.is_dir():
                yield _judged(path, endings)
                continue
            reason = None if path == root else _passed_over(path, root, seen)
            if reason is None:
                seen.add(_identity(path))
                open_folders.append(_entries(path))
            else:
                yield Skipped(shown(path), reason, failed=False)
        except OSError as error:
            yield Skipped(shown(path), system_reason(error), failed=True)


def ending(path: Path) -> str:
    """The file's ending, as the kinds are named; what is compressed has two (`.jsonl.gz`)."""
    suffixes = path.suffixes[-2:] if path.suffix.lower() == COMPRESSED else path.suffixes[-1:]
    return "".join(suffixes).lower()


def _entries(folder: Path) -> Iterator[Path]:
    """The names are read at once, for their order; the paths are made one by one."""
    return (folder / name for name in sorted(child.name for child in folder.iterdir()))


def _passed_over(folder: Path, root: Path, seen: Container[tuple[int, int]]) -> str | None:
    if folder.name.startswith("."):
        return "a hidden folder"
    if folder.is_symlink():
        target = folder.resolve()
        if target.is_relative_to(root) or root.is_relative_to(target):
            return "a link to a folder that is read in its own place"
    return "a folder that was read under another name" if _identity(folder) in seen else None


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


def _judged(path: Path, endings: Container[str]) -> Path | Skipped:
    if path.name.startswith("."):
        return Skipped(shown(path), "a hidden file", failed=False)
    if path.name.lower() in DESCRIPTIONS:
        return Skipped(shown(path), "describes the folder; name the file itself to read it", failed=False)
    if ending(path) not in endings:
        return Skipped(shown(path), f"no kind that is read: {shown(Path(ending(path) or 'no ending'))}", failed=False)
    return path
