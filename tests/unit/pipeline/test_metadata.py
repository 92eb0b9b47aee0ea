"""Titles, names of authors and hosts."""

from __future__ import annotations

import pytest

from bot.core.article import RawDocument
from bot.pipeline import datelines, metadata, titles
from bot.pipeline.bylines import authors, from_follow_line, from_line, is_name
from bot.pipeline.draft import Draft


@pytest.mark.parametrize(
    ("title", "names", "expected"),
    [
        ("River rises | The Daily Harbour", ["The Daily Harbour"], "River rises"),
        ("River rises - Harbour News", ["harbour.example", "Harbour News"], "River rises"),
        ("Harbour News: River rises", ["Harbour News"], "Harbour News: River rises"),
        ("Harbour News | River rises", ["Harbour News"], "River rises"),
        ("River rises | World | DailyNK", ["dailynk.com", "dailynk"], "River rises | World"),
        ("River rises - mayor", ["Harbour News"], "River rises - mayor"),
        ("North Korea - China border", ["dailynk"], "North Korea - China border"),
    ],
)
def test_site_names_leave_the_title(title: str, names: list[str], expected: str) -> None:
    """Only the site's own name is dropped from a title."""
    assert expected == titles.without_site(title, names)


@pytest.mark.parametrize(
    ("heads", "claims", "tag", "expected"),
    [
        (["River rises"], ["River rises | Harbour"], "", "River rises"),
        (["Harbour News", "River rises by two metres"], ["River rises by two metres"], "", "River rises by two metres"),
        (["News River rises by two metres"], ["River rises by two metres"], "", "River rises by two metres"),
        (["River rises: what to know"], ["River rises"], "", "River rises"),
        (["River rises by two metres: what to know"], ["River rises by two metres"], "", None),
        ([], [], "River rises | Harbour", "River rises"),
        (["River"], [], "", "River"),
        ([], [], "", None),
    ],
)
def test_the_headline_is_chosen(heads: list[str], claims: list[str], tag: str, expected: str | None) -> None:
    """A heading that the claims agree with is the headline, else the first claim is."""
    assert (expected or (heads or [None])[0]) == titles.choose(heads, claims, tag, ["Harbour"])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("By Ann Miller", "Ann Miller"),
        ("By Ann Miller and Li Wei, Associated Press", "Ann Miller, Li Wei, Associated Press"),
        ("ann miller", "Ann Miller"),
        ("Ann Miller, Senior Reporter", "Ann Miller"),
        ("Ann Miller (ann@example.org)", "Ann Miller"),
        ("<a href='/x'>Ann Miller</a>", "Ann Miller"),
        (["Ann Miller", "Miller", "Ann Miller"], "Ann Miller"),
        ("Juan de la Cruz", "Juan de la Cruz"),
        ("Jack Ma", "Jack Ma"),
        ("Ann Miller PhD", "Ann Miller PhD"),
        ("Ann Miller MD", "Ann Miller"),
        ("James Presbitero Jr", "James Presbitero Jr"),
        ("https://example.org/ann", None),
        ("admin", None),
        ("", None),
        (None, None),
    ],
)
def test_authors(written: str | list[str] | None, expected: str | None) -> None:
    """Names alone are left of what a source gives as its authors."""
    assert expected == authors(written)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ann Miller", "Ann Miller"),
        ("Written by: Ann Miller", "Ann Miller"),
        ("BY ANN MILLER", "ANN MILLER"),
        ("By Monday the river had risen.", None),
        ("By the river they sat down", None),
        ("By car or by boat", None),
    ],
)
def test_byline_lines(line: str, expected: str | None) -> None:
    """A byline on a line of its own is told from a sentence that begins with "by"."""
    assert expected == from_line(line)


def test_other_places_of_names() -> None:
    """A follow-me line names the author; a name alone is told from a heading by its shape only."""
    assert from_follow_line("You can follow Ann Miller on Twitter at @ann.") == "Ann Miller"
    assert from_follow_line("Follow the river on foot.") is None
    assert is_name("Ann Younas Miller")
    assert not is_name("The river rose")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.dailynk.com/english/x", "dailynk.com"),
        ("http://news.harbour.example:8080/", "news.harbour.example"),
        ("http://[broken", None),
        ("notes/river.txt", None),
        (None, None),
    ],
)
def test_publisher_from_the_address(url: str | None, expected: str | None) -> None:
    """Where nobody names the publisher it is the host."""
    assert expected == metadata.run(Draft(RawDocument("-", text="x", url=url), text="x")).publisher


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("HARBOUR POST", "In a message seen by the Harbour Post, he agreed.", "Harbour Post"),
        ("HARBOUR POST", "He agreed.", "Harbour Post"),
        ("CNN", "He agreed.", "CNN"),
        ("Harbour Post", "HARBOUR POST", "Harbour Post"),
    ],
)
def test_a_name_in_capitals_is_written_as_usual(name: str, text: str, expected: str) -> None:
    """As the text writes it, or with small letters; an acronym stays."""
    assert expected == titles.cased(name, text)


@pytest.mark.parametrize(
    ("text", "day", "agency"),
    [
        ("DANDONG, China, May 4, 2018 (Harbour Post) - Flats", "2018-05-04", "Harbour Post"),
        ("SEOUL, Oct 14 (Harbour Wire) - South", None, "Harbour Wire"),
        ("SEOUL (Harbour Wire) — North", None, "Harbour Wire"),
        ("ANSAN — On the second Sunday", None, None),
        ("The mayor (of Selby) - she", None, None),
    ],
)
def test_datelines(text: str, day: str | None, agency: str | None) -> None:
    """The day if it has its year, and the agency in brackets."""
    assert (day, agency) == datelines.read(text)
