"""How many publishers say so by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.copies import Copy
from bot.core.ports import Stored
from bot.services.corroborating import corroboration
from tests.contract.made import made

NOW = datetime(2024, 3, 6, tzinfo=UTC)
OWN = "The fence at Tumen is done, guards said. They began in the spring."


def stored(number: int, publisher: str | None, text: str = OWN, *copies: str, **fields: Any) -> Stored:
    """An article of a publisher of 5 March, with copies of the day after at others."""
    about = {"publisher": publisher, "published": "2024-03-05"} | fields
    article = made(f"{number}.txt", text, **about).article
    carried = tuple(Copy(name, None, None, "2024-03-06") for name in copies)
    return Stored(number, 1, article, NOW, NOW, copies=carried)


WIRED = "SEOUL (Reuters) - The fence at Tumen is done, guards said."
CASES = {
    "one alone": ([stored(1, "A")], "1 article, 1 publisher"),
    "two of one publisher": ([stored(1, "A"), stored(2, "The A")], "2 articles, 1 publisher"),
    "two publishers": ([stored(1, "A"), stored(2, "B")], "2 articles, 2 independent publishers"),
    "a reprint": ([stored(1, "A", OWN, "B")], "2 articles, 1 independent publisher (2 carry the same report)"),
    "an agency's report, and two of a publisher": (
        [stored(1, "A", WIRED, "B"), stored(2, "C"), stored(3, "C")],
        "4 articles, 2 independent publishers (2 carry the same agency report)",
    ),
    "two rewrite one agency": (
        [stored(1, "A", WIRED), stored(2, "B", OWN + " — Reuters"), stored(3, "C")],
        "3 articles, 2 independent publishers (2 credit the same agency)",
    ),
    "an agency's own page and one that credits it": (
        [stored(1, "Reuters"), stored(2, "B", byline="Jane Smith, Reuters")],
        "2 articles, 1 independent publisher (2 credit the same agency)",
    ),
    "a dateline names another publisher here": (
        [stored(1, "Border Post", "DANDONG (Yalu Monitor) - The fence is done."), stored(2, "Yalu Monitor")],
        "2 articles, 1 independent publisher (2 credit the same agency)",
    ),
    "a dateline names the publisher itself": (
        [stored(1, "Border Post", "DANDONG (Border Post) - The fence is done."), stored(2, "Yalu Monitor")],
        "2 articles, 2 independent publishers",
    ),
    "what stands in brackets is no agency": (
        [stored(1, "A", "MIAMI (Florida) - The fence is done."), stored(2, "B", "TAMPA (Florida) - It is done.")],
        "2 articles, 2 independent publishers",
    ),
    "two reports that both have copies": (
        [stored(1, "A", OWN, "B"), stored(2, "A", OWN, "C", "D")],
        "5 articles, 1 independent publisher (5 carry 2 reports)",
    ),
    "nobody is known": ([stored(1, None), stored(2, None)], "2 articles, publisher unknown"),
    "one is unknown": (
        [stored(1, None), stored(2, "A")],
        "2 articles, 1 publisher (1 of unknown publishers)",
    ),
    "a host stands for a name": (
        [stored(1, None, url="https://www.a.example/1"), stored(2, "a.example")],
        "2 articles, 1 publisher",
    ),
    "parts of one site": (
        [stored(1, "news.kestrel.co.uk"), stored(2, "Kestrel"), stored(3, "kestrel.com")],
        "3 articles, 1 publisher",
    ),
    "two on a host where many publish": (
        [stored(1, "one.blogspot.com"), stored(2, "two.blogspot.com")],
        "2 articles, 2 independent publishers",
    ),
    "none": ([], "0 articles, publisher unknown"),
}


@pytest.mark.parametrize("name", CASES)
def test_who_stands_behind_articles(name: str) -> None:
    """In words, each reprint and each agency once."""
    articles, words = CASES[name]
    assert words == corroboration(articles).words


def test_who_had_it_first_is_the_voice() -> None:
    """A reprint that came in before its original speaks for the original's publisher."""
    late = stored(1, "B", published="2024-03-07")
    early = replace(late, copies=(Copy("A", None, None, "2024-03-05"),))
    assert ["A"] == [voice.name for voice in corroboration([early]).voices]
    assert 1 == corroboration([early, stored(2, "A")]).publishers
    assert 2 == corroboration([early, stored(2, "B")]).publishers


def test_agencies_are_named() -> None:
    """By the name that readers know, however they sign."""
    articles = [stored(1, "A", "PARIS (AFP) - It is done."), stored(2, "B", OWN, byline="Associated Press")]
    assert ("Agence France-Presse", "Associated Press") == corroboration(articles).agencies


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from([OWN, WIRED]), st.sampled_from(["", "B", "BD"]))))
def test_voices_are_never_more_than_publishers(rows: list[tuple[str, str, str]]) -> None:
    """Whatever is given, in any order: no voice without a publisher, every article is counted once."""
    articles = [stored(place, name, text, *copies) for place, (name, text, copies) in enumerate(rows, 1)]
    told = corroboration(articles)
    printers = {printer for name, _, copies in rows for printer in (name, *copies)}
    assert told.publishers <= len(printers) + len(told.agencies)
    assert sum(len({name, *copies}) for name, _, copies in rows) == told.articles
    assert told == corroboration([*articles[::-1], *articles])
