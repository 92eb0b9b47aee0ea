"""Words that were said: which they are, who said them, and whom a pronoun means."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.pipeline import entities, quotes, tokens
from bot.pipeline.draft import Draft


def prepared(text: str) -> Draft:
    """A draft with its quotes."""
    draft = tokens.run(replace(Draft(RawDocument("test", text=text)), text=text, language="en"))
    return quotes.run(entities.run(draft))


def said(text: str) -> list[tuple[str, str | None, str | None]]:
    """Words, speaker as written, and who it is, for each quote."""
    return [(text[one.start : one.end], one.speaker, one.who) for one in prepared(text).quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We shall leave,” said Ana Ruiz.", [("We shall leave,", "Ana Ruiz", "Ana Ruiz")]),
        ('"We shall leave," Ana Ruiz said.', [("We shall leave,", "Ana Ruiz", "Ana Ruiz")]),
        ("Ana Ruiz told reporters: “We shall leave.”", [("We shall leave.", "Ana Ruiz", "Ana Ruiz")]),
        (
            "“We shall leave,” said Ana Ruiz, “and not return.”",
            [("We shall leave,", "Ana Ruiz", "Ana Ruiz"), ("and not return.", "Ana Ruiz", "Ana Ruiz")],
        ),
        ("The plan was “a pile of ash”, the group warned.", [("a pile of ash", "the group", None)]),
        (
            "China’s spokesman, Lu Kang, denied it, stating that “force will settle nothing.”",
            [("force will settle nothing.", "Lu Kang", "Lu Kang")],
        ),
        (
            "“It will last for years,” according to a report by the Jamestown Foundation, which studies China.",
            [("It will last for years,", "a report by the Jamestown Foundation", "Jamestown Foundation")],
        ),
        ("“Is it over?” he asked.", [("Is it over?", "he", None)]),
        ("‘We never saw that day come,’ said Ana Ruiz.", [("We never saw that day come,", "Ana Ruiz", "Ana Ruiz")]),
        ("The mayor's lawyer, Jo Bell, called it “absurd”.", [("absurd", "Jo Bell", "Jo Bell")]),
        (
            "Ana Ruiz: “We shall leave the city at dawn.”",
            [("We shall leave the city at dawn.", "Ana Ruiz", "Ana Ruiz")],
        ),
    ],
)
def test_quotes_and_their_speakers(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    """Direct and mixed quotes are found without their marks, with the speaker beside them."""
    assert expected == said(text)


@pytest.mark.parametrize(
    "text",
    [
        "They dealt with “shell” companies on the coast.",
        "The birthday of the “eternal leader” Kim Il-sung was kept.",
        "Up to 600 have reportedly 'vanished' since, as per a group.",
        "She starred in “The Long Way Home” for years.",
        "They installed a “combat readiness-level big data disaster recovery center” nearby.",
        "It was the farmers' and the fishermen's day in the '90s.",
        "An unclosed “ mark",
        "””““",
    ],
)
def test_marks_around_words_nobody_said(text: str) -> None:
    """Scare quotes, titles of works, apostrophes and stray marks are no quotes."""
    assert [] == said(text)


def test_pronoun_means_the_person_named_before() -> None:
    """The subject of the sentence before is whom "he" means, not a name within the quoted words."""
    text = "Donald Trump met John Kerry in Ohio.\n\n“I thank President Xi for this,” he wrote on Monday."
    assert [("I thank President Xi for this,", "he", "Donald Trump")] == said(text)


def test_speaker_goes_on_in_the_paragraph() -> None:
    """A quotation that follows without a speaker of its own has the one before."""
    text = "“It did not work out at all,” Ana Ruiz said on Monday. “At least they tried!”"
    assert ["Ana Ruiz", "Ana Ruiz"] == [who for _, _, who in said(text)]


def test_quote_over_several_paragraphs() -> None:
    """A quotation opened anew in each paragraph is one quote a paragraph, all by one speaker."""
    text = "“We came by night,” Ana Ruiz said. “The river was high.\n\n“It took us two hours to cross.”\n\nIt was May."
    expected = ["We came by night,", "The river was high.", "It took us two hours to cross."]
    assert expected == [words for words, _, _ in said(text)]
    assert {"Ana Ruiz"} == {who for _, _, who in said(text)}


def test_whose_lawyer_speaks() -> None:
    """A name in the genitive is not who speaks."""
    assert [("It is not over,", "Ana Ruiz's lawyer", None)] == said("“It is not over,” said Ana Ruiz's lawyer.")


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab Ann said “”\"'‘’,.!?\n: he ") | st.characters(codec="utf-8"), max_size=120))
def test_every_span_holds(text: str) -> None:
    """On any text each quote and its speaker are spans of the text, in order and without overlap."""
    end = 0
    for one in prepared(text).quotes:
        assert end <= one.start < one.end <= len(text)
        end = one.end
        if one.speaker_start is None or one.speaker_end is None:
            assert one.speaker is None
            assert one.who is None
        else:
            assert one.speaker == text[one.speaker_start : one.speaker_end]


@pytest.mark.parametrize(
    "text",
    [
        '"' * 100_000,
        "“a” " * 20_000,
        "“a b c d,” he said. " * 5_000,
        "said " * 50_000,
        "He said “" * 20_000,
        "Anna Smith said and " * 20_000,
        "'a " * 50_000,
    ],
)
def test_time_grows_with_length_alone(text: str) -> None:
    """Monstrous input takes no more than a few times what the same amount of prose takes."""
    draft = entities.run(tokens.run(replace(Draft(RawDocument("test", text=text)), text=text, language="en")))
    before = time.process_time()
    quotes.run(draft)
    assert time.process_time() - before < 3


def test_tweet_of_the_seed(shared: Path) -> None:
    """The tweet in the second seed is his whom the sentence before names."""
    text = (shared / "seeds" / "002_0db34c0234c951b6.txt").read_text(encoding="utf-8")
    tweet = next(one for one in said(text) if one[0].startswith("While I greatly appreciate"))
    assert tweet[0].rstrip(",").endswith("it has not worked out")
    assert ("he", "Donald Trump") == tweet[1:]
