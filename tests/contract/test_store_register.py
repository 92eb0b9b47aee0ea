"""What every store must remember of followed sources; written against `bot.core.register.Register` alone."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.core.following import LEASE, SETTINGS, Adder, Followed, Tried, Validators, after
from bot.core.ports import Store
from bot.core.register import Notice, Wanted
from tests.contract.conftest import START, Opener
from tests.contract.made import made

ADA = Adder("slack", "U1", "T1")
FEED = "https://news.test/feed"


def wanted(address: str = FEED, **fields: object) -> Wanted:
    """A feed that somebody adds."""
    known = {"place": address, "adder": ADA, "due": START, "kind": "feed"} | fields
    return Wanted(address, **known)  # type: ignore[arg-type]


async def following(store: Store, *addresses: str) -> list[Followed]:
    """These sources, entered."""
    await store.follow([wanted(address) for address in addresses])
    return list(await store.followed())


async def claim(store: Store, seconds: float = 0.0, limit: int = 100, per_host: int = 100) -> list[str]:
    """The addresses of those whose turn it is."""
    now = START + timedelta(seconds=seconds)
    return [source.address for source in await store.claim(now, limit, per_host, {})]


async def test_a_source_is_entered_once_in_whatever_spelling(store: Store) -> None:
    """With and without www., scheme and slash it is the same one, and so is the place that it leads to."""
    await store.follow([wanted("https://site.test/", place=FEED)])

    again = [wanted("http://www.site.test"), wanted(FEED), wanted("https://other.test/feed")]
    assert [None, None, 2] == list(await store.follow(again))
    found = await store.followed_at("http://news.test/feed/")
    assert found is not None
    assert ("https://site.test/", FEED, ADA, "feed") == (found.address, found.place, found.adder, found.kind)


async def test_what_is_known_of_a_source_comes_back_as_it_was(opened: Opener) -> None:
    """Everything but who added it may change, and another process reads it."""
    store = await opened()
    (source,) = await following(store, FEED)
    learned = replace(source, title="Herald \udcff", publisher="The Herald", hint=3600.0, place="https://new.test/f")
    learned = replace(learned, validators=Validators('W/"1"', "Sat, 21 Nov 2026 08:12:00 GMT", "abc"))
    then = after(learned, Tried("new", articles=3), START)
    failed = after(then, Tried("failed", "status 503"), START + timedelta(hours=1))

    await store.settle([failed])
    await store.close()

    assert [replace(failed, title="Herald \ufffd")] == list(await (await opened()).followed())


async def test_what_is_due_is_claimed_once(store: Store) -> None:
    """Longest due first; claimed is claimed for the lease, and then it comes again."""
    await store.follow([wanted("https://b.test/"), wanted("https://a.test/", due=START - timedelta(hours=1))])
    await store.follow([wanted("https://later.test/", due=START + timedelta(hours=5))])

    assert ["https://a.test/"] == await claim(store, limit=1)
    assert ["https://b.test/"] == await claim(store)
    assert [] == await claim(store, LEASE - 1)
    assert {"https://a.test/", "https://b.test/"} == set(await claim(store, LEASE * 1.11))


async def test_two_processes_share_what_is_due(opened: Opener) -> None:
    """Each source goes to one of them alone, however they run into each other."""
    first, second = await opened(), await opened()
    await following(first, *(f"https://s{number}.test/" for number in range(60)))

    taken = await asyncio.gather(*(claim(store, limit=7) for _ in range(6) for store in (first, second)))

    assert 60 == len([address for part in taken for address in part])
    assert 60 == len({address for part in taken for address in part})


async def test_no_host_gets_more_than_its_share(store: Store) -> None:
    """Those of one host beyond its share stay due, those of others are not held up by them."""
    await following(store, *(f"https://big.test/{number}" for number in range(5)), "https://small.test/")

    claimed = await store.claim(START, 100, 3, {"big.test": 1})

    assert ["https://big.test/0", "https://big.test/1", "https://small.test/"] == [one.address for one in claimed]
    assert 3 == len(await claim(store))


async def test_a_paused_source_is_left_alone(store: Store) -> None:
    """It is not claimed, and a try that was under way does not wake it."""
    (source,) = await following(store, FEED)
    await store.put_health(replace(source, health=replace(source.health, state="paused")))
    await store.settle([after(source, Tried("same"), START)])

    assert [] == await claim(store, 1e6)
    assert {"paused": 1} == dict(await store.states())
    assert None is await store.next_due()


async def test_a_source_that_was_taken_out_does_not_come_back(store: Store) -> None:
    """What a try that was under way brings is dropped."""
    (source,) = await following(store, FEED)
    await store.unfollow([source.number])
    await store.settle([source])

    assert [] == list(await store.followed())


async def test_a_clock_that_was_set_back_stops_nothing(store: Store) -> None:
    """Sources last asked in what is now the future are asked within their interval, and not all at once."""
    await following(store, *(f"https://s{number}.test/" for number in range(20)))
    claimed = await store.claim(START, 100, 100, {})
    await store.settle([after(source, Tried("same"), START) for source in claimed])
    back = -3600.0 * 24 * 365

    assert [] == await claim(store, back)
    assert 0 < len(await claim(store, back + 24 * 60)) < 20
    assert 20 > len(await claim(store, back + 26 * 60)) > 0


async def test_links_that_are_stored_or_gave_nothing_are_not_new(store: Store) -> None:
    """Until the time that was said for the latter; the order stays."""
    await store.save([made("https://news.test/stored")])
    await store.pass_over({"https://news.test/gone": START + timedelta(days=1)})
    links = ["https://news.test/b", "http://www.news.test/stored/", "https://news.test/gone", "https://news.test/a"]

    assert ["https://news.test/b", "https://news.test/a"] == list(await store.unseen(links, START))
    assert "https://news.test/gone" in await store.unseen(links, START + timedelta(days=2))


async def test_files_of_a_folder_are_remembered(store: Store) -> None:
    """How each looked, until it is gone or the folder is not followed any more."""
    await store.follow([wanted("/srv/articles", kind="folder")])
    await store.saw_files(1, {"/srv/articles/a": "1:2", "/srv/articles/b": "3:4"}, ())
    await store.saw_files(1, {"/srv/articles/a": "5:6"}, ["/srv/articles/b"])

    assert {"/srv/articles/a": "5:6"} == dict(await store.files(1))
    await store.unfollow([1])
    assert {} == dict(await store.files(1))


async def test_news_is_there_until_it_was_told_once(store: Store) -> None:
    """The same news for the same person is kept once; told is told; one who lives again is no news."""
    first, second = await following(store, "https://a.test/", "https://b.test/")
    ada = Notice("dead:1", first.number, "slack", "U1", "A is dead.", START)
    bob = replace(ada, platform="discord", user="7")
    other = Notice("dead:2", second.number, "slack", "U1", "B is dead.", START)
    await store.settle([after(first, Tried("gone"), START)], [ada, bob])
    await store.settle([after(second, Tried("gone"), START)], [ada, other])

    assert [ada, bob, other] == list(await store.notices())
    await store.told(ada, START)
    await store.settle([after(second, Tried("same"), START)], [ada])
    assert [bob] == list(await store.notices())


async def test_answers_know_when_a_source_falls_ill(store: Store) -> None:
    """The version changes with the state, and not with every try."""
    (source,) = await following(store, FEED)
    before = await store.version()
    await store.settle([after(source, Tried("same"), START)])
    same = await store.version()
    await store.settle([after(source, Tried("failed", "status 503"), START)])

    assert before == same < await store.version()


async def test_settings_are_somebody_too(store: Store) -> None:
    """Who added it is kept for sources that SOURCES names."""
    await store.follow([wanted(adder=SETTINGS, kind=None)])

    (source,) = await store.followed()
    assert (SETTINGS, None) == (source.adder, source.kind)
