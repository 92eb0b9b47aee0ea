"""What every store must do to forget: gone at once, gone wholly, and not back by the next round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.core.article import Figure
from bot.core.keeping import AliasPair, Failure
from bot.core.ports import Query, Saved, Store
from tests.contract.conftest import START, Opener, Ticking
from tests.contract.made import FINGERPRINT, asking, made, prepare, raw


async def finish(store: Store) -> None:
    """Sweep until nothing is left to do, then wipe."""
    while await store.sweep(2):
        continue
    assert await store.scrub()


async def test_a_marked_article_is_in_no_answer_from_that_moment(store: Store) -> None:
    """Before anything is deleted no question finds it, and its number leads nowhere."""
    topic = prepare(raw("b", "Guards watch the Tumen.", url="https://x.example/b"), topics=("Tumen",))
    await store.save([made("a", "Guards watch the Yalu."), topic])

    assert 1 == await store.forget([2], "asked")

    assert [1] == [hit.article for hit in (await store.find(asking("guards"), 9)).hits]
    assert 0 == (await store.find(asking("tumen"), 9)).total
    assert [1] == [stored.number for stored in await store.articles([1, 2])]
    assert [1] == [stored.number for stored in await store.latest(9)]
    assert 1 == (await store.totals(FINGERPRINT)).articles
    assert (True, False) == (await store.gone(2), await store.gone(1))
    assert 1 == await store.pending()


async def test_what_was_forgotten_leaves_nothing_behind(store: Store) -> None:
    """Text, revisions, addresses, document, words and topics are gone; the other article has all of its own."""
    doomed = prepare(raw("b", "Zanzibar guards watch.", url="https://x.example/b"), topics=("Zanzibar", "Guards"))
    other = prepare(raw("a", "Guards watch the Yalu."), topics=("Guards",))
    await store.save([other, doomed])
    await store.save([prepare(raw("b", "Zanzibari guards left.", url="https://x.example/b"), topics=("Zanzibar",))])

    await store.forget([2], "asked")
    await finish(store)

    assert (None, None) == (await store.text(2, 1), await store.text(2, 2))
    assert (None, None) == (await store.raw(2), await store.article_at("https://x.example/b"))
    assert [1] == list(await store.everyone())
    assert (1, 0) == ((await store.totals(FINGERPRINT)).revisions, await store.pending())
    assert ["Guards"] == [topic.name for topic in await store.topics("", 9)]
    assert None is await store.spell("zanzibor")
    assert [1] == [hit.article for hit in (await store.find(asking("guards"), 9)).hits]


async def test_what_was_forgotten_does_not_come_in_again(store: Store) -> None:
    """Neither from its addresses, also while it is being deleted, nor as a copy; others do."""
    page = raw("feed#1", "Secret.", url="https://x.example/s?utm_source=feed")
    await store.save([prepare(page)])
    coming = [
        replace(page, text="Secret, changed."), replace(page, location="elsewhere"), raw("copy", "Secret."),
        raw("feed#1", "Another page at the old place.", url="https://x.example/t"), raw("new", "New."),
    ]  # fmt: skip
    await store.forget([1], "asked")
    marked = await store.barred(coming)
    await finish(store)

    assert dict.fromkeys((0, 1, 2), "asked") == dict(marked) == dict(await store.barred(coming))
    assert (True, False) == (
        await store.barred_at("http://www.x.example/s"),
        await store.barred_at("https://x.example/t"),
    )
    saved = await store.save([prepare(document) for document in coming])
    assert ["forgotten", "forgotten", "forgotten", "added", "added"] == [item.outcome for item in saved]


async def test_lines_of_a_file_that_move_up_are_not_taken_for_what_was_forgotten(store: Store) -> None:
    """A numbered line bars its own words, not whatever stands on that line later."""
    await store.save([made("f#line 1", "Secret.")])
    await store.forget([1], "asked")
    await finish(store)

    assert {1: "asked"} == dict(await store.barred([raw("f#line 1", "Next."), raw("f#line 2", "Secret.")]))


async def test_what_was_forgotten_can_be_let_in_again(store: Store) -> None:
    """By its link, by its number, and all of a source by name; each comes in as a new article."""
    pages = [raw(f"page{n}", f"Text {n}.", url=f"https://x.example/{n}", publisher="Post") for n in range(4)]
    await store.save([prepare(page) for page in pages])
    await store.forget([1, 2], "asked")
    await store.forget([3, 4], "asked", "Post")
    await finish(store)

    assert 1 == await store.unforget("http://x.example/0")
    assert 1 == await store.unforget("2")
    assert 2 == await store.unforget("post")
    assert (0, 0) == (await store.unforget("post"), await store.unforget("anything"))
    assert {} == dict(await store.barred(pages))
    assert [Saved("added", 5)] == list(await store.save([prepare(pages[0])]))


async def test_an_article_that_comes_or_is_renewed_while_it_goes_does_not_come_back(store: Store) -> None:
    """A reindex that runs meanwhile, and a newer text from a feed, change nothing."""
    await store.save([made("a", "Secret."), made("b")])
    await store.forget([1], "asked")
    await store.replace(1, made("a", "Secret."))
    await store.save([made("a", "Secret, and more.")])
    assert 0 == (await store.find(asking("secret"), 9)).total
    await finish(store)
    await store.replace(1, made("a", "Secret."))
    assert [2] == list(await store.everyone())


async def test_a_sweep_goes_on_where_it_was_stopped(opened: Opener) -> None:
    """Marks outlive the process that made them."""
    first = await opened()
    await first.save([made(str(n), f"Word{n} here.") for n in range(5)])
    await first.forget([1, 2, 3], "asked")
    assert 2 == await first.sweep(1)
    await first.close()

    second = await opened()
    assert 2 == await second.pending()
    await finish(second)
    assert [4, 5] == list(await second.everyone())


async def test_the_extent_says_what_would_go(store: Store) -> None:
    """Counts, titles, the span of days, and how many have none; numbers of nothing count for nothing."""
    await store.save(
        [made("a", "One.", title="First", published="2024-01-02"), made("b", "Two.", published="2023-05-06"), made("c")]
    )
    await store.save([made("a", "One, changed.", title="First", published="2024-01-02")])
    extent = await store.extent([1, 2, 3, 99])

    assert (3, 4, 1) == (extent.articles, extent.revisions, extent.undated)
    assert (date(2023, 5, 6), date(2024, 1, 2)) == (extent.first, extent.last)
    assert ("First", "article 2", "article 3") == extent.titles


async def test_a_source_is_meant_by_its_whole_name_alone(store: Store) -> None:
    """Publisher, host or place; not a part of one."""
    await store.save(
        [
            made("/docs/a.txt", "One.", publisher="Yalu Monitor"),
            made("b", "Two.", url="https://www.yalu.example/b"),
            made("c", "Three.", publisher="Yalu"),
        ]
    )
    named = {
        name: list(await store.of_source(name)) for name in ("yalu monitor", "YALU", "yalu.example", "/docs", "ya")
    }

    assert {"yalu monitor": [1], "YALU": [3], "yalu.example": [2], "/docs": [1], "ya": []} == named


async def test_a_source_without_articles_is_listed_no_more(store: Store) -> None:
    """And the next source is not taken for it."""
    await store.save([made("a", publisher="Post"), made("b", "Two.", publisher="Wire")])
    await store.sources()
    await store.forget(await store.of_source("Wire"), "asked", "Wire")
    await finish(store)
    assert ["Post"] == [row.name for row in await store.sources()]
    await store.save([made("c", "Three.", publisher="Courier")])
    assert ["Courier", "Post"] == sorted(row.name for row in await store.sources())
    assert 0 == (await store.find(Query(source="wire"), 9)).total


async def test_kept_lines_that_name_it_go_with_it(store: Store) -> None:
    """By reference, number, address or title; other lines stay."""
    await store.save([made("a", title="The Plan", url="https://x.example/plan"), made("b", "Two.")])
    lines = {
        "1": "/why 1:3-9", "2": "/why 1.2:3-9", "3": "/article 1", "4": "/find the plan again",
        "5": "/article https://x.example/plan", "6": "/why 11:3-9", "7": "/article 2", "8": "/brief yalu",
    }  # fmt: skip
    await store.keep_lines(lines)
    await store.forget([1], "asked")
    await finish(store)

    assert {"6", "7", "8"} == {token for token in lines if await store.line(token)}


async def test_retention_counts_from_arrival_or_the_last_change(opened: Opener) -> None:
    """What came in before a moment and has stood still since is old, dated or not."""
    clock = Ticking()
    store = await opened(clock=clock)
    await store.save([made("a", "One."), made("b", "Two.", published="2001-01-01")])
    clock.now += timedelta(days=10)
    await store.save([made("a", "One, changed."), made("c", "Three.")])

    assert [2] == list(await store.unchanged_since(START + timedelta(days=5)))
    assert [1, 2, 3] == list(await store.unchanged_since(START + timedelta(days=50)))


async def test_what_was_too_old_comes_in_again_only_when_articles_are_kept_longer(store: Store) -> None:
    """Its feed may list it for years: it stays out, until the time is made longer; what an admin forgot stays out."""
    old, asked = raw("a", "Old."), raw("b", "Asked.")
    await store.save([prepare(old), prepare(asked)])
    await store.set_retention(30)
    await store.forget([1], "age")
    await store.forget([2], "asked")
    await finish(store)

    assert 30 == await store.retention()
    assert {0: "age", 1: "asked"} == dict(await store.barred([old, asked]))
    await store.set_retention(20)
    assert {0: "age", 1: "asked"} == dict(await store.barred([old, asked]))
    await store.set_retention(None)
    assert {1: "asked"} == dict(await store.barred([old, asked]))
    assert None is await store.retention()


async def test_names_are_kept_and_change_the_version(opened: Opener) -> None:
    """Another process that has the store open sees by the version that there are other names."""
    store, other = await opened(), await opened()
    before = await other.version()
    await store.set_aliases([AliasPair("Peking", "China"), AliasPair("ROK")], [])
    changed = await other.version()
    await store.set_aliases([], [AliasPair("ROK")])

    assert before < changed < await other.version()
    assert [AliasPair("Peking", "China")] == list(await other.aliases())


async def test_failures_are_counted_by_reason(opened: Opener) -> None:
    """The commonest first, each with its newest example, those of some days ago no more."""
    clock = Ticking()
    store = await opened(clock=clock)
    await store.note_failures([Failure("old", "is gone", True)])
    clock.now += timedelta(days=8)
    await store.note_failures([Failure("a", "is empty", False), Failure("b", "is cut off", True)])
    await store.note_failures([Failure("c", "is empty", False), Failure("a", "is empty", False)])
    counts = await store.failures(START, 9)

    assert [("is empty", 2, False), ("is cut off", 1, True)] == [(c.reason, c.count, c.failed) for c in counts]
    assert counts[0].example in {"a", "c"}
    assert clock.now == counts[0].at
    assert 1 == len(await store.failures(clock.now, 9))


async def test_a_whole_store_is_found_whole(store: Store) -> None:
    """The check reads every page, and what it found is remembered."""
    await store.save([made("a")])
    assert None is await store.checked()
    checked = await store.check()
    assert None is checked.fault
    assert checked == await store.checked()


async def test_figures_of_the_forgotten_do_not_stay_in_the_numbers(store: Store) -> None:
    """The store counts what is there, after many came and went."""
    figure = Figure(0, 3, 12, None, None, "=", "guard", "", None, False, None)
    await store.save([prepare(raw(str(n), f"12{n} guards."), figures=(figure,)) for n in range(30)])
    await store.forget(list(range(1, 30, 2)), "asked")
    await finish(store)

    assert list(range(2, 31, 2)) == list(await store.everyone())
    assert 15 == (await store.find(asking("guards"), 99)).total == (await store.totals(FINGERPRINT)).articles
