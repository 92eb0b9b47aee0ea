"""Which figures of several articles are of one quantity, and whether they agree, contradict each other or moved."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.article import RawDocument
from bot.core.ports import Prepared, Stored
from bot.services.candidates import Number, Topical, numbers, read_source
from bot.services.preparing import prepare_document
from bot.services.relating import Group, relate
from bot.sources.files import read_path

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
FIRST, NEXT, LATER = "2026-11-21", "2026-11-22", "2026-12-20"


def counted(document: RawDocument, number: int) -> tuple[Number, ...]:
    """The figures of an article."""
    prepared = prepare_document(document)
    assert isinstance(prepared, Prepared)
    return tuple(numbers(read_source(Stored(number, 1, prepared.article, NOW, NOW), 1.0, Topical(()))))


@cache
def figures(text: str, published: str | None, number: int) -> tuple[Number, ...]:
    """The figures of an article of a publisher of its own."""
    document = RawDocument(f"/made/{number}", text=text, published=published, publisher=f"Publisher {number}")
    return counted(document, number)


@cache
def samples() -> tuple[Number, ...]:
    """The figures of all demonstration articles."""
    documents = [found for found in read_path(SAMPLES) if isinstance(found, RawDocument)]
    return tuple(figure for place, document in enumerate(documents, 1) for figure in counted(document, place))


def told(groups: Sequence[Group]) -> list[tuple[str, list[str]]]:
    """Each group by its kind and the numbers that it shows."""
    return [(group.kind, [side.shown.words for side in group.sides]) for group in groups]


def kinds(one: str, other: str, days: tuple[str | None, str | None] = (FIRST, FIRST)) -> list[tuple[str, list[str]]]:
    """How the figures of two articles stand to each other."""
    return told(relate([*figures(one, days[0], 1), *figures(other, days[1], 2)]))


def group_of(words: str) -> Group:
    """The group of the samples that has this number."""
    return next(group for group in relate(samples()) if words in [reading.words for reading in group.readings])


def test_the_samples_disagree_on_the_fence() -> None:
    """14 kilometres in one paper and about 23 in another are shown side by side."""
    assert [("disagreement", ["14 kilometres", "about 23 kilometers"])] == told([group_of("about 23 kilometers")])


def test_the_samples_disagree_on_the_deportations() -> None:
    """About 500, as activists say, and around 600, as two people say, are a disagreement."""
    assert [("disagreement", ["about 500", "Around 600"])] == told([group_of("Around 600")])


def test_the_border_has_one_length_in_two_units() -> None:
    """880 miles and 1,416 kilometres are the same."""
    group = group_of("880-mile")
    assert "same" == group.kind
    assert {"880-mile", "1,416 kilometres"} == {reading.words for reading in group.readings}


def test_over_a_thousand_is_the_number_of_that_year() -> None:
    """The series of the years has 1,047 for 2019, and "over 1,000" of another article stands with it."""
    group = group_of("1,047")
    assert [("history", ["1,418", "1,127", "1,137", "1,047"])] == told([group])
    assert ["1,047", "Over 1,000"] == [reading.words for reading in group.sides[-1].readings]


SAME = {
    "rounded": ("About 500 people died in the Hyesan flood.", "The Hyesan flood killed 512 people.", ["512"]),
    "bound": ("More than 1,000 people died in the Hyesan flood.", "The Hyesan flood killed 1,047 people.", ["1,047"]),
    "range": ("The Hyesan flood killed 500 to 600 people.", "The Hyesan flood killed 550 people.", ["550"]),
    "unit": (
        "The new fence along the Tumen is 14 kilometres long, a contractor said.",
        "The new fence along the Tumen is 8.7 miles long, a contractor said.",
        ["8.7 miles"],
    ),
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_values_that_one_value_fits_are_the_same(pair: tuple[str, str, list[str]]) -> None:
    """Rounding, bounds, ranges and units join, and the most precise plain number is shown."""
    one, other, shown = pair
    assert [("same", shown)] == kinds(one, other)


def test_two_publishers_of_one_day_contradict_each_other() -> None:
    """27 and 40 dead in one flood on one day cannot both hold."""
    found = kinds("The Hyesan flood killed 27 people.", "The Hyesan flood killed 40 people.")
    assert [("disagreement", ["27", "40"])] == found


def test_a_toll_that_rises_from_day_to_day_is_a_history() -> None:
    """The next day's higher number is news, not a contradiction."""
    found = kinds("The Hyesan flood killed 27 people.", "The Hyesan flood has killed 40 people.", (FIRST, NEXT))
    assert [("history", ["27", "40"])] == found


def test_a_history_is_told_in_the_order_of_its_days() -> None:
    """A lower count that was told first by one and last by another is shown with no day after a higher one's."""
    texts = [("More than 100", FIRST), ("152", NEXT), ("113", "2026-11-30")]
    pool = [
        figure
        for number, (dead, day) in enumerate(texts, 1)
        for figure in figures(f"The Hyesan flood has killed {dead} people.", day, number)
    ]
    for group in relate(pool):
        days = [side.shown.when for side in group.sides if side.shown.when]
        assert group.kind != "history" or days == sorted(days)


def test_totals_since_the_beginning_are_a_history_however_far_apart() -> None:
    """What has been counted since a beginning is told again and again."""
    found = kinds(
        "More than 500 people have been killed in Lebeda since the uprising began in March, the UN says.",
        "The UN says more than 1,900 people have been killed in Lebeda since the uprising began in March.",
        (FIRST, LATER),
    )
    assert [("history", ["More than 500", "more than 1,900"])] == found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The number of arrivals in Hyesan fell from 1,047 in 2019 to 67 in 2022.", ["1,047", "67"]),
        (
            "Commissions on transfers have climbed from about 30 percent before the pandemic to more than 50 percent.",
            ["about 30 percent", "more than 50 percent"],
        ),
        ("The ministry counted 236 cases in Peru, up from 148 on Friday.", ["148", "236"]),
        ("Unemployment in Peru rose to 9.7 percent from 8.1 percent.", ["8.1 percent", "9.7 percent"]),
    ],
    ids=["from to", "from to further apart", "up from", "to from"],
)
def test_a_sentence_that_tells_both_values_is_a_history(text: str, shown: list[str]) -> None:
    """The words between two numbers say which came first, whatever their order."""
    assert [("history", shown)] == told(relate(figures(text, FIRST, 1)))


def test_a_sentence_that_tells_what_two_parties_say_is_a_disagreement() -> None:
    """Both numbers come with the party that the sentence names for them."""
    text = "The seismological centre put the magnitude of the quake at 5.9, but the Geological Survey said it was 6.1."
    (group,) = relate(figures(text, FIRST, 1))
    assert ("disagreement", ["5.9", "6.1"]) == (group.kind, [side.shown.words for side in group.sides])
    assert ["The seismological centre", "the Geological Survey"] == [side.party for side in group.sides]


OTHER = {
    "what happened": ("The Hyesan flood killed 27 people.", "The Hyesan flood injured 112 people."),
    "where": ("The flood in Hyesan killed 27 people.", "The flood in Musan killed 112 people."),
    "whole and part": ("The floods killed 112 people.", "The floods killed 27 people in Hyesan."),
    "what is counted": ("China deported 500 North Koreans at night.", "China deported 60 Vietnamese workers at night."),
    "planned": (
        "The ministry resettled 500 families in Hyesan.",
        "The ministry plans to resettle 900 families in Hyesan.",
    ),
    "a part of them": ("The Hyesan flood killed 112 people.", "The Hyesan flood killed 60 children."),
    "another": ("The Hyesan flood killed 40 people.", "The Hyesan flood killed another 12 people."),
    "a share of them": ("The flu in Peru killed 149 people.", "The flu in Peru killed 20 of the patients."),
    "prices": ("Rice costs 5,000 won a kilogram in Hyesan.", "Corn costs 2,000 won a kilogram in Hyesan."),
    "share": (
        "The Hyesan flood destroyed 40 percent of the houses.",
        "The Hyesan flood destroyed 70 percent of the crops.",
    ),
    "in a time": ("Some 2,800 Syrians crossed in 36 hours.", "Some 3,900 Syrians crossed in 24 hours."),
    "how sure": ("The WHO has 20 confirmed cases in Peru.", "The WHO has 90 suspected cases in Peru."),
}


@pytest.mark.parametrize("pair", OTHER.values(), ids=OTHER)
def test_other_quantities_are_not_joined(pair: tuple[str, str]) -> None:
    """Another event, place, kind, share, price or plan is another quantity: nothing is said of the two."""
    assert [] == kinds(*pair)


def test_raids_of_two_days_are_two() -> None:
    """What happens every day by the same cause is another event the next day."""
    days = (FIRST, LATER)
    assert [] == kinds("Air strikes killed 27 people in Gaza.", "Air strikes killed 112 people in Gaza.", days)


def test_what_an_article_tells_in_several_values_is_compared_with_none() -> None:
    """Where an article has two figures that fit, neither is known to be the other's."""
    found = kinds(
        "The flood killed 27 people in Hyesan. Later the flood killed 35 people in Hyesan.",
        "The flood killed 60 people in Hyesan.",
    )
    assert [] == [kind for kind, _ in found if kind == "disagreement"]


def test_one_publisher_does_not_contradict_itself() -> None:
    """Two numbers of one publisher on one day are its own affair."""
    pool = [
        figure
        for number, dead in enumerate((27, 40), 1)
        for figure in counted(
            RawDocument(
                f"/{number}", text=f"The Hyesan flood killed {dead} people.", published=FIRST, publisher="Post"
            ),
            number,
        )
    ]
    assert [] == relate(pool)


sentences = st.sampled_from(
    [text for pair in OTHER.values() for text in pair]
    + [text for one, other, _ in SAME.values() for text in (one, other)]
    + ["The Hyesan flood killed 40 people.", "The number of dead in Hyesan rose from 27 to 40."]
)
pools = st.lists(st.tuples(sentences, st.sampled_from([FIRST, NEXT, None])), min_size=2, max_size=7)


def pool_of(drawn: Sequence[tuple[str, str | None]]) -> list[Number]:
    """The figures of articles with these texts."""
    return [figure for number, (text, day) in enumerate(drawn, 1) for figure in figures(text, day, number)]


@given(pools)
@settings(max_examples=60, deadline=None)
def test_a_side_never_joins_values_that_cannot_both_hold(drawn: Sequence[tuple[str, str | None]]) -> None:
    """Whatever the pool: all figures of a side fit each other, and each figure is in one group."""
    groups = relate(pool_of(drawn))
    for group in groups:
        for side in group.sides:
            assert all(one.likely.meets(other.likely) for one, other in combinations(side.readings, 2))
    places = [reading.at for group in groups for reading in group.readings]
    assert len(places) == len(set(places))


@given(pools, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_pool_does_not_matter(drawn: Sequence[tuple[str, str | None]], chance: random.Random) -> None:
    """The same figures in another order make the same groups."""
    pool = pool_of(drawn)
    mixed = chance.sample(pool, len(pool))
    assert [[reading.at for reading in group.readings] for group in relate(pool)] == [
        [reading.at for reading in group.readings] for group in relate(mixed)
    ]
