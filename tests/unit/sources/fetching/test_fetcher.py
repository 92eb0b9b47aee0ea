"""Mirrors bot/sources/fetching/fetcher.py: ordinary sites, end to end."""

from __future__ import annotations

import asyncio
import tracemalloc
from dataclasses import replace

import pytest
from aiohttp import web

from bot import __version__
from bot.core.errors import FetchError, FetchRefused
from bot.core.ports import Fetch, Fetched, Fetcher
from bot.sources.fetching import GuardedFetcher, user_agent
from tests.unit.sources.fetching.served import QUICK, fetcher_for, packed, page, redirect_to, site, tls_site
from tests.unit.sources.fetching.tricks import BAD_HOSTS, REFUSED_HOSTS


async def test_a_page_comes_with_what_its_head_says() -> None:
    """Body, type, charset, validators and freshness are handed over; the request says who asks."""
    answer = page("grün", "Text/HTML; Charset=UTF-8", ETag='"1"', Last_Modified="Mon, 01", Cache_Control="max-age=60")
    async with site({"/a": answer}) as served, fetcher_for(served) as fetcher:
        got = await fetcher.fetch(Fetch(f"{served.url}/a#part", kinds=("page",)))

    wanted = Fetched(
        url=f"{served.url}/a",
        status=200,
        body="grün".encode(),
        content_type="text/html",
        charset="utf-8",
        etag='"1"',
        modified="Mon, 01",
        expires=60.0,
    )
    assert wanted == got
    assert user_agent() == served.asked[0].headers["User-Agent"]
    assert "gzip, deflate" == served.asked[0].headers["Accept-Encoding"]


def test_the_user_agent_is_honest() -> None:
    """It names the program and its version, and a contact where there is one."""
    assert f"Sitrep/{__version__} (briefing bot)" == user_agent()
    assert f"Sitrep/{__version__} (+https://example.org/bot)" == user_agent("https://example.org/bot")


async def test_an_unchanged_document_costs_one_304() -> None:
    """Validators go out as they came in, and 304 is a result without a body."""

    async def answer(request: web.Request) -> web.Response:
        known = request.headers.get("If-None-Match") == '"1"' and "If-Modified-Since" in request.headers
        return web.Response(status=304, headers={"ETag": '"1"'}) if known else page("body")

    async with site({"/feed": answer}) as served, fetcher_for(served) as fetcher:
        got = await fetcher.fetch(Fetch(f"{served.url}/feed", '"1"', "Mon, 01 Jan 2024 00:00:00 GMT", ("feed",)))

    assert (304, b"", '"1"') == (got.status, got.body, got.etag)


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        ([301], 1),
        ([308, 301], 2),
        ([301, 302], 1),
        ([302, 301], None),
        ([303], None),
        ([307, 308], None),
    ],
)
async def test_only_a_way_that_is_permanent_from_its_start_moves_an_address(
    statuses: list[int], moved: int | None
) -> None:
    """`moved` is the end of the permanent steps that the way begins with."""
    steps = {f"/{place}": redirect_to(f"/{place + 1}", status) for place, status in enumerate(statuses)}
    async with site({**steps, f"/{len(statuses)}": page()}) as served, fetcher_for(served) as fetcher:
        got = await fetcher.fetch(Fetch(f"{served.url}/0"))

    assert f"{served.url}/{len(statuses)}" == got.url
    assert (None if moved is None else f"{served.url}/{moved}") == got.moved


async def test_an_address_does_not_move_to_where_nothing_is() -> None:
    """A permanent redirect to an error is not believed."""
    async with site({"/a": redirect_to("/gone", 301)}) as served, fetcher_for(served) as fetcher:
        got = await fetcher.fetch(Fetch(f"{served.url}/a"))

    assert (404, None) == (got.status, got.moved)


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 503])
async def test_refusals_are_answers(status: int) -> None:
    """The caller learns the status and how long to wait, whatever the error page's type and length."""
    refusal = web.Response(
        status=status, body=b"x" * 9_000_000, headers={"Content-Type": "video/mp4", "Retry-After": "120"}
    )
    async with site({"/a": refusal}) as served, fetcher_for(served) as fetcher:
        got = await fetcher.fetch(Fetch(f"{served.url}/a", kinds=("feed",)))

    assert (status, b"", 120.0) == (got.status, got.body, got.retry_after)


async def test_a_compressed_page_is_unpacked() -> None:
    """What comes out is what the site meant."""
    async with site({"/a": packed(b"word " * 100_000)}) as served, fetcher_for(served) as fetcher:
        got = await fetcher.fetch(Fetch(f"{served.url}/a", kinds=("page",)))

    assert b"word " * 100_000 == got.body


async def test_a_wrong_type_is_refused_before_its_body_is_read() -> None:
    """A film where a feed was asked for is refused in one line that names both."""
    async with site({"/a": page("x" * 1_000_000, "video/mp4")}) as served, fetcher_for(served) as fetcher:
        with pytest.raises(FetchError) as refusal:
            await fetcher.fetch(Fetch(f"{served.url}/a", kinds=("feed", "page")))

    assert f"{served.url}/a: it sends video/mp4, where a feed or page was asked for" == str(refusal.value)


async def test_every_trick_is_refused_behind_a_redirect() -> None:
    """A site that is itself allowed cannot send us to any refused place, under any of its spellings."""
    hosts = [host for host, _ in REFUSED_HOSTS] + BAD_HOSTS
    steps = {f"/{place}": redirect_to(f"http://{host}/latest/meta-data/") for place, host in enumerate(hosts)}
    async with site(steps) as served, fetcher_for(served) as fetcher:
        for place in range(len(hosts)):
            with pytest.raises(FetchRefused, match=rf"^{served.url}/{place}: it leads to .+: ") as refusal:
                await fetcher.fetch(Fetch(f"{served.url}/{place}"))
            assert 1 == len(str(refusal.value).splitlines())

    assert len(hosts) == len(served.asked)


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://127.0.0.1/",
        "javascript:alert(1)",
        "data:text/html,hello",
        "http://",
        "http://user:hunter2@example.org/",
        "https://example.org:6667/",
        "http://[::1",
        "//127.0.0.1:1/",
        "http://" + "a" * 5_000,
    ],
)
async def test_redirects_lead_to_the_web_alone(location: str) -> None:
    """No other scheme, no password, no port of another trade."""
    async with site({"/a": redirect_to(location)}) as served, fetcher_for(served) as fetcher:
        with pytest.raises(FetchError) as refusal:
            await fetcher.fetch(Fetch(f"{served.url}/a"))

    assert ["/a"] == served.paths
    assert "hunter2" not in str(refusal.value)


async def test_another_port_of_an_allowed_host_stays_closed() -> None:
    """An allowance holds for one service: a redirect to its neighbour is refused and never connected to."""
    async with (
        site({}) as neighbour,
        site({"/a": redirect_to(f"{neighbour.url}/secret")}) as served,
        fetcher_for(served) as fetcher,
    ):
        with pytest.raises(FetchRefused, match="loopback"):
            await fetcher.fetch(Fetch(f"{served.url}/a"))

    assert [] == neighbour.paths


async def test_redirects_end() -> None:
    """A circle is told as one, and a way of over ten steps is given up."""
    long = {f"/{place}": redirect_to(f"/{place + 1}") for place in range(20)}
    circle = {"/a": redirect_to("/b"), "/b": redirect_to("/a")}
    async with site({**long, **circle, "/c": web.Response(status=302)}) as served, fetcher_for(served) as fetcher:
        with pytest.raises(FetchError, match="over 10 times"):
            await fetcher.fetch(Fetch(f"{served.url}/0"))
        with pytest.raises(FetchError, match="circle"):
            await fetcher.fetch(Fetch(f"{served.url}/a"))
        with pytest.raises(FetchError, match="without saying where"):
            await fetcher.fetch(Fetch(f"{served.url}/c"))

    assert 11 + 2 + 1 == len(served.paths)


async def test_nothing_of_ours_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cookies are not kept, and neither a proxy nor credentials of the environment are used."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with site({"/a": redirect_to("/b"), "/b": page(Set_Cookie="id=1")}) as served, fetcher_for(served) as fetcher:
        for _ in range(2):
            await fetcher.fetch(Fetch(f"{served.url}/a"))

    for request in served.asked:
        assert {"Cookie", "Authorization", "Referer"}.isdisjoint(request.headers)


async def test_a_name_is_pinned_to_the_answer_that_was_checked() -> None:
    """A name server that names an inner address the second time is refused then, and asked once a connection."""
    answers = [["127.0.0.1"], ["10.0.0.1"]]

    async def lookup(_host: str, _port: int) -> list[str]:
        return answers.pop(0)

    async with (
        site({"/a": page(Connection="close")}) as served,
        GuardedFetcher(limits=QUICK, allow=served.allow, lookup=lookup) as fetcher,
    ):
        got = await fetcher.fetch(Fetch(f"http://rebind.test:{served.port}/a"))
        assert 1 == len(answers)
        with pytest.raises(FetchRefused, match=r"10\.0\.0\.1 is a private address; set FETCH_PRIVATE=true"):
            await fetcher.fetch(Fetch(f"http://rebind.test:{served.port}/a"))

    assert 200 == got.status
    assert [f"rebind.test:{served.port}"] == [request.host for request in served.asked]


@pytest.mark.parametrize(
    "addresses", [["8.8.8.8", "10.0.0.1"], ["::1"], ["169.254.169.254"], ["::ffff:127.0.0.1"], ["fe80::1%eth0"]]
)
async def test_one_refused_address_refuses_the_name(addresses: list[str]) -> None:
    """A name with any inner address is not connected to, whatever else it has."""

    async def lookup(_host: str, _port: int) -> list[str]:
        return addresses

    async with GuardedFetcher(limits=QUICK, lookup=lookup) as fetcher:
        with pytest.raises(FetchRefused):
            await fetcher.fetch(Fetch("https://mixed.test/"))


async def test_a_name_without_address_is_told() -> None:
    """An unknown name is one line that names it."""

    async def lookup(_host: str, _port: int) -> list[str]:
        return []

    async with GuardedFetcher(limits=QUICK, lookup=lookup) as fetcher:
        with pytest.raises(FetchError, match=r"^http://gone\.test/: no address is known for the name gone\.test"):
            await fetcher.fetch(Fetch("http://gone.test/"))


async def test_the_setting_opens_this_machine() -> None:
    """With FETCH_PRIVATE a feed on this machine is fetched, by number and by name."""
    async with site({"/a": page()}) as served, GuardedFetcher(private=True, limits=QUICK) as fetcher:
        for host in ("127.0.0.1", "127.1", "localhost", "[::ffff:127.0.0.1]"):
            got = await fetcher.fetch(Fetch(f"http://{host}:{served.port}/a"))
            assert b"hello" == got.body


async def test_a_name_that_nobody_vouches_for_is_refused_over_tls() -> None:
    """A certificate that its site signed itself is no proof, and the cause is told."""
    async with tls_site() as served, fetcher_for(served) as fetcher:
        with pytest.raises(FetchError, match=r"its certificate is not valid: self.signed certificate"):
            await fetcher.fetch(Fetch(f"https://news.test:{served.port}/a"))

    assert [] == served.paths


async def test_a_password_is_never_repeated() -> None:
    """An address with credentials is refused in words that do not hold them."""
    async with GuardedFetcher() as fetcher:
        with pytest.raises(FetchRefused) as refusal:
            await fetcher.fetch(Fetch("https://user:hunter2@example.org/@feed"))

    assert str(refusal.value).startswith("https://example.org/@feed: it holds a user's name or password")


async def test_a_fetch_can_be_cancelled_and_gives_back_what_it_held() -> None:
    """Cancelling ends the wait at once, and the host's places are free again."""
    begun, never = asyncio.Event(), asyncio.Event()

    async def hang(_request: web.Request) -> web.Response:
        begun.set()
        await never.wait()
        return page()

    async with (
        site({"/hang": hang, "/a": page()}) as served,
        fetcher_for(served, limits=replace(QUICK, per_host=1)) as fetcher,
    ):
        task = asyncio.create_task(fetcher.fetch(Fetch(f"{served.url}/hang")))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        got = await fetcher.fetch(Fetch(f"{served.url}/a"))
        never.set()

    assert 200 == got.status


async def test_a_thousand_fetches_leave_memory_as_it_was() -> None:
    """Connections, hosts and turns are let go of."""
    async with site({"/a": page("x" * 10_000)}) as served, fetcher_for(served) as fetcher:

        async def rounds(count: int) -> None:
            for _ in range(count):
                await asyncio.gather(*(fetcher.fetch(Fetch(f"{served.url}/a")) for _ in range(20)))
                served.asked.clear()

        await rounds(5)
        tracemalloc.start()
        try:
            await rounds(2)
            before = tracemalloc.get_traced_memory()[0]
            await rounds(25)
            grown = tracemalloc.get_traced_memory()[0] - before
        finally:
            tracemalloc.stop()

    assert grown < 500_000


def test_it_is_a_fetcher() -> None:
    """The port's shape is met."""
    kind: type[Fetcher] = GuardedFetcher

    assert callable(kind.fetch)
