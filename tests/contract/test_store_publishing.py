"""How every store counts articles by day and publisher; written against `bot.core.ports.Store` alone."""

from __future__ import annotations

from datetime import date

from bot.core.ports import Store
from bot.core.publishing import Published
from tests.contract.made import made

TEXTS = ("Guards watch the river.", "Trade is slow again.", "Rafts are hired out.", "The bridge is shut.")


async def filled(store: Store) -> None:
    """Three dated articles of two publishers, and one without a day."""
    days = ("2024-03-01T10:00:00+00:00", "2024-03-01", "2024-03-05", None)
    names = ("Herald", "Courier", "Herald", "Herald")
    await store.save(
        [
            made(f"/{place}", text, published=day, publisher=name)
            for place, (text, day, name) in enumerate(zip(TEXTS, days, names, strict=True))
        ]
    )


async def test_articles_are_counted_by_day_and_publisher(store: Store) -> None:
    """Each day has each publisher's count; those without a day are counted apart."""
    await filled(store)

    counts = {(date(2024, 3, 1), "Herald"): 1, (date(2024, 3, 1), "Courier"): 1, (date(2024, 3, 5), "Herald"): 1}
    assert Published(4, 1, counts) == await store.published(10)


async def test_the_newest_are_counted_and_a_source_can_be_asked_for(store: Store) -> None:
    """Of more than the limit the newest are told, with how many there are; a source has its own."""
    await filled(store)

    newest = await store.published(1)
    assert (4, 1, 1) == (newest.total, newest.undated, newest.dated)
    assert [date(2024, 3, 5)] == [day for day, _ in newest.counts]
    assert Published(1, 0, {(date(2024, 3, 1), "Courier"): 1}) == await store.published(10, "courier")


async def test_an_empty_store_counts_nothing(store: Store) -> None:
    """Nothing is no error."""
    assert Published() == await store.published(10)
