"""Glosses: who "the group" is, which year "October", when it happened; and when better nothing is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.article import DateMention, Entity, RawDocument, Span, Statement
from bot.pipeline import statements, tokens
from bot.pipeline.draft import Draft
from bot.pipeline.glosses import say_date

LEDE = "Engineers in Northport began to drain the Selby reservoir on Monday."


def drafted(text: str) -> Draft:
    """A draft with sentences and tokens."""
    return tokens.run(Draft(RawDocument("test", text=text), text=text, language="en"))


def told(text: str) -> list[str]:
    """The words of every statement."""
    draft = statements.run(drafted(text))
    return [text[found.start : found.end] for found in draft.statements]


def shown(text: str, draft: Draft) -> list[str]:
    """Every statement with its glosses in brackets, as an answer would lay it out."""
    return [_lay_out(text, found) for found in draft.statements]


def _lay_out(text: str, found: Statement) -> str:
    pieces, at = [], found.start
    for gloss in found.glosses:
        pieces += [text[at : gloss.at], f"[{gloss.words}]"]
        at = gloss.at
    return " ".join("".join([*pieces, " " if at == found.start and pieces else "", text[at : found.end]]).split())


def mention(text: str, words: str, value: str | None) -> DateMention:
    """A date where its words stand."""
    start = text.index(words)
    return DateMention(start, start + len(words), value)


def person(text: str, *names: str) -> Entity:
    """A person named by the first of the names, found wherever any of them stands first."""
    spans = tuple(Span(text.index(name), text.index(name) + len(name)) for name in names)
    return Entity(names[0], "person", None, spans)


@pytest.mark.parametrize(
    ("before", "sentence", "wanted"),
    [
        (
            "Up to 600 people have vanished, as per a Lisbon-based human rights group.",
            "The group warns that farmers may now lose their land.",
            "[The Lisbon-based human rights group] warns that farmers may now lose their land.",
        ),
        (
            "Up to 600 people have vanished, as per a Lisbon-based human rights group.",
            "The group's leader left the country before the trial.",
            "[The Lisbon-based human rights group's] leader left the country before the trial.",
        ),
        (
            "Northport signed a contract with the European Space Agency.",
            "The agency will measure the water from its satellites.",
            "[The European Space Agency] will measure the water from its satellites.",
        ),
    ],
)
def test_a_group_is_named_from_the_one_fuller_phrase(before: str, sentence: str, wanted: str) -> None:
    """The evidence starts behind "The group"; the words in brackets are those of the sentence before."""
    text = f"{before} {sentence}"
    assert wanted == shown(text, statements.run(drafted(text)))[-1]


@pytest.mark.parametrize(
    "before",
    [
        "Up to 600 people have vanished since a group was formed.",
        "A Lisbon-based rights group met a Madrid-based farmers' group.",
        "Up to 600 people have vanished since the spring of 2019.",
        "Northport pays 2 million crowns a year group by group.",
    ],
)
def test_a_group_that_is_not_certain_stays_unnamed(before: str) -> None:
    """None or two candidates, or one that tells no more: no gloss, and so no statement."""
    assert 1 == len(told(f"{before} The group warns that farmers may now lose their land."))


def with_people(text: str, *names: str) -> list[str]:
    """Statements of a text whose persons are known."""
    draft = replace(drafted(text), entities=tuple(person(text, name) for name in names))
    return shown(text, statements.run(draft))


def test_a_pronoun_is_explained_by_the_only_person_before() -> None:
    """The words "He said" become "[Lu Chen] said" when nobody else can be meant."""
    text = "Mayor Lu Chen opened the new bridge. He promised a second one by the end of 2025."
    assert "[Lu Chen] promised a second one by the end of 2025." == with_people(text, "Lu Chen")[-1]


def test_an_owner_is_explained_with_its_ending() -> None:
    """The words "His lawyer" become "[Lu Chen's] lawyer"."""
    text = "Lu Chen was fined by a court in Turin. His lawyer said on Friday that the fine would be paid."
    assert "[Lu Chen's] lawyer said on Friday that the fine would be paid." == with_people(text, "Lu Chen")[-1]


def test_the_speaker_of_a_quotation_is_explained_behind_the_pronoun() -> None:
    """The words "he wrote" become "he [Lu Chen] wrote", so that the words have a name."""
    text = "Lu Chen opened the new bridge. “The next one will be ready by 2025,” he wrote on Monday."
    assert "“The next one will be ready by 2025,” he[Lu Chen] wrote on Monday." == with_people(text, "Lu Chen")[-1]


@pytest.mark.parametrize(
    ("before", "names"),
    [
        ("Lu Chen and Ivo Maric opened the new bridge.", ("Lu Chen", "Ivo Maric")),
        ("Lu Chen met his wife at the new bridge.", ("Lu Chen",)),
        ("A driver thanked Lu Chen at the new bridge.", ("Lu Chen",)),
        ("Lu Chen's lawyer left the court in silence.", ("Lu Chen",)),
        ("He told Lu Chen that the bridge was closed.", ("Lu Chen",)),
        ("The new bridge was opened early on Monday.", ()),
    ],
)
def test_a_pronoun_that_is_not_certain_is_not_explained(before: str, names: tuple[str, ...]) -> None:
    """Two people, an owner, an addressee, somebody unnamed: better no statement than a wrong name."""
    text = f"{LEDE} {before} She promised to open a second one by the end of 2025."
    assert not any("second one" in words for words in with_people(text, *names))


def test_a_pronoun_behind_a_clause_without_a_person_is_no_statement() -> None:
    """A place is nobody, so that "he" behind it is somebody of the sentence before."""
    text = "Lu Chen and Ivo Maric won. Rich with gifts from the south of New Spain, he built a bridge."
    assert not any("bridge" in words for words in with_people(text, "Lu Chen", "Ivo Maric"))


@pytest.mark.parametrize(
    ("value", "words", "wanted"),
    [
        ("2023-10", "October", "2023"),
        ("2022", "last year", "2022"),
        ("2017-04", "last month", "April 2017"),
        ("2024-01-16", "Tuesday", "16 January 2024"),
        ("2016-09-19", "September 19", "2016"),
        ("2024-01-16TNI", "Tuesday night", "16 January 2024"),
        ("2023-W42", "last week", "week of 16 October 2023"),
        ("2023-Q3", "the third quarter", "2023"),
        ("2023-Q3", "last quarter", "third quarter of 2023"),
        ("2023-SU", "this summer", "2023"),
        ("2023-SU", "last season", "summer of 2023"),
        ("2016-09-19", "September 19, 2016", ""),
        ("2019", "2019", ""),
        ("P2M", "two months", ""),
        ("PRESENT_REF", "now", ""),
        ("XXXX-04", "April", ""),
        ("2023-13", "last month", ""),
    ],
)
def test_a_date_is_said_as_far_as_its_words_leave_it_open(value: str, words: str, wanted: str) -> None:
    """Readers get the year for "October" and the day for "Tuesday", nothing for what is open or explicit."""
    assert wanted == say_date(value, words)


def test_a_relative_date_is_explained_behind_its_words() -> None:
    """The gloss stands right behind the date; the span itself stays as written."""
    text = "Up to 600 people vanished in October, as per a rights group in Seoul."
    draft = replace(drafted(text), dates=(mention(text, "October", "2023-10"),))
    found = statements.run(draft).statements[0]
    assert ("2023-10", "2023", text.index(",")) == (found.date, found.glosses[0].words, found.glosses[0].at)


def test_a_date_inside_a_quotation_is_not_explained() -> None:
    """What "last year" means to a speaker depends on when it was said."""
    text = "“We lost half of the harvest last year,” said Maria Orlov, the mayor of Selby."
    draft = replace(drafted(text), dates=(mention(text, "last year", "2022"),))
    assert () == statements.run(draft).statements[0].glosses


@pytest.mark.parametrize(
    ("text", "dates", "wanted"),
    [
        ("Police said on Tuesday it broke on 3 May.", {"Tuesday": "2024-05-07", "3 May": "2024-05-03"}, "2024-05-03"),
        ("Police said on Tuesday that the dam of Selby broke.", {"Tuesday": "2024-05-07"}, "2024-05-07"),
        ("Since 2019, the dam of Selby broke twice, in May 2020.", {"2019": "2019", "May 2020": "2020-05"}, "2020-05"),
        ("The dam of Selby broke after two months of rain.", {"two months": "P2M"}, None),
        ("The dam of Selby broke in April after some rain.", {"April": "XXXX-04"}, None),
        ("Music began at 19:00 in the main square of Selby.", {"19:00": "2024-05-07T19:00"}, None),
    ],
)  # fmt: skip
def test_the_date_is_that_of_the_event(text: str, dates: dict[str, str], wanted: str | None) -> None:
    """The day it happened comes before the day it was told; durations, open values and hours are no dates."""
    draft = replace(drafted(text), dates=tuple(mention(text, words, value) for words, value in dates.items()))
    assert wanted == statements.run(draft).statements[0].date


@pytest.mark.parametrize(
    ("text", "dates", "wanted"),
    [
        (
            "Water rose on March 2, after rain in January and snow in February.",
            {"March 2": "2016-03-02", "January": "2016-01", "February": "2016-02"},
            "Water rose on March 2[2016], after rain in January and snow in February.",
        ),
        (
            "The dam broke in a single night this week, the town said on Wednesday.",
            {"this week": "2023-W41", "Wednesday": "2023-10-11"},
            "The dam broke in a single night this week, the town said on Wednesday[11 October 2023].",
        ),
        (
            "Some 16,000 people left their homes between July 27 and 29, the town said.",
            {"July 27": "2024-07-27"},
            "Some 16,000 people left their homes between July 27 and 29[2024], the town said.",
        ),
        (
            "Smugglers who cross the ice in winter have been warned off by the guards.",
            {"winter": "2019-WI"},
            "Smugglers who cross the ice in winter have been warned off by the guards.",
        ),
    ],
)
def test_dates_are_explained_no_more_than_helps(text: str, dates: dict[str, str], wanted: str) -> None:
    """One year once, behind a whole range, nothing for a week that holds a day told, nor for every winter."""
    draft = drafted(text)
    draft = statements.run(replace(draft, dates=tuple(mention(text, *one) for one in dates.items())))
    assert [wanted] == shown(text, draft)


def test_who_said_it_at_the_end_is_explained() -> None:
    """A last "he said" gets the name of the only person before; without one the statement weighs less."""
    report = "Doctors were seeing 35,000 new cases in the town each year, he said."
    text = f"Ivo Maric ran the clinic at Selby. {report}"
    draft = statements.run(replace(drafted(text), entities=(person(text, "Ivo Maric"),)))
    assert report.replace("he said", "he[Ivo Maric] said") in shown(text, draft)
