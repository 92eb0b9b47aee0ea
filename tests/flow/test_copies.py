"""Five publishers carry one report, and one of them corrects it: from files to what is answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.contract.reports import ANOTHER, CARRIERS
from tests.flow.conftest import Program

PAGE = """<html><head><title>{title} | {publisher}</title><link rel="canonical" href="{url}">
<meta property="og:site_name" content="{publisher}"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="2024-03-0{day}T08:00:00Z"></head><body>
<nav><a href="/">{publisher}</a> <a href="/news">News of {publisher}</a></nav>
<article><h1>{title}</h1>{text}</article>
<footer>{publisher} appears every day but Sunday.</footer></body></html>"""


def page(publisher: str, text: str, day: int) -> str:
    """A text as this publisher's page."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    host = publisher.replace(" ", "").lower()
    title = f"Canal as seen by {publisher}"
    return PAGE.format(title=title, publisher=publisher, url=f"https://{host}.example/canal", day=day, text=paragraphs)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five saved pages, the agency's first."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for place, (publisher, text) in enumerate(CARRIERS.items(), 1):
        (pages / f"{place}.html").write_text(page(publisher, text, place))
    return pages


def test_five_copies_are_one_article_and_a_correction_is_shown(folder: Path, program: Program) -> None:
    """One article, one publisher, four carriers; later the figure that changed, with evidence old and new."""
    first, again = program.ingest(folder), program.ingest(folder)
    assert (5, 0, 0) == (first["added"], first["updated"], first["unchanged"])
    assert (0, 0, 5) == (again["added"], again["updated"], again["unchanged"])

    brief, article, sources = program.ask("/brief canal", "/article https://hanampost.example/canal", "/sources")
    assert "1 article, 1 publisher: nothing to compare with" in brief["text"]
    assert "also carried by" in " ".join(brief["text"].split())
    assert 1 == len(brief["sources"])
    assert "Also carried by" in article["text"]
    others = {item["url"]: item["publisher"] for item in article["sources"]}
    assert {f"https://{name.replace(' ', '').lower()}.example/canal": name for name in CARRIERS} == others
    assert ["Kestrel Wire"] == [name for name in CARRIERS if name in sources["text"]]

    shown = json.loads(program.run("show", "1", "--json").stdout)
    assert {"Yalu Monitor", "Hanam Post", "The Strait", "Border Review"} == {
        copy["publisher"] for copy in shown["copies"]
    }
    assert 5 == sum(address.startswith("https://") for address in shown["addresses"])

    figure = next(item for item in brief["figures"] if item["value"] == 240_000_000)
    (folder / "1.html").write_text(page("Kestrel Wire", ANOTHER, 1))
    assert 1 == program.ingest(folder)["updated"]
    corrected, why = program.ask("/article 1", f"/why {figure['ref']}")
    words = " ".join(corrected["text"].split())
    assert "WHAT CHANGED" in words
    assert "260 million" in words
    assert "the text has changed since" in " ".join(why["text"].split())
    assert "240 million" in why["text"]
    assert 0 == program.run("verify").returncode
