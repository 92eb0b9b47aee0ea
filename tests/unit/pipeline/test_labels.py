"""What stands beside a figure's number can be read without the sentence, and is made of its words alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.article import Article, RawDocument, Span
from bot.core.evidence import prove_label
from bot.core.numerals import tokenise
from bot.core.ports import Prepared
from bot.pipeline.clauses import leans
from bot.pipeline.labels import ROOM
from bot.pipeline.steps import prepare
from bot.services.figuring import amount, label
from bot.services.preparing import prepare_document

ENGLISH = "\n\nThe second paragraph is here so that the language of the text is told for certain by its words."


def prepared(sentence: str) -> Article:
    """A prepared article that begins with this sentence."""
    return prepare(RawDocument("/made", text=sentence + ENGLISH, title="Made", language="en"))


def rows(sentence: str) -> dict[str, tuple[str, bool]]:
    """For each figure of a sentence its label, without a date of ours, and whether it can be read alone."""
    article = prepared(sentence)
    found = zip(article.figures, article.labels, strict=True)
    return {amount(article.text, one): (label(article.text, one, told), told.alone) for one, told in found}


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("The mayor sent 400 guards to the southern bridge.", "400", "The mayor sent … guards to the southern bridge"),
        ("Visitors spent up to $12 million there in May.", "up to $12 million", "Visitors spent …"),
        ("The wall is three metres high, and has a gate.", "three metres", "The wall is … high"),
        ("Tea sales fell by 12 percent, to about $5 billion.", "12 percent", "Tea sales fell by …"),
        (
            "Tea sales fell by 12 percent, to about $5 billion.",
            "about $5 billion",
            "Tea sales fell by 12 percent, to …",
        ),
        (
            "Output of the mines doubled last year, reaching about 80 percent of its level before the war.",
            "about 80 percent",
            "Output of the mines doubled last year, reaching … of its level before the war",
        ),
        (
            "Three clubs that watch the lake put the number of drowned at about 500.",
            "about 500",
            "Three clubs that watch the lake put the number of drowned at …",
        ),
        (
            "In a poll of 600 farmers by the institute, 63 percent had sold land at least once.",
            "63 percent",
            "In a poll of 600 farmers by the institute … had sold land at least once",
        ),
        (
            "Crews have built a dam that shuts off the old pier and 14 kilometres of shore on either side of it.",
            "14 kilometres",
            "Crews have built a dam that shuts off the old pier and … of shore on either side of it",
        ),
        ("A reader saw few of the shops on the 90-mile coast that clerks closed.", "90-mile", "coast"),
        ("Lists printed in Bern show exports of $2 billion.", "$2 billion", "Lists printed in Bern show exports of …"),
        ("The council said 42 nurses had left the valley.", "42", "nurses had left the valley"),
        ("Some 2,000 men, most of them old, have left the valley.", "Some 2,000", "men … have left the valley"),
        ("Police said they had seized 300 kilograms of tea in the port.", "300 kilograms", "tea in the port"),
    ],
)  # fmt: skip
def test_a_label_is_a_readable_run_of_the_sentence(sentence: str, words: str, expected: str) -> None:
    """Subject and verb, the noun that holds the figure, or what follows it, up to the end of a phrase."""
    found, alone = rows(sentence)[words]

    assert (expected, True) == (found, alone)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("I sold 41 houses.", "41"),
        ("Of these, 45 were children.", "45"),
        ("They put its strength at 4,000 to 5,000 soldiers.", "4,000 to 5,000"),
        ("If half a million people walked over in a week, no county could feed them.", "half a million"),
        ("The ministry denied that 300 soldiers had crossed the river.", "300"),
        ("About 300 workers did not, he said, return to the plant.", "About 300"),
        ("Its findings rest on 41 letters and cannot be checked.", "41"),
    ],
)
def test_what_leans_on_other_words_is_said_to(sentence: str, words: str) -> None:
    """A pronoun, a condition, a denial or a bare noun leaves a label that cannot be read alone."""
    assert not rows(sentence)[words][1]


def test_a_denial_is_never_left_out() -> None:
    """Where words between the verb and the figure are left out, "no" is not among them."""
    sentence = (
        "The panel found no proof in the long report of the experts on the harbours of the far north for 300 boats."
    )
    found, alone = rows(sentence)["300"]

    assert "no proof" in found or not alone


def test_none_of_many_is_no_figure() -> None:
    """Of "Not one of the relatives" counts nobody."""
    assert {} == rows("Not one of the relatives has heard from the men since the spring.")
    assert {} == rows("He said that not one of the relatives has heard from the men since the spring.")


def test_speakers_that_are_counted_say_so() -> None:
    """Of "Two builders said" is who says it; the other figures of the sentence are theirs."""
    article = prepared("The town has put up about 23 kilometres of wire along the shore, two builders said.")

    assert "two builders" == article.figures[0].by


def test_an_adjective_of_length_has_no_date() -> None:
    """A coast is 90 miles long in any year."""
    article = prepared("Few of the shops on the 90-mile coast that clerks closed in 2019 are open.")

    assert [None] == [figure.date for figure in article.figures if figure.unit == "mile"]


SUBJECTS = st.sampled_from(
    [
        "The harbour",
        "Two clubs that watch the lake",
        "They",
        "Tea exports",
        "The firm, a maker of boats,",
        "He said it",
        "I",
    ]
)
VERBS = st.sampled_from(
    [
        "sold",
        "has not sold",
        "lists",
        "rose by",
        "put the number of dead at",
        "was said to need",
        "met a man with",
        "is",
    ]
)
NUMBERS = st.sampled_from(
    [
        "300 boats",
        "up to $5 million",
        "about 12 percent",
        "three kilometres",
        "two other groups",
        "the 80-mile road",
        "1,200",
    ]
)
REST = st.sampled_from(
    [
        "", "of wire", "in 2019", "of them", ", most of it new,", "that guards used in May", "(40 miles)", "and left",
        "there last year", "of its level", "to", "while others slept", "high", "more than in May", "– he said –",
    ]
)  # fmt: skip


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Sentences of many figures, sound and unsound."""
    parts = [draw(SUBJECTS), draw(VERBS)]
    for _ in range(draw(st.integers(1, 4))):
        parts += [
            draw(NUMBERS),
            draw(REST),
            draw(st.sampled_from(["", "and", ", and", "or", "because", "–", ";", ", which"])),
        ]
    return re.sub(r" ([,;])", r"\1", " ".join(" ".join(parts).split())) + "."


@settings(max_examples=150, deadline=None)
@given(sentences())
def test_every_label_is_made_of_its_sentence(sentence: str) -> None:
    """Its pieces stand in the sentence in their order, fit a row, and end in no word that leans on the next."""
    article = prepared(sentence)
    assert len(article.figures) == len(article.labels)
    for figure, told in zip(article.figures, article.labels, strict=True):
        own = next(span for span in article.sentences if span.start <= figure.start < span.end)
        words = label(article.text, figure, told)
        assert prove_label(article.text, told, figure, own) is None
        assert len(words) <= ROOM + len(", ")
        assert words.isprintable()
        if told.pieces and not words.endswith("…"):
            assert not _leans(told.pieces[-1].of(article.text), figure.start >= told.pieces[-1].end)


def _leans(piece: str, before: bool) -> bool:
    """Whether a piece ends in a word that leans; one before the number leads up to it."""
    line = tokenise(piece)
    return not before and leans(line, len(line.low) - 1)


@pytest.mark.parametrize(
    ("pieces", "reason"),
    [
        ((Span(0, 9),), None),
        ((Span(0, 9), Span(25, 30)), None),
        ((Span(25, 30), Span(0, 9)), "not in its order"),
        ((Span(0, 7),), "cuts a word"),
        ((Span(10, 24),), "repeats the number"),
        ((Span(26, 45),), "outside"),
    ],
)
def test_a_label_is_proved_against_its_sentence(pieces: tuple[Span, ...], reason: str | None) -> None:
    """Pieces out of order, torn words and the number itself are refused."""
    text = "The clubs sold 3,000,000 boats."
    article = prepared(text)
    figure = article.figures[0]
    fault = prove_label(text, type(article.labels[0])(pieces, alone=True), figure, Span(0, len(text)))

    assert (reason is None) == (fault is None)


@pytest.mark.parametrize(
    "text", ["You will want to 3000 material business probe and", "Officials said 40 trucks or", "1 and"]
)
def test_a_sentence_that_breaks_off_at_a_joint_is_prepared(text: str) -> None:
    """Nothing behind the last word is asked for: the article is not lost because its text is cut."""
    assert isinstance(prepare_document(RawDocument("/a", text=text, language="en")), Prepared)
