"""Names that mean the same, set by admins: what they find, at once and in every process, and what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.errors import UserError
from bot.core.keeping import AliasPair
from bot.core.library import Ask
from bot.core.ports import Store
from bot.services.library import StoreLibrary
from bot.services.naming import StoreNamer, grouped
from bot.store import open_store
from tests.contract.made import made

SHIPPED = [("North Korea", "DPRK"), ("China", "Chinese", "PRC"), ("Russia", "Russian Federation")]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An open store."""
    opened = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def namer(store: Store) -> StoreNamer:
    """The names of it, with a small table of the program."""
    return StoreNamer(store, SHIPPED)


async def test_a_name_joins_the_others_of_its_thing(namer: StoreNamer) -> None:
    """Whichever of them it was said to mean."""
    assert ("China", "Chinese", "PRC", "Peking") == await namer.add('"Peking"', "chinese")
    assert ("Hermit Kingdom", "North Korea", "DPRK") == await namer.add("DPRK", "Hermit Kingdom")
    assert ("X", "Y") == await namer.add("Y", "X")
    assert [AliasPair("DPRK", "Hermit Kingdom"), AliasPair("Peking", "chinese"), AliasPair("Y", "X")] == list(
        await namer._store.aliases()
    )
    names = await namer.names()
    assert (("Russia", "Russian Federation"),) == names.shipped
    assert 3 == len(names.own)


@pytest.mark.parametrize(
    ("name", "means", "words"),
    [
        ("DPRK", "China", "means the same as 'North Korea' already, and a name means one thing"),
        ("DPRK", "North Korea", "mean the same already"),
        ("North Korea", "DPRK", "mean the same already"),
        ("Border guard", "border guards", "found as the same words already"),
        ("", "China", "A name is missing"),
        ("!!!", "China", "no word that is searched for"),
        ("x " * 9, "China", "too long for a name"),
        ("x" * 101, "China", "too long for a name"),
    ],
    ids=["two things", "again", "turned round", "same words", "empty", "no word", "nine words", "long"],
)
async def test_what_cannot_be_is_one_clear_line(namer: StoreNamer, name: str, means: str, words: str) -> None:
    """And changes nothing."""
    with pytest.raises(UserError) as raised:
        await namer.add(name, means)

    assert words in str(raised.value)
    assert [] == list(await namer._store.aliases())


async def test_a_chain_is_one_thing_and_a_circle_is_none(namer: StoreNamer) -> None:
    """A means B, B means C: all three; then C means A already."""
    await namer.add("Alpha", "Beta")
    assert {"Alpha", "Beta", "Gamma"} == set(await namer.add("Gamma", "Beta"))
    with pytest.raises(UserError, match="the same already"):
        await namer.add("Gamma", "Alpha")


async def test_a_name_of_the_program_is_put_off_and_on_again(namer: StoreNamer) -> None:
    """It then stands alone, may mean something else, and comes back to where it was."""
    said = await namer.remove("chinese")
    assert "no longer means the same as China, PRC. It comes with the program and is put off here." in said
    assert ("China", "PRC") == (await namer.names()).shipped[1]
    assert ("chinese",) == (await namer.names()).off
    await namer.add("Chinese", "China")
    assert ([], ("China", "Chinese", "PRC")) == (list(await namer._store.aliases()), (await namer.names()).shipped[1])
    await namer.remove("Chinese")
    assert {"Chinese", "Mandarin"} == set(await namer.add("Chinese", "Mandarin"))


async def test_those_that_met_in_a_name_stay_together_without_it(namer: StoreNamer) -> None:
    """Taking away the name in the middle parts nobody else."""
    await namer.add("Alpha", "Middle")
    await namer.add("Beta", "Middle")
    await namer.remove("Middle")
    assert ({"Alpha", "Beta"},) == tuple(map(set, (await namer.names()).own))
    await namer.add("Peking", "PRC")
    await namer.remove("PRC")
    assert {"China", "Chinese", "Peking"} == set((await namer.names()).own[-1])
    with pytest.raises(UserError, match="means the same as no other name"):
        await namer.remove("PRC")


async def test_a_change_counts_at_once_in_another_process(store: Store, namer: StoreNamer, tmp_path: Path) -> None:
    """A library that is open finds by the new name without being started again, and no more once it is gone."""
    await store.save([made("a", "Guards in Peking watch."), made("b", "Guards in China watch.")])
    other = await open_store(f"sqlite:///{tmp_path / 'store.db'}", read_only=True)
    library = StoreLibrary(other, StoreNamer(other), "f1")
    totals = [(await library.brief(Ask("China"))).total]
    await namer.add("Peking", "China")
    totals.append((await library.brief(Ask("China"))).total)
    await namer.remove("Peking")
    totals.append((await library.brief(Ask("China"))).total)
    await other.close()

    assert [1, 2, 1] == totals


def test_the_order_of_what_was_set_does_not_matter() -> None:
    """Pairs join things whichever comes first."""
    pairs = [AliasPair("A", "B"), AliasPair("C", "D"), AliasPair("B", "D"), AliasPair("D", "PRC"), AliasPair("DPRK")]
    found = {frozenset(map(frozenset, grouped(SHIPPED, order))) for order in (pairs, pairs[::-1])}

    assert 1 == len(found)
    assert frozenset({"A", "B", "C", "D", "China", "Chinese", "PRC"}) in next(iter(found))
