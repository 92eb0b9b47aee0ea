"""Following sources against sites on 127.0.0.1: what each answer does, and what two processes and kills must not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.core.errors import StoreFull
from bot.core.following import ASK_DEAD, LEASE, SETTINGS
from bot.core.ports import Store
from bot.core.register import Wanted
from bot.store import open_store
from tests.unit.services.following import Clock, article, desk, feed, until
from tests.unit.sources.fetching.served import Site, fetcher_for, page, raw_site, redirect_to, site, writes

RSS = "application/rss+xml"


@pytest.fixture
def clock() -> Clock:
    """The time of the store and of whoever follows."""
    return Clock()


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    """An empty store."""
    opened = await open_store(f"sqlite:///{tmp_path}/store.db", clock=clock)
    yield opened
    await opened.close()


def conditional(body: str, tag: str = '"1"', kind: str = RSS) -> object:
    """A page that knows its own mark."""

    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(body=body.encode(), headers={"Content-Type": kind, "ETag": tag})

    return answer


def at(served: Site, path: str = "/feed", host: str = "news.test") -> str:
    """An address of the site by a name."""
    return f"http://{host}:{served.port}{path}"


async def test_a_feed_brings_its_articles_and_then_costs_one_304(store: Store, clock: Clock) -> None:
    """Whole entries are articles; an unchanged feed is asked once, conditionally, and nothing is read."""
    async with site({"/feed": conditional(feed(1, 2))}) as served, desk(store, fetcher_for(served), clock=clock) as one:
        await one.follow(at(served))
        assert [("feed", "new", 2)] == await one.visits(1)
        read = one.hands.items
        clock.on(hours=1)
        assert ("feed", "same", 0) == (await one.visits(2))[1]

        source = await one.source(at(served))
        assert ("Quarrel Herald", 2, "live") == (source.title, source.health.articles, source.health.state)
        assert ["/feed", "/feed"] == served.paths
        assert '"1"' == served.asked[1].headers["If-None-Match"]
        assert read == one.hands.items
        assert 2 == len(await store.latest(10))


async def test_a_body_that_is_the_same_is_not_read_again(store: Store, clock: Clock) -> None:
    """A site that knows no conditions costs a download and no reading."""
    async with site({"/feed": page(feed(1), RSS)}) as served, desk(store, fetcher_for(served), clock=clock) as one:
        await one.follow(at(served))
        await one.visits(1)
        read = one.hands.items
        clock.on(hours=1)

        assert ("feed", "same", 0) == (await one.visits(2))[1]
        assert read == one.hands.items


async def test_entries_that_are_summaries_bring_the_pages_behind_them_once(store: Store, clock: Clock) -> None:
    """What is stored or gave nothing is not fetched again when the feed changes."""
    items = (
        "<item><title>Weir 1 opens</title><link>/weir/1</link></item><item><link>/gone</link><title>G</title></item>"
    )
    pages: dict[str, object] = {
        "/feed": page(feed(extra=items), RSS),
        "/weir/1": page(article(1)),
        "/weir/2": page(article(2)),
    }
    async with site(pages) as served, desk(store, fetcher_for(served), clock=clock) as one:  # type: ignore[arg-type]
        pages["/feed"] = page(feed(extra=items).replace("http://news.test/", at(served, "/")), RSS)
        await one.follow(at(served))
        assert [("feed", "new", 1)] == await one.visits(1)
        more = items + "<item><title>Weir 2 opens</title><link>/weir/2</link></item>"
        pages["/feed"] = page(feed(extra=more).replace("http://news.test/", at(served, "/")), RSS)
        clock.on(hours=1)

        assert ("feed", "new", 1) == (await one.visits(2))[1]
        assert ["/feed", "/robots.txt", "/weir/1", "/gone", "/feed", "/weir/2"] == served.paths


async def test_gone_is_dead_at_once_and_told_once(store: Store, clock: Clock) -> None:
    """410 ends it; whoever added it has one notice; a week later it may come back."""
    pages: dict[str, object] = {"/feed": web.Response(status=410)}
    async with site(pages) as served, desk(store, fetcher_for(served), clock=clock) as one:  # type: ignore[arg-type]
        await one.follow(at(served))
        assert [("feed", "gone", 0)] == await one.visits(1)
        source = await one.source(at(served))
        (notice,) = await store.notices()
        assert "dead" == source.health.state
        assert ("slack", "U1") == (notice.platform, notice.user)
        assert "is gone for good (status 410)" in notice.words

        pages["/feed"] = page(feed(1), RSS)
        clock.on(seconds=ASK_DEAD * 1.11)
        assert ("feed", "new", 1) == (await one.visits(2))[1]
        assert "live" == (await one.source(at(served))).health.state
        assert [] == list(await store.notices())


@pytest.mark.parametrize(("other", "state"), [(500, "failing"), (200, "dead")], ids=["nothing reached", "another well"])
async def test_no_source_dies_while_none_can_be_reached(store: Store, clock: Clock, other: int, state: str) -> None:
    """After a week of failures it is dead if another source answers; else the fault may be on our side."""
    pages = {
        "/feed": web.Response(status=500),
        "/other": page(feed(1), RSS) if other == 200 else web.Response(status=500),
    }
    async with site(pages) as served, desk(store, fetcher_for(served), clock=clock) as one:  # type: ignore[arg-type]
        await one.follow(at(served, "/other"))
        await one.visits(1)
        await one.follow(at(served))
        await one.visits(2)
        source = await one.source(at(served))
        since = clock() - timedelta(days=8)
        await store.put_health(
            replace(source, health=replace(source.health, due=clock(), failures=20, failing_since=since))
        )
        one.follower.wake()
        await one.visits(3)

        assert state == (await one.source(at(served))).health.state
        assert (state == "dead") == bool(await store.notices())


async def test_what_a_site_says_at_the_first_visit_counts_as_later(store: Store, clock: Clock) -> None:
    """Of a source that was never looked at, 410 is its end and Retry-After is waited for."""
    later = web.Response(status=429, headers={"Retry-After": "7200"})
    pages = {"/gone": web.Response(status=410), "/later": later}
    async with site(pages) as served, desk(store, fetcher_for(served), ["slack:U1"], clock) as one:  # type: ignore[arg-type]
        named = [Wanted(at(served, path), at(served, path), SETTINGS, clock()) for path in pages]
        await store.follow(named)
        await one.visits(2)
        gone, waiting = [await one.source(at(served, path)) for path in pages]

        assert ("dead", "failing") == (gone.health.state, waiting.health.state)
        assert 7200 <= (waiting.health.due - clock()).total_seconds()
        assert ["U1"] == [notice.user for notice in await store.notices()]


async def test_a_redirect_for_good_changes_the_address_when_it_answers_well(store: Store, clock: Clock) -> None:
    """301 to a feed is kept, 301 to a failure and 302 are not."""
    pages = {
        "/moved": redirect_to("/feed", 301),
        "/lost": redirect_to("/nothing", 301),
        "/lent": redirect_to("/other", 302),
        "/feed": page(feed(1), RSS),
        "/other": page(feed(2), RSS),
    }
    async with site(pages) as served, desk(store, fetcher_for(served), clock=clock) as one:
        await one.follow(at(served, "/moved"), at(served, "/lost"), at(served, "/lent"))
        await one.visits(3)

        places = [(await one.source(at(served, path))).place for path in ("/moved", "/lost", "/lent")]
        assert [at(served, "/feed"), at(served, "/lost"), at(served, "/lent")] == places


async def test_retry_after_is_obeyed(store: Store, clock: Clock) -> None:
    """A site that asks to be left alone for five hours is, whatever the interval."""
    busy = web.Response(status=429, headers={"Retry-After": "18000"})
    async with site({"/feed": busy}) as served, desk(store, fetcher_for(served), clock=clock) as one:
        await one.follow(at(served))
        await one.visits(1)

        source = await one.source(at(served))
        assert timedelta(hours=5) <= source.health.due - clock.now
        assert ("failing", "status 429") == (source.health.state, source.health.reason)


async def test_an_endless_feed_fails_and_stops_nobody(store: Store, clock: Clock) -> None:
    """What never ends is cut off at the limit; the next source is asked meanwhile."""
    endless = writes(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss>", endless=b"<item>" * 20_000)
    async with (
        raw_site(endless) as bad,
        site({"/feed": page(feed(1), RSS)}) as good,
        desk(store, fetcher_for(bad, good), clock=clock) as one,
    ):
        await one.follow(at(bad, host="endless.test"), at(good))
        await one.visits(2)

        said = (await one.source(at(bad, host="endless.test"))).health.reason
        assert "it is more than 10 MB, the limit for one document" == said
        assert 1 == (await one.source(at(good))).health.articles


async def test_a_feed_that_becomes_a_page_fails_with_what_it_is(store: Store, clock: Clock) -> None:
    """A domain that was sold is not taken for articles."""
    async with site({"/feed": page(article(1))}) as served, desk(store, fetcher_for(served), clock=clock) as one:
        await one.follow(at(served))
        await one.visits(1)

        assert "is a page now and no feed; add it again" == (await one.source(at(served))).health.reason
        assert [] == list(await store.latest(10))


async def test_a_page_that_changes_is_a_new_revision(store: Store, clock: Clock) -> None:
    """The same address with another text is the same article, and its older text is kept."""
    pages = {"/page": page(article(1))}
    async with site(pages) as served, desk(store, fetcher_for(served), clock=clock) as one:
        await one.follow(at(served, "/page"), kind="page")
        await one.visits(1)
        pages["/page"] = page(article(1).replace("on Tuesday", "late on Wednesday"))
        clock.on(hours=1)

        assert ("page", "new", 0) == (await one.visits(2))[1]
        (stored,) = await store.latest(10)
        assert 2 == stored.revision
        assert "late on Wednesday" in stored.article.text


async def test_a_sitemap_brings_its_new_pages_the_newest_first_and_the_rest_later(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long list is gone through over several visits; what is known already is not fetched."""
    monkeypatch.setattr("bot.services.visiting.PAGES", 2)
    urls = "".join(f"<url><loc>/weir/{n}</loc><lastmod>2024-03-0{n}</lastmod></url>" for n in (1, 2, 3))
    listed = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    pages = {f"/weir/{n}": page(article(n)) for n in (1, 2, 3)} | {"/map.xml": page(listed, "application/xml")}
    async with site(pages) as served, desk(store, fetcher_for(served), clock=clock) as one:
        await one.follow(at(served, "/map.xml"), kind=None)
        assert [("sitemap", "new", 2)] == await one.visits(1)
        assert ["/map.xml", "/robots.txt", "/weir/3", "/weir/2"] == served.paths
        clock.on(hours=1)

        assert [("sitemap", "new", 1)] == (await one.visits(2))[1:]
        assert ["/map.xml", "/weir/1"] == served.paths[4:]


async def test_a_front_page_leads_to_its_feed(store: Store, clock: Clock) -> None:
    """What SOURCES names as a site is followed as the feed that the site names."""
    front = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
    async with (
        site({"/": page(front), "/feed": page(feed(1), RSS)}) as served,
        desk(store, fetcher_for(served), clock=clock) as one,
    ):
        await one.follow(at(served, "/"), kind=None)
        await one.visits(1)

        source = await one.source(at(served, "/"))
        assert ("feed", at(served, "/feed"), 1) == (source.kind, source.place, source.health.articles)


async def test_two_followers_of_one_store_ask_each_source_once(tmp_path: Path, clock: Clock) -> None:
    """Whatever both see as due, one of them asks."""
    url = f"sqlite:///{tmp_path}/store.db"
    first, second = await open_store(url, clock=clock), await open_store(url, clock=clock)
    async with (
        site({f"/{n}": page(feed(n), RSS) for n in range(30)}) as served,
        desk(first, fetcher_for(served), clock=clock) as one,
        desk(second, fetcher_for(served), clock=clock) as two,
    ):
        await one.follow(*(at(served, f"/{n}", f"s{n}.test") for n in range(30)))
        two.follower.wake()
        await until(lambda: len(one.seen.outcomes) + len(two.seen.outcomes) == 30)
        one.follower.wake()
        two.follower.wake()

    assert sorted(f"/{n}" for n in range(30)) == sorted(served.paths)
    await first.close()
    await second.close()


async def test_a_kill_between_claim_and_write_neither_repeats_nor_forgets(store: Store, clock: Clock) -> None:
    """What was claimed by a process that is gone is asked when its lease is over, unconditionally, and not before."""
    async with site({"/feed": conditional(feed(1))}) as served:
        async with desk(store, fetcher_for(served), clock=clock) as killed:
            asked = asyncio.Event()

            async def never(_source: object) -> None:
                asked.set()
                await asyncio.Event().wait()

            killed.looker.look = never  # type: ignore[method-assign, assignment]
            await killed.follow(at(served), kind=None)
            await asked.wait()
        async with desk(store, fetcher_for(served), clock=clock) as one:
            clock.on(seconds=LEASE - 1)
            assert 0 == await one.follower.round()
            clock.on(seconds=LEASE * 0.11 + 1)
            assert [("feed", "new", 1)] == await one.visits(1)

    assert ["/feed"] == served.paths


async def test_what_cannot_be_saved_is_not_taken_for_known(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The marks of a body are kept only when its articles are in: the next visit brings them."""
    async with site({"/feed": conditional(feed(1))}) as served, desk(store, fetcher_for(served), clock=clock) as one:
        broken = asyncio.Event()

        async def full(_batch: object) -> None:
            broken.set()
            raise StoreFull("no room left")

        with monkeypatch.context() as patch:
            patch.setattr(store, "save", full)
            await one.follow(at(served))
            await broken.wait()
            await until(lambda: not one.follower.busy)
        clock.on(seconds=LEASE * 1.11)

        assert [("feed", "new", 1)] == await one.visits(1)
        assert [None, None] == [request.headers.get("If-None-Match") for request in served.asked]


async def test_a_page_that_cannot_be_prepared_fails_at_its_first_look(store: Store, clock: Clock) -> None:
    """Also where an admin's look is what is taken in: the reason is the source's, not the store's."""
    empty = page("<html><body></body></html>")
    async with site({"/page": empty}) as served, desk(store, fetcher_for(served), clock=clock) as one:
        await one.follow(at(served, "/page"), kind=None)
        await one.visits(1)

        health = (await one.source(at(served, "/page"))).health
        assert ("failing", True) == (health.state, bool(health.reason))


async def test_nobody_to_tell_is_shown_to_whoever_looks(store: Store, clock: Clock) -> None:
    """A source of SOURCES is told to every admin, without one to nobody in particular."""
    async with (
        site({"/feed": web.Response(status=410)}) as served,
        desk(store, fetcher_for(served), ["slack:U2", "discord:7"], clock) as one,
    ):
        await one.follow(at(served), adder=SETTINGS)
        await one.visits(1)

    assert [("slack", "U2"), ("discord", "7")] == [(n.platform, n.user) for n in await store.notices()]
