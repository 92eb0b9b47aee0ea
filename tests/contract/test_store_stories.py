"""What every store must do with articles that tell of the same event."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.core.article import Prepared
from bot.core.ports import Store
from bot.core.renewal import Account, Renewal, Selection
from bot.core.stories import Story
from bot.services.storytelling import settle
from tests.contract.conftest import START, Opener
from tests.contract.events import FERRY, LONELY, TRAIN, many, report, reports
from tests.contract.made import made
from tests.contract.reports import five


async def told(store: Store) -> set[frozenset[str]]:
    """The stories, each as the first words of its articles."""
    await settle(store)
    stories = await store.newest_stories(100)
    articles = {each.number: each for each in await store.articles(await store.everyone())}
    return {frozenset(articles[number].article.text[:40] for number in story.articles) for story in stories}


def starts(*groups: tuple[str, ...]) -> set[frozenset[str]]:
    """The same of texts."""
    return {frozenset(text[:40] for text in group) for group in groups}


async def test_reports_of_an_event_are_one_story(store: Store) -> None:
    """Two accidents of one day are told apart, and each is one story with the publishers that tell of it."""
    await store.save(reports())
    await settle(store)
    assert {1: 1, 4: 1, 7: 1, 2: 2, 5: 2, 8: 2, 3: 3, 6: 6, 9: 9} == await store.story_of(range(1, 12))
    (story,) = await store.stories([1])
    title = reports()[6].article.title
    publishers = ("Publisher 7", "Publisher 4", "Publisher 1")
    assert Story(1, title, "2024-03-05", "2024-03-05", publishers, (7, 4, 1)) == story
    assert 5 == await store.count_stories()


@pytest.mark.parametrize("order", [1, -1, 4], ids=["forwards", "backwards", "every fourth"])
@pytest.mark.parametrize("at_once", [1, 3, 9])
async def test_the_order_of_arrival_makes_no_difference(store: Store, order: int, at_once: int) -> None:
    """One at a time or many, forwards, backwards or mixed: the stories are the same."""
    items = reports()
    items = [items[place * order % len(items)] for place in range(len(items))]
    for first in range(0, len(items), at_once):
        await store.save(items[first : first + at_once])
        await settle(store)
    assert starts(FERRY, TRAIN, *((text,) for text in LONELY[:3])) == await told(store)


@pytest.mark.parametrize("step", [1, -1, 5], ids=["forwards", "backwards", "mixed"])
async def test_many_events_are_the_same_stories_in_any_order(store: Store, step: int) -> None:
    """Placed all at once, they are the very same whatever the order, and each event is one."""
    items = many()
    await store.save([items[place * step % len(items)] for place in range(len(items))])
    assert starts(*(_texts(items[event::12]) for event in range(12))) == await told(store)


@pytest.mark.parametrize("step", [1, -1, 5], ids=["forwards", "backwards", "mixed"])
async def test_what_comes_bit_by_bit_is_nearly_the_same(store: Store, step: int) -> None:
    """A few at a time, nine of ten stories are as when all are placed at once."""
    items = many()
    for first in range(0, len(items), 4):
        await store.save([items[place * step % len(items)] for place in range(first, first + 4)])
        await settle(store)
    wanted = starts(*(_texts(items[event::12]) for event in range(12)))
    assert len(wanted & await told(store)) >= 0.9 * len(wanted)


def _texts(items: Sequence[Prepared]) -> tuple[str, ...]:
    return tuple(item.article.text for item in items)


async def test_a_copy_is_in_its_articles_story_once(store: Store) -> None:
    """Five carriers of one report are one story of one article."""
    await store.save(five())
    await settle(store)
    (story,) = await store.newest_stories(9)
    assert ((1,), 1) == (story.articles, await store.count_stories())


async def test_an_article_that_is_forgotten_is_in_no_story(store: Store) -> None:
    """From the moment it is marked; what is left of its story stays together, under the number of the first that is."""
    await store.save(reports())
    await settle(store)
    await store.forget([1], "asked")
    assert {4: 1, 7: 1} == await store.story_of([1, 4, 7])
    assert [(7, 4)] == [story.articles for story in await store.stories([1])]
    while await store.sweep(1):
        continue
    await settle(store)
    assert {4: 4, 7: 4} == await store.story_of([1, 4, 7])
    assert [] == list(await store.stories([1]))
    await store.forget([3], "asked")
    while await store.sweep(1):
        continue
    assert 4 == await store.count_stories()


async def test_an_edit_moves_an_article_to_another_story(store: Store) -> None:
    """A page that now tells of another event is in that event's story."""
    await store.save(reports())
    await settle(store)
    await store.save([report(7, TRAIN[2].replace("closed the line", "closed the whole line on Friday"))])
    await settle(store)
    assert 2 == (await store.story_of([7]))[7]
    assert (4, 1) == (await store.stories([1]))[0].articles


async def test_a_reindex_gives_the_same_stories_again(store: Store) -> None:
    """After the swap all are placed anew, while the old ones are served, and come out as they were."""
    await store.save(reports())
    before = await told(store)
    owner = "host/1/a"
    assert await store.take_build(owner, None, "f2", Selection(everything=True))
    while (await store.advance(owner, 2**62, {}, (), Account())).position < 2**62:
        continue
    assert await store.swap(owner, Renewal("done", START, 0, 0))
    assert await store.unplaced() > 0
    assert 5 == await store.count_stories()
    assert before == await told(store)


async def test_a_store_that_is_closed_half_way_goes_on(opened: Opener) -> None:
    """Every step is whole: another process takes up the placing where it stopped."""
    store = await opened()
    await store.save(reports())
    while (await store.place_stories(2)).left:
        store = await opened()
    assert starts(FERRY, TRAIN) <= await told(store)


async def test_the_same_event_a_year_later_is_another(store: Store) -> None:
    """Reports in the same words, but for a name, that are dated a year apart are two stories, whoever joins them."""
    undated = made("u.txt", FERRY[1], title="Ferry sinks off Wando")
    await store.save([*reports(), report(30, FERRY[0].replace("Hanbada", "Sewon"), "2025-03-04"), undated])
    await settle(store)
    places = await store.story_of([1, 4, 7, 10])
    assert places[10] not in {places[1], places[4], places[7]}


async def test_what_cannot_be_compared_is_a_story_by_itself(store: Store) -> None:
    """An article without a word is placed, and alone."""
    await store.save([made("a.txt", "…"), made("b.txt", "Guards watch the Tumen River.")])
    await settle(store)
    assert {1: 1, 2: 2} == await store.story_of([1, 2])
    assert 0 == await store.unplaced()


async def test_newest_stories_come_in_helpings(store: Store) -> None:
    """Newest first, undated ones last, without those that were had already."""
    undated = made("u.txt", LONELY[3])
    await store.save([undated, report(2, FERRY[0], "2024-03-05"), report(3, TRAIN[0], "2024-05-01")])
    await settle(store)
    assert [(3,), (2,)] == [story.articles for story in await store.newest_stories(2)]
    assert [(1,)] == [story.articles for story in await store.newest_stories(2, 2)]
