"""Mirrors bot/sources/files.py, folder.py and found.py."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.core.article import RawDocument
from bot.sources.files import KINDS, read_path
from bot.sources.found import Found, Skipped, shown

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder without links in its path."""
    return tmp_path.resolve()


def _one(path: Path) -> Found:
    (found,) = read_path(path)
    return found


def _reason(path: Path) -> str:
    found = _one(path)
    assert isinstance(found, Skipped)
    assert found.failed
    assert "\n" not in found.reason
    return found.reason


def _names(found: list[Found]) -> list[str]:
    return [Path(f.location if isinstance(f, RawDocument) else f.source).name for f in found]


def test_a_text_is_read(folder: Path) -> None:
    """A text file is one document, named by its absolute path."""
    path = folder / "a.TXT"
    path.write_text("Words.\n", encoding="utf-8")
    assert RawDocument(str(path), text="Words.\n") == _one(path)


def test_the_same_file_is_the_same_from_everywhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path, one with dots and one through a link name the file alike."""
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text("Words.", encoding="utf-8")
    (folder / "link").symlink_to(folder / "in")
    monkeypatch.chdir(folder / "in")
    paths = [Path("a.txt"), Path("../in/./a.txt"), folder / "link" / "a.txt"]
    assert [_one(folder / "in" / "a.txt")] * 3 == [_one(path) for path in paths]


def test_the_home_folder_may_be_short(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tilde is the home folder, also where no shell has written it out."""
    (folder / "a.txt").write_text("Words.", encoding="utf-8")
    monkeypatch.setenv("HOME", str(folder))
    assert isinstance(_one(Path("~/a.txt")), RawDocument)


def test_a_page_brings_its_address(folder: Path) -> None:
    """A saved page's canonical link is its address."""
    (folder / "a.htm").write_text('<link rel="canonical" href="https://a.example/1"><p>x</p>', encoding="utf-8")
    found = _one(folder / "a.htm")
    assert isinstance(found, RawDocument)
    assert found.url == "https://a.example/1"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        *((f"a{kind}", b"", "the file is empty") for kind in KINDS),
        ("a.txt", b" \n\t\n", "the file is empty: it holds white space alone"),
        ("a.md", b"# Title alone", "has no text beside its title"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(50), "looks like binary, not text: a PNG picture"),
        ("a.md", bytes(range(256)), "looks like binary, not text: "),
        ("a.docx", b"PK\x03\x04", "no kind that is read: .docx; these are: .txt, .md,"),
        ("a", b"words", "no kind that is read: no ending; these are"),
        ("a.pdf", b"words", "is no PDF"),
    ],
)
def test_bad_input_is_one_clear_line(folder: Path, name: str, data: bytes, reason: str) -> None:
    """Each file that cannot be read says why in one line."""
    (folder / name).write_bytes(data)
    assert _reason(folder / name).startswith(reason)


def test_a_file_over_the_limit_is_not_opened(folder: Path) -> None:
    """The size is told with the limit; a large file is refused by its size alone."""
    path = folder / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert _reason(path) == "is 200 MB; the limit for one document is 50 MB"


def test_a_file_that_grows_past_the_limit_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has grown since its size was asked is measured again while reading."""
    path = folder / "a.txt"
    path.write_bytes(b"x" * 3_000_000)
    size = path.stat()
    monkeypatch.setattr(Path, "stat", lambda *_, **__: os.stat_result((*size[:6], 1, *size[7:])))
    monkeypatch.setattr(Path, "resolve", lambda self, **_: self)
    (found,) = read_path(path, 2 * 1024 * 1024)
    assert found == Skipped(str(path), "is 3 MB; the limit for one document is 2 MB", failed=True)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("artcles", "did you mean "),
        ("zzz", "check the spelling"),
        ("no/such/folder/a.txt", "check the spelling of the folders before it"),
        ("articles/a.txt/b.txt", "no such file"),
        ("nul\x00byte.txt", "nul\\x00byte.txt"),
    ],
)
def test_a_path_that_leads_nowhere(folder: Path, written: str, words: str) -> None:
    """A wrong path is told with what to look at, and with its likely right spelling."""
    (folder / "articles").mkdir()
    (folder / "articles" / "a.txt").write_text("Words.", encoding="utf-8")
    reason = _reason(folder / written)
    assert reason.startswith("no such file or folder: ")
    assert words in reason


def test_a_folder_is_read_in_a_stable_order(folder: Path) -> None:
    """By name, folder by folder; hidden and unknown entries are passed over with their reason."""
    for name in ("b.txt", "a.txt", ".hidden.txt", "c.xyz", "plain", "README.md", "sub/z.md", "sub/.git/x.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Words.", encoding="utf-8")
    found = list(read_path(folder))
    assert found == list(read_path(folder))
    assert _names(found) == [".hidden.txt", "README.md", "a.txt", "b.txt", "c.xyz", "plain", ".git", "z.md"]
    assert {f.source.removeprefix(f"{folder}/"): f.reason for f in found if isinstance(f, Skipped)} == {
        ".hidden.txt": "a hidden file",
        "README.md": "describes the folder; name the file itself to read it",
        "c.xyz": "no kind that is read: .xyz",
        "plain": "no kind that is read: no ending",
        "sub/.git": "a hidden folder",
    }
    assert not any(f.failed for f in found if isinstance(f, Skipped))


def test_a_hidden_file_is_read_when_it_is_named(folder: Path) -> None:
    """What is asked for by name is read, hidden or a README."""
    for name in (".notes.txt", "README.md"):
        (folder / name).write_text("Words.", encoding="utf-8")
        assert isinstance(_one(folder / name), RawDocument)


def test_links_in_circles_end(folder: Path) -> None:
    """Links to folders above, between folders and to themselves do not make it read forever, or anything twice."""
    (folder / "a").mkdir()
    (folder / "a" / "x.txt").write_text("Words.", encoding="utf-8")
    (folder / "a" / "up").symlink_to(folder)
    (folder / "b").symlink_to(folder / "a")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    found = list(read_path(folder))
    assert _names([f for f in found if isinstance(f, RawDocument)]) == ["x.txt"]
    reasons = {Path(f.source).name: (f.reason, f.failed) for f in found if isinstance(f, Skipped)}
    assert reasons == {
        "up": ("a link to a folder that is read in its own place", False),
        "b": ("a link to a folder that is read in its own place", False),
        "self.txt": ("a link that leads back to itself", True),
        "gone.txt": ("it is gone, or a link to something that is gone", True),
    }


def test_links_to_elsewhere_are_followed_once(folder: Path) -> None:
    """A folder linked from outside is read, and only once."""
    (folder / "else").mkdir()
    (folder / "else" / "x.txt").write_text("Words.", encoding="utf-8")
    (folder / "here").mkdir()
    (folder / "here" / "one").symlink_to(folder / "else")
    (folder / "here" / "two").symlink_to(folder / "else")
    first, second = read_path(folder / "here")
    assert isinstance(first, RawDocument)
    assert first.location == f"{folder}/here/one/x.txt"
    assert second == Skipped(f"{folder}/here/two", "a folder that was read under another name", failed=False)


def test_deep_folders_are_walked(folder: Path) -> None:
    """Five hundred folders within each other are no trouble."""
    deep = folder.joinpath(*["d"] * 500)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("Words.", encoding="utf-8")
    assert isinstance(_one(folder), RawDocument)


def test_an_empty_folder_is_told(folder: Path) -> None:
    """A folder without anything is said to be empty, and is no failure."""
    assert Skipped(str(folder), "the folder is empty", failed=False) == _one(folder)


def test_a_pipe_is_not_opened(folder: Path) -> None:
    """What is no regular file is refused instead of waited for."""
    os.mkfifo(folder / "a.txt")
    assert _reason(folder / "a.txt") == "is no file: a pipe, socket or device cannot be read"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
@pytest.mark.parametrize("name", ["a.txt", "sub", "a.jsonl"])
def test_permissions_of_the_system(folder: Path, name: str) -> None:
    """A file or folder without permission is one clear line."""
    path = folder / name
    if name == "sub":
        path.mkdir()
    else:
        path.write_text("Words.", encoding="utf-8")
    path.chmod(0)
    assert "no permission" in _reason(path)
    path.chmod(0o700)


def test_permissions_are_told_and_the_rest_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that may not be opened is one failure among what else is read."""
    for name in ("a.txt", "locked/b.txt", "z.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("Words.", encoding="utf-8")
    listed = Path.iterdir

    def guarded(path: Path) -> object:
        if path.name == "locked":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", guarded)
    found = list(read_path(folder))
    assert _names(found) == ["a.txt", "locked", "z.txt"]
    assert found[1] == Skipped(
        str(folder / "locked"), "no permission to read it; give this user the right to read it", failed=True
    )


def test_a_disk_that_fails_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any other refusal of the system is said in its own words."""
    (folder / "a.txt").write_text("Words.", encoding="utf-8")

    def failing(*_: object, **__: object) -> object:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "open", failing)
    assert _reason(folder / "a.txt") == "cannot be read: Input/output error"


def test_nothing_is_opened_before_it_is_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The documents come one at a time."""
    for number in range(5):
        (folder / f"{number}.txt").write_text("Words.", encoding="utf-8")
    opened: list[str] = []
    whole = Path.open

    def noted(path: Path, mode: str) -> object:
        opened.append(path.name)
        return whole(path, mode)

    monkeypatch.setattr(Path, "open", noted)
    found = read_path(folder)
    assert opened == []
    next(found)
    assert opened == ["0.txt"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("두만강.txt", "두만강.txt"), (b"caf\xe9.txt", "caf\\xe9.txt"), ("two\nlines.txt", "two\\nlines.txt")],
)
def test_names_of_files_are_one_printable_line(name: str | bytes, expected: str) -> None:
    """Names in broken bytes or with line ends can be printed and stored."""
    assert expected == shown(Path(os.fsdecode(name)))


def test_a_name_in_broken_bytes_is_read(folder: Path) -> None:
    """A file whose name is no UTF-8 is a document like any other, with a location that can be stored."""
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text("Words.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    found = _one(folder)
    assert isinstance(found, RawDocument)
    found.location.encode("utf-8")


def test_pypdf_is_imported_only_for_a_pdf() -> None:
    """Those who read no PDF do not wait a quarter of a second for it."""
    program = (
        "import sys; import bot.sources.files; sys.exit('pypdf' in sys.modules or 'charset_normalizer' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
