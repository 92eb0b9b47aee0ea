"""Admin commands on the command line: for admins alone, and written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.flow.conftest import Program

SAMPLE = ROOT / "samples" / "2020-02-06-yalumonitor-border-shut.txt"


@pytest.fixture
def stocked(program: Program) -> Program:
    """A store with one article."""
    program.ingest(SAMPLE)
    return program


def test_an_admin_looks_after_the_store_and_it_is_written_down(stocked: Program) -> None:
    """Status, sources and a reindex are answered, and the audit log has them."""
    said = {
        line: stocked.run("ask", line, "--as", "admin").stdout
        for line in ("/admin status", "/admin sources", "/admin reindex all:true", "/admin audit")
    }

    assert "Articles     1 (1 revisions)" in said["/admin status"]
    assert "Yalu Monitor" in said["/admin sources"]
    assert "1 article prepared anew, 0 failed." in said["/admin reindex all:true"]
    assert "terminal user local: /admin reindex all:true (done)" in said["/admin audit"]


def test_others_are_refused(stocked: Program) -> None:
    """A user hears that it is for admins, and nothing is done."""
    (answer,) = stocked.ask("/admin reindex")

    assert "for admins of this store" in answer["error"]


def test_help_shows_a_group(stocked: Program) -> None:
    """`/help admin` lists what follows the word."""
    (answer,) = stocked.ask("/help admin")

    assert all(f"/admin {part}" in answer["text"] for part in ("status", "sources", "reindex", "audit"))


def test_a_read_only_place_is_one_clear_line(program: Program, tmp_path: Path) -> None:
    """Asking before anything was ingested says so."""
    done = program.run("ask", "/brief x")

    assert 1 == done.returncode
    assert "ingest something first" in done.stderr
