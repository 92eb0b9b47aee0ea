"""Bad input: one clear line, an exit status, and nothing lost."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flow.conftest import Program

GOOD = {
    "id": "good",
    "title": "A bridge opens",
    "text": "The bridge over the Halm opened on Monday. Some 300 people came to see it.",
}


def lines(*documents: object) -> str:
    """JSON Lines."""
    return "".join(json.dumps(document) + "\n" for document in documents)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A store with nothing in it, which is only looked at."""
    made = Program(tmp_path_factory.mktemp("empty") / "sitrep.db")
    made.ingest("/no/such/place")
    return made


def test_a_bad_line_does_not_stop_the_others(program: Program, tmp_path: Path) -> None:
    """Of three lines the broken one fails with its number, and the others are in."""
    path = tmp_path / "many.jsonl"
    path.write_text(
        lines(GOOD) + "{broken\n" + lines(GOOD | {"id": "other", "text": "Another text about the Halm bridge."})
    )

    report = program.ingest(path)

    assert 2 == report["added"]
    assert ["2"] == [failed["source"].rpartition(" ")[2] for failed in report["failed"]]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("broken.pdf", b"%PDF-1.4 nothing", "PDF"),
        ("nothing.html", b"<html><body></body></html>", ""),
    ],
)
def test_an_unreadable_file_is_one_line(
    program: Program, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    """The file is named with the reason, beside it a good file goes in."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(content)
    (tmp_path / "in" / "good.txt").write_text(GOOD["title"] + "\n\n" + GOOD["text"])

    done = program.run("ingest", "--json", str(tmp_path / "in"))
    report = json.loads(done.stdout)

    assert 1 == report["added"]
    assert 1 == done.returncode
    assert [name] == [Path(failed["source"]).name for failed in report["failed"]]
    assert words in report["failed"][0]["reason"]
    assert "\n" not in report["failed"][0]["reason"]
    assert "Traceback" not in done.stderr


def test_odd_texts_are_prepared_or_refused_in_time(program: Program) -> None:
    """Texts made to hurt come back as one line each within seconds, and the line behind each too."""
    odd = (
        "x" * 1_000_000,
        "A\x00 text \u202ewith\u2066 marks. " * 50,
        "9" * 200_000 + ".",
        "“" * 50_000,
        "Said. " * 30_000,
        "$1 " * 30_000,
        "Kim " * 60_000,
    )
    documents = [document for text in odd for document in ({"id": text[:4], "text": text}, GOOD)]

    done = program.run("prepare", given=lines(*documents))
    found = [json.loads(line) for line in done.stdout.splitlines()]

    assert [document["id"] for document in documents] == [item["id"] for item in found]
    assert [None] * len(odd) == [item["error"] for item in found[1::2]]
    assert "Traceback" not in done.stderr


def test_a_page_of_a_hundred_thousand_nested_tags_is_survived(program: Program) -> None:
    """Deep nesting yields a line, with or without an error."""
    page = "<div>" * 100_000 + "<p>Some words that stand deep inside a page.</p>" + "</div>" * 100_000

    done = program.run("prepare", given=lines({"id": 1, "html": page}, GOOD | {"id": 2}))

    assert 2 == len(done.stdout.splitlines())
    assert "Traceback" not in done.stderr


def test_lines_that_are_no_documents_yield_lines_with_an_error(program: Program) -> None:
    """Each line in gives a line out, in order, and the exit status says that some failed."""
    done = program.run("prepare", given="nonsense\n" + lines({"id": "a"}, [], GOOD, {"id": "b", "text": 5}))
    found = [json.loads(line) for line in done.stdout.splitlines()]

    assert [False, False, False, True, False] == [item["error"] is None for item in found]
    assert [None, "a", None, "good", "b"] == [item["id"] for item in found]
    assert all(item["text"] is None for item in found if item["error"])
    assert 1 == done.returncode


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["frobnicate"], "No such command", 2),
        (["ask"], "Missing argument", 2),
        (["ask", "/brif tumen"], "", 2),
        (["prepare", "--jobs", "none"], "a valid integer", 2),
        (["ingest", "/no/such/place"], "", 1),
    ],
)
def test_wrong_usage_is_one_line(empty: Program, arguments: list[str], words: str, status: int) -> None:
    """The exit status and one line tell what was wrong."""
    done = empty.run(*arguments)

    assert status == done.returncode
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 1


def test_stores_that_cannot_be_used_are_refused_in_one_line(program: Program, tmp_path: Path) -> None:
    """Another program's file, a newer version, no database at all, a folder: each is one line and stays as it was."""
    other, newer, text = tmp_path / "other.db", tmp_path / "newer.db", tmp_path / "text.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
    connection.close()
    Program(newer).run("ingest", "--json", str(tmp_path / "nothing-there"))
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    text.write_text("just some words, no database at all, " * 200)
    before = {path: path.read_bytes() for path in (other, text)}

    for path in (other, newer, text, tmp_path):
        done = Program(tmp_path / "x").run("ask", "/latest", STORE_URL=f"sqlite:///{path}")
        assert 1 == done.returncode, path
        assert 1 == len(done.stderr.strip().splitlines()), path
        assert "Traceback" not in done.stderr
    assert before == {path: path.read_bytes() for path in before}


def test_a_locked_store_is_said_and_answers_go_on(program: Program, tmp_path: Path) -> None:
    """While another process writes, ingest says so in one line, and questions are answered all the same."""
    program.ingest(good_file(tmp_path))
    with sqlite3.connect(program.store, isolation_level=None) as connection:
        connection.execute("BEGIN IMMEDIATE")
        (tmp_path / "more.txt").write_text("Another bridge\n\nA bridge over the Orr was opened by the mayor on Friday.")

        refused = program.run("ingest", str(tmp_path / "more.txt"))
        answer = program.run("ask", "/find bridge")
        connection.execute("ROLLBACK")
    connection.close()

    assert 1 == refused.returncode
    assert 1 == len(refused.stderr.strip().splitlines())
    assert 0 == answer.returncode
    assert "A bridge opens" in answer.stdout


def test_a_full_disk_loses_nothing_and_the_same_command_finishes(tmp_path: Path) -> None:
    """On a disk of two megabytes ingest stops with one line; with room made, the same command ends the work."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("a small disk can only be made by the superuser")
    try:
        program = Program(disk / "sitrep.db")
        many = tmp_path / "many.jsonl"
        many.write_text(lines(*made_up(600)))

        stopped = program.run("ingest", str(many))
        held = len(program.ask("/find bridge"))
        proved = program.run("verify")
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        finished = program.ingest(many)
    finally:
        subprocess.run(["umount", disk], check=True)

    assert 1 == stopped.returncode
    assert "no room left" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert 1 == held
    assert 0 == proved.returncode
    assert 600 == finished["added"] + finished["unchanged"]
    assert finished["added"] > 0


def made_up(count: int) -> Iterator[dict[str, str]]:
    """Distinct articles with numbers, names and dates."""
    for number in range(count):
        words = " ".join(f"word{number}x{place}" for place in range(60))
        yield {
            "id": str(number),
            "title": f"Bridge {number} opens",
            "published": "2024-05-01",
            "text": f"The bridge {number} over the Halm opened on Monday. Some {number + 300} people came. {words}.",
        }


def good_file(folder: Path) -> Path:
    """A text that can be read."""
    path = folder / "good.txt"
    path.write_text(GOOD["title"] + "\n\n" + GOOD["text"])
    return path


def test_a_read_only_store_answers_and_refuses_to_be_filled(program: Program, tmp_path: Path) -> None:
    """A store whose bytes cannot be written is read; writing to it is refused in one line."""
    program.ingest(good_file(tmp_path))
    frozen = tmp_path / "frozen"
    frozen.mkdir()
    (frozen / "sitrep.db").write_bytes(program.store.read_bytes())
    mounted = subprocess.run(["mount", "--bind", frozen, frozen], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("a read-only folder that also binds the superuser can only be made by the superuser")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", frozen], check=True)
        there = Program(tmp_path / "elsewhere")
        address = f"sqlite:///{frozen / 'sitrep.db'}"
        answer = there.run("ask", "/find bridge", STORE_URL=address)
        refused = there.run("ingest", str(good_file(tmp_path)), STORE_URL=address)
    finally:
        subprocess.run(["umount", frozen], check=True)

    assert 0 == answer.returncode
    assert "A bridge opens" in answer.stdout
    assert 1 == refused.returncode or "1 unchanged" in refused.stdout
    assert "Traceback" not in refused.stderr
