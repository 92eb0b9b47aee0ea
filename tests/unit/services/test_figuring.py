"""Key figures: the ones that matter first, each readable without its sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.article import Figure, Label
from bot.core.ports import Concept
from bot.pipeline.terms import stems_in
from bot.services.candidates import Topical, numbers, read_source
from bot.services.figuring import choose_figures, label
from tests.unit.services.made import labels_for, stored

BARE = Figure(0, 0, 0.0, None, None, "=", "-", "", None, False, None)


def figure(text: str, words: str, **fields: object) -> Figure:
    """The figure at these words of a text."""
    start = text.index(words)
    return replace(BARE, start=start, end=start + len(words), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words", "fields", "expected"),
    [
        (
            "Some 300 people left on July 27.",
            "300",
            {"date": "2024-07-27", "unit": "people"},
            "people left on July 27, 2024",
        ),
        ("Tea exports rose to $2 million.", "$2 million", {"date": "2023"}, "Tea exports rose to …, 2023"),
        ("Tea exports rose by 5 percent in 2020.", "5 percent", {"date": "2020"}, "Tea exports rose by … in 2020"),
    ],
)
def test_a_label_says_what_is_counted_and_when(text: str, words: str, fields: dict[str, object], expected: str) -> None:
    """The pieces of the sentence with the place of the number, and its date where they do not tell it."""
    found = figure(text, words, **fields)

    assert expected == label(text, found, labels_for(text, (found,))[0])


def test_a_figure_of_an_older_pipeline_is_named_by_what_it_counts() -> None:
    """Until `reindex` has run there are no labels; the row then says what is counted."""
    text = "The fence is over 40 km."

    assert "fence" == label(text, figure(text, "over 40 km", what="fence"), Label((), alone=False))


TEXT = (
    "The fence is 14 kilometres long. Two men built it with tools. It took three months. "
    "Some 600 people watched the work. They sold 41 flags."
)
FIGURES = (
    figure(TEXT, "14 kilometres", value=14.0, unit="kilometer", what="fence"),
    figure(TEXT, "Two", value=2.0, unit="man"),
    figure(TEXT, "three months", value=3.0, unit="month"),
    figure(TEXT, "600", value=600.0, unit="people"),
    figure(TEXT, "41", value=41.0, unit="flag"),
)


def chosen(*, key: bool) -> list[float | None]:
    """The values chosen from an article about fences."""
    source = read_source(stored(1, TEXT, title="Fence", figures=FIGURES), 1.0, Topical(()))
    return [item.number.figure.value for item in choose_figures(numbers(source), 10, key=key)]


def test_key_figures_leave_out_small_counts_and_spans_of_time() -> None:
    """Two men and three months are no key figures; what is measured or counted in numbers is."""
    assert {14.0, 600.0} == set(chosen(key=True))
    assert 2.0 in chosen(key=False)


def test_what_cannot_be_read_alone_is_no_key_figure_and_comes_late() -> None:
    """Of "they sold 41 flags" it stays open who sold them: it ranks behind the figures that say so."""
    listed = chosen(key=False)

    assert 41.0 not in chosen(key=True)
    assert listed.index(41.0) > max(listed.index(14.0), listed.index(600.0))


def test_small_counts_come_behind_figures_of_weight() -> None:
    """Two men are listed, and not between the length of the fence and the people who watched."""
    assert [14.0, 600.0] == sorted(chosen(key=False)[:2], key=lambda value: value or 0.0)


def key_values(topic: str, *sources: tuple[str, tuple[Figure, ...]]) -> list[float | None]:
    """The values of the key figures on a topic from articles with these texts, at most three."""
    concept = Topical((Concept(topic, (stems_in(topic),)),))
    read = [read_source(stored(n, text, figures=found), 1.0, concept) for n, (text, found) in enumerate(sources, 1)]
    pool = [number for source in read for number in numbers(source)]
    return [item.number.figure.value for item in choose_figures(pool, 3, key=True)]


def test_the_figure_that_the_topic_is_about_leads() -> None:
    """Words of the topic in a figure's own clause count for more than those beside it in the sentence."""
    text = "Agents showed 41 flats near the pier, and tea trade with the south rose to $2 billion."
    found = (
        figure(text, "41", value=41.0, unit="flat", date="2018", by="agents"),
        figure(text, "$2 billion", value=2e9, unit="dollar"),
    )

    assert [2e9, 41.0] == key_values("trade", (text, found))


def test_other_articles_have_their_say() -> None:
    """The third key figure comes from the second article, although the first has three that rank as high."""
    texts = ("Trade in tea fell by 20 percent. Trade in rice fell by 30 percent. Trade in silk fell by 40 percent.",)
    first = tuple(
        figure(texts[0], f"{size} percent", value=float(size), unit="percentage", date="2020") for size in (20, 30, 40)
    )
    other = "Trade in salt fell by 50 percent."
    second = (figure(other, "50 percent", value=50.0, unit="percentage"),)

    assert 50.0 in key_values("trade", (texts[0], first), (other, second))


def test_one_figure_said_twice_in_an_article_is_one_row() -> None:
    """The length in the lede and again in the body is one figure, told once."""
    text = "Surveyors count 244 kilometres of new fence along the lake. They found 244 kilometres of wire in pictures."
    first = figure(text, "244 kilometres", value=244.0, unit="kilometer")
    again = replace(first, start=text.rindex("244"), end=text.rindex("244") + len("244 kilometres"))

    assert [244.0] == key_values("fence", (text, (first, again)))


def test_a_figure_shown_in_the_row_of_another_has_no_row_of_its_own() -> None:
    """The row of "90 cameras with a range of three kilometres" tells both."""
    text = "The network of the border guards lists 90 cameras with a range of three kilometres."
    found = (
        figure(text, "90", value=90.0, unit="camera", date="2020"),
        figure(text, "three kilometres", value=3.0, unit="kilometer"),
    )

    assert [90.0] == key_values("network", (text, found))


def test_the_same_figure_in_two_articles_is_one_with_two_sources() -> None:
    """A value told twice comes once, with the second article beside it."""
    sources = [read_source(stored(n, TEXT, title="Fence", figures=FIGURES), 1.0, Topical(())) for n in (1, 2)]
    pool = [number for source in sources for number in numbers(source)]

    first = next(item for item in choose_figures(pool, 10, key=True) if item.number.figure.value == 600.0)

    assert [2] == [other.source.stored.number for other in first.same]


def test_an_equal_number_of_something_else_is_no_second_source() -> None:
    """Two kilometres of wire are not confirmed by cameras with a range of two kilometres."""
    texts = ("On the island two kilometres of wire were gone.", "The cameras have a range of two kilometres.")
    sources = [
        read_source(
            stored(n, text, title="Fence", figures=(figure(text, "two kilometres", value=2.0, unit="kilometre"),)),
            1.0,
            Topical(()),
        )
        for n, text in enumerate(texts, 1)
    ]

    found = choose_figures([number for source in sources for number in numbers(source)], 10, key=True)

    assert [(), ()] == [item.same for item in found]


@pytest.mark.parametrize(("many", "units"), [(8, {"dollar"}), (7, {"dollar", "cow"})])
def test_where_there_are_enough_figures_of_weight_small_counts_are_left_out(many: int, units: set[str]) -> None:
    """A long list of figures does not end in "two contractors"; a short one may."""
    amounts = [f"{number} million dollars" for number in range(21, 21 + many)]
    text = " ".join(f"The fence cost {amount} that year." for amount in amounts) + " It fell on 3 cows."
    figures = (
        *(figure(text, amount, value=float(amount[:2]), unit="dollar") for amount in amounts),
        figure(text, "3 cows", value=3.0, unit="cow"),
    )
    held = stored(1, text, title="Fence", figures=figures)

    found = choose_figures(numbers(read_source(held, 1.0, Topical(()))), 25, key=False)

    assert units == {item.number.figure.unit for item in found}
