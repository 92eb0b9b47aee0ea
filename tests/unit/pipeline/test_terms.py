"""Search terms and topics: what is typed must meet what was indexed."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.article import Entity, RawDocument, Span
from bot.pipeline import terms, tokens
from bot.pipeline.draft import Draft
from bot.pipeline.terms import fold, index_terms, keys_of, stems_in, stems_of
from tests.contract.made import prepare


def drafted(text: str, *names: str, title: str | None = None) -> Draft:
    """A draft as the steps before would leave it; `names` are found wherever they stand."""
    entities = tuple(Entity(name, "place", None, tuple(_mentions(text, name))) for name in names)
    return tokens.run(Draft(RawDocument("x", text=text), title=title, text=text, language="en", entities=entities))


def _mentions(text: str, name: str) -> list[Span]:
    found = []
    at = text.find(name)
    while at >= 0:
        found.append(Span(at, at + len(name)))
        at = text.find(name, at + 1)
    return found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Deported defectors' families", "deport defector famili"),
        ("North-Korea's border", "north korea border"),
        ("Núñez, SØREN & Łódź", "nunez soren lodz"),
        ("ﬁne Straße", "fine strass"),
        ("150,000 troops", "150000 troop"),
        ("3,900,000.5 and 1,23", "3900000.5 1,23"),
        ("F-16s in 2017", "f 16 2017"),
        ("U.S. and D.P.R.K. envoys", "us dprk envoy"),
        ("l’Europe, d'Ivoire, qu'ils", "europ ivoir il"),
        ("O'Neill's o’clock", "oneil oclock"),
        ("두만강", "두만 만강"),
        ("图们江", "图们 们江"),
        ("江", "江"),
        ("第1号", "第 1 号"),
        ("トゥーメン", "トゥ ゥー ーメ メン"),
        ("граница", "граница"),
        ("", ""),
        ("?! — “”", ""),
    ],
)
def test_words_become_terms(words: str, expected: str) -> None:
    """Case, accents, endings, marks and elisions do not matter; texts and queries agree."""
    assert expected == " ".join(stems_of(words))
    assert expected == " ".join(stems_in(words))


@pytest.mark.parametrize(
    ("words", "asked", "indexed"),
    [
        ("us troops", "us troop", "troop"),
        ("US troops", "us troop", "us troop"),
        ("the WHO and the IT firms", "who it firm", "who it firm"),
        ("what is the Tumen", "tumen", "tumen"),
        ("the who", "the who", ""),
        ("in May", "may", "may"),
        ("they don’t and can't", "they dont and cant", ""),
    ],
)
def test_stopwords_are_left_out(words: str, asked: str, indexed: str) -> None:
    """A query of stop words alone keeps them; "us" in a query is a country, in a text only when in capitals."""
    assert asked == " ".join(stems_of(words))
    assert indexed == " ".join(stems_in(words))


def test_every_sentence_has_its_stems() -> None:
    """One string for each sentence, in order, empty where nothing is to be looked for."""
    draft = terms.run(drafted("Guards watch the river. It is so. The fences grew."))
    assert ("guard watch river", "", "fenc grew") == draft.stems


def test_a_title_counts_more_than_the_text() -> None:
    """The words of the title come on top of those of the sentences."""
    article = prepare(RawDocument("x", text="The river froze. Rivers do.", title="River ice")).article
    assert ({"river": 4, "froze": 1, "ice": 2}, 7) == index_terms(article)


def test_names_that_are_written_differently_have_one_key() -> None:
    """Number, case and accents make no other topic."""
    assert 1 == len(set(keys_of(["North Korean defectors", "north korean defector", "North-Korean Defectors"])))
    assert ["the who"] == keys_of(["The Who"])


@given(st.text())
def test_any_text_has_terms(text: str) -> None:
    """No text breaks the step; terms hold no white space and are never empty; a query's are those of the text."""
    draft = terms.run(drafted(text.replace("\r", "\n")))
    assert len(draft.sentences) == len(draft.stems)
    for term in stems_of(text):
        assert term
        assert not any(letter.isspace() for letter in term)
        assert term == term.strip()
    assert fold(text) == fold(fold(text)) or not text.isascii()


@pytest.mark.parametrize("text", ["x" * 1_000_000, "1" * 100_000, "1," * 100_000, "北" * 200_000, "a'" * 100_000])
def test_the_time_is_linear(text: str) -> None:
    """A line of a million letters, of digits or of marks takes no longer than an article of its size."""
    start = time.process_time()
    terms.run(drafted(text))
    assert time.process_time() - start < 2.5
    assert all(len(term) <= terms.LONGEST_TERM for term in stems_of(text[:5000]))


# ---- topics ----

BORDER = (
    "China tightened border security along the Tumen River. The Tumen River freezes in winter. Border security now "
    "costs millions, said officials. North Korean defectors cross at night. Few North Korean defectors arrive. "
    "Officials said last week that China paid. Officials said last week that Seoul protested."
)


def test_topics_are_names_and_repeated_words() -> None:
    """Names by how often they stand there, and words that stand together more than once, in their full length."""
    draft = terms.run(drafted(BORDER, "China", "Tumen River", "Seoul"))
    assert ("China", "Tumen River", "North Korean defectors", "border security", "Seoul") == draft.topics


@pytest.mark.parametrize("clutter", ["last week", "officials said", "Officials", "River freezes", "defectors"])
def test_topics_are_no_clutter(clutter: str) -> None:
    """Measures of time, verbs, halves of names and single words are not offered."""
    assert clutter not in terms.run(drafted(BORDER, "China", "Tumen River")).topics


def test_a_run_in_the_title_needs_to_stand_only_once_in_the_text() -> None:
    """What the headline says counts as an occurrence."""
    text = "The drugs seizure took place at noon. Police praised it."
    assert ("drugs seizure",) == terms.run(drafted(text, title="Arrest over drugs seizure")).topics
    assert () == terms.run(drafted(text)).topics


def test_at_most_eight_topics() -> None:
    """However much an article names, few topics are offered, and not names alone."""
    names = [f"Place{letter}ville" for letter in "ABCDEFGHIJ"]
    text = " ".join(f"{name} has border security." for name in names)
    found = terms.run(drafted(text, *names)).topics
    assert "border security" in found
    assert len(found) <= 8


def test_a_language_that_is_not_read_has_no_topics() -> None:
    """Where words are not understood, none are offered."""
    draft = drafted("Sicherheit Grenze. Sicherheit Grenze.")
    unread = terms.run(
        Draft(**{name: getattr(draft, name) for name in ("raw", "text", "sentences", "tokens")}, read=False)
    )
    assert () == unread.topics
    assert 2 == len(unread.stems)


def test_topics_are_different_from_each_other() -> None:
    """No two topics of an article have the same words."""
    keys = keys_of(terms.run(drafted(BORDER * 3, "China", "Tumen River", "TUMEN RIVER")).topics)
    assert all(one != other for one, other in pairwise(sorted(keys)))


def test_who_only_speaks_ranks_below_what_is_told_of() -> None:
    """The publisher, the dateline and somebody who is only quoted are no topics, or late ones."""
    text = (
        "SELBY (Harbour Post) — The pumps of Northport failed. Northport asked for help, Ivo Maric told the Harbour "
        "Post. Maric said that Northport would ask again."
    )
    draft = replace(drafted(text, "SELBY", "Harbour Post", "Northport", "Maric"), publisher="Harbour Post")
    assert ("Northport", "Maric") == terms.run(draft).topics
