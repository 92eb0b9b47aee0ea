"""The demonstration: the samples, every command, plain text at 80 columns, the same facts as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import ROOT
from tests.flow.conftest import Program

ARTICLES = 19  # of twenty samples, since one is a reprint of another
LINES = (
    "/brief tumen river", "/brief china size:long", "/figures defectors since:2019", "/people border",
    "/timeline fence", "/find cameras on the river pier", "/latest",
    '/latest source:"yalu monitor"', "/sources", "/sources fence",
    "/article 7", "/help", "/help brief", "/brief peru", "/brief 두만강", "/brief figures tumen river",
)  # fmt: skip


@pytest.fixture
def samples(filled: Callable[..., Program]) -> Program:
    """A store with the samples."""
    return filled(ROOT / "samples")


def test_every_command_answers_within_the_screen(samples: Program) -> None:
    """Each line has an answer without error, and none of its lines is wider than 80 columns but a web address."""
    for line, answer in zip(LINES, samples.ask(*LINES), strict=True):
        assert answer["error"] is None, line
        wide = [text for text in answer["text"].split("\n") if cell_len(text) > 80 and "://" not in text]
        assert not wide, line


def test_every_line_of_an_answer_has_its_source(samples: Program) -> None:
    """Statements, figures and people each name a source that is in the same answer."""
    for answer in samples.ask(*LINES):
        listed = {source["n"] for source in answer["sources"]}
        for row in (*answer["statements"], *answer["figures"], *answer["people"]):
            assert row["source"] in listed


def test_a_reference_means_the_same_in_a_later_process(samples: Program) -> None:
    """`/why` with the reference of any line shows the words of that line."""
    (answer,) = samples.ask("/brief tumen river")
    rows = [*answer["statements"], *answer["figures"]]

    proofs = samples.ask(*(f"/why {row['ref']}" for row in rows))

    for row, proof in zip(rows, proofs, strict=True):
        assert proof["error"] is None
        assert (row["start"], row["end"]) == (proof["statements"][0]["start"], proof["statements"][0]["end"])


def test_the_off_topic_article_is_nowhere(samples: Program) -> None:
    """No briefing on the border cites the festival in Peru."""
    answers = samples.ask(
        "/brief china north korea border size:long", "/figures border", "/people border", "/timeline border"
    )

    titles = {source["title"] for answer in answers for source in answer["sources"]}
    assert titles
    assert not any("ceviche" in title for title in titles)


def test_run_without_a_token_is_the_demonstration_in_the_terminal(program: Program) -> None:
    """`run` reads the samples into a store of its own and answers the lines of a pipe until its end."""
    done = program.run("run", given="/brief tumen river\n/brif tumen\n\n/latest\n")

    assert "3 articles, 3 independent publishers" in done.stdout
    assert 0 == done.returncode
    assert "WHAT IS KNOWN" in done.stdout
    assert "Did you mean /brief?" in done.stdout
    assert "\x1b" not in done.stdout
    assert (program.store.parent / "samples.db").exists()
    assert not program.store.exists()


def test_reindex_prepares_all_again_from_the_stored_documents(program: Program) -> None:
    """After `reindex --all` every answer is what it was, and all of it verifies."""
    program.ingest(ROOT / "samples")
    before = program.ask("/brief tumen river")[0]["statements"]

    done = program.run("reindex", "--all", "--json")

    assert {"prepared": ARTICLES, "failed": [], "kept": 0, "ending": "done", "reason": None} == json.loads(done.stdout)
    assert before == program.ask("/brief tumen river")[0]["statements"]
    assert 0 == program.run("verify").returncode


def test_status_tells_what_there_is(samples: Program) -> None:
    """Articles, languages not read and times are in the status."""
    found = json.loads(samples.run("status", "--json").stdout)

    assert (ARTICLES, {"ko": 1}, 0) == (found["articles"], found["unread"], found["stale"])
    assert found["last_ingest"]


def test_charts_are_saved_with_words_for_those_who_do_not_see_them(samples: Program) -> None:
    """An answer with a chart has its file where the program was started, and what it shows in words."""
    answers = samples.ask("/timeline fence chart:true", "/latest chart:true")

    for answer, name in zip(answers, ("timeline-fence", "articles-all"), strict=True):
        (file,) = answer["files"]
        assert Path(file["path"]).read_bytes().startswith(b"\x89PNG"), name
        assert Path(file["path"]).name.startswith(name)
        assert file["alt"]
