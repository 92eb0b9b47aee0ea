"""How every store finds; written against `bot.core.ports.Store` alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.core.ports import Concept, Query, Store
from tests.contract.made import FINGERPRINT, asking, made, phrase, prepare, raw


async def numbers(store: Store, query: Query, limit: int = 10) -> list[int]:
    """The hits of a query, best first."""
    return [hit.article for hit in (await store.find(query, limit)).hits]


async def test_more_and_rarer_words_weigh_more(store: Store) -> None:
    """An article with both words comes before one with the rarer, and that before one with the common one."""
    await store.save(
        [made("1", "River bank."), made("2", "Tumen bank."), made("3", "Tumen river."), made("4", "River ice.")]
    )
    assert [3, 2, 4, 1] == await numbers(store, asking("tumen", "river", need="any"))
    assert [3] == await numbers(store, asking("tumen", "river"))


async def test_words_are_found_in_all_their_forms(store: Store) -> None:
    """Case, accents, endings and possessives do not matter."""
    await store.save([made("1", "President Núñez's deportations of defectors.", title="Border Defence")])
    for word in ("NUNEZ", "núñez", "deportation", "Defector", "borders"):
        assert [1] == await numbers(store, asking(word)), word


async def test_korean_and_chinese_are_found_by_their_words(store: Store) -> None:
    """A word is found though particles cling to it or nothing parts it from the next."""
    await store.save([made("1", "북한은 두만강에 울타리를 세웠다."), made("2", "中国加强图们江边境管控。")])
    assert [1] == await numbers(store, asking("두만강"))
    assert [2] == await numbers(store, asking("图们江"))


async def test_any_name_of_a_thing_will_do(store: Store) -> None:
    """Of several names for one thing each counts; a name of two words needs both."""
    dprk = Concept("dprk", (("dprk",), ("north", "korea")))
    await store.save([made("1", "DPRK army."), made("2", "North Korea army."), made("3", "North wind.")])
    assert {1, 2} == set(await numbers(store, Query((dprk,))))


async def test_a_phrase_must_stand_together(store: Store) -> None:
    """Quoted words are looked for side by side and in order, in titles too; the figures count such articles alone."""
    texts = ["People smuggling grows.", "People fear smuggling.", "Smuggling people grows.", "People. Smuggling."]
    await store.save([made(str(place), text) for place, text in enumerate(texts)])
    await store.save([made("title", "Other words.", title="On people smuggling")])
    found = await store.find(phrase("people smuggling"), 10)
    assert {1, 5} == {hit.article for hit in found.hits}
    assert 2 == found.total


async def test_words_left_out_are_left_out(store: Store) -> None:
    """A word or a phrase that must not be there keeps an article away."""
    await store.save([made("1", "Tumen river ice."), made("2", "Tumen bridge."), made("3", "River of Tumen.")])
    assert {2} == set(await numbers(store, replace(asking("tumen"), without=(("river",),))))
    assert {2, 3} == set(await numbers(store, replace(asking("tumen"), without=(("tumen", "river"),))))


async def test_days_are_inclusive_and_the_undated_pass_neither(store: Store) -> None:
    """Both since and until take in their own days; an article without a date is not among them."""
    days = ["2024-01-30T23:59:00Z", "2024-01-31", "2024-02-01T23:59:59Z", "2024-02-02", None]
    await store.save([made(str(place), f"Tumen {place}.", published=day) for place, day in enumerate(days)])
    asked = asking("tumen", since=date(2024, 1, 31), until=date(2024, 2, 1))
    assert {2, 3} == set(await numbers(store, asked))
    assert 5 == (await store.find(asking("tumen"), 2)).total


@pytest.mark.parametrize(
    ("source", "expected"),
    [("reuters", {1}), ("REUT", {1}), ("post.example", {2}), ("archive", {3}), ("nothing", set()), ("times", {4})],
)
async def test_a_source_is_publisher_host_or_place(store: Store, source: str, expected: set[int]) -> None:
    """source: is matched against all that is known of where an article comes from."""
    await store.save(
        [
            made("1", "Tumen 1.", publisher="Reuters"),
            made("2", "Tumen 2.", url="https://www.post.example/a"),
            made("data/archive/3.html", "Tumen 3."),
            made("4", "Tumen 4.", publisher="The Korea Times"),
        ]
    )
    assert expected == set(await numbers(store, asking("tumen", source=source)))
    assert expected == {stored.number for stored in await store.latest(9, source)}


async def test_figures_are_over_everything_that_matched(store: Store) -> None:
    """Total, publishers and days count all matches, not the best alone."""
    await store.save(
        [
            made("1", "Tumen 1.", publisher="A", published="2019-05-01"),
            made("2", "Tumen 2.", publisher="a", published="2021-05-01T10:00:00Z"),
            made("3", "Tumen 3.", publisher="B"),
            made("4", "Tumen 4."),
            made("5", "Yalu.", publisher="C", published="2030-01-01"),
        ]
    )
    found = await store.find(asking("tumen"), 1)
    assert (1, 4, 2, 2) == (len(found.hits), found.total, found.publishers, found.undated)
    assert (date(2019, 5, 1), date(2021, 5, 1)) == (found.first, found.last)


async def test_unread_articles_are_counted_by_language(store: Store) -> None:
    """Articles in a language that is not prepared are found, and said to be so."""
    await store.save([prepare(raw("1", "Tumen."), read=False, language="ko"), made("2", "Tumen too.")])
    assert {"ko": 1} == (await store.find(asking("tumen"), 5)).unread
    assert {"ko": 1} == (await store.totals(FINGERPRINT)).unread


async def test_of_equals_the_newest_comes_first(store: Store) -> None:
    """Ties are broken by publication, then by arrival; the undated come last."""
    days = ["2024-01-01", None, "2025-01-01", "2025-01-01"]
    await store.save([made(str(place), "Tumen.", title=str(place), published=day) for place, day in enumerate(days)])
    assert [4, 3, 1, 2] == await numbers(store, asking("tumen"))
    assert [4, 3] == await numbers(store, asking("tumen"), 2)


async def test_recency_lifts_newer_articles(store: Store) -> None:
    """A newer article may pass a slightly better one when the query says so."""
    old = made("1", "Tumen ice, Tumen fence.", published="2019-01-01")
    await store.save([old, made("2", "Tumen ice and fence.", published="2024-01-01"), made("3", "Yalu.")])
    assert [1, 2] == await numbers(store, asking("tumen"))
    assert [2, 1] == await numbers(store, asking("tumen", recency=0.5))


async def test_what_is_not_there_is_not_found(store: Store) -> None:
    """No match, an empty store and a concept without words yield nothing and no error."""
    assert 0 == (await store.find(asking("tumen"), 5)).total
    await store.save([made("1")])
    assert 0 == (await store.find(asking("pyongyang"), 5)).total
    assert 0 == (await store.find(Query((Concept("?", ()),)), 5)).total
    assert 0 == (await store.find(Query((Concept("?", ((),)),)), 5)).total


async def test_no_words_mean_everything(store: Store) -> None:
    """A query without concepts lists what its other conditions leave, newest first."""
    await store.save([made(str(year), f"In {year}.", published=f"{year}-01-01") for year in (2020, 2022, 2021)])
    assert [2, 3, 1] == await numbers(store, Query())
    assert [2, 3] == await numbers(store, Query(since=date(2021, 1, 1)))


async def test_an_old_article_that_fits_better_is_not_lost(store: Store) -> None:
    """However many newer articles mention a word, the one about it comes first."""
    await store.save([made("old", "Tumen river, Tumen fence, Tumen bridge.", published="2010-01-01")])
    noise = [f"Report {place} on trade, steel, rice and the Tumen." for place in range(500)]
    await store.save([made(str(place), text, published="2024-01-01") for place, text in enumerate(noise)])
    found = await store.find(asking("tumen"), 3)
    assert (1, 501) == (found.hits[0].article, found.total)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tunen", "tumen"),
        ("tuemn", "tumen"),
        ("tumeen", "tumen"),
        ("tmen", "tumen"),
        ("TUMMEN", "tumen"),
        ("tumen", None),
        ("xyzzy", None),
        ("tum", None),
        ("", None),
        ("tumen river", None),
    ],
)
async def test_one_slip_is_mended(store: Store, typed: str, expected: str | None) -> None:
    """A letter left out, put in, changed or swapped leads to the word that is there; a word that is there stays."""
    await store.save([made("1")])
    assert expected == await store.spell(typed)


async def test_of_several_near_words_the_commonest_is_meant(store: Store) -> None:
    """The correction is the word that stands in most articles, and never one that no longer stands in any."""
    await store.save([made("1", "Fence."), made("2", "Hence."), made("3", "Fence again.")])
    assert "fence" == await store.spell("pence")
    await store.save([made("1", "Gone."), made("3", "Gone again.")])
    assert "hence" == await store.spell("pence")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("smuggling", "smuggler"),
        ("smugling", "smuggler"),
        ("defection", "defector"),
        ("smugness", None),
        ("pence", "fence"),
    ],
)
async def test_a_word_of_no_article_is_taken_as_one_of_its_root(store: Store, typed: str, expected: str | None) -> None:
    """Who asks for smuggling finds the smugglers; a root that is short or another word is left alone."""
    await store.save([made("1", "Smugglers and defectors crossed."), made("2", "A fence.")])
    assert expected == await store.spell(typed)


async def test_only_what_came_in_between_is_looked_at(store: Store) -> None:
    """`after` leaves out its own number and `upto` takes it in; the figures count what is left."""
    await store.save([made(str(number), f"Tumen {number}.") for number in range(1, 6)])
    assert {3, 4} == set(await numbers(store, asking("tumen", after=2, upto=4)))
    assert {1, 2, 3, 4, 5} == set(await numbers(store, Query()))
    assert {4, 5} == set(await numbers(store, Query(after=3)))
    assert 2 == (await store.find(asking("tumen", upto=2), 1)).total
    assert [] == await numbers(store, asking("tumen", after=5))
    assert [] == await numbers(store, asking("tumen", after=9_000_000, upto=9_000_005))


async def test_only_the_articles_named_are_looked_at(store: Store) -> None:
    """With `only` a query asks which of some articles match it; unknown numbers do no harm."""
    await store.save([made("1", "Tumen one."), made("2", "Yalu two."), made("3", "Tumen three.")])
    assert {3} == set(await numbers(store, asking("tumen", only=(2, 3, 99, 5_000_000))))
    assert [] == await numbers(store, asking("tumen", only=()))
