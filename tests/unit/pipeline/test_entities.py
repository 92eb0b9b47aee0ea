"""Persons, organisations and places: what is one, what is none, who is who, and with which role."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.article import Entity, RawDocument
from bot.pipeline import entities, tokens
from bot.pipeline.draft import Draft


def prepared(text: str, byline: str | None = None) -> Draft:
    """A draft with its entities."""
    draft = replace(Draft(RawDocument("test", text=text)), text=text, language="en", byline=byline)
    return entities.run(tokens.run(draft))


def found(text: str) -> list[tuple[str, str]]:
    """Name and kind of each entity."""
    return [(one.name, one.kind) for one in prepared(text).entities]


def named(text: str, name: str) -> Entity:
    """The entity of this name."""
    return next(one for one in prepared(text).entities if one.name == name)


def mentions(text: str, name: str) -> list[str]:
    """The words of each mention of the entity of this name."""
    return [span.of(text) for span in named(text, name).mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday President Ana Ruiz met envoys in Lisbon.", [("Ana Ruiz", "person"), ("Lisbon", "place")]),
        ("He works for the Ministry of Health in Accra.", [("Ministry of Health", "organisation"), ("Accra", "place")]),
        ("The ferry left Port Arlen near the Orvan River.", [("Port Arlen", "place"), ("Orvan River", "place")]),
        ("Talks with Marlow Steel Corp. broke down again.", [("Marlow Steel Corp.", "organisation")]),
        (
            "They were led by Bashar al-Assad and Kim Il-sung.",
            [("Bashar al-Assad", "person"), ("Kim Il-sung", "person")],
        ),
        ("It was signed by George W. Harding in Ohio.", [("George W. Harding", "person"), ("Ohio", "place")]),
        (
            "A deal between AT&T and Johnson & Johnson failed.",
            [("AT&T", "organisation"), ("Johnson & Johnson", "organisation")],
        ),
        ("It thanked President Xi & China for the help.", [("Xi", "person"), ("China", "place")]),
        ("A North Korean soldier crossed into South Korea.", [("South Korea", "place")]),
        ("She met Russian Foreign Minister Ivan Petrov there.", [("Ivan Petrov", "person")]),
        (
            "The Seoul-based group wrote to the United Nations.",
            [("Seoul", "place"), ("United Nations", "organisation")],
        ),
    ],
)
def test_names_and_their_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    """Names are found whole, without title or nationality, and told apart by kind."""
    assert expected == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Meanwhile, nothing happened in the north.",
        "I said so in April. It rained on Tuesday and I stayed in.",
        "Chinese and American diplomats spoke French.",
        "Fees have surged. Government banners hang there. These measures work.",
        "A Confluence of Security Measures",
        "THIS IS THE LAST CHANCE TO BUY",
        "The price is US$ 40 million.",
        "",
    ],
)
def test_capitals_that_name_nobody(text: str) -> None:
    """Openers of sentences, days, peoples, headings and shouting are no entities."""
    assert [] == found(text)


def test_a_country_that_acts_stays_a_place() -> None:
    """However often a country says and does things, it is no person."""
    text = (
        "On Monday China deployed ships. Later China said so. China has fenced it. China warned that China claimed it."
    )
    assert [("China", "place")] == found(text)


def test_surname_belongs_to_the_full_name() -> None:
    """A surname alone, before or after the full name, is a mention of the same person."""
    text = "Ruiz resigned. President Ana Ruiz had fallen ill. Mr. Ruiz did not say why."
    assert ["Ruiz", "Ana Ruiz", "Ruiz"] == mentions(text, "Ana Ruiz")


def test_surname_belongs_to_the_one_named_last() -> None:
    """Where two people share a surname it means the one who was named last."""
    text = "Ana Ruiz sang. Later Ruiz left. Pablo Ruiz danced. Then Ruiz slept."
    assert ["Ana Ruiz", "Ruiz"] == mentions(text, "Ana Ruiz")
    assert ["Pablo Ruiz", "Ruiz"] == mentions(text, "Pablo Ruiz")


def test_family_name_that_stands_first() -> None:
    """A family name in front, as in East Asia, is known as well."""
    text = "In Beijing President Xi Jinping spoke. Later Xi flew home."
    assert ["Xi Jinping", "Xi"] == mentions(text, "Xi Jinping")


@pytest.mark.parametrize(
    "text",
    [
        "The Baltic Fishing Organization (BFO) met in Riga. Later the BFO voted.",
        "The BFO met. It is the Baltic Fishing Organization (BFO) of Riga.",
    ],
)
def test_acronym_is_tied_to_its_expansion(text: str) -> None:
    """Initials in brackets behind a name are that name, wherever they stand."""
    assert 3 == len(mentions(text, "Baltic Fishing Organization"))


def test_mentions_are_names_alone() -> None:
    """Title, article and possessive ending stay outside the spans."""
    text = "The New York Times asked President Donald Trump’s aides about Trump's plan."
    assert ["Donald Trump", "Trump"] == mentions(text, "Donald Trump")
    assert ["New York Times"] == mentions(text, "New York Times")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Meanwhile, China’s Foreign Ministry spokesman, Lu Kang, denied it.", "Lu Kang", "Foreign Ministry spokesman"),
        ("A letter to President Donald Trump was lost.", "Donald Trump", "President"),
        ("Jane Doe, the company's chief financial officer, said no.", "Jane Doe", "chief financial officer"),
        ("Ivan Petrov, a spokesman for the army, said no.", "Ivan Petrov", "spokesman for the army"),
        ("Russian Foreign Minister Ivan Petrov left.", "Ivan Petrov", "Foreign Minister"),
        ("They met Secretary of State John Kerry there.", "John Kerry", "Secretary of State"),
        ("It was found by police spokeswoman Maria Lind.", "Maria Lind", "police spokeswoman"),
        ("On Friday Mr. John Smith went home.", "John Smith", None),
    ],
)
def test_roles_as_written(text: str, name: str, role: str | None) -> None:
    """The office beside a name is given in the text's own words."""
    assert role == named(text, name).role


def test_headline_names_what_the_text_knows() -> None:
    """In a line of capitals only known names are found, and they belong to those of the text."""
    text = "Tarvin Rejects New Border Plan For Good\n\nOn Monday Minister Olga Tarvin spoke of a plan."
    assert ["Tarvin", "Olga Tarvin"] == mentions(text, "Olga Tarvin")


def test_author_is_no_entity() -> None:
    """The person of the byline is left out, unless the text tells of what they did."""
    assert () == prepared("Ben Kew\n\nThe fence is long.", byline="Ben Kew").entities
    assert ["Ben Kew"] == [one.name for one in prepared("In May Ben Kew won.", byline="Ben Kew").entities]


@settings(max_examples=200)
@given(
    st.text(
        st.sampled_from("aAbB Dr.Mr, of-'’\"“”\n&1$() U.S. China Trump al-") | st.characters(codec="utf-8"),
        max_size=120,
    )
)
def test_every_span_holds(text: str) -> None:
    """On any text each mention is a non-empty span in order, and each name and role stands in the text."""
    draft = prepared(text)
    folded = " ".join(text.split())
    for one in draft.entities:
        assert one.name in folded
        assert one.role is None or one.role in folded
        assert sorted(one.mentions) == list(one.mentions)
        assert all(0 <= span.start < span.end <= len(text) for span in one.mentions)
        assert one.name in {" ".join(span.of(text).split()) for span in one.mentions}


@pytest.mark.parametrize(
    "text",
    [
        "A" * 300_000,
        "9" * 100_000,
        "Ab " * 30_000,
        "Anna Smith " * 10_000,
        "McA" * 100_000,
        "A-" * 50_000,
        "Smith & " * 20_000,
        "Bank of " * 20_000,
        "J. " * 30_000,
    ],
)
def test_time_grows_with_length_alone(text: str) -> None:
    """Monstrous input takes no more than a few times what the same amount of prose takes."""
    draft = tokens.run(replace(Draft(RawDocument("test", text=text)), text=text, language="en"))
    before = time.process_time()
    entities.run(draft)
    assert time.process_time() - before < 3


def test_people_of_the_seed(shared: Path) -> None:
    """The second seed's people come with their roles and all their mentions."""
    text = (shared / "seeds" / "002_0db34c0234c951b6.txt").read_text(encoding="utf-8")
    people = {one.name: (one.role, len(one.mentions)) for one in prepared(text).entities if one.kind == "person"}
    expected = {
        "Donald Trump": ("President", 5),
        "Lu Kang": ("Foreign Ministry spokesman", 1),
        "Kim Il-sung": (None, 1),
        "Xi": ("President", 1),
        "Otto Warmbier": (None, 1),
    }
    assert expected == {name: people.get(name) for name in expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ANSAN — On Sunday the ferry left.", [("ANSAN", "place")]),
        ("PUERTO SERENO — The harbour of Puerto Sereno fed all.", [("Puerto Sereno", "place")]),
        ("Moon Hae-won, a spokeswoman, refused.", [("Moon Hae-won", "person")]),
        ("The group River Witness said so.", [("River Witness", "organisation")]),
        ("The Rivers and Borders Project compared images.", [("Rivers and Borders Project", "organisation")]),
        ("The General Administration of Customs was silent.", [("General Administration of Customs", "organisation")]),
        ("They were led by Martin Luther King Jr. at noon.", [("Martin Luther King Jr.", "person")]),
        ("The final starts at 4pm ET on Sunday.", []),
        ("Organisers said they would return.", []),
        ("Families who stayed were silent.", []),
    ],
)
def test_names_in_the_news(text: str, expected: list[tuple[str, str]]) -> None:
    """Datelines, Korean names, names made of everyday words; no hours and no plurals at the head of a sentence."""
    assert expected == found(text)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("They freed co-pilot Ana Ruiz at noon.", "Ana Ruiz", "co-pilot"),
        ("They signed ex-Hull City midfielder Ana Ruiz at noon.", "Ana Ruiz", "ex-Hull City midfielder"),
        (
            "Ana Ruiz, deputy head of the county's border office, left.",
            "Ana Ruiz",
            "deputy head of the county's border office",
        ),
        ("Ana Ruiz, who is an anthropologist, left.", "Ana Ruiz", "anthropologist"),
        ("When photographer Ana Ruiz came, he left.", "Ana Ruiz", "photographer"),
    ],
)
def test_roles_are_whole_and_begin_where_they_begin(text: str, name: str, role: str) -> None:
    """No compound is cut, no clause is taken for an office, no opener belongs to one."""
    assert role == named(text, name).role
