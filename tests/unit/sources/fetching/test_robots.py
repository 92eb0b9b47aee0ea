"""Mirrors bot/sources/fetching/robots.py: what sites ask of robots is obeyed, end to end."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest
from aiohttp import web
from protego import Protego

from bot.core.errors import FetchError, FetchRefused
from bot.core.ports import Fetch, Fetched
from bot.sources.fetching.limits import Limits
from bot.sources.fetching.robots import KEPT_CHARS, Robots, plain_groups
from bot.sources.fetching.targets import read_target
from tests.unit.sources.fetching.served import QUICK, fetcher_for, page, raw_site, redirect_to, site, writes

NOT_US = "User-agent: *\nDisallow: /shop\n\nUser-agent: Sitrep\nDisallow: /private/\nAllow: /private/open\n"


async def test_what_a_site_forbids_us_is_not_asked_for() -> None:
    """Our own group holds before that for all; the address itself is never requested."""
    pages = {"/robots.txt": page(NOT_US, "text/plain"), "/shop": page(), "/private/open": page()}
    async with site(pages) as served, fetcher_for(served) as fetcher:
        with pytest.raises(FetchRefused, match=r"robots\.txt does not allow Sitrep to read it"):
            await fetcher.fetch(Fetch(f"{served.url}/private/x", page=True))
        for path in ("/shop", "/private/open"):
            assert 200 == (await fetcher.fetch(Fetch(f"{served.url}{path}", page=True))).status

    assert ["/robots.txt", "/shop", "/private/open"] == served.paths


async def test_only_pages_are_asked_about() -> None:
    """A feed that somebody gave us to follow is fetched as any reader of feeds would."""
    pages = {"/robots.txt": page("User-agent: *\nDisallow: /", "text/plain"), "/feed": page()}
    async with site(pages) as served, fetcher_for(served) as fetcher:
        await fetcher.fetch(Fetch(f"{served.url}/feed"))

    assert ["/feed"] == served.paths


async def test_a_redirect_into_what_is_forbidden_is_not_followed() -> None:
    """Each step of a page's way is asked about at its own site."""
    pages = {"/robots.txt": page("User-agent: *\nDisallow: /b", "text/plain"), "/a": redirect_to("/b"), "/b": page()}
    async with site(pages) as served, fetcher_for(served) as fetcher:
        with pytest.raises(FetchRefused, match=r"/a: it leads to .+/b: its site's robots\.txt does not allow"):
            await fetcher.fetch(Fetch(f"{served.url}/a", page=True))

    assert ["/robots.txt", "/a"] == served.paths


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_no_robots_txt_allows_everything(status: int) -> None:
    """A site that has none, or none for us, has no rules (RFC 9309, 2.3.1.3)."""
    robots = web.Response(status=status)
    async with site({"/robots.txt": robots, "/a": page()}) as served, fetcher_for(served) as fetcher:
        got = await fetcher.fetch(Fetch(f"{served.url}/a", page=True))

    assert 200 == got.status


@pytest.mark.parametrize("answer", [web.Response(status=503), web.Response(status=429), redirect_to("/robots.txt")])
async def test_one_that_cannot_be_had_forbids_everything_for_a_while(answer: web.Response) -> None:
    """A site in trouble is left alone (RFC 9309, 2.3.1.4), and not asked again with every page."""
    async with site({"/robots.txt": answer, "/a": page()}) as served, fetcher_for(served) as fetcher:
        for _ in range(3):
            with pytest.raises(FetchError, match=r"robots\.txt cannot be read, so that its pages are left alone: it"):
                await fetcher.fetch(Fetch(f"{served.url}/a", page=True))

    assert ["/robots.txt"] == served.paths


async def test_after_the_while_it_is_asked_again() -> None:
    """What could not be had is asked for again when its time is over, and then holds."""
    answers = [web.Response(status=503), web.Response(text="User-agent: *\nAllow: /")]

    async def robots(_request: web.Request) -> web.Response:
        return answers.pop(0)

    limits = replace(QUICK, robots_again_seconds=0.0)
    async with site({"/robots.txt": robots, "/a": page()}) as served, fetcher_for(served, limits=limits) as fetcher:
        with pytest.raises(FetchError, match="it answers 503"):
            await fetcher.fetch(Fetch(f"{served.url}/a", page=True))
        for _ in range(3):
            await fetcher.fetch(Fetch(f"{served.url}/a", page=True))

    assert ["/robots.txt", "/robots.txt", "/a", "/a", "/a"] == served.paths


async def test_a_silent_or_refused_robots_txt_is_told_with_its_cause() -> None:
    """A site that cannot be reached, and one that sends us inwards for its robots.txt, forbid everything."""
    async with site({"/robots.txt": redirect_to("http://10.0.0.1/")}) as served, fetcher_for(served) as fetcher:
        with pytest.raises(FetchRefused, match=r"left alone: it leads to http://10\.0\.0\.1/: .+ private address"):
            await fetcher.fetch(Fetch(f"{served.url}/a", page=True))
    async with raw_site(writes()) as broken, fetcher_for(broken) as fetcher:
        with pytest.raises(FetchError, match="left alone: the connection was closed"):
            await fetcher.fetch(Fetch(f"{broken.url}/a", page=True))


async def test_many_pages_at_once_ask_once() -> None:
    """Pages of one site that are wanted at the same moment share one question."""
    robots = page(NOT_US, "text/plain")
    async with site({"/robots.txt": robots, "/a": page()}) as served, fetcher_for(served) as fetcher:
        await asyncio.gather(*(fetcher.fetch(Fetch(f"{served.url}/a", page=True)) for _ in range(10)))

    assert 1 == served.paths.count("/robots.txt")


async def test_an_endless_robots_txt_counts_as_far_as_it_was_read() -> None:
    """The first half megabyte holds, the rest is not read."""
    start = b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /\n"
    async with raw_site(writes(start, endless=b"# more and more\n" * 1_000)) as served, fetcher_for(served) as fetcher:
        with pytest.raises(FetchRefused, match="does not allow"):
            await fetcher.fetch(Fetch(f"{served.url}/a", page=True))


async def loaded(text: str, limits: Limits = QUICK) -> Robots:
    """Rules of every site there is."""

    async def load(address: str) -> Fetched:
        return Fetched(address, 200, text.encode())

    return Robots(load, "Sitrep", limits)


async def test_the_pause_a_site_asks_for_is_kept_within_reason() -> None:
    """Crawl-delay is obeyed up to the longest pause that we keep."""
    robots = await loaded("User-agent: *\nCrawl-delay: 5\n")
    patient = await loaded("User-agent: *\nCrawl-delay: 86400\n")
    target = read_target("https://example.org/a")

    assert 5.0 == await robots.admit(target)
    assert QUICK.longest_pause_seconds == await patient.admit(target)


async def test_what_is_kept_is_bounded() -> None:
    """Thousands of sites with long rules do not pile up."""
    robots = await loaded("User-agent: *\n" + "Disallow: /" + "a" * 100_000)
    for number in range(200):
        await robots.admit(read_target(f"https://site{number}.example/b"))

    assert 1 < len(robots._sites) <= KEPT_CHARS // 100_000


def test_half_a_megabyte_of_names_does_not_multiply_with_rules() -> None:
    """Every other robot is one to us, so that a group of thousands costs as much as a group of two."""
    names = "".join(f"User-agent: robot{number}\n" for number in range(12_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(15_000))
    begun = time.process_time()
    parsed = Protego.parse(
        plain_groups(f"{names}User-Agent:Sitrep/2 # us\n{rules}User-agent: *\nDisallow: /", "Sitrep")
    )

    assert time.process_time() - begun < 2
    assert not parsed.can_fetch("https://example.org/7", "Sitrep")
    assert parsed.can_fetch("https://example.org/x", "Sitrep")


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        ("User-agent: Sitrep", True),
        ("  user-agent:SITREP/1.0  # us", True),
        ("USER AGENT sitrep", True),
        ("useragent: sitrep*", True),
        ("User-agent: sitrepbot", False),
        ("User-agent: NotSitrep", False),
        ("User-agent:", False),
    ],
)
def test_our_name_is_known_in_each_spelling(line: str, ours: bool) -> None:
    """A group is ours by its product name, whatever stands around it."""
    assert ("User-agent: sitrep" if ours else "User-agent: another") == plain_groups(line, "Sitrep")
