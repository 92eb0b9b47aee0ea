"""What changed between two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.diffing import Edit, applied, edits, figure_change

FENCE, SHORTER = "The fence is 40 km long.", "The fence is 14 km long."
GUARDS, MARKET = "Guards watch the river.", "The town has a market."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [], []),
        ([FENCE], [FENCE], []),
        (["The fence  is 40 km\nlong."], [FENCE], []),
        ([FENCE], [SHORTER], [Edit(0, 0, FENCE, SHORTER)]),
        ([GUARDS], [GUARDS, MARKET], [Edit(1, 1, None, MARKET)]),
        ([GUARDS, MARKET], [MARKET], [Edit(0, 0, GUARDS, None)]),
        ([GUARDS], [MARKET], [Edit(0, 0, GUARDS, None), Edit(1, 0, None, MARKET)]),
        ([GUARDS, FENCE], [SHORTER, MARKET],
         [Edit(0, 0, GUARDS, None), Edit(1, 0, FENCE, SHORTER), Edit(2, 1, None, MARKET)]),
        ([FENCE, GUARDS], [SHORTER, GUARDS, MARKET], [Edit(0, 0, FENCE, SHORTER), Edit(2, 2, None, MARKET)]),
    ],
    ids=["nothing", "the same", "white space", "changed", "added", "removed", "another", "in between", "two places"],
)  # fmt: skip
def test_edits_say_what_became_of_each_sentence(old: list[str], new: list[str], expected: list[Edit]) -> None:
    """Sentences that are alike are old and new of each other; others came or went."""
    assert expected == list(edits(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (FENCE, SHORTER, ("40 km", "14 km")),
        ("Some 500 were sent back.", "Some 600 were sent back.", ("500", "600")),
        ("It fell by 3.5 percent.", "It fell by 3.8 percent.", ("3.5 percent", "3.8 percent")),
        ("It cost $2.3 million.", "It cost $2.8 million.", ("$2.3 million", "$2.8 million")),
        ("Up 3% in May.", "Up 4% in May.", ("3%", "4%")),
        ("It happened in 2019 in Tumen.", "It happened in 2020 in Tumen.", ("2019", "2020")),
        (FENCE, "The wall is 14 km long.", None),
        (FENCE, "The fence is long.", None),
        ("The fence is long.", "The wall is long.", None),
        ("From 3 to 5 km.", "From 4 to 6 km.", None),
    ],
)
def test_a_figure_that_changed_alone_is_shown_by_itself(old: str, new: str, expected: tuple[str, str] | None) -> None:
    """One number that is another in an otherwise same sentence, with the word that it counts."""
    assert expected == figure_change(old, new)


WORDS = st.lists(st.sampled_from(("fence", "river", "40", "14", "km", "guards", "the", "市")), min_size=1, max_size=5)
TEXTS = st.lists(WORDS.map(" ".join), max_size=9)


@given(TEXTS, TEXTS)
def test_the_edits_make_the_new_text_of_the_old(old: list[str], new: list[str]) -> None:
    """Applied to the old sentences the edits give the new ones; places are those of both texts."""
    made = edits(old, new)
    assert tuple(new) == applied(old, made)
    assert all(edit.old is None or edit.old == old[edit.at] for edit in made)
    assert all(edit.new is None or edit.new == new[edit.to] for edit in made)


@given(TEXTS)
def test_no_edit_where_nothing_changed(text: list[str]) -> None:
    """A text is no edit of itself."""
    assert () == edits(text, text)


def test_a_text_written_anew_is_no_riddle() -> None:
    """A thousand sentences for a thousand others are told at once, as gone and come."""
    old, new = [f"Old {n} of many." for n in range(1000)], [f"New {n} of many." for n in range(1000)]
    assert 2000 == len(edits(old, new))
