"""Which figures are told as having moved since an earlier digest: surely the same quantity, surely another value."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.article import RawDocument
from bot.core.ports import Prepared, Stored
from bot.core.quantities import Quantity
from bot.services.candidates import Number, Topical, numbers, read_source
from bot.services.moving import REMEMBERED, agree, is_same, moves, remembered
from bot.services.preparing import prepare_document
from bot.services.quantifying import quantity_of

SUNDAY, MONDAY = "2026-11-22T08:00", "2026-11-23T08:00"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
# Before, after: one quantity with another value.
MOVED = {
    "deported": (
        "China returned about 500 North Koreans to their country in a single night, activists said.",
        "Up to 600 North Koreans whom China deported on Sunday night have vanished, a rights group said.",
    ),
    "dead": (
        "At least 20 people died in the Hyesan flood, officials said.",
        "The Hyesan flood has killed 27 people, officials said.",
    ),
    "injured": (
        "The explosion in Lagos injured 40 people.",
        "The explosion in Lagos injured 112 people.",
    ),
    "homes": (
        "The fire near Athens destroyed 60 houses, the mayor said.",
        "The fire near Athens has destroyed 140 houses, the mayor said.",
    ),
    "length": (
        "The new fence along the Tumen is 14 kilometres long, a contractor said.",
        "The new fence along the Tumen is 23 kilometres long, a contractor said.",
    ),
}
# One quantity, and no other value as far as the words say.
LEVEL = {
    "over and exact": (
        "More than 1,000 people died in the Hyesan flood.",
        "The Hyesan flood killed 1,047 people.",
    ),
    "about and exact": (
        "About 500 people died in the Hyesan flood.",
        "The Hyesan flood killed 523 people.",
    ),
    "round and exact": (
        "The Hyesan flood killed 300 people.",
        "The Hyesan flood killed 307 people.",
    ),
    "up to and fewer": (
        "Up to 600 people died in the Hyesan flood.",
        "The Hyesan flood killed 580 people.",
    ),
    "hundreds": (
        "Hundreds of people died in the Hyesan flood.",
        "The Hyesan flood killed 340 people.",
    ),
}
# Two quantities, or nobody can tell.
OTHER = {
    "what happened": (
        "The Hyesan flood killed 27 people.",
        "The Hyesan flood injured 112 people.",
    ),
    "in one breath": (
        "The Hyesan flood killed 27 people.",
        "In the Hyesan flood 112 people were dead or missing.",
    ),
    "of two events the nearest": (
        "The blast in Lagos killed 27 people.",
        "The blast in Lagos killed dozens and 112 people were injured.",
    ),
    "where": (
        "The flood in Hyesan killed 27 people.",
        "The flood in Musan killed 112 people.",
    ),
    "whole and part": (
        "The floods killed 112 people.",
        "The floods killed 27 people in Hyesan.",
    ),
    "who": (
        "China deported 500 North Koreans at night.",
        "Russia deported 60 North Koreans at night.",
    ),
    "what is counted": (
        "China deported 500 North Koreans at night.",
        "China deported 60 Vietnamese workers at night.",
    ),
    "a rise": (
        "Exports of coal from Nampo reached 500 tonnes.",
        "Exports of coal from Nampo rose by 60 tonnes.",
    ),
    "a fall": (
        "Arrests in Musan reached 500 cases, police in Musan said.",
        "Arrests in Musan fell by 120 cases, police in Musan said.",
    ),
    "more": (
        "The Hyesan flood killed 40 people.",
        "The Hyesan flood killed 12 more people.",
    ),
    "another": (
        "The Hyesan flood killed 40 people.",
        "The Hyesan flood killed another 12 people.",
    ),
    "the old value told again": (
        "The Hyesan flood killed 60 people.",
        "The death toll of the Hyesan flood rose from 20 people killed on Monday.",
    ),
    "an earlier year": (
        "China deported 500 North Koreans at night.",
        "In 2019 China deported 60 North Koreans at night.",
    ),
    "per day": (
        "Some 200 trucks crossed the bridge at Dandong.",
        "Some 60 trucks a day crossed the bridge at Dandong.",
    ),
    "another unit": (
        "The fence along the Tumen is 14 kilometres long.",
        "The fence along the Tumen is 9 miles long.",
    ),
    "another measure of it": (
        "The fence along the Tumen is 14 kilometres long.",
        "The Tumen freezes for 30 kilometres in winter.",
    ),
    "planned": (
        "The ministry resettled 500 families in Hyesan.",
        "The ministry plans to resettle 900 families in Hyesan.",
    ),
    "might": (
        "The Hyesan flood killed 27 people.",
        "The Hyesan flood could have killed 300 people.",
    ),
    "a limit": (
        "The camp in Goma holds 500 families.",
        "The camp in Goma has a maximum capacity of 900 families.",
    ),
    "not": (
        "The Hyesan flood killed 27 people.",
        "The Hyesan flood has not killed 300 people, the ministry said.",
    ),
    "a part of them": (
        "The Hyesan flood killed 112 people.",
        "The Hyesan flood killed 60 children.",
    ),
    "a total": (
        "The Hyesan flood killed 27 people this week.",
        "Floods in Hyesan have killed a total of 300 people since 2026 began.",
    ),
    "small counts": (
        "The Hyesan flood killed 2 people.",
        "The Hyesan flood killed 5 people.",
    ),
    "ages": (
        "A man of 34 years drowned in Hyesan.",
        "A man of 61 years drowned in Hyesan.",
    ),
    "share": (
        "The Hyesan flood destroyed 40 percent of the houses.",
        "The Hyesan flood destroyed 70 percent of the crops.",
    ),
    "only a name in common": (
        "Some 50,000 North Koreans work in factories in China.",
        "Some 600 North Koreans sing in choirs in China.",
    ),
    "what costs so much": (
        "Rice costs 5,000 won a kilogram at the old market in Hyesan.",
        "Corn costs 2,000 won a kilogram at the old market in Hyesan.",
    ),
    "one kind of it": (
        "Inflation in Peru stood at 31 percent.",
        "Core inflation in Peru stood at 42 percent.",
    ),
    "some of them": (
        "Police said 500 guards were posted at Tumen.",
        "Police said 90 guards were posted at Tumen hospital.",
    ),
    "another month": (
        "Inflation in Peru stood at 31 percent in October.",
        "Inflation in Peru stood at 42 percent in November.",
    ),
    "one place of several": (
        "A rights group counted 80 flood deaths in Hyesan, 36 in Musan and 13 in Onsong.",
        "A rights group counted 99 flood deaths in Musan.",
    ),
    "a year in front": (
        "The flu in Peru killed 20 people.",
        "1957: the flu in Peru killed 90 people.",
    ),
    "in one place mainly": (
        "The swine flu has killed 20 people in Peru.",
        "The swine flu has killed 90 people, mainly in Peru.",
    ),
    "two causes": (
        "A mine disaster in Hyesan killed 27 people.",
        "A flood in Hyesan killed 112 people.",
    ),
    "another day's": (
        "Air strikes killed 27 people in Gaza.",
        "Air strikes killed 112 people in Gaza.",
    ),
    "prices of two things": (
        "Rice costs 5,000 won a kilogram in Hyesan.",
        "Corn costs 2,000 won a kilogram in Hyesan.",
    ),
    "parties of a war": (
        "Kyiv's General Staff said 900 soldiers were killed at Bakhmut.",
        "The Kremlin Press Office said 120 soldiers were killed at Bakhmut.",
    ),
    "last month": (
        "China deported 500 North Koreans.",
        "Last month China deported 60 North Koreans.",
    ),
}  # fmt: skip


def counted(text: str, published: str | None, number: int = 1) -> list[Number]:
    """The figures of an article with this text."""
    prepared = prepare_document(RawDocument(f"/made/{number}", text=text, published=published))
    assert isinstance(prepared, Prepared)
    return list(numbers(read_source(Stored(number, 1, prepared.article, NOW, NOW), 1.0, Topical(()))))


def quantities(text: str, published: str | None = "2026-11-21", told: str = SUNDAY, number: int = 1) -> list[Quantity]:
    """What could be remembered of it."""
    return [found for item in counted(text, published, number) if (found := quantity_of(item, told))]


def same(old: str, new: str, earlier: str | None = "2026-11-21", later: str | None = "2026-11-22") -> bool | None:
    """Whether a figure of the new text agrees with one of the old; null where none is the same quantity."""
    pairs = [(one, two) for one in quantities(old, earlier) for two in quantities(new, later, MONDAY, 2)]
    found = [agree(one, two) for one, two in pairs if is_same(one, two)]
    return all(found) if found else None


@pytest.mark.parametrize(("old", "new"), MOVED.values(), ids=MOVED.keys())
def test_another_value_of_one_quantity_has_moved(old: str, new: str) -> None:
    """What is said of the same thing in other words is known again, and its value is another."""
    assert same(old, new) is False


@pytest.mark.parametrize(("old", "new"), LEVEL.values(), ids=LEVEL.keys())
def test_a_value_that_fits_both_has_not_moved(old: str, new: str) -> None:
    """Rounding, bounds and "about" leave room, in both directions."""
    assert same(old, new) is True
    assert same(new, old) is True


@pytest.mark.parametrize(("old", "new"), OTHER.values(), ids=OTHER.keys())
def test_another_quantity_never_moves(old: str, new: str) -> None:
    """Any doubt whether both count the same is enough."""
    assert same(old, new) is None
    assert same(new, old) is None


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2026-11-21", "2026-11-20"), ("2026-11-21", None), (None, "2026-11-22"), ("2026-05-01", "2026-11-22")],
    ids=["older news", "undated now", "undated then", "half a year on"],
)
def test_only_later_news_of_the_same_story_moves_a_figure(earlier: str | None, later: str | None) -> None:
    """An article from before, one of unknown age and one long after tell of another time."""
    assert same(*MOVED["dead"], "2026-11-21", "2026-11-22") is False
    assert same(*MOVED["dead"], earlier, later) is None


def told(*texts: str, memory: tuple[Quantity, ...] = (), day: str = "2026-11-22") -> list[tuple[str, str]]:
    """What moved when these texts are new, as amounts before and after."""
    fresh = [item for number, text in enumerate(texts, 2) for item in counted(text, day, number)]
    return [(move.old.amount, move.new.amount) for move in moves(fresh, memory, MONDAY)]


def test_a_move_names_the_old_amount_and_the_new() -> None:
    """What moved is told as the articles wrote it."""
    assert [("At least 20", "27")] == told(MOVED["dead"][1], memory=tuple(quantities(MOVED["dead"][0])))


def test_articles_that_disagree_move_nothing() -> None:
    """Where one new article still has the old value, or two have different new ones, no figure has surely moved."""
    memory = tuple(quantities(MOVED["dead"][0]))
    assert [] == told(MOVED["dead"][1], "At least 20 people died in the Hyesan flood.", memory=memory)
    assert [] == told(MOVED["dead"][1], "The Hyesan flood has killed 55 people.", memory=memory)
    assert [("At least 20", "27")] == told(MOVED["dead"][1], "The Hyesan flood has killed 27 people.", memory=memory)


def test_the_dead_do_not_become_fewer() -> None:
    """A lower count of what can only grow is of something else, or a correction that must be read."""
    memory = tuple(quantities("The Hyesan flood has killed 90 people."))
    assert [] == told("The Hyesan flood has killed 27 people.", memory=memory)


def test_leaps_are_other_stories() -> None:
    """Twenty times as much, or less than before on one day, is hardly the same count told again."""
    memory = tuple(quantities(MOVED["length"][0], "2026-11-22"))
    for length in (600, 9):
        assert [] == told(f"The new fence along the Tumen is {length} kilometres long.", memory=memory)
    assert [("14 kilometres", "23 kilometres")] == told(MOVED["length"][1], memory=memory)


def test_memory_keeps_the_latest_of_each_quantity() -> None:
    """What is told again takes the place of what was told before, at the end; it never grows without bound."""
    memory = (*quantities(MOVED["dead"][0]), *quantities(MOVED["homes"][0]))
    after = remembered(memory, counted(MOVED["dead"][1], "2026-11-22", 2), MONDAY)
    assert [("60", SUNDAY), ("27", MONDAY)] == [(item.amount, item.told) for item in after]
    many = remembered(memory * REMEMBERED, counted(MOVED["injured"][1], "2026-11-22", 2), MONDAY)
    assert (REMEMBERED, "112") == (len(many), many[-1].amount)


def test_nothing_moves_against_an_empty_memory() -> None:
    """The first digest tells of no moves."""
    assert [] == told(MOVED["dead"][1])
