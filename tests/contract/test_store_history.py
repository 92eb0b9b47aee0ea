"""What every store must remember of how the text of an article changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.history import Change
from bot.core.ports import Saved, Store
from tests.contract.conftest import START
from tests.contract.made import FINGERPRINT, asking, made, prepare, raw

PAGE = "https://x.example/fence"
OLD, NEW = "The fence is 40 km long.", "The fence is 14 km long."


def minute(number: int) -> timedelta:
    """So many looks at the clock after the start."""
    return timedelta(minutes=number)


async def test_an_edit_is_remembered_with_its_time(store: Store) -> None:
    """A changed page is an edit of its publisher: from which revision to which, and when."""
    await store.save([made("a", OLD)])
    await store.save([made("a", NEW)])
    assert [Change(1, 1, 2, START + minute(2), "edit")] == list(await store.changes(1, 9))
    before, after = await store.revision(1, 1), await store.revision(1, 2)
    assert before is not None
    assert after is not None
    assert (OLD, NEW) == (before.text, after.text)
    assert None is await store.revision(1, 3)


async def test_another_pipeline_is_no_edit(store: Store) -> None:
    """The same page cleaned otherwise is our doing; a changed page prepared by a newer pipeline may be either's."""
    document = raw("a", f"Menu. {OLD}")
    await store.save([prepare(document)])
    await store.replace(1, prepare(document, text=OLD, fingerprint="f2"))
    await store.save([made("a", NEW)])
    assert ["either", "pipeline"] == [change.cause for change in await store.changes(1, 9)]
    assert [] == list(await store.edited_since(START, 9))


async def test_a_page_that_goes_back_makes_no_revision(store: Store) -> None:
    """A to B and back to A points at the first revision again, however often; each turn is remembered."""
    for text in (OLD, NEW, OLD, NEW, OLD):
        await store.save([made(PAGE, text)])
    (stored,) = await store.articles([1])
    assert (1, OLD) == (stored.revision, stored.article.text)
    assert [(2, 1), (1, 2), (2, 1), (1, 2)] == [(c.before, c.after) for c in await store.changes(1, 9)]
    assert 2 == len([proof async for proof in store.proofs()])
    assert ([1], []) == ([hit.article for hit in (await store.find(asking("40"), 9)).hits],
                         [hit.article for hit in (await store.find(asking("14"), 9)).hits])  # fmt: skip
    assert [Saved("updated", 1)] == list(await store.save([made(PAGE, "A third text.")]))
    assert 3 == (await store.articles([1]))[0].revision


async def test_an_archive_with_two_versions_of_a_page_is_known_as_a_whole(store: Store) -> None:
    """Both captures are known from then on, so that taking the archive in again changes nothing."""
    captures = [raw(f"x.warc#{PAGE} {day}", text, url=PAGE) for day, text in (("1", OLD), ("2", NEW))]
    await store.save([prepare(capture) for capture in captures])
    assert {0, 1} == await store.known(captures, FINGERPRINT)
    assert [Saved("unchanged", 1)] == list(await store.save([prepare(captures[1])]))
    assert NEW == (await store.articles([1]))[0].article.text


async def test_a_page_seen_itself_that_goes_back_is_noticed(store: Store) -> None:
    """An earlier text is no reason to look away: the page itself gave the newer one last."""
    await store.save([made(PAGE, OLD, url=PAGE), made(PAGE, NEW, url=PAGE)])
    back = raw(PAGE, OLD, url=PAGE)
    assert frozenset() == await store.known([back], FINGERPRINT)
    assert [Saved("updated", 1)] == list(await store.save([prepare(back)]))
    assert {0} == await store.known([back], FINGERPRINT)


async def test_edits_since_a_moment_are_listed_by_article(store: Store) -> None:
    """Each article once, from before its first edit to after its last; what was taken back is none."""
    await store.save([made("a", "One."), made("b", "One of b."), made("c", "One of c.")])
    await store.save([made("a", "Two.")])
    await store.save([made("b", "Two of b.")])
    await store.save([made("a", "Three.")])
    await store.save([made("c", "Two of c.")])
    await store.save([made("c", "One of c.")])
    assert [Change(1, 1, 3, START + minute(4), "edit"), Change(2, 1, 2, START + minute(3), "edit")] == list(
        await store.edited_since(START + minute(1), 9)
    )
    assert [Change(1, 2, 3, START + minute(4), "edit")] == list(await store.edited_since(START + minute(3), 9))
    assert 1 == len(await store.edited_since(START, 1))


async def test_history_is_bounded(store: Store) -> None:
    """A page that goes back and forth for ever leaves its latest fifty changes."""
    for place in range(60):
        await store.save([made(PAGE, (OLD, NEW)[place % 2])])
    assert 50 == len(await store.changes(1, 99))


async def test_a_title_alone_is_no_change_of_the_text(store: Store) -> None:
    """Another headline over the same text leaves no trace in the history."""
    await store.save([made("a", OLD, title="Old")])
    await store.save([replace(made("a", OLD, title="New"))])
    assert [] == list(await store.changes(1, 9))
