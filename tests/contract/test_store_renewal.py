"""What every store must do for a reindex: build beside what is served, lose nothing meanwhile, swap in one step."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.article import Prepared, RawDocument
from bot.core.errors import BuildLost
from bot.core.ports import Query, Saved, Store
from bot.core.renewal import Account, Build, Failure, Renewal, Selection, Task
from tests.contract.conftest import START, Opener
from tests.contract.made import asking, made, prepare, raw

OWNER, OTHER = "host/1/a", "host/2/b"
EVERYTHING = Selection(everything=True)
END = 2**62


def ended(prepared: int = 0) -> Renewal:
    """How the reindexes of these tests end."""
    return Renewal("done", START, prepared, 0)


async def numbers(store: Store, query: Query) -> list[int]:
    """The hits of a query, in order of their numbers."""
    return sorted(hit.article for hit in (await store.find(query, 100)).hits)


async def begun(store: Store, selection: Selection = EVERYTHING, fingerprint: str = "f2") -> Build:
    """A build that was just begun."""
    build = await store.take_build(OWNER, await store.build(), fingerprint, selection)
    assert build is not None
    return build


async def carried(store: Store, upto: int = END, renewed: dict[int, Prepared] | None = None) -> Build:
    """The build with everything below a number in it."""
    while True:
        build = await store.advance(OWNER, upto, renewed or {}, (), Account())
        if build.position >= upto:
            return build


async def swapped(store: Store) -> None:
    """Serve the build, and remove what is old."""
    assert [] == list(await store.gaps())
    assert await store.swap(OWNER, ended())
    while await store.sweep_old():
        assert await store.renewals(1)


def better(document: RawDocument, text: str) -> Prepared:
    """What a newer pipeline makes of a document."""
    return prepare(document, text=text, fingerprint="f2", topics=("better",))


async def test_a_build_is_unseen_until_it_is_swapped_in(store: Store) -> None:
    """Neither answers nor proofs nor counts show anything of it before; all of them do after."""
    document = raw("a", "Menu. Guards watch.")
    await store.save([prepare(document, topics=("menu",)), made("b", "Menu of the day.")])
    before = await store.totals("f1"), [proof async for proof in store.proofs()], await store.version()
    await begun(store)
    await carried(store, renewed={1: better(document, "Guards watch.")})

    after = await store.totals("f1"), [proof async for proof in store.proofs()], await store.version()
    assert before[1:] == after[1:]
    assert (before[0].revisions, before[0].stale) == (after[0].revisions, after[0].stale)
    assert ([1, 2], []) == (await numbers(store, asking("menu")), list(await store.topics("better", 1))[1:])
    assert None is await store.text(1, 2)
    generation = await store.generation()

    await swapped(store)
    (stored,) = await store.articles([1])
    assert (2, "Guards watch.") == (stored.revision, stored.article.text)
    assert ([2], [1]) == (await numbers(store, asking("menu")), await numbers(store, asking("guards")))
    assert "Menu. Guards watch." == await store.text(1, 1)
    assert [(1, 1), (1, 2), (2, 1)] == [(p.number, p.revision) async for p in store.proofs() if p.article]
    assert (3, 1) == ((await store.totals("f2")).revisions, (await store.totals("f2")).stale)
    assert generation != await store.generation()


async def test_what_is_carried_over_is_as_it_was(store: Store) -> None:
    """An index of nothing but copies answers as the old one did."""
    batch = [
        made(f"x#{at}", f"Tumen {at}. Word{at % 3} again.", title=f"T{at}", published="2024-01-31") for at in range(60)
    ]
    await store.save(batch)
    query = asking("tumen", "again", "2024")
    before = await store.find(query, 100), await store.articles(range(1, 61)), await store.sources()
    await begun(store)
    await carried(store)
    await swapped(store)

    assert before == (await store.find(query, 100), await store.articles(range(1, 61)), await store.sources())


@pytest.mark.parametrize("upto", [1, 2, 3, 4, END], ids=["none", "first", "second", "third", "all"])
async def test_what_is_saved_meanwhile_is_in_both(store: Store, upto: int) -> None:
    """New, changed and copied articles are served at once and after the swap, wherever the build stood."""
    documents = [raw(f"d{at}", f"Old{at} tumen.") for at in range(3)]
    await store.save([prepare(document, topics=("old",)) for document in documents])
    await begun(store)
    await carried(store, upto, {number: better(documents[number - 1], "Better tumen.") for number in (1, 2, 3)})
    saved = await store.save([made("d1", "New1 tumen."), made("e", "New4 tumen."), made("copy", "Old2 tumen.")])
    assert [Saved("updated", 2), Saved("added", 4), Saved("unchanged", 3)] == list(saved)
    served = [await numbers(store, asking(word)) for word in ("old1", "new1", "new4", "tumen")]
    assert [[], [2], [4], [1, 2, 3, 4]] == served
    await carried(store)
    await swapped(store)

    assert served == [await numbers(store, asking(word)) for word in ("old1", "new1", "new4", "tumen")]
    stored = await store.articles([2, 3])
    assert ["New1 tumen.", ("d2", "copy")] == [stored[0].article.text, stored[1].addresses]
    assert "Old1 tumen." == await store.text(2, 1)
    assert all(proof.fault is None and proof.article for proof in [proof async for proof in store.proofs()])
    better_ones = sum(number < upto for number in (1, 3))
    assert better_ones == next((t.articles for t in await store.topics("better", 1) if t.name == "better"), 0)


async def test_a_preparation_of_an_older_document_is_thrown_away(store: Store) -> None:
    """What came in while the workers were at it counts."""
    document = raw("a", "Old.")
    await store.save([prepare(document)])
    await begun(store)
    await store.save([made("a", "New.")])
    await carried(store, renewed={1: better(document, "Better.")})
    await swapped(store)
    assert ["New."] == [stored.article.text for stored in await store.articles([1])]


async def test_a_selection_tells_what_is_prepared_again(store: Store) -> None:
    """What is stale, or all, of a source, since a day; each task comes with its document and what it has now."""
    old = [made("1", "One.", publisher="Post", published="2024-01-01"), made("2", "Two.", publisher="Times")]
    await store.save([*old, prepare(raw("3", "Three.", publisher="Post", published="2024-02-01"), fingerprint="f2")])
    found = {}
    for selection in (
        Selection(),
        EVERYTHING,
        Selection(True, source="post"),
        Selection(source="post"),
        Selection(True, since=date(2024, 1, 2)),
    ):
        await begun(store, selection)
        page = await store.tasks(1, 10)
        assert page is not None
        found[selection] = [task.number for task in page.tasks]
        assert None is await store.tasks(page.upto, 10)
        await store.drop_build(OWNER, ended())
        while await store.sweep_old():
            pass
    assert [[1, 2], [1, 2, 3], [1, 3], [1], [3]] == list(found.values())


async def test_tasks_come_in_pages(store: Store) -> None:
    """Each page goes on where the last one ended, and every task is in one of them."""
    await store.save([made(f"d{at}", f"Text {at}.") for at in range(7)])
    await begun(store)
    tasks: list[Task] = []
    at = 1
    while page := await store.tasks(at, 3):
        tasks += page.tasks
        at = page.upto
    assert [1, 2, 3, 4, 5, 6, 7] == [task.number for task in tasks]
    assert (raw("d0", "Text 0."), 7, 1) == (tasks[0].raw, tasks[0].before.characters, tasks[0].before.read)


async def test_a_build_is_gone_on_with_in_a_later_process(opened: Opener) -> None:
    """How far it is, what it has counted and what failed is all in the store."""
    first = await opened()
    await first.save([made(f"d{at}", f"Text {at}.") for at in range(3)])
    await begun(first, Selection(source="d"))
    await first.advance(OWNER, 2, {}, [Failure(1, "damaged")], Account(3, 0, 1, 1, phase="checking"))
    await first.close()

    again = await opened()
    seen = await again.build()
    assert seen is not None
    build = await again.take_build(OTHER, seen, "f2", Selection(source="d"))
    assert build is not None
    assert (2, Account(3, 1, 1, 1, phase="checking"), OTHER) == (build.position, build.account, build.owner)
    assert [Failure(1, "damaged")] == list(await again.build_failures())
    with pytest.raises(BuildLost):
        await again.advance(OWNER, 3, {}, (), Account())
    with pytest.raises(BuildLost):
        await again.swap(OWNER, ended())


async def test_of_two_that_claim_at_once_one_has_it(opened: Opener) -> None:
    """Whoever saw the build before another took it over comes too late."""
    one, two = await opened(), await opened()
    assert await one.take_build(OWNER, None, "f2", EVERYTHING)
    assert None is await two.take_build(OTHER, None, "f2", EVERYTHING)
    seen = await two.build()
    assert await two.take_build(OTHER, seen, "f2", EVERYTHING)
    assert None is await one.take_build(OWNER, seen, "f2", EVERYTHING)


@pytest.mark.parametrize(("fingerprint", "selection"), [("f3", EVERYTHING), ("f2", Selection())])
async def test_a_build_for_something_else_is_begun_anew(store: Store, fingerprint: str, selection: Selection) -> None:
    """What another pipeline prepared, or for another selection, is dropped with all its texts."""
    document = raw("a", "Menu. Guards watch.")
    await store.save([prepare(document)])
    await begun(store)
    await carried(store, renewed={1: better(document, "Guards watch.")})
    assert None is await store.take_build(OTHER, await store.build(), fingerprint, selection)
    while await store.sweep_old():
        pass
    build = await store.take_build(OTHER, await store.build(), fingerprint, selection)
    assert build is not None
    assert (1, 0) == (build.position, build.account.done)
    assert [1] == [proof.revision async for proof in store.proofs()]
    assert 1 == (await store.totals("f1")).revisions


async def test_a_build_can_be_stopped_and_gone_on_with(store: Store) -> None:
    """The owner hears at its next step that it is to stop; a new claim goes on."""
    assert not await store.pause_build()
    await store.save([made("a")])
    build = await begun(store)
    assert not build.paused
    assert await store.pause_build()
    assert (await store.beat(OWNER, Account())).paused
    await store.leave_build(OWNER, Renewal("cancelled", START, 0, 0))
    stopped = await store.build()
    assert stopped is not None
    assert (True, None) == (stopped.paused, stopped.owner)
    assert "cancelled" == (await store.renewals(1))[0][1].ending
    gone_on = await store.take_build(OTHER, stopped, "f2", EVERYTHING)
    assert gone_on is not None
    assert (False, build.started) == (gone_on.paused, gone_on.started)


async def test_an_index_that_lacks_articles_is_not_swapped_in(store: Store) -> None:
    """As long as articles are not in it, a swap does nothing."""
    await store.save([made("a"), made("b", "Two.")])
    await begun(store)
    await carried(store, 2)
    assert not await store.swap(OWNER, ended())
    assert [1, 2] == list(await store.everyone())
    assert 2 == (await store.find(Query(), 5)).total


async def test_it_can_be_done_again_and_again(store: Store) -> None:
    """One reindex after another leaves every article found once."""
    documents = [raw(f"d{at}", f"Text {at}.") for at in range(30)]
    await store.save([prepare(document) for document in documents])
    for turn in range(3):
        await begun(store, fingerprint=f"f{turn}")
        for first in (1, 13, 25):
            renewed = {
                number: prepare(documents[number - 1], fingerprint=f"f{turn}", topics=(f"turn {turn}",))
                for number in range(first, min(first + 12, 31))
            }
            await carried(store, min(first + 12, 31), renewed)
        await carried(store)
        await swapped(store)
        assert (30, 0) == ((await store.find(asking("text"), 1)).total, (await store.totals(f"f{turn}")).stale)
        assert (f"turn {turn}", 30) == ((await store.topics())[0].name, (await store.topics())[0].articles)
        assert 30 == (await store.totals("")).revisions
    assert [None] * 3 == [renewal.reason for _, renewal in await store.renewals(5)]


@pytest.mark.parametrize("upto", [1, 2, 4, END], ids=["none", "first", "third", "all"])
@pytest.mark.parametrize("swept", [True, False], ids=["deleted", "marked"])
async def test_what_is_forgotten_meanwhile_does_not_come_back(store: Store, upto: int, swept: bool) -> None:
    """An article that goes while an index is built is in neither, and nothing of it is in the way of the swap."""
    documents = [raw(f"d{at}", f"Old{at} tumen.") for at in range(4)]
    await store.save([prepare(document, topics=("old",)) for document in documents])
    await begun(store)
    await carried(store, upto, {number: better(documents[number - 1], f"New{number} tumen.") for number in range(1, 5)})
    assert 2 == await store.forget([1, 3], "asked")
    if swept:
        assert 0 == await store.sweep(10)
    await carried(store)
    await swapped(store)
    assert 0 == await store.sweep(10)

    assert [2, 4] == await numbers(store, asking("tumen"))
    assert {2, 4} == {proof.number async for proof in store.proofs()}
    assert [None, None] == [await store.text(number, revision) for number, revision in ((1, 1), (3, 2))]
    assert [2, 4] == list(await store.everyone())
    assert {Saved("forgotten", 0)} == set(await store.save([prepare(documents[0]), prepare(documents[2])]))


async def test_a_text_that_comes_back_is_no_new_one(store: Store) -> None:
    """An index that is built, swapped in or given up leaves the texts of edits and their order as they were."""
    one, two = raw("a", "The fence is 40 km long."), raw("a", "The fence is 14 km long.")
    for document in (one, two, one):
        await store.save([prepare(document)])
    await begun(store)
    await carried(store, renewed={1: better(one, "The fence: 40 km.")})
    await store.save([prepare(two)])
    await carried(store)
    await swapped(store)
    assert "The fence is 14 km long." == (await store.articles([1]))[0].article.text
    assert ["The fence is 40 km long.", "The fence is 14 km long.", None] == [
        await store.text(1, number) for number in (1, 2, 3)
    ]

    await begun(store)
    await carried(store, renewed={1: better(two, "The fence is 40 km long.")})
    await swapped(store)
    (stored,) = await store.articles([1])
    assert (1, "The fence is 40 km long.") == (stored.revision, stored.article.text)
    assert ["pipeline", "edit", "edit", "edit"] == [change.cause for change in await store.changes(1, 9)]
    assert [(1, 1), (1, 2)] == [(proof.number, proof.revision) async for proof in store.proofs() if proof.article]


async def test_a_text_of_a_build_that_was_given_up_is_gone(store: Store) -> None:
    """Neither it nor its number is in the way of what comes later."""
    document = raw("a", "The fence is long.")
    await store.save([prepare(document)])
    await begun(store)
    await carried(store, renewed={1: better(document, "The fence is better.")})
    await store.drop_build(OWNER, ended())
    while await store.sweep_old():
        assert None is await store.text(1, 2)
    await store.save([made("a", "The fence is longer.")])
    assert ["The fence is long.", "The fence is longer."] == [await store.text(1, number) for number in (1, 2)]
