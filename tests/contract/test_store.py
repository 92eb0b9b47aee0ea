"""What every store must do; written against `bot.core.ports.Store` alone."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.article import Entity, Figure, Span
from bot.core.errors import StoreError
from bot.core.ports import Query, Saved, Store
from tests.contract.conftest import START, Opener
from tests.contract.made import FINGERPRINT, asking, made, prepare, raw


async def numbers(store: Store, query: Query, limit: int = 10) -> list[int]:
    """The hits of a query, best first."""
    return [hit.article for hit in (await store.find(query, limit)).hits]


# ---- saving ----


async def test_new_documents_are_added(store: Store) -> None:
    """Each unknown document becomes an article with the next number."""
    saved = await store.save([made("a", "One."), made("b", "Two.")])
    assert [Saved("added", 1), Saved("added", 2)] == list(saved)
    assert [1, 2] == list(await store.everyone())


async def test_an_empty_batch_is_nothing(store: Store) -> None:
    """Saving nothing is no error."""
    assert [] == list(await store.save([]))


async def test_the_same_document_again_is_unchanged(store: Store) -> None:
    """A document that comes a second time changes nothing."""
    await store.save([made("a")])
    assert [Saved("unchanged", 1)] == list(await store.save([made("a")]))
    assert 1 == (await store.find(asking("tumen"), 5)).total


async def test_a_changed_document_is_updated(store: Store) -> None:
    """A new text at a known place is the next revision; the old text stays for its evidence."""
    await store.save([made("a", "The fence is 40 km long.")])
    assert [Saved("updated", 1)] == list(await store.save([made("a", "The fence is 14 km long.")]))
    (stored,) = await store.articles([1])
    assert (2, "The fence is 14 km long.") == (stored.revision, stored.article.text)
    assert "The fence is 40 km long." == await store.text(1, 1)
    assert "The fence is 14 km long." == await store.text(1, 2)
    assert ([], [1]) == (await numbers(store, asking("40")), await numbers(store, asking("14")))


async def test_new_facts_about_the_same_text_make_no_revision(store: Store) -> None:
    """When only the metadata changed, the text and its evidence keep their revision."""
    await store.save([made("a", title="Old")])
    assert [Saved("updated", 1)] == list(await store.save([made("a", title="New")]))
    (stored,) = await store.articles([1])
    assert (1, "New") == (stored.revision, stored.article.title)
    assert ([], [1]) == (await numbers(store, asking("old")), await numbers(store, asking("new")))


async def test_a_page_that_changed_around_its_article_is_unchanged(store: Store) -> None:
    """Another advertisement on the page is no update, and the page is known from then on."""
    await store.save([prepare(raw("a", "Ad 1. Guards watch."), text="Guards watch.")])
    changed = raw("a", "Ad 2. Guards watch.")
    assert [Saved("unchanged", 1)] == list(await store.save([prepare(changed, text="Guards watch.")]))
    assert {0} == await store.known([changed], FINGERPRINT)


async def test_a_known_address_is_the_same_article(store: Store) -> None:
    """A page found by another way is recognised by its address, tracking and all."""
    await store.save([made("feed#1", "Old words.", url="https://www.post.example/story/")])
    again = made("saved.html", "New words.", url="http://post.example/story?utm_source=feed")
    assert [Saved("updated", 1)] == list(await store.save([again]))


async def test_the_same_document_elsewhere_is_one_article_with_two_addresses(store: Store) -> None:
    """A copy adds its address, and nothing else."""
    await store.save([made("a", url="https://one.example/x")])
    assert [Saved("unchanged", 1)] == list(await store.save([made("b", url="https://two.example/y")]))
    (stored,) = await store.articles([1])
    assert ("a", "https://one.example/x", "b", "https://two.example/y") == stored.addresses
    assert 1 == await store.article_at("https://two.example/y") == await store.article_at("b")


async def test_a_batch_is_deduplicated_within_itself(store: Store) -> None:
    """Copies and newer versions are recognised inside one batch, too."""
    batch = [made("a", "One."), made("b", "One."), made("a", "Two."), made("a", "Two.")]
    outcomes = [Saved("added", 1), Saved("unchanged", 1), Saved("updated", 1), Saved("unchanged", 1)]
    assert outcomes == list(await store.save(batch))
    assert ([], [1]) == (await numbers(store, asking("one")), await numbers(store, asking("two")))


async def test_lines_of_a_file_that_moved_are_not_mistaken_for_one_another(store: Store) -> None:
    """When a line is put in above, the pages below keep their articles though each stands on another line."""
    first, second = raw("f#1", "One.", url="https://x.example/1"), raw("f#2", "Two.", url="https://x.example/2")
    await store.save([prepare(first), prepare(second)])
    new = raw("f#1", "New.", url="https://x.example/0")
    moved = [new, replace(first, location="f#2"), replace(second, location="f#3")]
    saved = await store.save([prepare(document) for document in moved])
    assert [Saved("added", 3), Saved("unchanged", 1), Saved("unchanged", 2)] == list(saved)
    assert {0, 1, 2} == await store.known(moved, FINGERPRINT)


async def test_known_wants_place_and_content(store: Store) -> None:
    """A document needs no preparation when its place and its content are those of a stored one."""
    await store.save([made("a", "One.")])
    documents = [raw("a", "One."), raw("a", "Other."), raw("b", "One."), raw("c", "New.")]
    assert {0} == await store.known(documents, FINGERPRINT)
    assert {0} == await store.known(documents, "another pipeline")


async def test_a_batch_is_saved_whole_or_not_at_all(store: Store) -> None:
    """When one document cannot be written, none of its batch is."""
    broken = replace(made("b", "Two."), terms={"two": "many"})
    with pytest.raises((StoreError, TypeError)):
        await store.save([made("a", "One."), broken])
    assert [] == list(await store.everyone())
    assert [Saved("added", 1)] == list(await store.save([made("a", "One.")]))


async def test_times_are_those_of_the_clock(opened: Opener) -> None:
    """`arrived` stays, `updated` moves with each new revision."""
    store = await opened()
    await store.save([made("a", "One.")])
    await store.save([made("a", "Two.")])
    (stored,) = await store.articles([1])
    assert (START + timedelta(minutes=1), START + timedelta(minutes=2)) == (stored.arrived, stored.updated)


@pytest.mark.parametrize(
    "text", ["a\x00b", "lone \ud800 half", "𝄞 and 😀", "", "x" * 100_000, "\u202eright to left", "a\r\nb\u2028c"]
)
async def test_any_text_can_be_stored(store: Store, text: str) -> None:
    """Whatever a page is made of comes back, half characters replaced one for one."""
    document = raw(f"place {text[:9]}", text, title=text[:9])
    await store.save([prepare(document, sentences=(), stems=(text[:20],), topics=(text[:9],))])
    (stored,) = await store.articles([1])
    assert text.replace("\ud800", "\ufffd") == stored.article.text
    assert {0} == await store.known([document], FINGERPRINT)


# ---- preparing again ----


async def test_replacing_keeps_the_number_and_renews_the_index(store: Store) -> None:
    """A fresh preparation of the same document takes the place of the old one."""
    document = raw("a", "Menu. Guards watch.")
    await store.save([prepare(document), made("b", "Menu of the day.")])
    await store.replace(1, prepare(document, text="Guards watch.", fingerprint="f2", topics=("guards",)))
    (stored,) = await store.articles([1])
    assert (2, "Guards watch.") == (stored.revision, stored.article.text)
    assert ([2], [1]) == (await numbers(store, asking("menu")), await numbers(store, asking("guards")))
    assert ([1], [2]) == (list(await store.stale("f1")), list(await store.stale("f2")))


async def test_replacing_does_not_undo_a_newer_document(store: Store) -> None:
    """A preparation of what has meanwhile been replaced by a newer version is thrown away."""
    old = raw("a", "Old.")
    await store.save([prepare(old)])
    await store.save([made("a", "New.")])
    await store.replace(1, prepare(old, fingerprint="f2"))
    (stored,) = await store.articles([1])
    assert "New." == stored.article.text


async def test_replacing_what_is_not_there_is_an_error(store: Store) -> None:
    """A number that was never given out is said to be so."""
    with pytest.raises(StoreError, match="no article 7"):
        await store.replace(7, made("a"))


async def test_the_raw_document_comes_back(store: Store) -> None:
    """What came in is kept as it was, for the next pipeline."""
    document = raw("a", "Ünï 北 \x00.", url="https://x.example", title="T", byline="B", published="2024-01-31")
    await store.save([prepare(document)])
    assert document == await store.raw(1)
    assert None is await store.raw(2)


async def test_every_revision_can_be_proved(store: Store) -> None:
    """Each stored text comes with its own hash and its facts."""
    await store.save([made("a", "One.", title="T"), made("b", "Two.")])
    await store.save([made("a", "Three.")])
    proofs = [proof async for proof in store.proofs()]
    assert [(1, 1, "One."), (1, 2, "Three."), (2, 1, "Two.")] == [(p.number, p.revision, p.text) for p in proofs]
    assert [None, None, None] == [proof.fault for proof in proofs]
    assert [hashlib.sha256(proof.text.encode()).hexdigest() for proof in proofs] == [proof.digest for proof in proofs]
    assert proofs[0].article is not None
    assert "T" == proofs[0].article.title


# ---- reading ----


async def test_articles_come_whole_and_in_order(store: Store) -> None:
    """Every prepared fact comes back as it was, in the order asked for, without what does not exist."""
    prepared = prepare(
        raw("1", "Lu Kang saw 600 men.", published="2024-01-31"),
        entities=(Entity("Lu Kang", "person", None, (Span(0, 7),)),),
        figures=(Figure(12, 15, 600.0, None, None, "=", "man", "men", None, False, None),),
        topics=("Lu Kang",),
    )
    await store.save([prepared, made("2", "Two.")])
    two, one = await store.articles([2, 9, 1])
    assert (2, 1) == (two.number, one.number)
    assert prepared.article == one.article


async def test_an_article_is_found_by_any_form_of_its_link(store: Store) -> None:
    """Scheme, www, tracking, a closing slash and a place in the page do not matter."""
    await store.save([made("feed#7", url="https://www.post.example/a/b?id=3&utm_medium=x")])
    for link in ("feed#7", "http://post.example/a/b/?id=3", " https://post.example/a/b?id=3#comments "):
        assert 1 == await store.article_at(link), link
    assert None is await store.article_at("https://post.example/a/b?id=4")


async def test_latest_puts_the_undated_last(store: Store) -> None:
    """Newest first by publication; those without a date follow by arrival."""
    days = ["2024-01-01", None, "2024-01-01T09:00:00Z", None, "2023-12-31"]
    await store.save([made(str(place), f"Text {place}.", published=day) for place, day in enumerate(days)])
    assert [3, 1, 5, 4, 2] == [stored.number for stored in await store.latest(9)]
    assert [3, 1] == [stored.number for stored in await store.latest(2)]


async def test_sources_are_counted(store: Store) -> None:
    """Each source with its articles and its newest, the busiest first; with a query those that match alone."""
    await store.save(
        [
            made("x#1", "Tumen 1.", publisher="A", published="2024-01-01"),
            made("y#2", "Tumen 2.", publisher="A", published="2024-03-01T05:00:00Z"),
            made("x#3", "Yalu.", url="https://www.post.example/3"),
        ]
    )
    rows = await store.sources()
    assert [("A", 2, "2024-03-01"), ("post.example", 1, None)] == [(r.name, r.articles, r.newest) for r in rows]
    assert all(row.arrived == START + timedelta(minutes=1) for row in rows)
    assert ["A"] == [row.name for row in await store.sources(asking("tumen"))]


async def test_topics_near_what_is_typed(store: Store) -> None:
    """Topics are suggested by a word in common, by how they begin and by how they are spelled; else the commonest."""
    some = [("Tumen River", "border security"), ("Tumen River", "sanctions"), ("Kim Jong Un",)]
    await store.save([prepare(raw(str(at), f"T {at}."), topics=topics) for at, topics in enumerate(some)])
    for typed in ("rivers of china", "tum", "Tunen Rivr"):
        assert "Tumen River" == (await store.topics(typed))[0].name, typed
    assert ("Tumen River", 2) == ((await store.topics())[0].name, (await store.topics())[0].articles)
    assert 2 == len(await store.topics("marathon", 2))
    await store.replace(1, prepare(raw("0", "T 0."), topics=()))
    assert 1 == (await store.topics("tumen"))[0].articles


async def test_totals_tell_the_store_in_figures(store: Store) -> None:
    """Counts, days and times are those of what is stored."""
    empty = await store.totals(FINGERPRINT)
    assert (0, None, None) == (empty.articles, empty.last_ingest, await store.indexed())
    await store.save([made("1", "One.", publisher="A", published="2024-01-31"), made("2", "Two.")])
    await store.save([made("1", "One!", publisher="A", published="2024-02-01")])
    totals = await store.totals("another")
    assert (2, 1, 3, 2) == (totals.articles, totals.publishers, totals.revisions, totals.stale)
    assert (date(2024, 2, 1), date(2024, 2, 1)) == (totals.first, totals.last)
    assert START + timedelta(minutes=2) == totals.last_ingest == totals.last_index == await store.indexed()
    assert totals.bytes > 0


# ---- more than one ----


async def test_what_was_saved_is_there_after_opening_again(opened: Opener) -> None:
    """Closing loses nothing."""
    first = await opened()
    await first.save([made("1")])
    await first.close()
    again = await opened()
    assert [1] == await numbers(again, asking("tumen"))
    assert [Saved("unchanged", 1)] == list(await again.save([made("1")]))


async def test_one_store_sees_what_another_saves(opened: Opener) -> None:
    """Two openings of one store agree, whatever each has looked up before."""
    one, two = await opened(), await opened()
    assert (0, 0) == ((await one.find(asking("tumen"), 5)).total, (await two.find(asking("tumen"), 5)).total)
    await one.save([made("1"), made("2", "Yalu.")])
    assert [1] == await numbers(two, asking("tumen"))
    await two.save([made("2", "Tumen after all.")])
    assert {1, 2} == set(await numbers(one, asking("tumen")))


async def test_two_that_save_the_same_at_once_make_no_double(opened: Opener) -> None:
    """Whoever comes second finds the article there."""
    stores = [await opened() for _ in range(3)]
    batches = [[made(str(place), f"Text {place}.") for place in range(20)] for _ in stores]
    saved = await asyncio.gather(*(store.save(batch) for store, batch in zip(stores, batches, strict=True)))
    assert 20 == sum(one.outcome == "added" for several in saved for one in several)
    assert list(range(1, 21)) == list(await stores[0].everyone())


async def test_reading_goes_on_while_another_writes(opened: Opener) -> None:
    """A long save holds up no reader, who sees the state before it."""
    one, two = await opened(), await opened()
    await one.save([made("first")])
    batch = [made(f"{place}", f"Tumen {place}. " * 40) for place in range(400)]
    saving = asyncio.ensure_future(one.save(batch))
    seen = set()
    while not saving.done():
        seen.add((await two.find(asking("tumen"), 1)).total)
        await asyncio.sleep(0)
    await saving
    assert {1} <= seen <= {1, 401}
    assert 401 == (await two.find(asking("tumen"), 1)).total


async def test_a_cancelled_save_is_whole_or_absent(opened: Opener) -> None:
    """Giving up on a save leaves the store whole."""
    store = await opened()
    saving = asyncio.ensure_future(store.save([made(str(place), f"Text {place}.") for place in range(50)]))
    await asyncio.sleep(0)
    saving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await saving
    await store.save([made("last", "Last.")])
    assert len(await store.everyone()) in {1, 51}


async def test_opened_for_reading_only_nothing_is_written(opened: Opener) -> None:
    """Everything can be read, and whoever saves is told that nothing can be."""
    writer = await opened()
    await writer.save([made("1")])
    reader = await opened(read_only=True)
    assert [1] == await numbers(reader, asking("tumen"))
    with pytest.raises(StoreError, match="can be read but not written"):
        await reader.save([made("2")])


async def test_a_store_that_is_not_there_cannot_be_read(opened: Opener) -> None:
    """Nothing is made where only reading was asked for."""
    with pytest.raises(StoreError, match="no store"):
        await opened(read_only=True)


async def test_the_version_changes_with_every_change_and_only_then(store: Store) -> None:
    """Saving something new or changed counts; reading, and saving what is there, do not."""
    seen = [await store.version()]
    for batch in ([made("a", "One.")], [made("a", "One.")], [made("a", "Two.")]):
        await store.save(batch)
        await store.find(asking("one"), 1)
        seen.append(await store.version())

    assert seen[0] < seen[1] == seen[2] < seen[3]
