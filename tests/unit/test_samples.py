"""The demonstration articles: they are read without a fault, and hold what their README promises."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bot.core.article import RawDocument
from bot.sources.files import read_path
from bot.sources.found import Skipped

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)
WORD = re.compile(r"\w+")

ORIGINAL = "2023-11-16-straitandpeninsula-brokers.html"
REPRINT = "2023-11-20-borderlandpost-brokers-reprint.html"


@cache
def _documents() -> dict[str, RawDocument]:
    found = [f for f in read_path(SAMPLES) if isinstance(f, RawDocument)]
    return {Path(f.location).name: f for f in found}


@cache
def _rows() -> dict[str, tuple[str, str, str]]:
    table = ROW.findall((SAMPLES / "README.md").read_text(encoding="utf-8"))
    return {name: (publisher, day, purpose) for name, publisher, day, purpose in table}


def _words(name: str) -> str:
    document = _documents()[name]
    return html.unescape(TAGS.sub("\n", document.html)) if document.html is not None else document.text or ""


def _sentences(name: str) -> frozenset[str]:
    """Everything of eight words and more between two ends of sentences or lines."""
    pieces = re.split(r"(?<=[.!?])[”\"]?\s+|\n", _words(name))
    return frozenset(piece.strip() for piece in pieces if len(WORD.findall(piece)) >= 8)


def _names() -> list[str]:
    return sorted(path.name for path in SAMPLES.iterdir() if path.name != "README.md")


def test_nothing_fails() -> None:
    """The folder is read whole; only its README is passed over."""
    skipped = [f for f in read_path(SAMPLES) if isinstance(f, Skipped)]
    assert [(Path(s.source).name, s.failed) for s in skipped] == [("README.md", False)]
    assert sorted(_documents()) == _names()


def test_the_table_lists_every_file() -> None:
    """README and folder name the same files, from at least six publishers and over nine years."""
    assert sorted(_rows()) == _names()
    assert len({publisher for publisher, _, _ in _rows().values()}) >= 6
    years = {day[:4] for _, day, _ in _rows().values() if day[:2] == "20"}
    assert {"2016", "2024"} <= years


def test_the_licence_is_named() -> None:
    """Whoever finds the folder alone learns whose the texts are, and that they are invented."""
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert "same licence as the project (MIT)" in readme
    assert "None of this happened as told" in readme


@pytest.mark.parametrize("name", _names())
def test_each_is_an_article_of_its_publisher(name: str) -> None:
    """Each names its publisher and, if dated, its year, and is as long as a news article."""
    publisher, day, _ = _rows()[name]
    words = _words(name)
    assert publisher.lower() in words.lower()
    assert day[:4] == "–" or day[:4] in words
    assert 120 <= len(WORD.findall(words)) <= 800


@pytest.mark.parametrize("name", [name for name in _names() if name.endswith(".html")])
def test_pages_lie_under_example(name: str) -> None:
    """Every address is under .example; all pages but the one without metadata tell their own."""
    document = _documents()[name]
    assert (document.url is None) == ("changbaireview-new-brigade" in name)
    hosts = re.findall(r"https?://([^/\"'\s<]+)", document.html or "")
    assert all(host.endswith(".example") or host in {"schema.org", "ogp.me"} for host in hosts)


@pytest.mark.parametrize("name", [name for name in _names() if name.endswith(".html")])
def test_metadata_agree_with_the_table(name: str) -> None:
    """Dates in JSON-LD, OpenGraph and `<time>` are the day in the table, and JSON-LD is whole."""
    page = _documents()[name].html or ""
    publisher, day, _ = _rows()[name]
    for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
        data = json.loads(block)
        assert (data["datePublished"][:10], data["publisher"]["name"]) == (day, publisher)
    dates = re.findall(r'(?:article:published_time" content|<time[^>]*datetime)="([^"]+)"', page)
    assert all(found.startswith(day) for found in dates)


def test_metadata_come_in_every_kind() -> None:
    """Some pages have JSON-LD, some OpenGraph, some `<time>`, and one has nothing."""
    pages = [document.html for document in _documents().values() if document.html is not None]
    marks = ("application/ld+json", "og:title", "<time", 'rel="canonical"')
    counts = Counter(sum(mark in page for mark in marks) for page in pages)
    assert counts[0] == 1
    assert all(sum(mark in page for page in pages) >= 3 for mark in marks)


def test_no_sentence_comes_twice() -> None:
    """Two publishers share no sentence, apart from the reprint."""
    names = [name for name in _names() if name != REPRINT]
    for place, name in enumerate(names):
        for other in names[place + 1 :]:
            if _rows()[name][0] != _rows()[other][0]:
                assert _sentences(name) & _sentences(other) == frozenset()


def test_the_reprint_is_one() -> None:
    """The reprint keeps most sentences of its original under another title and address."""
    original, reprint = _sentences(ORIGINAL), _sentences(REPRINT)
    assert len(original & reprint) >= 12
    assert _documents()[ORIGINAL].url != _documents()[REPRINT].url


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2023-10-12-borderlandpost-deportations.html", "about 500 North Koreans"),
        ("2023-10-13-tumenvalleycourier-convoys.html", "Around 600 North Koreans"),
        ("2023-10-14-kestrelwire-seoul-protest.txt", "from 500 to 600"),
        ("2023-09-05-tumenvalleycourier-fence.html", "14 kilometres of bank"),
        ("2023-09-06-kestrelwire-tumen-barrier.txt", "about 23 kilometers"),
        ("2023-09-08-changbaireview-fence-corrected.html", "misstated the length"),
        (ORIGINAL, "Over 1,000 North Koreans"),
        ("2024-01-18-straitandpeninsula-arrivals.html", "1,047 in 2019"),
        ("2023-12-07-yalumonitor-no-word.html", "880-mile border"),
        ("undated-changbaireview-primer.txt", "1,416 kilometres"),
        ("2023-09-11-ganggeonneo-korean.html", "울타리"),
    ],
)
def test_what_the_samples_are_there_for(name: str, said: str) -> None:
    """The disagreements, the compatible figures, the correction and the Korean text are where the table says."""
    assert said in _words(name)


def test_the_festival_is_off_the_subject() -> None:
    """One article has nothing to do with the border."""
    words = _words("2023-07-18-puertosereno-festival.html").lower()
    assert not any(word in words for word in ("korea", "china", "border", "tumen", "yalu"))
