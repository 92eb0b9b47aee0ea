"""Files of answers in the terminal: saved once each, over nothing, and their place said."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from bot.core.reply import File, Reply
from bot.platforms.terminal.saving import save
from bot.platforms.terminal.wire import to_object

TABLE = File("../../table.csv", "text/csv", b"1,2\n")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, and beside it one for temporary files."""
    (tmp_path / "here").mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "here"


def test_nothing_is_overwritten(folder: Path) -> None:
    """A name that is taken, by a file or by a link to nowhere, gets a number; the path has no way out of the folder."""
    (folder / "table.csv").write_bytes(b"mine")
    (folder / "table-2.csv").symlink_to(folder / "nowhere")
    paths = [saved.path for _ in range(2) for saved in save([TABLE])]

    assert [folder / "table-3.csv", folder / "table-4.csv"] == paths
    assert b"mine" == (folder / "table.csv").read_bytes()
    assert TABLE.data == (folder / "table-3.csv").read_bytes()
    assert not (folder / "nowhere").exists()


def test_a_folder_that_takes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be written in the working directory is written where temporary files are, and its place is said."""
    monkeypatch.setattr(Path, "cwd", classmethod(lambda _: folder / "gone"))
    (saved,) = save([TABLE])

    assert folder.parent / "temporary" / "table.csv" == saved.path
    assert f"Saved: {saved.path} (4 bytes)" == saved.words


def test_nowhere_to_write(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says so, and the answer is given all the same."""
    monkeypatch.setattr(Path, "cwd", classmethod(lambda _: folder / "gone"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "gone as well"))
    (saved,) = save([TABLE])

    assert "table.csv could not be saved: No such file or directory" == saved.words
    assert saved.path is None


def test_half_a_file_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full leaves nothing behind that looks like the file."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    opened = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, mode: (opened(path, mode).close(), opened(Path("/dev/full"), "wb"))[1]
    )
    (saved,) = save([TABLE])

    assert "No space left" in saved.words
    assert [] == list(folder.iterdir())


def test_files_are_listed_in_json(folder: Path) -> None:
    """Name, type, size and path of each; an answer without files has no such list."""
    saved = save([TABLE])
    (listed,) = to_object(Reply("x", files=(TABLE,)), saved)["files"]

    assert {"name": "table.csv", "type": "text/csv", "size": 4, "path": str(folder / "table.csv")} == listed
    assert "files" not in to_object(Reply("x"))
