"""Key figures: the ones that matter first, each readable without its sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.article import Figure
from bot.services.candidates import Topical, numbers, read_source
from bot.services.figuring import choose_figures, label
from tests.unit.services.made import stored

BARE = Figure(0, 0, 0.0, None, None, "=", "-", "", None, False, None)


def figure(text: str, words: str, **fields: object) -> Figure:
    """The figure at these words of a text."""
    start = text.index(words)
    return replace(BARE, start=start, end=start + len(words), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words", "fields", "expected"),
    [
        ("Some 150,000 troops went to the border in April.", "150,000", {}, "troops went to the border in April"),
        ("It has 14 kilometres of bank, he said.", "14 kilometres", {}, "bank"),
        ("The fence is over 40 km.", "over 40 km", {"what": "fence"}, "fence"),
        ("Trade rose to $2.3 billion.", "$2.3 billion", {"what": "Trade", "date": "2023"}, "Trade, 2023"),
        ("Some 300 people left on July 27.", "300", {"date": "2024-07-27"}, "people left on July 27, 2024"),
        ("About 20 came in 2019.", "About 20", {"what": "ships", "date": "2019"}, "came in 2019"),
        ("Women made up 164 of the arrivals.", "164", {"what": "Women"}, "the arrivals"),
        ("They put the number of deported at about 500.", "about 500", {}, "put the number of deported"),
    ],
)
def test_a_label_says_what_is_counted_and_when(text: str, words: str, fields: dict[str, object], expected: str) -> None:
    """The words behind a figure, or what it is about, with its date where they do not tell it."""
    found = label(text, figure(text, words, **fields), len(text))

    assert expected == found


TEXT = "The fence is 14 kilometres long. Two men built it. It took three months. Some 600 people watched."
FIGURES = (
    figure(TEXT, "14 kilometres", value=14.0, unit="kilometer", what="fence"),
    figure(TEXT, "Two", value=2.0, unit="man"),
    figure(TEXT, "three months", value=3.0, unit="month"),
    figure(TEXT, "600", value=600.0, unit="people"),
)


def chosen(*, key: bool) -> list[float | None]:
    """The values chosen from an article about fences."""
    source = read_source(stored(1, TEXT, title="Fence", figures=FIGURES), 1.0, Topical(()))
    return [item.number.figure.value for item in choose_figures(numbers(source), 10, key=key)]


def test_key_figures_leave_out_small_counts_and_spans_of_time() -> None:
    """Two men and three months are no key figures; what is measured or counted in numbers is."""
    assert {14.0, 600.0} == set(chosen(key=True))
    assert 2.0 in chosen(key=False)


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
