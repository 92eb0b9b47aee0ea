"""What every store must do for timelines: keep what articles tell of days, through every change of an article."""

from __future__ import annotations

from dataclasses import replace

from bot.core.article import Prepared, Statement
from bot.core.dated import Dated
from bot.core.ports import Store
from tests.contract.made import FINGERPRINT, made, prepare, raw
from tests.contract.test_store_renewal import begun, carried, swapped

TEXT = "Guards watch the Tumen River."
STATEMENT = Statement(0, len(TEXT), 0, 1.0, "2023-09", ())


def told(location: str, mark: bytes, fingerprint: str = FINGERPRINT) -> Prepared:
    """An article that tells of a day, known by a mark."""
    article = prepare(raw(location, f"{TEXT} {location}"), statements=(STATEMENT,), fingerprint=fingerprint)
    return replace(article, dated=Dated(738_000, mark, b"mention", b"stem"))


async def marks(store: Store) -> dict[int, bytes]:
    """What is kept of the first articles, by their numbers."""
    return {number: row.sentences for number, row in await store.dated(range(1, 9))}


async def test_what_is_told_of_days_is_kept_as_it_came(store: Store) -> None:
    """Each article has its own row, one prepared without has none, and a number of no article is passed over."""
    await store.save([told("a", b"one"), made("b", "Lorries queue at the bridge."), told("c", b"three")])
    assert {1: b"one", 3: b"three"} == await marks(store)
    assert [(3, Dated(738_000, b"three", b"mention", b"stem"))] == list(await store.dated([3, 2, 99]))


async def test_a_newer_text_brings_its_own_row(store: Store) -> None:
    """Nothing of an older preparation stays beside a newer one, also where the newer has no row."""
    await store.save([told("a", b"old")])
    newer = prepare(raw("a", "Guards left the river."))
    await store.save([replace(newer, dated=Dated(0, b"new", b"", b""))])
    assert {1: b"new"} == await marks(store)
    await store.save([prepare(raw("a", "Nobody is at the river now."))])
    assert {} == await marks(store)


async def test_a_reindex_renews_some_rows_and_carries_the_others(store: Store) -> None:
    """What is prepared again has its new row from the swap on, the rest keeps what it had."""
    await store.save([told("a", b"one"), told("b", b"two")])
    await begun(store)
    await carried(store, renewed={2: told("b", b"better", "f2")})
    assert {1: b"one", 2: b"two"} == await marks(store)
    await swapped(store)
    assert {1: b"one", 2: b"better"} == await marks(store)


async def test_what_is_saved_while_an_index_is_built_has_its_row_after_the_swap(store: Store) -> None:
    """An article that changes behind the build's back is in it as it is served."""
    await store.save([told("a", b"one"), told("b", b"two")])
    await begun(store)
    await carried(store, upto=3)
    await store.save([replace(prepare(raw("a", "Guards left.")), dated=Dated(0, b"changed", b"", b""))])
    await carried(store)
    await swapped(store)
    assert {1: b"changed", 2: b"two"} == await marks(store)


async def test_quotable_articles_have_their_statements_and_what_a_link_says(store: Store) -> None:
    """They come in the order asked for, with text, statements, day and publisher, and without all else."""
    first = raw(
        "a", f"{TEXT} a", title="Tumen", publisher="Yalu Monitor", published="2023-09-05", url="https://y.example/a"
    )
    await store.save([prepare(first, statements=(STATEMENT,)), made("b", "Lorries queue at the bridge.")])
    two, one = await store.quotable([2, 1, 99])
    assert (2, 1) == (two.number, one.number)
    whole = (await store.articles([1]))[0]
    kept = ("text", "statements", "title", "publisher", "published", "url", "byline", "not_before")
    assert [getattr(whole.article, name) for name in kept] == [getattr(one.article, name) for name in kept]
    assert (whole.revision, whole.copies, ()) == (one.revision, one.copies, one.article.sentences)
