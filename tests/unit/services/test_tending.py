"""What admins add and remove, and SOURCES brought in line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.core.errors import SettingsError, UserError
from bot.core.following import SETTINGS, Adder, health_words
from bot.core.ports import SourceRow, Store
from bot.services.health import with_health
from bot.services.tending import Means, StoreKeeper, bring_in_line, place_of
from bot.store import open_store
from tests.unit.services.following import ADA, Clock, Desk, article, desk, feed
from tests.unit.sources.fetching.served import Site, fetcher_for, page, site

RSS = "application/rss+xml"
OWNER = Adder("terminal", "local")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = await open_store(f"sqlite:///{tmp_path}/store.db", clock=Clock())
    yield opened
    await opened.close()


def keeper(one: Desk, *named: str, adopting: bool = False) -> StoreKeeper:
    """An admin's hand on what a desk follows."""
    adopt = one.follower.adopt if adopting else None
    return StoreKeeper(one.store, Means(lambda: nullcontext(one.looker), one.clock, named, adopt))


def at(served: Site, path: str = "/feed") -> str:
    """An address of the site by name."""
    return f"http://news.test:{served.port}{path}"


async def test_a_feed_that_is_added_is_looked_at_once_and_taken_in(store: Store) -> None:
    """What was seen at the look is taken in, without asking the site a second time."""
    async with site({"/feed": page(feed(1, 2), RSS)}) as served, desk(store, fetcher_for(served)) as one:
        begun = await keeper(one, adopting=True).add(at(served), ADA)
        (source,) = begun.new
        assert ("feed", "Quarrel Herald", 2) == (source.kind, source.title, begun.entries)

        assert [("feed", "new", 2)] == await one.visits(1)
        assert ["/feed"] == served.paths
        assert (ADA, 2) == ((await one.source(at(served))).adder, (await one.source(at(served))).health.articles)


async def test_what_is_added_twice_is_said_so_and_not_asked(store: Store) -> None:
    """A second time, in another spelling, nothing is fetched."""
    async with site({"/feed": page(feed(1), RSS)}) as served, desk(store, fetcher_for(served)) as one:
        await keeper(one, adopting=True).add(at(served), ADA)
        begun = await keeper(one).add(at(served, "/feed/"), ADA)

        assert (1, ()) == (len(begun.known), begun.new)
        assert ["/feed"] == served.paths


async def test_the_page_of_a_feed_that_is_followed_leads_to_it(store: Store) -> None:
    """A site is followed already where its feed is, and what is dead is woken through its page, too."""
    front = page(f'<link rel="alternate" type="{RSS}" href="/feed"><p>News')
    async with site({"/": front, "/feed": page(feed(1), RSS)}) as served, desk(store, fetcher_for(served)) as one:
        await keeper(one, adopting=True).add(at(served), ADA)
        (known,) = (await keeper(one).add(at(served, "/"), ADA)).known
        assert at(served) == known.place
        await store.put_health(replace(known, health=replace(known.health, state="dead", failures=20)))
        (woken,) = (await keeper(one).add(at(served, "/"), ADA)).revived
        assert (known.number, "live") == (woken.number, woken.health.state)


async def test_a_dead_source_is_woken(store: Store) -> None:
    """It is looked at, and asked again as if it were new, with what it brought still counted."""
    async with site({"/feed": page(feed(1), RSS)}) as served, desk(store, fetcher_for(served)) as one:
        await keeper(one, adopting=True).add(at(served), ADA)
        await one.visits(1)
        source = await one.source(at(served))
        await store.put_health(replace(source, health=replace(source.health, state="dead", failures=20)))

        (woken,) = (await keeper(one).add(at(served), ADA)).revived
        assert ("live", 0, 1) == (woken.health.state, woken.health.failures, woken.health.articles)


async def test_a_list_brings_its_feeds(store: Store) -> None:
    """Each is followed by itself, with the name that the list gives it; those known already are counted."""
    listed = "".join(f'<outline text="F{n}" type="rss" xmlUrl="http://f{n}.test/"/>' for n in range(3))
    opml = page(f"<opml><body>{listed}</body></opml>", "text/xml")
    async with site({"/l": opml}) as served, desk(store, fetcher_for(served)) as one:
        await one.follow("http://f1.test/")
        begun = await keeper(one).add(at(served, "/l"), ADA)

    assert (True, ["F0", "F2"], 1) == (begun.listed, [source.title for source in begun.new], len(begun.known))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nothing", "is not there (status 404)."),
        ("/film", "is neither a page nor a feed."),
        ("/lost", "names a feed"),
    ],
)
async def test_what_cannot_be_followed_is_one_clear_line(store: Store, path: str, said: str) -> None:
    """The line begins with what was not done and the address; nothing is followed."""
    front = '<html><link rel="alternate" type="application/rss+xml" href="/page"></html>'
    pages = {"/film": page("\x01\x02 nothing", "video/mp4"), "/page": page(article(1)), "/": page(front)}
    async with site(pages) as served, desk(store, fetcher_for(served)) as one:
        with pytest.raises(UserError, match=r"^Not followed: http://news\.test") as caught:
            await keeper(one).add(at(served, "/" if path == "/lost" else path), ADA)

    assert said in str(caught.value)
    assert [] == list(await store.followed())


@pytest.mark.parametrize("written", ["nonsense", "ftp://news.test/feed", "http://", "javascript://x"])
def test_what_is_no_address_is_refused(written: str) -> None:
    """Nothing but the web and folders is followed."""
    with pytest.raises(UserError):
        place_of(written)


async def test_a_folder_is_followed_from_the_chat_only_below_one_that_the_owner_named(
    store: Store, tmp_path: Path
) -> None:
    """Whoever owns the machine may name any; links out of a named folder lead nowhere."""
    inside, outside = tmp_path / "named" / "deep", tmp_path / "secret"
    inside.mkdir(parents=True)
    outside.mkdir()
    (tmp_path / "named" / "link").symlink_to(outside)
    async with desk(store, fetcher_for()) as one:
        hand = keeper(one, str(tmp_path / "named"))
        for path in (outside, tmp_path / "named" / "link", tmp_path / "named" / ".." / "secret"):
            with pytest.raises(UserError, match="only where it lies below one that SOURCES names"):
                await hand.add(str(path), ADA)
        with pytest.raises(UserError, match="no such file or folder"):
            await hand.add(str(inside / "missing"), ADA)

        assert 1 == len((await hand.add(str(inside), ADA)).new)
        assert 1 == len((await hand.add(str(outside), OWNER)).new)


async def test_sources_are_brought_in_line(store: Store, tmp_path: Path) -> None:
    """New ones come, those taken out go, those that an admin added stay; a second start changes nothing."""
    clock = Clock()
    feeds = ("https://a.test/feed", "https://b.test/feed")
    assert (3, 0) == await bring_in_line(store, (*feeds, str(tmp_path)), clock)
    assert (0, 0) == await bring_in_line(store, (*feeds, str(tmp_path)), clock)
    async with desk(store, fetcher_for(), clock=clock) as one:
        await one.follow("https://c.test/feed")
    assert (1, 2) == await bring_in_line(store, (feeds[0], "https://d.test/feed"), clock)

    found = {source.address: source.adder for source in await store.followed()}
    assert {feeds[0]: SETTINGS, "https://c.test/feed": ADA, "https://d.test/feed": SETTINGS} == found


async def test_a_wrong_part_of_sources_names_the_setting(store: Store) -> None:
    """It is said at start, with an example."""
    with pytest.raises(SettingsError, match=r"SOURCES: 'ftp://a.test/' is not followed.*Example"):
        await bring_in_line(store, ("ftp://a.test/",), Clock())


async def test_what_sources_names_is_paused_and_not_removed(store: Store) -> None:
    """Else the next start would bring it back; what admins added is gone."""
    await bring_in_line(store, ("https://a.test/feed",), Clock())
    async with desk(store, fetcher_for()) as one:
        hand = keeper(one, "https://a.test/feed")
        await one.follow("https://b.test/feed")

        assert [False, True] == [await hand.remove(source) for source in await store.followed()]
        assert ["paused"] == [source.health.state for source in await store.followed()]


async def test_a_source_is_found_by_address_or_name(store: Store) -> None:
    """Names in any letters, where only one source has them."""
    async with site({"/feed": page(feed(1), RSS)}) as served, desk(store, fetcher_for(served)) as one:
        hand = keeper(one, adopting=True)
        await hand.add(at(served), ADA)
        await one.visits(1)

        assert at(served) == (await hand.named("quarrel herald")).address == (await hand.named(at(served))).address
        with pytest.raises(UserError, match="No source 'Nobody' is followed"):
            await hand.named("Nobody")


async def test_sources_for_readers_say_how_they_are(store: Store) -> None:
    """A publisher has the health of the source that brings its articles; one that brought none stands at the end."""
    pages = {"/feed": page(feed(1), RSS), "/bad": web.Response(status=503)}
    async with site(pages) as served, desk(store, fetcher_for(served)) as one:
        await one.follow(at(served), at(served, "/bad"))
        await one.visits(2)
        rows = with_health(await store.sources(), await store.followed(), whole=True)
        bad = health_words((await one.source(at(served, "/bad"))).health)

    assert [("Quarrel Herald", 1, "live"), (at(served, "/bad"), 0, bad)] == [
        (r.name, r.articles, r.health) for r in rows
    ]
    assert "failing since 21 Nov: status 503" == bad
    assert [None] == [row.health for row in with_health([SourceRow("Other", 1, None, None)], (), whole=True)]
