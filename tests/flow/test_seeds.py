"""The two real articles of the sample subject, end to end: what an editor would accept, line by line."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.flow.conftest import Program

CLUTTER = (
    "advertisment", "author-image", "new update", "read also", "read more", "follow ben kew", "commenting",
    "peace mission",
)  # fmt: skip
DANGLING = ("the group", "he ", "she ", "it ", "they ", "this ", "these ", "meanwhile", "however")


@pytest.fixture
def seeds(shared: Path, filled: Callable[[Path], Program]) -> Program:
    """A store with the two seeds."""
    return filled(shared / "seeds")


@pytest.fixture
def shown(seeds: Program) -> dict[str, dict[str, Any]]:
    """Both articles as `show --json` prints them, by byline."""
    found = [json.loads(seeds.run("show", number, "--json").stdout) for number in "12"]
    return {article["byline"]: article for article in found}


def figure(article: dict[str, Any], words: str) -> dict[str, Any]:
    """The figure whose span holds these words."""
    return next(item for item in article["figures"] if words in article["text"][item["start"] : item["end"]])


def test_a_second_ingest_changes_nothing(shared: Path, program: Program) -> None:
    """Two are added, then the same two are unchanged."""
    first, second = program.ingest(shared / "seeds"), program.ingest(shared / "seeds")

    assert (2, 0) == (first["added"], first["unchanged"])
    assert (0, 2) == (second["added"], second["unchanged"])


def test_title_and_byline_are_the_article_s_own(shown: dict[str, dict[str, Any]]) -> None:
    """The headline is the title, the author the byline, and neither stands in the text."""
    assert {
        "Aqsa Younas Rana": "China Fortifies Its Border With North Korea: Implications and Consequences",
        "Ben Kew": "China Ramps Up Military Defense on North Korean Border",
    } == {byline: article["title"] for byline, article in shown.items()}
    for byline, article in shown.items():
        assert article["title"] not in article["text"]
        assert byline not in article["text"]


def test_no_clutter_is_left_and_no_sentence_lost(shown: dict[str, dict[str, Any]]) -> None:
    """Advertisements, "read also" lines and the cut-off caption are gone; first and last sentences stand."""
    for article in shown.values():
        assert not [words for words in CLUTTER if words in article["text"].lower()]
    one, two = shown["Aqsa Younas Rana"]["text"], shown["Ben Kew"]["text"]
    assert one.startswith("Recent images reveal")
    assert one.endswith("significant new sanctions.")
    assert two.startswith("China has ramped up its military presence")
    assert two.endswith("not-too-distant future.”")


def test_the_figures_are_those_of_the_text(shown: dict[str, dict[str, Any]]) -> None:
    """Value, change, unit, hedge, speaker and date of the figures that matter."""
    one, two = shown["Aqsa Younas Rana"], shown["Ben Kew"]
    vanished = figure(one, "600")
    assert (600, "<", "north korean", True) == tuple(vanished[k] for k in ("value", "change", "unit", "hedged"))
    assert "Seoul-based human rights group" in vanished["by"]
    thousand = figure(one, "thousand")
    assert (1000, ">", "2019") == tuple(thousand[k] for k in ("value", "change", "date"))
    dozen = figure(one, "dozen")
    assert dozen["value"] is None
    assert dozen["date"] is None
    assert (880, "mile") == tuple(figure(two, "880")[k] for k in ("value", "unit"))
    assert (150000, "troop") == tuple(figure(two, "150,000")[k] for k in ("value", "unit"))


def test_people_have_their_roles_and_writers_are_none(shown: dict[str, dict[str, Any]]) -> None:
    """Lu Kang and Donald Trump with their roles; no byline among the people."""
    people = {
        item["name"]: item for article in shown.values() for item in article["entities"] if item["kind"] == "person"
    }

    assert "Foreign Ministry spokesman" in people["Lu Kang"]["role"]
    assert "President" == people["Donald Trump"]["role"]
    assert len(people["Donald Trump"]["mentions"]) >= 4
    assert not {"Aqsa Younas Rana", "Ben Kew"} & set(people)


def test_a_briefing_is_provable_and_the_newer_article_comes_first(seeds: Program) -> None:
    """Each statement is its span's words, each figure follows, both articles are cited, the older is background."""
    (answer,) = seeds.ask("/brief china north korea border")
    texts = {n: json.loads(seeds.run("show", str(n), "--json").stdout) for n in (1, 2)}

    assert answer["error"] is None
    for statement in answer["statements"]:
        span = texts[statement["article"]]["text"][statement["start"] : statement["end"]]
        bare = statement["text"] if "[" not in statement["text"] else ""
        assert not bare or bare.lower() == " ".join(span.split()).lower()
        assert not statement["text"].lower().startswith(DANGLING)
    assert {1, 2} == {source["article"] for source in answer["sources"]}
    known = {texts[s["article"]]["byline"] for s in answer["statements"] if s["group"] == "known"}
    earlier = {texts[s["article"]]["byline"] for s in answer["statements"] if s["group"] == "earlier"}
    assert ({"Aqsa Younas Rana"}, {"Ben Kew"}) == (known, earlier)
    assert "index of" in answer["text"]
    assert {600, 150000, 880} <= {item["value"] for item in answer["figures"]}


def test_verify_holds_until_a_digit_is_changed_by_hand(shared: Path, program: Program) -> None:
    """A changed digit inside a span is named with article and span; a change elsewhere fails the hash."""
    program.ingest(shared / "seeds")
    assert 0 == program.run("verify").returncode

    for old, new in (("600", "700"), ("bustling", "Bustling")):
        with sqlite3.connect(program.store) as connection:
            connection.execute("UPDATE revision SET text = replace(text, ?, ?)", (old, new))
        connection.close()
        done = program.run("verify", "--json")
        broken = json.loads(done.stdout)["broken"]
        assert 1 == done.returncode
        assert "text" in {item["field"] for item in broken}
        assert any(item["field"] == "figures" and item["start"] is not None for item in broken)


def test_nothing_found_offers_what_is_near(seeds: Program) -> None:
    """A topic that is not there says so, and names topics that are."""
    (answer,) = seeds.ask("/brief pyongyang marathon")

    assert not answer["statements"]
    assert "Nothing on 'pyongyang marathon'" in answer["text"]
    assert "Closest topics here:" in answer["text"]
