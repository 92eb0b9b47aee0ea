"""What buttons carry, and what is read of it after a restart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.discord.ids import Act, Wanted, carry, mark_of, markable, marked, read
from bot.platforms.discord.texts import units


@given(st.sampled_from(["run", "form", "page"]), st.text(min_size=1, max_size=300), st.integers(0, 99))
def test_what_is_carried_is_read_back(act: Act, line: str, page: int) -> None:
    """Any line comes back whole, from the id or by the token under which it is kept."""
    carried = carry(act, line, page)
    wanted = read(carried.id)

    assert wanted is not None
    assert units(carried.id) <= 100
    assert line == (wanted.line if wanted.token is None else carried.kept[wanted.token])
    assert (act, page if act == "page" else 0) == (wanted.act, wanted.page)


def test_a_short_line_needs_nothing_kept() -> None:
    """Most buttons work without the store."""
    assert ("r:/brief tumen river", {}) == (
        carry("run", "/brief tumen river").id,
        carry("run", "/brief tumen river").kept,
    )


@pytest.mark.parametrize(
    "custom_id", ["", "r:", "x:/brief", "s:why0", "p:/brief", "p:x:/brief", "p:99999:/brief", "more"]
)
def test_what_is_not_ours_is_nothing(custom_id: str) -> None:
    """Ids of another bot or another time are not guessed at."""
    assert read(custom_id) is None


def test_a_page_is_read() -> None:
    """The button that goes on says from which message."""
    assert Wanted("page", "/brief tumen", None, 3) == read("p:3:/brief tumen")


@given(st.sampled_from(["run", "form", "page"]), st.text(min_size=1, max_size=120), st.integers(0, 99))
def test_a_mark_changes_nothing(act: Act, line: str, page: int) -> None:
    """An id that was made ready for a mark holds it within the limit, and asks for the same."""
    plain = carry(act, line, page)
    ready = markable(plain.id)
    found = marked(ready.id, "0123456789ab")
    wanted, kept = read(found), plain.kept | ready.kept

    assert wanted is not None
    assert units(found) <= 100
    assert "0123456789ab" == mark_of(found)
    assert line == (wanted.line if wanted.token is None else kept[wanted.token])
    assert (act, page if act == "page" else 0) == (wanted.act, wanted.page)


def test_a_menu_can_be_marked() -> None:
    """What is chosen in it says what is wanted, so its own id is free."""
    assert ("s:why0", None) == (markable("s:why0").id, mark_of("s:why0"))
    assert None is read(marked("s:why0", "0123456789ab"))
