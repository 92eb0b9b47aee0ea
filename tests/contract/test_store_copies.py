"""What every store must do with the same report at several addresses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.copies import Copy, carriers
from bot.core.ports import Query, Saved, Store
from tests.contract.conftest import Opener
from tests.contract.made import FINGERPRINT, asking, made, prepare, raw
from tests.contract.reports import ANOTHER, CARRIERS, CUT, LOCAL, REPORT, at, five


async def test_five_copies_of_one_report_are_one_article(store: Store) -> None:
    """Each copy is added as a source, the article answers, and only its own publisher counts."""
    saved = list(await store.save(five()))
    (stored,) = await store.articles([1])
    found = await store.find(asking("canal"), 9)
    assert [Saved("added", 1)] * 5 == saved
    assert [1] == list(await store.everyone())
    assert (1, 1) == (found.total, found.publishers)
    assert (REPORT, 1) == (stored.article.text, stored.revision)
    assert list(CARRIERS)[1:] == [copy.publisher for copy in stored.copies]
    assert Copy("Yalu Monitor", "Canal as seen by Yalu Monitor", "https://yalumonitor.example/canal", "2024-03-05") in (
        stored.copies
    )
    assert tuple(list(CARRIERS)[1:]) == carriers(stored.copies, stored.publisher)
    assert 10 == len(stored.addresses)


async def test_copies_are_found_in_one_batch_and_over_several(opened: Opener) -> None:
    """It makes no difference whether a copy comes with its article or long after."""
    store = await opened()
    for document in five():
        await store.save([document])
    again = await opened()
    assert [1] == list(await again.everyone())
    assert 4 == len((await again.articles([1]))[0].copies)


async def test_every_copy_leads_to_the_article(store: Store) -> None:
    """The link of any copy shows the article, and what copies give again is known."""
    documents = five()
    await store.save(documents)
    assert [1] * 5 == [await store.article_at(document.raw.url or "") for document in documents]
    assert set(range(5)) == await store.known([document.raw for document in documents], FINGERPRINT)
    assert [Saved("unchanged", 1)] * 5 == list(await store.save(documents))
    assert 4 == len((await store.articles([1]))[0].copies)


async def test_a_source_filter_meets_carriers_too(store: Store) -> None:
    """Publishers and hosts of copies find the article; the list of sources counts it once."""
    await store.save([*five(), made("other", "The market in Hanam is open again.", publisher="The Strait")])
    for source in ("kestrel", "hanam post", "borderreview.example"):
        assert [1] == [hit.article for hit in (await store.find(Query(source=source), 9)).hits], source
    assert {1, 2} == {hit.article for hit in (await store.find(Query(source="strait"), 9)).hits}
    assert [("Kestrel Wire", 1), ("The Strait", 1)] == [(row.name, row.articles) for row in await store.sources()]


@pytest.mark.parametrize(
    ("text", "day"),
    [(ANOTHER, "2024-03-05"), (REPORT, "2024-06-05"), ("Subscribe to read on.", "2024-03-05")],
    ids=["another figure", "months later", "too short to tell"],
)
async def test_what_only_looks_alike_stays_apart(store: Store, text: str, day: str) -> None:
    """Another figure, another time or a stub makes another article."""
    first = at("Kestrel Wire", text if len(text) < 50 else REPORT)
    assert [1, 2] == [saved.article for saved in await store.save([first, at("Yalu Monitor", text, day)])]


async def test_a_copy_that_becomes_another_report_is_an_article_of_its_own(store: Store) -> None:
    """The page of a copy that says something else leaves the article, and its addresses go with it."""
    await store.save(five())
    changed = at("Yalu Monitor", "A wholly new story about the ferry that never left, told at some length here.")
    assert [Saved("added", 2)] == list(await store.save([changed]))
    (first,) = await store.articles([1])
    assert "Yalu Monitor" not in [copy.publisher for copy in first.copies]
    assert (
        2 == await store.article_at("https://yalumonitor.example/canal") == await store.article_at("yalumonitor.html")
    )
    assert {0} == await store.known([changed.raw], FINGERPRINT)
    assert [2] == [hit.article for hit in (await store.find(Query(source="yalu"), 9)).hits]


async def test_a_copy_that_is_edited_a_little_stays_one(store: Store) -> None:
    """Another title or one paragraph less is the same copy; nothing is shown as a change of the article."""
    await store.save(five())
    retitled = at("Yalu Monitor", CUT + "\n\nMore tomorrow.", title="Canal, once more")
    assert [Saved("updated", 1)] == list(await store.save([retitled]))
    (stored,) = await store.articles([1])
    assert "Canal, once more" in [copy.title for copy in stored.copies]
    assert [1] == list(await store.everyone())
    assert (1, []) == (stored.revision, list(await store.changes(1, 9)))


async def test_an_article_that_changes_keeps_its_copies(store: Store) -> None:
    """The agency corrects a figure: its article is revised, the copies still lead to it, old evidence stands."""
    await store.save(five())
    assert [Saved("updated", 1)] == list(await store.save([at("Kestrel Wire", ANOTHER)]))
    (stored,) = await store.articles([1])
    assert (2, ANOTHER, REPORT) == (stored.revision, stored.article.text, await store.text(1, 1))
    assert 4 == len(stored.copies)
    assert [Saved("unchanged", 1)] == list(await store.save([at("Hanam Post", LOCAL)]))
    assert 1 == await store.article_at("https://hanampost.example/canal")


async def test_copies_come_after_a_correction_too(store: Store) -> None:
    """A new copy is compared with the current text: one of the corrected report joins, one of the old does not."""
    await store.save([at("Kestrel Wire", REPORT), at("Kestrel Wire", ANOTHER)])
    saved = list(await store.save([at("Yalu Monitor", ANOTHER), at("The Strait", REPORT)]))
    assert [Saved("added", 1), Saved("added", 2)] == saved


async def test_the_whole_report_takes_the_place_of_a_cut_one(store: Store) -> None:
    """Whichever comes first, no fact of the fuller text is lost; number and earlier evidence stay."""
    await store.save([at("Yalu Monitor", CUT)])
    assert [Saved("added", 1)] == list(await store.save([at("Kestrel Wire", REPORT)]))
    (stored,) = await store.articles([1])
    assert (2, REPORT, CUT) == (stored.revision, stored.article.text, await store.text(1, 1))
    assert ("Kestrel Wire", ("Yalu Monitor",)) == (stored.publisher, carriers(stored.copies, stored.publisher))
    assert "https://kestrelwire.example/canal" == stored.article.url
    assert ["fuller"] == [change.cause for change in await store.changes(1, 9)]
    assert 1 == await store.article_at("https://yalumonitor.example/canal")
    documents = [at("Yalu Monitor", CUT), at("Kestrel Wire", REPORT)]
    assert {0, 1} == await store.known([document.raw for document in documents], FINGERPRINT)
    assert [1] == [hit.article for hit in (await store.find(asking("oyster"), 9)).hits]
    assert [proof.fault for proof in [proof async for proof in store.proofs()]] == [None, None]


async def test_what_was_stored_without_a_signature_gets_one_when_it_is_prepared_again(store: Store) -> None:
    """An article of an earlier version is nobody's original until a reindex has gone over it."""
    old = replace(at("Kestrel Wire", REPORT), signature=())
    await store.save([old])
    assert [Saved("added", 2)] == list(await store.save([at("Yalu Monitor", CUT, "2024-03-06")]))
    await store.replace(1, replace(at("Kestrel Wire", REPORT), fingerprint="f2"))
    assert [Saved("added", 1)] == list(await store.save([at("Hanam Post", LOCAL)]))


async def test_the_version_changes_with_a_copy(store: Store) -> None:
    """Answers name carriers, so a new one makes them old."""
    await store.save([at("Kestrel Wire", REPORT)])
    before = await store.version()
    await store.save([at("Yalu Monitor", CUT)])
    assert before < await store.version()


async def test_the_same_document_elsewhere_tells_of_no_source(store: Store) -> None:
    """A file in two folders is one article without carriers; when one of them changes, they part."""
    await store.save([made("a/x.txt", REPORT), made("b/x.txt", REPORT)])
    (stored,) = await store.articles([1])
    assert () == carriers(stored.copies, stored.publisher)
    changed = prepare(raw("b/x.txt", "Something else altogether."))
    assert [Saved("added", 2)] == list(await store.save([changed]))
    assert REPORT == (await store.articles([1]))[0].article.text


async def test_a_forgotten_article_takes_its_copies_along(store: Store) -> None:
    """Nothing of the report is left under any address, and none of its documents comes in again."""
    documents = five()
    await store.save(documents)
    await store.forget([1], "asked")
    assert [Saved("forgotten", 0)] * 5 == list(await store.save(documents))
    while await store.sweep(10):
        pass
    assert [None] * 5 == [await store.article_at(document.raw.url or "") for document in documents]
    assert [Saved("forgotten", 0)] * 5 == list(await store.save(documents))
    assert 0 == (await store.totals(FINGERPRINT)).articles


async def test_a_copy_of_what_is_on_its_way_out_is_an_article(store: Store) -> None:
    """A report that is not deleted yet is no candidate any more."""
    await store.save(five()[:1])
    await store.forget([1], "age")
    assert [Saved("added", 2)] == list(await store.save(five()[1:2]))
