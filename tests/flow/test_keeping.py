"""The admin's hand on the store, from the command line as from the chat."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.cli.taking import found_in
from bot.core.article import RawDocument
from bot.pipeline.steps import fingerprint
from bot.services.ingesting import Intake, Report
from bot.services.preparing import prepare_documents
from bot.store import back_up, open_store
from tests.conftest import ROOT
from tests.flow.conftest import Program

SAMPLES = [
    str(ROOT / "samples" / name)
    for name in (
        "2020-02-06-yalumonitor-border-shut.txt",
        "2016-04-08-yalumonitor-bridge-traffic.html",
        "2018-05-04-borderlandpost-dandong-flats.txt",
    )
]


class Bench:
    """Workers that are none: the pipeline in this process, where starting others would take most of the time."""

    async def map(self, documents: Iterable[RawDocument]) -> Any:
        """Each document with what was prepared from it."""
        for document in await asyncio.to_thread(list, documents):
            (result,) = prepare_documents([document])
            yield document, result


async def ingest(store: Path, *sources: str) -> Report:
    """Take files in."""
    report = Report()
    opened = await open_store(f"sqlite:///{store}")
    await Intake(opened, Bench(), fingerprint()).take(found_in(sources), report, lambda _: None)  # type: ignore[arg-type]
    await opened.close()
    return report


@dataclass(frozen=True)
class Admin:
    """The command line in this process, over a store of its own."""

    store: Path
    captured: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch

    def run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """One call."""
        self.patch.setattr("sys.stdin", io.StringIO(given))
        self.captured.readouterr()
        status = main(list(arguments))
        said = self.captured.readouterr()
        return subprocess.CompletedProcess(arguments, status, said.out, said.err)

    def ask(self, *lines: str) -> str:
        """What an admin is told, its lines unfolded."""
        return " ".join(self.run("ask", "-", "--as", "admin", given="\n".join(lines)).stdout.split())

    def ingest(self, *sources: str) -> Report:
        """Take files in."""
        return asyncio.run(ingest(self.store, *sources))


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with three articles of two sources."""
    path = tmp_path_factory.mktemp("keeping") / "sitrep.db"
    asyncio.run(ingest(path, *SAMPLES))
    return path


@pytest.fixture
def admin(original: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Admin:
    """An admin of a copy of it."""
    path = Path(shutil.copy(original, tmp_path / "sitrep.db"))
    monkeypatch.setenv("STORE_URL", f"sqlite:///{path}")
    monkeypatch.chdir(tmp_path)
    return Admin(path, capsys, monkeypatch)


def left_of(store: Path, *words: str) -> set[str]:
    """Which of the words are still in any file of the store."""
    data = b"".join(path.read_bytes() for path in store.parent.glob("sitrep.db*"))
    return {word for word in words if word.encode() in data}


def test_an_article_is_forgotten_after_the_question(admin: Admin) -> None:
    """First it says what will go, then it goes from answers and files; `/why` says so, and ingest skips it."""
    shown = json.loads(admin.run("show", "2", "--json").stdout)
    title, link = shown["title"], shown["url"]
    assert {title, link} == left_of(admin.store, title, link)

    asked = admin.ask(f"/admin forget {link}")
    assert "Forget this for good?" in asked
    assert "Next: /admin forget 2 sure:true" in asked
    said = admin.ask(f"/admin forget {link} sure:true", "/why 2:0-10", "/admin audit")

    assert "1 article gone." in said
    assert "Article 2 was taken out of this store; nothing of it is kept." in said
    assert 2 == said.partition("Audit")[2].count("/admin forget 2")
    assert set() == left_of(admin.store, title, link)
    again = admin.ingest(*SAMPLES)
    assert (0, 2) == (again.added, again.unchanged)
    assert "was forgotten by an admin" in again.skipped[0].reason
    assert 0 == admin.run("verify").returncode


def test_a_source_is_forgotten_and_let_in_again(admin: Admin) -> None:
    """By its exact name alone; after `unforget` the same files come in as new articles."""
    offered = admin.ask("/admin forget yalu sure:true")
    done = admin.ask('/admin forget "Yalu Monitor" sure:true', "/sources")
    back = admin.ask("/admin unforget Yalu Monitor")

    assert "Meant may be: 'Yalu Monitor'." in offered
    assert "2 articles gone." in done
    assert "Yalu Monitor" not in done.partition("SOURCES")[2]
    assert "2 articles may come in again." in back
    assert 2 == admin.ingest(*SAMPLES).added


def test_articles_are_kept_for_some_days_only(admin: Admin) -> None:
    """It is shown, set, applied, told in the status and taken back."""
    said = admin.ask(
        "/admin retention", "/admin retention days:x", "/admin retention 30", "/admin retention now:true",
        "/admin status", "/admin retention days:off",
    )  # fmt: skip

    assert "'x' is no number of days" in said
    assert "Articles are kept for 30 days." in said
    assert "0 articles gone." in said
    assert "Kept 30 days" in said
    assert 2 == said.count("Articles are kept for ever.")


def test_a_shorter_time_is_asked_about_first(admin: Admin) -> None:
    """With how many articles would go; nothing is set before it is said to be sure."""
    with sqlite3.connect(admin.store) as connection:
        connection.execute("UPDATE article SET updated = '2020-01-01T00:00:00+00:00' WHERE number < 3")
    connection.close()
    asked = admin.ask("/admin retention 30", "/admin retention")
    done = admin.ask("/admin retention days:30 sure:true now:true", "/admin retention 20")

    assert "Keep articles for 30 days only? WHAT WILL GO Articles 2 (2 revisions)" in asked
    assert "Next: /admin retention days:30 sure:true" in asked
    assert "Articles are kept for ever." in asked
    assert "2 articles gone." in done
    assert "Articles are kept for 20 days." in done


def test_names_are_set_from_a_line(admin: Admin) -> None:
    """In both ways of writing, and faults are one line."""
    said = admin.ask(
        "/admin alias Peking = China", '/admin alias name:"Hermit Kingdom" means:"North Korea"',
        "/admin alias remove:Peking", "/admin alias Peking", "/admin alias",
    )  # fmt: skip

    assert "finds all of them: China = Chinese" in said
    assert "'Peking' no longer means the same as China" in said
    assert "Say both names:" in said
    assert "= Hermit Kingdom" in said.rpartition("Names that mean the same")[2]


def test_figures_are_taken_out(original: Path, tmp_path: Path) -> None:
    """One row a figure on standard output, each of which `/why` can prove; the chat tells of its file."""
    program = Program(Path(shutil.copy(original, tmp_path / "sitrep.db")))
    done = program.run("export", "--source", "borderland")
    rows = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
    lines = ("/admin export source:borderland", f"/why {rows[0]['reference']}", "/admin export xyzzy")
    told = program.run("ask", "-", "--as", "admin", given="\n".join(lines)).stdout

    assert {"3"} == {row["article"] for row in rows}
    assert f"{len(rows)} figures of 1 article" in done.stderr
    assert f"{len(rows)} figures of 1 article" in told
    assert "WHERE THEY STAND" in told
    assert "No figure to export" in told


def test_a_wrong_day_is_a_wrong_usage(admin: Admin) -> None:
    """With the option's name and examples."""
    done = admin.run("export", "--since", "yesteryear")

    assert 2 == done.returncode
    assert "--since: 'yesteryear' is no date" in done.stderr


def test_the_status_says_what_failed_and_what_is_in_force(admin: Admin, tmp_path: Path) -> None:
    """Failures of the last day by reason with an example, versions, retention; as text and as JSON."""
    (tmp_path / "empty.txt").write_text("")
    admin.ingest(str(tmp_path / "empty.txt"), str(tmp_path / "missing.txt"))
    told = json.loads(admin.run("status", "--json").stdout)
    said = admin.run("status").stdout

    assert {str(tmp_path / "empty.txt"), str(tmp_path / "missing.txt")} == {one["example"] for one in told["failures"]}
    assert {"Sitrep", "pipeline", "store", "Python", "SQLite", "discord.py", "slack-bolt"} == set(told["versions"])
    assert (None, 0) == (told["retention_days"], told["forgetting"])
    assert "Failures    2 in the last day" in said
    assert "empty.txt" in said


def test_the_audit_log_is_read_by_page_user_and_day(admin: Admin) -> None:
    """Forty entries a page with buttons to the next; one user's alone; since a day."""
    admin.ask(*["/admin alias"] * 41)
    first = admin.ask("/admin audit")
    second = admin.ask("/admin audit page:2 user:local")
    others = admin.ask("/admin audit user:nobody", "/admin audit page:0", "/admin audit since:2999-01-01")

    assert 40 == first.count("(done)")
    assert "Next: /admin audit page:2" in first
    assert 2 == second.count("(done)")
    assert "Next: /admin audit page:1 user:local" in second
    assert 2 == others.count("Nothing of this kind is in the log.")
    assert "page: '0' is no number of a page" in others


CALLS = {
    "run": ("run",),
    "chat": ("chat",),
    "ask": ("ask", "/brief x"),
    "ingest": ("ingest", "x"),
    "status": ("status",),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_a_damaged_store_is_one_line_in_every_call(admin: Admin, call: tuple[str, ...]) -> None:
    """What is wrong and the newest backup to restore; no traceback, no answer."""
    copy = admin.store.parent / "copy.db"
    asyncio.run(back_up(f"sqlite:///{admin.store}", copy))
    with admin.store.open("r+b") as file:
        file.seek(40_960)
        file.write(bytes(range(256)) * 64)
    admin.patch.setenv("DISCORD_TOKEN", "MTIz.x.y")
    done = admin.run(*call)

    assert 1 == done.returncode
    assert "is damaged" in done.stderr
    assert f"python -m bot restore {copy}" in done.stderr
    assert "Traceback" not in done.stderr
